"""Denials that take up what the sentence has said: "…, which he denies", "…, a charge that Tehran rejects".

What is denied is the clause before, not the noun or pronoun that stands for it; and the denial is no part of what the
first speaker said.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from demarche.coding.clauses.grammar import after_comma, clause_of, is_passive, is_relative
from demarche.coding.sayings.speech import Cued, is_made
from demarche.lexicon.cues import Cues
from demarche.model.syntax import Word

_DENIAL = "deny"
_REFUSAL = "refuse"
_SUBJECTS = ("nsubj", "nsubj:outer")
_RULE = "rebuttal"


@dataclass(frozen=True, slots=True)
class _Rebuttal:
    """A verb of denial, who denies, and the words of the denial."""

    verb: Word
    subject: Word
    words: tuple[Word, ...]
    above: Word
    """The word of the denied clause that the denial hangs on."""


def with_rebuttals(cued: Sequence[Cued], words: Sequence[Word], cues: Cues) -> list[Cued]:
    """Return the cues with those of rebuttals, whose words are taken out of what others said."""
    found = list(cued)
    for rebuttal in filter(None, (_rebuttal(word, cues) for word in words if word.upos == "VERB")):
        inside = {word.i for word in rebuttal.words}
        others = [one for one in found if one.anchor is not rebuttal.verb]
        around = [one for one in others if rebuttal.above in one.content or one.anchor is rebuttal.above]
        telling = [one for one in around if one.content]
        said = min(telling, key=lambda one: len(one.content), default=None)
        denied = clause_of(rebuttal.above).subtree() if said is None else said.content
        found = [
            replace(one, content=_without(one.content, inside), aside=(*one.aside, *rebuttal.words))
            if one in around
            else one
            for one in others
        ]
        found.append(_cued(rebuttal, _without(denied, inside), cues))
    return sorted(found, key=lambda one: one.anchor.i)


def _rebuttal(verb: Word, cues: Cues) -> _Rebuttal | None:
    """Return the rebuttal whose verb a word is, or None."""
    acts = {cue.act for cue in cues.speech.get((verb.lemma, "verb"), ()) if cue.particle is None}
    if acts.isdisjoint({_DENIAL, _REFUSAL}) or is_passive(verb):
        return None
    subjects = [child for child in verb.having(*_SUBJECTS) if child.i < verb.i and not is_relative(child)]
    if not subjects or not is_made(verb, cues):
        return None
    subject, noun = subjects[-1], verb.head
    if verb.dep != "acl:relcl" or not _is_taken_up(verb):
        return None
    if not _is_saying(noun, cues):
        is_which = any(is_relative(child) and child.lower == "which" for child in verb.children)
        is_denied = is_which and _DENIAL in acts and after_comma(verb)
        return _Rebuttal(verb, subject, tuple(verb.subtree()), noun) if is_denied else None
    if noun.dep not in {"appos", "parataxis"} or not after_comma(noun):
        return None
    return _Rebuttal(verb, subject, tuple(noun.subtree()), noun.head)


def _is_taken_up(verb: Word) -> bool:
    """Tell whether the antecedent of a relative clause is what its verb denies."""
    objects = (child for child in verb.having("obj", *_SUBJECTS) if is_relative(child))
    return any(True for _ in objects) or verb.first("obj", "ccomp", "xcomp") is None


def _is_saying(noun: Word, cues: Cues) -> bool:
    return (noun.lemma, "noun") in cues.speech


def _cued(rebuttal: _Rebuttal, denied: tuple[Word, ...], cues: Cues) -> Cued:
    verb = rebuttal.verb
    rows = [cue for cue in cues.speech[verb.lemma, "verb"] if cue.particle is None]
    return Cued(
        anchor=verb,
        words=(verb,),
        cue=rows[0],
        content=denied,
        form="that",
        speaker=rebuttal.subject,
        how=f"subject of “{verb.text}”",
        rule=f"{verb.lemma}.verb.{_RULE}",
        rebuts=True,
    )


def _without(words: Sequence[Word], inside: set[int]) -> tuple[Word, ...]:
    return tuple(word for word in words if word.i not in inside)
