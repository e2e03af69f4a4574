"""What the network is taught: one loss for each head, those of the arcs within sentences only."""

from collections.abc import Mapping
from dataclasses import fields

import torch
from torch import Tensor
from torch.nn import functional

from training.engine.batches import Batch
from training.engine.examples import UNKNOWN
from training.engine.model import Network

_MASKED = -1e4

Losses = dict[str, Tensor]


def losses(network: Network, batch: Batch, device: torch.device, layers: int | None = None) -> Losses:
    """Return the loss of each head that the batch has targets for; `layers` of the encoder are used, or all."""
    inputs = batch.inputs
    ids, piece_shapes, first, word_shapes = (
        torch.from_numpy(array).to(device)
        for array in (inputs.ids, inputs.piece_shapes, inputs.first, inputs.word_shapes)
    )
    words = network.words(ids, piece_shapes, first, word_shapes, layers)
    target = {
        field.name: torch.from_numpy(getattr(batch.targets, field.name)).to(device)
        for field in fields(batch.targets)
    }
    found: Losses = {}
    if batch.has_trees:
        found = _tree_losses(network, words, target)
    if bool((target["start"] != UNKNOWN).any()):
        found["start"] = _entropy(network.start(words), target["start"])
    if bool((target["bio"] != UNKNOWN).any()):
        found["entity"] = _entropy(network.name_scores(words), target["bio"])
    if bool((target["said"] != UNKNOWN).any()):
        tags, links = network.said_scores(words)
        found["said"] = _entropy(tags, target["said"])
        if bool((target["link"] != UNKNOWN).any()):
            found["link"] = _entropy(_within_row(links, target["said"]), target["link"])
    facts = torch.from_numpy(batch.facts).to(device)
    known = ~facts.isnan()
    if bool(known.any()):
        found["fact"] = functional.smooth_l1_loss(network.fact_values(words).float()[known], facts[known])
    return found


def _tree_losses(network: Network, words: Tensor, target: Mapping[str, Tensor]) -> Losses:
    scores = network.tree_scores(words)
    return {
        "upos": _entropy(scores.upos, target["upos"]),
        "xpos": _entropy(scores.xpos, target["xpos"]),
        "feats": _entropy(scores.feats, target["feats"]),
        "arc": _entropy(_within_sentences(scores.arcs, target["sentence"]), target["head"]),
        "label": _label_loss(network, scores.as_dependent, scores.as_head, target),
    }


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


def _within_row(links: Tensor, said: Tensor) -> Tensor:
    """Return the scores of ties with those masked that lead to padding; word 0 stands for a cue outside the row."""
    padding = said == UNKNOWN
    padding[:, 0] = False
    return links.float().masked_fill(padding[:, None, :], _MASKED)


def _label_loss(
    network: Network, as_dependent: Tensor, as_head: Tensor, target: Mapping[str, Tensor]
) -> Tensor:
    """Return the loss of the labels, each given the true head."""
    rows, words = (target["dep"] != UNKNOWN).nonzero(as_tuple=True)
    heads = target["head"][rows, words]
    scores = network.label_scores(as_dependent[rows, words], as_head[rows, heads])
    return functional.cross_entropy(scores.float(), target["dep"][rows, words])
