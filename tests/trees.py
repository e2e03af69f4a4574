"""Syntax written by hand: trees from rows in the manner of CoNLL-U, for tests that need no model."""

from collections.abc import Sequence

from demarche.model.reading import Block, BlockRole, Reading
from demarche.model.records import Report
from demarche.model.syntax import Entity, EntityLabel, Sentence, Syntax, Word

_CLOSING = frozenset(".,;:!?)]}%") | {"'s", "n't", "'", "”", "’s"}
_OPENING = frozenset("([{$£€“")
_FEWEST_CELLS = 5


def tree(rows: str, *names: tuple[int, int, EntityLabel], role: BlockRole = "paragraph") -> Syntax:
    """Return the syntax that the rows spell out; a blank line ends a sentence.

    A row is `FORM LEMMA UPOS DEP HEAD [FEATS]`, its cells separated by white space. HEAD counts the words of the
    sentence from 1; 0 is the root. A name is (first word, end, label), counted from 0 over all words. Words are
    set with single spaces, none before closing and after opening punctuation; all stand in one block.
    """
    words: list[Word] = []
    sentences: list[Sentence] = []
    for number, group in enumerate(_groups(rows)):
        first = len(words)
        for cells in group:
            words.append(_word(words, cells))
            words[-1].sentence = number
        root = _link(words[first:], [int(cells[4]) for cells in group], [cells[3] for cells in group])
        sentences.append(Sentence(number, first, len(words), root, 0, role))
    entities = tuple(Entity(start, end, label) for start, end, label in names)
    return Syntax(tuple(words), tuple(sentences), entities)


def text_of(syntax: Syntax) -> str:
    """Return the text that the words were set from."""
    text = ""
    for word in syntax.words:
        text += " " * (word.start - len(text)) + word.text
    return text


def reading_of(syntax: Syntax, *, published: str | None = None) -> Reading:
    """Return a reading of the text that the words were set from: one block, no input behind it."""
    text = text_of(syntax)
    report = Report(
        id="r:" + "0" * 16,
        path="report.txt",
        url=None,
        sha256="0" * 64,
        title=None,
        byline=(),
        outlet=None,
        published=published,
        language="en",
        text=text,
        removed=(),
        mended=(),
    )
    role = syntax.sentences[0].role if syntax.sentences else "paragraph"
    return Reading(report, None, (Block(0, len(text), role),), None, ())


def _groups(rows: str) -> list[list[list[str]]]:
    groups: list[list[list[str]]] = [[]]
    for line in rows.strip().splitlines():
        cells = line.split()
        if not cells:
            groups.append([])
            continue
        if len(cells) < _FEWEST_CELLS:
            raise ValueError(f"a row has at least {_FEWEST_CELLS} cells: {line!r}")
        groups[-1].append(cells)
    return [group for group in groups if group]


def _word(before: Sequence[Word], cells: Sequence[str]) -> Word:
    form, lemma, upos = cells[:3]
    feats = cells[5] if len(cells) > _FEWEST_CELLS and cells[5] != "_" else ""
    start = 0
    if before:
        glued = form in _CLOSING or before[-1].text in _OPENING
        start = before[-1].end + (0 if glued else 1)
    return Word(len(before), start, form, lemma=lemma, upos=upos, xpos="", feats=feats)


def _link(words: Sequence[Word], heads: Sequence[int], deps: Sequence[str]) -> Word:
    """Hang each word on its head and return the root."""
    roots = [word for word, head in zip(words, heads, strict=True) if head == 0]
    if len(roots) != 1:
        raise ValueError(
            f"a sentence has one root, not {len(roots)}: {' '.join(word.text for word in words)}"
        )
    for word, head, dep in zip(words, heads, deps, strict=True):
        word.dep = dep
        if head:
            word.head = words[head - 1]
            word.head.children.append(word)
    return roots[0]
