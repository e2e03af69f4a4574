"""Who is in which place around a trigger: deep subject, object, obliques and complement.

Passives, reduced relatives, relative clauses, control, coordination, nominal events and support verbs are
undone here, so that a sense of the lexicon states its roles once.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from demarche.coding.clauses.grammar import (
    after_comma,
    conjuncts,
    first_conjunct,
    is_command,
    is_infinitive,
    is_ing_form,
    is_passive,
    is_relative,
    marker,
    preposition,
    prepositions,
    surface_subject,
)
from demarche.model.syntax import Word

_DEPTH = 8  # of inherited subjects; deeper trees are parser accidents
_OBJECT, _PASSIVE_SUBJECT = "object", "passive subject"
_OBJECTS = frozenset({_OBJECT, _PASSIVE_SUBJECT})
_LAYERS = 2  # of phrases inside phrases
_OF_THE_OBJECT = frozenset(
    {"of", "from", "for", "against", "into", "about", "over", "with"}
)  # "accused them of leaving"
_ASKING = frozenset({("call", "on"), ("call", "upon"), ("appeal", "to"), ("plead", "with")})
_NOMINAL = frozenset({"nmod", "appos", "conj", "flat", "compound"})
_HOLDING = frozenset({"from", "into", "on"})  # "released from prison by the court"


@dataclass(frozen=True, slots=True)
class Filler:
    """A word in a place of the frame, and how it was found there, in words for `explain`."""

    word: Word
    how: str


@dataclass(frozen=True, slots=True)
class Oblique:
    """A nominal with its preposition."""

    preposition: str
    word: Word


@dataclass(frozen=True, slots=True)
class Complement:
    """The clause that completes the trigger: its form (to, that, ing) and its predicate."""

    form: str
    word: Word


@dataclass(frozen=True, slots=True)
class Frame:
    """A trigger with its company. `subjects` are candidates for the deep subject, the likeliest first."""

    trigger: Word
    construction: str
    support: Word | None
    subjects: tuple[Filler, ...]
    object: Filler | None
    indirect: Filler | None
    obliques: tuple[Oblique, ...]
    complement: Complement | None
    nearby: tuple[Oblique, ...] = ()  # obliques of the object, where a prepositional phrase may hang as well
    issuer: Filler | None = (
        None  # who makes the noun that a participle describes: "issued a statement condemning"
    )
    undergoer: Filler | None = None  # subject of a support verb that receives what the noun says

    @property
    def inner(self) -> tuple[Oblique, ...]:
        """Return the obliques deeper inside: "millions in aid to refugees"; few senses ask for them."""
        return inside((*self.obliques, *self.nearby))

    def obliques_with(self, name: str) -> tuple[Word, ...]:
        """Return the nominals that stand with a preposition, the trigger's own before its object's."""
        return tuple(found.word for found in (*self.obliques, *self.nearby) if found.preposition == name)


# How a word carries an event noun: the subject of a verb does what the noun says, or undergoes it; a noun bundles events
# of one kind ("a series of airstrikes"); None: it does not.
SupportKind = Literal["does", "undergoes", "bundles"]
KindOfSupport = Callable[[Word], SupportKind | None]


def verb_frame(verb: Word) -> Frame:
    """Return the frame of a verb."""
    passive = is_passive(verb)
    subject = deep_subject(verb)
    subjects = () if subject is None else (subject, *_around_antecedent(verb, subject))
    target = deep_object(verb)
    objects = [] if target is None or target.how not in _OBJECTS else conjuncts(target.word)
    nearby = tuple(oblique for word in objects for oblique in nominal_obliques(word))
    return Frame(
        trigger=verb,
        construction=_construction(verb, passive=passive),
        support=None,
        subjects=subjects,
        object=target,
        indirect=_filler(verb.first("iobj"), "indirect object"),
        obliques=_obliques(verb),
        complement=complement_of(verb),
        nearby=nearby,
        issuer=_issuer(verb),
    )


def headline_passive(verb: Word) -> Frame | None:
    """Return the frame of a headline's past form read as a passive, or None: headlines tell what is done in the present."""
    subject = verb.first("nsubj")
    is_past = verb.is_root and "Tense=Past" in verb.feats and not is_passive(verb)
    if subject is None or not is_past or verb.first("aux", "obj", "ccomp", "xcomp") is not None:
        return None
    agent = _agent(verb)
    return replace(
        verb_frame(verb),
        construction="passive",
        subjects=() if agent is None else (Filler(agent, "passive agent"),),
        object=Filler(subject, "passive subject of a headline"),
    )


def told_frame(frame: Frame) -> Frame | None:
    """Return the frame with the infinitive that the tree has hung on its object: "ordered the paper to close"; or None."""
    if frame.object is None:
        return None
    infinitives = (clause for clause in frame.object.word.having("acl") if is_infinitive(clause))
    clause = next(infinitives, None)
    return None if clause is None else replace(frame, complement=Complement("to", clause))


def noun_frame(noun: Word, support_kind: KindOfSupport) -> Frame:
    """Return the frame of an event noun; `support_kind` tells the verbs that only carry such a noun."""
    support = support_of(noun, support_kind)
    bundle = bundle_of(noun, support_kind)
    obliques = nominal_obliques(noun) + (() if bundle is noun else nominal_obliques(bundle))
    subjects = [Filler(found.word, "by-phrase") for found in obliques if found.preposition == "by"]
    target = next(
        (
            Filler(found.word, "of-phrase")
            for found in obliques
            if found.preposition == "of" and found.word is not noun
        ),
        None,
    )
    undergoer = None
    if support is not None:
        obliques += _obliques(support)
        carried = deep_subject(support)
        if support_kind(support) == "undergoes":
            subjects += [
                Filler(found.word, "from-phrase") for found in obliques if found.preposition == "from"
            ]
            undergoer = carried
        elif carried is not None:
            subjects.append(Filler(carried.word, f"subject of the support verb “{support.text}”"))
    subjects += [Filler(child, "possessor") for child in noun.having("nmod:poss")]
    subjects += [
        Filler(child, "modifier of the noun")
        for child in noun.having("compound", "amod", "nmod:desc", "nmod:unmarked", "nmod")
        if preposition(child) is None
    ]
    return Frame(
        trigger=noun,
        construction="nominal" if support is None else "support verb",
        support=support,
        subjects=tuple(subjects),
        object=target,
        indirect=_filler(None if support is None else support.first("iobj"), "indirect object"),
        obliques=obliques,
        complement=complement_of(noun),
        undergoer=undergoer,
    )


def bundle_of(noun: Word, support_kind: KindOfSupport) -> Word:
    """Return the noun that bundles events of one kind: "series" of the airstrikes in "a series of airstrikes", or the noun."""
    carrier = first_conjunct(noun)
    if carrier.dep == "nmod" and preposition(carrier) == "of" and support_kind(carrier.head) == "bundles":
        return bundle_of(carrier.head, support_kind)
    return noun


def support_of(noun: Word, support_kind: KindOfSupport) -> Word | None:
    """Return the support verb that carries the noun, or what bundles it, as its object or passive subject, or None."""
    noun = first_conjunct(bundle_of(noun, support_kind))
    verb = noun.head
    if noun.dep in {"acl", "acl:relcl"} or verb is noun:
        return None
    if noun.dep in {"obj", "nsubj:pass"} and support_kind(verb):
        return verb
    carried = next((child for child in noun.having("acl", "acl:relcl") if support_kind(child)), None)
    return carried if carried is not None and is_passive(carried) else None


def deep_subject(verb: Word, depth: int = 0) -> Filler | None:
    """Return who does what the verb says, or None if nobody is named."""
    if depth > _DEPTH or is_command(verb):
        return None
    if is_passive(verb):
        agent = _agent(verb)
        return _filler(agent, "passive agent")
    own = verb.first("nsubj", "nsubj:outer")
    if own is not None:
        return _resolved_relative(own, verb, "subject")
    return _inherited(verb, depth)


def deep_object(verb: Word, depth: int = 0) -> Filler | None:
    """Return to whom or what the verb is done, or None."""
    if depth > _DEPTH:
        return None
    if is_passive(verb):
        own = verb.first("nsubj:pass", "nsubj")
        if own is not None:
            return _resolved_relative(own, verb, _PASSIVE_SUBJECT)
        return _inherited(verb, depth)
    own = verb.first("obj") or verb.first("iobj") or _after_particle(verb) or _taken_for_subject(verb)
    if own is not None:
        return _resolved_relative(own, verb, _OBJECT)
    relative = _relative_clause(verb)
    if relative is not None and verb is relative:
        subject = surface_subject(verb)
        if subject is not None and not is_relative(subject) and not _stranded(verb):
            return Filler(verb.head, "antecedent of the relative clause")
    return None


def subject_as_it_stands(verb: Word, depth: int = 0) -> Filler | None:
    """Return the surface subject, its own or inherited: the object of a passive, the subject of an active."""
    return deep_object(verb, depth) if is_passive(verb) else deep_subject(verb, depth)


def inside(obliques: Sequence[Oblique]) -> tuple[Oblique, ...]:
    """Return the obliques inside obliques, the outer before the inner, two layers deep."""
    found: list[Oblique] = []
    layer = tuple(obliques)
    for _ in range(_LAYERS):
        layer = tuple(inner for outer in layer for inner in nominal_obliques(outer.word))
        found.extend(layer)
    return tuple(found)


def complement_of(word: Word) -> Complement | None:
    """Return the clause that completes a verb or noun."""
    for child in word.having("xcomp", "ccomp", "acl", "advcl"):
        if child.upos not in {"VERB", "AUX", "ADJ", "NOUN"}:
            continue
        if is_infinitive(child):
            return Complement("to", child)
        if child.dep == "ccomp" or (child.dep == "acl" and marker(child) == "that"):
            return Complement("that", child)
        if child.dep == "xcomp" or (child.dep == "acl" and preposition_of_clause(child) is not None):
            return Complement("ing", child)
    for child in word.having("advcl", "acl", "obl", "nmod"):
        if is_ing_form(child) and preposition_of_clause(child) is not None:
            return Complement("ing", child)
    return None


def preposition_of_clause(verb: Word) -> str | None:
    """Return the preposition or mark before a gerund ("of crossing", "for failing"), or None."""
    found = verb.first("mark", "case")
    return None if found is None else found.lower


def _construction(verb: Word, *, passive: bool) -> str:
    if verb.dep == "acl:relcl":
        return "relative clause"
    if verb.dep == "acl" and surface_subject(verb) is None:
        return "participle"
    return "passive" if passive else "active"


def _taken_for_subject(verb: Word) -> Word | None:
    """Return the object that the tree has as the subject of the gerund after it: "accused Peru of leaving"."""
    for clause in verb.having("xcomp", "ccomp"):
        subject, mark = clause.first("nsubj"), clause.first("mark", "case")
        if subject is not None and mark is not None and is_ing_form(clause) and subject.i < mark.i < clause.i:
            return subject if mark.lower in _OF_THE_OBJECT else None
    return None


def _after_particle(verb: Word) -> Word | None:
    """Return the object of a particle verb that the tree has as an oblique without a preposition, or None."""
    if verb.first("compound:prt") is None:
        return None
    return next((child for child in verb.having("obl") if preposition(child) is None), None)


def _filler(word: Word | None, how: str) -> Filler | None:
    return None if word is None else Filler(word, how)


def _agent(verb: Word) -> Word | None:
    agent = verb.first("obl:agent")
    if agent is not None:
        return agent
    obliques = list(verb.having("obl"))
    inner = (found for child in obliques if preposition(child) in _HOLDING for found in child.having("nmod"))
    return next((child for child in (*obliques, *inner) if preposition(child) == "by"), None)


def _relative_clause(word: Word) -> Word | None:
    """Return the head of the relative clause that the word belongs to, or None."""
    for candidate in (word, *word.ancestors()):
        if candidate.dep == "acl:relcl":
            return candidate
        if candidate.dep not in {"xcomp", "ccomp", "conj", "nsubj", "nsubj:pass", "obj"}:
            return None
    return None


def _resolved_relative(own: Word, verb: Word, how: str) -> Filler:
    """Return the filler, with a relative pronoun replaced by what it stands for."""
    if is_relative(own):
        clause = _relative_clause(verb)
        if clause is not None:
            return Filler(clause.head, f"{how}, “{own.text}” for its antecedent")
    return Filler(own, how)


def _around_antecedent(verb: Word, subject: Filler) -> tuple[Filler, ...]:
    """Return what the antecedent stands inside: "an attack on a convoy that killed three" may mean the attack."""
    if verb.dep != "acl:relcl" or subject.word is not verb.head:
        return ()
    found: list[Filler] = []
    word = subject.word
    while word.dep in _NOMINAL and len(found) < _DEPTH:
        inside, word = word.dep == "nmod", word.head
        if inside:
            found.append(Filler(word, f"“{word.text}”, around the antecedent"))
    return tuple(found)


def _issuer(verb: Word) -> Filler | None:
    """Return who does the verb whose object a participle describes, or None."""
    noun = verb.head
    if verb.dep != "acl" or not is_ing_form(verb) or noun.dep != "obj":
        return None
    found = deep_subject(noun.head)
    return _renamed(found, f"subject of “{noun.head.text} … {noun.text}”")


def sent(verb: Word) -> tuple[Word, Filler] | None:
    """Return what is sent to whom a participle is hung on, and who sends it: "sent a letter to the mayor urging"; or None."""
    noun = verb.head
    sending = noun.head if noun.dep in {"obl", "iobj"} else noun.head.head if noun.dep == "nmod" else None
    thing = None if sending is None or verb.dep != "acl" or not is_ing_form(verb) else sending.first("obj")
    found = None if sending is None or thing is None else deep_subject(sending)
    if sending is None or thing is None or found is None:
        return None
    return thing, Filler(found.word, f"subject of “{sending.text} … {thing.text}”")


def _stranded(verb: Word) -> bool:
    """Tell whether the relative clause leaves another gap than the object ("on which they met")."""
    return any(
        is_relative(word)
        for child in verb.having("obl", "advmod", "obl:unmarked")
        for word in (child, *child.children)
    )


def _inherited(verb: Word, depth: int) -> Filler | None:
    """Return the subject that a clause without one takes from what governs it."""
    governor = verb.head
    if governor is verb:
        return None
    if verb.dep == "conj":
        return _shared(governor.head if _is_back_outside(verb, governor) else governor, depth)
    if verb.dep in {"xcomp", "ccomp"}:
        return _controller(verb, governor, depth)
    if verb.dep in {"acl", "acl:relcl"}:
        return _of_noun(verb, governor, depth)
    receivers = (*governor.having("iobj"), *filter(_is_asked, governor.having("obl")))
    to_receiver = is_infinitive(verb) and any(one.i < verb.i for one in receivers)
    if verb.dep == "advcl" and (_is_of_the_object(verb) or to_receiver):
        return _controller(verb, governor, depth)
    if verb.dep in {"advcl", "parataxis"} and ("VerbForm=Fin" not in verb.feats or verb.dep == "advcl"):
        found = subject_as_it_stands(governor, depth + 1)
        return _renamed(found, f"subject of the governing clause “{governor.text}”")
    return None


def _is_back_outside(verb: Word, before: Word) -> bool:
    """Tell whether a verb goes on with the clause that tells of the one before: "said that X had fled, and appealed"."""
    is_earlier = before.dep == "ccomp" and any(aux.lower == "had" for aux in before.having("aux"))
    return is_earlier and after_comma(verb) and all(map(_is_simple_past, (verb, before.head)))


def _is_simple_past(verb: Word) -> bool:
    return {"Tense=Past", "VerbForm=Fin"} <= set(verb.feats.split("|")) and verb.first("aux") is None


def _shared(governor: Word, depth: int) -> Filler | None:
    if governor.upos not in {"VERB", "AUX", "ADJ", "NOUN"}:
        return None
    return _renamed(subject_as_it_stands(governor, depth + 1), f"shared with “{governor.text}”")


def _controller(verb: Word, governor: Word, depth: int) -> Filler | None:
    """Return the object of the governing verb if it has one, otherwise its subject."""
    how = f"controlled by “{governor.text}”"
    if not is_passive(governor):
        target = governor.first("iobj") or governor.first("obj")
        if target is not None and target.i < verb.i:
            return _renamed(_resolved_relative(target, governor, "object"), how)
        if target is None and _is_of_the_object(verb):
            return _renamed(deep_object(governor, depth + 1) or deep_subject(governor, depth + 1), how)
        asked = next((one for one in governor.having("obl") if one.i < verb.i and _is_asked(one)), None)
        if asked is not None and is_infinitive(verb):
            return Filler(asked, how)
    return _renamed(subject_as_it_stands(governor, depth + 1), how)


def _is_of_the_object(verb: Word) -> bool:
    """Tell whether a gerund is what the object of the verb above does: "two men it accused of spying"."""
    return is_ing_form(verb) and preposition_of_clause(verb) in _OF_THE_OBJECT


def _is_asked(oblique: Word) -> bool:
    """Tell whether a phrase names who is asked to do something: "called on Peru to", "appealed to Peru to"."""
    return oblique.head.upos == "VERB" and (oblique.head.lemma, preposition(oblique)) in _ASKING


def _of_noun(verb: Word, noun: Word, depth: int) -> Filler | None:
    """Return the noun of a participle ("troops fighting"), or the owner of the noun of an infinitive ("plan to")."""
    if not is_infinitive(verb):
        return Filler(noun, f"the noun “{noun.text}” that the participle describes")
    owner = noun.first("nmod:poss")
    if owner is not None:
        return Filler(owner, f"possessor of “{noun.text}”")
    subject = noun.first("nsubj")
    if subject is not None:
        return Filler(subject, f"subject of “{noun.text}”")
    carrier = first_conjunct(noun)
    if carrier.dep == "obl" and _is_asked(carrier):
        return Filler(noun, f"who is asked by “{carrier.head.text}”")
    receiver = carrier.head.first("iobj") if carrier.dep == "obj" else None
    if receiver is not None:
        return Filler(receiver, f"who gets “{noun.text}”")
    if carrier.dep in {"obj", "nsubj:pass", "obl", "nsubj"} and carrier.head.upos in {"VERB", "AUX"}:
        found = deep_subject(carrier.head, depth + 1)
        if found is not None and found.word is not noun:
            return _renamed(found, f"subject of “{carrier.head.text} … {noun.text}”")
    return Filler(noun, f"the noun “{noun.text}” of the infinitive")


def _renamed(found: Filler | None, how: str) -> Filler | None:
    return None if found is None else Filler(found.word, how)


def _obliques(verb: Word) -> tuple[Oblique, ...]:
    found: list[Oblique] = []
    for child in verb.children:
        if child.dep.startswith("obl") or child.dep == "nmod":
            for name in prepositions(child):
                found.extend(Oblique(name, member) for member in _coordinated(child, name))
    return tuple(found)


def nominal_obliques(noun: Word) -> tuple[Oblique, ...]:
    """Return the prepositional phrases of a nominal, each member of a coordination on its own."""
    found: list[Oblique] = []
    for child in noun.children:
        if child.dep in {"nmod", "obl", "nmod:desc"}:
            for name in prepositions(child):
                found.extend(Oblique(name, member) for member in _coordinated(child, name))
    return tuple(found)


def modified(frame: Frame) -> list[Oblique]:
    """Return the obliques of participles beside the object or the noun: "lifted the sanctions imposed on Peru"."""
    nouns = [] if frame.object is None else [frame.object.word]
    if frame.trigger.upos not in {"VERB", "AUX"}:
        nouns.append(frame.trigger)
    return [
        oblique
        for noun in nouns
        for clause in noun.having("acl", "acl:relcl")
        if is_passive(clause) or clause.dep == "acl:relcl"
        for oblique in _obliques(clause)
    ]


def _coordinated(word: Word, name: str) -> list[Word]:
    """Return the head nominal of a prepositional phrase; conjuncts with a preposition of their own stand alone."""
    return [member for member in conjuncts(word) if member is word or name in prepositions(member)]
