"""The trees of `trees.txt`, asked for by their sentence, and small makers around them."""

from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path

from demarche.coding.clauses.cast import Cast
from demarche.coding.clauses.frames import SupportKind
from demarche.lexicon.ontology import Ontology, load_ontology
from demarche.lexicon.senses import Senses, load_senses
from demarche.lexicon.tables import data_folder
from demarche.model.parts import Participant, Span
from demarche.model.resolved import Mention, Resolved
from demarche.model.syntax import Syntax, Word
from tests.trees import tree

_STATES: Mapping[str, tuple[str, str]] = {
    "Kenya": ("Kenya", "KEN"),
    "Kenyan": ("Kenya", "KEN"),
    "Nairobi": ("Kenya", "KEN"),
    "Sudan": ("Sudan", "SDN"),
    "Uganda": ("Uganda", "UGA"),
    "Rwanda": ("Rwanda", "RWA"),
    "Somalia": ("Somalia", "SOM"),
}
_SECTORS: Mapping[str, tuple[str, ...]] = {
    "soldier": ("MIL",),
    "troops": ("MIL",),
    "people": ("CVL",),
    "police": ("COP",),
}


@cache
def rows() -> Mapping[str, str]:
    """Return the rows of each tree by its sentence."""
    text = (Path(__file__).parent / "trees.txt").read_text(encoding="utf-8")
    blocks = [block.strip().partition("\n") for block in text.split("\n\n")[1:]]
    return {head.removeprefix("# "): body for head, _, body in blocks}


def grown(sentence: str) -> Syntax:
    """Return the tree of a sentence, a new one for each call."""
    return tree(rows()[sentence])


def word(syntax: Syntax, form: str) -> Word:
    """Return the first word of this form."""
    return next(found for found in syntax.words if found.text == form)


def forms(words: "list[Word] | tuple[Word, ...]") -> str:
    """Return the words' forms, set with spaces."""
    return " ".join(found.text for found in words)


def mentioned(syntax: Syntax) -> Resolved:
    """Return mentions of the states in a tree and of its soldiers, troops, people and police."""
    mentions = {found.i: mention for found in syntax.words if (mention := _mention(found)) is not None}
    return Resolved(mentions, (), {})


def cast_of(syntax: Syntax) -> Cast:
    """Return the cast of a tree: its states and its soldiers, troops, people and police."""
    return Cast(mentioned(syntax), senses())


def carries(verb: Word) -> SupportKind | None:
    """Return what a support verb makes of its subject; only "launch" and "hold" are support verbs here."""
    return "does" if verb.lemma in {"launch", "hold"} else None


@cache
def ontology() -> Ontology:
    """Return the ontology of the package."""
    return load_ontology(data_folder() / "ontology")


@cache
def senses() -> Senses:
    """Return the event lexicon of the package."""
    return load_senses(data_folder() / "events" / "en", ontology())


def participant(name: str, country: str | None, *sectors: str, start: int = 0) -> Participant:
    """Return a state with its government, or with sectors a group."""
    span = Span(start, start + len(name), name, None)
    if sectors:
        return Participant(name, None, "group", country, sectors, None, "text", span)
    return Participant(name, f"state:{country}", "state", country, ("GOV",), None, "dictionary", span)


def _mention(found: Word) -> Mention | None:
    if found.text in _STATES:
        name, country = _STATES[found.text]
        made = participant(name, country)
        span = Span(found.start, found.end, found.text, None)
        return Mention(found.i, (replace(made, span=span),), f"{found.text} is {name}")
    if found.lemma in _SECTORS:
        made = participant(found.text, None, *_SECTORS[found.lemma], start=found.start)
        return Mention(found.i, (made,), f"{found.text} is a role")
    return None
