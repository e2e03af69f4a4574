"""Writes an engine folder from trained weights: the graphs, the label tensor, the label sets."""

from importlib.resources.abc import Traversable
from pathlib import Path

import numpy as np

from training.engine.examples import LabelSets
from training.engine.graph import heads_graph, lower_graph, upper_graph
from training.engine.model import Network
from training.engine.weights import write_weights

LOWER = "lower.onnx"
UPPER = "upper.onnx"
HEADS = "heads.onnx"
LABEL_WEIGHTS = "label_weights.npy"
LABELS = "labels.json"
CARD = "MODEL_CARD.md"
HALF_WEIGHTS = "weights.f16.safetensors"
_TRAINED = frozenset({LOWER, UPPER, HEADS, LABEL_WEIGHTS, LABELS, CARD})


def export(network: Network, labels: LabelSets, folder: Path, run: Path, fast_layers: int) -> None:
    """Write the trained files of an engine folder, and to `run` the weights in float16, to go on training from."""
    folder.mkdir(parents=True, exist_ok=True)
    run.mkdir(parents=True, exist_ok=True)
    network.eval()
    write_weights(network, run / HALF_WEIGHTS, half=True)
    np.save(folder / LABEL_WEIGHTS, network.label_weights.detach().numpy().astype(np.float32))
    labels.write(folder / LABELS)
    (folder / LOWER).write_bytes(lower_graph(network, fast_layers))
    (folder / UPPER).write_bytes(upper_graph(network, fast_layers))
    (folder / HEADS).write_bytes(heads_graph(network))


def copy_rest(engine: Traversable, folder: Path) -> None:
    """Copy what an engine folder holds besides the trained files: vocabulary, boundaries, tokenizer and lemmas."""
    folder.mkdir(parents=True, exist_ok=True)
    for entry in engine.iterdir():
        if entry.is_dir():
            copy_rest(entry, folder / entry.name)
        elif entry.name not in _TRAINED:
            (folder / entry.name).write_bytes(entry.read_bytes())
