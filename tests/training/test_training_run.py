import dataclasses
import hashlib
import json
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

torch = pytest.importorskip("torch")
safetensors = pytest.importorskip("safetensors.torch")

from msgspec.structs import replace  # noqa: E402 - only where torch is

from demarche.parse.encoder import Encoder  # noqa: E402
from tests.training.tiny import FACTS, SAID, job, passages, settings  # noqa: E402
from training.engine import steps_model  # noqa: E402
from training.engine.__main__ import main  # noqa: E402
from training.engine.config import Settings, StartSettings  # noqa: E402
from training.engine.examples import collect_labels  # noqa: E402
from training.engine.export import CARD  # noqa: E402
from training.engine.job import Job  # noqa: E402
from training.engine.model import Network  # noqa: E402
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
    go_on_from,
    m1_names,
    pretrained,
    read_checkpoint,
    read_weights,
    renamed,
    start_from,
    take_over,
    write_weights,
)

NEW_HEADS = ("part.", "said.", "link_", "event.", "fact.")  # that m1 had not
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


def earlier_weights() -> Weights:
    """Return random weights of a network that has neither the new heads nor ranges."""
    torch.manual_seed(5)
    made = Network(settings().network, collect_labels(passages(), settings().labels))
    return {
        name: torch.randn_like(tensor)
        for name, tensor in made.state_dict().items()
        if "ranges." not in name and not name.startswith(NEW_HEADS)
    }


def still(**training: object) -> Settings:
    """Return settings of a run that goes on from earlier weights and learns nothing."""
    chosen = settings(**({"epochs": 1, "encoder_rate": 0.0, "head_rate": 0.0} | training))
    return replace(chosen, start=StartSettings("earlier.safetensors", "earlier.json", ""))


def started(folder: Path, chosen: Settings) -> Job:
    """Return a job whose data folder has weights and label sets of an earlier network."""
    made = job(folder, chosen)
    safetensors.save_file(earlier_weights(), made.data / "earlier.safetensors")
    labels = collect_labels(passages(), chosen.labels)
    labels.write(made.data / "earlier.json")
    old = json.loads((made.data / "earlier.json").read_text(encoding="utf-8"))
    del old["said"]
    (made.data / "earlier.json").write_text(json.dumps(old), encoding="utf-8")
    return made


def lows(path: Path) -> Weights:
    """Return the lower ends of all ranges of a checkpoint."""
    state = torch.load(path, weights_only=True)["network"]
    return {name: tensor for name, tensor in state.items() if name.endswith(".low")}


def test_losses_fall_and_the_run_is_recorded(tmp_path: Path) -> None:
    work = job(
        tmp_path, settings(epochs=20, encoder_rate=1e-2, head_rate=3e-2, batch_pieces=200, log_every=1)
    )
    assert train(work, checkpoint(), None)
    lines = [json.loads(line) for line in (work.run / LOG).read_text(encoding="utf-8").splitlines()]
    assert lines[-1]["step"] == lines[-1]["of"] == len(lines)
    for head in ("upos", "xpos", "feats", "label", "entity", "said"):
        values = [line[head] for line in lines if head in line]
        third = len(values) // 3
        assert sum(values[-third:]) < 0.9 * sum(values[:third]), head
    assert (work.run / RECORD).exists()
    labels = json.loads((work.run / LABELS).read_text(encoding="utf-8"))
    assert (labels["bio"][0], labels["said"][:3]) == ("O", ["O", "B-source", "I-source"])


def test_every_weight_is_taught(tmp_path: Path) -> None:
    work = job(tmp_path, settings(epochs=2, weight_decay=0.0))
    train(work, checkpoint(), None)
    found, made = read_weights(work.run / WEIGHTS), network()
    start_from(made, checkpoint())
    # The softmax of the arcs does not feel what is added to all of them.
    kept = {name for name, tensor in made.named_parameters() if torch.equal(tensor.detach(), found[name])}
    assert kept <= {"arc_bias.bias"}


def test_ranges_are_observed_for_a_share_of_the_steps_and_then_kept(tmp_path: Path) -> None:
    work = job(tmp_path, settings(quantise_after=0.5, log_every=1))
    train(work, checkpoint(), 1)
    (line,) = (work.run / LOG).read_text(encoding="utf-8").splitlines()
    half = (json.loads(line)["of"] + 1) // 2
    assert half > 2
    early = lows(work.run / CHECKPOINT)
    train(work, checkpoint(), half)
    middle = lows(work.run / CHECKPOINT)
    assert train(work, checkpoint(), None)
    late = lows(work.run / CHECKPOINT)
    assert any(not torch.equal(early[name], middle[name]) for name in early)
    assert all(torch.equal(middle[name], late[name]) for name in middle)


def test_an_epoch_shows_every_source(tmp_path: Path) -> None:
    work = job(tmp_path, settings(epochs=1, alone=1.0, log_every=1))
    train(work, checkpoint(), None)
    lines = [json.loads(line) for line in (work.run / LOG).read_text(encoding="utf-8").splitlines()]
    taught = [frozenset(line) - {"step", "of", "seconds_per_step"} for line in lines]
    trees = {"upos", "xpos", "feats", "arc", "label", "start"}
    assert {"fact"} in taught  # the facts that no treebank has
    assert {"entity"} in taught
    assert {"said", "link"} in taught
    assert any({*trees, "entity", "fact"} == heads for heads in taught)
    assert sum(trees <= heads for heads in taught) >= 3  # treebank, headlines, examples


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
    names = {
        name for name in network().state_dict() if name.startswith("encoder.") and ".ranges." not in name
    }
    assert names - set(pretrained(checkpoint(), settings().network.layers)) == {"encoder.shapes.weight"}


def test_a_run_goes_on_from_an_earlier_network(tmp_path: Path) -> None:
    work = started(tmp_path, still())
    assert train(work, earlier_weights(), None)
    found = read_weights(work.run / WEIGHTS)
    given = earlier_weights()
    assert all(torch.equal(found[name], tensor) for name, tensor in given.items())
    assert bool((found["ranges.words.low"] < found["ranges.words.high"]).any())
    labels = collect_labels(passages(), settings().labels)
    assert json.loads((work.run / LABELS).read_text(encoding="utf-8"))["said"] == list(labels.said)


def test_a_run_afresh_asks_for_the_pretrained_weights(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["train", "--work", str(tmp_path)]) == 2
    assert "give --data" in capsys.readouterr().err
    assert main(["train", "--afresh", "--work", str(tmp_path)]) == 2
    assert settings().checkpoint.member in capsys.readouterr().err


def test_going_on_gives_new_heads_their_own_weights() -> None:
    made, own = network(), network().state_dict()
    go_on_from(made, renamed(earlier_weights()))
    found = made.state_dict()
    new = {name for name in own if torch.equal(own[name], found[name])}
    assert {name.partition(".")[0] + "." for name in new if "ranges." not in name} == {
        "part.", "said.", "link_piece.", "link_cue.", "event.", "fact.",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda weights: weights | {"gate.weight": torch.ones(1)}, "gate.weight"),
        (lambda weights: weights | {"upos.bias": torch.ones(99)}, "upos.bias"),
        (
            lambda weights: {name: tensor for name, tensor in weights.items() if name != "encoder.norm.bias"},
            "encoder.norm.bias",
        ),
    ],
    ids=["unknown", "of another size", "missing in the encoder"],
)
def test_weights_that_do_not_fit_are_refused(change: Callable[[Weights], Weights], message: str) -> None:
    made = network()
    with pytest.raises(WeightsError, match=f"do not fit the network: {message}$"):
        go_on_from(made, change(earlier_weights()))
    assert all(
        torch.equal(tensor, made.state_dict()[name]) for name, tensor in network().state_dict().items()
    )


def test_an_engine_is_made_of_all_weights_or_not_at_all() -> None:
    made, whole = network(), {name: tensor + 1 for name, tensor in network().state_dict().items()}
    take_over(made, whole)
    assert all(torch.equal(tensor, whole[name]) for name, tensor in made.state_dict().items())
    with pytest.raises(WeightsError, match=r"part\.weight"):
        take_over(made, earlier_weights())


def test_the_steps_lead_from_earlier_weights_to_an_engine(tmp_path: Path) -> None:
    work = started(tmp_path, still())
    start = work.settings.start
    assert start is not None
    with pytest.raises(WeightsError, match="the SHA-256 of the weights is"):
        steps_model.train(work)
    sha256 = hashlib.sha256((work.data / start.weights).read_bytes()).hexdigest()
    chosen = replace(work.settings, start=replace(start, sha256=sha256))
    pinned = dataclasses.replace(work, settings=chosen)
    steps_model.train(pinned)
    steps_model.export(pinned)
    encoder = Encoder(pinned.engine)
    words = [sentence.words for sentence in SAID.sentences]
    found = encoder.annotate(words, [np.zeros(len(one), np.float32) for one in words])
    assert [len(annotation.head) for annotation in found] == [3, 4]
    assert FACTS in (pinned.engine / CARD).read_text(encoding="utf-8")


def test_only_the_pinned_checkpoint_is_read(tmp_path: Path) -> None:
    path = tmp_path / "model.safetensors"
    safetensors.save_file({"embeddings": torch.ones(2)}, path)
    with pytest.raises(WeightsError, match="the SHA-256 of the weights is"):
        read_checkpoint(path, settings().checkpoint.sha256)
    sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
    assert set(read_checkpoint(path, sha256)) == {"embeddings"}


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
    six = Network(replace(settings().network, layers=6), collect_labels(passages(), settings().labels))
    own = set(six.state_dict())
    assert set(m1_names().values()) <= own
    others = own - set(m1_names().values())
    assert all("ranges." in name or name.startswith(NEW_HEADS) for name in others)
