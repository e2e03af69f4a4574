"""The page about corrections says what is so."""

import re
import shlex
from pathlib import Path
from typing import Any

import pytest
import typer

from demarche import cli
from demarche.ledger.place import File
from demarche.lexicon.doubts import load_doubts

PAGE = (Path(__file__).parents[2] / "docs" / "corrections.md").read_text(encoding="utf-8")


def _commands() -> list[list[str]]:
    (block, *_) = re.findall(r"^```\n(.*?)^```$", PAGE, flags=re.MULTILINE | re.DOTALL)
    return [shlex.split(line, comments=True)[1:] for line in block.splitlines()]


@pytest.mark.parametrize("command", _commands(), ids=" ".join)
def test_its_commands_are_there(command: list[str]) -> None:
    """Each is parsed as it is written, and not run."""
    group: Any = typer.main.get_command(cli.app)
    while command and command[0] in getattr(group, "commands", ()):
        group, command = group.commands[command[0]], command[1:]
    context = group.make_context("demarche", list(command), resilient_parsing=False)
    assert context.params["ledger"] == File(Path("news.ledger"))


def test_it_has_every_doubt_with_its_weight() -> None:
    rows = re.findall(r"^\| `(\w+)` \| ([\d.]+) \|", PAGE, flags=re.MULTILINE)
    assert [(name, float(weight)) for name, weight in rows] == [
        (one.name, one.weight) for one in load_doubts()
    ]
