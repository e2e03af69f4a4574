"""Words passed on: who reports them, and whose they are: "the paper, citing an official, reported", "was quoted as saying".

Whoever passes words on is one source, whoever they are taken from another: the second saying has the content of the
first and stands below it in the chain.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain

from demarche.coding.clauses.cast import Cast
from demarche.coding.clauses.frames import deep_object, deep_subject
from demarche.coding.clauses.grammar import is_ing_form, is_passive, marker, preposition
from demarche.coding.sayings.speech import Cued
from demarche.lexicon.cues import Cues, SpeechCue
from demarche.model.quotations import Quotation
from demarche.model.syntax import Word

Told = tuple[Cued, Sequence[Quotation]]
"""A cue with the quotations that belong to it."""

_PASSING_ON = "report"
_SAYING = frozenset({"that", "quote"})
_VERBAL = frozenset({"VERB", "AUX"})
_COMPLEMENTS = ("advcl", "xcomp", "ccomp", "obl")
_AS = "as"
_BY = "by"


def with_relays(told: Sequence[Told], cast: Cast, cues: Cues) -> list[Told]:
    """Return the cues with those that pass words on split in two: who passes them on, and whose words they are."""
    changed = {**_cited(told, cast, cues), **_quoted(told, cues)}
    return list(chain.from_iterable(changed.get(id(one), (one,)) for one in told))


def _cited(told: Sequence[Told], cast: Cast, cues: Cues) -> Mapping[int, tuple[Told, ...]]:
    """Return who is cited beside a verb of saying, as the source of what it says: "reported, citing an official"."""
    found: dict[int, tuple[Told, ...]] = {}
    for one in told:
        cited = one[0]
        target = deep_object(cited.anchor)
        if cited.cue.act != _PASSING_ON or not is_ing_form(cited.anchor) or target is None:
            continue
        beside = [other for other in told if _says_beside(other[0], cited)]
        main = min(beside, key=lambda other: abs(other[0].anchor.i - cited.anchor.i), default=None)
        if main is None or not _can_vouch(target.word, cast, cues):
            continue
        relay = replace(
            cited,
            cue=main[0].cue,
            content=main[0].content,
            form=main[0].form,
            speaker=target.word,
            how=f"object of “{cited.anchor.text}”",
            rule=f"{cited.cue.lemma}.verb.relay",
            words=(cited.anchor,),
            mark=None,
            relayed_by=main[0].anchor,
        )
        found[id(one)] = ()
        found[id(main)] = (*found.get(id(main), (main,)), (relay, main[1]))
    return found


def _says_beside(other: Cued, cited: Cued) -> bool:
    """Tell whether a cue says something, in a clause or in quotation marks, in the sentence of a citing participle."""
    is_near = other.anchor.sentence == cited.anchor.sentence and other.anchor is not cited.anchor
    return is_near and other.form in _SAYING and other.anchor.upos in _VERBAL


def _can_vouch(word: Word, cast: Cast, cues: Cues) -> bool:
    """Tell whether somebody can be the source of words: a participant, or an utterance ("citing a report")."""
    return bool(cast.at(word)) or word.lemma in cues.utterances


def _quoted(told: Sequence[Told], cues: Cues) -> Mapping[int, tuple[Told, ...]]:
    """Return who quotes and who is quoted: "the agency quoted him as saying", "was quoted by the agency as saying"."""
    found: dict[int, tuple[Told, ...]] = {}
    for one in told:
        both = _quoting(one[0].anchor, cues)
        if both is not None:
            parts = [other for other in told if other[0].anchor in both]
            found[id(one)] = tuple(_both(parts, *both, cues)) if one is parts[0] else ()
    return found


def _quoting(anchor: Word, cues: Cues) -> tuple[Word, Word] | None:
    """Return verb and gerund of "quoted … as saying" if the word is one of them, else None.

    Where the tree hangs the gerund on what is quoted, the verb is what its object's neighbour "as" tells.
    """
    if any(cue.act == _PASSING_ON for cue in _rows(anchor, cues)):
        quoted = deep_object(anchor)
        gerunds = [child for child in anchor.having(*_COMPLEMENTS) if _is_as_saying(child)]
        if not gerunds and quoted is not None and not is_passive(anchor):
            behind = max(member.i for member in quoted.word.subtree()) + 1
            below = (member for child in anchor.children for member in child.subtree())
            gerunds = [word for word in below if _is_as_saying(word) and word.subtree()[0].i == behind]
        return (anchor, gerunds[0]) if gerunds else None
    if _is_as_saying(anchor):
        verbs = (word for word in anchor.ancestors() if word is not anchor)
        return next((both for verb in verbs if (both := _quoting(verb, cues)) and both[1] is anchor), None)
    return None


def _is_as_saying(word: Word) -> bool:
    return is_ing_form(word) and marker(word) == _AS


def _rows(verb: Word, cues: Cues) -> Sequence[SpeechCue]:
    return cues.speech.get((verb.lemma, "verb"), ())


def _both(parts: Sequence[Told], verb: Word, gerund: Word, cues: Cues) -> Iterator[Told]:
    """Yield the saying of whoever quotes, if they are named, and that of whoever is quoted."""
    quoted, teller = deep_object(verb), _teller(verb, gerund)
    contents = {part[0].anchor.i: part[0].content for part in parts if part[0].content}
    governed = contents.get(gerund.i) or contents.get(verb.i, ())
    aside = {
        member.i
        for word in (gerund, *(() if quoted is None else (quoted.word,)))
        for member in word.subtree()
    }
    aside -= {member.i for clause in gerund.having("ccomp", "obj") for member in clause.subtree()}
    said = tuple(word for word in governed if word.i not in aside)
    quotations = tuple(dict.fromkeys(chain.from_iterable(part[1] for part in parts)))
    form = "that" if said else "quote"
    bare = replace(parts[0][0], content=said, form=form, mark=None)
    if teller is not None:
        outer = replace(bare, anchor=verb, words=(verb,), cue=_rows(verb, cues)[0], speaker=teller)
        yield replace(outer, how=f"who quotes: “{verb.text}”", rule=f"{verb.lemma}.verb.as"), quotations
    inner = replace(
        bare,
        anchor=gerund,
        words=(*gerund.having("mark"), gerund),
        cue=next(iter(_rows(gerund, cues)), bare.cue),
        speaker=None if quoted is None else quoted.word,
        how=f"who is quoted: “{verb.text}”",
        rule=f"{verb.lemma}.verb.relay",
        relayed_by=None if teller is None else verb,
    )
    yield inner, quotations


def _teller(verb: Word, gerund: Word) -> Word | None:
    """Return who quotes somebody: "was quoted by the agency as saying", "was quoted as saying by his office"."""
    by = deep_subject(verb)
    if by is not None or not is_passive(verb):
        return None if by is None else by.word
    return next((child for child in gerund.having("obl", "obl:agent") if preposition(child) == _BY), None)
