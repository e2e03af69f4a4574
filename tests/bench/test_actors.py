from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from bench.common.annotations import Annotated, read_annotated
from bench.common.benchmark import BenchError, Data, flattened, rounded
from bench.common.claims import ReportPrediction
from bench.common.events import CodedEvent, Side
from bench.common.mentions import FoundMention, Somebody
from bench.common.predictions import read_predictions, write_predictions
from bench.resolving.actors import ActorsBenchmark, ActorsPrediction, Answer
from bench.resolving.cast import Casting, cast_figures
from bench.resolving.chains import Chains, read_chains
from bench.resolving.links import link_figures
from bench.resolving.offices import Office, read_offices
from tests.bench.annotated import coded, harbour, prediction, saying, spot

HEADER = "gec_code,role,title_and_name,since,first_seen_in_factbook,last_seen_in_factbook\n"
LIST = HEADER + (
    "pe,chief of state,President Ana TORRES Ruiz,2013-07-28,2013-10-01,2016-07-20\n"
    "pe,chief of state,President Luis ROJAS,2016-07-28,2016-10-01,2018-01-20\n"
    "pe,chief of state,First Vice President Eva SOL,2016-07-28,2016-10-01,2018-01-20\n"
    "pe,chief of state,vacant,2018-01-28,2018-10-01,2018-10-20\n"
    "xq,chief of state,President Nobody ATALL,2016-07-28,2016-10-01,2018-01-20\n"
)
# who is in the same entity has the same number
CONLLU = """\
# newdoc id = GUM_news_ferry
# newpar
# text = Ana Grof left, and she told her crew.
1\tAna\tAna\tPROPN\tNNP\t_\t3\tnsubj\t_\tEntity=(1-person-new-sssss-cf1-1,2-coref
2\tGrof\tGrof\tPROPN\tNNP\t_\t1\tflat\t_\tEntity=1)
3\tleft\tleave\tVERB\tVBD\t_\t0\troot\t_\tSpaceAfter=No
4\t,\t,\tPUNCT\t,\t_\t7\tpunct\t_\t_
5\tand\tand\tCCONJ\tCC\t_\t7\tcc\t_\t_
6\tshe\tshe\tPRON\tPRP\tPerson=3\t7\tnsubj\t_\tEntity=(1-person-giv:act-sssss-cf1-1-ana)
7\ttold\ttell\tVERB\tVBD\t_\t3\tconj\t_\t_
8\ther\ther\tPRON\tPRP$\tPerson=3\t9\tnmod:poss\t_\tEntity=(2-person-new-sssss-cf2-2-sgl(1-person-giv:act-sssss-cf1-1-ana)
9\tcrew\tcrew\tNOUN\tNN\t_\t7\tobj\t_\tEntity=2)|SpaceAfter=No
10\t.\t.\tPUNCT\t.\t_\t3\tpunct\t_\t_

"""
FERRY = "Ana Grof left, and she told her crew."


def _person(
    key: str, country: str | None = None, heads: Sequence[str] = (), role: str | None = None
) -> Somebody:
    return Somebody(key, key, "person", country, ("GOV",), role, "dictionary", tuple(heads))


@pytest.fixture
def leaders(tmp_path: Path) -> Path:
    path = tmp_path / "leaders.csv"
    path.write_text(LIST, encoding="utf-8")
    return path


def test_terms_of_a_list(leaders: Path) -> None:
    torres, rojas = read_offices(leaders)
    assert (torres.country, torres.head, torres.role, torres.name, torres.surname) == (
        "PER", "state", "president", "Ana Torres Ruiz", "Torres",
    )  # fmt: skip
    assert (torres.held[0], torres.held[-1], len(torres.held)) == ("2014-01-01", "2016-07-01", 11)
    assert torres.after == ("2017-01-01",)
    assert rojas.held == ("2016-10-01", "2017-01-01", "2017-04-01", "2017-07-01", "2017-10-01", "2018-01-01")
    assert rojas.after == ()
    assert torres.titled == "President Torres met reporters on Monday."


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("gec_code,role\npe,chief of state\n", "no column first_seen_in_factbook"),
        (HEADER + "pe,mayor,Mayor Ana TORRES,2016-07-28,2016-10-01,2018-01-20\n", "line 2: 'mayor'"),
    ],
)
def test_another_list_is_refused(tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / "other.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(BenchError, match=message):
        read_offices(path)


def _bench(answer: FoundMention | None = None) -> ActorsBenchmark:
    def resolve(text: str, days: Sequence[str | None]) -> Iterator[tuple[FoundMention, ...]]:
        for _ in days:
            yield () if answer is None or "Torres" not in text else (answer,)

    return ActorsBenchmark(lambda: resolve, lambda: lambda _text, _published: ())


def test_offices_by_day(leaders: Path, tmp_path: Path) -> None:
    """Torres is always found as the head of Peru, so not as out of office; Rojas is nobody."""
    head = _person("person:PER:ana", "PER", ["PER state"], "president")
    bench = _bench(FoundMention(((0, 3),), ((0, 10),), "PROPN", (head,)))
    data = Data(leaders)
    items = bench.items(data)
    found = list(bench.predict(items))
    figures = dict(flattened(rounded(bench.score(items, found))))
    assert figures == {
        "office_accuracy": 0.6471, "title_accuracy": 0.6471, "former_accuracy": 0.0, "offices": 2, "days": 17,
    }  # fmt: skip
    written = tmp_path / "found.jsonl"
    write_predictions(written, found)
    assert read_predictions(written, ActorsPrediction) == found
    report = bench.errors(items, found)
    assert (
        "PER state Luis Rojas 2016-07-28 (office): president of PER: 6 days, the first 2016-10-01" in report
    )
    assert "PER state Ana Torres Ruiz 2013-07-28 (former)" in report


@pytest.mark.parametrize(
    ("whole", "right"),
    [
        (_person("a", "PER", ["PER state"]), (1.0, 0.0)),
        (
            _person("a", "PER", [], "president"),
            (1.0, 0.0),
        ),  # the list's own title, though the head of nothing
        (_person("a", "ECU", ["PER state"]), (0.0, 0.0)),
        (_person("a", "PER", [], "minister"), (0.0, 1.0)),
        (_person("a", "PER"), (0.0, 0.0)),  # a member of the government, as which nobody knows
        (replace(_person("a", "PER"), sectors=("ELI",)), (0.0, 1.0)),
        (_person("a", "EUR", [], "commissioner"), (0.0, 1.0)),  # an office abroad
        (None, (0.0, 0.0)),
    ],
)
def test_in_office_and_out_of_it(whole: Somebody | None, right: tuple[float, float]) -> None:
    item = Office("x", "PER", "state", "president", "Ana Torres", "Torres", ("2015-01-01",), ("2017-01-01",))
    answers = tuple(Answer(day, whole, None) for day in ("2015-01-01", "2017-01-01"))
    figures = dict(flattened(_bench().score([item], [ActorsPrediction("x", answers)])))
    assert (figures["office_accuracy"], figures["former_accuracy"]) == right


def test_chains_of_a_treebank(tmp_path: Path) -> None:
    path = tmp_path / "gum.conllu"
    path.write_text(CONLLU, encoding="utf-8")
    (document,) = read_chains(path, "news")
    assert document.text == FERRY
    assert [(FERRY[slice(*one.head)], one.entity, one.sort) for one in document.mentions] == [
        ("Ana", "1", "name"), ("she", "1", "pronoun"), ("her", "1", "pronoun"), ("crew", "2", "noun"),
    ]  # fmt: skip
    assert list(read_chains(path, "court")) == []


def test_links(tmp_path: Path) -> None:
    """“she” is rightly Ana; “her” is wrongly the crew's, as nobody's before; “left” is nobody GUM knows."""
    path = tmp_path / "gum.conllu"
    path.write_text(CONLLU, encoding="utf-8")
    (document,) = read_chains(path, "news")
    mentions = [
        _mention("Ana", "ana"),
        _mention("left", "ana"),
        _mention("she", "ana"),
        _mention("her", "crew"),
        _mention("crew", "crew"),
    ]
    figures = dict(flattened(rounded(link_figures([(document, mentions)]))))
    # two mentions are not the first of theirs: “she”, whose nearest is “left”, and “her”, which has no link
    assert (figures["links"], figures["recall"]) == (2, 0.0)
    # “crew” is joined to “her”, though it is the first of its own
    assert (figures["precision"], figures["noun.precision"]) == (0.0, 0.0)
    without = [one for one in mentions if one.participants[0].key == "ana" and one.head[0] != (9, 13)]
    right = dict(flattened(rounded(link_figures([(document, without)]))))
    assert (right["recall"], right["precision"], right["f1"], right["pronoun.recall"]) == (
        0.5,
        1.0,
        0.6667,
        0.5,
    )


def _mention(words: str, key: str) -> FoundMention:
    start = FERRY.index(words)
    place = (start, start + len(words))
    return FoundMention((place,), (place,), "NOUN", (_person(key),))


def _cast(
    report: Annotated, events: tuple[CodedEvent, ...], mentions: Sequence[FoundMention] = ()
) -> dict[str, float]:
    statements = (saying("its minister=SYL", "minister said", "a ferry may be seized", "indirect"),)
    written = prediction(events=events, statements=statements)
    return dict(flattened(rounded(cast_figures([Casting(report, written, mentions)]))))


def test_participants_of_events_and_speakers(tmp_path: Path) -> None:
    harbour(tmp_path)
    (report,) = read_annotated(tmp_path / "harbour.yaml")
    closed = coded("closed", "COERCE", "happened")
    right = replace(closed, actors=(Side("Syldavia", "SYL", ("GOV",), spot("Syldavia")),))
    assert _cast(report, (right,)) == {
        "country_accuracy": 1.0, "sector_accuracy": 1.0, "covered": 1.0, "speaker_country": 1.0,
    }  # fmt: skip
    wrong = replace(closed, actors=(Side("Borduria", "BOR", ("MIL",), spot("Borduria")),))
    assert _cast(report, (wrong,))["country_accuracy"] == _cast(report, (wrong,))["sector_accuracy"] == 0.0
    assert _cast(report, (closed,))["country_accuracy"] == 0.0  # nobody
    assert _cast(report, ())["covered"] == 0.0


MARKED = """\
participants:
  - {who: syldavia, kind: state, country: SYL, sectors: [GOV], mentions: ["*Syldavia* closed", "and *its*"]}
  - {who: grof, kind: person, mentions: ["*Ana* Grof"]}
"""


def test_annotated_mentions(tmp_path: Path) -> None:
    harbour(tmp_path)
    with (tmp_path / "harbour.yaml").open("a", encoding="utf-8") as file:
        file.write(MARKED)
    (report,) = read_annotated(tmp_path / "harbour.yaml")
    state = Somebody("state:SYL", "Syldavia", "state", "SYL", ("GOV",), None, "dictionary")
    body = replace(state, kind="organisation", country="BOR")
    mentions = [
        FoundMention(spot("Syldavia"), spot("Syldavia"), "PROPN", (state,)),
        FoundMention(spot("its"), spot("its"), "PRON", (body,)),
    ]
    figures = _cast(report, (), mentions)
    assert {name: figures[f"mentions.{name}"] for name in ("found", "kind", "country", "sectors", "link")} == {
        "found": 0.6667, "kind": 0.5, "country": 0.5, "sectors": 1.0, "link": 1.0,
    }  # fmt: skip
    pairs = [ActorsPrediction("harbour", (), tuple(mentions), ReportPrediction("harbour", (), (), ()))]
    report_of_errors = _bench().errors([report], pairs)
    assert "kind and country" in report_of_errors
    assert "(not found)" in report_of_errors


def test_data_that_is_there(tmp_path: Path, leaders: Path) -> None:
    bench = _bench()
    assert all(isinstance(item, Annotated) for item in bench.items(Data()))
    assert all(isinstance(item, Office) for item in bench.items(Data(leaders)))
    folder = tmp_path / "actors"
    folder.mkdir()
    leaders.rename(folder / "leaders_factbook_2014_2026.csv")
    banks = tmp_path / "model" / "treebanks"
    banks.mkdir(parents=True)
    (banks / "other.conllu").write_text(CONLLU, encoding="utf-8")
    assert {type(item) for item in bench.items(Data(tmp_path))} == {Office, Annotated}
    named = bench.items(Data(tmp_path, "model/treebanks/other.conllu"))
    assert all(isinstance(item, Chains) for item in named)
    empty = tmp_path / "empty"
    empty.mkdir()
    with pytest.raises(BenchError, match="no annotated reports"):
        bench.items(Data(empty))
    harbour(empty)
    assert [item.id for item in bench.items(Data(empty))] == ["harbour"]
