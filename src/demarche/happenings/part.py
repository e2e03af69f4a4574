"""Takes a merge back: events that somebody has parted stay in no happening together."""

from itertools import combinations

from demarche.happenings.link import regroup
from demarche.ledger import happenings, linking
from demarche.ledger.errors import ledger_error
from demarche.ledger.query import find
from demarche.ledger.store import Ledger
from demarche.lexicon.linking import LinkRules


def part(ledger: Ledger, wanted: str, *, who: str, why: str, rules: LinkRules) -> tuple[str, int]:
    """Part an event from the rest of its happening, or all events of a happening from each other.

    Return the happening and how many pairs were parted. It is a row for each pair, with who did it, when and why, and holds
    for good, also for the happenings of later reports. Raise `LedgerError` if there is no such happening.
    """
    if not why:
        raise ledger_error(ledger.path, "nothing is parted without a reason")
    happening = happenings.find_happening(ledger, wanted)
    numbers = happenings.member_numbers(ledger, happening)
    if wanted.startswith("h:"):
        pairs = list(combinations(numbers.values(), 2))
    else:
        named = numbers[find(ledger, wanted).id]
        pairs = [(named, other) for other in numbers.values() if other != named]
    with ledger.writing() as connection:
        for pair in pairs:
            linking.add_parting(connection, pair, who, why)
        regroup(ledger, numbers.values(), rules)
    return happening, len(pairs)
