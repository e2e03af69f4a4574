"""What a verb of saying governs: a clause, the sentence it stands in, a noun phrase, or what stands before its speaker."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from demarche.coding.clauses.grammar import (
    after_comma,
    is_infinitive,
    is_ing_form,
    is_passive,
    is_relative,
    marker,
    phrase,
    preposition,
    surface_subject,
)
from demarche.lexicon.cues import SpeechCue
from demarche.model.syntax import Word

_VERBAL = frozenset({"VERB", "AUX"})
_CLAUSES = ("ccomp", "xcomp", "advcl", "obl")
_GOVERNED = frozenset({"of", "for"})
_PREDICATIVE = frozenset({"as"})
_JUDGING = frozenset({"criticise", "praise", "accuse"})
_NOMINAL = frozenset({"NOUN", "PROPN", "NUM", "DET"})
_SEMICOLON = ";"
_AT = "at"
_BESIDE = frozenset({"as"})  # opens a circumstance: "warns as troops mass at the border"

IsCue = Callable[[Word], bool]


@dataclass(frozen=True, slots=True)
class Governed:
    """The words of what is said and how they stand with the cue.

    `speaker` is who says it where the tree has that wrong; `further` are cues below the content that its speaker goes
    on with.
    """

    words: tuple[Word, ...]
    form: str
    speaker: Word | None = None
    further: tuple[Word, ...] = ()


def governed_by(verb: Word, cue: SpeechCue, companion: Word | None, is_cue: IsCue) -> Governed:
    """Return what a verb of saying governs; `is_cue` tells the words that report speech themselves."""
    found = (
        _clause(verb, cue, companion)
        or _host(verb, cue)
        or _beside(verb, cue)
        or _predication(verb, cue)
        or _nominal(verb, cue, companion)
        or _before_the_tag(verb, cue)
        or Governed((), "quote")
    )
    fronted = _fronted(verb) if "that" in cue.forms and found.form in {"that", "quote"} else []
    words = [*fronted, *found.words]
    if fronted and not found.words:
        found = Governed((), "that")
    further = [word for word in words if _goes_on(word, verb, words, is_cue)]
    out = {member.i for word in further for member in word.subtree()}
    kept = tuple(word for word in words if word.i not in out)
    return Governed(kept, found.form, found.speaker, tuple(further))


def clause_form(clause: Word) -> str:
    """Return how a clause stands with what governs it: to, of, for, ing or that."""
    if is_infinitive(clause):
        return "to"
    mark = clause.first("mark", "case")
    if mark is not None and mark.lower in _GOVERNED:
        return mark.lower
    return "ing" if clause.dep == "xcomp" else "that"


def is_aside(verb: Word) -> bool:
    """Tell whether a verb of saying stands beside what is said: "…, sources said", "as the minister put it"."""
    as_put = verb.dep == "advcl" and marker(verb) == "as" and not is_ing_form(verb)
    own = verb.first("obj")  # "as the minister put it", but not "as the minister protests the patrols"
    return verb.dep == "parataxis" or (as_put and (own is None or own.upos == "PRON"))


def _clause(verb: Word, cue: SpeechCue, companion: Word | None) -> Governed | None:
    for host in (verb, companion):
        for child in () if host is None else host.having(*_CLAUSES):
            form = clause_form(child)
            fits = form in cue.forms or ("marked" in cue.forms and marker(child) == "that")
            if fits and child is not companion and _completes(child, form, companion):
                return Governed(tuple(child.subtree()), form)
    target = verb.first("obj")
    for child in () if target is None else target.having("acl"):  # "accused the marines | of shooting"
        form = clause_form(child)
        if form in _GOVERNED and form in cue.forms:
            return Governed(tuple(child.subtree()), form)
    return None


def _host(verb: Word, cue: SpeechCue) -> Governed | None:
    """Return the sentence that the verb is an aside of."""
    if "that" not in cue.forms or not is_aside(verb) or verb.is_root:
        return None
    if verb.dep == "advcl" and verb.head.upos in _NOMINAL and surface_subject(verb.head) is None:
        return None
    aside = {member.i for member in verb.subtree()}
    return Governed(tuple(word for word in verb.head.subtree() if word.i not in aside), "that")


def _beside(verb: Word, cue: SpeechCue) -> Governed | None:
    after = (one for one in verb.having("parataxis") if one.upos in _VERBAL and one.i > verb.i)
    clause = next((one for one in after if not is_sentence(one)), None)
    if clause is not None and cue.addressee != "obj" and verb.first("obj") is not None:
        return None  # "mentioned a force; the passage was removed"
    return Governed(tuple(clause.subtree()), "that") if clause is not None and "that" in cue.forms else None


def is_sentence(clause: Word) -> bool:
    """Tell whether a semicolon sets a clause off from what it hangs on: it is as good as a sentence of its own."""
    first = clause.subtree()[0]
    return first.text == _SEMICOLON or any(
        mark.text == _SEMICOLON and mark.i == first.i - 1 for mark in clause.head.having("punct")
    )


def _predication(verb: Word, cue: SpeechCue) -> Governed | None:
    """Return an object with what is said of it: "called the test a provocation", "described it as a mistake", "put it at 40"."""
    target = verb.first("obj")
    if "pred" not in cue.forms or target is None or is_passive(verb):
        return None
    for child in verb.having("xcomp", "obl", "advcl"):
        says = child.dep == "xcomp" and child.upos not in _VERBAL and preposition(child) is None
        measures = preposition(child) == cue.particle == _AT and (
            child.upos == "NUM" or child.first("nummod")
        )
        if child.i > target.i and (says or measures or preposition(child) in _PREDICATIVE):
            return Governed((*phrase(target, whole=True), *child.subtree()), "pred")
    return None


def _nominal(verb: Word, cue: SpeechCue, companion: Word | None) -> Governed | None:
    if "np" not in cue.forms:
        return None
    target = verb.first("nsubj:pass" if is_passive(verb) else "obj")
    if target is None and companion is not None and companion.dep == "case":
        target = companion.head
        return Governed(tuple(word for word in target.subtree() if word is not companion), "np")
    if target is None and not is_passive(verb):  # "condemns in the strongest terms both the attack and …"
        target = next((one for child in verb.having("obl") for one in child.having("appos")), None)
    if target is None or (target.upos == "PRON" and target.first("acl:relcl") is None):
        return None
    words = phrase(target, whole=True)
    if target.i > verb.i:  # parser accidents: words before the verb are none of its object
        words = [word for word in words if word.i > verb.i]
    return Governed((*words, *_continuing(verb, words, cue)), "np")


def _continuing(verb: Word, words: Sequence[Word], cue: SpeechCue) -> list[Word]:
    """Return what goes on with an object although the tree hangs it on the verb: "a plan | to …", "them | for …"."""
    for_what = cue.act in _JUDGING
    last = max(word.i for word in words)
    for child in verb.having("advcl", "xcomp", "ccomp", "obl"):
        below = child.subtree()
        joins = is_infinitive(child) or marker(child) == "that" or preposition(child) in _PREDICATIVE
        why = for_what and "for" in {marker(child), preposition(child), clause_form(child)}
        if (joins or why) and below[0].i == last + 1:
            return below
    return []


def _fronted(verb: Word) -> list[Word]:
    """Return a main clause that stands before the speaker, whatever relation the tree gives it."""
    subject = surface_subject(verb)
    found: list[Word] = []
    for child in verb.children:
        own = surface_subject(child)
        if subject is None or own is None or child.i > verb.i or child.i > subject.i:
            continue
        is_main = marker(child) is None and child.dep in {"obl", "advcl", "ccomp", "parataxis", "dep"}
        if (is_main or (child.dep == "advcl" and _is_inserted(verb))) and not is_relative(own):
            found += child.subtree()
    return found


def _is_inserted(verb: Word) -> bool:
    """Tell whether speaker and verb stand between the commas of what is said: "If it rains, they said, we will wait"."""
    clause = verb.first("ccomp")
    if clause is None or marker(clause) is not None:
        return False
    first = next((word for word in clause.subtree() if word.upos != "PUNCT"), clause)
    between = [word for word in (*verb.children, *clause.children) if verb.i < word.i < first.i]
    return any(word.text == "," for word in between)


def _before_the_tag(verb: Word, cue: SpeechCue) -> Governed | None:
    """Return what stands before ", X said." where the tree has made neither of it: the sentence up to the comma."""
    sentence = _sentence_of(verb)
    behind = [word for word in sentence if word.i > verb.i and word.upos != "PUNCT"]
    before = [word for word in sentence if word.i < verb.i]
    commas = [word.i for word in before if word.text == ","]
    if "that" not in cue.forms or behind or not commas or not verb.is_root:
        return None
    tag = [word for word in before if word.i > commas[-1]]
    content = [word for word in before if word.i < commas[-1]]
    subject = surface_subject(verb)
    inside = {word.i for word in tag}
    names = [word for word in tag if word.head.i not in inside]
    if len(names) != 1 or names[0].upos not in {"PROPN", "NOUN", "PRON"}:
        return None
    if subject is None or subject.i in inside or not any(word.upos in _VERBAL for word in content):
        return None
    return Governed(tuple(content), "that", names[0])


def _sentence_of(word: Word) -> list[Word]:
    root = word
    for above in word.ancestors():
        root = above
    return root.subtree()


def _completes(clause: Word, form: str, companion: Word | None) -> bool:
    """Tell whether a clause completes a verb of saying instead of standing beside it ("while visiting", "to reassure")."""
    if any(is_relative(child) for child in clause.children) or marker(clause) in _BESIDE:
        return False
    if clause.dep in {"ccomp", "xcomp"}:
        return True
    addressed = clause.head.first("obj") is not None or (companion is not None and companion.dep == "case")
    return form in _GOVERNED or (form == "to" and clause.dep == "advcl" and addressed)


def _goes_on(word: Word, verb: Word, content: Sequence[Word], is_cue: IsCue) -> bool:
    """Tell whether a cue below a content is of its speaker: "…, adding that …", "said it was … and warned …"."""
    if not is_cue(word) or word.i < verb.i or surface_subject(word) is not None or word.head not in content:
        return False
    if word.dep == "advcl":
        return is_ing_form(word) and marker(word) is None and after_comma(word)
    return word.dep == "conj" and _is_past(word) and _is_past(verb)


def _is_past(verb: Word) -> bool:
    return "Tense=Past" in verb.feats and "VerbForm=Fin" in verb.feats
