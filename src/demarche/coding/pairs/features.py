"""What the scorer of pairs looks at: events near two participants, the words about them, the way between them in the tree.

Features are words for people: the weights' table can be read, and a decision told by its strongest ones. Names and
words of nationality are none: what states did must not be guessed from who they are.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from demarche.coding.pairs.plover import project
from demarche.lexicon.ontology import EventType
from demarche.model.parts import Participant
from demarche.model.records import Event
from demarche.model.syntax import Syntax, Word, tops

Range = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two participants of a text, given as offsets into it (None: the text does not name it), its events and syntax."""

    source: Range | None
    target: Range | None
    events: tuple[Event, ...]
    syntax: Syntax


RELATIONS = (
    "joins source and target",
    "joins target and source",
    "has the source as its actor",
    "has the target as its recipient",
    "stands nearest",
)
"""How an event may stand to a pair, the closest first."""

_FUNCTION = frozenset({"PUNCT", "NUM", "DET", "PROPN", "SYM", "X"})


def nearest(pair: Pair, types: Mapping[str, EventType]) -> tuple[Event, str] | None:
    """Return the event that stands closest to a pair, and how; None if there is no event at all."""
    for candidates in (project(pair.events, types), pair.events):
        ranked = sorted(candidates, key=lambda event: (_rank(event, pair), _distance(event, pair)))
        if ranked:
            return ranked[0], RELATIONS[_rank(ranked[0], pair)]
    return None


def features(pair: Pair, types: Mapping[str, EventType]) -> frozenset[str]:
    """Return the features of a pair: of its events and its syntax."""
    found = nearest(pair, types)
    closest = "nothing" if found is None else f"{found[0].type}, which {found[1]}"
    told = {"nearest nothing"} if found is None else {f"nearest {found[0].type}"}
    told.add(f"nearest {closest}")
    for event in project(pair.events, types):
        told |= {
            f"event {event.type}",
            f"event {event.type} {event.status}",
            f"event {event.type} {RELATIONS[_rank(event, pair)]}",
            f"sense {event.rule.partition('/')[0]}",
        }
    ends = _words(pair.syntax, pair.source), _words(pair.syntax, pair.target)
    return frozenset({*told, *_word_features(pair.syntax, *ends), *_path_features(*ends)})


def _word_features(syntax: Syntax, source: Sequence[Word], target: Sequence[Word]) -> Iterator[str]:
    inside = {word.i for word in (*source, *target)}
    between = range(0)
    if source and target:
        source_first = source[0].i < target[0].i
        yield "source first" if source_first else "target first"
        left, right = (source, target) if source_first else (target, source)
        between = range(left[-1].i + 1, right[0].i)
    for word in syntax.words:
        if word.i in inside or not _tells(word, syntax):
            continue
        yield f"word {word.lemma.lower()}"
        if word.i in between:
            yield f"between {word.lemma.lower()}"


def _path_features(source: Sequence[Word], target: Sequence[Word]) -> Iterator[str]:
    if not source or not target:
        return
    up, down = ([word, *word.ancestors()] for word in (_head(source), _head(target)))
    below = {word.i for word in down}
    top = next((word for word in up if word.i in below), None)
    if top is None:
        return
    up, down = (way[: next(at for at, word in enumerate(way) if word is top)] for way in (up, down))
    yield f"way {'<'.join(word.dep for word in up)}^{'>'.join(word.dep for word in down)}"
    yield f"top {_shown(top)}"
    for side, words in (("source", up[1:]), ("both", [top]), ("target", down[1:])):
        for word in words:
            yield f"path {_shown(word)}"
            yield f"path {_shown(word)} of {side}"
    for child in top.children:
        yield f"below {child.dep} {_shown(child)}"


def _tells(word: Word, syntax: Syntax) -> bool:
    """Tell whether a word may count: neither a function word nor a name, nor what is written with a capital in mid-sentence."""
    if word.upos in _FUNCTION:
        return False
    begins = word.i == syntax.sentences[word.sentence].start
    return not word.text[:1].isupper() or (begins and word.upos != "ADJ")


def _shown(word: Word) -> str:
    return "a name" if word.upos == "PROPN" or word.text[:1].isupper() else word.lemma.lower()


def _words(syntax: Syntax, place: Range | None) -> list[Word]:
    if place is None:
        return []
    return [word for word in syntax.words if word.start < place[1] and place[0] < word.end]


def _head(words: Sequence[Word]) -> Word:
    """Return the first of the words that hangs on none of them."""
    return next(iter(tops(words)), words[0])


def _rank(event: Event, pair: Pair) -> int:
    acts, receives = _overlaps(event.actors, pair.source), _overlaps(event.recipients, pair.target)
    both_act = acts and _overlaps(event.actors, pair.target)
    if (acts and receives) or both_act:
        return 0
    if _overlaps(event.actors, pair.target) and _overlaps(event.recipients, pair.source):
        return 1
    if acts:
        return 2
    return 3 if receives else 4


def _overlaps(participants: Sequence[Participant], wanted: Range | None) -> bool:
    if wanted is None:
        return False
    return any(one.span.start < wanted[1] and wanted[0] < one.span.end for one in participants)


def _distance(event: Event, pair: Pair) -> int:
    middles = [(place[0] + place[1]) // 2 for place in (pair.source, pair.target) if place is not None]
    return sum(abs(event.trigger[0].start - middle) for middle in middles)
