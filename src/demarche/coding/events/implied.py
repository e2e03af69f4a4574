"""Acts done by saying what will not or must be done: "will not lift the ban" refuses, "Kelania must leave" demands."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from demarche.coding.clauses.adjuncts import Adjuncts
from demarche.coding.clauses.adjuncts import Found as FoundWhen
from demarche.coding.clauses.cast import Cast, Found
from demarche.coding.clauses.extent import clause_words
from demarche.coding.clauses.frames import deep_subject, verb_frame
from demarche.coding.clauses.grammar import conjuncts, is_negated, is_passive, surface_subject
from demarche.coding.clauses.status import Judgement
from demarche.coding.events.occurrences import Occurrence
from demarche.coding.events.roles import Fit
from demarche.coding.sayings.chains import Chains, Vouched
from demarche.lexicon.cues import Cues, Modal
from demarche.lexicon.ontology import Ontology
from demarche.lexicon.senses import Sense
from demarche.model.syntax import Word

_COOPERATIVE = frozenset({1, 2})  # quad classes: what can be refused
_DEMANDED = "a speaker says what somebody else must do"
_REFUSAL, _DEMAND = "refusal", "demand"


@dataclass(frozen=True, slots=True)
class ImpliedActs:
    """Finds refusals and demands that a modal makes, in one report."""

    chains: Chains
    adjuncts: Adjuncts
    cues: Cues
    ontology: Ontology

    def of(self, occurrences: Sequence[Occurrence]) -> list[Occurrence]:
        """Return the acts that the modals of these occurrences do, in their order."""
        found: list[Occurrence] = []
        for occurrence in occurrences:
            found.extend(self._refusal(occurrence))
            found.extend(self._demand(occurrence))
        return found

    def _refusal(self, occurrence: Occurrence) -> Iterator[Occurrence]:
        """Yield the refusal of somebody who will not do something cooperative."""
        if occurrence.judgement.status != "not_happened" or not occurrence.fit.actors:
            return
        if _REFUSAL not in self.ontology.acts:
            return
        if self.ontology.types[occurrence.type].quad not in _COOPERATIVE:
            return
        predicate = occurrence.fit.frame.support or occurrence.anchor
        wills = [aux for aux, modal in self._modals(predicate) if modal.strength == "will"]
        if wills and is_negated(predicate) and _does(predicate, occurrence.fit.actors):
            negations = [child for child in predicate.children if "Polarity=Neg" in child.feats]
            reason = "somebody who will not do it refuses it"
            innermost = self._innermost(occurrence)
            vouched = None
            if innermost is not None and _same(self.chains.sayings[innermost].speaker, occurrence.fit.actors):
                vouched = Vouched(self.chains.by_statement(innermost), "attributed", reason)
            parts = occurrence.fit.actors, _refused(occurrence.fit)
            yield self._act(occurrence, _REFUSAL, (*wills, *negations), reason, parts, vouched)

    def _demand(self, occurrence: Occurrence) -> Iterator[Occurrence]:
        """Yield the demand of a speaker who says what somebody else must do."""
        predicate = occurrence.fit.frame.support or occurrence.anchor
        musts = [aux for aux, modal in self._modals(predicate) if modal.is_demand]
        innermost = self._innermost(occurrence)
        if not musts or innermost is None or occurrence.judgement.status != "demanded":
            return
        if _DEMAND not in self.ontology.acts:
            return
        speaker = self.chains.sayings[innermost].speaker
        if speaker is None or not occurrence.fit.actors or _same(speaker, occurrence.fit.actors):
            return
        vouched = Vouched(self.chains.of_statement(innermost), "asserted", _DEMANDED)
        yield self._act(
            occurrence, _DEMAND, tuple(musts), _DEMANDED, ((speaker,), occurrence.fit.actors), vouched
        )

    def demands(
        self, words: Iterable[Word], cast: Cast, occurrences: Sequence[Occurrence]
    ) -> list[Occurrence]:
        """Return the demands of speakers that somebody must do what is no event: "Kelania must ensure calm"."""
        if _DEMAND not in self.ontology.acts:
            return []
        coded = {(occurrence.fit.frame.support or occurrence.anchor).i for occurrence in occurrences}
        found: list[Occurrence] = []
        for word in words:
            modal = self.cues.modals.get(word.lower) if word.dep == "aux" else None
            if modal is None or not modal.is_demand or word.head.i in coded or is_passive(word.head):
                continue
            around = self.chains.around(word.start, word.head.i)
            speaker = self.chains.sayings[around[-1]].speaker if around else None
            subject = surface_subject(word.head)
            asked = () if subject is None else cast.at(subject)
            is_if = subject is not None and subject.i > word.i  # "should they attack"
            if (
                speaker is not None
                and asked
                and not is_if
                and not _same(speaker, asked)
                and not is_negated(word.head)
            ):
                found.append(self._plain_demand(word, speaker, asked, around[-1]))
        return found

    def _plain_demand(self, modal: Word, speaker: Found, asked: tuple[Found, ...], saying: int) -> Occurrence:
        kind, cameo = self.ontology.acts[_DEMAND]
        sense = _sense((modal,), kind, None, cameo)
        return Occurrence(
            fit=Fit(sense, verb_frame(modal.head), (), (speaker,), asked, _DEMANDED, _DEMANDED, owned=False),
            type=kind,
            mode=sense.mode,
            cameo=sense.cameo,
            judgement=Judgement("happened", _DEMANDED, None, ""),
            triggers=(modal,),
            extent=tuple(clause_words(modal.head)),
            when=self.adjuncts.when(self.chains.sayings[saying].anchor, None, carry=False),
            where=(),
            vouched=Vouched(self.chains.of_statement(saying), "asserted", _DEMANDED),
        )

    def _modals(self, predicate: Word) -> Iterator[tuple[Word, Modal]]:
        for auxiliary in predicate.having("aux"):
            modal = self.cues.modals.get(auxiliary.lower)
            if modal is not None:
                yield auxiliary, modal

    def _innermost(self, occurrence: Occurrence) -> int | None:
        around = self.chains.around(occurrence.anchor.start, occurrence.anchor.i)
        return around[-1] if around else None

    def _when(self, occurrence: Occurrence) -> FoundWhen:
        """Return when the saying was made that does the act, otherwise only that it was before publication."""
        innermost = self._innermost(occurrence)
        if innermost is None:
            return self.adjuncts.bound()
        return self.adjuncts.when(self.chains.sayings[innermost].anchor, None, carry=False)

    def _act(
        self,
        occurrence: Occurrence,
        act: str,
        triggers: tuple[Word, ...],
        reason: str,
        parts: tuple[tuple[Found, ...], tuple[Found, ...]],
        vouched: Vouched | None,
    ) -> Occurrence:
        kind, general = self.ontology.acts[act]
        code = self.ontology.code_with_content(kind, occurrence.type, occurrence.mode)
        mode, cameo = code or (None, general)
        fit = occurrence.fit
        sense = _sense(triggers, kind, mode, cameo, fit.sense.contexts)
        return replace(
            occurrence,
            type=kind,
            mode=mode,
            cameo=cameo,
            triggers=tuple(sorted(triggers, key=lambda word: word.i)),
            fit=replace(
                fit,
                sense=sense,
                actors=parts[0],
                recipients=parts[1],
                actor_how=reason,
                recipient_how=reason,
            ),
            judgement=replace(occurrence.judgement, status="happened", status_reason=reason),
            when=self._when(occurrence),
            where=(),
            notes=(*occurrence.notes, ("type", f"{kind} by “{' '.join(sense.words)}” of {occurrence.type}")),
            vouched=vouched,
        )


def _refused(fit: Fit) -> tuple[Found, ...]:
    """Return whom a refusal is towards: to whom it would be done, else who must act first ("until Peru pays")."""
    return fit.recipients if fit.recipients and not fit.is_guess else fit.awaited or fit.recipients


def _sense(
    triggers: Sequence[Word], kind: str, mode: str | None, cameo: str, contexts: tuple[str, ...] = ()
) -> Sense:
    """Return the sense that modals have as an act: no row of the lexicon, and named after them ("will-not.reject")."""
    words, nothing = tuple(word.lower for word in triggers), frozenset[str]()
    return Sense(
        f"{'-'.join(words)}.{kind.lower()}", words, "verb", cameo, kind, mode, contexts, subject=nothing,
        object=nothing, oblique=frozenset(), complement=nothing, actor=("subj",), recipient=(), mutual=False,
        example="", counter="",
    )  # fmt: skip


def _does(predicate: Word, actors: Sequence[Found]) -> bool:
    """Tell whether an actor is the subject of the predicate: "the rain will not stop the talks" refuses nothing."""
    subject = None if is_passive(predicate) else deep_subject(predicate)
    if subject is None:
        return False
    words = {word.i for member in conjuncts(subject.word) for word in member.subtree()}
    return any(found.word.i in words for found in actors)


def _same(one: Found | None, others: Sequence[Found]) -> bool:
    if one is None:
        return False
    mine = one.participant
    return any(
        mine.id == other.participant.id
        if mine.id and other.participant.id
        else mine.name == other.participant.name
        for other in others
    )
