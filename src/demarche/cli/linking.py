"""What is done with a ledger that has grown, whichever command made it grow."""

from typing import TYPE_CHECKING

from demarche.cli.messages import say

if TYPE_CHECKING:
    from demarche.ledger.store import Ledger


def link_new(ledger: "Ledger") -> None:
    """Hold what is new in a ledger against what was there: copies, events that are one happening, what became of commitments."""
    from demarche.happenings.link import link
    from demarche.histories.trace import trace
    from demarche.lexicon.histories import load_history_rules
    from demarche.lexicon.linking import load_link_rules

    linked = link(ledger, load_link_rules())
    if linked.copies or linked.merges:
        say(
            f"{linked.copies} pairs of reports are copies of one text, {linked.merges} of events one happening"
        )
    traced = trace(ledger, load_history_rules())
    if traced.links:
        say(f"{traced.links} claims tell what became of a commitment")
