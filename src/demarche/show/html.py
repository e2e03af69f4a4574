"""One self-contained page: the reports, every claim marked where it stands, and its card beside it."""

import base64
import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined

from demarche.lexicon.evaluation import load_evaluation
from demarche.model.coded import CodedReport
from demarche.model.records import Event
from demarche.show.article import KINDS, Article, article
from demarche.show.labels import Label, Labels, load_labels
from demarche.show.visible import one_line


@dataclass(frozen=True, slots=True)
class Choice:
    """Something that can be shown or hidden: its value, what it is called, and how often it occurs."""

    value: str
    label: Label
    count: int


def page(coded_reports: Sequence[CodedReport], *, title: str, generator: str) -> str:
    """Return the reports as one HTML file that needs no network; the same reports give the same page."""
    labels, evaluation = load_labels(), load_evaluation()
    articles = [
        article(coded, number, labels, evaluation, repeated=repeated)
        for number, (coded, repeated) in enumerate(_repeats(coded_reports), start=1)
    ]
    script = _part("page.js")
    return (
        _environment()
        .get_template("page.html.j2")
        .render(
            title=one_line(title),
            generator=one_line(generator),
            articles=articles,
            kinds=kinds_of(articles, labels),
            statuses=statuses_of(coded_reports, labels),
            quads=quads_of(articles, labels),
            fenced=sum(len(one.fences) for one in articles),
            labels=labels,
            style="\n".join((_part("look.css"), _part("page.css"))),
            script=script,
            script_hash=base64.b64encode(hashlib.sha256(script.encode()).digest()).decode(),
        )
    )


def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("demarche.show"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
    )


def _part(name: str) -> str:
    return (files("demarche.show") / "templates" / name).read_text(encoding="utf-8").strip()


def _repeats(coded_reports: Iterable[CodedReport]) -> Iterator[tuple[CodedReport, bool]]:
    """Yield each report and whether it stood on the page before, so that no anchor is given twice."""
    seen: set[str] = set()
    for coded in coded_reports:
        yield coded, coded.report.id in seen
        seen.add(coded.report.id)


def kinds_of(articles: Iterable[Article], labels: Labels) -> list[Choice]:
    """Return the kinds of claims with how many of each there are."""
    counts: Counter[str] = Counter()
    for one in articles:
        counts.update(one.counts)
    return [Choice(kind, labels.of("kind", kind), counts[kind]) for kind in KINDS]


def statuses_of(coded_reports: Iterable[CodedReport], labels: Labels) -> list[Choice]:
    """Return the statuses that events have."""
    claims = (entry.claim for coded in coded_reports for entry in coded.claims)
    counts: Counter[str] = Counter(claim.status for claim in claims if isinstance(claim, Event))
    values = labels.values("status")
    return [Choice(value, labels.of("status", value), counts[value]) for value in values if counts[value]]


def quads_of(articles: Iterable[Article], labels: Labels) -> list[Choice]:
    """Return the quad classes with how many events of each there are."""
    counts = Counter(quad for one in articles for quad in one.quads)
    values = labels.values("quad")
    return [Choice(value, labels.of("quad", value), counts[int(value)]) for value in values]
