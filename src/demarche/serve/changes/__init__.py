"""What the page can change in a ledger, each in a module of its own: rows are added, signed, and nothing else."""

from demarche.serve.changes import part
from demarche.serve.view import Change

CHANGES: tuple[Change, ...] = (part.CHANGE,)
