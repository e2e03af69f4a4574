"""The command line of the benchmarks: figures as one JSON object on standard output, everything else on the other."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

import msgspec

from bench.common.benchmark import BenchError, Data, Figures
from bench.common.floors import DEFAULT_FLOORS, load_floors, pinned, save_floors
from bench.registry import registry
from bench.run import Benchmarks, Outputs, check, pin, run, score

_DONE, _BELOW, _USAGE = 0, 1, 2


def main(arguments: Sequence[str] | None = None, benchmarks: Benchmarks | None = None) -> int:
    """Run a command; return 0, 1 for a figure below its floor, or 2 for a mistake in data or arguments."""
    benchmarks = registry() if benchmarks is None else benchmarks
    options = _arguments(benchmarks).parse_args(arguments)
    try:
        figures, code = _command(options, benchmarks)
    except (BenchError, OSError) as error:
        print(f"bench: {error}", file=sys.stderr)
        return _USAGE
    print(msgspec.json.format(msgspec.json.encode(figures), indent=2).decode())
    return code


def _command(options: argparse.Namespace, benchmarks: Benchmarks) -> tuple[Figures, int]:
    if options.command == "check":
        return _check(options, benchmarks)
    name = options.name if options.command in {"score", "pin"} else options.command
    data = Data(options.data, options.file, options.split)
    if options.command == "pin":
        new = pin(benchmarks[name], data)
        save_floors(options.floors, pinned(load_floors(options.floors), new, lower=options.lower))
        return {"at_least": new.at_least, "at_most": new.at_most}, _DONE
    outputs = Outputs(None if options.command == "score" else options.predictions, options.errors)
    if options.command == "score":
        return score(benchmarks[name], data, options.predictions, outputs), _DONE
    return run(benchmarks[name], data, outputs), _DONE


def _check(options: argparse.Namespace, benchmarks: Benchmarks) -> tuple[Figures, int]:
    figures, failures = check(benchmarks, load_floors(options.floors), options.data)
    for failure in failures:
        print(failure, file=sys.stderr)
    return figures, _BELOW if failures else _DONE


def _arguments(benchmarks: Benchmarks) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bench", description="Measure demarche on marked data.")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name, benchmark in benchmarks.items():
        command = commands.add_parser(name, help=benchmark.purpose)
        _add_data(command)
        command.add_argument(
            "--predictions", type=Path, metavar="FILE", help="write what was predicted, JSON Lines"
        )
    command = commands.add_parser("score", help="score a file of predictions again")
    _add_name(command, benchmarks)
    _add_data(command)
    command.add_argument("--predictions", type=Path, metavar="FILE", required=True, help="what was predicted")
    command = commands.add_parser(
        "check", help="run every benchmark that has a floor and data; 1 if one is below"
    )
    command.add_argument(
        "--data", type=Path, metavar="FOLDER", help="without it, only what needs no data from outside"
    )
    _add_floors(command)
    command = commands.add_parser("pin", help="make the figures of a run the floor")
    _add_name(command, benchmarks)
    _add_data(command)
    _add_floors(command)
    command.add_argument("--lower", action="store_true", help="lower a floor, or pin other data")
    return parser


def _add_name(command: argparse.ArgumentParser, benchmarks: Benchmarks) -> None:
    command.add_argument(
        "name", choices=sorted(benchmarks), metavar="NAME", help=", ".join(sorted(benchmarks))
    )


def _add_data(command: argparse.ArgumentParser) -> None:
    command.add_argument("--data", type=Path, metavar="PATH", help="a data file, or a folder that holds it")
    command.add_argument(
        "--file", metavar="NAME", help="the file of the folder to use (default: the usual one)"
    )
    command.add_argument(
        "--split", default="test", help="train, dev or test, where the data has them (default: test)"
    )
    command.add_argument(
        "--errors", type=Path, metavar="FILE", help="write tables and errors for people, Markdown"
    )


def _add_floors(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--floors", type=Path, default=DEFAULT_FLOORS, metavar="FILE", help=argparse.SUPPRESS
    )
