"""Makes rows of a user's event lexicon of a PETRARCH dictionary of verbs, as far as a sense can say the same."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from demarche.lexicon.ontology import Ontology
from demarche.lexicon.petrarch.source import Notes
from demarche.lexicon.petrarch.spelling import Spelling, slug
from demarche.lexicon.petrarch.verb_file import Block, Pattern, VerbEntry, VerbFile
from demarche.lexicon.senses import COLUMNS

_RECIPIENT = (
    "obj|to|with|against|from|on"  # where whom it is done to may stand: the dictionary says nothing of it
)
_SOURCE, _TARGET, _BOTH, _SKIP = "$", "+", "%", "^"
_MARKS = (_SOURCE, _TARGET, _BOTH, _SKIP)
_AGENT = "by"
_WORD = "'-."


class _InexpressibleError(ValueError):
    """A pattern asks for what a sense cannot; the message says for what."""


@dataclass(frozen=True, slots=True)
class _Conditions:
    company: tuple[str, ...] = ()
    subject: str = ""
    object: str = ""
    oblique: str = ""
    recipient: str = ""


@dataclass(slots=True)
class SenseTable:
    """Collects the rows of senses, and of the classes that they ask for."""

    ontology: Ontology
    spelling: Spelling
    rows: dict[str, tuple[str, ...]] = field(default_factory=dict)
    classes: dict[str, tuple[str, ...]] = field(default_factory=dict)
    _seen: set[tuple[str, ...]] = field(default_factory=set)

    def add(self, source: VerbFile, notes: Notes) -> None:
        """Take over the verbs and patterns of a dictionary; what has no place is noted."""
        for block in source.blocks:
            for verb in block.verbs:
                self._plain(verb, notes)
            for pattern in block.patterns:
                self._pattern(block, pattern, source, notes)

    def _plain(self, verb: VerbEntry, notes: Notes) -> None:
        if not _is_words(verb.words):
            notes.add(verb.line, verb.words, "a verb with marks that are no letters")
        elif verb.code is not None and self._is_event(verb.code, verb.line, verb.words, notes):
            self._sense(verb.words, verb.code, _Conditions())

    def _pattern(self, block: Block, pattern: Pattern, source: VerbFile, notes: Notes) -> None:
        written = " ".join(pattern.tokens)
        if not self._is_event(pattern.code, pattern.line, written, notes):
            return
        try:
            conditions = self._conditions(pattern.tokens, source)
        except _InexpressibleError as error:
            notes.add(pattern.line, written, str(error))
            return
        verbs = [verb for verb in block.verbs if _is_words(verb.words)]
        if not verbs:
            notes.add(pattern.line, written, "a pattern of a block without verbs")
        for verb in verbs:
            self._sense(verb.words, pattern.code, conditions)

    def _is_event(self, code: str, line: int, words: str, notes: Notes) -> bool:
        known = self.ontology.cameo.get(code)
        if known is not None and known.type is not None:
            return True
        if known is not None:
            notes.add(
                line, words, f"CAMEO {code} is a statement or has no type: that is for the cues of speech"
            )
        elif ":" in code:
            notes.add(line, words, "two codes, one for each side")
        elif code.strip("-"):
            notes.add(line, words, "a code that is none of the ontology")
        else:
            notes.add(line, words, "a pattern without a code ([---]), which only keeps others away")
        return False

    def _conditions(self, tokens: Sequence[str], source: VerbFile) -> _Conditions:
        if tokens.count("*") != 1:
            raise _InexpressibleError("no verb (*) in the pattern, or two")
        at = tokens.index("*")
        if tokens[:at] == (_TARGET,) and tokens[at + 1 :] == (_AGENT, _SOURCE):
            return _Conditions(recipient="obj")  # a passive
        before = self._before(tokens[:at], source)
        return self._behind(list(tokens[at + 1 :]), before, source)

    def _before(self, tokens: Sequence[str], source: VerbFile) -> _Conditions:
        found = [token for token in tokens if token not in {_SOURCE, _BOTH}]
        if not found:
            return _Conditions()
        if found == [_TARGET]:
            raise _InexpressibleError("the recipient stands before the verb")
        if _SKIP in found:
            raise _InexpressibleError("a clause that is skipped (^)")
        if len(found) == 1 and found[0].startswith("&"):
            return _Conditions(subject=self._class(found[0], source))
        raise _InexpressibleError("words before the verb")

    def _behind(self, tokens: Sequence[str], found: _Conditions, source: VerbFile) -> _Conditions:
        preposition = ""
        for token in tokens:
            if token in self.spelling.prepositions:
                if found.oblique:
                    raise _InexpressibleError("two prepositions")
                preposition, found = token, replace(found, oblique=token)
                continue
            if token in _MARKS:
                found = _participant(token, preposition, found)
            elif token.startswith("&"):
                found = self._object(token, preposition, found, source)
            elif _is_words(token):
                found = replace(found, company=(*found.company, token))
            else:
                raise _InexpressibleError("a sign that is not known")
            preposition = ""
        return found

    def _object(self, token: str, preposition: str, found: _Conditions, source: VerbFile) -> _Conditions:
        if preposition:
            raise _InexpressibleError("a set of nouns behind a preposition")
        if found.object:
            raise _InexpressibleError("two sets of nouns")
        return replace(found, object=self._class(token, source))

    def _class(self, token: str, source: VerbFile) -> str:
        if token not in source.sets:
            raise _InexpressibleError("a set of nouns that is not there")
        lemmas = tuple(
            dict.fromkeys(word for word in source.sets[token] if _is_words(word) and " " not in word)
        )
        if not lemmas:
            raise _InexpressibleError("a set of nouns without any of one word")
        name = f"petrarch-{slug([token])}"
        self.classes[name] = lemmas
        return name

    def _sense(self, verb: str, code: str, asked: _Conditions) -> None:
        lemma = " ".join((verb, *asked.company))
        cells = {
            "lemma": lemma,
            "pos": "verb",
            "cameo": code,
            "subject": asked.subject,
            "object": asked.object,
            "oblique": asked.oblique,
            "recipient": asked.recipient or _RECIPIENT,
        }
        same = tuple(cells.values())
        if same in self._seen:
            return
        self._seen.add(same)
        name = next(name for name in _names(lemma) if name not in self.rows)
        self.rows[name] = tuple({"id": name, **cells}.get(column, "") for column in COLUMNS)


def _participant(mark: str, preposition: str, found: _Conditions) -> _Conditions:
    """Return the conditions with a participant behind the verb."""
    if mark == _SKIP:
        raise _InexpressibleError("a clause that is skipped (^)")
    if mark != _TARGET:
        if preposition != _AGENT:
            raise _InexpressibleError("the actor stands behind the verb")
        return replace(found, oblique="")  # a passive: the deep subject all the same
    if found.recipient:
        raise _InexpressibleError("two recipients")
    return replace(found, recipient=preposition or "obj")


def _names(lemma: str) -> Iterator[str]:
    """Yield ids for a sense of these words."""
    name = f"{slug([lemma])}.verb"
    yield name
    number = 2
    while True:
        yield f"{name}.{number}"
        number += 1


def _is_words(written: str) -> bool:
    return bool(written) and all(letter.isalpha() or letter in _WORD or letter == " " for letter in written)
