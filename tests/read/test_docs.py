"""The page on reading shows what really happens, and names the problems there are."""

import doctest
import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "reading.md"


def test_the_example_runs() -> None:
    failed, tried = doctest.testfile(str(PAGE), module_relative=False, encoding="utf-8")
    assert (failed, tried) == (0, 9)


def test_every_code_of_a_problem_is_on_the_page() -> None:
    folder = ROOT / "src" / "demarche" / "read"
    code = re.compile(
        r"\"((?:date|language|outlet|too|no|control|unpacks|unsafe|private)-[a-z-]+|empty|binary|encoding|missing|unreadable"
        r"|damaged|encrypted|record|unreachable|robots)\""
    )
    used = {
        found for file in folder.rglob("*.py") for found in code.findall(file.read_text(encoding="utf-8"))
    }
    page = PAGE.read_text(encoding="utf-8")
    assert len(used) >= 25
    assert [name for name in sorted(used) if f"`{name}`" not in page] == []
