"""Finds what is laid down for others: "ships may not anchor", "are not permitted to speak", "may leave only with consent"."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from demarche.coding.clauses.cast import Found, distinct
from demarche.coding.clauses.extent import clause_words, ranges, trimmed
from demarche.coding.clauses.grammar import is_negated, is_passive, surface_subject
from demarche.coding.commitments.binding import Pledge, Setting
from demarche.model.syntax import Word
from demarche.model.values import Force

_LEAVE = frozenset({"may"})
_ORDERS = frozenset({"may", "shall", "must"})
_SHALL = "shall"
_LONGER = "longer"
_NEITHER = frozenset({"neither", "nobody", "none"})


@dataclass(frozen=True, slots=True)
class RuleFinder:
    """Finds the rules of one report that an official, or a text of an authority, lays down for others."""

    setting: Setting

    def find(self, verbs: Sequence[Word]) -> list[Pledge]:
        """Return the rules whose verb is among these."""
        return [pledge for verb in verbs if self._may_rule(verb) for pledge in self._at(verb)]

    def _may_rule(self, verb: Word) -> bool:
        """Tell whether a verb is told with an auxiliary of rules or permits; few are, and the rest takes its time."""
        auxiliary = self._auxiliary(verb)
        return (auxiliary is not None and auxiliary.lower in _ORDERS) or self._is_permission(verb)

    def _auxiliary(self, verb: Word) -> Word | None:
        """Return the first modal of a verb, or None."""
        return next((child for child in verb.having("aux") if self.setting.modal(child) is not None), None)

    def _at(self, verb: Word) -> Iterator[Pledge]:
        subject = surface_subject(verb)
        if subject is None and verb.dep == "conj":
            subject = surface_subject(verb.head)
        auxiliary = self._auxiliary(verb)
        saying = self.setting.innermost(verb)
        denied = (
            is_negated(verb)
            or (subject is not None and subject.lower in _NEITHER)
            or any(child.lower == _LONGER for child in verb.having("advmod"))
        )
        condition = self.setting.condition(verb)
        issuers = self.setting.makers if saying is None else self.setting.authority(saying)
        if not issuers and saying is None and self._is_order(auxiliary, condition, denied=denied):
            issuers = self.setting.last_lawgivers(verb)
        if subject is None or not issuers:
            return
        doers = self.setting.cast.at(subject)
        is_own = self.setting.speaks_for(saying, doers, subject)
        if is_own and not (
            saying is None and is_passive(verb)
        ):  # "the armed forces may be used": so says their law
            return
        force: Force | None = None
        if self._is_permission(verb) and (denied or verb.upos == "ADJ"):
            force = "ban" if denied else "authorisation"
        elif auxiliary is not None and auxiliary.lower in _ORDERS and denied:
            force = "ban" if saying is None or self._is_done_with(verb) else None
        elif auxiliary is not None and auxiliary.lower in _ORDERS and not denied:
            if auxiliary.lower not in _LEAVE and not any(word.lower == "only" for word in condition[:2]):
                return
            is_limited = any(word.lower == "only" for word in condition[:2])
            force = "authorisation" if saying is None or is_limited or self._is_done_with(verb) else None
        if force is not None:
            yield self._rule(verb, force, issuers, doers, condition, saying)

    def _is_order(self, auxiliary: Word | None, condition: Sequence[Word], *, denied: bool) -> bool:
        """Tell whether an auxiliary is one that only rules have: "shall", "may not", "may … only"."""
        if auxiliary is None or auxiliary.lower not in _ORDERS:
            return False
        return denied or auxiliary.lower == _SHALL or any(word.lower == "only" for word in condition[:2])

    def _is_permission(self, verb: Word) -> bool:
        """Tell whether a verb is a passive of permission, or an adjective: "are allowed to", "are free to"."""
        if verb.upos == "ADJ":
            clause = verb.first("xcomp", "ccomp", "advcl")
            cues = self.setting.words.cues.get((verb.lower, "adj"), ()) if clause is not None else ()
        else:
            cues = self.setting.words.cues.get((verb.lemma, "verb"), ()) if is_passive(verb) else ()
        return any(cue.force == "authorisation" for cue in cues)

    def _is_done_with(self, verb: Word) -> bool:
        """Tell whether a verb is one of what rules are about: use, carry, enter."""
        return self.setting.is_of_class(verb, "regulated")

    def _rule(
        self,
        verb: Word,
        force: Force,
        issuers: tuple[Found, ...],
        doers: tuple[Found, ...],
        condition: Sequence[Word],
        saying: int | None,
    ) -> Pledge:
        inside = {word.i for word in condition}
        act = trimmed(word for word in clause_words(verb) if word.i not in inside)
        return Pledge(
            anchor=verb,
            force=force,
            strength="will",
            issuers=distinct(issuers),
            act=tuple(ranges(act)),
            rule=f"rule.{force}",
            weight="conditional commitment",
            reasons=(
                ("force", f"“{verb.text}” is what others may or may not do"),
                ("issuers", "whoever lays it down"),
            ),
            addressees=distinct(doers, issuers),
            condition=tuple(ranges(condition)),
            deadline=self.setting.deadline([*act, *condition]),
            saying=saying,
        )
