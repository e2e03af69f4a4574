"""Sayings become statements, with their ids, their chains and their scores."""

from demarche.coding.statements import Ruled, code_statements
from demarche.lexicon.scores import load_scores
from demarche.lexicon.tables import data_folder
from demarche.model import codec
from demarche.model.coded import Coded
from demarche.model.records import Statement

from .spoken import scene

_SCORES = load_scores(data_folder() / "ontology")


def _statements(sentence: str, acts: dict[int, Ruled] | None = None) -> list[tuple[Statement, Coded]]:
    made = scene(sentence)
    chains = made.chains()
    ids = chains.ids
    assert isinstance(ids, dict)
    ids.clear()
    found = []
    for index, coded in code_statements(chains.sayings, chains, made.adjuncts(), acts or {}, _SCORES):
        assert isinstance(coded.claim, Statement)
        ids[index] = coded.claim.id
        found.append((coded.claim, coded))
    return found


def test_a_statement_is_what_its_saying_is() -> None:
    ((statement, coded),) = _statements("Kenya told Uganda that Rwanda crossed the border.")
    assert (statement.act, statement.form, statement.rule) == ("assert", "indirect", "tell.verb.that")
    assert statement.speaker is not None
    assert statement.speaker.id == "state:KEN"
    assert [one.id for one in statement.addressees] == ["state:UGA"]
    assert [span.text for span in statement.content] == ["that Rwanda crossed the border"]
    assert [span.text for span in statement.cue] == ["told"]
    assert (statement.parent, [link.source for link in statement.attribution]) == (None, ["AUTHOR"])
    assert codec.identified(statement) == statement
    assert {reason.field for reason in coded.reasons} == {"speaker", "act", "form", "when"}


def test_a_statement_in_another_names_it() -> None:
    (outer, _), (inner, _) = _statements("Kenya said that Uganda said that Rwanda crossed the border.")
    assert outer.parent is None
    assert inner.parent == outer.id
    author, kenya = inner.attribution
    assert (author.source, author.factuality) == ("AUTHOR", "Uu")
    assert (kenya.statement, kenya.factuality) == (outer.id, "CT+")


def test_the_act_may_be_overruled_by_the_content() -> None:
    ((statement, coded),) = _statements(
        "“We will invade Sudan,” Kenya said.", {0: Ruled("threaten", "its content is a threat")}
    )
    assert statement.act == "threaten"
    assert "its content is a threat" in {reason.text for reason in coded.reasons if reason.field == "act"}


def test_scores_fall_with_the_distance_from_the_words() -> None:
    direct, indirect, narrated = (
        _statements(sentence)[0][0].score
        for sentence in (
            "“Uganda crossed the border,” Kenya said.",
            "Kenya said that Uganda crossed the border.",
            "Kenya condemned the attack.",
        )
    )
    assert direct > indirect > narrated


def test_when_it_was_said_is_bounded_by_publication() -> None:
    ((statement, coded),) = _statements("Kenya said that Uganda crossed the border.")
    assert (statement.when.earliest, statement.when.latest, statement.when.basis) == (
        None,
        "2025-03-05",
        "publication",
    )
    assert all(reason.text for reason in coded.reasons)
