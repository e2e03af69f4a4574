"""Which way the governing verb points."""

import pytest

from demarche.lexicon.calendar import Calendar, load_calendar
from demarche.model.syntax import Word
from demarche.resolve.times.tense import direction
from tests.trees import tree

PAST = "Tense=Past|VerbForm=Fin"
PRESENT = "Tense=Pres|VerbForm=Fin"
PARTICIPLE = "Tense=Past|VerbForm=Part"
INFINITIVE = "VerbForm=Inf"


@pytest.fixture(name="calendar", scope="module")
def _calendar() -> Calendar:
    return load_calendar()


def friday(rows: str) -> Word:
    return next(word for word in tree(rows).words if word.text == "Friday")


CASES = {
    "is going to meet on Friday": (
        "future",
        (
            f"is be AUX aux 2 {PRESENT}\ngoing go VERB root 0 VerbForm=Part\nto to PART mark 4\n"
            f"meet meet VERB xcomp 2 {INFINITIVE}\nFriday Friday PROPN obl 4"
        ),
    ),
    "agreed on Friday": ("past", f"agreed agree VERB root 0 {PAST}\nFriday Friday PROPN obl 1"),
    "agreed to meet on Friday": (
        "future",
        (
            f"agreed agree VERB root 0 {PAST}\nto to PART mark 3\nmeet meet VERB xcomp 1 {INFINITIVE}\n"
            "Friday Friday PROPN obl 3"
        ),
    ),
    "managed to meet on Friday": (
        "past",
        (
            f"managed manage VERB root 0 {PAST}\nto to PART mark 3\nmeet meet VERB xcomp 1 {INFINITIVE}\n"
            "Friday Friday PROPN obl 3"
        ),
    ),
    "attempts to meet on Friday failed": (
        "past",
        (
            f"attempts attempt NOUN nsubj 5\nto to PART mark 3\nmeet meet VERB acl 1 {INFINITIVE}\n"
            f"Friday Friday PROPN obl 3\nfailed fail VERB root 0 {PAST}"
        ),
    ),
    "travelled to meet on Friday": (
        "past",
        (
            f"travelled travel VERB root 0 {PAST}\nto to PART mark 3\nmeet meet VERB advcl 1 {INFINITIVE}\n"
            "Friday Friday PROPN obl 3"
        ),
    ),
    "the first minister to visit on Friday": (
        "past",
        (
            f"was be AUX cop 3 {PAST}\nfirst first ADJ amod 3 NumType=Ord\nminister minister NOUN root 0\n"
            f"to to PART mark 5\nvisit visit VERB acl 3 {INFINITIVE}\nFriday Friday PROPN obl 5"
        ),
    ),
    "is to be held on Friday": (
        "future",
        (
            f"is be AUX aux 4 {PRESENT}\nto to PART mark 4\nbe be AUX aux:pass 4 {INFINITIVE}\n"
            f"held hold VERB root 0 {PARTICIPLE}\nFriday Friday PROPN obl 4"
        ),
    ),
    "said it would strike on Friday": (
        "future",
        (
            f"said say VERB root 0 {PAST}\nwould would AUX aux 3\nstrike strike VERB ccomp 1 {INFINITIVE}\n"
            "Friday Friday PROPN obl 3"
        ),
    ),
    "may have met on Friday": (
        "past",
        f"may may AUX aux 3\nhave have AUX aux 3\nmet meet VERB root 0 {PARTICIPLE}\nFriday Friday PROPN obl 3",
    ),
    "must leave by Friday": (
        "future",
        f"must must AUX aux 2\nleave leave VERB root 0 {INFINITIVE}\nby by ADP case 4\nFriday Friday PROPN obl 2",
    ),
    "has met on Friday": (
        "past",
        f"has have AUX aux 2 {PRESENT}\nmet meet VERB root 0 {PARTICIPLE}\nFriday Friday PROPN obl 2",
    ),
    "was scheduled for Friday": (
        "future",
        (
            f"was be AUX aux:pass 2 {PAST}\nscheduled schedule VERB root 0 {PARTICIPLE}\nfor for ADP case 4\n"
            "Friday Friday PROPN obl 2"
        ),
    ),
    "was set for release on Friday": (
        "future",
        (
            f"was be AUX aux:pass 2 {PAST}\nset set VERB root 0 {PARTICIPLE}\nfor for ADP case 4\n"
            "release release NOUN obl 2\non on ADP case 6\nFriday Friday PROPN nmod 4"
        ),
    ),
    "gave them until Friday": (
        "future",
        f"gave give VERB root 0 {PAST}\nuntil until ADP case 3\nFriday Friday PROPN obl 1",
    ),
    "if it stopped by Friday": (
        "open",
        f"if if SCONJ mark 2\nstopped stop VERB root 0 {PAST}\nby by ADP case 4\nFriday Friday PROPN obl 2",
    ),
    "opens on Friday": ("present", f"opens open VERB root 0 {PRESENT}\nFriday Friday PROPN obl 1"),
    "says on Friday": ("past", f"says say VERB root 0 {PRESENT}\nFriday Friday PROPN obl 1"),
    "Friday's vote is a test": (
        "open",
        f"Friday Friday PROPN nmod:poss 2\nvote vote NOUN nsubj 4\nis be AUX cop 4 {PRESENT}\ntest test NOUN root 0",
    ),
    "ended ahead of Friday's vote": (
        "future",
        f"ended end VERB root 0 {PAST}\nahead ahead ADV case 4\nFriday Friday PROPN nmod:poss 4\nvote vote NOUN obl 1",
    ),
    "missed the deadline of Friday": (
        "future",
        f"missed miss VERB root 0 {PAST}\ndeadline deadline NOUN obj 1\nFriday Friday PROPN nmod 2",
    ),
    "talks Friday": ("open", "talks talk NOUN root 0\nFriday Friday PROPN nmod 1"),
}


@pytest.mark.parametrize("name", CASES)
def test_direction(name: str, calendar: Calendar) -> None:
    expected, rows = CASES[name]
    word = friday(rows)
    preposition = next((child.lower for child in word.having("case")), "")
    assert direction(word, preposition, calendar, headline=False) == expected


def test_the_present_of_a_headline_is_past(calendar: Calendar) -> None:
    word = friday(CASES["opens on Friday"][1])
    assert direction(word, "", calendar, headline=True) == "past"
