"""Finds the cues of speech and what they govern: verbs, nouns, "according to", headlines and transcripts with a colon."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from operator import attrgetter

from demarche.coding.clauses.contents import Governed, clause_form, governed_by, is_aside, is_sentence
from demarche.coding.clauses.extent import trimmed
from demarche.coding.clauses.frames import Filler, deep_object, deep_subject
from demarche.coding.clauses.grammar import (
    first_conjunct,
    is_ing_form,
    is_passive,
    is_relative,
    marker,
    preposition,
    surface_subject,
)
from demarche.coding.clauses.status import judge
from demarche.coding.sayings.marks import Mark
from demarche.lexicon.cues import Cues, SpeechCue
from demarche.model.syntax import Word

_VERBAL = frozenset({"VERB", "AUX"})
_index = attrgetter("i")
_CUEING = {"VERB": "verb", "AUX": "verb", "NOUN": "noun"}
_DONE = frozenset({"happened", "ongoing", "habitual", "denied"})
_GROUP = frozenset({"aux", "aux:pass", "advmod", "compound:prt"})
_REACTIONS = frozenset({"refuse", "deny", "criticise", "praise", "question"})
_CLAUSAL = frozenset({"that", "to"})
_NAMING = frozenset({"PROPN", "NOUN", "DET", "PRON", "ADJ"})
_CLOSING = frozenset({'"', "”", "'", "’", "''"})
_OWNING = frozenset({"by", "from", "of"})
_PREDICATES = frozenset({*_VERBAL, "ADJ", "NOUN"})
_JUDGED = frozenset({"pred"})
_ACCORDING = SpeechCue("according", "to", "assert", frozenset({"that"}), "CT+", None)


@dataclass(frozen=True, slots=True)
class Cued:
    """A cue in the text with what it governs; `form` is how the content stands with it.

    `mark` is what the engine marks at it; `is_known` is false where nothing but that tells of a cue. `relayed_by` is the
    main word of the cue whose speaker passes these words on. `aside` are words within that answer what is said, and a
    cue that `rebuts` is such an answer: what it denies is not its speaker's word.
    """

    anchor: Word
    words: tuple[Word, ...]
    cue: SpeechCue
    content: tuple[Word, ...]
    form: str
    speaker: Word | None
    how: str
    rule: str
    further: tuple[Word, ...] = ()
    mark: Mark | None = None
    is_known: bool = True
    relayed_by: Word | None = None
    aside: tuple[Word, ...] = ()
    rebuts: bool = False


@dataclass(frozen=True, slots=True)
class CueFinder:
    """Finds the cues among words."""

    cues: Cues

    def find(self, words: Sequence[Word]) -> list[Cued]:
        """Return the cues in text order; what a speaker goes on with has their name too."""
        found: list[Cued] = []
        going_on: dict[int, Cued] = {}
        for word in words:
            pos = _CUEING.get(word.upos)
            is_known = pos is not None and (word.lemma, pos) in self.cues.speech
            if not is_known and word.lower != _ACCORDING.lemma:
                continue
            for cued in self._at(word, is_going_on=word.i in going_on):
                before = going_on.get(word.i)
                if before is not None:
                    how = f"goes on after “{before.anchor.text}”"
                    cued = replace(cued, speaker=before.speaker, how=how)  # noqa: PLW2901
                found.append(cued)
                going_on.update((further.i, cued) for further in cued.further)
        return found

    def _at(self, word: Word, *, is_going_on: bool) -> Iterator[Cued]:
        if word.lower == _ACCORDING.lemma:
            yield from self._according(word)
        elif word.upos in _VERBAL:
            for cue in self.cues.speech.get((word.lemma, "verb"), ()):
                companion = _companion(word, cue)
                if cue.particle is None or companion is not None:
                    yield from self._verb(word, cue, companion, is_going_on=is_going_on)
                    return
        elif word.upos == "NOUN":
            for cue in self.cues.speech.get((word.lemma, "noun"), ()):
                yield from self._noun(word, cue)

    def _is_cue(self, word: Word) -> bool:
        return word.upos in _VERBAL and (word.lemma, "verb") in self.cues.speech

    def _verb(
        self, verb: Word, cue: SpeechCue, companion: Word | None, *, is_going_on: bool
    ) -> Iterator[Cued]:
        # what hangs on "will not …, adding that" is done
        if not is_going_on and not is_made(verb, self.cues):
            return
        governed = governed_by(verb, cue, companion, self._is_cue)
        subject = _subject(verb, governed)
        if subject is None and not is_passive(verb) and not is_aside(verb) and not is_going_on:
            return
        particle = "" if cue.particle is None else f"-{cue.particle}"
        yield Cued(
            anchor=verb,
            words=_group(verb, companion),
            cue=cue,
            content=(*governed.words, *self._condition(verb, governed.form)),
            form=governed.form,
            speaker=None if subject is None else subject.word,
            how="no speaker is named" if subject is None else f"{subject.how} of “{verb.text}”",
            rule=f"{cue.lemma}{particle}.verb.{governed.form}",
            further=governed.further,
            aside=tuple(member for one in governed.further for member in one.subtree()),
        )

    def _condition(self, verb: Word, form: str) -> Iterator[Word]:
        """Yield the condition that hangs on a verb of saying and belongs to what is said: "threatened to leave if …"."""
        for child in verb.having("advcl") if form in _CLAUSAL else ():
            known = self.cues.clauses.get(marker(child) or "")
            if known is not None and known.main is not None and child.i > verb.i:
                yield from child.subtree()

    def _noun(self, noun: Word, cue: SpeechCue) -> Iterator[Cued]:
        content, form = _of_noun(noun, cue)
        if not content:
            return
        owner, how = _owner(noun, self._reacts)
        yield Cued(
            anchor=noun,
            words=(noun,),
            cue=cue,
            content=content,
            form=form,
            speaker=owner,
            how=how,
            rule=f"{noun.lemma}.noun.{form}",
        )

    def _reacts(self, verb: Word) -> bool:
        """Tell whether a verb answers somebody else's words: "rejected the proposal to …", "denied the claim that …"."""
        return any(cue.act in _REACTIONS for cue in self.cues.speech.get((verb.lemma, "verb"), ()))

    def _has_speaker(self, verb: Word) -> bool:
        """Tell whether a clause gives words to somebody of its own: "…; the ministry says that …"."""
        return (verb.lemma, "verb") in self.cues.speech and surface_subject(verb) is not None

    def _according(self, word: Word) -> Iterator[Cued]:
        to = [child for child in word.children if child.lower == "to"]
        inside = word.dep in {"case", "mark"}
        source = word.head if inside else word.first("obl", "nmod")
        if source is None or not (to or any(case.lower == "to" for case in source.having("case"))):
            return
        top = source if inside else word
        if top.is_root:
            return
        others = [one for one in top.head.having("parataxis") if is_sentence(one) and self._has_speaker(one)]
        aside = {member.i for one in (top, *others) for member in one.subtree()}
        yield Cued(
            anchor=word,
            words=tuple(trimmed([word, *to])),
            cue=_ACCORDING,
            content=tuple(member for member in top.head.subtree() if member.i not in aside),
            form="that",
            speaker=source,
            how="after “according to”",
            rule="according-to",
        )


def is_made(verb: Word, cues: Cues) -> bool:
    """Tell whether a verb of saying or binding is reported as done.

    A condition that hangs on the verb is one of what is said: "threatened to leave if …", "said it would if …".
    """
    status = judge(verb, None, cues, is_deed=False, in_headline=True).status
    if status != "conditional":
        return status in _DONE
    is_plain = not any(child.lower in cues.modals for child in verb.having("aux"))
    return is_plain and "Tense=Past" in verb.feats and marker(verb) not in cues.clauses


def _subject(verb: Word, governed: Governed) -> Filler | None:
    """Return who says it: the nearest of several subjects, an "it" that the tree has as empty, or the deep subject."""
    if governed.speaker is not None:
        return Filler(governed.speaker, "stands right before the end")
    if verb.dep == "advcl" and marker(verb) == "as" and is_ing_form(verb):
        quoted = deep_object(verb.head)  # "quoted him as saying"
        if quoted is not None:
            return Filler(quoted.word, f"object of “{verb.head.text}”")
    if not is_passive(verb):
        own = [child for child in verb.having("nsubj") if child.i < verb.i and not is_relative(child)]
        stray = next((one for subject in own for one in _behind_a_relative(subject, verb)), None)
        if stray is not None:
            return Filler(stray, "stands behind a relative clause that has a subject")
        if own and verb.first("nsubj") is not own[-1]:
            return Filler(own[-1], "nearest subject")
        bare = marker(verb) is None and verb.first("nsubj") is None and verb.first("aux") is None
        inverted = _inverted(verb) if bare else None
        if inverted is not None:
            return Filler(inverted, "stands right after")
        if bare and verb.dep == "advcl" and "Tense=Past" in verb.feats:
            return None  # "asked whether …, the minister said": it was the minister who was asked
        empty = verb.first("expl")
        if not own and empty is not None and empty.i < verb.i and not is_aside(verb):
            return Filler(empty, "subject")
    return deep_subject(verb)


def _behind_a_relative(subject: Word, verb: Word) -> Iterator[Word]:
    """Yield the name with its office between a relative clause and a verb whose content lacks the subject.

    "NATO, whose ships patrol the strait, | Ana Ruiz, the president, said, would …"
    """
    content, clause = verb.first("ccomp"), subject.first("acl:relcl")
    if (
        clause is None
        or content is None
        or content.first("aux", "aux:pass") is None
        or surface_subject(content) is not None
    ):
        return
    before = max(
        (one for one in subject.subtree() if one.i < verb.i and one.upos != "PUNCT"), key=_index, default=None
    )
    for office in () if before is None else (before, *before.ancestors()):
        name = office.head
        if office.dep == "appos" and name.upos == "PROPN" and clause.i < name.i:
            yield name


def _inverted(verb: Word) -> Word | None:
    """Return the speaker right after a verb that closes a quotation, whatever the tree hangs them on: "…,” said X."""
    top = verb
    for above in verb.ancestors():
        top = above
    sentence = {word.i: word for word in top.subtree()}
    before, after = sentence.get(verb.i - 1), sentence.get(verb.i + 1)
    if before is None or after is None or before.text not in _CLOSING or after.upos not in _NAMING:
        return None
    while after.head.i > verb.i and not after.is_root:
        after = after.head
    return after if after.upos in _NAMING and not after.is_root else None


def _group(verb: Word, companion: Word | None) -> tuple[Word, ...]:
    """Return the verb with the auxiliaries and adverbs right before it, and with what completes it."""
    group = [verb]
    beside = {child.i: child for child in verb.children if child.dep in _GROUP}
    while group[0].i - 1 in beside:
        group.insert(0, beside[group[0].i - 1])
    return tuple(group if companion is None or companion in group else trimmed([*group, companion]))


def _companion(verb: Word, cue: SpeechCue) -> Word | None:
    """Return the word that completes a cue of two words ("point out", "make clear", "call on"), or None."""
    if cue.particle is None:
        return None
    for child in verb.children:
        if child.i < verb.i:
            continue
        if cue.particle in (child.lower, child.lemma):
            return child
        if child.dep == "obl" and (verb.first("obj") is None or cue.forms == _JUDGED):
            for case in child.having("case"):
                if case.lower == cue.particle:
                    return case
    return None


def _of_noun(noun: Word, cue: SpeechCue) -> tuple[tuple[Word, ...], str]:
    """Return what a noun of saying says, and how it stands with it: "a claim that …", "their position is that …"."""
    for child in noun.having("acl", "ccomp", "acl:relcl"):
        form = clause_form(child)
        if form in cue.forms and child.upos in _PREDICATES and (form != "that" or _has_that(child)):
            return tuple(child.subtree()), form
    predicate = noun.head
    last = max(word.i for word in noun.subtree())
    for child in predicate.having("ccomp") if noun.dep == "obj" and "that" in cue.forms else ():
        if _has_that(child) and child.subtree()[0].i == last + 1:  # "expressed the hope | that …"
            return tuple(child.subtree()), "that"
    marks = [child for child in predicate.having("mark") if child.lower == "that" and child.i > noun.i]
    if noun.dep in {"nsubj", "nsubj:outer"} and "that" in cue.forms and marks and predicate.first("cop"):
        return tuple(word for word in predicate.subtree() if word.i >= marks[0].i), "that"
    return (), ""


def _has_that(clause: Word) -> bool:
    return any(child.lower == "that" and child.dep == "mark" for child in clause.children)


def _owner(noun: Word, reacts: Callable[[Word], bool]) -> tuple[Word | None, str]:
    """Return whose words a noun stands for, and how that is known."""
    owner = noun.first("nmod:poss") or next(
        (child for child in noun.having("nmod") if preposition(child) in _OWNING), None
    )
    owner = owner or next((child for child in noun.having("compound") if child.upos == "PROPN"), None)
    if owner is not None:
        return owner, f"owner of “{noun.text}”"
    carrier = first_conjunct(noun)
    if carrier.dep in {"obj", "nsubj:pass"} and carrier.head.upos in _VERBAL and not reacts(carrier.head):
        subject = deep_subject(carrier.head)
        if subject is not None:
            return subject.word, f"subject of “{carrier.head.text}”"
    return None, "no speaker is named"
