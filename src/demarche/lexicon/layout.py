"""What the reading stage knows of layout: words, patterns, thresholds and characters, from `data/layout/`."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import partial
from importlib.resources.abc import Traversable
from typing import Any, Literal, get_args

import yaml

from demarche.lexicon.tables import LexiconError, Row, data_folder, read_table

Action = Literal["space", "line", "paragraph", "page", "drop", "control", "hyphen", "compatible"]
Field = Literal["title", "byline", "published", "updated", "outlet", "source", "url"]
Zone = Literal["start", "end", "any"]

_PLACEHOLDER = re.compile(r"\{([a-z_]+)\}")


@dataclass(frozen=True, slots=True)
class Limits:
    """Thresholds; `limits.yaml` says what each is for."""

    bytes: int
    characters: int
    sample_bytes: int
    binary_share: float
    wide_zero_share: float
    narrow_zero_share: float
    western_share: float
    head_lines: int
    tail_lines: int
    head_passages: int
    tail_passages: int
    header_characters: int
    title_characters: int
    title_words: int
    title_case_letters: int
    title_case_share: float
    heading_characters: int
    heading_words: int
    heading_least: int
    boilerplate_characters: int
    dateline_characters: int
    name_words: int
    organisation_words: int
    wrap_longest: int
    wrap_slack: int
    wrap_full_share: float
    wrap_unended_share: float
    ragged_share: float
    fragment_words: int
    sentence_words: int
    careful_share: float
    language_sample: int
    language_letters: int
    language_confidence: float
    capitals_share: float
    unpacked_free: int
    unpacked_ratio: int
    spooled_bytes: int
    nesting: int
    html_bytes: int
    html_tags: int
    html_attributes: int
    html_visible: int
    pdf_pages: int
    pdf_pieces: int
    fetch_seconds: int
    fetch_redirects: int
    fetch_delay: float
    robots_bytes: int


@dataclass(frozen=True, slots=True)
class Words:
    """Word lists, in lower case; `words.tsv` says what each is for."""

    unfinished: frozenset[str]
    openers: frozenset[str]
    particles: frozenset[str]
    connectives: frozenset[str]
    organisation_first: frozenset[str]
    organisation_last: frozenset[str]
    agencies: frozenset[str]
    staff: frozenset[str]
    jobs: frozenset[str]
    articles: frozenset[str]
    place_first: frozenset[str]
    not_places: frozenset[str]
    compound_first: frozenset[str]
    compound_last: frozenset[str]
    coordinators: frozenset[str]
    platforms: frozenset[str]
    weekdays: frozenset[str]
    zones: frozenset[str]


@dataclass(frozen=True, slots=True)
class Patterns:
    """Compiled patterns; `patterns.yaml` says what each is for."""

    capital: re.Pattern[str]
    named: re.Pattern[str]
    proper: re.Pattern[str]
    email: re.Pattern[str]
    url: re.Pattern[str]
    domain: re.Pattern[str]
    phone: re.Pattern[str]
    address: re.Pattern[str]
    addresses: re.Pattern[str]
    heading_mark: re.Pattern[str]
    heading_end: re.Pattern[str]
    quote_mark: re.Pattern[str]
    rule: re.Pattern[str]
    bullet: re.Pattern[str]
    enumerator: re.Pattern[str]
    image: re.Pattern[str]
    link: re.Pattern[str]
    link_definition: re.Pattern[str]
    autolink: re.Pattern[str]
    strong: re.Pattern[str]
    stars: re.Pattern[str]
    underscores: re.Pattern[str]
    escape: re.Pattern[str]
    ended: re.Pattern[str]
    stopped: re.Pattern[str]
    abbreviated: re.Pattern[str]
    page_number: re.Pattern[str]
    page_digits: re.Pattern[str]
    weekday: re.Pattern[str]
    time: re.Pattern[str]
    joint: re.Pattern[str]
    byline: re.Pattern[str]
    byline_joint: re.Pattern[str]
    byline_place: re.Pattern[str]
    contact_name: re.Pattern[str]
    copyright_name: re.Pattern[str]
    place: re.Pattern[str]
    dateline: re.Pattern[str]
    stamp: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Characters:
    """Patterns of the characters that do not stay as they are; a group of `special` is named by what becomes of it.

    `special` has two more groups: `run`, two or more characters that make one space or none, and `combined`, a
    letter with combining marks.
    """

    special: re.Pattern[str]
    space: re.Pattern[str]
    control: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Signature:
    """The first bytes of a kind of file; `binary` is one that is not read."""

    start: bytes
    name: str
    kind: str


@dataclass(frozen=True, slots=True)
class Formats:
    """Kinds of files: what people call them, and which kind the end of a name and a media type tell.

    `sought` are the ends of names for which folders and archives are searched.
    """

    names: Mapping[str, str]
    by_suffix: Mapping[str, str]
    sought: frozenset[str]
    by_media: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Columns:
    """The usual names of a record's fields, the likeliest first."""

    text: tuple[str, ...]
    title: tuple[str, ...]
    byline: tuple[str, ...]
    outlet: tuple[str, ...]
    date: tuple[str, ...]
    url: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Elements:
    """Elements of HTML by name: those whose words nobody sees, those that part paragraphs, and what some hold beside the article.

    `marks` are words in an element's class or id that say the same.
    """

    hidden: frozenset[str]
    blocks: frozenset[str]
    voids: frozenset[str]
    parts: Mapping[str, str]
    marks: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Boilerplate:
    """A kind of passage that is no part of the report, with an example of it and one of a sentence much like it."""

    where: Zone
    why: str
    pattern: re.Pattern[str]
    removes: str
    keeps: str


@dataclass(frozen=True, slots=True)
class Layout:
    """Everything the reading stage looks up."""

    limits: Limits
    words: Words
    patterns: Patterns
    characters: Characters
    signatures: tuple[Signature, ...]
    formats: Formats
    columns: Columns
    elements: Elements
    metas: Mapping[str, tuple[str, ...]]
    boilerplate: tuple[Boilerplate, ...]
    labels: Mapping[str, Field]
    label: re.Pattern[str]
    months: Mapping[str, int]
    dates: Mapping[str, re.Pattern[str]]
    languages: Mapping[str, str]


def load_layout() -> Layout:
    """Return the tables of `data/layout/`; raise `LexiconError` if one of them is not as it should be."""
    folder = data_folder() / "layout"
    english = folder / "en"
    words = _words(english / "words.tsv")
    months = {
        row.text("name"): int(row.text("number"))
        for row in read_table(english / "months.tsv", ["name", "number"])
    }
    sources = {name: _alternatives(getattr(words, name)) for name in _names(Words)}
    sources["months"] = _alternatives(months)
    patterns = _patterns(english / "patterns.yaml", sources)
    labels = {
        row.text("label"): _member(row, "field", get_args(Field))
        for row in read_table(english / "labels.tsv", ["label", "field"])
    }
    return Layout(
        limits=_limits(folder / "limits.yaml"),
        words=words,
        patterns=patterns,
        characters=_characters(folder / "characters.tsv"),
        signatures=_signatures(folder / "signatures.tsv"),
        formats=_formats(folder / "formats.tsv"),
        columns=_columns(folder / "columns.tsv"),
        elements=_elements(folder / "elements.tsv"),
        metas={
            row.text("field"): row.items("names")
            for row in read_table(folder / "metas.tsv", ["field", "names"])
        },
        boilerplate=_boilerplate(english / "boilerplate.tsv", sources),
        labels=labels,
        label=re.compile(rf"(?i:{_alternatives(labels)})\b"),
        months=months,
        dates=_dates(english / "dates.tsv", sources),
        languages={
            row.text("code"): row.text("name")
            for row in read_table(folder / "languages.tsv", ["code", "name"])
        },
    )


def _names(record: type[Any]) -> list[str]:
    return [field.name for field in fields(record)]


def _member(row: Row, column: str, allowed: tuple[Any, ...]) -> Any:  # noqa: ANN401 - one of the literals
    value = row.text(column)
    if value not in allowed:
        raise row.error(f"{column}: {value!r} is none of {', '.join(allowed)}")
    return value


def _alternatives(words: Mapping[str, int] | Mapping[str, Field] | frozenset[str]) -> str:
    # The longest first, so that no word hides one that it begins.
    return "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))


def _yaml(file: Traversable, record: type[Any]) -> dict[str, Any]:
    values = yaml.safe_load(file.read_text(encoding="utf-8"))
    expected = _names(record)
    if not isinstance(values, dict) or sorted(values) != sorted(expected):
        found = sorted(values) if isinstance(values, dict) else values
        raise LexiconError(f"{file.name}: the keys are {found}, not {sorted(expected)}")
    return values


def _limits(file: Traversable) -> Limits:
    values = _yaml(file, Limits)
    for field in fields(Limits):
        value = values[field.name]
        if isinstance(value, bool) or not isinstance(value, (int, float)) or value <= 0:
            raise LexiconError(f"{file.name}: {field.name} is {value!r}, not a positive number")
        if field.type is int and not isinstance(value, int):
            raise LexiconError(f"{file.name}: {field.name} is {value!r}, not a whole number")
    return Limits(**values)


def _words(file: Traversable) -> Words:
    lists: dict[str, set[str]] = {name: set() for name in _names(Words)}
    for row in read_table(file, ["list", "words"]):
        name = row.text("list")
        if name not in lists:
            raise row.error(f"list: {name!r} is none of {', '.join(lists)}")
        lists[name].update(row.items("words"))
    empty = [name for name, words in lists.items() if not words]
    if empty:
        raise LexiconError(f"{file.name}: no words for {', '.join(empty)}")
    return Words(**{name: frozenset(words) for name, words in lists.items()})


def _patterns(file: Traversable, sources: dict[str, str]) -> Patterns:
    values = _yaml(file, Patterns)
    for name, value in values.items():
        sources[name] = _filled(str(value), sources, f"{file.name}: {name}")
    return Patterns(**{name: _compiled(sources[name], f"{file.name}: {name}") for name in values})


def _filled(pattern: str, sources: Mapping[str, str], where: str) -> str:
    def source(found: re.Match[str]) -> str:
        if found[1] not in sources:
            raise LexiconError(f"{where}: {found[0]} stands for nothing")
        return f"(?:{sources[found[1]]})"

    return _PLACEHOLDER.sub(source, pattern)


def _compiled(pattern: str, where: str, flags: re.RegexFlag = re.NOFLAG) -> re.Pattern[str]:
    try:
        return re.compile(pattern, flags)
    except re.error as error:
        raise LexiconError(f"{where}: {error}") from error


def _characters(file: Traversable) -> Characters:
    sets: dict[Action, str] = dict.fromkeys(get_args(Action), "")
    last = -1
    for row in read_table(file, ["first", "last", "action", "name"]):
        first, before = int(row.text("first"), 16), last
        last = int(row.text("last"), 16)
        if not before < first <= last:
            raise row.error("the ranges are out of order")
        sets[_member(row, "action", get_args(Action))] += rf"\U{first:08X}-\U{last:08X}"
    return Characters(_special(sets), re.compile(rf"[ {sets['space']}]"), re.compile(rf"[{sets['control']}]"))


def _special(sets: Mapping[Action, str]) -> re.Pattern[str]:
    alone: tuple[Action, ...] = ("paragraph", "page", "space", "drop", "control", "compatible")
    return re.compile(
        rf"(?P<line>\r\n|[\r{sets['line']}])"
        rf"|(?P<hyphen>[{sets['hyphen']}])"
        rf"|(?P<run>[ {sets['space']}{sets['drop']}{sets['control']}]{{2,}})|"
        + "|".join(f"(?P<{action}>[{sets[action]}])" for action in alone)
        + r"|(?P<combined>\w[\u0300-\u036f]+)"
    )


def _signatures(file: Traversable) -> tuple[Signature, ...]:
    rows = read_table(file, ["bytes", "name", "kind"])
    return tuple(
        Signature(bytes.fromhex(row.text("bytes")), row.text("name"), row.text("kind")) for row in rows
    )


def _formats(file: Traversable) -> Formats:
    rows = list(read_table(file, ["kind", "name", "suffixes", "named", "media"]))
    return Formats(
        names={row.text("kind"): row.text("name") for row in rows},
        by_suffix={
            suffix: row.text("kind")
            for row in rows
            for suffix in (*row.items("suffixes"), *row.items("named"))
        },
        sought=frozenset(suffix for row in rows for suffix in row.items("suffixes")),
        by_media={media: row.text("kind") for row in rows for media in row.items("media")},
    )


def _columns(file: Traversable) -> Columns:
    found = {row.text("field"): row.items("columns") for row in read_table(file, ["field", "columns"])}
    if sorted(found) != sorted(_names(Columns)):
        raise LexiconError(f"{file.name}: the fields are {sorted(found)}, not {sorted(_names(Columns))}")
    return Columns(**found)


def _elements(file: Traversable) -> Elements:
    sets: dict[str, dict[str, str]] = {"hidden": {}, "block": {}, "void": {}, "part": {}, "mark": {}}
    for row in read_table(file, ["what", "names", "why"]):
        what = _member(row, "what", tuple(sets))
        why = row.text("why") if what in {"part", "mark"} else ""
        sets[what] |= dict.fromkeys(row.items("names"), why)
    return Elements(
        hidden=frozenset(sets["hidden"]),
        blocks=frozenset(sets["block"]),
        voids=frozenset(sets["void"]),
        parts=sets["part"],
        marks=sets["mark"],
    )


def _boilerplate(file: Traversable, sources: Mapping[str, str]) -> tuple[Boilerplate, ...]:
    found: list[Boilerplate] = []
    for row in read_table(file, ["where", "why", "pattern", "removes", "keeps"]):
        where = f"{row.origin}, line {row.line}"
        pattern = _compiled(_filled(row.text("pattern"), sources, where), where, re.IGNORECASE)
        if not pattern.match(row.text("removes")) or pattern.match(row.text("keeps")):
            raise row.error("the pattern does not tell its two examples apart")
        zone = _member(row, "where", get_args(Zone))
        found.append(Boilerplate(zone, row.text("why"), pattern, row.text("removes"), row.text("keeps")))
    return tuple(found)


def _dates(file: Traversable, sources: Mapping[str, str]) -> dict[str, re.Pattern[str]]:
    compiled = partial(_compiled, flags=re.IGNORECASE)
    found: dict[str, re.Pattern[str]] = {}
    for row in read_table(file, ["form", "pattern"]):
        where = f"{row.origin}, line {row.line}"
        pattern = _filled(row.text("pattern"), sources, where)
        found[row.text("form")] = compiled(rf"(?<!\w)(?:{pattern})(?!(?!T\d)\w)", where)
    return found
