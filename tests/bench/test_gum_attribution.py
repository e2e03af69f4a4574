import json
from pathlib import Path

import pytest

from bench.coding.gum_attribution import GumAttributionBenchmark
from bench.coding.standoff import Attributed
from bench.common.benchmark import BenchError, Data, flattened, rounded
from bench.common.edus import read_documents
from bench.common.predictions import read_predictions, write_predictions

# the EDUs of each paragraph, with the number of the one that each elaborates
PARAGRAPHS = (
    ("Ferries resume",),
    (
        "The master said ,>3",
        "the ferry will sail>0",
        "when the fog lifts .>3",
        "She thinks>7",
        "that people know>7",
        "it is late .>3",
    ),
)
TEXT = "Ferries resume\n\nThe master said, the ferry will sail when the fog lifts. She thinks that people know it is late."
LISTED = (
    ("harbour", "news", (2, "The master said ,"), (3, "the ferry will sail")),
    ("harbour", "news", (5, "She thinks"), (6, "that people know"), (7, "it is late .")),
    ("harbour", "news", (6, "that people know"), (7, "it is late .")),
    ("letter", "letter", (1, "I hope"), (2, "you are well .")),
)


def _conllu() -> str:
    lines = ["# newdoc id = harbour"]
    number = 0
    for paragraph in PARAGRAPHS:
        lines.append("# newpar")
        at = 0
        for unit in paragraph:
            words, _, nucleus = unit.partition(">")
            number += 1
            for place, form in enumerate(words.split()):
                at += 1
                marks = [f"Discourse=some-relation:{number}->{nucleus or 0}:1:_"] if place == 0 else []
                follows = words.split()[place + 1 : place + 2]
                marks += ["SpaceAfter=No"] if follows and follows[0] in {",", "."} else []
                head, dep = (0, "root") if at == 1 else (1, "dep")
                lines.append(f"{at}\t{form}\t{form}\tX\tX\t_\t{head}\t{dep}\t_\t{'|'.join(marks) or '_'}")
        lines.append("")
    return "\n".join(lines) + "\n"


def _row(doc: str, genre: str, by: tuple[int, str], *contents: tuple[int, str]) -> str:
    units = [{"id": str(number), "text": text} for number, text in (by, *contents)]
    return json.dumps(
        {"doc": doc, "split": "dev", "genre": genre, "attribution_edu": units[0], "content_edus": units[1:]}
    )


@pytest.fixture
def data(tmp_path: Path) -> Data:
    treebanks, attributions = tmp_path / "model" / "treebanks", tmp_path / "statements" / "gum_news"
    treebanks.mkdir(parents=True)
    attributions.mkdir(parents=True)
    (treebanks / "gum-free-dev.conllu").write_text(_conllu(), encoding="utf-8")
    (attributions / "attributions.jsonl").write_text(
        "".join(_row(*row) + "\n" for row in LISTED), encoding="utf-8"
    )
    return Data(tmp_path, None, "dev")


def _at(words: str) -> tuple[tuple[int, int], ...]:
    return ((TEXT.index(words), TEXT.index(words) + len(words)),) if words else ()


def _attributed(source: str, cue: str, content: str) -> Attributed:
    return Attributed(_at(source), _at(cue), _at(content))


MASTER = _attributed("The master", "said", "the ferry will sail when the fog lifts")
SHE = _attributed("She", "thinks", "that people know it is late")
PEOPLE = _attributed("people", "know", "it is late")


def _benchmark(*found: Attributed) -> GumAttributionBenchmark:
    return GumAttributionBenchmark(lambda: lambda text: {TEXT: found}[text])


def _figures(data: Data, *found: Attributed) -> dict[str, float]:
    benchmark = _benchmark(*found)
    items = benchmark.items(data)
    return dict(flattened(rounded(benchmark.score(items, list(benchmark.predict(items))))))


def test_a_document_is_read_with_its_units(data: Data) -> None:
    (path,) = _benchmark().files(data)[1:]
    document = read_documents([path], frozenset({"harbour"}))["harbour"]
    assert document.text == TEXT
    assert [document.text[slice(*document.words[at])] for at in document.units["5"]] == ["She", "thinks"]
    around = [at for unit in "4756" for at in document.units[unit]]
    assert list(document.around("3", without="2")) == around
    assert read_documents([path], frozenset({"letter"})) == {}


def test_what_elaborates_a_content_is_neither_asked_for_nor_held_against(data: Data) -> None:
    figures = _figures(data, MASTER, SHE, PEOPLE)
    assert figures["f1"] == figures["cue.f1"] == figures["genres.news.recall"] == 1.0
    assert _figures(data, _attributed("The master", "said", "the ferry will sail"))["precision"] == 1.0


def test_documents_that_no_treebank_has_are_left_out_and_counted(data: Data) -> None:
    figures = _figures(data)
    assert (figures["documents"], figures["attributions"]) == (1, 3)
    assert (figures["left_out.documents"], figures["left_out.attributions"]) == (1, 1)
    assert "genres.letter.f1" not in figures


def test_a_content_of_other_words_has_only_the_cue_right(data: Data) -> None:
    figures = _figures(data, _attributed("The master", "said", "people know it is late"))
    assert (figures["precision"], figures["cue.precision"]) == (0.0, 1.0)
    assert figures["cue.recall"] == round(1 / 3, 4)


def test_the_speaker_is_enough_if_the_cue_stands_elsewhere(data: Data) -> None:
    assert _figures(data, _attributed("The master", "lifts", "the ferry will sail"))["precision"] == 1.0
    assert _figures(data, _attributed("", "lifts", "the ferry will sail"))["precision"] == 0.0


def test_a_statement_without_a_cue_is_not_compared(data: Data) -> None:
    assert _figures(data, _attributed("The master", "", "the ferry will sail"))["predicted"] == 0


def test_each_statement_finds_one_attribution(data: Data) -> None:
    figures = _figures(data, MASTER, MASTER)
    assert (figures["precision"], figures["recall"]) == (0.5, round(1 / 3, 4))


def test_errors_name_the_cause(data: Data) -> None:
    benchmark = _benchmark(
        _attributed("The master", "said", "when the fog lifts"), _attributed("", "lifts", "people know")
    )
    items = benchmark.items(data)
    shown = benchmark.errors(items, list(benchmark.predict(items)))
    assert "* harbour (content): The master said | the ferry will sail\n  - The master | said |" in shown
    assert "* harbour (cue): She thinks | that people know it is late\n  - nothing" in shown
    assert "* harbour (silent): that people know | it is late\n  - nothing" in shown
    assert "* harbour (in vain):  | lifts | people know" in shown


def test_predictions_scored_again_give_the_same_figures(data: Data, tmp_path: Path) -> None:
    benchmark = _benchmark(MASTER, PEOPLE)
    items = benchmark.items(data)
    predictions = list(benchmark.predict(items))
    write_predictions(tmp_path / "out.jsonl", predictions)
    again = read_predictions(tmp_path / "out.jsonl", benchmark.prediction)
    assert benchmark.score(items, again) == benchmark.score(items, predictions)


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("{", r"attributions\.jsonl, line 1"),
        (
            _row("harbour", "news", (9, "He said"), (3, "the ferry will sail")),
            "harbour: EDU 9 is not “He said”",
        ),
        (_row("harbour", "news", (2, "A child cried"), (3, "the ferry")), "EDU 2 is not “A child cried”"),
        (_row("harbour", "news", (2, "The master said ,")).replace("dev", "train"), "no attributions of the"),
    ],
)
def test_a_line_of_another_form_is_an_error(data: Data, line: str, message: str) -> None:
    path = _benchmark().files(data)[0]
    path.write_text(line + "\n", encoding="utf-8")
    with pytest.raises(BenchError, match=message):
        _benchmark().items(data)


def test_the_list_and_the_treebank_have_to_be_there(data: Data, tmp_path: Path) -> None:
    (treebank,) = _benchmark().files(data)[1:]
    (tmp_path / "empty").mkdir()
    with pytest.raises(BenchError, match=r"no attributions\.jsonl"):
        _benchmark().items(Data(tmp_path / "empty", None, "dev"))
    treebank.write_text("1\ta\n", encoding="utf-8")
    with pytest.raises(BenchError, match="line 1: 2 fields"):
        _benchmark().items(data)
    treebank.unlink()
    with pytest.raises(BenchError, match="no GUM treebank of the split dev"):
        _benchmark().items(data)
