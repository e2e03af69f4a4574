"""How a word beside an event vouches for it: "allegedly", "apparently", "in reality"."""

from demarche.coding.clauses.grammar import is_relative, preposition
from demarche.lexicon.cues import Cues
from demarche.model.syntax import Word
from demarche.model.values import Voice

_VERBAL = frozenset({"VERB", "AUX"})


def voice_beside(trigger: Word, support: Word | None, cues: Cues) -> tuple[Voice | None, str]:
    """Return how a word beside the event, or beside the clause it stands in, vouches for it."""
    for word in (trigger, support, *_clauses_above(trigger)):
        if word is None:
            continue
        for child in word.children:
            voice = _vouches(child, cues)
            if voice is not None:
                return voice, f"“{child.text}” beside “{word.text}”"
    root = (trigger, *trigger.ancestors())[-1]
    for child in root.children[:1]:  # what opens a sentence is said of all of it
        voice = _vouches(child, cues)
        if voice is not None and child.i < root.i:
            return voice, f"“{child.text}” opens the sentence"
    return None, ""


def _vouches(word: Word, cues: Cues) -> Voice | None:
    """Return the voice that an adverb, an adjective or a phrase ("in reality") gives to what it stands beside."""
    if word.dep in {"advmod", "amod"}:
        modifier = cues.modifiers.get(word.lower)
    elif word.dep == "obl":
        modifier = cues.modifiers.get(f"{preposition(word)} {word.lower}")
    else:
        modifier = None
    return None if modifier is None else modifier.voice


def _clauses_above(word: Word) -> list[Word]:
    """Return the governing words as far as the clause reaches."""
    found = []
    current = word
    while not current.is_root and current.dep not in {"acl:relcl", "ccomp", "parataxis", "conj", "advcl"}:
        current = current.head
        found.append(current)
        if current.upos in _VERBAL or any(is_relative(child) for child in current.children):
            break
    return found
