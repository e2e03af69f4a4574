"""The training run: seeded, resumable at its last checkpoint, recorded with everything it depends on."""

import json
import logging
import time
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec
import torch
from torch import Tensor

from demarche.parse.wordpiece import WordPiece
from training.engine.batches import Chunk, Source, collate, plan
from training.engine.config import Settings, TrainingSettings
from training.engine.examples import Encoding, Example, LabelSets, collect_labels, read_label_sets
from training.engine.job import Job, StepError
from training.engine.losses import losses, total
from training.engine.model import Network
from training.engine.prepare import (
    TRAIN_EXAMPLES,
    TRAIN_FACTS,
    TRAIN_HEADLINES,
    TRAIN_SAID,
    TRAIN_TREES,
    names_file,
)
from training.engine.record import record_of
from training.engine.records import read_passages
from training.engine.weights import Weights, go_on_from, renamed, start_from, write_weights

CHECKPOINT = "checkpoint.pt"
WEIGHTS = "weights.safetensors"
LABELS = "labels.json"
RECORD = "record.json"
LOG = "log.jsonl"
_CPU_INFO = Path("/proc/cpuinfo")
_CPU_FLAGS = frozenset({"avx512_bf16", "amx_bf16"})
_SEED_STRIDE = 1_000_003  # keeps the steps of a run apart from those of a run with the next seed

_log = logging.getLogger(__name__)


class TrainingError(StepError):
    """A run cannot go on; the message says why."""


class Run:
    """A network in training, and where it stands."""

    def __init__(self, settings: Settings, labels: LabelSets, earlier: Weights, device: torch.device) -> None:
        torch.manual_seed(settings.training.seed)
        torch.set_num_threads(settings.training.threads)
        self.settings = settings.training
        self.device = device
        self.precision = precision(settings.training, device)
        self.loss_weights: Mapping[str, float] = msgspec.to_builtins(settings.loss_weights)
        self.network = Network(settings.network, labels)
        if settings.start is None:
            start_from(self.network, earlier)
        else:
            go_on_from(self.network, renamed(earlier))
        self.fast_layers = settings.network.fast_layers
        self.network.to(device).train()
        encoder = list(self.network.encoder.parameters())
        known = {id(parameter) for parameter in encoder}
        heads = [parameter for parameter in self.network.parameters() if id(parameter) not in known]
        self.rates = (self.settings.encoder_rate, self.settings.head_rate)
        self.optimizer = torch.optim.AdamW(
            [{"params": encoder}, {"params": heads}],
            weight_decay=self.settings.weight_decay,
            betas=self.settings.betas,
            fused=True,
        )
        self.done = 0

    def step(self, chunks: Sequence[Chunk], wordpiece: WordPiece, steps: int) -> dict[str, Tensor]:
        """Learn from one batch, as the next of `steps`; return the losses before it.

        What is dropped depends on the seed and the step's number only, so that a resumed run goes on as if
        it had not been interrupted.
        """
        torch.manual_seed(self.settings.seed * _SEED_STRIDE + self.done)
        factor = rate_factor(self.done, steps, self.settings.warm_up)
        for group, rate in zip(self.optimizer.param_groups, self.rates, strict=True):
            group["lr"] = rate * factor
        batch = collate(chunks, wordpiece.start, wordpiece.end)
        if self.done >= self.settings.quantise_after * steps:
            self.network.fix_ranges()
        layers = self.fast_layers if float(torch.rand(())) < self.settings.fast_share else None
        with torch.autocast(self.device.type, torch.bfloat16, enabled=self.precision == "bf16"):
            found = losses(self.network, batch, self.device, layers)
            loss = total(found, self.loss_weights)
        self.optimizer.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self.network.parameters(), self.settings.clip)
        self.optimizer.step()
        self.done += 1
        return {name: part.detach() for name, part in found.items()}

    def save(self, path: Path, fingerprint: str) -> None:
        """Write where the run stands; a kill while writing leaves the checkpoint before it."""
        state = {
            "fingerprint": fingerprint,
            "done": self.done,
            "network": self.network.state_dict(),
            "optimizer": self.optimizer.state_dict(),
        }
        part = path.with_suffix(".part")
        torch.save(state, part)
        part.replace(path)

    def restore(self, path: Path, fingerprint: str) -> None:
        """Go back to where a checkpoint stands; raise `TrainingError` if it is of other settings or data."""
        state = torch.load(path, map_location=self.device, weights_only=True)
        if state["fingerprint"] != fingerprint:
            raise TrainingError(
                f"{path.name} is of a run with other settings or data; remove it or use another folder"
            )
        self.network.load_state_dict(state["network"])
        self.optimizer.load_state_dict(state["optimizer"])
        self.done = state["done"]


def train(job: Job, earlier: Weights, stop_after: int | None) -> bool:
    """Train from earlier weights on the job's prepared data, from its last checkpoint if there is one; return whether the run is complete.

    After `stop_after` steps, the run is saved and left.
    """
    settings, folder = job.settings, job.run
    folder.mkdir(parents=True, exist_ok=True)
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    labels, sources, wordpiece = _load(job)
    run = Run(settings, labels, earlier, device)
    record = record_of(settings, job.prepared, device=device.type, precision=run.precision)
    checkpoint = folder / CHECKPOINT
    if checkpoint.exists():
        run.restore(checkpoint, record.fingerprint)
        _log.info("resumed after step %d", run.done)
    record.write(folder / RECORD)
    labels.write(folder / LABELS)
    batches = [
        batch
        for epoch in range(settings.training.epochs)
        for batch in plan(sources, settings.training, epoch)
    ]
    last = len(batches) if stop_after is None else min(stop_after, len(batches))
    progress = _Progress(folder / LOG, settings.training.log_every, len(batches))
    while run.done < last:
        found = run.step(batches[run.done], wordpiece, len(batches))
        progress.add(run.done, found)
        if run.done % settings.training.save_every == 0 or run.done == last:
            run.save(checkpoint, record.fingerprint)
    complete = run.done == len(batches)
    if complete:
        write_weights(run.network, folder / WEIGHTS)
    return complete


def rate_factor(done: int, steps: int, warm_up: float) -> float:
    """Return the share of the learning rate for the step after `done`: a linear rise, then a linear fall to zero."""
    rise = (done + 1) / (warm_up * steps)
    fall = (steps - done) / ((1 - warm_up) * steps)
    return min(rise, fall)


def precision(settings: TrainingSettings, device: torch.device) -> str:
    """Return "bf16" or "f32": what the settings say, or what the device multiplies natively."""
    if settings.precision != "auto":
        return settings.precision
    if device.type == "cuda":
        return "bf16" if torch.cuda.is_bf16_supported() else "f32"
    known = _CPU_INFO.exists() and not _CPU_FLAGS.isdisjoint(_CPU_INFO.read_text(encoding="utf-8").split())
    return "bf16" if known else "f32"


class _Progress:
    """Writes mean losses and the time to come, every so many steps."""

    def __init__(self, path: Path, every: int, steps: int) -> None:
        self._path = path
        self._every = every
        self._steps = steps
        self._began = time.monotonic()
        self._sums: defaultdict[str, float] = defaultdict(float)
        self._counts: Counter[str] = Counter()
        self._seen = 0

    def add(self, done: int, found: Mapping[str, Tensor]) -> None:
        self._seen += 1
        for name, loss in found.items():
            self._sums[name] += float(loss)
            self._counts[name] += 1
        if done % self._every and done != self._steps:
            return
        means = {name: round(self._sums[name] / self._counts[name], 4) for name in sorted(self._sums)}
        pace = (time.monotonic() - self._began) / self._seen
        line: dict[str, Any] = {"step": done, "of": self._steps, "seconds_per_step": round(pace, 3), **means}
        with self._path.open("a", encoding="utf-8") as file:
            file.write(json.dumps(line) + "\n")
        _log.info(
            "step %d of %d, %.0f minutes to go: %s",
            done,
            self._steps,
            (self._steps - done) * pace / 60,
            means,
        )
        self._sums.clear()
        self._counts.clear()


def _load(job: Job) -> tuple[LabelSets, list[Source], WordPiece]:
    """Return the label sets, the examples of each source by passage, and the splitter into pieces."""
    settings = job.settings
    labels = _labels(job)
    wordpiece = WordPiece((job.shipped / "vocab.txt").read_text(encoding="utf-8").split("\n"))
    encoding = Encoding(labels, wordpiece)
    shares = settings.shares

    def source(share: float, *names: str) -> Source:
        return Source(
            [_examples(encoding, job.prepared / name, settings.data.sentence_words) for name in names], share
        )

    sources = [
        source(shares.trees, TRAIN_TREES),
        source(shares.names, *map(names_file, range(settings.swap.copies + 1))),
        source(shares.said, TRAIN_SAID),
        source(shares.facts, TRAIN_FACTS),
        source(shares.headlines, TRAIN_HEADLINES),
        source(shares.examples, TRAIN_EXAMPLES),
    ]
    return labels, sources, wordpiece


def _labels(job: Job) -> LabelSets:
    """Return the label sets of the network that the run goes on from, or those of the trees."""
    if job.settings.start is not None:
        return read_label_sets(job.data / job.settings.start.labels, job.settings.labels)
    trees = job.prepared / TRAIN_TREES
    labels = collect_labels(read_passages(trees), job.settings.labels)
    if not labels.dep:
        raise TrainingError(f"{trees.name} has no trees to learn from")
    return labels


def _examples(encoding: Encoding, path: Path, longest: int) -> list[list[Example]]:
    return list(encoding.passages(read_passages(path), longest))
