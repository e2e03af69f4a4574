"""The benchmark of reading counts what differs from what people see, and runs on the pages of the repository."""

from pathlib import Path

import pytest

from bench.common.benchmark import BenchError, Data, flattened
from bench.reports.read import PAGES, Page, ReadBenchmark, Understanding


def _page(name: str = "a.html", **changed: object) -> Page:
    facts: dict[str, object] = {"title": "A", "byline": ("B",), "outlet": "C", "published": "2024-03-05"}
    return Page(name, Path(name), **{**facts, "text": ("one two three", "four five"), **changed})  # type: ignore[arg-type]


def _read(page: Page, **changed: object) -> Understanding:
    facts = {name: getattr(page, name) for name in ("title", "byline", "outlet", "published", "text")}
    return Understanding(page.id, **{**facts, "words": 5, "placed": 5, **changed})


def _figures(page: Page, **changed: object) -> dict[str, float]:
    return dict(flattened(ReadBenchmark().score([page], [_read(page, **changed)])))


def test_what_is_read_right_counts_whole() -> None:
    figures = _figures(_page())
    assert {
        figures[f"all.{name}"] for name in ("text.f1", "paragraphs", "title", "byline", "outlet", "published")
    } == {1}
    assert figures["placed"] == 1


@pytest.mark.parametrize(
    ("text", "precision", "recall", "paragraphs"),
    [
        (("one two three", "four five", "six"), 5 / 6, 1, 1),
        (("one two three",), 1, 3 / 5, 1 / 2),
        (("four five", "one two three"), 3 / 5, 3 / 5, 1),
        (("one two three four five",), 1, 1, 0),
        ((), 0, 0, 0),
    ],
)
def test_words_count_in_their_order(
    text: tuple[str, ...], precision: float, recall: float, paragraphs: float
) -> None:
    figures = _figures(_page(), text=text)
    assert (figures["all.text.precision"], figures["all.text.recall"]) == (precision, recall)
    assert figures["all.paragraphs"] == paragraphs


def test_what_is_not_there_is_right_if_nothing_is_found() -> None:
    assert _figures(_page(outlet=None))["all.outlet"] == 1
    assert _figures(_page(outlet=None), outlet="C")["all.outlet"] == 0


def test_what_differs_is_listed_by_page() -> None:
    page = _page()
    told = ReadBenchmark().errors([page], [_read(page, title="B", text=("one two three", "six"))])
    assert told.splitlines() == [
        "## a.html",
        "",
        "* title: 'A', not 'B'",
        "* missing: four five",
        "* too much: six",
    ]
    assert ReadBenchmark().errors([page], [_read(page)]) == ""


def test_the_pages_of_the_repository_are_read() -> None:
    benchmark = ReadBenchmark()
    items = benchmark.items(Data())
    assert {item.path.suffix for item in items} == {".html", ".pdf"}
    assert len(items) >= 18
    figures = dict(flattened(benchmark.score(items, list(benchmark.predict(items)))))
    assert figures["html.text.f1"] > 0.9
    assert figures["pdf.text.f1"] > 0.9


def test_what_is_expected_has_its_form(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text("<p>x</p>", encoding="utf-8")
    for body in ("text: [a]\n", "title: [\n"):
        (tmp_path / "a.yaml").write_text(body, encoding="utf-8")
        with pytest.raises(BenchError, match=r"a\.yaml"):
            ReadBenchmark().items(Data(tmp_path))
    with pytest.raises(BenchError, match="no pages"):
        ReadBenchmark().items(Data(PAGES.parent / "gold"))
