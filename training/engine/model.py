"""The network: a six-layer encoder that starts from MiniLM's weights, and a small head for each task."""

import math
from typing import NamedTuple

import torch
from torch import Tensor, nn
from torch.nn import functional

from demarche.parse.shapes import SHAPES
from training.engine.config import NetworkSettings
from training.engine.examples import LabelSets

_EPSILON = 1e-12  # of BERT's layer normalisation
_MASKED = -1e4  # far below any score, and still exact in half precision
_SLOPE = 0.1  # of the leaky rectifier before the biaffine products
_LABEL_SPREAD = 0.05  # standard deviation of the label tensor at the start
_STEPS = 255  # that a quantised value can be above the lowest
_SMOOTHING = (
    0.75  # power of a channel's peak, in middle ones, by which it is divided; 1 would make all peaks equal
)
_LEAST = 1e-3


class TreeScores(NamedTuple):
    """What the heads of trees say of each `[row, word]`; `arcs` is `[row, dependent, head]`.

    `as_dependent` and `as_head` are the words' vectors for `Network.label_scores`.
    """

    upos: Tensor
    xpos: Tensor
    feats: Tensor
    arcs: Tensor
    as_dependent: Tensor
    as_head: Tensor


class Scores(NamedTuple):
    """The heads' outputs for each `[row, word]`; `links` is `[row, word, cue]`."""

    tree: TreeScores
    start: Tensor
    bio: Tensor
    said: Tensor
    links: Tensor
    facts: Tensor


class Range(nn.Module):  # type: ignore[misc]
    """The range of values that a quantised product reads: observed at first, then fixed and kept to.

    With fixed ranges a word's scores do not depend on what else stands in the batch; training goes on under them, so
    that the weights learn to bear the rounding. A few channels of the encoder have values ten times as large as the
    others; every channel is therefore brought nearer to the middle one before it is rounded (as in SmoothQuant, Xiao
    et al. 2023), and the weights that read it take the factor back.
    """

    def __init__(self, channels: int, momentum: float) -> None:
        super().__init__()
        self.momentum = momentum
        self.fixed = False
        self.register_buffer("low", torch.zeros(channels))
        self.register_buffer("high", torch.zeros(channels))

    def forward(self, values: Tensor) -> Tensor:
        """Return the values, rounded to one of 256 steps where the range is fixed."""
        if self.fixed:
            scale, zero = self.steps()
            factors = self.factors().to(values.dtype)
            return torch.fake_quantize_per_tensor_affine(values / factors, scale, zero, 0, _STEPS) * factors
        if self.training:
            self._observe(values.detach().flatten(0, -2))
        return values

    def factors(self) -> Tensor:
        """Return what each channel is divided by before it is rounded."""
        peaks = torch.maximum(-self.low, self.high).clamp(min=_LEAST)
        return (peaks / peaks.median()) ** _SMOOTHING

    def steps(self) -> tuple[float, int]:
        """Return the size of a step of the divided channels, and the number of the step that stands for 0."""
        factors = self.factors()
        low, high = (
            min(float((self.low / factors).min()), 0.0),
            max(float((self.high / factors).max()), _LEAST),
        )
        scale = (high - low) / _STEPS
        return scale, round(-low / scale)

    def _observe(self, values: Tensor) -> None:
        seen = bool((self.low != self.high).any())
        for bound, found in ((self.low, values.amin(0).float()), (self.high, values.amax(0).float())):
            bound.copy_(torch.lerp(bound, found, self.momentum) if seen else found)


class EncoderLayer(nn.Module):  # type: ignore[misc]
    """One transformer layer, normalised after each half as in BERT.

    Attention is written out: on a processor its gradient is faster than the fused kernel's.
    """

    def __init__(self, settings: NetworkSettings) -> None:
        super().__init__()
        width = settings.width
        self.attention_heads = settings.attention_heads
        self.scale = 1 / math.sqrt(width // settings.attention_heads)
        self.queries_keys_values = nn.Linear(width, 3 * width)
        self.attended = nn.Linear(width, width)
        self.attended_norm = nn.LayerNorm(width, _EPSILON)
        self.inner = nn.Linear(width, settings.inner_width)
        self.outer = nn.Linear(settings.inner_width, width)
        self.outer_norm = nn.LayerNorm(width, _EPSILON)
        self.dropout = nn.Dropout(settings.encoder_dropout)
        read = {"vectors": width, "mixed": width, "attended": width, "inner": settings.inner_width}
        self.ranges = nn.ModuleDict(
            {name: Range(size, settings.range_momentum) for name, size in read.items()}
        )

    def forward(self, vectors: Tensor, mask: Tensor) -> Tensor:
        """Return the vectors of the next layer; `mask` is added to the attention scores."""
        rows, length, width = vectors.shape
        size = width // self.attention_heads
        joined = self.queries_keys_values(self.ranges["vectors"](vectors)).view(
            rows, length, 3, self.attention_heads, size
        )
        queries, keys, values = joined.permute(2, 0, 3, 1, 4).unbind(0)
        scores = (queries * self.scale) @ keys.transpose(-1, -2) + mask.to(queries.dtype)
        mixed = scores.softmax(-1).to(values.dtype) @ values
        attended = self.attended(self.ranges["mixed"](mixed.transpose(1, 2).reshape(rows, length, width)))
        vectors = self.attended_norm(vectors + self.dropout(attended))
        inner = functional.gelu(self.inner(self.ranges["attended"](vectors)))
        return self.outer_norm(vectors + self.dropout(self.outer(self.ranges["inner"](inner))))


class Encoder(nn.Module):  # type: ignore[misc]
    """Pieces and the shapes of their words to vectors."""

    def __init__(self, settings: NetworkSettings) -> None:
        super().__init__()
        width = settings.width
        self.pieces = nn.Embedding(settings.vocabulary, width)
        self.positions = nn.Embedding(settings.positions, width)
        self.segment = nn.Parameter(torch.zeros(width))
        self.shapes = nn.Embedding(len(SHAPES), width)
        nn.init.zeros_(self.shapes.weight)  # so that training starts from the pretrained encoder as it was
        self.norm = nn.LayerNorm(width, _EPSILON)
        self.layers = nn.ModuleList(EncoderLayer(settings) for _ in range(settings.layers))
        self.dropout = nn.Dropout(settings.encoder_dropout)

    def forward(self, ids: Tensor, piece_shapes: Tensor, layers: int | None = None) -> Tensor:
        """Return a vector for each piece, after so many layers or all; id 0 is padding and is attended to by none."""
        mask = (ids == 0).to(torch.float32)[:, None, None, :] * _MASKED
        places = torch.arange(ids.shape[1], device=ids.device)
        summed = self.pieces(ids) + self.positions(places)[None] + self.segment + self.shapes(piece_shapes)
        vectors = self.dropout(self.norm(summed))
        for layer in self.layers[:layers]:
            vectors = layer(vectors, mask)
        return vectors


class Network(nn.Module):  # type: ignore[misc]
    """The encoder with its heads; a word is read off its first piece."""

    def __init__(self, settings: NetworkSettings, labels: LabelSets) -> None:
        super().__init__()
        self.encoder = Encoder(settings)
        self.word_shapes = nn.Embedding(len(SHAPES), settings.shape_width)
        self.dropout = nn.Dropout(settings.head_dropout)
        width = settings.width + settings.shape_width
        self.tag = nn.Linear(width, settings.tag_width)
        self.upos = nn.Linear(settings.tag_width, len(labels.upos))
        self.xpos = nn.Linear(settings.tag_width, len(labels.xpos))
        self.feats = nn.Linear(settings.tag_width, len(labels.feats))
        self.start = nn.Linear(width, 2)
        self.name = nn.Linear(width, settings.entity_width)
        self.bio = nn.Linear(settings.entity_width, len(labels.bio))
        self.arc_dependent = nn.Linear(width, settings.arc_width)
        self.arc_head = nn.Linear(width, settings.arc_width)
        self.arc_scale = 1 / math.sqrt(settings.arc_width)
        self.arc_weights = nn.Linear(settings.arc_width, settings.arc_width, bias=False)
        self.arc_bias = nn.Linear(settings.arc_width, 1)
        self.label_dependent = nn.Linear(width, settings.label_width)
        self.label_head = nn.Linear(width, settings.label_width)
        padded = settings.label_width + 1  # one more than the vectors, for the labels' own biases
        self.label_weights = nn.Parameter(torch.empty(padded, len(labels.dep) * padded))
        nn.init.normal_(self.label_weights, std=_LABEL_SPREAD)
        self.part = nn.Linear(width, settings.said_width)
        self.said = nn.Linear(settings.said_width, len(labels.said))
        self.link_piece = nn.Linear(width, settings.link_width)
        self.link_cue = nn.Linear(width, settings.link_width)
        self.link_scale = 1 / math.sqrt(settings.link_width)
        self.event = nn.Linear(width, settings.fact_width)
        self.fact = nn.Linear(settings.fact_width, 1)
        read = {"words": width, "dependents": settings.arc_width}
        self.ranges = nn.ModuleDict(
            {name: Range(size, settings.range_momentum) for name, size in read.items()}
        )

    def fix_ranges(self) -> None:
        """Keep to the ranges observed so far, here and in the encoder."""
        for module in self.modules():
            if isinstance(module, Range):
                module.fixed = True

    def words(
        self,
        ids: Tensor,
        piece_shapes: Tensor,
        first: Tensor,
        word_shapes: Tensor,
        layers: int | None = None,
    ) -> Tensor:
        """Return a vector for each word, of its first piece's vector after so many layers, or all, and its shape."""
        pieces = self.encoder(ids, piece_shapes, layers)
        vectors = pieces.gather(1, first[:, :, None].expand(-1, -1, pieces.shape[2]))
        shapes = self.word_shapes(word_shapes).to(vectors.dtype)
        return self.dropout(self.ranges["words"](torch.cat([vectors, shapes], -1)))

    def name_scores(self, words: Tensor) -> Tensor:
        """Return the scores of the name tags."""
        return self.bio(self.dropout(functional.gelu(self.name(words))))

    def said_scores(self, words: Tensor) -> tuple[Tensor, Tensor]:
        """Return the scores of the tags of attributions, and `[row, word, cue]` those of the ties of their pieces."""
        pieces, cues = self._rectified(self.link_piece(words)), self._rectified(self.link_cue(words))
        tags = self.said(self.dropout(functional.gelu(self.part(words))))
        return tags, pieces @ cues.transpose(1, 2) * self.link_scale

    def fact_values(self, words: Tensor) -> Tensor:
        """Return how sure each word's event is, from about -3 to 3."""
        return self.fact(self.dropout(functional.gelu(self.event(words))))[..., 0]

    def scores(self, words: Tensor) -> Scores:
        """Return the scores of all heads."""
        return Scores(
            self.tree_scores(words),
            self.start(words),
            self.name_scores(words),
            *self.said_scores(words),
            self.fact_values(words),
        )

    def tree_scores(self, words: Tensor) -> TreeScores:
        """Return the scores of tags and arcs."""
        tagged = self.dropout(functional.gelu(self.tag(words)))
        dependents, heads = self._rectified(self.arc_dependent(words)), self._rectified(self.arc_head(words))
        products = self.arc_weights(self.ranges["dependents"](dependents)) @ heads.transpose(1, 2)
        arcs = products * self.arc_scale + self.arc_bias(heads).transpose(1, 2)
        return TreeScores(
            self.upos(tagged),
            self.xpos(tagged),
            self.feats(tagged),
            arcs,
            self._rectified(self.label_dependent(words)),
            self._rectified(self.label_head(words)),
        )

    def label_scores(self, dependents: Tensor, heads: Tensor) -> Tensor:
        """Return the scores `[arc, label]` of arcs, given the vectors of their two ends."""
        ones = torch.ones_like(dependents[:, :1])
        left = torch.cat([dependents, ones], 1) @ self.label_weights
        right = torch.cat([heads, ones], 1)
        return torch.einsum("alh,ah->al", left.view(len(left), -1, right.shape[1]), right)

    def forward(
        self,
        ids: Tensor,
        piece_shapes: Tensor,
        first: Tensor,
        word_shapes: Tensor,
        layers: int | None = None,
    ) -> Scores:
        """Return the scores of all heads for a batch of inputs, after so many layers or all."""
        return self.scores(self.words(ids, piece_shapes, first, word_shapes, layers))

    def _rectified(self, vectors: Tensor) -> Tensor:
        return self.dropout(functional.leaky_relu(vectors, _SLOPE))
