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
_LONGER = "longer"


@dataclass(frozen=True, slots=True)
class RuleFinder:
    """Finds the rules of one report that an official, or a text of an authority, lays down for others."""

    setting: Setting

    def find(self, verbs: Sequence[Word]) -> list[Pledge]:
        """Return the rules whose verb is among these."""
        return [pledge for verb in verbs for pledge in self._at(verb)]

    def _at(self, verb: Word) -> Iterator[Pledge]:
        subject = surface_subject(verb)
        auxiliary = next(
            (child for child in verb.having("aux") if self.setting.modal(child) is not None), None
        )
        saying = self.setting.innermost(verb)
        issuers = self.setting.makers if saying is None else self.setting.authority(saying)
        if subject is None or not issuers:
            return
        denied = is_negated(verb) or any(child.lower == _LONGER for child in verb.having("advmod"))
        doers = self.setting.cast.at(subject)
        if self.setting.speaks_for(saying, doers, subject):
            return
        condition = self.setting.condition(verb)
        force: Force | None = None
        if self._is_permission(verb) and denied:
            force = "ban"
        elif auxiliary is not None and auxiliary.lower in _ORDERS and denied:
            force = "ban" if saying is None or self._is_done_with(verb) else None
        elif auxiliary is not None and auxiliary.lower in _LEAVE and not denied:
            is_limited = any(word.lower == "only" for word in condition[:2])
            force = "authorisation" if saying is None or is_limited or self._is_done_with(verb) else None
        if force is not None:
            yield self._rule(verb, force, issuers, doers, condition, saying)

    def _is_permission(self, verb: Word) -> bool:
        """Tell whether a verb is a passive of permission: "are allowed to"."""
        cues = self.setting.words.cues.get((verb.lemma, "verb"), ())
        return is_passive(verb) and any(cue.force == "authorisation" for cue in cues)

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
