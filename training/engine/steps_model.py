"""The steps that need torch: training and export."""

import logging

from training.engine.card import render
from training.engine.examples import read_label_sets
from training.engine.export import CARD, copy_rest
from training.engine.export import export as write_engine
from training.engine.job import Job
from training.engine.model import Network
from training.engine.train import LABELS, RECORD, WEIGHTS
from training.engine.train import train as train_network
from training.engine.weights import read_checkpoint, read_weights, take_over

_log = logging.getLogger(__name__)


def train(job: Job) -> None:
    """Train from the pretrained checkpoint, or go on from where a run was left."""
    start, checkpoint = job.settings.start, job.settings.checkpoint
    if start is None:
        usual, sha256 = job.work / "checkpoint" / checkpoint.member, checkpoint.sha256
    else:
        usual, sha256 = job.data / start.weights, start.sha256
    earlier = read_checkpoint(job.path("checkpoint", usual), sha256)
    complete = train_network(job, earlier, job.given.stop_after)
    _log.info("the run is complete" if complete else "the run was left; the same command goes on with it")


def export(job: Job) -> None:
    """Turn trained weights into an engine folder with a model card."""
    labels = read_label_sets(job.path("labels", job.run / LABELS), job.settings.labels)
    network = Network(job.settings.network, labels)
    take_over(network, read_weights(job.path("weights", job.run / WEIGHTS)))
    copy_rest(job.shipped, job.engine)
    write_engine(network, labels, job.engine, job.run, job.settings.network.fast_layers)
    (job.engine / CARD).write_text(render(job.settings, job.run / RECORD), encoding="utf-8")
