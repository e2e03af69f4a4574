"""Mends what the parser puts inside an infinitive that cannot be there."""

from demarche.model.syntax import Word
from demarche.parse.moves import NOMINAL, SUBJECTS, move

_GOVERNED = frozenset({"xcomp", "conj", "advcl", "ccomp"})
_OBJECTS = frozenset({"obj", "iobj"})


def mend_infinitives(verb: Word) -> None:
    """Mend an infinitive and what is joined to it, in place."""
    _beside_what_governs(verb)
    _before_to(verb)


def _beside_what_governs(verb: Word) -> None:
    """Join a past form to that above an infinitive, never to the infinitive: "urged both to wait and | offered to mediate"."""
    if verb.dep != "conj" or not _is_past(verb) or verb.first(*SUBJECTS, "aux", "aux:pass") is not None:
        return
    above = verb.head
    while _is_infinitive(above) and above.dep in _GOVERNED:
        above = above.head
    if above is not verb.head and _is_past(above):
        move(verb, above, "conj")


def _is_past(verb: Word) -> bool:
    return "VerbForm=Fin" in verb.feats and "Tense=Past" in verb.feats


def _is_infinitive(verb: Word) -> bool:
    return "VerbForm=Inf" in verb.feats and verb.first("aux") is None


def _before_to(infinitive: Word) -> None:
    """Give a nominal between a verb and the "to" of its infinitive to the verb: "asked | the envoy | to leave"."""
    verb = infinitive.head
    to = next((child for child in infinitive.having("mark") if child.lower == "to"), None)
    if infinitive.dep != "xcomp" or to is None or verb.upos != "VERB" or verb.first(*_OBJECTS) is not None:
        return
    for child in [child for child in infinitive.children if verb.i < child.i < to.i]:
        if child.upos in NOMINAL and child.dep in _OBJECTS | SUBJECTS:
            move(child, verb, "obj")
