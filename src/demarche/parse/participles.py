"""Mends past forms that the parser takes for participles, and participles that it takes for verbs."""

from demarche.model.syntax import Word
from demarche.parse.moves import SUBJECTS, move

_CLAUSES = frozenset({"advcl", "ccomp", "acl"})


def mend_participles(verb: Word) -> None:
    """Mend a participle, in place."""
    _of_a_clause(verb)
    _of_people(verb)


def _of_a_clause(verb: Word) -> None:
    """Make a participle with a subject of its own the verb of a relative clause: "two men it | accused of spying"."""
    subject = verb.first("nsubj")
    if (
        verb.dep != "acl"
        or not _is_past_participle(verb)
        or subject is None
        or verb.first("aux", "aux:pass", "cop")
    ):
        return
    if verb.head.i < subject.i < verb.i and subject.first("case") is None:
        verb.dep = "acl:relcl"
        verb.xpos, verb.feats = "VBD", "Mood=Ind|Tense=Past|VerbForm=Fin"


def _of_people(participle: Word) -> None:
    """Make a participle with an article the subject that its clause lacks: "if | the detained are not released"."""
    verb = participle.head
    article = participle.first("det")
    if not _is_past_participle(participle) or participle.dep not in _CLAUSES or article is None:
        return
    is_left = article.i + 1 == participle.i < verb.i
    if not is_left or verb.upos != "VERB" or verb.first(*SUBJECTS, "expl", "csubj"):
        return
    participle.upos, participle.xpos, participle.feats = "NOUN", "NNS", "Number=Plur"
    participle.lemma = participle.lower
    move(participle, verb, "nsubj:pass" if verb.first("aux:pass") else "nsubj")


def _is_past_participle(word: Word) -> bool:
    return "VerbForm=Part" in word.feats and "Tense=Past" in word.feats
