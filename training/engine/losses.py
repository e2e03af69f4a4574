"""What the network is taught: one loss for each head, those of the arcs within sentences only."""

from collections.abc import Mapping

import torch
from torch import Tensor
from torch.nn import functional

from training.engine.batches import Batch
from training.engine.examples import UNKNOWN
from training.engine.model import Network

_MASKED = -1e4

Losses = dict[str, Tensor]


def losses(network: Network, batch: Batch, device: torch.device) -> Losses:
    """Return the loss of each head that the batch has targets for."""
    inputs, targets = batch.inputs, batch.targets
    arrays = (inputs.ids, inputs.piece_shapes, inputs.first, inputs.word_shapes)
    words = network.words(*(torch.from_numpy(array).to(device) for array in arrays))
    target = {
        name: torch.from_numpy(getattr(targets, name)).to(device)
        for name in ("upos", "xpos", "feats", "dep", "head", "bio", "start", "sentence")
    }
    if not batch.has_trees:
        return {"entity": _entropy(network.name_scores(words), target["bio"])}
    scores = network.scores(words)
    found = {
        "upos": _entropy(scores.upos, target["upos"]),
        "xpos": _entropy(scores.xpos, target["xpos"]),
        "feats": _entropy(scores.feats, target["feats"]),
        "arc": _entropy(_within_sentences(scores.arcs, target["sentence"]), target["head"]),
        "label": _label_loss(network, scores.as_dependent, scores.as_head, target),
    }
    if bool((target["start"] != UNKNOWN).any()):
        found["start"] = _entropy(scores.start, target["start"])
    if bool((target["bio"] != UNKNOWN).any()):
        found["entity"] = _entropy(scores.bio, target["bio"])
    return found


def total(found: Mapping[str, Tensor], weights: Mapping[str, float]) -> Tensor:
    """Return the weighted sum of the losses."""
    return torch.stack([weights[name] * loss for name, loss in found.items()]).sum()


def _entropy(scores: Tensor, target: Tensor) -> Tensor:
    return functional.cross_entropy(scores.float().flatten(0, 1), target.flatten(), ignore_index=UNKNOWN)


def _within_sentences(arcs: Tensor, sentence: Tensor) -> Tensor:
    """Return the arc scores with those masked that leave a sentence or bind a word to itself; word 0 is the root."""
    same = sentence[:, :, None] == sentence[:, None, :]
    same[:, :, 0] = True
    itself = torch.eye(arcs.shape[1], dtype=torch.bool, device=arcs.device)
    return arcs.float().masked_fill(~same | itself, _MASKED)


def _label_loss(
    network: Network, as_dependent: Tensor, as_head: Tensor, target: Mapping[str, Tensor]
) -> Tensor:
    """Return the loss of the labels, each given the true head."""
    rows, words = (target["dep"] != UNKNOWN).nonzero(as_tuple=True)
    heads = target["head"][rows, words]
    scores = network.label_scores(as_dependent[rows, words], as_head[rows, heads])
    return functional.cross_entropy(scores.float(), target["dep"][rows, words])
