"""Fits senses of the lexicon to a frame: whether the company suits, and who plays which part."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from demarche.coding.clauses.cast import Cast, Found, distinct
from demarche.coding.clauses.frames import (
    Filler,
    Frame,
    Oblique,
    deep_object,
    deep_subject,
    modified,
    nominal_obliques,
    sent,
    verb_frame,
)
from demarche.coding.clauses.grammar import is_infinitive, is_passive, preposition
from demarche.coding.events.aims import awaited, placed, purposes, voiced
from demarche.coding.events.homes import at_home, under_law
from demarche.lexicon.senses import Phrase, Sense
from demarche.model.syntax import Word

_COMPANIONS = (
    "compound:prt",
    "advmod",
    "obj",
    "obl",
    "xcomp",
    "compound",
    "amod",
    "obl:unmarked",
    "fixed",
    "nmod",
)
_TOWARDS = frozenset({"to", "with", "against", "on", "from", "for", "into", "in", "at", "over"})
_PLACING = frozenset({"in", "at"})
_JUDGING = "as"  # what follows is what somebody thinks of it: "rejected the deal as a gift to Peru"
_RECEIVING = frozenset({"to", "with", "against"})
_WHERE = frozenset({"to", "into", "in", "on", "at", "along", "near", "against", "toward", "towards", "from"})
_ARREST = "arrest"  # the mode of what only a state's authorities do
_HELPING = frozenset({"helping"})
_OVERPOWERING = frozenset({"overpowering"})
_MESSAGE = frozenset({"message"})
_VIOLENCE = frozenset({"violence"})
_CAUSES = frozenset({"weapon", "explosion", "violence"})  # classes of subjects that act for somebody unnamed


@dataclass(frozen=True, slots=True)
class Fit:
    """A sense that suits a frame, with its parts; `owned` tells parts found inside a phrase, not at its head."""

    sense: Sense
    frame: Frame
    company: tuple[Word, ...]
    actors: tuple[Found, ...]
    recipients: tuple[Found, ...]
    actor_how: str
    recipient_how: str
    owned: bool
    is_guess: bool = False  # the recipient stands in no slot of the sense, only in what it is about
    awaited: tuple[Found, ...] = ()  # who must act first: "will not leave until Peru apologises"


@dataclass(frozen=True, slots=True)
class Misfit:
    """A sense that does not suit, and why."""

    sense: Sense
    reason: str
    is_partial: bool = False  # one of its words is not even there


def fit(sense: Sense, frame: Frame, cast: Cast) -> Fit | Misfit:
    """Return the sense with its parts filled, or why it does not suit the frame."""
    company = _company(sense, frame)
    if company is None:
        return incomplete(sense)
    if "harm" in sense.traits:
        frame = _by_the_attack(frame, cast)
    reason = _unsuitable(sense, frame, cast)
    if reason is not None:
        return Misfit(sense, reason)
    actors, actor_how, actor_owned = _actors(sense, frame, company, cast)
    if actor_owned and _suffers_itself(sense, frame, cast, actors):
        actors, actor_how, actor_owned = (), "", False
    received = _recipients(sense, frame, company, cast, actors)
    if not actors and _names_nobody(sense, frame, cast):
        return Misfit(sense, f"its subject “{frame.subjects[0].word.text}” is nobody who can act")
    if not actors and not received.people and not _speaks_for_itself(sense, frame, cast):
        return Misfit(sense, "no participant was found")
    pressed = next(_received(awaited(frame, certain=True), cast, actors), None) if actors else None
    recipients = at_home(received.people, frame, cast) if "aimed" in sense.traits else received.people
    if "lawful" in sense.traits:
        recipients = under_law(recipients, actors)
    return Fit(
        sense,
        frame,
        company,
        at_home(actors, frame, cast) if "voicing" in sense.traits else actors,
        recipients,
        actor_how,
        received.how,
        actor_owned or received.owned,
        received.is_guess,
        () if pressed is None else pressed.people,
    )


def _by_the_attack(frame: Frame, cast: Cast) -> Frame:
    """Return the frame; what kills is the attack, not what stands inside it: "an attack on a shrine that killed ten"."""
    attacks = [filler for filler in frame.subjects[1:] if cast.is_of_class(filler.word, _VIOLENCE)]
    return replace(frame, subjects=tuple(attacks)) if attacks and frame.trigger.dep == "acl:relcl" else frame


def incomplete(sense: Sense) -> Misfit:
    """Return that one of the words of a sense is not there."""
    return Misfit(sense, f"“{' '.join(sense.words)}” is not complete", is_partial=True)


def _speaks_for_itself(sense: Sense, frame: Frame, cast: Cast) -> bool:
    """Tell whether an attack needs no participant: a weapon does it, or a bare number stands for its victims."""
    counted = frame.object is not None and frame.object.word.upos == "NUM"
    armed = any(cast.weapons(filler.word) for filler in frame.subjects)
    return "harm" in sense.traits and frame.trigger.upos == "VERB" and (counted or armed)


def _company(sense: Sense, frame: Frame) -> tuple[Word, ...] | None:
    """Return the words that complete a lemma of several words, or None if one is missing."""
    found: list[Word] = []
    for lemma in sense.company:
        companion = _companion(frame, lemma)
        if companion is None:
            return None
        found.append(companion)
    return tuple(found)


def _companion(frame: Frame, lemma: str) -> Word | None:
    return next((word for word in _beside(frame) if lemma in (word.lemma, word.lower)), None)


def _beside(frame: Frame) -> Iterator[Word]:
    """Yield the words that may complete the trigger: its company, what stands inside it, and its complement."""
    for child in frame.trigger.children:
        if child.dep in _COMPANIONS:
            yield child
            before = (
                child.i < frame.trigger.i and frame.trigger.upos == "VERB"
            )  # "on Monday Chile called Peru"
            yield from (
                child.having("compound", "amod") if before else child.having("case", "compound", "amod")
            )
    if frame.object is not None and frame.trigger.upos == "VERB" and is_passive(frame.trigger):
        yield frame.object.word  # "evidence was presented"
    for oblique in frame.nearby:
        yield oblique.word
        yield from oblique.word.having("case")
    if frame.complement is not None:
        yield frame.complement.word
        yield from frame.complement.word.having("mark")


def _unsuitable(sense: Sense, frame: Frame, cast: Cast) -> str | None:
    form = "none" if frame.complement is None else frame.complement.form
    if sense.complement and form not in sense.complement:
        return f"its complement is {form}, not {' or '.join(sorted(sense.complement))}"
    if sense.oblique and not any(_stands(phrase, frame, cast) for phrase in sense.oblique):
        return f"nothing stands with {' or '.join(sorted(map(str, sense.oblique)))}"
    barred = next((phrase for phrase in sense.without if _stands(phrase, frame, cast)), None)
    if barred is not None:
        return f"something stands with {barred}"
    target = None if frame.object is None else frame.object.word
    if sense.object and not _suits(target, sense.object, cast):
        return f"its object is not of the class {' or '.join(sorted(sense.object))}"
    if sense.barred and target is not None and _suits(target, sense.barred, cast):
        return f"its object is of the class {' or '.join(sorted(sense.barred))}"
    if sense.subject and not any(_suits(word, sense.subject, cast) for word in _subjects(frame)):
        return f"its subject is not of the class {' or '.join(sorted(sense.subject))}"
    return None


def _stands(phrase: Phrase, frame: Frame, cast: Cast) -> bool:
    """Tell whether a phrase stands with the trigger."""
    words = frame.obliques_with(phrase.preposition)
    if phrase.word_class is None:
        return bool(words)
    asked = frozenset({phrase.word_class})
    return any(cast.is_of_class(word, asked) for word in words)


def _subjects(frame: Frame) -> list[Word | None]:
    """Return the words that a condition on the subject may hold for; further ones of a verb are other readings."""
    fillers = frame.subjects if frame.trigger.upos == "VERB" else frame.subjects[:1]
    return [filler.word for filler in fillers] or [None]


def _suits(word: Word | None, asked: frozenset[str], cast: Cast) -> bool:
    if word is None:
        return "none" in asked
    return any(cast.is_of_class(member, asked - {"none"}) for member in [word, *word.having("conj")])


def _actors(
    sense: Sense, frame: Frame, company: tuple[Word, ...], cast: Cast
) -> tuple[tuple[Found, ...], str, bool]:
    issuer = _issuer(frame, cast) if "uttered" in sense.traits else None
    if issuer is not None:
        found = cast.at(issuer.word)
        if found:
            return distinct(found), issuer.how, False
    for slot in sense.actor:
        for word, how in _words_in(slot, frame):
            found = cast.at(word)
            if found:
                return distinct(found), how, False
        for word, how in _words_in(slot, frame):
            found = cast.owning(word)
            if found and not (slot in _PLACING and _is_scene(found[0].word, cast)):
                return distinct(found), f"{how}, owner of “{word.text}”", True
    return _implied_actors(sense, frame, company, cast)


def _is_scene(word: Word, cast: Cast) -> bool:
    """Tell whether a place only says where something happens: "killed in a suburb of Lima"."""
    return word.i in cast.resolved.places and preposition(word) == "of"


def _issuer(frame: Frame, cast: Cast) -> Filler | None:
    """Return who makes what a participle describes: "issued a statement condemning", "sent a letter to the mayor urging"."""
    if frame.issuer is not None or frame.trigger.upos != "VERB":
        return frame.issuer
    message = sent(frame.trigger)
    if message is None or not cast.is_of_class(message[0], _MESSAGE):
        return None
    return message[1]


def _implied_actors(
    sense: Sense, frame: Frame, company: tuple[Word, ...], cast: Cast
) -> tuple[tuple[Found, ...], str, bool]:
    """Return who stands in no slot: who owns the words of an attack, or the state in which somebody is arrested."""
    for word in company if "harm" in sense.traits else ():
        is_suffered = frame.trigger.upos == "VERB" and any(
            child.upos == "PRON" for child in word.having("nmod:poss")
        )  # "drove people from their homes"
        found = cast.owning(word) if word.upos in {"NOUN", "PROPN"} and not is_suffered else ()
        if found:
            return distinct(found), f"owner of “{word.text}”", True
    for word in frame.obliques_with("in") if sense.mode == _ARREST and not frame.subjects else ():
        found = tuple(one for one in cast.at(word) if one.participant.kind == "state")
        if found:
            return found, "“in” phrase: who arrests in a state is its authorities", False
    return (), "", False


@dataclass(frozen=True, slots=True)
class _Received:
    people: tuple[Found, ...] = ()
    how: str = ""
    owned: bool = False
    is_guess: bool = False


def _recipients(
    sense: Sense, frame: Frame, company: tuple[Word, ...], cast: Cast, actors: tuple[Found, ...]
) -> _Received:
    """Return to whom it is done: who stands in a slot of the sense, else who is sought around it."""
    slots = _slots(sense, frame)
    together = _act_together(sense, actors)
    direct = next(_received(slots, cast, actors), None)
    if direct is not None and not (together and _is_anybody(direct)):
        return direct
    if not actors or together:
        return _Received()
    pressed = _pressed(sense, frame, cast, actors, certain=True)
    if pressed is not None:
        return pressed
    around = [
        (word, how) for word, how in _around(sense, frame, company, cast) if not _is_own(word, cast, actors)
    ]
    guesses = [replace(one, is_guess=True) for one in _received(around, cast, actors)]
    known = next((one for one in guesses if not _is_anybody(one)), None)
    return (
        known
        or _located((*slots, *around), sense, frame, cast, actors)
        or _pressed(sense, frame, cast, actors, certain=False)
        or next(iter(guesses), _Received())
    )


def _pressed(
    sense: Sense, frame: Frame, cast: Cast, actors: tuple[Found, ...], *, certain: bool
) -> _Received | None:
    """Return who must act first, for what is to make somebody act: "will strike until the company pays"."""
    if "pressing" not in sense.traits:
        return None
    return next(_received(awaited(frame, certain=certain), cast, actors), None)


def _slots(sense: Sense, frame: Frame) -> list[tuple[Word, str]]:
    own = [] if frame.undergoer is None else [(frame.undergoer.word, "subject of a verb of receiving")]
    return own + [place for slot in sense.recipient for place in _words_in(slot, frame)]


def _around(sense: Sense, frame: Frame, company: tuple[Word, ...], cast: Cast) -> Iterator[tuple[Word, str]]:
    """Yield those whom the deed may be done to who stand in no slot of the sense, the likelier first."""
    if "harm" in sense.traits and frame.complement is not None and frame.complement.word in company:
        target = deep_object(frame.complement.word)  # "tried to assassinate the mayor"
        if target is not None:
            yield target.word, f"object of “{frame.complement.word.text}”"
    yield from _deeper(sense, frame, company)
    if "about deeds" in sense.traits:
        yield from _concerned(frame)
    if "voicing" in sense.traits:
        yield from voiced(frame, cast.senses)
    if "helping" in sense.traits:
        yield from _done_to(frame, cast, _HELPING)
    if "aimed" in sense.traits:
        yield from _done_to(frame, cast, _OVERPOWERING)


def _received(
    slots: Iterable[tuple[Word, str]], cast: Cast, actors: tuple[Found, ...]
) -> Iterator[_Received]:
    """Yield the participants at words, or who owns what they name, actors and circumstances aside."""
    for word, how in slots:
        if _is_circumstance(word, cast):
            continue
        found = distinct(cast.at(word), actors)
        if found:
            yield _Received(found, how)
            continue
        found = distinct(cast.owning(word), actors)
        if found:
            yield _Received(found, f"{how}, owner of “{word.text}”", owned=True)


def _located(
    slots: Iterable[tuple[Word, str]], sense: Sense, frame: Frame, cast: Cast, actors: tuple[Found, ...]
) -> _Received | None:
    """Return whom a place stands for that the deed is aimed at."""
    if "placed" not in sense.traits:
        return None
    for word, how in (*slots, *_targets(sense, frame, cast)):
        if _is_own(word, cast, actors):
            continue
        found = distinct(cast.located(word), actors)
        if not found and "aimed" in sense.traits:  # in the actor's own country: "imposed a curfew in Peru"
            found = distinct(cast.located(word, people=True), actors)
        if found:
            return _Received(found, f"{how}, place of “{word.text}”", owned=True, is_guess=True)
    return None


def _is_anybody(received: _Received) -> bool:
    """Tell whether nothing says who the recipients are but a common noun: "the people", "both countries"."""
    return all(
        found.participant.country is None and found.participant.id is None for found in received.people
    )


def _act_together(sense: Sense, actors: tuple[Found, ...]) -> bool:
    """Tell whether several actors do with each other what is done: "Chile and Peru agreed"."""
    countries = {found.participant.country for found in actors} - {None}
    return len(countries) > 1 and (sense.mutual or "together" in sense.traits)


def _is_circumstance(word: Word, cast: Cast) -> bool:
    """Tell whether a phrase names another event and nobody it is done to: "in support of the army"."""
    return preposition(word) in _PLACING and bool(cast.senses.of(word.lemma, "noun"))


def _is_own(word: Word, cast: Cast, actors: tuple[Found, ...]) -> bool:
    """Tell whether somebody belongs to the actor: "withdrew its troops"."""
    owners = [found for child in word.having("nmod:poss") for found in cast.at(child)]
    return bool(owners) and not distinct(tuple(owners), actors)


def _suffers_itself(sense: Sense, frame: Frame, cast: Cast, actors: tuple[Found, ...]) -> bool:
    """Tell whether the owner of an unknown actor is the victim: "she was stabbed by her boyfriend"."""
    names = {found.participant.name for found in actors}
    slots = [place for slot in sense.recipient for place in _words_in(slot, frame)]
    return any(found.participant.name in names for word, _ in slots[:1] for found in cast.at(word))


def _targets(sense: Sense, frame: Frame, cast: Cast) -> Iterator[tuple[Word, str]]:
    """Yield what a deed that needs no victim is aimed at: its object, then where it is done or goes to."""
    if "aimed" not in sense.traits:
        return
    if frame.object is not None:
        yield frame.object.word, frame.object.how
    further = placed(frame) if "helping" in sense.traits else ()
    for found in (*frame.obliques, *frame.nearby, *frame.inner, *further):
        if found.preposition in _WHERE and not _is_circumstance(found.word, cast):
            yield found.word, f"“{found.preposition}” phrase"


def _deeper(sense: Sense, frame: Frame, company: tuple[Word, ...]) -> Iterator[tuple[Word, str]]:
    """Yield the words of the recipient's prepositions that stand deeper: with the company, or in another phrase."""
    obliques = [found for companion in company for found in nominal_obliques(companion)]
    obliques += modified(frame)
    further = placed(frame) if "helping" in sense.traits else ()
    for slot in sense.recipient:
        for found in (*obliques, *frame.inner, *further):
            if found.preposition == slot and slot != "of":
                yield found.word, f"“{slot}” phrase inside another"


def _done_to(frame: Frame, cast: Cast, aim: frozenset[str]) -> Iterator[tuple[Word, str]]:
    """Yield whom the deed is done to help or overpower: "sent engineers to assist Peru", "opened fire to disperse miners"."""
    found = purposes(frame)
    if frame.complement is not None:
        found += purposes(verb_frame(frame.complement.word))
    for purpose in (one for one in found if cast.is_of_class(one.trigger, aim)):
        deeper = [] if purpose.complement is None else [verb_frame(purpose.complement.word)]
        for inner in (purpose, *deeper):
            if inner.object is not None:
                yield inner.object.word, f"whom it is done to {purpose.trigger.lemma}"


def _concerned(frame: Frame) -> Iterator[tuple[Word, str]]:
    """Yield whom the deed concerns that is agreed to, asked for or threatened: "agreed to send troops to Kuwait"."""
    deed = None if frame.complement is None else frame.complement.word
    if deed is None or deed.upos not in {"VERB", "AUX"}:
        nominals = [found for found in (*frame.obliques, *frame.nearby) if found.preposition != _JUDGING]
        obliques = [inner for outer in nominals for inner in nominal_obliques(outer.word)]
        obliques += [] if frame.object is None else nominal_obliques(frame.object.word)
        yield from _towards(obliques, _TOWARDS - _PLACING)
        heads = [found.word for found in nominals] + ([] if frame.object is None else [frame.object.word])
        for clause in (clause for head in heads for clause in head.having("acl") if is_infinitive(clause)):
            yield from _concerned_by(clause)
    else:
        yield from _concerned_by(deed)


def _concerned_by(deed: Word) -> Iterator[tuple[Word, str]]:
    """Yield whom a deed concerns that is told as a verb: who receives it, its object, then its phrases."""
    inner = verb_frame(deed)
    obliques = [*inner.obliques, *inner.nearby, *inner.inner]
    receivers = [found.word for found in obliques if found.preposition in _RECEIVING]
    if inner.indirect is not None:
        yield inner.indirect.word, f"indirect object of “{deed.text}”"
    for word in [*receivers, *([] if inner.object is None else [inner.object.word])]:
        yield word, f"concerned by “{deed.text}”"
    for clause in deed.having("advcl", "ccomp"):
        subject = clause.first("nsubj")
        if subject is not None and is_infinitive(clause):  # "agreed to open its border for aid to enter"
            yield subject, f"subject of “{clause.text}”"
    yield from _towards(obliques, _TOWARDS)


def _towards(obliques: Iterable[Oblique], prepositions: frozenset[str]) -> Iterator[tuple[Word, str]]:
    """Yield those of the phrases that say whom a deed is towards."""
    for found in obliques:
        if found.preposition in prepositions:
            yield found.word, f"“{found.preposition}” phrase of what it is about"


def _words_in(slot: str, frame: Frame) -> list[tuple[Word, str]]:
    """Return the words in a slot of the frame, each with how it got there."""
    if slot == "subj":
        return [(filler.word, filler.how) for filler in frame.subjects]
    if slot == "obj":
        return [] if frame.object is None else [(frame.object.word, frame.object.how)]
    if slot == "iobj":
        return [] if frame.indirect is None else [(frame.indirect.word, frame.indirect.how)]
    if slot == "comp":
        filler = None if frame.complement is None else deep_subject(frame.complement.word)
        return [] if filler is None else [(filler.word, f"subject of the complement, {filler.how}")]
    return [(word, f"“{slot}” phrase") for word in frame.obliques_with(slot)]


def _names_nobody(sense: Sense, frame: Frame, cast: Cast) -> bool:
    """Tell whether a verb has a subject that is nobody and nothing that acts for somebody."""
    if frame.trigger.upos != "VERB" or sense.actor[0] != "subj" or not frame.subjects:
        return False
    return not any(cast.is_of_class(filler.word, _CAUSES) for filler in frame.subjects)
