"""Finds ultimatums: a demand, the day by which it is to be met, and what follows if it is not."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from demarche.coding.clauses.cast import Found, distinct
from demarche.coding.clauses.extent import clause_words, ranges, trimmed
from demarche.coding.clauses.frames import deep_subject
from demarche.coding.clauses.grammar import is_infinitive
from demarche.coding.commitments.binding import Pledge, Setting
from demarche.coding.commitments.conditions import is_refusal
from demarche.model.resolved import TimeExpression
from demarche.model.syntax import Word

_OTHERWISE = "otherwise"
_OR = "or"
_FAILING = frozenset({("failing", "which"), ("failing", "that")})
_NEAR = 2  # sentences between a demand and what follows if it is not met
_SHORT = 6  # words of a condition that only points back: "if it did not"
_DEMANDING = frozenset({"demand"})


@dataclass(frozen=True, slots=True)
class _Demand:
    """What somebody is to do, by when; `sanction` is what stands after "or"."""

    anchor: Word
    issuers: tuple[Found, ...]
    addressees: tuple[Found, ...]
    act: list[Word]
    sanction: list[Word]
    deadline: TimeExpression | None
    saying: int | None
    is_set: bool = False  # the words themselves set a term: "gave Chile until Friday"
    is_must: bool = False  # "they must …, or we …"


@dataclass(frozen=True, slots=True)
class UltimatumFinder:
    """Joins demands, deadlines and threats of one report."""

    setting: Setting

    def joined(self, pledges: Sequence[Pledge]) -> list[Pledge]:
        """Return the pledges; a threat that enforces a demand with a deadline has become part of an ultimatum."""
        kept = [self._by_its_condition(pledge) for pledge in pledges]
        for demand in self._demands():
            sanction = next((one for one in kept if self._enforces(one, demand)), None)
            if sanction is None and not demand.sanction:
                demand = replace(demand, sanction=self._otherwise(demand))  # noqa: PLW2901
            if demand.deadline is None and not demand.is_must and not self._is_harm(demand.sanction):
                continue
            if not (demand.sanction or sanction or demand.is_set):
                continue
            made = self._made(demand, sanction)
            kept = [one for one in kept if one is not sanction and not _shares_words(one, made)]
            kept.append(made)
        return kept

    def _by_its_condition(self, pledge: Pledge) -> Pledge:
        """Return a threat that hangs on somebody's not doing something by a day as the ultimatum that it is.

        The day is that of the condition, or the one on which the threat is to be carried out: "from May 1 unless they pay".
        """
        if pledge.force != "threat" or not pledge.condition:
            return pledge
        words = self._words(pledge.condition)
        inside = self.setting.deadline(words) or self.setting.terms.day_of(self._words(pledge.act))
        if inside is None or not is_refusal(words) or not self._asks_somebody(words):
            return pledge
        return replace(pledge, force="ultimatum", deadline=inside)

    def _asks_somebody(self, condition: Sequence[Word]) -> bool:
        """Tell whether a condition is that somebody does not act, and not that something does not come about."""
        for verb in condition:
            subject = verb.first("nsubj", "nsubj:pass")
            if verb.upos == "VERB" and subject is not None:
                is_done_to = verb.first("obj", "nsubj:pass", "xcomp") is not None
                return is_done_to or bool(self.setting.cast.at(subject))
        return False

    def _words(self, places: Sequence[tuple[int, int]]) -> list[Word]:
        return [
            word
            for word in self.setting.syntax.words
            if any(start <= word.start < end for start, end in places)
        ]

    def _demands(self) -> Iterator[_Demand]:
        for word in self.setting.syntax.words:
            if word.upos == "VERB" and self.setting.is_of_class(word, "granting"):
                yield from self._term(word)
        for index, saying in enumerate(self.setting.chains.sayings):
            if saying.speaker is not None and (saying.act in _DEMANDING or self._tells(saying.anchor)):
                yield from self._said(index, saying.speaker)
        for word in self.setting.syntax.words:
            if word.lower == "must" and word.dep == "aux":
                yield from self._must(word.head)

    def _tells(self, verb: Word) -> bool:
        """Tell whether somebody is told to do something."""
        clause = verb.first("xcomp")
        return verb.lemma == "tell" and clause is not None and is_infinitive(clause)

    def _term(self, verb: Word) -> Iterator[_Demand]:
        """Yield the demand in "gave Chile until Friday to release the ship"."""
        issuers = self.setting.who(deep_subject(verb))
        clause = next((one for one in verb.having("advcl", "xcomp", "acl") if is_infinitive(one)), None)
        if clause is None:
            clause = next(
                (two for one in verb.having("obj", "obl") for two in one.having("acl") if is_infinitive(two)),
                None,
            )
        receiver = verb.first("iobj", "obj")
        if not issuers or clause is None or receiver is None:
            return
        before = self.setting.syntax.words[verb.i : clause.i]
        time = self.setting.terms.term(before)
        if time is None:
            return
        act, sanction = self._split(clause.subtree())
        sanction = sanction or _after_or(self.setting.syntax.words, act)
        addressees = self.setting.cast.at(receiver)
        yield _Demand(
            verb, issuers, addressees, act, sanction, time, self.setting.innermost(verb), is_set=True
        )

    def _said(self, index: int, speaker: Found) -> Iterator[_Demand]:
        saying = self.setting.chains.sayings[index]
        words = [word for word in self.setting.syntax.words if saying.holds(word.start)]
        act, sanction = self._split(words)
        if act:
            yield _Demand(
                saying.anchor, (speaker,), self._asked(act, speaker), act, sanction,
                self.setting.deadline(act), index,
            )  # fmt: skip

    def _must(self, verb: Word) -> Iterator[_Demand]:
        """Yield the demand in "the crew must be home by Friday, or …"."""
        saying = self.setting.innermost(verb)
        issuers = self.setting.authority(saying)
        words = [
            word
            for word in verb.subtree()
            if saying is None or self.setting.chains.sayings[saying].holds(word.start)
        ]
        act, sanction = self._split(words)
        if issuers and sanction:
            yield _Demand(
                verb, issuers, self._asked(act, issuers[0]), act, sanction,
                self.setting.deadline(act), saying, is_must=True,
            )  # fmt: skip

    def _asked(self, act: Sequence[Word], speaker: Found) -> tuple[Found, ...]:
        subjects = [word for word in act if word.dep in {"nsubj", "nsubj:pass"}] or list(act[:1])
        return distinct(
            tuple(found for word in subjects[:1] for found in self.setting.cast.at(word)), (speaker,)
        )

    def _enforces(self, pledge: Pledge, demand: _Demand) -> bool:
        """Tell whether a threat of the same people, near after a demand, says what follows if it is not met."""
        distance = pledge.anchor.sentence - demand.anchor.sentence
        if pledge.force not in {"threat", "ultimatum", "promise"} or not 0 <= distance <= _NEAR:
            return False
        if pledge.anchor.i <= demand.act[0].i or not self._same(pledge, demand):
            return False
        condition = self._words(pledge.condition)
        sentence = self.setting.syntax.sentences[pledge.anchor.sentence]
        start = [word.lower for word in self.setting.syntax.words_of(sentence)]
        points_back = len(condition) <= _SHORT and is_refusal(condition)
        return points_back or (_OTHERWISE in start and (distance == 0 or start[0] == _OTHERWISE))

    def _split(self, words: Sequence[Word]) -> tuple[list[Word], list[Word]]:
        """Return what stands before an "or" that a predicate follows ("or face sanctions"), and what stands behind it."""
        for at, word in enumerate(words[:-1]):
            behind = word.head.i > word.i and _is_predicate(word.head)
            if tuple(one.lower for one in words[at : at + 2]) in _FAILING:
                return trimmed(words[:at]), trimmed(words[at + 2 :])
            if word.lower == _OR and (behind or words[at + 1].lemma in self.setting.words.answers):
                return trimmed(words[:at]), trimmed(words[at + 1 :])
        return trimmed(words), []

    def _is_harm(self, sanction: Sequence[Word]) -> bool:
        """Tell whether what stands after "or" is what answers a deed: "or face sanctions", and not "or risk losing them"."""
        comes_about = any(self.setting.is_of_class(word, "befalling") for word in sanction[1:2])
        return not comes_about and any(word.lemma in self.setting.words.answers for word in sanction[:1])

    def _otherwise(self, demand: _Demand) -> list[Word]:
        """Return what the next sentence says will follow otherwise."""
        sentences = self.setting.syntax.sentences
        after = sentences[demand.anchor.sentence + 1 : demand.anchor.sentence + 2]
        words = [word for sentence in after for word in self.setting.syntax.words_of(sentence)]
        if not words or words[0].lower != _OTHERWISE or demand.deadline is None:
            return []
        clause = words[0].head
        said = clause.first("ccomp") if clause.first("ccomp") is not None else clause
        return [word for word in clause_words(said or clause) if word.i > words[0].i]

    def _pointing(self, sanction: Pledge) -> tuple[tuple[int, int], ...]:
        """Return the condition of what is to follow, but for a bare "otherwise"."""
        words = self._words(sanction.condition)
        return () if [word.lower for word in words] == [_OTHERWISE] else sanction.condition

    def _same(self, pledge: Pledge, demand: _Demand) -> bool:
        own = {found.participant.id or found.participant.name for found in demand.issuers}
        countries = {found.participant.country for found in demand.issuers} - {None}
        return any(
            (found.participant.id or found.participant.name) in own or found.participant.country in countries
            for found in pledge.issuers
        )

    def _made(self, demand: _Demand, sanction: Pledge | None) -> Pledge:
        follows = tuple(ranges(demand.sanction)) or (
            () if sanction is None else sanction.consequence or sanction.act
        )
        deadline = demand.deadline or (None if sanction is None else sanction.deadline)
        is_threat = deadline is None
        return Pledge(
            anchor=demand.anchor,
            force="threat" if is_threat else "ultimatum",
            strength="will",
            issuers=distinct(demand.issuers),
            act=follows if is_threat else tuple(ranges(demand.act)),
            rule="demand.or-else" if is_threat else "demand.deadline",
            weight="conditional commitment",
            reasons=(
                ("force", f"“{demand.anchor.text}” demands, and something is to follow if it is not done"),
                ("issuers", "whoever demands"),
            ),
            addressees=distinct(demand.addressees, demand.issuers),
            condition=() if sanction is None else self._pointing(sanction),
            consequence=follows,
            deadline=deadline,
            saying=demand.saying,
        )


def _is_predicate(word: Word) -> bool:
    return word.upos in {"VERB", "AUX"} or word.first("cop", "nsubj") is not None


def _after_or(words: Sequence[Word], act: Sequence[Word]) -> list[Word]:
    """Return the words of the sentence behind ", or" after what is demanded."""
    if not act:
        return []
    rest = [word for word in words[act[-1].i + 1 :] if word.sentence == act[-1].sentence]
    at = next((at for at, word in enumerate(rest[:2]) if word.lower == _OR), None)
    return [] if at is None else trimmed(rest[at + 1 :])


def _shares_words(pledge: Pledge, other: Pledge) -> bool:
    mine = (*pledge.act, *pledge.consequence)
    theirs = (*other.act, *other.consequence)
    return any(start < right and left < end for start, end in mine for left, right in theirs)
