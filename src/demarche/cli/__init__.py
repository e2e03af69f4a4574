"""The command line: arguments, messages and exit statuses; the work is done by `pipeline`, `ledger` and `show`.

Exit status: 0 done; 1 some inputs could not be read or coded, the others were; 2 the command could not be
carried out as asked (wrong usage, no such ledger or id, a full disk); 128 and the number of the signal when stopped
from outside (130 interrupted, 141 nobody reads the output any more). Imports stand in the commands, so that `--help`
is quick.
"""

from demarche.cli.commands import app, main

__all__ = ["app", "main"]
