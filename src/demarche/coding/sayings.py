"""Finds who says what: cues, their speakers and what they say. A saying becomes a statement when its chain is known."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from demarche.coding.cast import Cast, Found
from demarche.coding.extent import ranges, trimmed
from demarche.coding.frames import deep_subject
from demarche.coding.grammar import (
    first_conjunct,
    is_infinitive,
    is_passive,
    is_relative,
    phrase,
    preposition,
)
from demarche.coding.quotes import Quotation, owned_quotations
from demarche.coding.status import judge
from demarche.lexicon.cues import Cues, SpeechCue
from demarche.model.parts import Participant
from demarche.model.reading import Reading
from demarche.model.syntax import Syntax, Word
from demarche.model.values import Act, Factuality, Form

_VERBAL = frozenset({"VERB", "AUX"})
_GOVERNED = frozenset({"of", "for"})
_JOURNALISM = "JRN"
_DONE = frozenset({"happened", "ongoing", "habitual", "denied"})
_CLAUSES = ("ccomp", "xcomp", "advcl", "obl")
_ACCORDING = SpeechCue("according", "to", "assert", frozenset({"that"}), "CT+", None)

Range = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Saying:
    """Something said: offsets are into the report's text; `anchor` is the cue's main word."""

    anchor: Word
    cue: tuple[Range, ...]
    act: Act
    certainty: Factuality
    speaker: Found | None
    content: tuple[Range, ...]
    quoted: tuple[Range, ...]
    form: Form
    addressees: tuple[Participant, ...]
    channels: tuple[Participant, ...]
    rule: str
    reasons: tuple[tuple[str, str], ...]

    def holds(self, offset: int) -> bool:
        """Tell whether the offset lies in the content."""
        return any(start <= offset < end for start, end in self.content)

    @property
    def size(self) -> int:
        """Return the number of characters of the content."""
        return sum(end - start for start, end in self.content)

    @property
    def start(self) -> int:
        """Return the offset where the content, or without one the cue, begins."""
        return min(start for start, _ in (self.content or self.cue))


@dataclass(frozen=True, slots=True)
class _Cued:
    """A cue in the text with what it governs; `form` is how the content stands with it."""

    anchor: Word
    words: tuple[Word, ...]
    cue: SpeechCue
    content: tuple[Word, ...]
    form: str
    speaker: Word | None
    how: str
    rule: str


@dataclass(frozen=True, slots=True)
class SayingFinder:
    """Finds the sayings of one report; `quotations` are those that somebody may have said."""

    reading: Reading
    syntax: Syntax
    cast: Cast
    cues: Cues
    quotations: Sequence[Quotation]

    def find(self) -> tuple[Saying, ...]:
        """Return all sayings, in text order of their content."""
        cued = [found for word in self.syntax.words for found in self._at(word)]
        owners = owned_quotations(self.quotations, [found.anchor for found in cued], self.syntax)
        sayings: list[Saying] = []
        for found in cued:
            quotations = owners.get(found.anchor.i, ())
            if found.content or ("quote" in found.cue.forms and quotations):
                saying = self._saying(found, quotations)
                if saying is not None:
                    sayings.append(saying)
        continued = self._continued(sayings, owners)
        return tuple(sorted(continued, key=lambda saying: (saying.start, -saying.size)))

    def _at(self, word: Word) -> Iterator[_Cued]:
        if word.upos in _VERBAL:
            for cue in self.cues.speech.get((word.lemma, "verb"), ()):
                companion = _companion(word, cue)
                if cue.particle is None or companion is not None:
                    yield from self._verb(word, cue, companion)
                    return
        elif word.upos == "NOUN":
            for cue in self.cues.speech.get((word.lemma, "noun"), ()):
                yield from self._noun(word, cue)
        elif word.lower == "according" and any(child.lower == "to" for child in word.children):
            yield from self._according(word)

    def _verb(self, verb: Word, cue: SpeechCue, companion: Word | None) -> Iterator[_Cued]:
        if judge(verb, None, self.cues, is_deed=False, in_headline=True).status not in _DONE:
            return
        words = (verb,) if companion is None else tuple(trimmed([verb, companion]))
        content, form = self._governed(verb, cue, companion)
        subject = deep_subject(verb)
        if subject is None and not is_passive(verb) and not _is_narrated_aside(verb):
            return
        speaker = None if subject is None else subject.word
        how = "no speaker is named" if subject is None else f"{subject.how} of “{verb.text}”"
        particle = "" if cue.particle is None else f"-{cue.particle}"
        yield _Cued(verb, words, cue, content, form, speaker, how, f"{cue.lemma}{particle}.verb.{form}")

    def _governed(self, verb: Word, cue: SpeechCue, companion: Word | None) -> tuple[tuple[Word, ...], str]:
        """Return the words that a verb of saying governs as what is said, and how: clause, host sentence, noun phrase."""
        for host in (verb, companion):
            for child in () if host is None else host.having(*_CLAUSES):
                form = _clause_form(child)
                if form in cue.forms and child is not companion and _completes(child, form):
                    return tuple(child.subtree()), form
        if verb.dep == "parataxis" and "that" in cue.forms:
            aside = {member.i for member in verb.subtree()}
            governing = [word for word in verb.head.subtree() if word.i not in aside]
            return tuple(governing), "that"
        clause = next(
            (child for child in verb.having("parataxis") if child.upos in _VERBAL and child.i > verb.i), None
        )
        if clause is not None and "that" in cue.forms:
            return tuple(clause.subtree()), "that"
        target = verb.first("nsubj:pass" if is_passive(verb) else "obj")
        if "np" in cue.forms and target is not None and target.upos != "PRON":
            return tuple(phrase(target, whole=True)), "np"
        return (), "quote"

    def _noun(self, noun: Word, cue: SpeechCue) -> Iterator[_Cued]:
        clause = next(
            (
                child
                for child in noun.having("acl", "ccomp", "acl:relcl")
                if _clause_form(child) in cue.forms
                and child.upos in {*_VERBAL, "ADJ", "NOUN"}
                and _is_content_clause(child)
            ),
            None,
        )
        if clause is None:
            return
        owner = noun.first("nmod:poss") or next(
            (child for child in noun.having("nmod") if preposition(child) in {"by", "from", "of"}), None
        )
        how = f"owner of “{noun.text}”"
        carrier = first_conjunct(noun)
        if owner is None and carrier.dep in {"obj", "nsubj:pass"} and carrier.head.upos in _VERBAL:
            subject = deep_subject(carrier.head)
            owner, how = (
                (None, "") if subject is None else (subject.word, f"subject of “{carrier.head.text}”")
            )
        form = _clause_form(clause)
        yield _Cued(
            noun,
            (noun,),
            cue,
            tuple(clause.subtree()),
            form,
            owner,
            how or "no speaker is named",
            f"{noun.lemma}.noun.{form}",
        )

    def _according(self, word: Word) -> Iterator[_Cued]:
        inside = word.dep in {"case", "mark"}
        source = word.head if inside else word.first("obl", "nmod")
        if source is None:
            return
        top = source if inside else word
        aside = {member.i for member in top.subtree()}
        words = tuple(member for member in top.head.subtree() if member.i not in aside)
        cue_words = tuple(trimmed([word, *[child for child in word.children if child.lower == "to"]]))
        yield _Cued(
            word, cue_words, _ACCORDING, words, "that", source, "after “according to”", "according-to"
        )

    def _saying(self, found: _Cued, quotations: Sequence[Quotation]) -> Saying | None:
        speaker = None if found.speaker is None else self._speaker(found.speaker)
        if found.form == "np" and (speaker is None or speaker.participant.basis == "none"):
            return None
        own = {word.i for word in found.words}
        spans = ranges(
            _without_marks(
                [
                    word
                    for word in found.content
                    if word.i not in own and not _is_outside(word, found, quotations)
                ]
            )
        )
        if "quote" in found.cue.forms:
            spans = _joined([*spans, *((quotation.start, quotation.end) for quotation in quotations)])
        spans, quoted = self._widened(spans)
        if not spans:
            return None
        addressees, channels = self._addressees(found)
        return Saying(
            anchor=found.anchor,
            cue=tuple(ranges(found.words)),
            act=found.cue.act,
            certainty=found.cue.content,
            speaker=speaker,
            content=tuple(spans),
            quoted=tuple(quoted),
            form=_form(spans, quoted, found.form, self.reading.report.text),
            addressees=addressees,
            channels=channels,
            rule=found.rule,
            reasons=(
                ("speaker", found.how),
                ("act", f"“{found.anchor.text}” is a cue of the act {found.cue.act}"),
            ),
        )

    def _widened(self, spans: Sequence[Range]) -> tuple[list[Range], list[Range]]:
        """Return the spans grown over a quotation that they begin or fill, and the quoted parts within them."""
        wide: list[Range] = []
        for start, end in spans:
            left, right = start, end
            for quotation in self.quotations:
                begins = abs(quotation.inner_start - start) <= 1
                if begins or (start <= quotation.inner_start and quotation.inner_end <= end + 1):
                    left, right = min(left, quotation.start), max(right, quotation.end)
            wide.append((left, right))
        wide = _joined(wide)
        quoted = {
            (max(start, quotation.inner_start), min(end, quotation.inner_end))
            for start, end in wide
            for quotation in self.quotations
            if max(start, quotation.inner_start) < min(end, quotation.inner_end)
        }
        return wide, sorted(quoted)

    def _speaker(self, word: Word) -> Found | None:
        found = self.cast.at(word) or self.cast.owning(word)
        if found:
            return found[0]
        if word.upos not in {"NOUN", "PROPN"}:
            return None
        words = [member for member in phrase(word) if member.upos != "DET"]
        span = self.reading.span(words[0].start, words[-1].end)
        participant = Participant(span.text, None, "unnamed", None, (), None, "none", span)
        return Found(participant, word, f"“{span.text}” is not known to the tables")

    def _addressees(self, found: _Cued) -> tuple[tuple[Participant, ...], tuple[Participant, ...]]:
        """Return whom something is said to, and the outlets it is said through."""
        verb, cue = found.anchor, found.cue
        places = list(verb.having("iobj"))
        if cue.addressee == "obj" and not is_passive(verb) and found.form != "np":
            places += verb.having("obj")
        elif cue.addressee == "obj" and is_passive(verb):
            places += verb.having("nsubj:pass")
        for child in verb.having("obl", "nmod"):
            name = preposition(child)
            if name is not None and name in {"to", cue.addressee}:
                places.append(child)
            elif (child.lemma, "noun") in self.cues.speech or child.lemma in self.cues.utterances:
                places += [inner for inner in child.having("nmod") if preposition(inner) in {"to", "with"}]
        spoken_to = [one.participant for place in places for one in self.cast.at(place)]
        channels = tuple(participant for participant in spoken_to if _JOURNALISM in participant.sectors)
        return tuple(participant for participant in spoken_to if participant not in channels), channels

    def _continued(
        self, sayings: Sequence[Saying], owners: Mapping[int, Sequence[Quotation]]
    ) -> list[Saying]:
        """Return the sayings; a quotation without a cue goes on with the words of the speaker just before it."""
        owned = {quotation for quotations in owners.values() for quotation in quotations}
        result = list(sayings)
        for quotation in self.quotations:
            if (
                quotation in owned
                or any(_overlaps(quotation, saying) for saying in result)
                or not quotation.opens_sentence
            ):
                continue
            near = [
                saying
                for saying in result
                if saying.speaker is not None
                and saying.form != "narrated"
                and saying.start < quotation.start
                and 0 <= quotation.block - self.syntax.sentences[saying.anchor.sentence].block <= 1
            ]
            before = max(near, key=lambda saying: saying.start, default=None)
            if before is None or not self._follows(quotation, before):
                continue
            content = _joined([*before.content, (quotation.start, quotation.end)])
            quoted = (*before.quoted, (quotation.inner_start, quotation.inner_end))
            form = _form(content, quoted, "that", self.reading.report.text)
            result[result.index(before)] = replace(before, content=tuple(content), quoted=quoted, form=form)
        return result

    def _follows(self, quotation: Quotation, saying: Saying) -> bool:
        """Tell whether a quotation comes right after a saying: in the next sentence, or after its last quotation."""
        at = next(
            (
                s.index
                for s in self.syntax.sentences
                if self.syntax.words[s.start].start >= quotation.start - 1
            ),
            0,
        )
        last = max(end for _, end in (*saying.content, *saying.cue))
        reached = max(
            (s.index for s in self.syntax.sentences if self.syntax.words[s.start].start < last), default=0
        )
        return at - max(reached, saying.anchor.sentence) <= 1


def _companion(verb: Word, cue: SpeechCue) -> Word | None:
    """Return the word that completes a cue of two words ("point out", "make clear", "call on"), or None."""
    if cue.particle is None:
        return None
    for child in verb.children:
        if cue.particle in (child.lower, child.lemma):
            return child
        if child.dep == "obl":
            for case in child.having("case"):
                if case.lower == cue.particle:
                    return case
    return None


def _is_outside(word: Word, found: _Cued, quotations: Sequence[Quotation]) -> bool:
    """Tell whether a word that hangs on the content is not said.

    That is a relative pronoun before the cue ("a line that he has said would …"), and what follows the cue behind a
    clause that it closes ("…,” he told reporters after the meeting").
    """
    if word.i < found.anchor.i:
        return is_relative(word)
    inside = {member.i for member in found.content}
    predicate = next((one for one in found.content if one.is_root or one.head.i not in inside), word)
    return predicate.i < found.anchor.i and not any(quotation.holds(word.start) for quotation in quotations)


def _is_narrated_aside(verb: Word) -> bool:
    """Tell whether a verb of saying without a subject stands beside what is said ("…, sources said" cut short)."""
    return verb.dep == "parataxis"


def _completes(clause: Word, form: str) -> bool:
    """Tell whether a clause completes a verb of saying instead of standing beside it ("while visiting", "to reassure")."""
    if any(is_relative(child) for child in clause.children):
        return False
    if clause.dep in {"ccomp", "xcomp"}:
        return True
    return form in _GOVERNED or (
        form == "to" and clause.dep == "advcl" and clause.head.first("obj") is not None
    )


def _is_content_clause(clause: Word) -> bool:
    if _clause_form(clause) != "that":
        return True
    return any(child.lower == "that" and child.dep == "mark" for child in clause.children)


def _clause_form(clause: Word) -> str:
    if is_infinitive(clause):
        return "to"
    mark = clause.first("mark", "case")
    if mark is not None and mark.lower in _GOVERNED:
        return mark.lower
    return "ing" if clause.dep == "xcomp" else "that"


def _without_marks(words: Iterator[Word] | Sequence[Word]) -> list[Word]:
    """Return the words of a content in text order, without punctuation at its ends; its conjunction stays."""
    kept = sorted(set(words), key=lambda word: word.i)
    while kept and (kept[0].upos == "PUNCT" or kept[0].dep == "cc"):
        kept.pop(0)
    while kept and kept[-1].upos == "PUNCT":
        kept.pop()
    return kept


def _form(spans: Sequence[Range], quoted: Sequence[Range], content_form: str, text: str) -> Form:
    if not quoted:
        return "narrated" if content_form == "np" else "indirect"
    inside = _letters(text, quoted)
    if inside >= _letters(text, spans):
        return "direct"
    return "mixed"


def _letters(text: str, spans: Sequence[Range]) -> int:
    return sum(char.isalnum() for start, end in spans for char in text[start:end])


def _joined(spans: Sequence[Range]) -> list[Range]:
    result: list[Range] = []
    for start, end in sorted(spans):
        if result and start <= result[-1][1] + 1:
            result[-1] = (result[-1][0], max(end, result[-1][1]))
        else:
            result.append((start, end))
    return result


def _overlaps(quotation: Quotation, saying: Saying) -> bool:
    return any(start < quotation.end and quotation.start < end for start, end in saying.content)
