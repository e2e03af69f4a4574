"""What a speaker does by saying something: the act of the cue, or of a content that asks more than it tells."""

from collections.abc import Sequence

from demarche.coding.clauses.cast import Cast, Found
from demarche.coding.clauses.grammar import marker, surface_subject
from demarche.coding.sayings.speech import Cued
from demarche.lexicon.cues import Cues
from demarche.model.syntax import Word, tops
from demarche.model.values import Act

_PLAIN = frozenset({"assert", "report"})
_AFTER_THE_END = frozenset({'"', "”", "''", "’", "'", ","})
_ASKING = frozenset({*_PLAIN, "demand"})
_CLAUSAL = frozenset({"that", "quote", "verbatim"})


def act_of(found: Cued, speaker: Found | None, cast: Cast, cues: Cues) -> tuple[Act, str]:
    """Return the act of a saying and why: "said that they must leave" demands, whatever the verb."""
    plain = f"“{found.anchor.text}” is a cue of the act {found.cue.act}"
    asking = next((word for word in found.content if word.head is found.anchor), None)
    if found.cue.act == "demand" and asking is not None and marker(asking) in cues.clauses:
        return "question", f"“{marker(asking)}” makes “{found.anchor.text}” a question"
    if found.cue.act in _ASKING and _ends_in_question(found.content):
        return "question", "what is said ends with a question mark"
    if found.cue.act not in _PLAIN or found.form not in _CLAUSAL:
        return found.cue.act, plain
    main = next(iter(tops(found.content)), None)
    asked = None if main is None else _demand(main, speaker, cast, cues)
    return (found.cue.act, plain) if asked is None else ("demand", asked)


def _ends_in_question(words: Sequence[Word]) -> bool:
    """Tell whether what is said ends with a question mark, quotation marks aside."""
    last = next((word for word in reversed(words) if word.text not in _AFTER_THE_END), None)
    return last is not None and last.text == "?"


def _demand(predicate: Word, speaker: Found | None, cast: Cast, cues: Cues) -> str | None:
    """Return why a clause demands something of others, or None."""
    subject = surface_subject(predicate)
    for auxiliary in predicate.having("aux"):
        modal = cues.modals.get(auxiliary.lower)
        if modal is None or not modal.is_demand or subject is None or auxiliary.i < subject.i:
            continue  # "Should they attack" is an if
        if "Person=2" in subject.feats:
            return f"“{auxiliary.text} {predicate.text}” is asked of “{subject.text}”"
        asked = [found.participant for found in cast.at(subject)]
        own = None if speaker is None else speaker.participant.id
        if asked and not any(one.id is not None and one.id == own for one in asked):
            return f"“{auxiliary.text} {predicate.text}” is asked of {asked[0].name}"
    return None
