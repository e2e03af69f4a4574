"""What the page about coding says does not work does not work yet; a line that has become untrue has to go."""

import re
from pathlib import Path

import pytest

from demarche import coding
from demarche.model.parts import Count
from demarche.model.records import Event
from tests.coder import coder

PAGE = Path(__file__).parents[2] / "docs" / "coding.md"
PUBLISHED = "2025-05-12"
ROW = re.compile(r"^\| ([A-Z“].+?) \| ((?:`[^`]+` ?)+) \| ((?:`[^`]+` ?)+) \|$", re.MULTILINE)
TEXT = PAGE.read_text(encoding="utf-8")
ROWS = ROW.findall(TEXT)


def parts(cell: str) -> set[str]:
    return set(re.findall(r"`([^`]+)`", cell))


def described(event: Event) -> set[str]:
    """Return what the page can say of an event."""
    harm = event.casualties
    killed, wounded = (None, None) if harm is None else (harm.killed, harm.wounded)
    return {
        event.type,
        event.status,
        event.voice,
        f"on {event.when.earliest or 'no day'}",
        *(f"by {actor.name}" for actor in event.actors),
        *(f"to {recipient.name}" for recipient in event.recipients),
        f"killed {number(killed)}",
        f"wounded {number(wounded)}",
    }


def number(count: Count | None) -> str:
    return "none" if count is None else str(count.at_least or count.at_most)


def test_every_module_of_the_stage_is_named() -> None:
    modules = {file.name for file in Path(coding.__file__).parent.glob("*.py")} - {"__init__.py"}
    assert {name for name in modules if f"`{name}`" not in TEXT} == set()


def test_there_are_lines() -> None:
    assert ROWS


@pytest.mark.parametrize(("sentence", "now", "right"), ROWS, ids=[row[0][:30] for row in ROWS])
def test_it_still_does_not_work(sentence: str, now: str, right: str) -> None:
    coded = coder().code_text(sentence, published=PUBLISHED)
    found = [described(one.claim) for one in coded.claims if isinstance(one.claim, Event)]
    assert any(parts(now) <= event for event in found), f"the line is not so any more: {found}"
    assert not any(parts(right) <= event for event in found), f"this works now: take the line off {PAGE.name}"
