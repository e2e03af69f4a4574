import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def test_the_example_of_the_page_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    (code,) = re.findall(r"(?s)```python\n(.*?)```", (ROOT / "docs" / "show.md").read_text(encoding="utf-8"))
    scope: dict[str, object] = {}
    exec(code, scope)  # noqa: S102  our own page
    assert str(scope["page"]).startswith("<!doctype html>")
