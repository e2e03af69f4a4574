"""One event told by two words of a sentence: "airstrikes killed twenty", "met to discuss", "marched to protest"."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from demarche.coding.clauses.cast import Found, distinct
from demarche.coding.clauses.grammar import (
    first_conjunct,
    is_infinitive,
    is_ing_form,
    preposition,
    surface_subject,
)
from demarche.coding.events.occurrences import Occurrence
from demarche.lexicon.quantities import Harm
from demarche.model.syntax import Word

_POS = {"VERB": "verb", "NOUN": "noun", "ADJ": "adj"}
_CAUSE = frozenset({"in", "by", "from", "during"})  # "killed in the attack"
_HARM = "harm"
_MEETING = "meeting"
_VOICING = "voicing"
_SUCH = "such"
_DATED = frozenset({"stated", "reckoned"})


def joined(occurrences: Sequence[Occurrence], harm: Mapping[tuple[str, str], Harm]) -> list[Occurrence]:
    """Return the occurrences with what is only the harm of an attack, or the purpose of a meeting or protest, put into it."""
    kept = {occurrence.anchor.i: occurrence for occurrence in occurrences}
    predicates = {
        occurrence.fit.frame.support.i: occurrence.anchor.i
        for occurrence in occurrences
        if occurrence.fit.frame.support is not None
    }
    joined_to: dict[int, int] = {}
    for part in occurrences:
        key = part.anchor.lemma, _POS.get(part.anchor.upos, "")
        whole = None
        if _HARM in part.fit.sense.traits and key in harm:
            told = [predicates.get(i, i) for i in _told_with(part)]
            whole = next(
                (i for i in (joined_to.get(i, i) for i in told) if _is_same_attack(kept.get(i), part)), None
            )
        elif _MEETING in part.fit.sense.traits and part.anchor.upos == "VERB":
            whole = _met_for(part.anchor, kept)
        elif _VOICING in part.fit.sense.traits:
            whole = _voiced_by(part, kept)
        if whole is None:
            whole = _told_on(part, kept, predicates) or _such(part, kept)
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


def _told_on(part: Occurrence, kept: Mapping[int, Occurrence], predicates: Mapping[int, int]) -> int | None:
    """Return the event that a participle only goes on to tell: "raided the camp, targeting commanders"."""
    anchor = part.anchor
    if not is_ing_form(anchor) or anchor.dep not in {"advcl", "xcomp"} or surface_subject(anchor) is not None:
        return None
    if anchor.first("mark", "case") is not None or anchor.i < anchor.head.i:
        return None
    at = predicates.get(anchor.head.i, anchor.head.i)
    whole = kept.get(at)
    return at if whole is not None and _is_told_alike(whole, part) else None


def _such(part: Occurrence, kept: Mapping[int, Occurrence]) -> int | None:
    """Return the event before that a noun with "such" calls by its kind: "the first such incursion"."""
    if not any(child.lower == _SUCH for child in part.anchor.children):
        return None
    before = [
        i
        for i, whole in kept.items()
        if i < part.anchor.i and whole.anchor.sentence == part.anchor.sentence and _is_told_alike(whole, part)
    ]
    return max(before, default=None)


def _is_told_alike(whole: Occurrence, part: Occurrence) -> bool:
    """Tell whether two words can tell one event: type and status are the same, no mode and nobody contradicts."""
    modes = {whole.mode, part.mode} - {None}
    return (
        whole is not part
        and whole.type == part.type
        and whole.judgement.status == part.judgement.status
        and len(modes) <= 1
        and _agrees(whole.fit.actors, part.fit.actors)
        and _agrees(whole.fit.recipients, part.fit.recipients)
    )


def _agrees(ones: Sequence[Found], others: Sequence[Found]) -> bool:
    names = {found.participant.name for found in ones}
    return not ones or not others or any(found.participant.name in names for found in others)


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
