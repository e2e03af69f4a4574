"""Whom a pronoun cannot stand for: whoever is the subject of its own clause ("police met demonstrators and arrested them")."""

from collections.abc import Iterator

from demarche.lexicon.relations import Relations
from demarche.model.syntax import Word

SUBJECTS = frozenset({"nsubj", "nsubj:pass", "nsubj:outer"})
_PARTS = frozenset({"NUM", "DET", "PRON", "ADJ"})  # "17 of them", "many of them"
_REFLEXIVE = "Reflex=Yes"


def own_subjects(pronoun: Word, relations: Relations) -> list[Word]:
    """Return the subjects of a pronoun's clause, with those coordinated; none for a possessive, a reflexive or "with them".

    A clause without a subject has that of the clause that it is coordinated with or hangs on; its object, where the
    verb says what that does ("asked Peru to join it", "accused Peru of shelling it").
    """
    case = pronoun.first("case")
    if pronoun.dep == "nmod:poss" or _REFLEXIVE in pronoun.feats:
        return []
    if case is not None and case.lower in relations.around:
        return []
    governor = pronoun.head
    while (
        governor.upos in _PARTS and governor.dep in {"obj", "obl", "iobj", *SUBJECTS} and not governor.is_root
    ):
        governor = governor.head
    if governor.upos != "VERB":
        return []
    subjects = [word for word in _subjects(governor, relations) if word is not pronoun]
    return [*subjects, *(other for word in subjects for other in word.having("conj"))]


def _subjects(predicate: Word, relations: Relations) -> Iterator[Word]:
    found = list(predicate.having(*SUBJECTS))
    if found or predicate.is_root:
        yield from found
        if predicate.dep == "acl:relcl" and any(word.upos == "PRON" for word in found):
            yield predicate.head
        return
    above = predicate.head
    if predicate.dep == "acl":
        yield above
    elif predicate.dep == "conj":
        yield from _subjects(above, relations)
    elif predicate.dep in {"xcomp", "advcl"}:
        commanded = above.first("obj", "iobj") if _is_about_object(predicate, relations) else None
        yield from _subjects(above, relations) if commanded is None else (commanded,)


def _is_about_object(predicate: Word, relations: Relations) -> bool:
    mark = predicate.first("mark", "case")
    return predicate.dep == "xcomp" or (mark is not None and mark.lower in relations.blaming)
