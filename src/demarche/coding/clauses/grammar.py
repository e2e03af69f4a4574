"""Small questions about words in a Universal Dependencies tree, asked by every module of this stage."""

from collections.abc import Iterator

from demarche.model.syntax import Word

_SUBJECTS = ("nsubj", "nsubj:pass", "nsubj:outer", "csubj", "csubj:pass")
_COMMAS = frozenset({",", "-", "–", "—"})
_LIMITS = frozenset({"only", "just", "merely", "simply", "solely"})
_PHRASE_BREAKS = frozenset(
    {"punct", "cc", "conj", "appos", "acl:relcl", "acl", "advcl", "parataxis", "discourse"}
)
_POLITE = frozenset({"would", "'d", "’d"})
_PASSIVE = ("nsubj:pass", "aux:pass", "csubj:pass")


def is_passive(verb: Word) -> bool:
    """Tell whether a verb is in the passive: a passive subject or auxiliary, or a passive participle."""
    return verb.first(*_PASSIVE) is not None or "Voice=Pass" in verb.feats


def is_relative(word: Word) -> bool:
    """Tell whether a word is a relative pronoun."""
    return "PronType=Rel" in word.feats


def surface_subject(verb: Word) -> Word | None:
    """Return the verb's own subject as it stands, active or passive."""
    return verb.first(*_SUBJECTS)


def preposition(word: Word) -> str | None:
    """Return the preposition of a nominal in small letters ("on", "because of"), or None."""
    case = next((child for child in word.children if child.dep == "case" and child.upos != "PART"), None)
    if case is None:
        return None
    fixed = [child.lower for child in case.having("fixed")]
    return " ".join([case.lower, *fixed])


def prepositions(word: Word) -> tuple[str, ...]:
    """Return each preposition of a nominal in small letters: "out of the pact" has "out" and "of"."""
    own = preposition(word)
    further = [child.lower for child in word.having("case") if child.upos != "PART"][1:]
    return () if own is None else (own, *further)


def marker(word: Word) -> str | None:
    """Return the word that marks a clause ("if", "that", "to", "in order"), or None."""
    mark = word.first("mark")
    if mark is None:
        return None
    return " ".join([mark.lower, *(child.lower for child in mark.having("fixed"))])


def proviso(clause: Word) -> str | None:
    """Return the participle before "that" that opens a condition, where the tree has it as a verb: "provided that Chile pays"."""
    mark = clause.first("mark")
    if mark is None or mark.lower != "that":
        return None
    openers = [clause.head, *clause.head.having("advcl")]
    return next((one.lower for one in openers if one.dep == "advcl" and one.i + 1 == mark.i), None)


def _is_reported(word: Word) -> bool:
    """Tell whether a clause is the content of a word in the past, or is said by an aside ("…, he said")."""
    reporting = [word.head] if word.dep in {"ccomp", "parataxis"} else []
    return any("Tense=Past" in one.feats for one in (*reporting, *word.having("parataxis")))


def conjunction(word: Word) -> str | None:
    """Return the conjunction that joins a word to an earlier one ("and", "rather than"), or None."""
    cc = word.first("cc")
    if cc is None:
        return None
    return " ".join([cc.lower, *(child.lower for child in cc.having("fixed"))])


def is_infinitive(verb: Word) -> bool:
    """Tell whether the verb has a "to" of its own."""
    return any(child.dep == "mark" and child.lower == "to" for child in verb.children)


def is_command(verb: Word) -> bool:
    """Tell whether a verb is an imperative: without subject and auxiliary but "do", as the engine's tag alone does not say."""
    if "Mood=Imp" not in verb.feats or surface_subject(verb) is not None:
        return False
    return all("Mood=Imp" in child.feats for child in verb.having("aux"))


def is_ing_form(word: Word) -> bool:
    """Tell whether a word is a gerund or present participle."""
    return "VerbForm=Ger" in word.feats or ("VerbForm=Part" in word.feats and "Tense=Pres" in word.feats)


def is_negated(word: Word) -> bool:
    """Tell whether the word has a negation of its own: not, never, no, without; "not only" is none."""
    limits = {child.i for child in word.children if child.lower in _LIMITS}
    return any(
        ("Polarity=Neg" in child.feats or "PronType=Neg" in child.feats)
        and child.i + 1 not in limits
        and child.upos != "INTJ"  # "replied: “No.”"
        for child in word.children
    )


def has_modal(word: Word) -> bool:
    """Tell whether an adjective is told with a modal, as in "must be ready"; who "would be ready" only says so politely."""
    auxiliaries = [child.lower for child in word.having("aux")] if word.upos == "ADJ" else []
    return bool(auxiliaries) and not _POLITE.issuperset(auxiliaries)


def is_told(word: Word) -> bool:
    """Tell whether a predicate is told in the past, finite or perfect, and not as somebody's words.

    "Kenya had to withdraw" is; in "Kenya said that it had to withdraw" the tense may be that of "said".
    """
    if any(_is_reported(one) for one in (word, *word.ancestors())):
        return False
    verb = word if word.upos in {"VERB", "AUX"} else word.first("cop")
    if verb is None or "Tense=Past" not in verb.feats:
        return False
    if "VerbForm=Fin" in verb.feats:
        return True
    auxiliaries = word.having("aux", "aux:pass")
    return any(child.lemma == "have" or "Tense=Past" in child.feats for child in auxiliaries)


def after_comma(word: Word) -> bool:
    """Tell whether a comma or dash stands right before the phrase or clause of a word."""
    first = word.subtree()[0]
    return any(
        mark.text in _COMMAS and mark.i in {first.i, first.i - 1}
        for mark in (*word.children, *word.head.children)
    )


def spellings(word: Word) -> tuple[str, ...]:
    """Return the lemmas to look a word up by: of "cease-fire" or "cease fire" first "ceasefire", last "fire"."""
    for child in word.children:
        if child.dep == "compound" and child.end + 1 == word.start:  # one hyphen or space
            return (child.lower + word.lemma, f"{child.lower}-{word.lemma}", word.lemma)
    return (word.lemma,)


def conjuncts(word: Word) -> Iterator[Word]:
    """Yield the word and everything coordinated with it, in text order of the coordination."""
    yield word
    for child in word.having("conj"):
        yield from conjuncts(child)


def first_conjunct(word: Word) -> Word:
    """Return the head of the coordination that the word belongs to."""
    while word.dep == "conj":
        word = word.head
    return word


def clause_of(word: Word) -> Word:
    """Return the nearest verb or predicate at or above the word."""
    for candidate in (word, *word.ancestors()):
        if candidate.upos in {"VERB", "AUX"} or candidate.is_root or candidate.first(*_SUBJECTS) is not None:
            return candidate
    return word


def phrase(word: Word, *, whole: bool = False) -> list[Word]:
    """Return the words of the noun phrase headed by `word`, in text order.

    Without `whole`, what a comma or a conjunction sets off is left out, and so is the preposition.
    """
    found = [word]
    for member in found:
        for child in member.children:
            if member is word and (child.dep == "case" or (not whole and child.dep in _PHRASE_BREAKS)):
                continue
            found.append(child)
    found.sort(key=lambda member: member.i)
    return found
