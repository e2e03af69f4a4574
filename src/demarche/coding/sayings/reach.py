"""Where a content begins and ends: the boundaries that the tree and the engine offer, weighed by what was learnt.

The tree knows where phrases and clauses begin, the engine which words look like somebody's; neither knows how much of what
follows is still said ("… the rules, | which a court has put on hold"). Each boundary is told by features in words; the
best sum of their weights (`data/cues/en/learnt`) is taken, and what the rules chose where nothing is better.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from demarche.model.syntax import Word

_LEFT = frozenset({"advcl", "obl", "obl:unmarked", "advmod", "nsubj", "parataxis", "ccomp", "cc", "mark", "nmod", "discourse", "obj", "dep"})  # fmt: skip
_RIGHT = frozenset({"conj", "parataxis", "appos", "ccomp", "xcomp", "advmod", "dep", "punct", "discourse", "dislocated", "cc", "mark", "obj", "nsubj"})  # fmt: skip
_RIGHT_KINDS = ("acl", "advcl", "obl", "nmod")
_NO_START = frozenset({"punct", "det", "case", "aux"})
_OPENERS = frozenset({"mark", "case", "cc"})
_WH = frozenset({"who", "which", "whom", "whose", "where", "when", "what", "how", "why"})
_CLOSED = frozenset({"SCONJ", "ADP", "CCONJ", "PRON", "DET", "PART"})
_LINKS = frozenset({"SCONJ", "ADP", "CCONJ", "PART"})
_FINITE = "VerbForm=Fin"
_QUOTES = ('"', "”", "“", "''")
_BREAKS = (".", "“", '"', ":", ";", "—", "''", "--")
_SHOWN = 3  # features in a reason
_SIZES = (1, 3, 6, 10, 20)  # words: the upper bounds of how far a boundary is moved


@dataclass(frozen=True, slots=True)
class Stretch:
    """A content as its indices of words, marks left out, in text order: by the tree, by the engine, and as chosen of both.

    `aside` are the words of cue and source, `quoted` the ranges of words of quotations, `form` how it stands with its cue.
    """

    words: Sequence[Word]
    tree: Sequence[int]
    engine: Sequence[int]
    chosen: Sequence[int]
    anchor: int
    aside: frozenset[int]
    quoted: Sequence[tuple[int, int]]
    form: str

    def within(self, low: int, high: int) -> "Stretch":
        """Return what of the content stands from one index to another: all that a boundary there is told by."""
        tree, engine, chosen = (
            [index for index in part if low <= index <= high]
            for part in (self.tree, self.engine, self.chosen)
        )
        return replace(self, tree=tree, engine=engine, chosen=chosen)


@dataclass(frozen=True, slots=True)
class Boundary:
    """The index of the first or last word of a content that could be, and what tells of it."""

    index: int
    features: tuple[str, ...]


def is_plain(word: Word) -> bool:
    """Tell whether a word is no mere mark."""
    return any(letter.isalnum() or letter in "$%" for letter in word.text)


def reached(stretch: Stretch, weights: Mapping[str, float]) -> tuple[Boundary, Boundary]:
    """Return the first and the last word of what is said."""
    first = _best(beginnings(stretch), stretch.chosen[0], weights)
    last = _best(ends(stretch), stretch.chosen[-1], weights)
    if first.index <= last.index:
        return first, last
    return Boundary(stretch.chosen[0], ()), Boundary(stretch.chosen[-1], ())


def told_by(boundary: Boundary, weights: Mapping[str, float]) -> str:
    """Return the features that speak most for a boundary, with their weights."""
    strongest = sorted(boundary.features, key=lambda told: -weights.get(told, 0.0))[:_SHOWN]
    return ", ".join(f"“{told}” {weights.get(told, 0.0):+.2f}" for told in strongest)


def _best(boundaries: Sequence[Boundary], chosen: int, weights: Mapping[str, float]) -> Boundary:
    def rank(boundary: Boundary) -> tuple[float, bool, int]:
        total = sum(weights.get(told, 0.0) for told in boundary.features)
        return round(total, 6), boundary.index == chosen, -abs(boundary.index - chosen)

    return max(boundaries, key=rank)


def ends(stretch: Stretch) -> list[Boundary]:
    """Return the words that the content could end with: before a phrase or clause, or where tree, engine or sentence end."""
    words, last = stretch.words, stretch.chosen[-1]
    low, high = _run_start(stretch), last + 1
    while high < len(words) and words[high].sentence == words[last].sentence and high not in stretch.aside:
        high += 1
    pieces: dict[int, tuple[Word, list[Word]]] = {}
    for index in range(low, high):
        word = words[index]
        if word.dep not in _RIGHT and not word.dep.startswith(_RIGHT_KINDS):
            continue
        below = word.subtree()
        begin = next((one.i for one in below if is_plain(one)), index)
        before = begin - 1
        while before >= low and not is_plain(words[before]):
            before -= 1
        is_piece = (
            low < begin < high and word.head.i < begin and before >= low and before not in stretch.aside
        )
        if is_piece and (before not in pieces or len(below) > len(pieces[before][1])):
            pieces[before] = word, below
    stretch = stretch.within(low, high)
    others = [
        max((index for index in part if low <= index < high), default=last)
        for part in (stretch.tree, stretch.engine)
    ]
    final = max(index for index in range(low, high) if is_plain(words[index]))
    found = sorted({last, final, *others, *pieces} - (stretch.aside - {last}))
    return [Boundary(index, tuple(_end(stretch, index, pieces.get(index), low, high))) for index in found]


def _run_start(stretch: Stretch) -> int:
    """Return the first word of the last piece, in its sentence."""
    words, inside, low = stretch.words, set(stretch.chosen), stretch.chosen[-1]
    sentence = words[low].sentence
    while (
        low > 0
        and words[low - 1].sentence == sentence
        and (low - 1 in inside or not is_plain(words[low - 1]))
    ):
        low -= 1
    while not is_plain(words[low]):
        low += 1
    return low


def _end(
    stretch: Stretch, index: int, piece: tuple[Word, list[Word]] | None, low: int, high: int
) -> Iterator[str]:
    words, last = stretch.words, stretch.chosen[-1]
    tree = [one for one in stretch.tree if one < high]
    engine = [one for one in stretch.engine if low <= one < high]
    move = _order(index, last)
    by_tree = "=" if tree and index == tree[-1] else "<" if index in stretch.tree else ">"
    by_engine = "0" if not engine else _order(index, engine[-1])
    if by_engine == "<" and index not in stretch.engine:
        by_engine = "."
    following = index + 1
    while following < high and not is_plain(words[following]):
        following += 1
    marks = _marks(words[index + 1 : following])
    is_final = following >= len(words) or words[following].sentence != words[index].sentence
    after = "none" if is_final else "stop" if following >= high else "more"
    is_open = any(start <= index < end - 2 for start, end in stretch.quoted)
    is_quoted = any(start <= low and last < end for start, end in stretch.quoted)
    yield f"end tree {by_tree} engine {by_engine}"
    yield f"end {move}"
    yield f"end {stretch.form} {move}"
    yield f"end {stretch.form} tree {by_tree} engine {by_engine}"
    yield f"end marks {marks} {move}"
    yield f"end after {after} {move}"
    yield f"end open {is_open} {move}"
    yield f"end quoted {is_quoted} {move}"
    yield f"end last {words[index].upos} {move}"
    if after == "more":
        yield f"end next {words[following].upos} {move}"
    yield from _moved(stretch, "end", index, last)
    if piece is not None:
        yield from _piece(stretch, piece, f"{move}", by_engine, has_comma="," in marks)
        end = piece[1][-1].i
        yield f"end piece to {'sentence' if end >= high - 2 else 'content' if end <= last else 'between'} {move}"


def _piece(
    stretch: Stretch, piece: tuple[Word, list[Word]], move: str, by_engine: str, *, has_comma: bool
) -> Iterator[str]:
    """Yield what tells of a phrase or clause that begins behind an end."""
    word, below = piece
    opener, is_finite = _opener(word, below), _is_finite(word)
    yield f"end before {word.dep} {move}"
    yield f"end before {word.dep} {opener} {move}"
    yield f"end before {word.dep} comma {has_comma} {move}"
    yield f"end before {word.dep} finite {is_finite} {move}"
    yield f"end before {opener} comma {has_comma} {move}"
    yield f"end before {word.dep} engine {by_engine} {move}"
    yield f"end before {word.dep} {stretch.form} {move}"
    yield f"end before {word.dep} on content {word.head.i in stretch.chosen} {move}"
    if any(one.i in stretch.aside for one in below):
        yield f"end before cue {move}"


def beginnings(stretch: Stretch) -> list[Boundary]:
    """Return the words that the content could begin with: a phrase or clause, behind one, or where tree or engine begin."""
    words, first = stretch.words, stretch.chosen[0]
    inside, sentence = set(stretch.chosen), words[first].sentence
    high = first
    while (
        high + 1 < len(words)
        and words[high + 1].sentence == sentence
        and (high + 1 in inside or not is_plain(words[high + 1]))
    ):
        high += 1
    low = first
    while low > 0 and words[low - 1].sentence == sentence and low - 1 not in stretch.aside:
        low -= 1
    stretch = stretch.within(low, high)
    starts, found = _starts(stretch, low, high)
    for part in (stretch.tree, stretch.engine):
        found.add(min((index for index in part if low <= index <= high), default=first))
    found |= {
        index
        for index in range(low + 1, high + 1)
        if is_plain(words[index]) and any(one in _before(words, index, low)[1] for one in _BREAKS)
    }
    kept = {
        index
        for index in found
        if low <= index <= high and index not in stretch.aside and is_plain(words[index])
    }
    return [
        Boundary(index, tuple(_beginning(stretch, index, starts.get(index), low, high)))
        for index in sorted({first, *kept})
    ]


def _starts(stretch: Stretch, low: int, high: int) -> tuple[dict[int, tuple[Word, list[Word]]], set[int]]:
    """Return the phrases and clauses by their first word, and the words that a content can begin with by them."""
    words, first, inside = stretch.words, stretch.chosen[0], set(stretch.chosen)
    starts: dict[int, tuple[Word, list[Word]]] = {}
    behind: dict[int, tuple[Word, list[Word]]] = {}
    for index in range(low, high + 1):
        word = words[index]
        below = word.subtree()
        plain = [one.i for one in below if is_plain(one)]
        if not plain:
            continue
        begin, end = plain[0], plain[-1]
        if (
            low <= begin <= high
            and word.dep not in _NO_START
            and (begin not in starts or len(below) > len(starts[begin][1]))
        ):
            starts[begin] = word, below
        if word.head.i > end and low <= end < high and word.dep in _LEFT:
            following = next((one for one in range(end + 1, high + 1) if is_plain(words[one])), None)
            if following is not None:
                behind.setdefault(following, (word, below))
    found = {
        begin
        for begin, (word, _) in starts.items()
        if word.is_root or word.head.i not in inside or begin <= first or word.head.i >= begin
    }
    return {**behind, **starts}, found | set(behind)


def _before(words: Sequence[Word], index: int, low: int) -> tuple[int, str]:
    """Return the word before one, marks left out, and the marks between."""
    marks, before = "", index - 1
    while before >= low and not is_plain(words[before]):
        marks = words[before].text + marks
        before -= 1
    return before, marks


def _beginning(
    stretch: Stretch, index: int, start: tuple[Word, list[Word]] | None, low: int, high: int
) -> Iterator[str]:
    words, first = stretch.words, stretch.chosen[0]
    tree = [one for one in stretch.tree if low <= one <= high]
    engine = [one for one in stretch.engine if low <= one <= high]
    move = _order(index, first)
    by = f"tree {_order(index, tree[0]) if tree else 0} engine {_order(index, engine[0]) if engine else 0}"
    before, between = _before(words, index, max(low - 3, 0))
    marks = _marks_of(between)
    is_first = before < 0 or words[before].sentence != words[index].sentence
    behind = "none" if is_first else "cue" if before in stretch.aside else "more"
    side = "after" if index > stretch.anchor else "before"
    yield f"begin {by}"
    yield f"begin {move}"
    yield f"begin {stretch.form} {move}"
    yield f"begin {stretch.form} {by}"
    yield f"begin marks {marks} {move}"
    yield f"begin behind {behind} {move}"
    yield f"begin {side} cue {move}"
    yield f"begin {side} cue behind {behind} {stretch.form} {move}"
    yield f"begin quoted {any(a <= first and index < b for a, b in stretch.quoted)} {move}"
    yield f"begin first {words[index].upos} {move}"
    yield from _moved(stretch, "begin", index, first)
    if index != first:
        lead = words[min(index, first)]
        yield f"begin lead {lead.upos} {move}"
        yield f"begin lead {lead.lower if lead.upos in _CLOSED else '-'} {stretch.form} {move}"
    if start is not None:
        word, below = start
        yield f"begin {word.dep} {move}"
        yield f"begin {word.dep} {side} cue {move}"
        yield f"begin {word.dep} {stretch.form} {move}"
        yield f"begin {word.dep} {_opener(word, below)} {move}"
        yield f"begin {word.dep} marks {marks} {move}"
        yield f"begin {word.dep} on cue {not word.is_root and word.head.i in stretch.aside} {stretch.form} {move}"
    if words[index].upos in _LINKS or words[index].upos == "DET":
        yield f"begin with {words[index].lower} {move}"
        yield f"begin with {words[index].lower} {stretch.form} {move}"
    if before >= low and words[before].upos in _LINKS:
        yield f"begin behind {words[before].lower} {move}"
        yield f"begin behind {words[before].lower} {stretch.form} {move}"


def _moved(stretch: Stretch, kind: str, index: int, chosen: int) -> Iterator[str]:
    """Yield how far a boundary is from the chosen one, and how much of what is between the engine marks."""
    if index == chosen:
        return
    far = abs(index - chosen)
    size = next((str(limit) for limit in _SIZES if far <= limit), "more")
    yield f"{kind} moved {_order(index, chosen)} {size}"
    a, b = (
        (min(index, chosen), max(index, chosen))
        if kind == "begin"
        else (min(index, chosen) + 1, max(index, chosen) + 1)
    )
    between = [one for one in range(a, b) if is_plain(stretch.words[one])]
    if stretch.engine and between:
        marked = sum(one in stretch.engine for one in between)
        yield f"{kind} share {_order(index, chosen)} {round(4 * marked / len(between))}/4"


def _order(index: int, other: int) -> str:
    return "=" if index == other else "<" if index < other else ">"


def _marks(words: Sequence[Word]) -> str:
    return _marks_of("".join(word.text for word in words))


def _marks_of(text: str) -> str:
    return "quote" if any(mark in text for mark in _QUOTES) else text[:2] or "no"


def _opener(word: Word, below: Sequence[Word]) -> str:
    """Return the word that opens a phrase or clause: its marker, preposition or conjunction, else a question word."""
    own = next((child.lower for child in word.children if child.i < word.i and child.dep in _OPENERS), None)
    if own is not None:
        return own
    return next((one.lower for one in below if one.i <= word.i and one.lower in _WH), "-")


def _is_finite(word: Word) -> bool:
    return _FINITE in word.feats or any(_FINITE in one.feats for one in word.having("aux", "aux:pass", "cop"))
