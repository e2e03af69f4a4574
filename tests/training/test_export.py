from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

torch = pytest.importorskip("torch")
pytest.importorskip("onnx")
pytest.importorskip("safetensors")

from torch import Tensor, nn  # noqa: E402 - only where torch is

from demarche.parse.encoder import Encoder  # noqa: E402
from demarche.parse.network import Network as Graphs  # noqa: E402
from demarche.parse.network import Outputs  # noqa: E402
from tests.training.tiny import PIECES, engine, passages, settings  # noqa: E402
from training.engine.batches import Inputs, collate  # noqa: E402
from training.engine.examples import Encoding, Example, collect_labels, read_label_sets  # noqa: E402
from training.engine.export import HALF_WEIGHTS, copy_rest, export  # noqa: E402
from training.engine.graph import WEIGHT_STEPS  # noqa: E402
from training.engine.model import Network, Range, Scores  # noqa: E402

ENCODING = Encoding(collect_labels(passages(), settings().labels), PIECES)
ROWS = list(ENCODING.passages(passages(), 100))
TAGS = ("upos", "xpos", "feats", "bio")
FLIPS = 0.02  # the share of scores that a value right between two steps may move by one of them
STEP = 0.05


@dataclass(frozen=True)
class Made:
    network: Network
    engine: Path
    run: Path


def products(network: Network) -> Iterator[tuple[nn.Linear, Range]]:
    """Yield the layers that the graphs compute in int8, with the range of what they read."""
    for layer in network.encoder.layers:
        yield layer.queries_keys_values, layer.ranges["vectors"]
        yield layer.attended, layer.ranges["mixed"]
        yield layer.inner, layer.ranges["attended"]
        yield layer.outer, layer.ranges["inner"]
    for name in ("tag", "name", "part", "event", "arc_dependent", "arc_head", "label_dependent"):
        yield getattr(network, name), network.ranges["words"]
    for name in ("label_head", "link_piece", "link_cue", "start"):
        yield getattr(network, name), network.ranges["words"]
    yield network.arc_weights, network.ranges["dependents"]


def on_steps(weight: Tensor) -> Tensor:
    """Return a matrix whose rows have values at the graph's equal steps to either side of 0."""
    steps = weight.abs().amax(1, keepdim=True) / WEIGHT_STEPS
    return (weight / steps).round() * steps


def trained() -> Network:
    """Return a network with random weights that its graphs hold without loss, and with ranges that are fixed."""
    torch.manual_seed(3)
    network = Network(settings().network, ENCODING.labels)
    with torch.no_grad():
        for parameter in network.parameters():
            parameter.add_(0.3 * torch.randn_like(parameter))
        for _ in range(3):
            network(*tensors(inputs(ROWS)))
        for layer, read in products(network):
            factors = read.factors()
            layer.weight.copy_(on_steps(layer.weight * factors) / factors)
        network.encoder.pieces.weight.copy_(on_steps(network.encoder.pieces.weight))
    network.fix_ranges()
    network.eval()
    return network


def inputs(rows: Sequence[Sequence[Example]]) -> Inputs:
    return collate(rows, PIECES.start, PIECES.end).inputs


def tensors(given: Inputs) -> list[Tensor]:
    arrays = (given.ids, given.piece_shapes, given.first, given.word_shapes)
    return [torch.from_numpy(array) for array in arrays]


@pytest.fixture(name="made", scope="module")
def exported(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """Return a network, its engine folder and the folder of its weights in float16."""
    folder = tmp_path_factory.mktemp("export")
    network = trained()
    export(network, ENCODING.labels, folder / "engine", folder / "run", settings().network.fast_layers)
    copy_rest(engine(folder / "shipped"), folder / "engine")
    return Made(network, folder / "engine", folder / "run")


def computed(made: Made, given: Inputs, *, fast: bool = False) -> Outputs:
    """Return what the graphs say."""
    graphs = Graphs(made.engine, fast=fast)
    return graphs.run(given.ids, given.piece_shapes, given.first, given.word_shapes)


def expected(made: Made, given: Inputs, layers: int | None = None) -> Outputs:
    """Return what the network says, as the graphs say it."""
    with torch.no_grad():
        scores: Scores = made.network(*tensors(given), layers)
    best = {name: getattr(scores.tree, name).argmax(-1).numpy() for name in ("upos", "xpos", "feats")}
    return Outputs(
        **best,
        start=(scores.start[..., 1] - scores.start[..., 0]).numpy(),
        bio=scores.bio.argmax(-1).numpy(),
        arcs=scores.tree.arcs.numpy(),
        as_dependent=scores.tree.as_dependent.numpy(),
        as_head=scores.tree.as_head.numpy(),
        said=scores.said.numpy(),
        links=scores.links.numpy(),
        facts=scores.facts.numpy(),
    )


def is_close(found: NDArray[np.float32], wanted: NDArray[np.float32]) -> bool:
    """Tell whether scores are equal but for values that were rounded to the next step."""
    apart = np.abs(found - wanted)
    return bool(wanted.std() > STEP and apart.max() < STEP and (apart > 1e-4).mean() < FLIPS)


@pytest.mark.parametrize("fast", [False, True], ids=["whole", "fast"])
def test_the_graphs_compute_what_the_network_does(made: Made, *, fast: bool) -> None:
    given = inputs(ROWS)
    found = computed(made, given, fast=fast)
    wanted = expected(made, given, settings().network.fast_layers if fast else None)
    for name in Outputs._fields:
        ours, theirs = getattr(found, name), getattr(wanted, name)
        assert ours.shape == theirs.shape, name
        assert np.array_equal(ours, theirs) if name in TAGS else is_close(ours, theirs), name


def test_the_upper_layers_matter(made: Made) -> None:
    given = inputs(ROWS)
    assert not is_close(computed(made, given, fast=True).start, computed(made, given).start)


def test_a_row_alone_says_what_it_says_in_a_batch(made: Made) -> None:
    short, long = ROWS
    assert sum(example.length for example in short) < sum(example.length for example in long)
    alone, together = computed(made, inputs([short])), computed(made, inputs([short, long, long]))
    words = sum(example.words for example in short) + 1
    for name in Outputs._fields:
        one, batch = getattr(alone, name), getattr(together, name)
        ours = batch[:1, :words, :words] if name in {"arcs", "links"} else batch[:1, :words]
        assert np.array_equal(one, ours) if name in TAGS else is_close(ours, one), name


def test_the_package_runs_the_exported_engine(made: Made) -> None:
    words = [list(sentence.words) for passage in passages() for sentence in passage.sentences]
    encoder = Encoder(made.engine)
    annotations = encoder.annotate(words, [np.zeros(len(text), np.float32) for text in words])
    assert [len(annotation.head) for annotation in annotations] == [len(text) for text in words]
    assert encoder.labels.said == read_label_sets(made.engine / "labels.json", settings().labels).said
    stored = np.load(made.engine / "label_weights.npy")
    assert np.array_equal(stored, made.network.label_weights.detach().numpy())


def test_trained_files_are_made_and_the_others_copied(made: Made, tmp_path: Path) -> None:
    assert {path.name for path in made.engine.iterdir()} == {
        "lower.onnx",
        "upper.onnx",
        "heads.onnx",
        "label_weights.npy",
        "labels.json",
        "vocab.txt",
        "boundaries.yaml",
    }
    assert (made.run / HALF_WEIGHTS).exists()
    (made.engine / "lemmas").mkdir(exist_ok=True)
    (made.engine / "lemmas" / "rules.tsv").write_text("rules", encoding="utf-8")
    copy_rest(made.engine, tmp_path / "next")
    copied = {path.relative_to(tmp_path / "next").as_posix() for path in (tmp_path / "next").rglob("*.*")}
    assert copied == {"vocab.txt", "boundaries.yaml", "lemmas/rules.tsv"}
