from pathlib import Path

import numpy as np
import pytest

torch = pytest.importorskip("torch")
pytest.importorskip("onnx")
pytest.importorskip("safetensors")

import onnxruntime  # noqa: E402 - only where torch is

from demarche.parse.encoder import Encoder  # noqa: E402
from tests.training.tiny import PIECES, engine, passages, settings  # noqa: E402
from training.engine.batches import collate  # noqa: E402
from training.engine.examples import Encoding, collect_labels, read_label_sets  # noqa: E402
from training.engine.export import FLOAT_ENCODER, HALF_WEIGHTS, copy_rest, export  # noqa: E402
from training.engine.model import Network  # noqa: E402


@pytest.fixture(name="made", scope="module")
def exported(tmp_path_factory: pytest.TempPathFactory) -> tuple[Network, Path, Path]:
    """Return a network with random weights, its engine folder and the folder of the larger files."""
    folder = tmp_path_factory.mktemp("export")
    torch.manual_seed(3)
    labels = collect_labels(passages(), settings().labels)
    network = Network(settings().network, labels)
    export(network, labels, folder / "engine", folder / "run")
    copy_rest(engine(folder / "shipped"), folder / "engine")
    return network, folder / "engine", folder / "run"


def test_the_graph_computes_what_the_network_does(made: tuple[Network, Path, Path]) -> None:
    network, _, run = made
    encoding = Encoding(collect_labels(passages(), settings().labels), PIECES)
    batch = collate(list(encoding.passages(passages(), 100)), PIECES.start, PIECES.end).inputs
    arrays = (batch.ids, batch.piece_shapes, batch.first, batch.word_shapes)
    session = onnxruntime.InferenceSession(str(run / FLOAT_ENCODER), providers=["CPUExecutionProvider"])
    found = session.run(None, dict(zip(("ids", "psh", "first", "wsh"), arrays, strict=True)))
    with torch.no_grad():
        scores = network(*map(torch.from_numpy, arrays))
    assert np.array_equal(found[0], scores.upos.argmax(-1))
    np.testing.assert_allclose(found[3], scores.start[..., 1] - scores.start[..., 0], atol=1e-4)
    np.testing.assert_allclose(found[5], scores.arcs, atol=1e-4)
    np.testing.assert_allclose(found[7], scores.as_head, atol=1e-4)


def test_the_package_runs_the_exported_engine(made: tuple[Network, Path, Path]) -> None:
    network, folder, _ = made
    words = [list(sentence.words) for passage in passages() for sentence in passage.sentences]
    encoder = Encoder(folder)
    annotations = encoder.annotate(words, [np.zeros(len(text), np.bool_) for text in words])
    assert [len(annotation.head) for annotation in annotations] == [len(text) for text in words]
    assert encoder.labels.upos == read_label_sets(folder / "labels.json").upos
    stored = np.load(folder / "label_weights.npy")
    assert np.array_equal(stored, network.label_weights.detach().numpy())


def test_trained_files_are_made_and_the_others_copied(
    made: tuple[Network, Path, Path], tmp_path: Path
) -> None:
    _, folder, run = made
    assert {path.name for path in folder.iterdir()} == {
        "encoder.onnx",
        "label_weights.npy",
        "labels.json",
        "vocab.txt",
        "boundaries.yaml",
    }
    assert (run / HALF_WEIGHTS).exists()
    (folder / "lemmas").mkdir(exist_ok=True)
    (folder / "lemmas" / "rules.tsv").write_text("rules", encoding="utf-8")
    copy_rest(folder, tmp_path / "next")
    copied = {path.relative_to(tmp_path / "next").as_posix() for path in (tmp_path / "next").rglob("*.*")}
    assert copied == {"vocab.txt", "boundaries.yaml", "lemmas/rules.tsv"}
