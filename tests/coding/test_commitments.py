"""Commitments as records: history, links to statements and events, scores."""

import pytest

from demarche.coding.commitments.records import code_commitments
from demarche.coding.events.records import EventCoder
from demarche.coding.sayings.chains import Chains
from demarche.lexicon.scores import load_scores
from demarche.lexicon.tables import data_folder
from demarche.model import codec
from demarche.model.coded import Coded
from demarche.model.records import Claim, Commitment, Event
from tests.coder import coder

from .spoken import scene

_SCORES = load_scores(data_folder() / "ontology")


def _only(sentence: str) -> tuple[Commitment, Coded, list[Claim], Chains]:
    made = scene(sentence)
    chains = made.chains()
    drafts = EventCoder(made.reading, chains, coder().lexicon, made.cast()).code(made.occurrences())
    events: list[Claim] = [codec.identified(one.claim) for one in drafts if isinstance(one.claim, Event)]
    (coded,) = code_commitments(made.reading, chains, made.adjuncts(), made.pledges(), events, _SCORES)
    assert isinstance(coded.claim, Commitment)
    return coded.claim, coded, events, chains


def test_a_commitment_is_what_its_pledge_is() -> None:
    commitment, coded, events, _ = _only("Kenya promised to withdraw its troops.")
    assert (commitment.force, commitment.strength) == ("promise", "will")
    assert [one.id for one in commitment.issuers] == ["state:KEN"]
    assert codec.identified(commitment) == commitment
    assert commitment.score == _SCORES["lexical commitment"]
    assert {"force", "issuers", "history"} <= {reason.field for reason in coded.reasons}
    retreat = next(event for event in events if isinstance(event, Event) and event.type == "RETREAT")
    assert commitment.events == (retreat.id,)


@pytest.mark.parametrize(
    ("sentence", "sources"),
    [
        ("Kenya reserves the right to attack Sudan.", ["AUTHOR"]),
        ("“We will invade Sudan,” Kenya said.", ["AUTHOR", "Kenya"]),
    ],
)
def test_it_was_issued_and_who_vouches_for_that(sentence: str, sources: list[str]) -> None:
    commitment, _, _, chains = _only(sentence)
    (issued,) = commitment.history
    assert issued.state == "issued"
    named = ["AUTHOR" if link.source == "AUTHOR" else link.source.name for link in issued.attribution]
    assert named == sources
    assert {link.factuality for link in issued.attribution} == {"CT+"}
    assert commitment.statements == tuple(chains.ids[index] for index in range(len(sources) - 1))


def test_a_deadline_is_a_time() -> None:
    commitment, *_ = _only("Kenya threatened to attack Sudan by Friday.")
    assert commitment.deadline is not None
    assert commitment.deadline.latest == "2025-03-07"


def test_spans_are_words_of_the_report() -> None:
    commitment, *_ = _only("“If Sudan attacks, we will close the border,” Kenya said.")
    assert [span.text for span in commitment.condition] == ["If Sudan attacks"]
    assert all(span.source is None for span in commitment.act)  # the trees have no input behind them
