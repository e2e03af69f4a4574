"""Names with a hyphen, which the encoder may cut there: "Baek Sung-" or "Kök-" are no names."""

from dataclasses import replace

from demarche.model.syntax import Entity, Syntax, Word

_HYPHEN = "-"


def with_whole_names(syntax: Syntax) -> Syntax:
    """Return the syntax with names that go on to the end of their hyphenated word, as one name.

    The label of a name that was cut is that of the same words elsewhere in the report, else of its first part.
    """
    grown = [replace(entity, end=_end(syntax.words, entity)) for entity in syntax.entities]
    uncut = {
        _text(syntax.words, entity): entity.label
        for entity, whole in zip(syntax.entities, grown, strict=True)
        if entity.end == whole.end
    }
    found: list[Entity] = []
    for entity, whole in zip(syntax.entities, grown, strict=True):
        if found and entity.start < found[-1].end:
            continue
        label = uncut.get(_text(syntax.words, whole), whole.label)
        found.append(replace(whole, label=label) if whole.end != entity.end else whole)
    return replace(syntax, entities=tuple(found))


def _end(words: tuple[Word, ...], entity: Entity) -> int:
    """Return where a name ends that a hyphen joins to a further name word of the same name in the tree."""
    end = entity.end
    if words[end - 1].text == _HYPHEN:
        end -= 1
    while end + 1 < len(words) and words[end].text == _HYPHEN and _is_of_name(words, end + 1):
        end += 2
    return max(end, entity.end)


def _is_of_name(words: tuple[Word, ...], index: int) -> bool:
    """Tell whether a word stands right after a hyphen and what is before it, and the tree has it as a part of that name."""
    before, hyphen, word = words[index - 2], words[index - 1], words[index]
    is_joined = before.end == hyphen.start and hyphen.end == word.start
    return (
        is_joined and word.upos == before.upos == "PROPN" and word.dep == "flat" and word.head.i <= before.i
    )


def _text(words: tuple[Word, ...], entity: Entity) -> str:
    return " ".join(word.text for word in words[entity.start : entity.end])
