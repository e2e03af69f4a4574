"""Finds what officials say of matters of theirs: "the drill will go ahead", "the ban will stay", "there will be no talks"."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from demarche.coding.clauses.cast import Found, distinct
from demarche.coding.clauses.extent import clause_words, ranges, trimmed
from demarche.coding.clauses.grammar import is_negated, surface_subject
from demarche.coding.commitments.ahead import auxiliary_of, is_left_open
from demarche.coding.commitments.binding import Pledge, Setting, is_official
from demarche.lexicon.commitments import Vow
from demarche.model.syntax import Word
from demarche.model.values import Force, Strength

_FIRM: Strength = "will"
_THERE = "expl"
_NONE = frozenset({"no", "none"})


@dataclass(frozen=True, slots=True)
class CourseFinder:
    """Finds the commitments of one report that say how a matter will go on, or that there will be something."""

    setting: Setting

    def find(self, words: Sequence[Word]) -> Iterator[Pledge]:
        """Yield the commitments whose verb is among these words."""
        for word in words:
            found = self._at(word) if word.first("aux", "cop") is not None or word.lemma == "be" else None
            if found is not None:
                yield found

    def _at(self, verb: Word) -> Pledge | None:
        subject = surface_subject(verb)
        auxiliary = auxiliary_of(self.setting, verb)
        modal = None if auxiliary is None else self.setting.modal(auxiliary)
        if subject is None or modal is None or modal.strength != _FIRM:
            return None
        saying = self.setting.innermost(verb)
        vow = self._row(verb, subject)
        issuers = tuple(one for one in self.setting.authority(saying) if is_official(one.participant))
        if vow is None or not issuers or is_left_open(self.setting, verb, saying):
            return None
        is_denied = is_negated(verb) or any(child.lower in _NONE for child in subject.having("det"))
        force = vow.denied if is_denied else vow.force
        return None if force is None else self._pledge(verb, subject, force, issuers, saying)

    def _row(self, verb: Word, subject: Word) -> Vow | None:
        """Return the row of what there will be, or of how a thing goes on; people are not things."""
        if verb.first(_THERE) is not None:
            rows = self.setting.words.existence.get(subject.lemma, ())
        else:
            is_thing = not self.setting.cast.at(subject) and not self.setting.is_first_person(subject)
            rows = (
                self.setting.words.courses.get(verb.lemma, ()) if is_thing and subject.upos == "NOUN" else ()
            )
        below = {word.lower for word in verb.subtree()} if rows else set()
        return next((row for row in rows if not row.company or row.company & below), None)

    def _pledge(
        self, verb: Word, subject: Word, force: Force, issuers: tuple[Found, ...], saying: int | None
    ) -> Pledge:
        condition = self.setting.condition(verb, subject)
        inside = {word.i for word in condition}
        clause = [word for word in clause_words(verb) if word.i not in inside]
        act = trimmed(clause) if saying is None else self.setting.said(clause, saying)
        return Pledge(
            anchor=verb,
            force=force,
            strength=_FIRM,
            issuers=distinct(issuers),
            act=tuple(ranges(act)),
            rule=f"course.{subject.lemma if verb.first(_THERE) is not None else verb.lemma}",
            weight="conditional commitment",
            reasons=(
                ("force", f"“{verb.text}” says how a matter of the speaker's will go on"),
                ("issuers", "whoever says so in office"),
            ),
            condition=tuple(ranges(condition)),
            consequence=tuple(ranges(act)) if force == "threat" else (),
            deadline=self.setting.deadline([*condition, *act]),
            saying=saying,
        )
