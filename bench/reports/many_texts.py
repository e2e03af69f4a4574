"""Reports for runs over many: short, plain, about invented matters, no two alike, the same each time."""

import random
from collections.abc import Iterator

_LANDS = (
    ("Norway", "Norwegian", "Oslo"), ("Peru", "Peruvian", "Lima"), ("Kenya", "Kenyan", "Nairobi"),
    ("Chile", "Chilean", "Santiago"), ("Ghana", "Ghanaian", "Accra"), ("Nepal", "Nepalese", "Kathmandu"),
    ("Portugal", "Portuguese", "Lisbon"), ("Uruguay", "Uruguayan", "Montevideo"), ("Iceland", "Icelandic", "Reykjavik"),
    ("Malawi", "Malawian", "Lilongwe"), ("Estonia", "Estonian", "Tallinn"), ("Laos", "Laotian", "Vientiane"),
)  # fmt: skip
_MATTERS = (
    "the ferry line", "the weather station", "the fishing quota", "the road over the pass", "the shared dam",
    "the customs post", "the lighthouse", "the rail bridge", "the grain store", "the border market",
)  # fmt: skip
_LEADS = (
    "The foreign minister of {a} met {b_} officials in {city} on {day} to discuss {matter}.",
    "{a} and {b} signed an agreement on {matter} on {day}, both governments said.",
    "{b_} police arrested {n} protesters near {matter} on {day}, a spokesman said.",
    "{a} accused {b} on {day} of closing {matter} without notice.",
    "{a_} troops crossed into {b} on {day} and occupied {matter}, two officials said.",
    "{a} will send {n} engineers to {b} to repair {matter}, the government in {city} announced on {day}.",
)
_NEXT = (
    "The ministry in {city} said that it would answer within {n} days.",
    "“We want {matter} to stay open,” the {a_} minister told reporters.",
    "{b} threatened to recall its ambassador unless {a} withdrew the order.",
    "Residents of the valley said they had heard nothing of the plan.",
    "The two sides held talks in {month} and failed to agree.",
    "{a} has spent {n} million crowns on {matter} since 2019.",
    "A delegation from {b} is expected in {city} next week.",
    "At least {n} people were injured when the crowd was dispersed.",
    "The parliament of {b} rejected the proposal on Thursday.",
    "{a} imposed a fee of {n} crowns on lorries from {b}.",
)
_WHAT = (
    "old mill", "apple orchard", "stone quay", "village school", "bus station", "bakery", "river path", "wooden chapel",
    "water tower", "small museum", "timber yard", "clock shop", "vegetable garden", "music hall", "boat shed", "post office",
)  # fmt: skip
_IS = (
    "stands beside", "is older than", "can be seen from", "lies a kilometre behind", "has the same colour as",
    "was once joined to", "looks down on", "is quieter than", "gets its light from", "shares a wall with",
    "has more visitors than", "smells of tar like", "is hidden by trees from", "was painted together with",
)  # fmt: skip
_SO = (
    "in the mornings", "on most days", "when the fog lifts", "after the harvest", "by the light of the lamps", "in dry years",
    "whatever the season", "on market days", "before the first snow", "as the guidebooks have it", "in the late afternoon",
    "at low water", "for as long as anybody remembers",
)  # fmt: skip
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday")
_MONTHS = ("January", "March", "April", "June", "July", "September", "October", "November")


def texts(count: int) -> Iterator[str]:
    """Yield so many reports: a headline, a date, six sentences of politics and eight others; five claims in 100 words, as in news."""
    lot = random.Random(2)  # noqa: S311 - for variety, not for secrets
    for number in range(count):
        one, other = lot.sample(_LANDS, 2)
        words = {
            "a": one[0], "a_": one[1], "city": one[2], "b": other[0], "b_": other[1],
            "matter": lot.choice(_MATTERS), "day": lot.choice(_DAYS), "month": lot.choice(_MONTHS),
        }  # fmt: skip
        lines = [*lot.sample(_NEXT, 5), *(_plain(lot) for _ in range(8))]
        lot.shuffle(lines)
        lines.insert(0, lot.choice(_LEADS))
        said = " ".join(line.format(**words, n=2 + lot.randrange(400)) for line in lines)
        date = f"{1 + lot.randrange(28)} {words['month']} {2020 + lot.randrange(6)}"
        yield f"{one[0]} and {other[0]}: {words['matter']}, note {number}\n\n{date}\n\n{said}\n"


def _plain(lot: random.Random) -> str:
    """Return a sentence without politics."""
    one, other = lot.sample(_WHAT, 2)
    size = lot.choice(("narrow", "long", "large", "low", "crooked", "new"))
    return f"The {size} {one} {lot.choice(_IS)} the {other} {lot.choice(_SO)}."
