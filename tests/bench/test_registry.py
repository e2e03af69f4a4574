import re
from pathlib import Path

from bench.common.floors import DEFAULT_FLOORS, load_floors
from bench.registry import registry

DOCS = Path(__file__).parents[2] / "docs" / "benchmarks.md"


def test_every_benchmark_is_documented_with_its_usual_place() -> None:
    text = DOCS.read_text(encoding="utf-8")
    for name, benchmark in registry().items():
        line = next(line for line in text.splitlines() if line.startswith(f"| `{name}` |"))
        assert benchmark.usual[0] == "." or f"`{benchmark.usual[0]}`" in line
        assert f"### {name}" in text


def test_every_benchmark_has_dated_figures_and_the_command_that_gave_them() -> None:
    text = DOCS.read_text(encoding="utf-8")
    (block,) = re.findall(r"<!-- figures begin -->\n(.*?)<!-- figures end -->", text, flags=re.DOTALL)
    assert re.search(r"\b20\d\d\b", block)
    for name in registry():
        (line,) = [line for line in block.splitlines() if f"`python -m bench {name}" in line]
        assert re.search(r"\d", line.replace(f"`python -m bench {name}", "")), f"{name} has no figures"


def test_every_floor_is_of_a_benchmark_and_of_figures_that_get_one() -> None:
    benchmarks = registry()
    for floor in load_floors(DEFAULT_FLOORS):
        benchmark = benchmarks[floor.benchmark]
        assert floor.tolerance == benchmark.tolerance
        assert floor.at_least or floor.at_most
