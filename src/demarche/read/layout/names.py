"""Names of people and of organisations as bylines and header lines write them."""

from dataclasses import dataclass
from itertools import pairwise

from demarche.lexicon.layout import Layout

_ARTICLE = "the "


@dataclass(frozen=True, slots=True)
class Byline:
    """Who wrote the report, and for whom, as far as a byline says it."""

    names: tuple[str, ...]
    outlet: str | None


def is_person(text: str, layout: Layout) -> bool:
    """Whether the text has the form of a person's full name: two to five words in capitals, no organisation's."""
    words = text.split()
    if not 1 < len(words) <= layout.limits.name_words or is_organisation(text, layout):
        return False
    if words[-1].lower() in layout.words.particles or not words[0][0].isalpha():
        return False
    return all(_is_name_word(word, layout) for word in words)


def is_bare_person(text: str, layout: Layout) -> bool:
    """Whether a line without "By" has the form of a person's name, and of nothing else."""
    words = text.lower().split()
    known = layout.words.organisation_first | layout.words.organisation_last
    return is_person(text, layout) and words[0] not in layout.words.articles and known.isdisjoint(words)


def is_organisation(text: str, layout: Layout) -> bool:
    """Whether the text has the form of an organisation's name: capitals, and a word such as "Courier" or "Ministry of"."""
    lower = text.lower()
    if lower in layout.words.agencies:
        return text[:1].isupper() or "." in text
    words, lists = text.split(), layout.words
    if len(words) <= 1 or not words[0][0].isupper() or not is_capitalised(text, layout):
        return False
    if text[-1] in ":;!?" or any(word[-1] in ",:" for word in words):
        return False
    if words[-1].lower() in lists.organisation_last:
        return True
    pairs = pairwise(lower.split())
    return any(word in lists.organisation_first and link in {"of", "for", "on"} for word, link in pairs)


def is_capitalised(text: str, layout: Layout) -> bool:
    """Whether the text is a few words, all in capitals but for those that link them."""
    words = text.split()
    few = 0 < len(words) <= layout.limits.organisation_words
    return few and all(word[0].isupper() or word in layout.words.connectives for word in words)


def is_title_case(text: str, layout: Layout) -> bool:
    """Whether nearly all words of some length begin with a capital, as in the headlines of many papers."""
    limits = layout.limits
    if text.isupper():
        return False
    words = [word for word in text.split() if len(word) > limits.title_case_letters and word[0].isalpha()]
    return len(words) > 1 and sum(word[0].isupper() for word in words) >= limits.title_case_share * len(words)


def byline(text: str, layout: Layout) -> Byline | None:
    """Return the names in the rest of a byline, or None if it is something else that begins with "by"."""
    names: list[str] = []
    outlet: str | None = None
    for piece in layout.patterns.byline_joint.split(text.strip(" .,;|")):
        part = layout.patterns.byline_place.sub("", piece).strip()
        words = part.lower().removeprefix(_ARTICLE).split()
        if is_organisation(part.removeprefix(_ARTICLE), layout):
            outlet = part.removeprefix(_ARTICLE)
            if not names:
                names.append(part)
        elif not words or (names and _is_aside(words, part, layout)):
            continue
        elif is_person(part, layout) or (
            words[-1] in layout.words.staff and len(words) <= layout.limits.name_words
        ):
            names.append(part)
        else:
            return None
    return Byline(tuple(names), outlet) if names else None


def _is_aside(words: list[str], part: str, layout: Layout) -> bool:
    """Whether a part after a name is a job, or a place of one word."""
    is_job = any(word in layout.words.jobs or word in layout.words.staff for word in words)
    return is_job or (len(words) == 1 and part[0].isupper())


def _is_name_word(word: str, layout: Layout) -> bool:
    bare = word.strip(".,'’\"“”")
    if not bare or not all(character.isalpha() or character in ".'’-" for character in bare):
        return False
    if bare.lower() in layout.words.particles:
        return True
    prefix, _, rest = bare.partition("-")
    if prefix in layout.words.particles:
        bare = rest
    return bare[:1].isupper() and bare.lower() not in layout.words.openers
