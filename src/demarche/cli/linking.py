"""What is done with a ledger that has grown, whichever command made it grow."""

from typing import TYPE_CHECKING

from demarche.cli.messages import say

if TYPE_CHECKING:
    from demarche.ledger.store import Ledger


def link_new(ledger: "Ledger") -> None:
    """Hold what is new in a ledger against what was there: copies, and events that are one happening."""
    from demarche.happenings.link import link
    from demarche.lexicon.linking import load_link_rules

    linked = link(ledger, load_link_rules())
    if linked.copies or linked.merges:
        say(
            f"{linked.copies} pairs of reports are copies of one text, {linked.merges} of events one happening"
        )
