"""The calendar: the words that name times, the patterns they form, festivals, tenses and conventions."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from importlib.resources.abc import Traversable
from typing import Any, Literal, get_args

import yaml

from demarche.lexicon.tables import LexiconError, data_folder, read_table

PatternKind = Literal["date", "duration", "frequency", "reference", "none"]
Rule = Literal["fixed", "easter", "weekday", "day", "moving"]

_WORD_COLUMNS = ("class", "value", "forms", "upos", "case")
_HOLIDAY_COLUMNS = ("name", "forms", "rule", "value")
_PATTERN_KEYS = {"name", "kind", "reading", "check", "words", "purpose", "good", "bad"}
_OPTIONAL_KEYS = {"check"}
_CONVENTION_KEYS = {
    "seasons",
    "parts",
    "late_publication_days",
    "just_past_days",
    "attributive_past_days",
    "story_years",
    "remote_days",
    "history",
    "memory_sentences",
    "short_year_ahead",
    "short_year_limit",
    "years",
}
_FIRST_SYMBOL = 0xE000
_PART_OF_PATTERN = re.compile(r"<([a-z][a-z_]*)>|([a-z][a-z_]*)(?::([a-z0-9-]+))?|\s+")

OTHER, HOLIDAY, HOLIDAY_REST = "other", "holiday", "holiday_rest"


@dataclass(frozen=True, slots=True)
class Sense:
    """What a form means: its class and value, the symbol that patterns see, and when it means that."""

    name: str
    value: str
    symbol: str
    upos: frozenset[str]
    capital: bool


@dataclass(frozen=True, slots=True)
class Shape:
    """Words written with digits: what they look like, their class and symbol."""

    name: str
    symbol: str
    regex: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Pattern:
    """A form that times take, as a regular expression over symbols; `reading` says how it is understood."""

    name: str
    kind: PatternKind
    reading: str
    check: str
    regex: re.Pattern[str]
    good: tuple[str, ...]
    bad: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Holiday:
    """A festival: its rule, the numbers of the rule, and its first and last days where no rule can tell them."""

    name: str
    rule: Rule
    numbers: tuple[int, ...]
    days: tuple[tuple[date, date], ...]


@dataclass(frozen=True, slots=True)
class Conventions:
    """How words are laid on the calendar, and the thresholds of the readings; see conventions.yaml."""

    seasons: Mapping[int, tuple[int, int]]
    parts: Mapping[str, Mapping[str, tuple[int, int | None]]]
    late_publication_days: int
    just_past_days: int
    attributive_past_days: int
    story_years: int
    remote_days: int
    history_dates: int
    history_ratio: float
    history_bare_year: float
    memory_sentences: int
    short_year_ahead: int
    short_year_limit: int
    first_year: int
    last_year: int


@dataclass(frozen=True, slots=True)
class Calendar:
    """Everything that finding and reading times needs to know of a language.

    `words` has the senses of each lower-case form, `phrases` the festivals by their first word, longest first;
    `anchor` finds where some pattern matches; `tense` has lemmas by sort, `tense_prepositions` what goes with them.
    """

    words: Mapping[str, tuple[Sense, ...]]
    shapes: tuple[Shape, ...]
    symbols: Mapping[str, str]
    patterns: tuple[Pattern, ...]
    anchor: re.Pattern[str]
    prepositions: Mapping[tuple[str, ...], str]
    numbered: frozenset[str]
    phrases: Mapping[str, tuple[tuple[tuple[str, ...], str], ...]]
    holidays: Mapping[str, Holiday]
    tense: Mapping[str, frozenset[str]]
    tense_prepositions: Mapping[str, frozenset[str]]
    conventions: Conventions

    def classes(self, form: str) -> frozenset[str]:
        """Return the classes that a lower-case form can have."""
        return frozenset(sense.name for sense in self.words.get(form, ()))


class _Symbols:
    """Gives each class and value a character of its own, from the private use area of Unicode."""

    def __init__(self) -> None:
        self._of: dict[str, dict[str, str]] = {}
        self._count = 0

    def of(self, name: str, value: str = "") -> str:
        """Return the symbol of a class and value, a new one at the first call."""
        held = self._of.setdefault(name, {})
        if value not in held:
            held[value] = chr(_FIRST_SYMBOL + self._count)
            self._count += 1
        return held[value]

    def charset(self, name: str, value: str | None) -> str:
        """Return the part of a regular expression that matches the class, or only the one value of it."""
        found = self._of.get(name, {})
        symbols = sorted(found.values() if value is None else [found[value]] if value in found else [])
        if not symbols:
            raise LexiconError(f"patterns.yaml: no word is of class {name!r}, value {value!r}")
        if len(symbols) == 1:
            return symbols[0]
        if ord(symbols[-1]) - ord(symbols[0]) == len(symbols) - 1:
            return f"[{symbols[0]}-{symbols[-1]}]"
        return f"[{''.join(symbols)}]"

    def singles(self) -> dict[str, str]:
        """Return the symbol of each class that has only one."""
        return {name: held[""] for name, held in self._of.items() if "" in held}


def load_calendar(folder: Traversable | None = None) -> Calendar:
    """Return the calendar in a folder, by default the English one; raise `LexiconError` if a file is broken."""
    folder = folder or data_folder() / "calendar" / "en"
    symbols = _Symbols()
    for name in (OTHER, HOLIDAY, HOLIDAY_REST):
        symbols.of(name)
    words = _words(folder / "words.tsv", symbols)
    shapes = tuple(
        Shape(row.text("class"), symbols.of(row.text("class")), re.compile(row.text("pattern")))
        for row in read_table(folder / "shapes.tsv", ("class", "pattern"))
    )
    patterns = _patterns(folder / "patterns.yaml", symbols)
    holidays, phrases = _holidays(folder)
    tense, tense_prepositions = _tense(folder / "tense.tsv")
    return Calendar(
        words=words,
        shapes=shapes,
        symbols=symbols.singles(),
        patterns=patterns,
        anchor=_anchor(patterns, symbols.of(OTHER)),
        prepositions=_prepositions(folder / "prepositions.tsv"),
        numbered=frozenset(row.text("lemma") for row in read_table(folder / "numbered.tsv", ("lemma",))),
        phrases=phrases,
        holidays=holidays,
        tense=tense,
        tense_prepositions=tense_prepositions,
        conventions=_conventions(folder / "conventions.yaml"),
    )


def _words(file: Traversable, symbols: _Symbols) -> dict[str, tuple[Sense, ...]]:
    senses: dict[str, tuple[Sense, ...]] = {}
    for row in read_table(file, _WORD_COLUMNS):
        if row.cells["case"] not in {"", "capital"}:
            raise row.error(f"case {row.cells['case']!r} is neither empty nor capital")
        name, value = row.text("class"), row.cells["value"]
        sense = Sense(
            name,
            value,
            symbols.of(name, value),
            frozenset(row.items("upos")),
            row.cells["case"] == "capital",
        )
        for form in row.items("forms"):
            senses[form] = (*senses.get(form, ()), sense)
    return senses


def _patterns(file: Traversable, symbols: _Symbols) -> tuple[Pattern, ...]:
    data = _yaml(file, {"phrases", "patterns"})
    phrases: dict[str, str] = {}
    for name, words in data["phrases"].items():
        phrases[name] = f"(?:{_expression(words, phrases, symbols)})"
    names = [body.get("name") for body in data["patterns"]]
    if len(set(names)) != len(names):
        raise LexiconError(f"{file.name}: a pattern stands twice")
    return tuple(_pattern(file.name, body, phrases, symbols) for body in data["patterns"])


def _pattern(origin: str, body: Mapping[str, Any], phrases: Mapping[str, str], symbols: _Symbols) -> Pattern:
    where = f"{origin}: {body.get('name')}"
    if not _PATTERN_KEYS - _OPTIONAL_KEYS <= set(body) <= _PATTERN_KEYS:
        raise LexiconError(f"{where}: the keys are {sorted(body)}, not {sorted(_PATTERN_KEYS)}")
    if body["kind"] not in get_args(PatternKind):
        raise LexiconError(f"{where}: kind {body['kind']!r} is none of {get_args(PatternKind)}")
    return Pattern(
        body["name"],
        body["kind"],
        body["reading"],
        body.get("check", ""),
        re.compile(_expression(body["words"], phrases, symbols)),
        tuple(body["good"]),
        tuple(body["bad"]),
    )


def _expression(words: str, phrases: Mapping[str, str], symbols: _Symbols) -> str:
    """Return the regular expression over symbols that a pattern's words spell out."""

    def part(match: re.Match[str]) -> str:
        phrase, name, value = match.groups()
        if phrase is not None and phrase not in phrases:
            raise LexiconError(f"patterns.yaml: phrase <{phrase}> is not defined before its use")
        if phrase is not None:
            return phrases[phrase]
        return symbols.charset(name, value) if name is not None else ""

    return _PART_OF_PATTERN.sub(part, words.replace("(", "(?:"))


def _anchor(patterns: Sequence[Pattern], other: str) -> re.Pattern[str]:
    """Return what finds the first place where a pattern matches; ruling out other words first halves the time."""
    return re.compile(
        f"(?!{other})(?:" + "|".join(f"(?:{pattern.regex.pattern})" for pattern in patterns) + ")"
    )


def _holidays(
    folder: Traversable,
) -> tuple[dict[str, Holiday], dict[str, tuple[tuple[tuple[str, ...], str], ...]]]:
    days: dict[str, list[tuple[date, date]]] = {}
    for row in read_table(folder / "movable.tsv", ("name", "first", "last")):
        first_day, last_day = date.fromisoformat(row.text("first")), date.fromisoformat(row.text("last"))
        days.setdefault(row.text("name"), []).append((first_day, last_day))
    holidays: dict[str, Holiday] = {}
    phrases: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for row in read_table(folder / "holidays.tsv", _HOLIDAY_COLUMNS):
        name, rule = row.text("name"), row.text("rule")
        if name in holidays or rule not in get_args(Rule):
            raise row.error(f"{name} stands twice, or {rule!r} is none of {get_args(Rule)}")
        numbers = tuple(int(number) for number in re.findall(r"(?<![0-9])-?[0-9]+", row.cells["value"]))
        holidays[name] = Holiday(name, rule, numbers, tuple(days.pop(name, ())))  # type: ignore[arg-type]
        for form in row.items("forms"):
            first, *rest = form.split()
            phrases.setdefault(first, []).append((tuple(rest), name))
    if days:
        raise LexiconError(f"movable.tsv: {sorted(days)} are not in holidays.tsv")
    longest_first = {
        first: tuple(sorted(found, key=lambda phrase: -len(phrase[0]))) for first, found in phrases.items()
    }
    return holidays, longest_first


def _prepositions(file: Traversable) -> dict[tuple[str, ...], str]:
    return {
        tuple(form.split()): row.text("role")
        for row in read_table(file, ("role", "forms"))
        for form in row.items("forms")
    }


def _tense(file: Traversable) -> tuple[dict[str, frozenset[str]], dict[str, frozenset[str]]]:
    lemmas: dict[str, frozenset[str]] = {}
    prepositions: dict[str, frozenset[str]] = {}
    for row in read_table(file, ("sort", "lemmas", "prepositions")):
        lemmas[row.text("sort")] = frozenset(row.items("lemmas"))
        prepositions[row.text("sort")] = frozenset(row.items("prepositions"))
    return lemmas, prepositions


def _conventions(file: Traversable) -> Conventions:
    data = _yaml(file, _CONVENTION_KEYS)
    return Conventions(
        seasons={number: _pair(pair) for number, pair in data["seasons"].items()},
        parts={
            unit: {part: (bounds[0], bounds[1]) for part, bounds in parts.items()}
            for unit, parts in data["parts"].items()
        },
        late_publication_days=data["late_publication_days"],
        just_past_days=data["just_past_days"],
        attributive_past_days=data["attributive_past_days"],
        story_years=data["story_years"],
        remote_days=data["remote_days"],
        history_dates=data["history"]["dates"],
        history_ratio=data["history"]["ratio"],
        history_bare_year=data["history"]["bare_year"],
        memory_sentences=data["memory_sentences"],
        short_year_ahead=data["short_year_ahead"],
        short_year_limit=data["short_year_limit"],
        first_year=data["years"]["first"],
        last_year=data["years"]["last"],
    )


def _pair(values: Sequence[int]) -> tuple[int, int]:
    first, second = values
    return first, second


def _yaml(file: Traversable, keys: Iterable[str]) -> dict[str, Any]:
    """Return the mapping in a YAML file; raise `LexiconError` unless it has exactly these keys."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    data = yaml.load(file.read_text(encoding="utf-8"), Loader=loader)  # noqa: S506 - both are safe loaders
    if not isinstance(data, dict) or set(data) != set(keys):
        raise LexiconError(f"{file.name}: the keys are not {sorted(keys)}")
    return data
