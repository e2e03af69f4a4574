"""Finds commitments by a noun: "an offer of talks", "its threat to close", "permission to board", "the decision to allow"."""

from collections.abc import Iterator
from dataclasses import dataclass

from demarche.coding.clauses.cast import Found, distinct
from demarche.coding.clauses.extent import ranges, trimmed
from demarche.coding.clauses.frames import Complement, Filler, complement_of, deep_subject
from demarche.coding.clauses.grammar import is_passive, phrase, preposition
from demarche.coding.clauses.status import judge
from demarche.coding.commitments.binding import LAYING_DOWN, Pledge, Setting, is_official
from demarche.lexicon.commitments import CommitmentCue
from demarche.model.syntax import Word

_VERBAL = frozenset({"VERB", "AUX"})
_DONE = frozenset({"happened", "ongoing", "habitual"})
_NO = "no"  # a form: the noun binds only where there is none: "has no intention of"
_FROM = frozenset({"by", "from"})
_REACTIONS = frozenset({"refuse", "deny", "criticise", "praise", "question"})


@dataclass(frozen=True, slots=True)
class NounFinder:
    """Finds the commitments of one report that a noun of the table names."""

    setting: Setting

    def at(self, noun: Word, cue: CommitmentCue) -> Pledge | None:
        """Return the commitment that a noun names, or None."""
        carrier = noun.head if noun.dep in {"obj", "nsubj:pass"} and noun.head.upos in _VERBAL else None
        owner = noun.first("nmod:poss") or next(self._makers(noun), None)
        complement = complement_of(noun) or (None if carrier is None else _of_carrier(noun, carrier))
        act = self._content(noun, cue, complement)
        issuers = self._issuers(cue, owner, carrier)
        is_denied = any(child.lower == _NO for child in noun.having("det"))
        if is_denied != (_NO in cue.forms):
            return None
        if not issuers or not act or (owner is None and carrier is not None and self._reacts(carrier)):
            return None
        if (
            carrier is not None
            and (owner is None or noun.dep == "obj")
            and judge(carrier, None, self.setting.cues, is_deed=False, in_headline=True).status not in _DONE
        ):
            return None
        places = [child for child in noun.having("nmod") if preposition(child) == cue.addressee]
        if carrier is not None:
            places += [
                child
                for child in carrier.having("obl", "iobj")
                if preposition(child) in {None, cue.addressee}
            ]
        predicates = [] if complement is None else [complement.word]
        condition = self.setting.condition(noun, *predicates, *([] if carrier is None else [carrier]))
        inside = {word.i for word in condition}
        act = trimmed(word for word in act if word.i not in inside)
        return Pledge(
            anchor=noun,
            force=cue.force,
            strength=cue.strength,
            issuers=distinct(issuers),
            act=tuple(ranges(act)),
            rule=f"{cue.lemma}.noun",
            weight="nominal commitment",
            reasons=(
                ("force", f"“{noun.text}” is a cue of {cue.force}"),
                ("issuers", f"owner of “{noun.text}”"),
            ),
            addressees=distinct(
                tuple(found for place in places for found in self.setting.cast.at(place)), issuers
            ),
            condition=tuple(ranges(condition)),
            consequence=tuple(ranges(act)) if cue.force == "threat" else (),
            deadline=self.setting.deadline([*act, *condition]),
            saying=self.setting.innermost(noun),
        )

    def _issuers(self, cue: CommitmentCue, owner: Word | None, carrier: Word | None) -> tuple[Found, ...]:
        """Return whose it is: the owner, whoever gives it, or of leave that is given to a body of a state that state's."""
        if owner is not None:
            return self.setting.who(Filler(owner, ""))
        found = () if carrier is None else self.setting.who(deep_subject(carrier))
        if found or carrier is None or cue.force not in LAYING_DOWN or not is_passive(carrier):
            return found
        receiver = carrier.first("nsubj:pass")
        theirs = () if receiver is None else self.setting.cast.at(receiver)
        own = tuple(one for one in theirs if is_official(one.participant))
        return self.setting.authority(self.setting.innermost(carrier)) or own

    def _makers(self, noun: Word) -> Iterator[Word]:
        """Yield who makes it: "a threat by Peru", "the pledge of the minister"; what an offer is of is nobody."""
        for child in noun.having("nmod"):
            name = preposition(child)
            official = child.first("nummod") is None and any(
                is_official(found.participant) for found in self.setting.cast.at(child)
            )
            if name in _FROM or (name == "of" and official):
                yield child

    def _content(self, noun: Word, cue: CommitmentCue, complement: Complement | None) -> list[Word]:
        """Return what a noun of commitment commits to: its clause, what it is of, or of an ultimatum itself."""
        if complement is not None:
            return trimmed(complement.word.subtree())
        makers = list(self._makers(noun))
        if "of" in cue.forms:
            given = (
                child for child in noun.having("nmod") if preposition(child) == "of" and child not in makers
            )
            return trimmed(next((phrase(child, whole=True) for child in given), []))
        is_another = any(self.setting.is_of_class(child, "earlier") for child in noun.having("amod"))
        return trimmed(phrase(noun)) if cue.force == "ultimatum" and not is_another else []

    def _reacts(self, verb: Word) -> bool:
        """Tell whether a verb answers somebody else's commitment: "rejected the threat to …"."""
        return any(cue.act in _REACTIONS for cue in self.setting.cues.speech.get((verb.lemma, "verb"), ()))


def _of_carrier(noun: Word, carrier: Word) -> Complement | None:
    """Return the infinitive that hangs on the verb that carries the noun: "gave the navy permission to board"."""
    found = complement_of(carrier)
    return found if found is not None and found.form == "to" and found.word.i > noun.i else None
