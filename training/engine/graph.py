"""Builds the engine's graphs (ONNX) node by node: the encoder's layers and the heads, their products in int8.

What a product reads is rounded to the steps of a range that was fixed in training, its weights to 129 steps with a
scale for each column. A word's scores therefore do not depend on what else stands in a batch.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper
from torch import Tensor, nn

from training.engine.model import EncoderLayer, Network, Range

# The steps of a weight to either side of 0. With 127, processors without VNNI overflow where they add two products in 16 bits.
WEIGHT_STEPS = 64
_OPSET = 21
_IR_VERSION = 10
_MICROSOFT = "com.microsoft"  # operators that onnxruntime adds to the standard
_EPSILON = 1e-12
_SLOPE = 0.1
_MASKED = -1e4

Array = NDArray[np.generic]


@dataclass(frozen=True, slots=True)
class _Rounded:
    """A quantised tensor of the graph: its name, those of its step and its zero, and what its channels were divided by."""

    name: str
    step: str
    zero: str
    factors: NDArray[np.float32]


class _Graph:
    """A graph that grows by one node at a time; every method returns the name of what the node gives."""

    def __init__(self) -> None:
        self._nodes: list[onnx.NodeProto] = []
        self._constants: list[TensorProto] = []
        self._count = 0

    def model(self, inputs: Sequence[onnx.ValueInfoProto], outputs: Sequence[onnx.ValueInfoProto]) -> bytes:
        """Return the graph as a file."""
        graph = helper.make_graph(self._nodes, "engine", inputs, outputs, self._constants)
        imports = [helper.make_opsetid("", _OPSET), helper.make_opsetid(_MICROSOFT, 1)]
        made = helper.make_model(graph, opset_imports=imports, producer_name="demarche")
        made.ir_version = _IR_VERSION
        content: bytes = made.SerializeToString()
        return content

    def constant(self, array: Array) -> str:
        name = self._name("c")
        self._constants.append(numpy_helper.from_array(np.ascontiguousarray(array), name))
        return name

    def add(self, kind: str, *inputs: str, domain: str = "", **attributes: object) -> str:
        return self.split(kind, 1, *inputs, domain=domain, **attributes)[0]

    def split(
        self, kind: str, parts: int, *inputs: str, domain: str = "", **attributes: object
    ) -> Sequence[str]:
        names = [self._name("v") for _ in range(parts)]
        self._nodes.append(helper.make_node(kind, inputs, names, domain=domain, **attributes))
        return names

    def name_output(self, value: str, name: str) -> None:
        self._nodes.append(helper.make_node("Identity", [value], [name]))

    def rounded(self, values: str, of: Range) -> _Rounded:
        step, zero = of.steps()
        step_name = self.constant(np.array(step, np.float32))
        zero_name = self.constant(np.array(zero, np.uint8))
        factors = _array(of.factors())
        divided = self.add("Mul", values, self.constant(1 / factors))
        return _Rounded(
            self.add("QuantizeLinear", divided, step_name, zero_name), step_name, zero_name, factors
        )

    def product(self, values: _Rounded, weight: NDArray[np.float32], bias: NDArray[np.float32] | None) -> str:
        """Return `values @ weight + bias` in int8; `weight` is `[in, out]`."""
        whole, steps = _quantised(weight * values.factors[:, None])
        inputs = [
            values.name,
            self.constant(whole),
            values.step,
            self.constant(steps),
            values.zero,
            self.constant(np.zeros(len(steps), np.int8)),
        ]
        if bias is not None:
            inputs.append(self.constant(bias))
        return self.add("MatMulIntegerToFloat", *inputs, domain=_MICROSOFT)

    def linear(self, values: _Rounded, *layers: nn.Linear) -> str:
        """Return the outputs of linear layers that read the same values, one after the other."""
        weight = np.concatenate([_array(layer.weight).T for layer in layers], axis=1)
        bias = np.concatenate([_array(layer.bias) for layer in layers])
        return self.product(values, weight, bias)

    def dense(self, values: str, *layers: nn.Linear) -> str:
        """Return the same in float32, for small layers."""
        weight = np.concatenate([_array(layer.weight).T for layer in layers], axis=1)
        bias = np.concatenate([_array(layer.bias) for layer in layers])
        return self.add("Add", self.add("MatMul", values, self.constant(weight)), self.constant(bias))

    def norm(self, values: str, layer: nn.LayerNorm) -> str:
        scale, bias = self.constant(_array(layer.weight)), self.constant(_array(layer.bias))
        return self.add("LayerNormalization", values, scale, bias, axis=-1, epsilon=_EPSILON)

    def parts(self, values: str, sizes: Sequence[int]) -> Sequence[str]:
        return self.split("Split", len(sizes), values, self.constant(np.array(sizes, np.int64)), axis=-1)

    def _name(self, prefix: str) -> str:
        self._count += 1
        return f"{prefix}{self._count}"


def lower_graph(network: Network, layers: int) -> bytes:
    """Return the graph from pieces to vectors after so many layers."""
    graph, encoder = _Graph(), network.encoder
    whole, steps = _quantised(_array(encoder.pieces.weight).T)
    pieces = graph.add("Cast", graph.add("Gather", graph.constant(whole.T), "ids"), to=TensorProto.FLOAT)
    scales = graph.add("Gather", graph.constant(steps[:, None]), "ids")
    places = _array(encoder.positions.weight) + _array(encoder.segment)
    length = graph.add("Shape", "ids", start=1, end=2)
    zero = graph.constant(np.array([0], np.int64))
    placed = graph.add("Slice", graph.constant(places), zero, length, zero)
    shapes = graph.add("Gather", graph.constant(_array(encoder.shapes.weight)), "psh")
    summed = graph.add("Add", graph.add("Add", graph.add("Mul", pieces, scales), placed), shapes)
    vectors = graph.norm(summed, encoder.norm)
    return _layers(graph, vectors, encoder.layers[:layers], ["ids", "psh"])


def upper_graph(network: Network, layers: int) -> bytes:
    """Return the graph from the vectors after so many layers to those after all."""
    return _layers(_Graph(), "vectors", network.encoder.layers[layers:], ["ids", "vectors"])


def _layers(graph: _Graph, vectors: str, layers: Iterable[EncoderLayer], inputs: Sequence[str]) -> bytes:
    padding = graph.add("Equal", "ids", graph.constant(np.array(0, np.int64)))
    present = graph.add("Cast", graph.add("Not", padding), to=TensorProto.INT32)
    width = 0
    for layer in layers:
        width = layer.queries_keys_values.in_features
        vectors = _layer(graph, vectors, present, layer)
    graph.name_output(vectors, "encoded")
    kinds = {
        "ids": _value("ids", TensorProto.INT64, "row", "piece"),
        "psh": _value("psh", TensorProto.INT64, "row", "piece"),
        "vectors": _value("vectors", TensorProto.FLOAT, "row", "piece", width),
    }
    return graph.model(
        [kinds[name] for name in inputs], [_value("encoded", TensorProto.FLOAT, "row", "piece", width)]
    )


def _layer(graph: _Graph, vectors: str, present: str, layer: EncoderLayer) -> str:
    heads = layer.attention_heads
    width = layer.queries_keys_values.in_features
    joined = graph.linear(graph.rounded(vectors, layer.ranges["vectors"]), layer.queries_keys_values)
    queries, keys, values = graph.parts(joined, [width] * 3)
    mixed = graph.add(
        "MultiHeadAttention",
        *(queries, keys, values, "", present),
        domain=_MICROSOFT,
        num_heads=heads,
        scale=layer.scale,
    )
    attended = graph.linear(graph.rounded(mixed, layer.ranges["mixed"]), layer.attended)
    vectors = graph.norm(graph.add("Add", vectors, attended), layer.attended_norm)
    inner = graph.add("Gelu", graph.linear(graph.rounded(vectors, layer.ranges["attended"]), layer.inner))
    outer = graph.linear(graph.rounded(inner, layer.ranges["inner"]), layer.outer)
    return graph.norm(graph.add("Add", vectors, outer), layer.outer_norm)


def heads_graph(network: Network) -> bytes:
    """Return the graph from the pieces' vectors to what is said of the words."""
    graph = _Graph()
    width = network.encoder.norm.normalized_shape[0]
    places = graph.add("Unsqueeze", "first", graph.constant(np.array([2], np.int64)))
    places = graph.add("Expand", places, graph.constant(np.array([1, 1, width], np.int64)))
    vectors = graph.add("GatherElements", "encoded", places, axis=1)
    shapes = graph.add("Gather", graph.constant(_array(network.word_shapes.weight)), "wsh")
    words = graph.rounded(graph.add("Concat", vectors, shapes, axis=-1), network.ranges["words"])
    curved = (network.tag, network.name, network.part, network.event)
    bent = (
        network.arc_dependent,
        network.arc_head,
        network.label_dependent,
        network.label_head,
        network.link_piece,
        network.link_cue,
    )
    sizes = [sum(layer.out_features for layer in layers) for layers in (curved, bent, (network.start,))]
    joined, angled, start = graph.parts(graph.linear(words, *curved, *bent, network.start), sizes)
    tag, name, part, event = graph.parts(graph.add("Gelu", joined), [layer.out_features for layer in curved])
    dependent, head, as_dependent, as_head, piece, cue = graph.parts(
        graph.add("LeakyRelu", angled, alpha=_SLOPE), [layer.out_features for layer in bent]
    )
    tags = (network.upos, network.xpos, network.feats)
    best = graph.parts(graph.dense(tag, *tags), [layer.out_features for layer in tags])
    no, yes = graph.parts(start, [1, 1])
    last = graph.constant(np.array([-1], np.int64))
    outputs = {
        **{
            label: graph.add("ArgMax", scores, axis=-1, keepdims=0)
            for label, scores in zip(("upos", "xpos", "feats"), best, strict=True)
        },
        "sent": graph.add("Squeeze", graph.add("Sub", yes, no), last),
        "ner": graph.add("ArgMax", graph.dense(name, network.bio), axis=-1, keepdims=0),
        "arc": _arcs(graph, network, dependent, head),
        "ld": as_dependent,
        "lh": as_head,
        "said": graph.dense(part, network.said),
        "link": graph.add(
            "Mul", _pairs(graph, piece, cue), graph.constant(np.array(network.link_scale, np.float32))
        ),
        "fact": graph.add("Squeeze", graph.dense(event, network.fact), last),
    }
    for title, value in outputs.items():
        graph.name_output(value, title)
    labels = network.label_dependent.out_features
    sizes_of = {
        "arc": ("word",),
        "link": ("word",),
        "ld": (labels,),
        "lh": (labels,),
        "said": (network.said.out_features,),
    }
    whole = {"upos", "xpos", "feats", "ner"}
    return graph.model(
        [
            _value("encoded", TensorProto.FLOAT, "row", "piece", width),
            _value("first", TensorProto.INT64, "row", "word"),
            _value("wsh", TensorProto.INT64, "row", "word"),
        ],
        [
            _value(
                title,
                TensorProto.INT64 if title in whole else TensorProto.FLOAT,
                "row",
                "word",
                *sizes_of.get(title, ()),
            )
            for title in outputs
        ],
    )


def _arcs(graph: _Graph, network: Network, dependent: str, head: str) -> str:
    weights = graph.product(
        graph.rounded(dependent, network.ranges["dependents"]), _array(network.arc_weights.weight).T, None
    )
    products = graph.add(
        "Mul", _pairs(graph, weights, head), graph.constant(np.array(network.arc_scale, np.float32))
    )
    bias = graph.add("Transpose", graph.dense(head, network.arc_bias), perm=[0, 2, 1])
    return graph.add("Add", products, bias)


def _pairs(graph: _Graph, left: str, right: str) -> str:
    return graph.add("MatMul", left, graph.add("Transpose", right, perm=[0, 2, 1]))


def _quantised(weight: NDArray[np.float32]) -> tuple[NDArray[np.int8], NDArray[np.float32]]:
    """Return a matrix in int8 and the step of each of its columns."""
    steps = np.maximum(np.abs(weight).max(axis=0), np.finfo(np.float32).tiny) / WEIGHT_STEPS
    return np.rint(weight / steps).astype(np.int8), steps.astype(np.float32)


def _array(tensor: Tensor) -> NDArray[np.float32]:
    array: NDArray[np.float32] = tensor.detach().float().numpy()
    return array


def _value(name: str, kind: int, *shape: str | int) -> onnx.ValueInfoProto:
    return helper.make_tensor_value_info(name, kind, list(shape))
