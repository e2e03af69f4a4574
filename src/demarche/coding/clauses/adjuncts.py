"""When and where: the times and places that belong to a claim by syntax, or by what the report says just before."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date as day

from demarche.coding.clauses.grammar import first_conjunct, preposition
from demarche.model.parts import UNKNOWN_WHEN, When, Where
from demarche.model.quotations import Quotation
from demarche.model.resolved import PlaceMention, Resolved, TimeExpression
from demarche.model.syntax import Syntax, Word

_VERBAL = frozenset({"VERB", "AUX"})
_NOMINAL_LINKS = frozenset(
    {"nmod", "obl", "nmod:poss", "compound", "amod", "flat", "appos", "nmod:desc", "obl:unmarked", "nmod:unmarked",
     "nummod", "conj", "advmod", "obj", "nsubj", "nsubj:pass", "nsubj:outer", "obl:agent", "det", "case", "dep", "list"}
)  # fmt: skip
_HANDING_DOWN = frozenset({"xcomp", "advcl", "conj", "acl"})
_NOMINAL_UP = frozenset({"obj", "obl", "nmod", "nsubj", "nsubj:pass", "appos", "conj"})
_ATTRIBUTIVE = frozenset({"compound", "amod", "nummod", "nmod:poss", "nmod:desc"})
_UNLOCATED = frozenset({"nsubj", "nsubj:pass", "obl:agent", "nmod:poss", "conj", "amod"})
_NOT_OF_PLACE = frozenset({"of", "by", "with", "against", "between", "for", "about"})
_CONCERNING = frozenset({"on", "upon", "over", "to", "into", "toward", "towards", "from"})
_OBJECTS = frozenset({"obj", "iobj"})
_CARRIED = frozenset({"minute", "hour", "day", "week", "month"})
_DAY = len("2024-11-18")
_CARRIED_DAYS = 31  # before publication; an older date is background
_CARRY = 3  # sentences back that a date is carried


@dataclass(frozen=True, slots=True)
class Found:
    """A time with the reason it belongs to the claim."""

    when: When
    reason: str


@dataclass(frozen=True, slots=True)
class Adjuncts:
    """The times and places of a report by the word that they hang on."""

    syntax: Syntax
    published: str | None
    dates: Mapping[int, tuple[TimeExpression, ...]]
    places: Mapping[int, tuple[PlaceMention, ...]]
    dates_of_sentence: Mapping[int, tuple[TimeExpression, ...]]
    deadlines: frozenset[str]
    happening: frozenset[str]
    quotations: tuple[Quotation, ...] = ()

    def when(self, word: Word, support: Word | None, *, carry: bool) -> Found:
        """Return the time of the claim at a word; `carry` lets a date of the sentences before stand for it.

        Otherwise the publication date is its upper bound.
        """
        stated = self._stated([*_anchors(word, support), *self._staged(word), *_told_together(word)])
        if stated is not None and not self._is_ahead(stated.when):
            return stated
        if carry and not self._is_of_writing(support or word):
            carried = self._carried(word.sentence)
            if carried is not None:
                return carried
        return self.bound()

    def _is_ahead(self, when: When) -> bool:
        """Tell whether a time begins after publication: what has happened did not happen then."""
        published = (self.published or "9999")[:_DAY]
        return (when.earliest or "")[: len(published)] > published

    def when_ahead(self, word: Word, support: Word | None) -> Found:
        """Return the time of what is not said to have happened: only a date of its own counts, publication bounds nothing."""
        own = [(anchor, f"hangs on “{anchor.text}”") for anchor in (word, support) if anchor is not None]
        own += self._staged(word)
        nothing = Found(UNKNOWN_WHEN, "it is not said to have happened, and no date is its own")
        return self._stated(own) or nothing

    def _stated(self, anchors: Sequence[tuple[Word, str]]) -> Found | None:
        for anchor, reason in anchors:
            for found in self.dates.get(anchor.i, ()):
                words = found.when.span.text if found.when.span is not None else ""
                return Found(found.when, f"“{words}” {reason}; {found.reason}")
        return None

    def _is_of_writing(self, verb: Word) -> bool:
        """Tell whether a verb is of the reporter's present or perfect: no date of a sentence before is its own."""
        return _is_present(verb) and not any(quotation.holds(verb.start) for quotation in self.quotations)

    def _staged(self, word: Word) -> list[tuple[Word, str]]:
        """Return the verb that only says that what the word names took place: "the talks took place on Monday"."""
        verb, thing = word.head, word.head.first("obj")
        if word.dep not in {"nsubj", "nsubj:pass"} or word.upos in _VERBAL:
            return []
        lemma = verb.lemma if thing is None else f"{verb.lemma} {thing.lemma}"
        return [(verb, f"says when “{word.text}” was")] if lemma in self.happening else []

    def bound(self) -> Found:
        """Return the publication date as an upper bound, or nothing known."""
        if self.published is None or len(self.published) < _DAY:
            return Found(UNKNOWN_WHEN, "no date was found, and the report has no publication day")
        when = When(None, self.published[:_DAY], "unknown", "publication", None)
        return Found(when, "no date was found; it lies before publication")

    def where(self, word: Word, support: Word | None, *, uttered: bool = False) -> tuple[Where, ...]:
        """Return the places that hang on the claim's word or on its support verb, nearest first.

        What is `uttered` has only a place of its own: "authorised strikes in Peru" authorised nothing there.
        """
        found: list[PlaceMention] = []
        for anchor in (word, support):
            if anchor is not None:
                found.extend(
                    place
                    for place in self.places.get(anchor.i, ())
                    if place not in found and (not uttered or self._is_own(place, anchor))
                )
        return tuple(place.where for place in found)

    def _is_own(self, place: PlaceMention, anchor: Word) -> bool:
        """Tell whether a place hangs on a word without anything between, and does not say what or whom it concerns."""
        head = _first(self.syntax.words[place.head])
        return head.head is anchor and preposition(head) not in _CONCERNING

    def _goes_on(self, earlier: int, sentence: int) -> bool:
        """Tell whether a sentence goes on with an earlier one: in the same paragraph, or about the same "he"."""
        sentences = self.syntax.sentences
        if sentences[earlier].block == sentences[sentence].block:
            return True
        subject = sentences[sentence].root.first("nsubj")
        return subject is not None and subject.upos == "PRON"

    def _is_recent(self, when: When) -> bool:
        """Tell whether a date is of the news itself and not of its background."""
        if when.earliest is None or self.published is None or len(self.published) < _DAY:
            return when.earliest is not None
        before = day.fromisoformat(self.published[:_DAY]) - day.fromisoformat(when.earliest[:_DAY])
        return before.days <= _CARRIED_DAYS

    def _carried(self, sentence: int) -> Found | None:
        for earlier in range(sentence - 1, max(sentence - 1 - _CARRY, -1), -1):
            for date in self.dates_of_sentence.get(earlier, ()):
                if date.when.precision not in _CARRIED:
                    continue
                if not (self._is_recent(date.when) or self._goes_on(earlier, sentence)):
                    continue
                if date.when.earliest is None or (self.published or "")[:_DAY] < date.when.earliest[:_DAY]:
                    continue
                latest = (
                    self.published[:_DAY]
                    if len(self.published or "") >= _DAY and self.published
                    else date.when.latest
                )
                when = replace(date.when, latest=latest, basis="carried", span=None)
                words = date.when.span.text if date.when.span else ""
                return Found(when, f"carried from “{words}” in the sentence before; not after publication")
        return None


def gather(
    resolved: Resolved,
    syntax: Syntax,
    published: str | None,
    deadlines: frozenset[str],
    happening: frozenset[str],
) -> Adjuncts:
    """Return the adjuncts of a report.

    Prepositions of `deadlines` ("by", "until") bound what is to come; verbs of `happening` only say that something was.
    """
    dates: dict[int, list[TimeExpression]] = {}
    by_sentence: dict[int, list[TimeExpression]] = {}
    for time in resolved.times:
        if not _dates(time):
            continue
        top = _top(syntax, time.start, time.end)
        if preposition(top) in deadlines:
            continue
        for anchor in _climb(top):
            dates.setdefault(anchor.i, []).append(time)
        if time.kind == "date":
            by_sentence.setdefault(top.sentence, []).append(time)
    places: dict[int, list[PlaceMention]] = {}
    for place in resolved.places.values():
        head = _first(syntax.words[place.head])
        if _is_origin(head, resolved):
            continue
        for anchor in _located(head):
            places.setdefault(anchor.i, []).append(place)
    return Adjuncts(
        syntax,
        published,
        {key: tuple(found) for key, found in dates.items()},
        {key: tuple(found) for key, found in places.items()},
        {key: tuple(found) for key, found in by_sentence.items()},
        deadlines,
        happening,
        resolved.quotations,
    )


def _dates(time: TimeExpression) -> bool:
    """Tell whether a time says when: a date, or a stretch of days such as "the past two weeks"."""
    if time.kind == "duration":
        return time.when.earliest is not None
    return time.kind == "date" and time.when.precision != "unknown"


def _top(syntax: Syntax, start: int, end: int) -> Word:
    """Return the word of the expression whose head lies outside it."""
    for word in syntax.words[start:end]:
        if word.dep != "case" and (word.is_root or not start <= word.head.i < end):
            return word
    return syntax.words[end - 1]


def _climb(word: Word) -> list[Word]:
    """Return the words that a date belongs to: up to and including the nearest verb.

    A date inside an object is the object's: "suspended the agreement of 2022".
    """
    found: list[Word] = []
    is_of = preposition(word) == "of"
    inside = is_of or word.dep in _ATTRIBUTIVE
    if is_of and word.head.upos in _VERBAL:
        return []
    while not word.is_root and word.dep in _NOMINAL_LINKS:
        word = word.head
        found.append(word)
        if word.upos in _VERBAL or (inside and word.dep in _OBJECTS):
            break
    return found


def _located(place: Word) -> list[Word]:
    """Return the words that a place locates: as `_climb`, if the first preposition on the way up is one of place.

    The place's own "of" says only what it is the name of ("in the city of Homs").
    """
    found: list[Word] = []
    word, locative = place, False
    while not word.is_root and word.dep in _NOMINAL_LINKS and word.dep != "appos":
        if not locative and word.dep in _UNLOCATED:
            return []
        case = preposition(word) if word.dep in {"obl", "nmod"} else None
        if not locative and case is not None and not (case == "of" and word is place):
            if case in _NOT_OF_PLACE:
                return []
            locative = True
        word = word.head
        if locative:
            found.append(word)
        if word.upos in _VERBAL:
            break
    return found


def _first(word: Word) -> Word:
    """Return the first of a list that a word without a preposition of its own stands in: Norway of "in Norway and Iceland"."""
    while word.dep == "conj" and preposition(word) is None and not word.is_root:
        word = word.head
    return word


def _is_origin(word: Word, resolved: Resolved) -> bool:
    """Tell whether a place says where somebody comes from, not where they are: "officials from Norway"."""
    return word.dep == "nmod" and preposition(word) == "from" and word.head.i in resolved.mentions


def _anchors(word: Word, support: Word | None) -> list[tuple[Word, str]]:
    """Return the words whose dates are the claim's, nearest first."""
    found = [(word, f"hangs on “{word.text}”")]
    if support is not None:
        found.append((support, f"hangs on “{support.text}”"))
    current = support or word
    while current.dep in _HANDING_DOWN and not current.is_root:
        if current.dep == "conj":
            current = first_conjunct(current)
        elif current.dep in {"acl", "acl:relcl"}:
            current = current.head
            while current.upos not in _VERBAL and current.dep in _NOMINAL_UP and not current.is_root:
                current = current.head
        else:
            current = current.head
        found.append((current, f"hangs on the governing “{current.text}”"))
    return found


def _told_together(word: Word) -> list[tuple[Word, str]]:
    """Return the verb joined to this one in the same form: "two were killed and three were wounded on Friday"."""
    if word.upos not in _VERBAL:
        return []
    return [
        (other, f"hangs on “{other.text}”, told with it")
        for other in word.having("conj")
        if "Tense=Past" in other.feats and _form(other) == _form(word)
    ]


def _form(verb: Word) -> tuple[str, tuple[str, ...]]:
    return verb.xpos, tuple(word.lemma for word in verb.having("aux", "aux:pass"))


def _is_present(verb: Word) -> bool:
    """Tell whether a verb is of the present or the perfect."""
    auxiliaries = list(verb.having("aux", "aux:pass", "cop"))
    if any(word.lemma == "have" for word in auxiliaries):
        return True
    return any("Tense=Pres" in word.feats and "VerbForm=Fin" in word.feats for word in (verb, *auxiliaries))
