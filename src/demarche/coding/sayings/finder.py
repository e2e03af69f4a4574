"""Finds who says what: cues, their speakers and what they say. A saying becomes a statement when its chain is known."""

from bisect import bisect_left, bisect_right
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from operator import attrgetter

from demarche.coding.clauses.cast import Cast, Found
from demarche.coding.clauses.extent import ranges
from demarche.coding.clauses.grammar import is_passive, is_relative, surface_subject
from demarche.coding.sayings.acts import act_of
from demarche.coding.sayings.marked import with_marks
from demarche.coding.sayings.marks import marks_of
from demarche.coding.sayings.quotes import owned_quotations
from demarche.coding.sayings.reach import Stretch, is_plain, reached, told_by
from demarche.coding.sayings.relays import with_relays
from demarche.coding.sayings.speakers import Speakers
from demarche.coding.sayings.speech import Cued
from demarche.coding.sayings.stretches import Range, form_of, pieces, united
from demarche.coding.sayings.unmarked import LayoutFinder
from demarche.lexicon.cues import Cues
from demarche.model.parts import Participant
from demarche.model.quotations import Quotation
from demarche.model.reading import Reading
from demarche.model.syntax import Syntax, Word, tops
from demarche.model.values import Act, Factuality, Form

_NOT_OF_PEOPLE = frozenset({"deny", "demand"})
_PEOPLE = frozenset({"person", "people", "unnamed", "group"})
_NOUN_PHRASE = frozenset({"np", "pred"})
_VERBAL = frozenset({"VERB", "AUX"})
_ONE_BETWEEN = 2  # sentences on, with one between: “…,” she said. She gave no name. “…”
_ENDS = frozenset({".", "!", "?"})
_DATE = 4  # words: "28 May 2025"; what is longer holds more than a date
_ADVERBIALS = ("advmod", "obl", "obl:unmarked")

_REACHED = "as far as the scorer of boundaries says, between what the cue governs and what the engine marks"
_MARKED = "as the engine marks it, which is in no more pieces than what the cue governs"

_start = attrgetter("start")


@dataclass(frozen=True, slots=True)
class Saying:
    """Something said: offsets are into the report's text; `anchor` is the cue's main word.

    `vouches` tells whether what stands in the content is the speaker's word; of some it is not known. `relayed_by` is the
    main word of the cue whose speaker passes these words on.
    """

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
    vouches: bool = True
    relayed_by: Word | None = None

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
class Draft:
    """A cue with the quotations that belong to it, and what it says: the sayings that it makes by itself."""

    found: Cued
    quotations: Sequence[Quotation]
    sayings: tuple[Saying, ...]

    def is_about(self, sentences: Container[int]) -> bool:
        """Tell whether a word of the cue, its speaker or its content stands in one of the sentences."""
        found = self.found
        marked = () if found.mark is None else (*found.mark.source, *found.mark.cue)
        words = (found.anchor, *(() if found.speaker is None else (found.speaker,)), *marked, *found.content)
        return any(word.sentence in sentences for word in words)


@dataclass(frozen=True, slots=True)
class SayingFinder:
    """Finds the sayings of one report; `quotations` are those that somebody may have said."""

    reading: Reading
    syntax: Syntax
    cast: Cast
    cues: Cues
    quotations: Sequence[Quotation]

    @property
    def speakers(self) -> Speakers:
        """The finder of who says something, and to whom."""
        return Speakers(self.reading, self.cast, self.cues)

    def drafts(self, cued: Sequence[Cued]) -> list[Draft]:
        """Return what each cue says, before it is joined; `cued` are the cues that the tables know."""
        owners = owned_quotations(self.quotations, [found.anchor for found in cued], self.syntax)
        layout = LayoutFinder(self.syntax, self.cast, self.cues.utterances, self.quotations).find(owners)
        laid_out = {word for found, _ in layout for word in found.words}
        marks = [
            mark for mark in marks_of(self.syntax) if laid_out.isdisjoint(mark.cue) and not mark.is_broken
        ]
        told = [
            (found, owners.get(found.anchor.i, ()) if found.is_known else ())
            for found in with_marks(cued, owners, marks, self.cues)
        ]
        pairs = with_relays(told, self.cast, self.cues)
        return [self._draft(found, quotations) for found, quotations in (*pairs, *layout)]

    def drafts_again(self, drafts: Sequence[Draft], sentences: Container[int]) -> list[Draft]:
        """Return the drafts, those made anew that are about sentences in which the cast is another by now."""
        return [
            self._draft(draft.found, draft.quotations) if draft.is_about(sentences) else draft
            for draft in drafts
        ]

    def joined(self, drafts: Sequence[Draft]) -> tuple[Saying, ...]:
        """Return all sayings of the drafts, each once, in text order of their content."""
        owned = {quotation for draft in drafts for quotation in draft.quotations}
        sayings = [saying for draft in drafts for saying in draft.sayings]
        continued = self._continued(_told_once(sayings), owned)
        return tuple(sorted(continued, key=lambda saying: (saying.start, -saying.size)))

    def _draft(self, found: Cued, quotations: Sequence[Quotation]) -> Draft:
        says = found.content or ("quote" in found.cue.forms and quotations)
        return Draft(found, quotations, tuple(self._saying(found, quotations)) if says else ())

    def _saying(self, found: Cued, quotations: Sequence[Quotation]) -> Iterator[Saying]:
        speaker = self.speakers.of(found)
        known = speaker is not None and speaker.participant.basis != "none"
        named = known or (speaker is not None and found.mark is not None)
        if found.form in _NOUN_PHRASE and not quotations and (not named or self._dismisses(found)):
            return
        if self._is_about_naming(found):
            return
        spans, quoted, reason = self._content(found, quotations)
        if not spans:
            return
        reasons = [("speaker", found.how), *(() if reason is None else (("content", reason),))]
        addressees, channels = self.speakers.addressees(found)
        act, reason = act_of(found, speaker, self.cast, self.cues)
        yield Saying(
            anchor=found.anchor,
            cue=tuple(ranges(self._cue(found))),
            act=act,
            certainty=found.cue.content,
            speaker=speaker,
            content=tuple(spans),
            quoted=tuple(spans if found.form == "verbatim" else quoted),
            form=form_of(spans, quoted, found.form, self.reading.report.text),
            addressees=addressees,
            channels=channels,
            rule=found.rule,
            reasons=(*reasons, ("act", reason)),
            vouches=found.is_known and not found.rebuts,
            relayed_by=found.relayed_by,
        )

    def _content(
        self, found: Cued, quotations: Sequence[Quotation]
    ) -> tuple[list[Range], list[Range], str | None]:
        """Return where the content stands, what of it is quoted, and why there if not by the tree alone."""
        within = next((one for one in self.quotations if one.holds(found.anchor.start)), None)
        governed, marked = self._alternatives(found, quotations, within)
        is_nearer = marked[0] != governed[0] and self._is_nearer(marked[0], governed[0], found)
        (spans, quoted), reason = (marked, _MARKED) if is_nearer else (governed, None)
        is_whole = form_of(spans, quoted, found.form, self.reading.report.text) == "direct"
        is_fixed = is_whole or within is not None
        stretch = None if is_fixed else self._stretch(found, governed[0], marked[0], spans)
        if stretch is None:
            return spans, quoted, reason
        weights = self.cues.boundaries
        first, last = reached(stretch, weights)
        moved = [
            one for one, at in ((first, stretch.chosen[0]), (last, stretch.chosen[-1])) if one.index != at
        ]
        if not moved:
            return spans, quoted, reason
        why = "; ".join(told_by(one, weights) for one in moved)
        words = _moved(stretch, first.index, last.index)
        return *self._widened(pieces(words), within), f"{_REACHED}: {why}"

    def _alternatives(
        self, found: Cued, quotations: Sequence[Quotation], within: Quotation | None
    ) -> tuple[tuple[list[Range], list[Range]], tuple[list[Range], list[Range]]]:
        """Return where the content stands by the tree and by the engine, each with what of it is quoted."""
        own = {word.i for word in (*found.words, *found.aside)}
        inside = {word.i for word in found.content}
        said = [
            word
            for word in found.content
            if word.i not in own and not _is_outside(word, found, inside, quotations)
        ]
        if within is not None and within.is_speech:  # a cue in somebody's words reports nothing outside them
            said = [word for word in said if within.holds(word.start)]
        said += self._between(said, found)
        spans = self._pieces(said, quotations)
        if "quote" in found.cue.forms:
            spans = united([*spans, *((quotation.start, quotation.end) for quotation in quotations)])
        return self._widened(spans, within), self._marked(found, quotations, within)

    def stretches(self, cued: Sequence[Cued]) -> Iterator[tuple[Cued, Stretch]]:
        """Yield each cue that the engine marks too with what the scorer of boundaries looks at: to learn its weights from."""
        for draft in self.drafts(cued):
            found = draft.found
            within = next((one for one in self.quotations if one.holds(found.anchor.start)), None)
            if not draft.sayings or within is not None:
                continue
            governed, marked = self._alternatives(found, draft.quotations, within)
            is_nearer = marked[0] != governed[0] and self._is_nearer(marked[0], governed[0], found)
            stretch = self._stretch(found, governed[0], marked[0], (marked if is_nearer else governed)[0])
            if stretch is not None:
                yield found, stretch

    def _stretch(
        self, found: Cued, governed: Sequence[Range], marked: Sequence[Range], chosen: Sequence[Range]
    ) -> Stretch | None:
        """Return what the scorer of boundaries looks at, None where the engine marks no content."""
        tree, engine, own = (
            [word.i for span in spans for word in self._words(*span) if is_plain(word)]
            for spans in (governed, marked, chosen)
        )
        if found.mark is None or not engine or not own:
            return None
        aside = {word.i for word in (*found.words, found.anchor, *found.mark.cue, *found.mark.source)}
        near = self._beside(self.syntax.words[own[0]].start, self.syntax.words[own[-1]].end)
        return Stretch(
            words=self.syntax.words,
            tree=tree,
            engine=engine,
            chosen=own,
            anchor=found.anchor.i,
            aside=frozenset(aside.difference(own)),
            quoted=[(self._index(one.start), self._index(one.end)) for one in near if one.is_speech],
            form=found.form,
        )

    def _index(self, offset: int) -> int:
        return bisect_left(self.syntax.words, offset, key=_start)

    def _is_about_naming(self, found: Cued) -> bool:
        """Tell whether what is asked is only how its source is named: "asked not to be identified"."""
        top = next(iter(tops(found.content)), None)
        if top is None or top.lemma not in self.cues.anonymity:
            return False
        return found.form == "np" or (found.form == "to" and (is_passive(top) or top.upos == "ADJ"))

    def _cue(self, found: Cued) -> Sequence[Word]:
        """Return the words of a cue, as the engine marks them but without the beginning of a time: "said | last" week."""
        words = list(found.words if found.mark is None else found.mark.cue)
        last = words[-1].i if words else -1
        begun = next((time for time in self.cast.resolved.times if time.start <= last < time.end - 1), None)
        kept = [word for word in words if begun is None or not begun.start <= word.i]
        return kept or words

    def _dismisses(self, found: Cued) -> bool:
        """Tell whether what would be denied or demanded is a person: "dismissed the minister", "ordered 9,000 troops to"."""
        people = (one.participant.kind for top in tops(found.content) for one in self.cast.at(top))
        return found.cue.act in _NOT_OF_PEOPLE and any(kind in _PEOPLE for kind in people)

    def _marked(
        self, found: Cued, quotations: Sequence[Quotation], within: Quotation | None
    ) -> tuple[list[Range], list[Range]]:
        """Return the content that the engine marks, and the quoted parts within it; of other sentences what is quoted."""
        marked = () if found.mark is None else found.mark.content
        marked = tuple(word for word in marked if word not in found.aside)
        here = [word for word in marked if word.sentence == found.anchor.sentence or self._is_quoted(word)]
        kept = here or list(marked)
        articles = [child for child in (kept[0].children if kept else ()) if child.dep == "det"]
        whole = [*(one for one in articles if one.i == kept[0].i - 1), *kept]
        return self._widened(self._pieces(whole, quotations), within)

    def _pieces(self, words: Sequence[Word], quotations: Sequence[Quotation]) -> list[Range]:
        """Return where the pieces of a content stand: not in a sentence that ends before its quotation, and with whole dates."""
        begins = max((one.start for one in quotations if self._follows_an_end(one)), default=0)
        said = (
            [word for word in words if word.start >= begins] if words and words[-1].start > begins else words
        )
        inside = {word.i for word in said}
        times = [
            time
            for time in self.cast.resolved.times
            if time.start in inside and time.end - 1 not in inside and time.end - time.start <= _DATE
        ]
        rest = {i for time in times for i in range(time.start, time.end)} - inside
        return pieces([*said, *(self.syntax.words[i] for i in sorted(rest))])

    def _follows_an_end(self, quotation: Quotation) -> bool:
        """Tell whether the mark that ends a sentence stands right before a quotation, in the same paragraph."""
        first = bisect_left(self.syntax.words, quotation.start, key=_start)
        before = self.syntax.words[first - 1] if 0 < first < len(self.syntax.words) else None
        return (
            before is not None
            and before.text in _ENDS
            and before.sentence == self.syntax.words[first].sentence
        )

    def _is_nearer(self, marked: Sequence[Range], spans: Sequence[Range], found: Cued) -> bool:
        """Tell whether the content that the engine marks is likelier than the one that the cue governs.

        It is if it stands in no more pieces, does not only stop earlier or leave out the first of several pieces, and
        does not begin in the sentence before or go on into the next.
        """
        if not marked or not spans:
            return bool(marked)
        (start, end), (begun, ended) = ((part[0][0], part[-1][1]) for part in (marked, spans))
        stops = (start == begun and end < ended) or (end == ended and start > spans[0][1])
        runs_on = start < ended < end and self._sentence_at(end - 1) > self._sentence_at(ended - 1)
        runs_back = start < begun < end and self._sentence_at(start) < self._sentence_at(begun)
        is_cut = found.form in _NOUN_PHRASE and begun < start
        is_likely = not (stops or runs_on or runs_back or is_cut)
        return is_likely and self._count(marked, found) <= self._count(spans, found)

    def _count(self, spans: Sequence[Range], found: Cued) -> int:
        """Return the number of pieces of a content; clauses that only source and cue part are one: "…, he said, …"."""
        aside = {word.i for word in found.words}
        if found.mark is not None:
            aside |= {word.i for word in (*found.mark.source, *found.mark.cue)}
        return 1 + sum(
            any(
                word.sentence != found.anchor.sentence or (word.i not in aside and word.upos != "PUNCT")
                for word in self._words(before[1], after[0] + (not self._are_clauses(before, after)))
            )
            for before, after in pairwise(spans)
        )

    def _are_clauses(self, *spans: Range) -> bool:
        """Tell whether each stretch is a clause, the last no subordinate one: "…, medics said, as both sides claimed …"."""
        words = [self._words(*span) for span in spans]
        first = next((word for word in words[-1] if word.upos != "PUNCT"), None)
        is_below = first is not None and first.upos == "SCONJ"
        return not is_below and all(any("VerbForm=Fin" in word.feats for word in span) for span in words)

    def _words(self, start: int, end: int) -> Sequence[Word]:
        """Return the words that begin between two offsets."""
        words = self.syntax.words
        return words[bisect_left(words, start, key=_start) : bisect_left(words, end, key=_start)]

    def _widened(self, spans: Sequence[Range], within: Quotation | None) -> tuple[list[Range], list[Range]]:
        """Return the spans grown over a quotation that they begin or fill, and the quoted parts within them.

        Not over the quotation that they are `within`.
        """
        wide: list[Range] = []
        for start, end in spans:
            left, right = start, end
            for quotation in self._beside(start, end):
                if quotation is within:
                    continue
                begins = abs(quotation.inner_start - start) <= 1
                if begins or (start <= quotation.inner_start and quotation.inner_end <= end + 1):
                    left, right = min(left, quotation.start), max(right, quotation.end)
            wide.append((left, right))
        wide = united(wide)
        quoted = {
            (max(start, quotation.inner_start), min(end, quotation.inner_end))
            for start, end in wide
            for quotation in self._beside(start, end)
            if max(start, quotation.inner_start) < min(end, quotation.inner_end)
        }
        return wide, sorted(quoted)

    def _beside(self, start: int, end: int) -> Sequence[Quotation]:
        """Return the quotations that have a character between two offsets or right beside them."""
        first = bisect_left(self.quotations, start - 1, key=attrgetter("inner_end"))
        last = bisect_right(self.quotations, end + 1, key=attrgetter("inner_start"))
        return self.quotations[first:last]

    def _between(self, said: Sequence[Word], found: Cued) -> list[Word]:
        """Return the adverbials of the cue that stand in the middle of what is said: "attacks in Iraq | today | that …"."""
        inside = {word.i for word in said}
        adverbials = {
            member.i
            for child in found.anchor.having(*_ADVERBIALS)
            for member in child.subtree()
            if member.i not in inside
        }
        first, last = min(inside, default=0), max(inside, default=0)
        gaps = [word for word in self.syntax.words[first:last] if word.i not in inside]
        if any(word.i not in adverbials and word.upos != "PUNCT" for word in gaps):
            return []
        return gaps

    def _continued(self, sayings: Sequence[Saying], owned: set[Quotation]) -> list[Saying]:
        """Return the sayings; a quotation without a cue goes on with the words of the speaker just before it."""
        result = list(sayings)
        free = [
            at for at, saying in enumerate(sayings) if saying.vouches and not self._is_quoted(saying.anchor)
        ]
        for quotation in self.quotations:
            if quotation in owned or not quotation.is_speech or not quotation.fills_sentences:
                continue
            outside = [result[at] for at in free]
            if any(_overlaps(quotation, saying) for saying in outside):
                continue
            near = [saying for saying in outside if self._goes_on(quotation, saying)]
            before = max(near, key=lambda saying: saying.start, default=None)
            if before is None:
                continue
            content = united([*before.content, (quotation.start, quotation.end)])
            quoted = (*before.quoted, (quotation.inner_start, quotation.inner_end))
            form = form_of(content, quoted, "that", self.reading.report.text)
            result[result.index(before)] = replace(before, content=tuple(content), quoted=quoted, form=form)
        return result

    def _is_quoted(self, word: Word) -> bool:
        return any(one.is_speech and one.holds(word.start) for one in self.quotations)

    def _goes_on(self, quotation: Quotation, saying: Saying) -> bool:
        """Tell whether a quotation comes right after a saying that it may go on with."""
        if saying.speaker is None or saying.form == "narrated" or saying.start > quotation.start:
            return False
        last = max(end for _, end in (*saying.content, *saying.cue))
        reached = self._sentence_at(last - 1)
        here = self._sentence_at(quotation.inner_start)
        sentences = self.syntax.sentences
        apart = here - max(reached, saying.anchor.sentence)
        blocks = sentences[here].block - sentences[max(reached, saying.anchor.sentence)].block
        if apart == _ONE_BETWEEN and blocks == 0:
            return self._is_about(saying.speaker, sentences[here - 1].root)
        return apart <= 1 and 0 <= blocks <= 1

    def _is_about(self, speaker: Found, root: Word) -> bool:
        """Tell whether a sentence between two quotations goes on about their speaker, or is a piece cut off from the one before."""
        subject = surface_subject(root)
        if subject is None:
            return root.upos not in _VERBAL
        return any(found.participant.name == speaker.participant.name for found in self.cast.at(subject))

    def _sentence_at(self, offset: int) -> int:
        """Return the index of the last sentence that begins at or before an offset."""
        words = self.syntax.words
        return (
            bisect_right(self.syntax.sentences, offset, key=lambda sentence: words[sentence.start].start) - 1
        )


def _moved(stretch: Stretch, first: int, last: int) -> list[Word]:
    """Return the words of a content whose first or last word is another."""
    chosen = stretch.chosen
    kept = {index for index in chosen if first <= index <= last}
    kept |= {*range(first, chosen[0]), *range(chosen[-1] + 1, last + 1)} - stretch.aside
    runs = [stretch.words[index] for index in range(first, last + 1)]
    return [word for word in runs if word.i in kept or not is_plain(word)]


def _is_outside(word: Word, found: Cued, inside: Container[int], quotations: Sequence[Quotation]) -> bool:
    """Tell whether a word that hangs on the content is not said; `inside` are the indices of the content's words.

    That is a relative pronoun whose noun is not said either ("a line that he has said would …"), and what follows the
    cue behind a clause that it closes ("…,” he told reporters after the meeting").
    """
    if word.i < found.anchor.i:
        if not is_relative(word):
            return False
        clause = next((one for one in (word, *word.ancestors()) if one.dep == "acl:relcl"), None)
        return clause is None or clause.head.i not in inside
    top = word
    while not top.is_root and top.head.i in inside:
        top = top.head
    return top.i < found.anchor.i and not any(quotation.holds(word.start) for quotation in quotations)


def _told_once(sayings: Sequence[Saying]) -> list[Saying]:
    """Return the sayings without those that say the same by the same cue as one above: "said in a statement posted"."""
    found: dict[tuple[tuple[Range, ...], tuple[Range, ...]], Saying] = {}
    for saying in sayings:
        before = found.get((saying.cue, saying.content))
        if before is None or before.anchor in saying.anchor.subtree():
            found[saying.cue, saying.content] = saying
    return list(found.values())


def _overlaps(quotation: Quotation, saying: Saying) -> bool:
    return any(start < quotation.end and quotation.start < end for start, end in saying.content)
