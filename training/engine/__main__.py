"""The steps from corpora to an engine folder, in this order: prepare, train, export, lemmas, evaluate.

`prepare` and `lemmas` read the corpora of --data; all of them write to --work, where each finds what the one before
it left. training/README.md says what each step needs.
"""

import argparse
import logging
import sys
from collections.abc import Callable, Sequence
from importlib import import_module
from importlib.resources import files
from pathlib import Path

import msgspec

from training.engine.config import DEFAULT_CONFIG, ConfigError, read_settings
from training.engine.job import Job, StepError
from training.engine.treebank import TreebankError

# Steps by the module that has them, loaded only when asked for: torch is not installed everywhere.
_STEPS = {
    "prepare": "steps_data",
    "train": "steps_model",
    "export": "steps_model",
    "lemmas": "steps_data",
    "evaluate": "steps_data",
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Do one step; return 0, or 2 if it cannot be done as asked."""
    given = _parser().parse_args(arguments)
    _log_to_standard_error()
    try:
        settings = read_settings(given.config)
        if given.afresh:
            settings = msgspec.structs.replace(settings, start=None)
        job = Job(settings, files("demarche") / "data" / "engine" / "en", given)
        step: Callable[[Job], None] = getattr(
            import_module("training.engine." + _STEPS[given.step]), given.step
        )
        step(job)
    except (StepError, ConfigError, TreebankError, FileNotFoundError) as error:
        print(f"{given.step}: {error}", file=sys.stderr)
        return 2
    return 0


def _log_to_standard_error() -> None:
    """Show this package's messages, and of the libraries' only warnings."""
    log = logging.getLogger("training")
    log.setLevel(logging.INFO)
    log.propagate = False
    log.handlers = [logging.StreamHandler()]


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m training.engine", description=__doc__)
    parser.add_argument("step", choices=_STEPS)
    parser.add_argument("--work", type=Path, required=True, help="folder that everything is written to")
    parser.add_argument("--data", type=Path, help="folder of the corpora, as config.toml names them")
    parser.add_argument("--config", type=Path, default=DEFAULT_CONFIG, help="another configuration")
    parser.add_argument("--checkpoint", type=Path, help="train: the pretrained weights, if elsewhere")
    parser.add_argument(
        "--afresh",
        action="store_true",
        help="train: from the pretrained weights, not from an earlier network",
    )
    parser.add_argument("--stop-after", type=int, metavar="STEPS", help="train: leave the run there")
    parser.add_argument("--weights", type=Path, help="export: other weights than the run's")
    parser.add_argument("--labels", type=Path, help="export: the label sets of those weights")
    parser.add_argument("--engine", type=Path, help="evaluate: another engine folder than the new one")
    parser.add_argument("--fast", action="store_true", help="evaluate: without the encoder's upper layers")
    parser.add_argument(
        "--against", type=Path, help="evaluate: say too how far it agrees with this engine folder"
    )
    return parser


if __name__ == "__main__":
    raise SystemExit(main())
