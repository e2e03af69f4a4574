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
    from demarche.show.words import counted

    linked = link(ledger, load_link_rules())
    if linked.copies or linked.merges:
        pairs, are = counted(linked.copies, "pair"), "is" if linked.copies == 1 else "are"
        say(f"{pairs} of reports {are} copies of one text, {linked.merges} of events one happening")
    traced = trace(ledger, load_history_rules())
    if traced.links:
        tell = "tells" if traced.links == 1 else "tell"
        say(f"{counted(traced.links, 'claim')} {tell} what became of a commitment")
