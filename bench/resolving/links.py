"""Links of coreference: a mention with the nearest one before it that is the same, ours against GUM's entities.

Mentions of GUM are those of persons, organisations and places, by their head words; ours count by theirs. A link of ours
joins a mention to the nearest mention before it with the same key: the id, or name and country where there is none. It is
right if both heads are GUM's of one entity. Recall is of all of GUM's mentions but the first of each entity; precision
is of our links whose later word is the head of a mention of GUM's. `all_precision` counts our other links as well, as
wrong: those between words that GUM has no person, organisation or place for. By sort: pronouns, names, other nouns.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from bench.common.benchmark import Figure
from bench.common.errors import Error
from bench.common.events import Range
from bench.common.measures import NOTHING, Counts, share
from bench.common.mentions import FoundMention
from bench.resolving.chains import ChainMention, Chains

_SORTS = ("pronoun", "name", "noun")
_CONTEXT = 60  # characters shown on each side


@dataclass(frozen=True, slots=True)
class _Link:
    """A later head and the earlier one that it is joined to; the entities that GUM has them in."""

    later: Range
    earlier: Range
    of_later: str | None
    of_earlier: str | None

    @property
    def right(self) -> bool:
        return self.of_later is not None and self.of_later == self.of_earlier


def link_figures(documents: Sequence[tuple[Chains, Sequence[FoundMention]]]) -> dict[str, Figure]:
    """Return precision, recall and F1 of the links, and those by sort."""
    by_sort: dict[str, Counts] = dict.fromkeys(_SORTS, NOTHING)
    outside = 0
    for document, mentions in documents:
        gold = {one.head: one for one in document.mentions}
        links = _links(gold, mentions)
        outside += sum(link.of_later is None for link in links.values())
        for one in _anaphors(document):
            link = links.get(one.head)
            by_sort[one.sort] += Counts(1, int(link is not None), int(link is not None and link.right))
        for head in _firsts(document):
            by_sort[gold[head].sort] += Counts(0, int(head in links), 0)
    total = sum(by_sort.values(), NOTHING)
    return {
        "f1": total.f1,
        "precision": total.precision,
        "recall": total.recall,
        "all_precision": share(total.right, total.predicted + outside),
        **{
            sort: {"f1": one.f1, "precision": one.precision, "recall": one.recall}
            for sort, one in by_sort.items()
        },
        "links": total.gold,
        "documents": len(documents),
    }


def link_errors(document: Chains, mentions: Sequence[FoundMention]) -> Iterator[Error]:
    """Yield the links that are missing or wrong."""
    gold = {one.head: one for one in document.mentions}
    links = _links(gold, mentions)
    found = {place for mention in mentions for place in mention.head}
    for one in _anaphors(document):
        link = links.get(one.head)
        if link is None:
            cause = "no link" if one.head in found else "no mention"
            yield Error(one.sort, cause, document.id, _shown(document, one.head), ())
        elif not link.right:
            yield Error(
                one.sort,
                "wrong link",
                document.id,
                _shown(document, one.head),
                (_shown(document, link.earlier),),
            )
    for head in _firsts(document):
        if head in links:
            earlier = _shown(document, links[head].earlier)
            yield Error(gold[head].sort, "first", document.id, _shown(document, head), (earlier,))


def _anaphors(document: Chains) -> Iterator[ChainMention]:
    """Yield the mentions but for the first of each entity; one head is one mention."""
    firsts = set(_firsts(document))
    yield from (
        one for one in {one.head: one for one in document.mentions}.values() if one.head not in firsts
    )


def _firsts(document: Chains) -> Iterator[Range]:
    """Yield the head of the first mention of each entity."""
    firsts: dict[str, Range] = {}
    for one in {one.head: one for one in document.mentions}.values():
        firsts.setdefault(one.entity, one.head)
    yield from firsts.values()


def _links(gold: Mapping[Range, ChainMention], mentions: Sequence[FoundMention]) -> dict[Range, _Link]:
    """Return our links by their later head."""
    before: dict[tuple[str, ...], Range] = {}
    found: dict[Range, _Link] = {}
    words: defaultdict[tuple[str, ...], set[tuple[Range, ...]]] = defaultdict(set)
    for mention in sorted(mentions, key=lambda one: one.head):
        key = tuple(sorted(one.key for one in mention.participants))
        head = mention.head[0]
        if mention.words in words[key] and head not in gold:
            continue  # the same phrase by another of its words
        words[key].add(mention.words)
        if key in before:
            earlier = before[key]
            found[head] = _Link(head, earlier, _entity(gold, head), _entity(gold, earlier))
        before[key] = head
    return found


def _entity(gold: Mapping[Range, ChainMention], head: Range) -> str | None:
    return gold[head].entity if head in gold else None


def _shown(document: Chains, head: Range) -> str:
    start, end = head
    before, after = document.text[max(0, start - _CONTEXT) : start], document.text[end : end + _CONTEXT]
    return f"{before}⟦{document.text[start:end]}⟧{after}".replace("\n", " ")
