"""One event told by two words of a sentence: "airstrikes killed twenty", "met to discuss", "marched to protest"."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from demarche.coding.cast import distinct
from demarche.coding.grammar import first_conjunct, is_infinitive, is_ing_form, preposition, surface_subject
from demarche.coding.occurrences import Occurrence
from demarche.lexicon.quantities import Harm
from demarche.model.syntax import Word

_POS = {"VERB": "verb", "NOUN": "noun", "ADJ": "adj"}
_CAUSE = frozenset({"in", "by", "from", "during"})  # "killed in the attack"
_HARM = "harm"
_MEETING = "meeting"
_VOICING = "voicing"
_DATED = frozenset({"stated", "reckoned"})


def joined(occurrences: Sequence[Occurrence], harm: Mapping[tuple[str, str], Harm]) -> list[Occurrence]:
    """Return the occurrences with what is only the harm of an attack, or the purpose of a meeting or protest, put into it."""
    kept = {occurrence.anchor.i: occurrence for occurrence in occurrences}
    joined_to: dict[int, int] = {}
    for part in occurrences:
        key = part.anchor.lemma, _POS.get(part.anchor.upos, "")
        if _HARM in part.fit.sense.traits and key in harm:
            told = [joined_to.get(i, i) for i in _told_with(part)]
            whole = next((i for i in told if _is_same_attack(kept.get(i), part)), None)
        elif _MEETING in part.fit.sense.traits and part.anchor.upos == "VERB":
            whole = _met_for(part.anchor, kept)
        elif _VOICING in part.fit.sense.traits:
            whole = _voiced_by(part, kept)
        else:
            continue
        if whole is not None and whole != part.anchor.i:
            joined_to[part.anchor.i] = whole
            kept[whole] = _with_part(kept[whole], kept.pop(part.anchor.i))
    return list(kept.values())


def _told_with(part: Occurrence) -> list[int]:
    """Return the indices of the words that may tell the attack whose harm the part is."""
    frame, anchor = part.fit.frame, part.anchor
    found = [filler.word.i for filler in frame.subjects]
    found += [oblique.word.i for oblique in (*frame.obliques, *frame.nearby) if oblique.preposition in _CAUSE]
    found += [
        child.i for child in anchor.having("advcl") if any(mark.lower == "when" for mark in child.children)
    ]
    if surface_subject(anchor) is None:
        if anchor.dep == "conj":
            found.append(first_conjunct(anchor).i)
        elif anchor.dep in {"advcl", "xcomp"} and is_ing_form(anchor):
            found.append(anchor.head.i)
    return found


def _is_same_attack(whole: Occurrence | None, part: Occurrence) -> bool:
    return (
        whole is not None
        and whole is not part
        and _HARM in whole.fit.sense.traits
        and whole.judgement.status == part.judgement.status
    )


def _met_for(anchor: Word, kept: Mapping[int, Occurrence]) -> int | None:
    """Return the meeting whose purpose an infinitive names."""
    whole = kept.get(anchor.head.i)
    if whole is None or _MEETING not in whole.fit.sense.traits or anchor.dep not in {"advcl", "xcomp"}:
        return None
    return anchor.head.i if is_infinitive(anchor) else None


def _voiced_by(part: Occurrence, kept: Mapping[int, Occurrence]) -> int | None:
    """Return the protest that another names the purpose or manner of: "marched to protest", "a strike in protest"."""
    predicate = part.fit.frame.support or part.anchor
    is_clause = predicate.dep in {"advcl", "xcomp", "acl"} and surface_subject(predicate) is None
    if not (is_clause or (predicate.dep in {"obl", "nmod"} and preposition(predicate) == "in")):
        return None
    for whole in kept.values():
        above = whole.fit.frame.support or whole.anchor
        if (
            whole is not part
            and _VOICING in whole.fit.sense.traits
            and predicate.head in {above, whole.anchor}
        ):
            return (
                whole.anchor.i if whole.judgement.status == part.judgement.status or not is_clause else None
            )
    return None


def _with_part(whole: Occurrence, part: Occurrence) -> Occurrence:
    recipients = whole.fit.recipients
    if _HARM in whole.fit.sense.traits or not recipients:
        named = {found.participant.name for found in recipients}
        others = [found for found in part.fit.recipients if found.participant.name not in named]
        recipients = distinct((*recipients, *others), whole.fit.actors)
    fit = replace(
        whole.fit,
        actors=whole.fit.actors or part.fit.actors,
        actor_how=whole.fit.actor_how or part.fit.actor_how,
        recipients=recipients,
        recipient_how=whole.fit.recipient_how or part.fit.recipient_how,
    )
    is_harm = _HARM in whole.fit.sense.traits
    words = {word.i: word for word in (*whole.extent, *(part.extent if is_harm else ()))}
    triggers = {word.i: word for word in (*whole.triggers, *(part.triggers if is_harm else ()))}
    return replace(
        whole,
        fit=fit,
        triggers=tuple(triggers[i] for i in sorted(triggers)),
        extent=tuple(words[i] for i in sorted(words)),
        when=whole.when if whole.when.when.basis in _DATED or not is_harm else part.when,
        where=whole.where or part.where,
        notes=(*whole.notes, ("trigger", f"“{part.anchor.text}” tells the same event")),
    )
