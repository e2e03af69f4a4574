"""Weights in and out: the pinned pretrained checkpoint, and files of this project's own networks."""

import hashlib
from pathlib import Path

import torch
from safetensors.torch import load, load_file, save_file
from torch import Tensor

from training.engine.job import StepError
from training.engine.model import Network

_M1_NAMES = Path(__file__).with_name("m1_names.tsv")
_BERT_LAYER = "encoder.layer.{}."
_BERT_PARTS = {
    "attention.output.dense": "attended",
    "attention.output.LayerNorm": "attended_norm",
    "intermediate.dense": "inner",
    "output.dense": "outer",
    "output.LayerNorm": "outer_norm",
}

Weights = dict[str, Tensor]


class WeightsError(StepError):
    """A weights file is not the one that was asked for."""


def read_checkpoint(path: Path, sha256: str) -> Weights:
    """Return the weights of a safetensors file; raise `WeightsError` unless its SHA-256 is the pinned one."""
    content = path.read_bytes()
    found = hashlib.sha256(content).hexdigest()
    if found != sha256:
        raise WeightsError(f"{path.name}: the SHA-256 of the weights is {found}, not {sha256}")
    weights: Weights = load(content)
    return weights


def pretrained(checkpoint: Weights, layers: int) -> Weights:
    """Return the checkpoint's tensors by the names that they have in `Network`."""
    embeddings = "embeddings."
    weights = {
        "encoder.pieces.weight": checkpoint[embeddings + "word_embeddings.weight"],
        "encoder.positions.weight": checkpoint[embeddings + "position_embeddings.weight"],
        "encoder.segment": checkpoint[embeddings + "token_type_embeddings.weight"][0],
        "encoder.norm.weight": checkpoint[embeddings + "LayerNorm.weight"],
        "encoder.norm.bias": checkpoint[embeddings + "LayerNorm.bias"],
    }
    for number in range(layers):
        source, target = _BERT_LAYER.format(number), f"encoder.layers.{number}."
        for kind in ("weight", "bias"):
            thirds = [
                checkpoint[f"{source}attention.self.{part}.{kind}"] for part in ("query", "key", "value")
            ]
            weights[f"{target}queries_keys_values.{kind}"] = torch.cat(thirds)
            for theirs, ours in _BERT_PARTS.items():
                weights[f"{target}{ours}.{kind}"] = checkpoint[f"{source}{theirs}.{kind}"]
    return weights


def start_from(network: Network, checkpoint: Weights) -> None:
    """Give the encoder the pretrained weights; its shape embedding and the heads keep what they have."""
    weights = pretrained(checkpoint, len(network.encoder.layers))
    _fill(
        network,
        weights,
        {name for name in network.state_dict() if _is_of_heads(name) or name.startswith("encoder.shapes.")},
    )


def go_on_from(network: Network, weights: Weights) -> None:
    """Give the network the weights of an earlier one; only heads and ranges that the earlier one lacks keep what they have."""
    _fill(network, weights, {name for name in network.state_dict() if _is_of_heads(name)})


def take_over(network: Network, weights: Weights) -> None:
    """Give the network the weights of a trained one, all of them."""
    _fill(network, weights, set())


def _is_of_heads(name: str) -> bool:
    """Tell whether a tensor is of no weights of the encoder: of a head, or of a range."""
    return not name.startswith("encoder.") or ".ranges." in name


def _fill(network: Network, weights: Weights, may_lack: set[str]) -> None:
    """Give the network weights; raise `WeightsError` if it lacks others than it may, or cannot take them."""
    own = network.state_dict()
    misfits = [name for name, found in weights.items() if name not in own or own[name].shape != found.shape]
    misfits += [name for name in own if name not in weights and name not in may_lack]
    if misfits:
        raise WeightsError(f"the weights do not fit the network: {', '.join(misfits)}")
    network.load_state_dict(weights, strict=False)


def read_weights(path: Path) -> Weights:
    """Return the weights of a network of this project in float32; a file with the names of m1 is understood too."""
    return renamed(load_file(path))


def renamed(weights: Weights) -> Weights:
    """Return the weights in float32, by the names that they have in `Network`; the names of m1 are understood too."""
    names = m1_names()
    return {names.get(name, name): tensor.float() for name, tensor in weights.items()}


def write_weights(network: Network, path: Path, *, half: bool = False) -> None:
    """Write the network's weights as safetensors, in float32 or float16."""
    kind = torch.float16 if half else torch.float32
    save_file(
        {name: tensor.to("cpu", kind).contiguous() for name, tensor in network.state_dict().items()}, path
    )


def m1_names() -> dict[str, str]:
    """Return the names that the tensors of m1, trained before this package was written, have in `Network`."""
    rows = _M1_NAMES.read_text(encoding="utf-8").splitlines()[1:]
    return dict(row.split("\t") for row in rows)
