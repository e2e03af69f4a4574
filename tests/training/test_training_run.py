import json
from pathlib import Path

import pytest

torch = pytest.importorskip("torch")
safetensors = pytest.importorskip("safetensors.torch")

from tests.training.tiny import PIECES, job, passages, settings  # noqa: E402 - only where torch is
from training.engine.batches import collate  # noqa: E402
from training.engine.examples import Encoding, collect_labels  # noqa: E402
from training.engine.losses import losses, total  # noqa: E402
from training.engine.model import Network  # noqa: E402
from training.engine.records import Sentence  # noqa: E402
from training.engine.train import (  # noqa: E402
    CHECKPOINT,
    LABELS,
    LOG,
    RECORD,
    WEIGHTS,
    TrainingError,
    precision,
    rate_factor,
    train,
)
from training.engine.weights import (  # noqa: E402
    Weights,
    WeightsError,
    m1_names,
    pretrained,
    read_checkpoint,
    read_weights,
    start_from,
    write_weights,
)

BERT_SHAPES = {
    "attention.self.query": (8, 8),
    "attention.self.key": (8, 8),
    "attention.self.value": (8, 8),
    "attention.output.dense": (8, 8),
    "intermediate.dense": (16, 8),
    "output.dense": (8, 16),
}


def checkpoint() -> Weights:
    """Return random weights by BERT's names, for a network of the tiny settings."""
    network = settings().network
    torch.manual_seed(7)
    made = {
        "embeddings.word_embeddings.weight": torch.randn(network.vocabulary, 8),
        "embeddings.position_embeddings.weight": torch.randn(network.positions, 8),
        "embeddings.token_type_embeddings.weight": torch.randn(2, 8),
        "embeddings.LayerNorm.weight": torch.ones(8),
        "embeddings.LayerNorm.bias": torch.zeros(8),
    }
    for layer in range(network.layers):
        for name, shape in BERT_SHAPES.items():
            made[f"encoder.layer.{layer}.{name}.weight"] = torch.randn(shape)
            made[f"encoder.layer.{layer}.{name}.bias"] = torch.randn(shape[0])
        for name in ("attention.output", "output"):
            made[f"encoder.layer.{layer}.{name}.LayerNorm.weight"] = torch.ones(8)
            made[f"encoder.layer.{layer}.{name}.LayerNorm.bias"] = torch.zeros(8)
    return made


def network() -> Network:
    torch.manual_seed(1)
    return Network(settings().network, collect_labels(passages(), settings().labels))


def test_losses_fall_and_the_run_is_recorded(tmp_path: Path) -> None:
    work = job(tmp_path, settings(epochs=30, encoder_rate=1e-3, head_rate=3e-2))
    assert train(work, checkpoint(), None)
    lines = [json.loads(line) for line in (work.run / LOG).read_text(encoding="utf-8").splitlines()]
    trees = [line for line in lines if "arc" in line]
    assert lines[-1]["step"] == lines[-1]["of"]
    heads = ("upos", "xpos", "arc", "label", "entity")
    assert all(trees[-1][head] < trees[0][head] for head in heads)
    assert sum(trees[-1][head] for head in heads) < 0.8 * sum(trees[0][head] for head in heads)
    assert (work.run / RECORD).exists()
    assert json.loads((work.run / LABELS).read_text(encoding="utf-8"))["bio"][0] == "O"


def test_a_resumed_run_gives_the_same_weights(tmp_path: Path) -> None:
    whole, parted = job(tmp_path / "whole", settings()), job(tmp_path / "parted", settings())
    assert train(whole, checkpoint(), None)
    assert not train(parted, checkpoint(), 4)
    assert not (parted.run / WEIGHTS).exists()
    assert train(parted, checkpoint(), None)
    assert (parted.run / WEIGHTS).read_bytes() == (whole.run / WEIGHTS).read_bytes()


def test_a_checkpoint_of_other_settings_is_refused(tmp_path: Path) -> None:
    work = job(tmp_path, settings())
    train(work, checkpoint(), 1)
    with pytest.raises(TrainingError, match="other settings or data"):
        train(job(tmp_path, settings(seed=2)), checkpoint(), None)
    assert (work.run / CHECKPOINT).exists()


def test_data_without_trees_are_refused(tmp_path: Path) -> None:
    work = job(tmp_path, settings())
    (work.prepared / "train-trees.jsonl").write_text("", encoding="utf-8")
    with pytest.raises(TrainingError, match="no trees"):
        train(work, checkpoint(), None)


def test_arcs_do_not_leave_their_sentence() -> None:
    made = network().eval()
    encoding = Encoding(collect_labels(passages(), settings().labels), PIECES)
    examples = next(encoding.passages(passages()[1:], 100))
    together = losses(made, collate([examples], PIECES.start, PIECES.end), torch.device("cpu"))
    assert set(together) == {"upos", "xpos", "feats", "arc", "label", "start", "entity"}
    # Uniform scores over the words of one's own sentence and the root, oneself excluded.
    for parameter in (made.arc_weights.weight, made.arc_bias.weight, made.arc_bias.bias):
        torch.nn.init.zeros_(parameter)
    uniform = losses(made, collate([examples], PIECES.start, PIECES.end), torch.device("cpu"))["arc"]
    sizes = torch.tensor([float(example.words) for example in examples for _ in range(example.words)])
    assert float(uniform.detach()) == pytest.approx(float(sizes.log().mean()), abs=1e-4)


def test_names_are_all_that_an_entity_corpus_teaches() -> None:
    made = network().eval()
    bare = Sentence(("Ada", "Brandt"), names=((0, 2, "PER"),))
    encoding = Encoding(collect_labels(passages(), settings().labels), PIECES)
    batch = collate([[encoding.example(bare)]], PIECES.start, PIECES.end)
    assert set(losses(made, batch, torch.device("cpu"))) == {"entity"}


def test_losses_are_weighted() -> None:
    found = {"upos": torch.tensor(2.0), "arc": torch.tensor(3.0)}
    assert float(total(found, {"upos": 0.5, "arc": 2.0, "entity": 1.0})) == 7


def test_the_rate_rises_and_falls() -> None:
    factors = [rate_factor(done, 100, 0.1) for done in range(100)]
    assert max(factors) == factors[9] == 1
    assert factors[0] == pytest.approx(0.1)
    assert 0 < factors[-1] < 0.02


def test_precision_is_what_the_settings_say() -> None:
    assert precision(settings(precision="f32").training, torch.device("cpu")) == "f32"
    assert precision(settings(precision="bf16").training, torch.device("cpu")) == "bf16"
    assert precision(settings(precision="auto").training, torch.device("cpu")) in {"bf16", "f32"}


def test_the_encoder_starts_from_the_checkpoint() -> None:
    made, given = network(), checkpoint()
    start_from(made, given)
    thirds = made.encoder.layers[1].queries_keys_values.weight.detach().split(8)
    for part, third in zip(("query", "key", "value"), thirds, strict=True):
        assert torch.equal(third, given[f"encoder.layer.1.attention.self.{part}.weight"])
    assert torch.equal(made.encoder.segment.detach(), given["embeddings.token_type_embeddings.weight"][0])
    assert not made.encoder.shapes.weight.any()


def test_every_weight_of_the_encoder_has_a_source() -> None:
    names = {name for name in network().state_dict() if name.startswith("encoder.")}
    assert names - set(pretrained(checkpoint(), settings().network.layers)) == {"encoder.shapes.weight"}


def test_only_the_pinned_checkpoint_is_read(tmp_path: Path) -> None:
    path = tmp_path / "model.safetensors"
    safetensors.save_file({"embeddings": torch.ones(2)}, path)
    with pytest.raises(WeightsError, match="the SHA-256 of the weights is"):
        read_checkpoint(path, settings().checkpoint)


def test_weights_survive_a_round_trip(tmp_path: Path) -> None:
    made = network()
    write_weights(made, tmp_path / "weights.safetensors")
    again = read_weights(tmp_path / "weights.safetensors")
    assert all(torch.equal(tensor, again[name]) for name, tensor in made.state_dict().items())
    write_weights(made, tmp_path / "half.safetensors", half=True)
    half = read_weights(tmp_path / "half.safetensors")
    assert all(torch.allclose(tensor, half[name], atol=1e-2) for name, tensor in made.state_dict().items())
    assert {tensor.dtype for tensor in half.values()} == {torch.float32}


def test_the_names_of_m1_are_those_of_the_network() -> None:
    usual = settings().network
    six = type(usual)(**{name: getattr(usual, name) for name in usual.__struct_fields__} | {"layers": 6})
    full = Network(six, collect_labels(passages(), settings().labels))
    assert set(m1_names().values()) == set(full.state_dict())
