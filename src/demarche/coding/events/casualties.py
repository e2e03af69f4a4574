"""How many people an event harmed, as the report gives it."""

from collections.abc import Iterable

from demarche.coding.clauses.extent import trimmed
from demarche.coding.clauses.frames import deep_object, deep_subject
from demarche.lexicon.quantities import Harm, Quantities
from demarche.model.parts import Casualties, Count
from demarche.model.reading import Reading
from demarche.model.syntax import Word

_POS = {"VERB": "verb", "AUX": "verb", "ADJ": "adj", "NOUN": "noun"}
_NEAR = frozenset({"advcl", "conj", "acl", "acl:relcl", "xcomp", "obl", "parataxis"})
_MULTIPLIER = 100  # and above: "two hundred" multiplies, "twenty five" adds
_DOZEN = "dozen"
_BEFORE = 4  # words before a number that can bound it ("at least", "no fewer than")


def casualties_of(
    triggers: Iterable[Word], quantities: Quantities, reading: Reading
) -> tuple[Casualties | None, str]:
    """Return the people harmed by what the triggers name or lead to in the same sentence, and the words that say so."""
    counts: dict[str, tuple[Count, list[Word]]] = {}
    for word in _harming(triggers):
        harm = quantities.harm.get((word.lemma, _POS.get(word.upos, "")))
        if harm is None or harm.count in counts:
            continue
        people = _people(word, harm)
        found = None if people is None else count_of(people, quantities)
        if found is not None:
            counts[harm.count] = found
    if not counts:
        return None, ""
    spans = tuple(reading.span(words[0].start, words[-1].end) for _, words in counts.values())
    made = {name: count for name, (count, _) in counts.items()}
    reason = "; ".join(f"{name}: “{span.text}”" for name, span in zip(made, spans, strict=True))
    return Casualties(made.get("killed"), made.get("wounded"), made.get("missing"), spans), reason


def count_of(people: Word, quantities: Quantities) -> tuple[Count, list[Word]] | None:
    """Return how many people a noun phrase stands for and the words that say so, or None if it gives no number."""
    number = people if people.upos == "NUM" else people.first("nummod")
    if number is None and people.lower in quantities.words and people.lower not in {"a", "an", "no"}:
        number = people
    if number is None and people.first("det") is not None and "Number=Sing" in people.feats:
        article = next(
            (child for child in people.having("det") if child.lower in {"a", "an", "one", "another"}), None
        )
        return None if article is None else (Count(1, 1), trimmed([article, people]))
    if number is None:
        return None
    value = _value(number, quantities)
    if value is None:
        return None
    bound, words = _bound(number, people, quantities)
    count = _bounded(*value, bound)
    return (
        None
        if count is None
        else (count, trimmed([*words, *_parts(number), *([people] if people is not number else [])]))
    )


def _bounded(least: int, most: int | None, bound: str) -> Count | None:
    """Return a number as a count, with the bound that stands beside it."""
    if bound == "least":
        return Count(least, None)
    if bound == "above":
        return Count(least + 1, None)
    if bound in {"most", "below"}:
        return None if most is None else Count(None, most - (bound == "below"))
    return Count(least, most)


def _harming(triggers: Iterable[Word]) -> list[Word]:
    found: list[Word] = []
    for trigger in triggers:
        found.append(trigger)
        found.extend(child for child in trigger.children if child.dep in _NEAR)
    return found


def _people(word: Word, harm: Harm) -> Word | None:
    if harm.who == "self":
        return word
    filler = deep_object(word) if harm.who == "obj" else deep_subject(word)
    return None if filler is None else filler.word


def _value(number: Word, quantities: Quantities) -> tuple[int, int | None] | None:
    text = number.lower.replace(",", "")
    if text.isdecimal():
        return int(text), int(text)
    least: int = 0
    most: int | None = 0
    for part in _parts(number):
        quantity = quantities.words.get(part.lower)
        if quantity is None:
            return None
        if quantity.least >= _MULTIPLIER or part.lemma == _DOZEN:
            least = max(least, 1) * quantity.least
            most = None if quantity.most is None or most is None else max(most, 1) * quantity.most
        else:
            least += quantity.least
            most = None if quantity.most is None or most is None else most + quantity.most
    return least, most


def _parts(number: Word) -> list[Word]:
    """Return the words of a number, in text order: "two hundred"."""
    return sorted([number, *number.having("compound", "nummod", "flat")], key=lambda part: part.i)


def _bound(number: Word, people: Word, quantities: Quantities) -> tuple[str, list[Word]]:
    near = [
        word for word in (*people.subtree(), *number.subtree()) if number.i - _BEFORE <= word.i < number.i
    ]
    near = sorted(set(near), key=lambda word: word.i)
    for size in range(len(near), 0, -1):
        tail = near[-size:]
        bound = quantities.bounds.get(" ".join(word.lower for word in tail))
        if bound is not None:
            return bound, tail
    return "", []
