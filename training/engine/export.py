"""From weights to what the package ships: an int8 ONNX graph, the label tensor, the label sets, the vocabulary."""

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources.abc import Traversable
from pathlib import Path

import numpy as np
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from training.engine.examples import LabelSets
from training.engine.model import Network
from training.engine.weights import write_weights

ENCODER = "encoder.onnx"
LABEL_WEIGHTS = "label_weights.npy"
LABELS = "labels.json"
CARD = "MODEL_CARD.md"
FLOAT_ENCODER = "encoder.float.onnx"
HALF_WEIGHTS = "weights.f16.safetensors"
_TRAINED = frozenset({ENCODER, LABEL_WEIGHTS, LABELS, CARD})
_OPSET = 17
_INPUTS = {"ids": "piece", "psh": "piece", "first": "word", "wsh": "word"}
_OUTPUTS = ("upos", "xpos", "feats", "sent", "ner", "arc", "ld", "lh")


class Shipped(nn.Module):  # type: ignore[misc]
    """The network as it is shipped: the tags decided, the scores of a start as one number, the rest as scores."""

    def __init__(self, network: Network) -> None:
        super().__init__()
        self.network = network

    def forward(
        self, ids: Tensor, piece_shapes: Tensor, first: Tensor, word_shapes: Tensor
    ) -> tuple[Tensor, ...]:
        """Return the outputs in the order of the graph's."""
        scores = self.network(ids, piece_shapes, first, word_shapes)
        return (
            scores.upos.argmax(-1),
            scores.xpos.argmax(-1),
            scores.feats.argmax(-1),
            scores.start[..., 1] - scores.start[..., 0],
            scores.bio,
            scores.arcs,
            scores.as_dependent,
            scores.as_head,
        )


def export(network: Network, labels: LabelSets, folder: Path, run: Path) -> None:
    """Write the trained files of an engine folder, and to `run` the larger ones they are made of.

    Those are the graph in float32, for comparison, and the weights in float16, to go on training from.
    """
    folder.mkdir(parents=True, exist_ok=True)
    run.mkdir(parents=True, exist_ok=True)
    network.eval()
    write_weights(network, run / HALF_WEIGHTS, half=True)
    np.save(folder / LABEL_WEIGHTS, network.label_weights.detach().numpy().astype(np.float32))
    labels.write(folder / LABELS)
    _write_graph(network, run / FLOAT_ENCODER)
    quantize_dynamic(run / FLOAT_ENCODER, folder / ENCODER, weight_type=QuantType.QInt8, per_channel=True)


def copy_rest(engine: Traversable, folder: Path) -> None:
    """Copy what an engine folder holds besides the trained files: vocabulary, boundaries, tokenizer and lemmas."""
    folder.mkdir(parents=True, exist_ok=True)
    for entry in engine.iterdir():
        if entry.is_dir():
            copy_rest(entry, folder / entry.name)
        elif entry.name not in _TRAINED:
            (folder / entry.name).write_bytes(entry.read_bytes())


def _write_graph(network: Network, path: Path) -> None:
    pieces = torch.ones(2, 9, dtype=torch.long)
    words = torch.arange(5).repeat(2, 1)
    axes = {name: {0: "row", 1: axis} for name, axis in _INPUTS.items()}
    axes |= {name: {0: "row", 1: "word"} for name in _OUTPUTS}
    axes["arc"][2] = "word"
    with _known_warnings():
        torch.onnx.export(
            Shipped(network).eval(),
            (pieces, pieces, words, words),
            str(path),
            input_names=list(_INPUTS),
            output_names=list(_OUTPUTS),
            dynamic_axes=axes,
            opset_version=_OPSET,
            dynamo=False,
        )


@contextmanager
def _known_warnings() -> Iterator[None]:
    """Silence what the tracing exporter says of itself; the newer one needs a package that is not installed."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        yield
