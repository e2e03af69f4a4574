"""Joins the cues that the tables know with those that the engine marks.

The tables say which words report speech and what they govern; the engine has learnt from annotated news where
sources, cues and contents stand. A cue that both find is named by the tables, and what the engine marks helps to tell
how far source and content reach. A cue that only the engine finds, a verb with a source, makes a statement of a lower score. What stands in
it stays in the author's words, too, since nothing says whether it was said, thought or meant.
"""

from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import replace

from demarche.coding.clauses.contents import clause_form, governed_by
from demarche.coding.clauses.frames import deep_subject
from demarche.coding.clauses.grammar import is_passive
from demarche.coding.sayings.marks import Mark
from demarche.coding.sayings.speech import Cued, is_made
from demarche.lexicon.cues import Cues, SpeechCue
from demarche.model.syntax import Word
from demarche.model.values import Act

_VERBAL = frozenset({"VERB", "AUX"})
MARKED = "marked.verb"  # the rule of a verb that only the engine takes for a cue
_JUDGING = "pred"  # the form of a content that says something of something
_COLON = ":"
_LABELLED = SpeechCue(_COLON, None, "assert", frozenset({"that", "quote"}), "CT+", None)
_LABEL = "the engine marks who stands before the colon"
_FORMS = frozenset({"that", "to", "quote", "np", "pred", "of", "for", "ing"})


def with_marks(
    cued: Sequence[Cued], quoting: Container[int], marks: Sequence[Mark], cues: Cues
) -> list[Cued]:
    """Return the cues of the tables that tell something, each with the mark at it, and those that only the engine marks.

    `quoting` are the indices of the main words of cues that have quotations.
    """
    marked = {word.i: mark for mark in marks for word in mark.cue}
    joined = (_with_mark(found, marked) for found in cued)
    known = [one for found in joined if (one := _telling(found, found.anchor.i in quoting)) is not None]
    taken = {found.mark.cue for found in known if found.mark is not None}
    return [*known, *(one for mark in marks if mark.cue not in taken for one in _unknown(mark, cues))]


def _with_mark(found: Cued, marked: Mapping[int, Mark]) -> Cued:
    """Return a cue with the mark at it, if there is one: at its main word, else at one of its words."""
    words = (found.anchor, *found.words)
    mark = next((marked[word.i] for word in words if word.i in marked), None)
    if mark is not None and found.rebuts:  # what it takes up stands elsewhere
        mark = Mark((), mark.cue, ())
    return found if mark is None else replace(found, mark=mark)


def _telling(found: Cued, is_quoting: bool) -> Cued | None:
    """Return a cue that has a content: by the tree, in quotation marks, or one that the engine marks and the cue can have."""
    if found.content or is_quoting or found.mark is None:
        return found if found.content or is_quoting else None
    form = _form(found.mark)
    return replace(found, content=found.mark.content, form=form) if form in found.cue.forms else None


def _unknown(mark: Mark, cues: Cues) -> Iterator[Cued]:
    """Yield the cue of a mark where the tables find none: a verb in a tree they do not see through, or one they lack."""
    verb = mark.anchor
    if verb.text == _COLON and mark.speaker is not None:
        yield Cued(
            verb, mark.cue, _LABELLED, mark.content, "that", mark.speaker, _LABEL, "colon.that", mark=mark
        )
    if mark.speaker is None or verb.upos != "VERB" or not is_made(verb, cues):
        return
    passive = verb.first("nsubj:pass")
    if is_passive(verb) and {verb.head, *(() if passive is None else passive.subtree())} & set(mark.source):
        return  # "the council is expected to vote", "a man known as" are nothing that the council or the man says
    form = _form(mark)
    rows = [row for row in cues.speech.get((verb.lemma, "verb"), ()) if row.particle is None]
    known = next((row for row in rows if form in row.forms and form != "np"), None)
    act: Act = rows[0].act if rows else "assert"
    cue = known or SpeechCue(verb.lemma, None, act, _FORMS, "Uu", None)
    governed = governed_by(verb, cue, None, lambda _: False)
    subject = deep_subject(verb)
    yield Cued(
        anchor=verb,
        words=mark.cue,
        cue=cue,
        content=governed.words or mark.content,
        form=governed.form if governed.words else form,
        speaker=None if subject is None else subject.word,
        how=f"the engine marks “{verb.text}” as a cue",
        rule=_rule(
            verb, form, is_known=known is not None, is_judging=any(_JUDGING in row.forms for row in rows)
        ),
        mark=mark,
        is_known=known is not None,
    )


def _rule(verb: Word, form: str, *, is_known: bool, is_judging: bool) -> str:
    """Return the rule of what the engine marks: of a verb that judges ("called the reports untrue"), or of any other."""
    if is_known:
        return f"{verb.lemma}.verb.{form}"
    return f"{verb.lemma}.verb.marked" if is_judging else MARKED


def _form(mark: Mark) -> str:
    """Return how the content that the engine marks stands with its cue: the form of its main clause, or a noun phrase."""
    is_clause = mark.top.upos in _VERBAL or mark.top.first("cop") is not None  # "it was a sad moment"
    return clause_form(mark.top) if is_clause else "np"
