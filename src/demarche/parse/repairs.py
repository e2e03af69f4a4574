"""Mends what the parser systematically gets wrong in news prose, before anything is read off the tree.

Each repair follows from the grammar of Universal Dependencies, not from a sentence: a conjunct hangs on what
precedes it, a verb has one subject, and what stands before the conjunction of a clause is not inside the clause.
"""

from collections.abc import Sequence
from itertools import pairwise

from demarche.model.syntax import Word
from demarche.parse.infinitives import mend_infinitives
from demarche.parse.moves import NOMINAL, SUBJECTS, move
from demarche.parse.participles import mend_participles

_TWO = 2
_TIMES = frozenset({"obl", "obl:unmarked"})
_IMPERSONAL = frozenset(
    {"seem", "appear", "emerge", "turn", "happen", "transpire", "follow", "matter", "be", "take"}
)
_PRENOMINAL = frozenset({"visiting"})  # participles before a guest, which the parser takes for gerunds
_BEFORE_GUEST = frozenset({"with", "to", "between", "and", "against", "from", "by"})
_GUEST_OF = {"csubj": "nsubj", "csubj:pass": "nsubj:pass", "conj": "conj"}
_COMMAS = frozenset({",", "-", "–", "—", "("})
_BESIDE = frozenset({"appos", "nmod:unmarked"})
_INSIDE_PHRASE = frozenset(
    {"compound", "flat", "amod", "nmod:desc", "nmod:unmarked", "nummod", "det", "punct", "conj"}
)


def repair_headline(root: Word) -> Word:
    """Return the root of a headline; "Envoy to visit Osh" is a sentence whose verb is the infinitive."""
    if root.upos not in NOMINAL:
        return root
    for child in root.having("acl"):
        if any(mark.dep == "mark" and mark.lower == "to" for mark in child.children) and child.i > root.i:
            root.children.remove(child)
            child.head = child
            child.dep = "root"
            root.head = child
            root.dep = "nsubj"
            child.children.insert(0, root)
            return child
    return root


def repair(words: Sequence[Word]) -> None:
    """Mend the heads and relations of a report's words in place; the words stay the same."""
    for word in words:
        if word.dep == "conj" and word.head.i > word.i:
            _joins_what_precedes(word, words)
        _one_of_a_list(word, words)
        _name_is_head(word)
        _what_is_asked(word)
        _it_acts(word)
        mend_participles(word)
        mend_infinitives(word)
        _describes_guest(word, words)
        _source_is_aside(word)
        _subject_of_its_own(word)
        _behind_the_clause(word)
        _noun_of_the_clause(word, words)
        _one_subject(word, words)
        _outside_the_clause(word, words)
        _time_of_saying(word)


def _joins_what_precedes(word: Word, words: Sequence[Word]) -> None:
    """Hang a conjunct on the phrase before its conjunction, never on what follows it."""
    first = min(member.i for member in word.subtree())
    if first == 0 or words[first - 1].sentence != word.sentence:
        return
    before = words[first - 1]
    while before.head.i < first and not before.is_root and before.dep in _INSIDE_PHRASE:
        before = before.head
    if before.upos in NOMINAL and word.upos in NOMINAL:
        move(word, before, "conj")


def _one_of_a_list(name: Word, words: Sequence[Word]) -> None:
    """Join a name behind a comma to the subject before it if others are joined to it: "Japan, | Australia and Peru agreed"."""
    first = name.head
    others = list(name.having("conj"))
    if name.dep not in _BESIDE or first.dep not in SUBJECTS or not others or name.i < first.i:
        return
    begun = min(word.i for word in name.subtree() if word.upos != "PUNCT")
    if name.upos != "PROPN" or first.upos != "PROPN" or words[begun - 1].text != ",":
        return
    move(name, first, "conj")
    for other in others:
        move(other, first, "conj")


def _name_is_head(name: Word) -> None:
    """Hang a title on the name behind it, not the name on the title: "fisheries minister Kari Nordby met"."""
    title = name.head
    if (
        name.dep != "flat"
        or title.upos != "NOUN"
        or title.is_root
        or name.upos != "PROPN"
        or name.i < title.i
    ):
        return
    above, dep = title.head, title.dep
    move(name, above, dep)
    for child in list(title.children):
        if child.i > name.i:
            move(child, name, child.dep)
    move(title, name, "nmod:desc")


def _what_is_asked(verb: Word) -> None:
    """Make a clause with "whether" behind a verb that has no object what the verb is about: "is investigating whether …"."""
    if verb.upos != "VERB" or verb.first("obj", "ccomp", "xcomp") is not None:
        return
    for child in verb.having("advcl"):
        if child.i > verb.i and any(
            mark.dep == "mark" and mark.lower == "whether" for mark in child.children
        ):
            child.dep = "ccomp"


def _it_acts(verb: Word) -> None:
    """Make "it" the subject of an active verb with a clause, unless the verb is one that nobody does: "It demanded that"."""
    clause = verb.first("ccomp")
    if (
        verb.upos != "VERB"
        or clause is None
        or verb.lemma in _IMPERSONAL
        or verb.first("nsubj", "aux:pass", "cop")
    ):
        return
    for child in verb.having("expl"):
        if child.i < verb.i < clause.i:
            child.dep = "nsubj"


def _describes_guest(participle: Word, words: Sequence[Word]) -> None:
    """Hang a participle on the titled guest behind it: "talks with visiting Kenyan President X", "Kenya's visiting minister"."""
    guest = participle.first("obj")
    owner = next((child for child in participle.having("nsubj") if child.first("case") is not None), None)
    if participle.dep == "amod" and owner is not None:
        move(owner, participle.head, "nmod:poss")
    if participle.lower not in _PRENOMINAL or participle.is_root or guest is None or participle.i == 0:
        return
    start = min(word.i for word in guest.subtree())
    is_titled = guest.upos == "NOUN" or guest.first("nmod:desc") is not None
    before = words[participle.i - 1]
    is_after = owner is not None or before.lower in _BEFORE_GUEST or before is participle.head
    if start != participle.i + 1 or guest.first("det", "nmod:poss") or not is_titled or not is_after:
        return
    above, inside = participle.head, participle.head.upos in NOMINAL
    marks = list(participle.having("mark", "case"))
    move(guest, above, ("nmod" if inside else "obl") if marks else _GUEST_OF.get(participle.dep, "obj"))
    for child in list(participle.children):
        if child is owner or child in marks:
            move(child, guest, "nmod:poss" if child is owner else "case")
        else:
            move(child, above, "nmod" if inside and child.dep == "obl" else child.dep)
    move(participle, guest, "amod")


def _subject_of_its_own(verb: Word) -> None:
    """Give the first of two subjects to the clause between them that has none: "Rebels took the town, officials said"."""
    clause = next((child for child in verb.children if child.dep == "ccomp" and child.i < verb.i), None)
    subjects = [child for child in verb.children if child.dep in SUBJECTS and child.i < verb.i]
    if clause is None or len(subjects) < _TWO or any(child.dep in SUBJECTS for child in clause.children):
        return
    first, last = subjects[0], subjects[-1]
    if first.i < clause.i < last.i:
        move(
            first,
            clause,
            "nsubj:pass" if any(child.dep == "aux:pass" for child in clause.children) else "nsubj",
        )


def _source_is_aside(verb: Word) -> None:
    """Make what stands after "according to" no subject: "According to two diplomats, | the Union has offered"."""
    for child in verb.having(*SUBJECTS):
        if any(case.lower == "according" for case in child.having("case")):
            child.dep = "obl"


def _noun_of_the_clause(verb: Word, words: Sequence[Word]) -> None:
    """Hang a clause beside the main one on the noun that it is about: "Migingo, the island | both countries claim"."""
    subjects = [child for child in verb.children if child.dep in SUBJECTS and child.i < verb.i]
    if verb.dep != "parataxis" or verb.i < verb.head.i or len(subjects) != _TWO or verb.first("obj", "ccomp"):
        return
    noun, subject = subjects
    begun, start = noun.subtree()[0].i, subject.subtree()[0].i
    if noun.upos not in NOMINAL or noun.subtree()[-1].i + 1 != start or begun < _TWO:
        return
    comma, before = words[begun - 1], words[begun - _TWO]
    if comma.text not in _COMMAS or before.upos not in NOMINAL or before.sentence != verb.sentence:
        return
    move(noun, before, "appos")
    move(verb, noun, "acl:relcl")
    if comma.head is verb:
        move(comma, noun, "punct")


def _behind_the_clause(verb: Word) -> None:
    """Take back what a clause before the verb has from beyond its end: "“We will stay,” the minister said on Monday"."""
    clause = next((child for child in verb.children if child.dep == "ccomp" and child.i < verb.i), None)
    if clause is None:
        return
    for child in list(clause.children):
        is_speaker = child.dep in SUBJECTS and clause.i < child.i < verb.i
        if is_speaker and verb.first(*SUBJECTS) is None:
            move(child, verb, "nsubj")
        elif child.i > verb.i and child.dep in _TIMES:
            move(child, verb, child.dep)


def _one_subject(verb: Word, words: Sequence[Word]) -> None:
    """Make the second of two subjects on one side the apposition of the first: "said one of them, Elena Quispe"."""
    subjects = [child for child in verb.children if child.dep in SUBJECTS]
    for first, second in pairwise(subjects):
        start = min((word.i for word in second.subtree() if word.upos != "PUNCT"), default=0)
        apart = first.i < verb.i < second.i or second.upos not in NOMINAL
        if apart or start == 0 or first.first("appos") is not None:
            continue
        last = max(
            (word.i for word in first.subtree() if word.i < start and word.upos != "PUNCT"), default=start
        )
        between = words[last + 1 : start]
        if between and between[-1].text in _COMMAS and all(word.upos == "PUNCT" for word in between):
            move(second, first, "appos")


def _outside_the_clause(verb: Word, words: Sequence[Word]) -> None:
    """Give a nominal that stands before "that" of its supposed clause to the clause above: "told the paper that"."""
    if verb.dep != "ccomp":
        return
    mark = next((child for child in verb.children if child.dep == "mark" and child.lower == "that"), None)
    if mark is None:
        return
    for child in [child for child in verb.children if child.i < mark.i and child.dep in SUBJECTS]:
        start = min(word.i for word in child.subtree())
        before = words[start - 1] if start > 0 else None
        if before is None or start <= verb.head.i:
            continue
        if before.head is verb.head and before.upos in NOMINAL:
            move(child, before, "appos")
        else:
            move(child, verb.head, "obj")


def _time_of_saying(verb: Word) -> None:
    """Give the time between a verb and the subject of its clause to the verb: "said on Monday it would leave"."""
    subject = next((child for child in verb.children if child.dep in SUBJECTS), None)
    if verb.dep != "ccomp" or subject is None or subject.i < verb.head.i:
        return
    start = verb.head.i + 1
    for child in list(verb.children):
        if child.dep not in _TIMES or not verb.head.i < child.i < subject.i:
            continue
        if min(word.i for word in child.subtree()) != start:
            return
        start = max(word.i for word in child.subtree()) + 1
        move(child, verb.head, child.dep)
