"""What the report claims of the world about an event: its status, read off the words above and beside it.

The nearest word that takes an event out of the actual decides: a negation, a modal, a word that embeds it
("plans to", "was ordered to", "fear of"), a purpose clause, a condition. If none does, it happened, or is
going on, or is what somebody does habitually.
"""

from dataclasses import dataclass

from demarche.coding.clauses.grammar import (
    conjunction,
    first_conjunct,
    has_modal,
    is_command,
    is_infinitive,
    is_ing_form,
    is_negated,
    is_passive,
    is_told,
    marker,
    preposition,
    proviso,
    surface_subject,
)
from demarche.coding.clauses.voices import voice_beside
from demarche.lexicon.cues import Cues, Embedding
from demarche.model.syntax import Word
from demarche.model.values import Status, Voice

_VERBAL = frozenset({"VERB", "AUX"})
_DEPTH = 10
# "prevented them from leaving"
_OF_A_DEED = frozenset({"from", "of", "against", "into", "on", "about", "in", "at"})
_ACTUAL = frozenset({"happened", "ongoing"})
_NOMINAL_PLACES = frozenset(
    {"obj", "obl", "nsubj", "nsubj:pass", "nsubj:outer", "nmod", "compound", "iobj", "obl:agent", "xcomp"}
)
_ARGUMENTS = frozenset({"obj", "nsubj:pass", "nmod", "compound", "obl", "xcomp"})
_APART = frozenset({"acl:relcl", "parataxis", "appos", "advcl:relcl"})
_UNDONE = frozenset({"not_happened", "denied"})
_ANY = "any"
_HAPPENED: Status = "happened"  # what a preposition takes for granted: "will leave following an attack"
_ONLY = "only"
_PLANNED: Status = "planned"
_STATES = frozenset({"have", "be"})  # whoever "has no idea" is as much as has been told
_BUT = frozenset({"but", "yet"})
# what a preposition makes of its noun too: "without an attack", and not "before the attack"
_BY_PREPOSITION = frozenset({"not_happened", "conditional"})
_OPEN_CLAUSES = frozenset({"xcomp", "csubj", "csubj:pass"})


@dataclass(frozen=True, slots=True)
class Finding:
    """A status and the word that gives it, in words for `explain`."""

    status: Status
    reason: str


@dataclass(frozen=True, slots=True)
class Judgement:
    """The status of an event and, where a word beside it says so, how the report vouches for it."""

    status: Status
    status_reason: str
    voice: Voice | None
    voice_reason: str


def judge(trigger: Word, support: Word | None, cues: Cues, *, is_deed: bool, in_headline: bool) -> Judgement:
    """Return the status of the event that a trigger stands for.

    `support` is the verb that carries a nominal trigger; `is_deed` tells deeds from words: "meets" and "attacks"
    in the present are habits, "condemns" and "calls on" are done by saying so; headlines use the present for the past.
    """
    judgement = _Judge(cues, is_deed=is_deed)
    is_predicate = trigger.upos in _VERBAL or has_modal(trigger)
    finding = judgement.of_verb(trigger) if is_predicate else judgement.of_noun(trigger, support)
    verb = support or (trigger if trigger.upos in _VERBAL else None)
    if finding is None and verb is not None:
        finding = _aspect(verb, is_deed=is_deed, in_headline=in_headline)
    voice, voice_reason = voice_beside(trigger, support, cues)
    if finding is None:
        return Judgement("happened", "nothing takes it out of the actual", voice, voice_reason)
    return Judgement(finding.status, finding.reason, voice, voice_reason)


class _Judge:
    """Walks from an event up its tree with one set of cues."""

    def __init__(self, cues: Cues, *, is_deed: bool) -> None:
        self._cues = cues
        self._is_deed = is_deed

    def of_noun(
        self, noun: Word, support: Word | None, depth: int = 0, *, is_affirmed: bool = False
    ) -> Finding | None:
        """Return what takes the event of a noun out of the actual, or None; if it is affirmed, no negation of its own does."""
        beside = self._beside(noun, is_affirmed=is_affirmed) or self._shared_no(noun)
        if depth > _DEPTH:
            return beside
        above = self._above_noun(noun, support, depth)
        if above is not None and (beside is None or above.status in _UNDONE):
            return above
        if beside is not None and beside.status == _PLANNED and support is not None and is_told(support):
            return None  # "launched the planned offensive"
        if beside is None and any(child.lower == _ANY for child in noun.having("det")):
            return Finding("possible", f"“any {noun.text}”")
        return beside

    def _above_noun(self, noun: Word, support: Word | None, depth: int) -> Finding | None:
        """Return what the governing words make of the event of a noun."""
        anchor = first_conjunct(noun)
        governor = support or anchor.head
        opener = preposition(anchor)
        known = None if opener is None else self._cues.clauses.get(opener)
        if known is not None and known.clause == _HAPPENED:
            return Finding(_HAPPENED, f"“{noun.text}” after “{opener}”")
        if support is None and (governor is anchor or anchor.dep not in _NOMINAL_PLACES):
            return None
        is_argument = support is not None or anchor.dep in _ARGUMENTS
        embedding = self._of_event(governor, "noun") if preposition(anchor) == "of" else None
        if embedding is None and is_argument:
            embedding = self._embedding(governor, "noun", noun if support else anchor)
        if embedding is not None:
            return self._embedded(embedding, governor, depth)
        return self.of_verb(governor, depth + 1) if governor.upos in _VERBAL else None

    def of_verb(self, verb: Word, depth: int = 0, *, is_affirmed: bool = False) -> Finding | None:
        """Return what takes the event of a verb out of the actual, or None; a habit only where nothing else does."""
        beside = self._beside(verb, is_affirmed=is_affirmed)
        if beside is not None and beside.status != "habitual":
            return beside
        nobody = _nobody(verb, is_deed=self._is_deed) if depth == 0 else None
        if nobody is not None:
            return Finding("not_happened", f"“{nobody.text}” takes “{verb.text}” back")
        found = self._asked(verb) or self._unreal(verb) or self._modal(verb) or self._shared(verb)
        if found is None and depth <= _DEPTH:
            found = self._condition_on(verb) or self._above(first_conjunct(verb), depth)
        return found or beside

    def _above(self, anchor: Word, depth: int) -> Finding | None:
        """Return what the governing word makes of the clause."""
        governor = anchor.head
        if governor is anchor:
            is_plan = is_infinitive(anchor) and surface_subject(anchor) is not None
            return Finding("planned", f"headline “to {anchor.text}”") if is_plan else None
        found = self._in_the_event(anchor, governor, depth) or self._denied_report(anchor, governor)
        if found is not None or anchor.dep in _APART:
            return found
        form = _form(anchor)
        if anchor.dep == "advcl":
            return self._adverbial(anchor, governor, form, depth)
        embedding = self._embedding(governor, form, anchor)
        if embedding is not None and depth == 0 and _is_reduced(anchor):
            return self._told_of(governor, depth)
        if embedding is not None:
            return self._embedded(embedding, governor, depth)
        return self._unlisted(anchor, governor, form, depth)

    def _told_of(self, noun: Word, depth: int) -> Finding | None:
        """Return what becomes of the participle beside a noun: "the deal signed in May" was, whatever undoes the deal."""
        found = self.of_noun(noun, None, depth + 1)
        return None if found is not None and found.status in _UNDONE and not is_negated(noun) else found

    def _in_the_event(self, clause: Word, noun: Word, depth: int) -> Finding | None:
        """Return what "in the event that" makes of its clause."""
        embedding = self._of_event(noun, "clause") if clause.dep in {"acl", "acl:relcl"} else None
        return None if embedding is None else self._embedded(embedding, noun, depth)

    def _of_event(self, noun: Word, form: str) -> Embedding | None:
        """Return what "in the event" and "in case" make of what follows."""
        opener = preposition(noun)
        if noun.upos != "NOUN" or opener is None:
            return None
        words = [opener, *(child.lower for child in noun.having("det")), noun.lemma]
        return self._cues.embedding_of(" ".join(words), "noun", form)

    def _unlisted(self, anchor: Word, governor: Word, form: str, depth: int) -> Finding | None:
        """Return what a word makes of its clause of which nothing is known: an infinitive is only possible."""
        if anchor.dep == "acl" and form == "to":
            return (
                None if _is_singled_out(governor) else Finding("possible", f"infinitive of “{governor.text}”")
            )
        is_open = anchor.dep in _OPEN_CLAUSES or (anchor.dep == "ccomp" and form == "to")
        if not is_open or (governor.upos not in _VERBAL and form != "to"):
            return None
        above = self.of_verb(governor, depth + 1)
        is_open = above is None or (governor.upos not in _VERBAL and above.status in _UNDONE)
        return (
            Finding("possible", f"infinitive under “{governor.text}”") if is_open and form == "to" else above
        )

    def _asked(self, verb: Word) -> Finding | None:
        """Return that a clause only asks ("asked whether it would") or is a proviso ("provided that it would")."""
        if verb.dep != "ccomp":
            return None
        opener = proviso(verb) or marker(verb) or ""
        asked = self._cues.clauses.get(opener)
        if asked is None or asked.clause is None:
            return None
        return Finding(asked.clause, f"clause with “{opener}”")

    def _denied_report(self, clause: Word, noun: Word) -> Finding | None:
        """Return that a clause tells what reports say that somebody denies: "denied reports that it had attacked"."""
        untrue = self._called_untrue(clause, noun)
        if untrue is not None:
            return Finding("denied", f"“{noun.text}” that are “{untrue.text}”")
        carrier = first_conjunct(noun)
        if clause.dep != "acl" or carrier.dep not in {"obj", "nsubj:pass", "obl"} or is_infinitive(clause):
            return None
        embedding = self._embedding(carrier.head, "that", carrier)
        if embedding is None or embedding.plain not in _UNDONE or is_negated(carrier.head):
            return None
        return Finding("denied", f"“{noun.text}” under “{carrier.head.text}”")

    def _called_untrue(self, clause: Word, noun: Word) -> Word | None:
        """Return what says that the reports are untrue which a clause tells: "reports that it had attacked were false".

        The tree has "reports" as the subject of "false", both clauses below "reports", or one below what governs it.
        """
        if clause.dep not in {"acl", "ccomp"} or is_infinitive(clause):
            return None
        above = [noun.head] if noun.dep == "nsubj" and clause.dep == "acl" else []
        bare = [
            one for one in noun.head.having("ccomp") if noun.dep == "obj" and surface_subject(one) is None
        ]
        beside = [one for one in (*noun.having("acl", "ccomp"), *bare) if one.i > clause.i]
        for word in (*above, *beside):
            known = self._cues.embedding_of(word.lemma, "adj", "that") if word.upos == "ADJ" else None
            if known is not None and known.plain in _UNDONE and word.first("cop") is not None:
                return None if is_negated(word) else word
        return None

    def _adverbial(self, clause: Word, governor: Word, form: str, depth: int) -> Finding | None:
        mark = proviso(clause) or marker(clause)
        if mark is not None and mark != "to":
            known = self._cues.clauses.get(mark)
            if known is not None and known.told and form == "ing" and _is_active_and_told(clause, governor):
                return self.of_verb(governor, depth + 1)
            if known is not None and known.clause is not None:
                return Finding(known.clause, f"clause with “{mark}”")
            if (known is not None or "VerbForm=Fin" in clause.feats) and mark not in _OF_A_DEED:
                return None
        embedding = self._embedding(governor, form, clause)
        if embedding is not None and (form == "to" or mark in _OF_A_DEED):
            return self._embedded(embedding, governor, depth)
        if form == "to":
            return Finding("possible", f"purpose clause of “{governor.text}”")
        return self.of_verb(governor, depth + 1) if governor.upos in _VERBAL else None

    def _beside(self, word: Word, *, is_affirmed: bool = False) -> Finding | None:
        if is_negated(word) and not is_affirmed:
            return Finding("not_happened", f"“{word.text}” is negated")
        for opener in (preposition(word), conjunction(word)):
            known = self._cues.clauses.get(opener) if opener is not None else None
            if known is not None and known.clause is not None and known.clause in _BY_PREPOSITION:
                return Finding(known.clause, f"“{word.text}” after “{opener}”")
        for child in word.children:
            if child.dep in {"advmod", "amod", "det", "compound"}:
                modifier = self._cues.modifiers.get(child.lower)
                if modifier is not None and modifier.status is not None:
                    return Finding(modifier.status, f"“{child.text}” beside “{word.text}”")
        return None

    def _unreal(self, verb: Word) -> Finding | None:
        """Return that a verb only commands ("Leave the valley!"), or tells what did not come about ("would have left")."""
        if is_command(verb):
            return Finding("demanded", f"imperative “{verb.text}”")
        if verb.lemma == "go" and is_ing_form(verb) and any(map(is_infinitive, verb.having("xcomp"))):
            return Finding("planned", f"“{verb.text} to” is yet to come")
        if _is_yes_or_no_question(verb):
            return Finding("possible", f"question whether “{verb.text}”")
        auxiliaries = {child.lower for child in verb.having("aux")}
        if {"would", "have"} <= auxiliaries:
            return Finding("not_happened", f"“{verb.text}” with “would have”")
        return None

    def _modal(self, verb: Word) -> Finding | None:
        for child in verb.having("aux"):
            modal = self._cues.modals.get(child.lower)
            if modal is None:
                continue
            condition = self._condition_on(verb) or self._inverted(verb)
            if condition is not None:
                return condition
            reported = verb.dep == "ccomp" and verb.head.upos in _VERBAL and "Tense=Past" in verb.head.feats
            return Finding(modal.reported if reported else modal.plain, f"auxiliary “{child.text}”")
        return None

    def _inverted(self, verb: Word) -> Finding | None:
        """Return that a clause with its auxiliary first is a condition: "Should they attack, we will answer"."""
        auxiliary = self._inverted_auxiliary(verb)
        known = None if auxiliary is None else self._cues.clauses[auxiliary]
        if known is None or known.clause is None:
            return None
        subject = surface_subject(verb)
        words = "…" if subject is None else f"{subject.text} …"
        return Finding(known.clause, f"condition “{str(auxiliary).capitalize()} {words}”")

    def _inverted_auxiliary(self, verb: Word) -> str | None:
        subject = surface_subject(verb)
        if verb.dep != "advcl" or subject is None:
            return None
        return next(
            (
                child.lower
                for child in verb.having("aux")
                if child.i < subject.i and child.lower in self._cues.clauses
            ),
            None,
        )

    def _shared(self, verb: Word) -> Finding | None:
        """Return what negation, modal or imperative of an earlier conjunct make of a verb with none of its own."""
        earlier = verb
        while earlier.dep == "conj" and not _stands_alone(earlier):
            negates = not _BUT & {child.lower for child in earlier.having("cc")}
            earlier = earlier.head
            if (
                negates
                and earlier.upos in _VERBAL
                and is_negated(earlier)
                and "VerbForm=Fin" not in verb.feats
            ):
                return Finding("not_happened", f"“{earlier.text}” before “{verb.text}” is negated")
            modal = self._modal(earlier)
            if modal is not None:
                return modal
            if is_command(earlier) and "Mood=Ind" not in verb.feats:
                return Finding("demanded", f"imperative “{earlier.text}” before “{verb.text}”")
        return None

    def _shared_no(self, noun: Word) -> Finding | None:
        """Return that an earlier conjunct's "no" holds for a noun too: "no attacks or arrests"."""
        first = first_conjunct(noun)
        if (
            first is noun
            or noun.first("det", "nmod:poss") is not None
            or _BUT & {c.lower for c in noun.having("cc")}
        ):
            return None
        if not any("Neg" in child.feats for child in first.having("det")):
            return None
        return Finding("not_happened", f"“{first.text}” before “{noun.text}” is negated")

    def _condition_on(self, verb: Word) -> Finding | None:
        if not self._is_deed and "VerbForm=Fin" in verb.feats and verb.first("aux") is None:
            return None  # "threatened to leave if": the condition is on what is threatened
        for child in verb.having("advcl", "conj"):
            mark = marker(child)
            inner = child.first("ccomp")
            opener = proviso(child if inner is None else inner) or mark or self._inverted_auxiliary(child)
            known = self._cues.clauses.get(opener) if opener is not None else None
            if known is not None and known.main is not None:
                return Finding(known.main, f"under the condition “{opener} … {child.text}”")
        return None

    def _embedding(self, governor: Word, form: str, event: Word) -> Embedding | None:
        pos = "verb" if governor.upos in _VERBAL else "noun" if governor.upos in {"NOUN", "PROPN"} else "adj"
        own = preposition(event) or (marker(event) if form == "ing" else None)
        particles = [child.lower for child in governor.having("compound:prt")]
        beside = [child.lower for child in governor.having("advmod")]
        if form == "to":  # "called on Peru to leave"
            phrases = (child for child in governor.having("obl") if governor.i < child.i < event.i)
            beside += [name for name in map(preposition, phrases) if name is not None]
        for particle in [*particles, *beside, *([own] if own is not None else [])]:
            found = self._cues.embedding_of(f"{governor.lemma} {particle}", pos, form)
            if found is not None:
                return found
        if particles and form == "to":
            return None  # "set up to" is not "set to"
        if event.dep == "obl" and form == "noun" and own not in {"for", "to", "on", "of", "from", "against"}:
            return None
        return self._cues.embedding_of(governor.lemma, pos, form)

    def _embedded(self, embedding: Embedding, governor: Word, depth: int) -> Finding | None:
        negated = is_negated(governor)
        status = embedding.negated if negated else embedding.plain
        if embedding.told and not negated and is_told(governor):
            status = None
        if status is None or status in _ACTUAL:
            own = (
                self.of_noun(governor, None, depth + 1, is_affirmed=negated)
                if governor.upos in {"NOUN", "PROPN"}
                else self.of_verb(governor, depth + 1, is_affirmed=negated)
            )
            if own is not None or status is None or status == "happened":
                return own
        return Finding(status, f"embedded under “{governor.text}”")


def _form(clause: Word) -> str:
    """Return the form of a clause as the embedding words ask for it."""
    if is_infinitive(clause):
        return "to"
    return "that" if clause.dep == "ccomp" or marker(clause) == "that" else "ing"


def _nobody(verb: Word, *, is_deed: bool) -> Word | None:
    """Return the "no", "none" or "neither" in the object or subject of a verb: "made no arrests", "neither side met".

    What stands before a verb of speech and may be of what is quoted is not asked.
    """
    for child in verb.having("nsubj", "nsubj:pass", "obj") if verb.lemma not in _STATES else ():
        if not is_deed and child.i < verb.i and _may_be_quoted(child, verb):
            continue
        found = child if child.upos == "PRON" and _is_no(child) else None
        found = found or next(filter(_is_no, child.having("det", "cc:preconj")), None)
        if found is not None:
            return found
    return None


def _is_no(word: Word) -> bool:
    return "PronType=Neg" in word.feats or "Polarity=Neg" in word.feats


def _may_be_quoted(subject: Word, verb: Word) -> bool:
    """Tell whether a subject may be of words that the verb only passes on: "“No more talks”, Kenya warned"."""
    if verb.first("ccomp", "xcomp", "parataxis") is not None:
        return True
    return any(child.upos == "PUNCT" and subject.i < child.i < verb.i for child in verb.children)


def _is_singled_out(noun: Word) -> bool:
    """Tell whether a noun is the first, the only or the greatest: "the first president to visit" has visited."""
    return any(
        "NumType=Ord" in child.feats or "Degree=Sup" in child.feats or child.lower == _ONLY
        for child in noun.having("amod")
    )


def _is_reduced(clause: Word) -> bool:
    """Tell whether a clause beside a noun is a past participle: "the deal signed in May"."""
    is_past = "VerbForm=Part" in clause.feats and "Tense=Past" in clause.feats
    return clause.dep == "acl" and is_past and marker(clause) is None and clause.first("aux") is None


def _is_active_and_told(clause: Word, governor: Word) -> bool:
    """Tell whether a clause without a subject shares that of an active verb told in the past: "fired before fleeing"."""
    return surface_subject(clause) is None and is_told(governor) and not is_passive(governor)


def _is_yes_or_no_question(verb: Word) -> bool:
    """Tell whether a clause asks whether: an auxiliary before the subject, no question word, and the mark."""
    subject = surface_subject(verb)
    if subject is None or not any(child.lower == "?" for child in verb.having("punct")):
        return False
    inverted = any(child.i < subject.i for child in verb.having("aux", "aux:pass", "cop"))
    return inverted and not any("PronType=Int" in child.feats for child in verb.children)


def _stands_alone(verb: Word) -> bool:
    """Tell whether a conjunct has a subject, an auxiliary or a tense of its own."""
    told = "Tense=Past" in verb.feats and "VerbForm=Fin" in verb.feats
    return told or surface_subject(verb) is not None or verb.first("aux") is not None


def _aspect(verb: Word, *, is_deed: bool, in_headline: bool) -> Finding | None:
    """Return that a deed goes on (progressive) or is habitual (simple present), or None."""
    auxiliaries = [child.lemma for child in verb.having("aux", "aux:pass")]
    if "be" in auxiliaries and "Tense=Pres" in verb.feats and "VerbForm=Part" in verb.feats:
        return Finding("ongoing", f"progressive “{verb.text}”")
    told = "Tense=Past" in first_conjunct(verb).feats  # "raided the house and shut the office"
    simple = not auxiliaries and not told and "Tense=Pres" in verb.feats and "VerbForm=Fin" in verb.feats
    if simple and is_deed and not in_headline:
        return Finding("habitual", f"simple present “{verb.text}”")
    return None
