"""Whose text a report is, if it is a statement, a notice or a law of somebody: they bind themselves by every line of it."""

from collections.abc import Iterator

from demarche.coding.clauses.cast import Cast, Found, distinct
from demarche.coding.clauses.grammar import preposition
from demarche.coding.sayings.chains import Chains
from demarche.model.syntax import Syntax, Word

_HEADS = frozenset({"title", "heading"})
_OWNING = frozenset({"by", "of", "from"})
_OWNERS = ("nmod", "nmod:poss", "compound", "amod", "obl", "obl:agent")
_GREETING = "greeting"
_DOCUMENTS = ("law", "communication")


def authors_of(syntax: Syntax, cast: Cast) -> tuple[Found, ...]:
    """Return whose text it is by its headlines: "Joint statement of Peru and Chile", "The Ministry of Defence announces"."""
    found: list[Found] = []
    for word in _heads(syntax):
        classes = cast.senses.classes_of(word.lemma)
        if any(name in classes for name in _DOCUMENTS):
            found.extend(_owners(word, cast))
    return distinct(tuple(found))


def spoken_for(syntax: Syntax, cast: Cast, chains: Chains) -> tuple[Found, ...]:
    """Return whom the speaker of a speech speaks for: "on behalf of", else the first state that does something in it.

    A speech is a text that begins with whom it addresses; what stands in somebody else's mouth is not asked.
    """
    if not any(_GREETING in cast.senses.classes_of(word.lower) for word in syntax.words[:1]):
        return ()
    outside = [word for word in syntax.words if not chains.around(word.start, word.i)]
    for word in outside:
        if word.lemma == "behalf":
            return tuple(found for child in word.having("nmod") for found in cast.at(child))
    for word in outside:
        states = tuple(found for found in cast.at(word) if found.participant.kind == "state")
        if word.dep == "nsubj" and states:
            return states
    return ()


def _heads(syntax: Syntax) -> Iterator[Word]:
    for sentence in syntax.sentences:
        if sentence.role not in _HEADS:
            return
        yield from syntax.words_of(sentence)


def _owners(word: Word, cast: Cast) -> Iterator[Found]:
    """Yield the owners of a document: in its genitive, after "by", "of" and "from", or the subject of "announces"."""
    for child in (*word.having(*_OWNERS), *(one for part in word.having("acl") for one in part.children)):
        if preposition(child) in {None, *_OWNING}:
            yield from cast.at(child)
