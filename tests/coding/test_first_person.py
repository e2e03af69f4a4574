"""Who "I" and "we" are."""

from dataclasses import replace

import pytest

from demarche.coding.sayings.first_person import FirstPerson, author_of
from demarche.model.parts import Participant
from demarche.model.resolved import Mention, Resolved
from tests.trees import reading_of, tree

from .drafts import KENYA, SUDAN
from .spoken import cues, scene

_MINISTER = replace(
    KENYA, name="Ada Otieno", id="person:KEN:ada-otieno", kind="person", role="foreign minister"
)
_FARMER = replace(_MINISTER, name="Ben Mutua", id=None, sectors=("AGR",), role="farmer")
_ARMY = replace(KENYA, name="Kenyan army", id="org:KEN:army", kind="organisation", sectors=("MIL",))
_STATES = {"KEN": "Kenya"}


def _who(sentence: str, pronoun: str, speaker: Participant) -> Participant | None:
    """Return whom a pronoun stands for when the state in the sentence that speaks is this participant."""
    made = scene(sentence)
    kenya = next(word for word in made.syntax.words if word.text == "Kenya")
    mentions = {**made.resolved.mentions, kenya.i: Mention(kenya.i, (speaker,), "for the test")}
    resolved = replace(made.resolved, mentions=mentions)
    sayings = replace(made, resolved=resolved).sayings()
    found = FirstPerson(made.reading, cues().pronouns, _STATES).resolve(made.syntax, resolved, sayings, None)
    word = next(word for word in made.syntax.words if word.lower == pronoun)
    mention = found.mentions.get(word.i)
    return None if mention is None else mention.participants[0]


def test_we_of_a_state_is_the_state() -> None:
    found = _who("“We will invade Sudan,” Kenya said.", "we", KENYA)
    assert found is not None
    assert (found.id, found.basis, found.span.text) == ("state:KEN", "coreference", "We")


def test_we_of_a_minister_is_the_state() -> None:
    found = _who("“We will invade Sudan,” Kenya said.", "we", _MINISTER)
    assert found is not None
    assert (found.id, found.kind, found.name, found.role) == ("state:KEN", "state", "Kenya", None)


def test_we_of_a_body_is_the_body() -> None:
    found = _who("“We will invade Sudan,” Kenya said.", "we", _ARMY)
    assert found is not None
    assert (found.id, found.kind) == ("org:KEN:army", "organisation")


def test_we_of_somebody_without_office_is_nobody() -> None:
    assert _who("“We will invade Sudan,” Kenya said.", "we", _FARMER) is None


def test_i_is_the_speaker() -> None:
    found = _who("“I will go,” said Kenya.", "i", _MINISTER)
    assert found is not None
    assert (found.id, found.role, found.basis) == ("person:KEN:ada-otieno", "foreign minister", "coreference")


@pytest.mark.parametrize(("outlet", "expected"), [(None, None), (SUDAN, "state:SDN")])
def test_outside_all_speech_we_are_the_outlet(outlet: Participant | None, expected: str | None) -> None:
    syntax = tree("We we PRON nsubj 2\nsent send VERB root 0\nfood food NOUN obj 2")
    resolved = Resolved({}, (), {})
    found = FirstPerson(reading_of(syntax), cues().pronouns, _STATES).resolve(syntax, resolved, (), outlet)
    assert [mention.participants[0].id for mention in found.mentions.values()] == (
        [expected] if expected else []
    )


@pytest.mark.parametrize(
    ("kind", "role", "expected"),
    [("person", "title", "Ada Otieno"), ("person", "paragraph", None), ("state", "title", None)],
)
def test_the_author_of_a_statement_by_its_headline(kind: str, role: str, expected: str | None) -> None:
    rows = "Statement statement NOUN root 0\nby by ADP case 3\nOtieno Otieno PROPN nmod 1"
    syntax = tree(rows, role="title" if role == "title" else "paragraph")
    who = _MINISTER if kind == "person" else KENYA
    resolved = Resolved({2: Mention(2, (who,), "for the test")}, (), {})
    author = author_of(syntax, resolved, cues().utterances)
    assert (None if author is None else author.name) == expected
