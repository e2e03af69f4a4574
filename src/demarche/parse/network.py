"""The engine's graphs (ONNX, int8) and what they say of a batch of words.

Three graphs, one behind the other: the lower layers, the upper layers (which the fast engine leaves out) and the heads.
"""

from collections.abc import Mapping
from importlib.resources import as_file
from importlib.resources.abc import Traversable
from typing import Any, NamedTuple

import numpy as np
import onnxruntime
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Floats = NDArray[np.float32]

# Adding and normalising in one step is five times slower than in two on a processor (onnxruntime 1.31).
_UNUSED = ["SkipLayerNormFusion"]


class Outputs(NamedTuple):
    """What the heads say of each `[row, word]`; word 0 of a row is the root.

    Tags are label indices; `start` is the log odds of a sentence start, `arcs` `[row, dependent, head]` the score of each
    arc, `as_dependent` and `as_head` the vectors that arcs are labelled by, `said` the scores of the tags of attributions,
    `links` `[row, word, cue]` those of the ties of their pieces, `facts` how sure an event is, from about -3 to 3.
    """

    upos: Ints
    xpos: Ints
    feats: Ints
    start: Floats
    bio: Ints
    arcs: Floats
    as_dependent: Floats
    as_head: Floats
    said: Floats
    links: Floats
    facts: Floats


class Network:
    """The sessions of an engine's graphs; several threads may run batches at once, each on one core."""

    def __init__(self, folder: Traversable, *, fast: bool) -> None:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        self._lower = _session(folder / "lower.onnx", options)
        self._upper = None if fast else _session(folder / "upper.onnx", options)
        self._heads = _session(folder / "heads.onnx", options)

    def run(self, ids: Ints, piece_shapes: Ints, first: Ints, word_shapes: Ints) -> Outputs:
        """Return what the heads say of a batch: `[row, piece]` ids and shapes, `[row, word]` first pieces and shapes."""
        (encoded,) = self._lower.run(None, {"ids": ids, "psh": piece_shapes})
        if self._upper is not None:
            (encoded,) = self._upper.run(None, {"ids": ids, "vectors": encoded})
        inputs: Mapping[str, Any] = {"encoded": encoded, "first": first, "wsh": word_shapes}
        return Outputs(*self._heads.run(None, inputs))


def _session(file: Traversable, options: onnxruntime.SessionOptions) -> onnxruntime.InferenceSession:
    with as_file(file) as path:
        return onnxruntime.InferenceSession(
            str(path), options, ["CPUExecutionProvider"], disabled_optimizers=_UNUSED
        )
