from collections.abc import Sequence
from math import log

import pytest

torch = pytest.importorskip("torch")

from tests.training.tiny import PIECES, SAID, passages, settings  # noqa: E402 - only where torch is
from training.engine.batches import collate  # noqa: E402
from training.engine.examples import Encoding, collect_labels  # noqa: E402
from training.engine.losses import losses, total  # noqa: E402
from training.engine.model import Network  # noqa: E402
from training.engine.records import Fact, Passage, Piece, Sentence  # noqa: E402

ENCODING = Encoding(collect_labels(passages(), settings().labels), PIECES)


def network(*silent: str) -> Network:
    """Return a network in which some tensors are zero."""
    torch.manual_seed(1)
    made = Network(settings().network, ENCODING.labels)
    made.eval()
    for name in silent:
        torch.nn.init.zeros_(made.get_parameter(name))
    return made


def lost(made: Network, *rows: Sequence[Sentence], layers: int | None = None) -> dict[str, float]:
    """Return the losses on a batch of rows."""
    chunks = [next(ENCODING.passages([Passage("", tuple(row))], 100)) for row in rows]
    batch = collate(chunks, PIECES.start, PIECES.end)
    found = losses(made, batch, torch.device("cpu"), layers)
    return {name: float(loss.detach()) for name, loss in found.items()}


BARE = Sentence(("Rain", "fell"))
NAMED = Sentence(("Ada", "Brandt"), names=((0, 2, "PER"),))
LOOSE = Sentence(("They", "waited"), said=(Piece(0, 2, "content", None),))
SURE = Sentence(("Ships", "waited", "here"), facts=(Fact(1, 3.0), Fact(2, -0.5)))
TREES = {"upos", "xpos", "feats", "arc", "label", "start"}


@pytest.mark.parametrize(
    ("row", "heads"),
    [
        (passages()[1].sentences, {*TREES, "entity"}),
        ([Sentence(passages()[1].sentences[1].words, passages()[1].sentences[1].tree)], TREES),
        ([NAMED], {"entity"}),
        (SAID.sentences, {"said", "link"}),
        ([LOOSE], {"said"}),
        ([SURE], {"fact"}),
        ([BARE], set()),
    ],
    ids=["trees with names", "trees", "names", "attributions", "no cue", "facts", "nothing"],
)
def test_a_head_is_taught_where_its_layer_is_annotated(row: Sequence[Sentence], heads: set[str]) -> None:
    assert set(lost(network(), row)) == heads


def test_arcs_do_not_leave_their_sentence() -> None:
    # Uniform scores over the words of one's own sentence and the root, oneself excluded.
    made = network("arc_weights.weight", "arc_bias.weight", "arc_bias.bias")
    row = passages()[1].sentences
    sizes = [len(sentence.words) for sentence in row for _ in sentence.words]
    assert lost(made, row)["arc"] == pytest.approx(sum(map(log, sizes)) / len(sizes), abs=1e-4)


def test_ties_do_not_lead_to_padding() -> None:
    # Uniform scores over the words of one's own row and the root, which stands for a cue outside it.
    made = network("link_piece.weight", "link_piece.bias")
    first, second = SAID.sentences
    found = lost(made, [first, second], [second])["link"]
    assert found == pytest.approx((3 * log(8) + log(5)) / 4, abs=1e-4)


def test_facts_are_counted_where_they_are_known() -> None:
    made = network("fact.weight", "fact.bias")
    assert lost(made, [BARE, SURE], [SURE])["fact"] == pytest.approx((2.5 + 0.125) / 2)


def test_the_fast_layers_are_taught_too() -> None:
    made = network()
    whole, fast = lost(made, SAID.sentences), lost(made, SAID.sentences, layers=1)
    assert whole["said"] != pytest.approx(fast["said"], abs=1e-4)
    made.encoder.layers = made.encoder.layers[:1]
    assert lost(made, SAID.sentences) == fast


def test_losses_are_weighted() -> None:
    found = {"upos": torch.tensor(2.0), "arc": torch.tensor(3.0)}
    assert float(total(found, {"upos": 0.5, "arc": 2.0, "entity": 1.0})) == 7
