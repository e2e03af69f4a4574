"""Who stands where: the participants at a word, coordinated with it, or owning what it names."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from demarche.coding.clauses.grammar import conjuncts, preposition, spellings
from demarche.lexicon.senses import Senses
from demarche.model.parts import Participant, Where
from demarche.model.resolved import Resolved
from demarche.model.syntax import Word

_OWNERS = ("nmod:poss", "compound", "amod", "nmod:desc")
_NESTED = frozenset(
    {"nmod", "nmod:poss", "nmod:desc", "compound", "amod", "appos", "conj", "advmod", "obl", "acl"}
)  # "towns west of Lima", "lines leading into Lima"
_OWNER_PREPOSITIONS = frozenset({"of", "by", "from"})
_PEOPLE = frozenset({"person", "people", "group", "unnamed"})
_KINDS = frozenset({"state", "organisation"})  # kinds of participants that are classes, too
_PARTITIVE = "partitive"
_CARRYING, _SHELTER = "carrying", "shelter"
_FOR = frozenset({"for"})
_CULTURAL = "cultural"  # nouns before which an adjective of a state names no owner: "the Russian language"
_WEAPON = "weapon"  # both the kind of a participant and the class of a noun
_ARMED = frozenset({"MIL", "REB", "COP", "PRM", "UAF"})


@dataclass(frozen=True, slots=True)
class Found:
    """A participant, the word it was found at, and how it was resolved, in words for `explain`."""

    participant: Participant
    word: Word
    how: str


@dataclass(frozen=True, slots=True)
class Cast:
    """The resolved participants of a report, asked for by the words that stand for them."""

    resolved: Resolved
    senses: Senses
    _classes: dict[int, frozenset[str]] = field(default_factory=dict, init=False, repr=False, compare=False)
    _found: dict[int, tuple[Found, ...]] = field(default_factory=dict, init=False, repr=False, compare=False)

    def at(self, word: Word) -> tuple[Found, ...]:
        """Return the participants that a noun phrase stands for, with everybody coordinated with it."""
        known = self._found.get(word.i)
        if known is None:
            known = tuple(found for member in conjuncts(word) for found in self._alone(member))
            self._found[word.i] = known
        return known

    def owning(self, word: Word) -> tuple[Found, ...]:
        """Return the participants inside a noun phrase, or coordinated with it, that own or make it ("Iran's offer")."""
        return next(filter(None, map(self._owning_one, conjuncts(word))), ())

    def _owning_one(self, word: Word) -> tuple[Found, ...]:
        is_cultural = _CULTURAL in self.senses.classes_of(word.lemma)
        for child in word.children:
            if is_cultural and child.dep == "amod":
                continue
            if child.dep in _OWNERS and preposition(child) is None:
                found = self.at(child)
                if not found and child.dep == "compound":  # "an Israeli tank shelling"
                    found = self.owning(child)
                if found:
                    return found
        for child in (*_makers(word), *self._carried(word)):
            found = self.at(child) or self.owning(child)
            if found:
                return found
        return ()

    def _carried(self, word: Word) -> Iterator[Word]:
        """Yield whom a vehicle carries or a shelter is for: "a bus carrying pilgrims", "a camp for refugees"."""
        for participle in word.having("acl"):
            if _CARRYING in self.senses.classes_of(participle.lemma):
                yield from participle.having("obj")
        if _SHELTER in self.senses.classes_of(word.lemma):
            yield from (child for child in word.having("nmod") if preposition(child) in _FOR)

    def located(self, word: Word, *, people: bool = False) -> tuple[Found, ...]:
        """Return who a target stands for that is a place or stands in one: the country, or the place's `people`."""
        for inner in _inside(word):
            place = self.resolved.places.get(inner.i)
            if place is None:
                continue
            named = () if people else self._alone_at(inner)
            return named or (
                Found(_people_of(place.where), inner, f"a place stands for its people: {place.reason}"),
            )
        return ()

    def weapons(self, word: Word) -> tuple[Found, ...]:
        """Return the weapons that a noun phrase names, with those coordinated with it."""
        return tuple(
            Found(participant, member, mention.reason)
            for member in conjuncts(word)
            if (mention := self.resolved.mentions.get(self.content(member).i)) is not None
            for participant in mention.participants
            if participant.kind == _WEAPON
        )

    def is_of_class(self, word: Word, asked: frozenset[str]) -> bool:
        """Tell whether a noun phrase is of one of the classes of the lexicon, or of the built-in ones."""
        return "some" in asked or not asked.isdisjoint(self._classes_at(word))

    def _classes_at(self, word: Word) -> frozenset[str]:
        """Return the classes of a noun phrase; many senses ask for them, so they are kept."""
        known = self._classes.get(word.i)
        if known is None:
            known = self._classes[word.i] = frozenset(self._each_class(word))
        return known

    def _each_class(self, word: Word) -> Iterator[str]:
        for lemma in (*spellings(self.content(word)), *spellings(word)):
            yield from self.senses.classes_of(lemma.lower())
        for weapon in self.weapons(word):
            yield from self._classes_of_weapon(weapon.participant.role or weapon.participant.name)
        if word.i in self.resolved.places:
            yield "place"
        people = [found.participant for found in self.at(word)]
        kinds = {participant.kind for participant in people}
        if people:
            yield "actor"
        yield from kinds & _KINDS
        if any(_ARMED.intersection(participant.sectors) for participant in people):
            yield "force"
        if kinds & _PEOPLE or _counts_people(word):
            yield "person"

    def _classes_of_weapon(self, kind: str) -> frozenset[str]:
        """Return the classes of the noun that a kind of weapon ends in ("ballistic missile"), and that of all weapons."""
        return self.senses.classes_of(kind.rpartition(" ")[2]) | {_WEAPON}

    def content(self, word: Word) -> Word:
        """Return what a partitive is a part of ("dozens of people": people), otherwise the word itself."""
        if _PARTITIVE in self.senses.classes_of(word.lemma) or word.upos == "NUM":
            for child in word.having("nmod"):
                if preposition(child) == "of":
                    return child
        return word

    def _alone(self, word: Word) -> tuple[Found, ...]:
        content = self.content(word)
        return (() if content is word else self.at(content)) or self._alone_at(word)

    def _alone_at(self, word: Word) -> tuple[Found, ...]:
        mention = self.resolved.mentions.get(word.i)
        if mention is None:
            return ()
        return tuple(
            Found(participant, word, mention.reason)
            for participant in mention.participants
            if participant.kind != _WEAPON
        )


def distinct(found: tuple[Found, ...], without: tuple[Found, ...] = ()) -> tuple[Found, ...]:
    """Return each participant once, leaving out those of `without`, their pronouns and whoever is named inside or around them."""
    seen = {_key(other) for other in without}
    names = {other.participant.name for other in without}
    kept: dict[object, Found] = {}
    for candidate in found:
        key = _key(candidate)
        if key in seen or (candidate.word.upos == "PRON" and candidate.participant.name in names):
            continue
        if not any(_share_words(candidate, other) for other in without):
            kept.setdefault(key, candidate)
    return tuple(kept.values())


def _counts_people(word: Word) -> bool:
    """Tell whether a number stands alone for people, as after a verb that only people undergo: "killing twelve"."""
    return word.upos == "NUM" and word.first("nmod") is None


def _share_words(one: Found, other: Found) -> bool:
    mine, theirs = one.participant.span, other.participant.span
    return mine.start < theirs.end and theirs.start < mine.end


def _makers(word: Word) -> Iterator[Word]:
    """Yield who owns or makes what a noun names: its of-phrase, the agent of its participle, a gerund's subject."""
    for child in word.having("nmod"):
        if preposition(child) in _OWNER_PREPOSITIONS:
            yield child
    for participle in word.having("acl"):
        yield from (child for child in participle.having("obl", "obl:agent") if preposition(child) == "by")
    if word.upos == "VERB":
        yield from word.having("nsubj")


def _inside(word: Word) -> Iterator[Word]:
    """Yield a nominal and the nominals inside it, the nearer first."""
    layer = [word]
    while layer:
        yield from layer
        layer = [child for inner in layer for child in inner.children if child.dep in _NESTED]


def _people_of(where: Where) -> Participant:
    return Participant(
        name=where.name,
        id=None,
        kind="unnamed",
        country=where.country,
        sectors=(),
        role=None,
        basis="metonym",
        span=where.span,
    )


def _key(found: Found) -> object:
    participant = found.participant
    return participant.id or (
        participant.span.start,
        participant.span.end,
        participant.name,
        participant.country,  # "officials from Chile and Peru" are two, named alike
    )
