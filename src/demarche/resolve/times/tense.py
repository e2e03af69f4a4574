"""Whether what a date belongs to lies behind the report or ahead of it, from the verb that governs it."""

from typing import Literal

from demarche.lexicon.calendar import Calendar
from demarche.model.syntax import Word

Direction = Literal["past", "future", "present", "open"]

_CLAUSES = frozenset({"VERB", "AUX"})
_AUXILIARIES = ("aux", "aux:pass", "cop")


def direction(word: Word, preposition: str, calendar: Calendar, *, headline: bool) -> Direction:
    """Return the direction of the nearest verb above the word that has one; `preposition` is the date's own.

    In headlines the present tells of the past. Of what stands below a noun or a participle the present tells
    nothing ("Monday's vote is a test"). "open" means that no verb tells.
    """
    if _is_set_ahead(word, calendar):
        return "future"
    is_direct = True
    for above in (word, *word.ancestors()):
        if above.upos in _CLAUSES or above.first("cop") is not None:
            found = _of_verb(above, preposition, calendar)
            if found == "present":
                return "past" if headline else "present" if is_direct else "open"
            if found is not None:
                return found
            is_direct = False
        elif above.lemma in calendar.tense["plan_noun"] or _is_set_ahead(above, calendar):
            return "future"
        elif above is not word:
            is_direct = False
            preposition = _preposition(above)
    return "open"


def _preposition(word: Word) -> str:
    case = word.first("case")
    return "" if case is None else case.lower


def _is_set_ahead(word: Word, calendar: Calendar) -> bool:
    """Return whether a modifier such as "upcoming" or "ahead of" sets the word ahead."""
    ahead = calendar.tense["ahead_modifier"]
    return any(child.lower in ahead for child in word.having("amod", "case"))


def _of_verb(verb: Word, preposition: str, calendar: Calendar) -> Direction | None:
    """Return the direction that the verb and its auxiliaries give, or None if the verb above must tell."""
    tense = calendar.tense
    auxiliaries = list(verb.having(*_AUXILIARIES))
    forms = {form for word in auxiliaries for form in (word.lemma, word.lower)}
    if _is_planned(verb, preposition, calendar) or forms & tense["ahead"]:
        return "future"
    if forms & tense["modal"]:
        return "past" if forms & tense["have"] else "future"
    if _is_infinitive(verb) and not forms & tense["have"]:
        return _of_infinitive(verb, tense["carrying"], tense["ahead_governor"])
    found = _of_form(verb, auxiliaries, tense["have"])
    if found == "present" and verb.lemma in tense["speech"] and not auxiliaries:
        return "past"
    if any(child.lower in tense["condition"] for child in verb.having("mark")):
        return "open" if found == "past" else "future"
    return found


def _of_form(verb: Word, auxiliaries: list[Word], have: frozenset[str]) -> Direction | None:
    forms = [word.feats for word in (*auxiliaries, verb)]
    if any("Tense=Past" in feats and "VerbForm=Fin" in feats for feats in forms):
        return "past"
    if any(word.lemma in have for word in auxiliaries):
        return "past"
    if any("Tense=Pres" in feats and "VerbForm=Fin" in feats for feats in forms):
        return "present"
    if "Mood=Imp" in verb.feats:
        return "future"
    if "VerbForm=Part" in verb.feats and "Tense=Past" in verb.feats:
        return "past"
    return None


def _is_planned(verb: Word, preposition: str, calendar: Calendar) -> bool:
    """Return whether the verb plans what the date belongs to ("scheduled for Monday", "gave until Friday")."""
    tense = calendar.tense
    for sort in ("plan", "granted"):
        if verb.lemma in tense[sort] and preposition in calendar.tense_prepositions[sort]:
            return True
    return verb.lemma in tense["plan_passive"] and (verb.upos == "ADJ" or "VerbForm=Part" in verb.feats)


def _is_infinitive(verb: Word) -> bool:
    marks = (child.upos == "PART" and child.dep == "mark" for child in verb.children)
    return any(marks) or any(
        child.upos == "PART" and child.dep == "mark" for cop in verb.having("cop") for child in cop.children
    )


def _of_infinitive(verb: Word, carrying: frozenset[str], ahead: frozenset[str]) -> Direction | None:
    """Return "future" for what was agreed, wanted or ordered; None for purposes and for what was managed or failed."""
    governor = verb.head
    if governor.lower in ahead:
        return "future"
    if verb.dep in {"advcl", "csubj"} or (
        governor.lemma in carrying and verb.dep in {"xcomp", "ccomp", "acl"}
    ):
        return None
    if verb.dep == "acl" and any("NumType=Ord" in child.feats for child in governor.having("amod")):
        return None
    return "future"
