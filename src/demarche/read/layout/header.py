"""The lines above the body and below it: title, byline, date, outlet, address."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from demarche.lexicon.layout import Layout
from demarche.read.layout import joins
from demarche.read.layout.dates import Stamp
from demarche.read.layout.metadata import Finding, analyse, is_labelled
from demarche.read.layout.names import is_bare_person, is_title_case
from demarche.read.layout.pieces import Cut, Line, Passage, shortened


@dataclass(frozen=True, slots=True)
class Header:
    """What header and footer say; `place` is the passage and the words of a place beside the date."""

    title: str | None = None
    byline: tuple[str, ...] = ()
    outlet: str | None = None
    url: str | None = None
    stamps: tuple[Stamp, ...] = ()
    place: str | None = None


def lines_alone(lines: Sequence[Line], layout: Layout) -> frozenset[int]:
    """Return the indices of the lines near the two ends that say something of the report, each by itself."""
    limits = layout.limits
    near = {*range(len(lines))[: limits.head_lines], *range(len(lines))[-limits.tail_lines :]}
    found = {at: finding for at in sorted(near) if (finding := _line_finding(lines, at, layout))}
    dated = {at for at, finding in found.items() if finding.role in {"date", "byline"}}
    names = {
        at
        for at in near - found.keys()
        if at > 0 and (at - 1 in dated or at + 1 in dated) and is_bare_person(lines[at].text, layout)
    }
    return frozenset(found.keys() | names)


def _line_finding(lines: Sequence[Line], at: int, layout: Layout) -> Finding | None:
    line = lines[at]
    if line.kind != "text":
        return None
    if not is_labelled(line.text, layout) and _is_amid_sentence(lines, at, layout):
        return None
    return analyse(line.text, layout)


def _is_amid_sentence(lines: Sequence[Line], at: int, layout: Layout) -> bool:
    if at > 0 and not lines[at].gap and joins.is_unfinished(lines[at - 1].text, layout):
        return True
    following = lines[at + 1] if at + 1 < len(lines) else None
    if following is None or following.gap or is_labelled(following.text, layout):
        return False
    return joins.first_word(following.text)[:1].islower()


def read_header(
    text: str, passages: Sequence[Passage], layout: Layout
) -> tuple[list[Passage], Header, list[Cut]]:
    """Return the passages with their roles, what header and footer say, and the source links that leave the text."""
    head = _head(passages, layout)
    foot = _foot(passages, len(head), layout)
    title = _title(passages, head, layout)
    findings = {at: found for at, found in (head | foot).items() if found is not None and at != title}
    findings |= _bare_names(passages, head, findings, title, layout)
    above = head if len(head) < len(passages) else {}
    kept: list[Passage] = []
    cuts: list[Cut] = []
    for at, passage in enumerate(passages):
        role = findings[at].role if at in findings else None
        if at == title:
            kept.append(_titled(text, passage, head[at]))
        elif role == "url":
            cuts.append(Cut(passage.start, passage.end, "source link"))
        elif role is not None and role != "title":
            kept.append(replace(passage, role=role))
        else:
            kept.append(replace(passage, role="heading") if at in above else passage)
    found_title = next((passage.text for passage in kept if passage.role == "title"), None)
    return kept, _summary(found_title, [findings[at] for at in sorted(findings)]), cuts


def _titled(text: str, passage: Passage, finding: Finding | None) -> Passage:
    if finding is not None and finding.role == "title":
        passage = shortened(text, passage, finding.label_end)
    return replace(passage, role="title")


def _summary(title: str | None, findings: Sequence[Finding]) -> Header:
    outlets = [finding for finding in findings if finding.outlet is not None]
    outlets.sort(key=lambda finding: finding.weak)
    return Header(
        title=title,
        byline=next((finding.byline for finding in findings if finding.byline), ()),
        outlet=outlets[0].outlet if outlets else None,
        url=next((finding.url for finding in findings if finding.url is not None), None),
        stamps=tuple(stamp for finding in findings for stamp in finding.stamps),
        place=next((finding.place for finding in findings if finding.place is not None), None),
    )


def _head(passages: Sequence[Passage], layout: Layout) -> dict[int, Finding | None]:
    """Return what the passages above the body say; the body begins with the first that ends like a sentence."""
    found: dict[int, Finding | None] = {}
    has_title = False
    for at, passage in enumerate(passages[: layout.limits.head_passages]):
        if passage.kind == "item":
            break
        finding = analyse(passage.text, layout)
        is_open = finding is None or finding.weak
        if is_open and passage.kind == "text" and _is_body(passage.text, layout):
            break
        if is_open and has_title and joins.is_ended(passage.text, layout):
            break
        if is_open and _is_torn(passages[at : at + 2], layout):
            break
        has_title = has_title or finding is None
        found[at] = finding
    return found


def _is_torn(pair: Sequence[Passage], layout: Layout) -> bool:
    """Whether the second passage goes on with the first, which then is no title."""
    if {passage.kind for passage in pair} != {"text"} or joins.is_ended(pair[0].text, layout):
        return False
    if len(pair) == 1 or analyse(pair[1].text, layout) is not None:
        return False
    first = joins.first_word(pair[1].text)
    return first[:1].islower() and first.partition("-")[0] not in layout.words.particles


def _is_body(text: str, layout: Layout) -> bool:
    limits = layout.limits
    if (
        len(text) > limits.title_characters
        or joins.count_words(text, limits.title_words) > limits.title_words
    ):
        return True
    if joins.is_unfinished(text, layout) or text[-1] in ":;":
        return True
    if layout.patterns.stopped.search(text) is None or text.rstrip("\"'”’»)")[-1:] in "?!":
        return False
    return not layout.patterns.abbreviated.search(text) and not is_title_case(text, layout)


def _foot(passages: Sequence[Passage], start: int, layout: Layout) -> dict[int, Finding | None]:
    found: dict[int, Finding | None] = {}
    for at in reversed(range(start, len(passages))[-layout.limits.tail_lines :]):
        finding = analyse(passages[at].text, layout) if passages[at].kind == "text" else None
        if finding is None or finding.weak or finding.role == "title":
            break
        found[at] = finding
    return found


def _title(passages: Sequence[Passage], head: dict[int, Finding | None], layout: Layout) -> int | None:
    """Return the first passage that may be the title: one labelled so, a heading, a line that says nothing else."""
    free = [at for at in head if not _is_body(passages[at].text, layout) or passages[at].kind == "heading"]
    labelled = [at for at in free if (found := head[at]) is not None and found.role == "title"]
    headings = [
        at for at in free if passages[at].kind == "heading" and (head[at] is None or _is_weak(head[at]))
    ]
    plain = [at for at in free if head[at] is None]
    weak = [at for at in free if _is_weak(head[at])]
    return next(iter([*labelled, *headings, *plain, *weak]), None)


def _is_weak(finding: Finding | None) -> bool:
    return finding is not None and finding.weak


def _bare_names(
    passages: Sequence[Passage],
    head: dict[int, Finding | None],
    findings: dict[int, Finding],
    title: int | None,
    layout: Layout,
) -> dict[int, Finding]:
    """Return the bylines that are only a name, next to a date."""
    dated = {at for at, finding in findings.items() if finding.role == "date"}
    return {
        at: Finding("byline", byline=(passages[at].text,))
        for at, finding in head.items()
        if finding is None
        and at != title
        and (at - 1 in dated or at + 1 in dated)
        and is_bare_person(passages[at].text, layout)
    }
