"""What two did to each other: the events of each towards the other, and their commitments."""

from collections.abc import Iterable, Sequence

from demarche.index.wanted import Condition, Wanted, condition
from demarche.ledger.errors import FilterError
from demarche.ledger.rows import folded

_SIDE = """number IN (SELECT entry FROM party WHERE role = '{role}' AND who IN (
    SELECT number FROM who WHERE id = :{name} UNION SELECT number FROM who WHERE country = :{name}
    UNION SELECT number FROM who WHERE folded = :{name}_folded
))"""


def between(first: str, second: str, wanted: Wanted, mutual: Iterable[str]) -> Sequence[Condition]:
    """Return what is wanted of what the first does to the second, and of what the second does to the first.

    Of the `mutual` types, those done together are done by each to the other: two actors and no recipient named. Raise `FilterError`
    if the two are the same.
    """
    if folded(first) == folded(second):
        raise FilterError(f"{first!r} and {second!r} are the same actor")
    return [_towards(one, other, wanted, sorted(mutual)) for one, other in ((first, second), (second, first))]


def _towards(one: str, other: str, wanted: Wanted, mutual: Sequence[str]) -> Condition:
    found = condition(wanted)
    actor, recipient = ("actor", "recipient") if wanted.kind == "event" else ("issuer", "addressee")
    done = f"{_SIDE.format(role=actor, name='one')} AND {_SIDE.format(role=recipient, name='other')}"
    values = {"one": one, "one_folded": folded(one), "other": other, "other_folded": folded(other)}
    if wanted.kind == "event" and mutual:
        types = {f"mutual_{number}": name for number, name in enumerate(mutual)}
        together = (
            f"{_SIDE.format(role=actor, name='one')} AND {_SIDE.format(role=actor, name='other')}"
            f" AND type IN ({', '.join(f':{name}' for name in types)})"
            " AND number NOT IN (SELECT entry FROM party WHERE role = 'recipient')"
        )
        done = f"({done} OR {together})"
        values |= types
    found.add(done, **values)
    return found
