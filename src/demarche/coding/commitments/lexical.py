"""Finds commitments by a word: "vowed to", "authorised X to", "an offer of". What a word makes is in `commitments.tsv`."""

from collections.abc import Iterator
from dataclasses import dataclass

from demarche.coding.clauses.cast import Found, distinct
from demarche.coding.clauses.extent import ranges, trimmed
from demarche.coding.clauses.frames import (
    Complement,
    Filler,
    complement_of,
    deep_object,
    deep_subject,
    subject_as_it_stands,
)
from demarche.coding.clauses.grammar import (
    after_comma,
    is_infinitive,
    is_ing_form,
    is_negated,
    is_passive,
    phrase,
    preposition,
)
from demarche.coding.clauses.status import judge
from demarche.coding.commitments.binding import LAYING_DOWN, Pledge, Setting, is_official
from demarche.coding.commitments.nominal import NounFinder
from demarche.coding.sayings.speech import is_made
from demarche.lexicon.commitments import CommitmentCue
from demarche.model.syntax import Word
from demarche.model.values import Force

_VERBAL = frozenset({"VERB", "AUX"})
_POS = {"VERB": "verb", "AUX": "verb", "NOUN": "noun", "ADJ": "adj"}
_DONE = frozenset({"happened", "ongoing", "habitual"})
_AGAINST = frozenset({"against", "towards", "toward"})
_FROM = frozenset({"by", "from"})
_OBLIQUE = frozenset({"with", "of"})  # "threatened Chile with sanctions", "warned of consequences"
_ON = frozenset({"on", "against", "of"})
_REACTIONS = frozenset({"refuse", "deny", "criticise", "praise", "question"})
_MARKS = frozenset({",", "–", "—"})
_TELLING = frozenset({"assert", "report", "question"})
_ALLOWED = ("captive", "weapon", "body", "craft")
_NOT_THIRD = frozenset({"Person=1", "Person=2"})
_DENIED = "CT-"
_GIVING = frozenset({"promise", "offer", "guarantee"})
_PEOPLE = frozenset({"person"})
_REFUSED = ("concern", "demand", "proposal", "entry")
_ANY = frozenset({"any", "every"})


@dataclass(frozen=True, slots=True)
class LexicalFinder:
    """Finds the commitments of one report that a word of the table makes."""

    setting: Setting

    def at(self, word: Word) -> Iterator[Pledge]:
        """Yield the commitment that a word makes, if it does."""
        for pos in self._parts_of_speech(word):
            for cue in self.setting.words.cues.get((word.lemma if pos != "adj" else word.lower, pos), ()):
                companion = next((child for child in word.children if child.lower == cue.particle), None)
                if cue.particle is not None and companion is None:
                    continue
                noun = NounFinder(self.setting) if pos == "noun" else None
                pledge = self._verb(word, cue, companion) if noun is None else noun.at(word, cue)
                if pledge is not None:
                    yield pledge
                    return

    def _parts_of_speech(self, word: Word) -> Iterator[str]:
        """Yield how a word is looked up; a participle also as an adjective: "is prepared to"."""
        pos = _POS.get(word.upos)
        if pos is not None:
            yield pos
        if word.upos == "VERB" and "VerbForm=Part" in word.feats:
            yield "adj"

    def _verb(self, verb: Word, cue: CommitmentCue, companion: Word | None) -> Pledge | None:
        saying = self.setting.innermost(verb)
        is_described = verb.upos == "ADJ" or (cue.lemma == verb.lower and cue.lemma != verb.lemma)
        subject = subject_as_it_stands(verb) if is_described and is_passive(verb) else None
        subject = subject or deep_subject(self._standing(verb))
        issuers = self._speaker(verb) or self.setting.who(subject)
        if self.setting.is_history(verb):
            return None
        if saying is not None and self.setting.chains.sayings[saying].certainty == _DENIED:
            return None
        if subject is None and is_passive(verb) and cue.force in LAYING_DOWN:
            issuers = self.setting.authority(saying)
        how = "whoever lays it down" if subject is None else subject.how
        if cue.force == "refusal" and self._leaves_open(verb):
            return self._kept_open(verb, cue, companion, issuers)
        status = judge(verb, None, self.setting.cues, is_deed=False, in_headline=True).status
        announced = (
            status == "planned" and saying is not None and self.setting.speaks_for(saying, issuers, None)
        )
        act, form = self._act(verb, cue, companion)
        predicate = self._complement(verb, companion)
        if not act or not self._is_bound(verb, cue, issuers, predicate, form, is_announced=announced):
            return None
        condition = self.setting.condition(verb, *([] if predicate is None else [predicate.word]))
        force = self._force(verb, cue, predicate, act)
        if force is None:  # what is decided, and in no table
            return None
        name = cue.lemma if cue.particle is None else f"{cue.lemma}-{cue.particle}"
        return Pledge(
            anchor=verb,
            force=force,
            strength=cue.strength,
            issuers=distinct(issuers),
            act=tuple(ranges(act)),
            rule=f"{name}.verb.{form}",
            weight="conditional commitment" if announced else "lexical commitment",
            reasons=(
                ("force", f"“{verb.text}” is a cue of {force}"),
                ("issuers", f"{how} of “{verb.text}”"),
                ("history", f"“{verb.text}” is {'announced' if announced else 'reported as done'}"),
            ),
            addressees=self._addressees(verb, cue, issuers),
            condition=tuple(ranges(condition)),
            consequence=tuple(ranges(act)) if force in {"threat", "ultimatum"} else (),
            deadline=self.setting.deadline([*act, *condition]),
            saying=saying,
        )

    def _is_bound(
        self,
        verb: Word,
        cue: CommitmentCue,
        issuers: tuple[Found, ...],
        predicate: Complement | None,
        form: str,
        *,
        is_announced: bool,
    ) -> bool:
        """Tell whether somebody binds themselves: "agreed to allow" is what it allows, and a guarantee of things is a state's."""
        is_made_now = is_announced or self._is_made(verb)
        if (
            not issuers
            or not is_made_now
            or not self._is_meant(verb, cue, issuers, self.setting.innermost(verb))
        ):
            return False
        if (cue.force, form) == ("guarantee", "np"):
            return any(is_official(one.participant) for one in issuers)
        if predicate is None:
            return True
        if cue.force == "promise" and self._lays_down(predicate.word):
            return False
        return cue.force != "refusal" or not self._is_telling(predicate.word)

    def _speaker(self, verb: Word) -> tuple[Found, ...]:
        """Return who speaks where a participle is the cue of a saying: "demanded that Chile leave, threatening to …"."""
        if verb.dep != "advcl":
            return ()
        sayings = (one for one in self.setting.chains.sayings if one.anchor.i == verb.i)
        return tuple(one.speaker for one in sayings if one.speaker is not None)[:1]

    def _is_made(self, verb: Word) -> bool:
        """Tell whether somebody has bound themselves, and also what they decided to allow: "agreed to allow"."""
        if verb.dep == "xcomp" and self._lays_down(verb):
            return self.setting.is_of_class(verb.head, "deciding") and is_made(verb.head, self.setting.cues)
        return is_made(verb, self.setting.cues) or (is_ing_form(verb) and bool(self._speaker(verb)))

    def _lays_down(self, verb: Word) -> bool:
        """Tell whether a verb is one by which others are allowed or forbidden something."""
        return any(cue.force in LAYING_DOWN for cue in self.setting.words.cues.get((verb.lemma, "verb"), ()))

    def _leaves_open(self, verb: Word) -> bool:
        """Tell whether something is not ruled out: "has not ruled out", "declined to rule out"."""
        if not self.setting.is_of_class(verb, "excluding"):
            return False
        declined = verb.dep == "xcomp" and any(
            row.force == "refusal" for row in self.setting.words.cues.get((verb.head.lemma, "verb"), ())
        )
        return is_negated(verb) or declined

    def _kept_open(
        self, verb: Word, cue: CommitmentCue, companion: Word | None, issuers: tuple[Found, ...]
    ) -> Pledge | None:
        """Return the reservation in what somebody does not rule out, if it is something to be done."""
        act, form = self._act(verb, cue, companion)
        target = deep_object(verb)
        if not act and target is not None and self.setting.cast.senses.of(target.word.lemma, "noun"):
            act = trimmed(
                phrase(target.word, whole=True)
            )  # "a naval blockade", which the tables of offers lack
        saying = self.setting.innermost(verb)
        is_theirs = bool(issuers) and all(is_official(found.participant) for found in issuers)
        if not act or not is_theirs or form == "that":
            return None
        return Pledge(
            anchor=verb,
            force="reservation",
            strength="reserves",
            issuers=distinct(issuers),
            act=tuple(ranges(act)),
            rule=f"{cue.lemma}-{cue.particle}.open" if cue.particle else f"{cue.lemma}.open",
            weight="lexical commitment",
            reasons=(
                ("force", f"“{verb.text}” is denied: it is kept open"),
                ("issuers", "whoever does not rule it out"),
            ),
            condition=tuple(ranges(self.setting.condition(verb))),
            saying=saying,
        )

    def _is_meant(
        self, verb: Word, cue: CommitmentCue, issuers: tuple[Found, ...], saying: int | None
    ) -> bool:
        """Tell whether a word binds here, and does not only describe.

        An adjective ("is ready to") binds who says so of their own side now; what is allowed to "me" or "you", or lets
        somebody be something, is only made possible.
        """
        if _POS.get(verb.upos) == "adj" or cue.lemma == verb.lower != verb.lemma:
            subject = subject_as_it_stands(verb)
            is_state = saying is None and all(found.participant.kind == "state" for found in issuers)
            is_now = not any("Tense=Past" in child.feats for child in verb.having("cop", "aux:pass"))
            own = self.setting.speaks_for(saying, issuers, None if subject is None else subject.word)
            if cue.force in LAYING_DOWN:
                return False  # "is free to" lets others act: a rule
            return own or (is_state and is_now)
        if cue.force == "authorisation":
            target, clause = deep_object(verb), complement_of(verb)
            inner = None if clause is None else clause.word.first("nsubj", "nsubj:pass")
            if inner is not None:
                target = Filler(inner, "subject of what is allowed")
            is_reader = target is not None and not _NOT_THIRD.isdisjoint(target.word.feats)
            is_somebody = target is not None and (
                bool(self.setting.cast.at(target.word))
                or any(self.setting.is_of_class(target.word, name) for name in _ALLOWED)
                or self.setting.cast.is_of_class(target.word, frozenset({"person"}))
            )
            is_granted = "to" not in cue.forms or clause is None or clause.form != "to" or is_somebody
            return not is_reader and is_granted and (clause is None or clause.word.first("cop") is None)
        if cue.lemma == "commit":
            target = deep_object(verb)
            return (
                target is None
                or target.word.first("nummod") is not None
                or target.word.lower.endswith("self")
            )
        clause = complement_of(verb)
        return clause is None or clause.word.lemma != "do" or clause.word.first("obj", "obl") is not None

    def _force(
        self, verb: Word, cue: CommitmentCue, predicate: Complement | None, act: list[Word]
    ) -> Force | None:
        """Return the force of a word: to vow harm, or be ready for it, is a threat; not to be ready for something refuses it.

        What is decided binds by what it is ("decided to withdraw"), and a deed of no table does not.
        """
        if cue.force not in {"promise", "offer"}:
            return cue.force
        if cue.force == "offer" and is_negated(verb):
            return "refusal"
        if predicate is not None and predicate.form == "to":
            below = {word.lemma for word in predicate.word.subtree()}
            rows = self.setting.words.vows.get(predicate.word.lemma, ())
            vow = next((row for row in rows if not row.company or row.company & below), None)
            if self.setting.is_of_class(verb, "deciding") and cue.lemma != "agree":
                return None if vow is None else vow.force
            return "threat" if vow is not None and vow.force == "threat" else cue.force
        is_harm = predicate is None and any(
            self.setting.is_of_class(word, "revenge") and word.head not in act for word in act
        )
        return "threat" if is_harm else cue.force

    def _standing(self, adjective: Word) -> Word:
        """Return the verb that carries an adjective: "stands ready to"; otherwise the word itself."""
        before = self.setting.syntax.words[adjective.i - 1]
        return before if adjective.upos == "ADJ" and before.lemma == "stand" else adjective

    def _complement(self, verb: Word, companion: Word | None) -> Complement | None:
        found = complement_of(verb)
        if found is None and companion is not None:
            gerunds = (one for one in verb.having("advcl") if is_ing_form(one) and companion.i < one.i)
            bare = next((one for one in gerunds if not after_comma(one)), None)
            found = complement_of(companion) if bare is None else Complement("ing", bare)
        return found

    def _act(self, verb: Word, cue: CommitmentCue, companion: Word | None) -> tuple[list[Word], str]:
        """Return the words of what a verb of commitment commits to, and how they stand with it."""
        complement = self._complement(verb, companion)
        target = deep_object(verb)
        if target is not None and "np" in cue.forms and self._is_detail(complement, target.word):
            complement = None
        if complement is not None and complement.form in cue.forms:
            inside = {word.i for word in self.setting.condition(verb, complement.word)}
            purposes = [
                child
                for child in verb.having("advcl", "xcomp")
                if is_infinitive(child) and child.i > complement.word.i
            ]
            words = [word for clause in (complement.word, *purposes) for word in clause.subtree()]
            inside |= {word.i for aside in self._set_off(complement.word) for word in aside.subtree()}
            return trimmed(word for word in words if word.i not in inside), complement.form
        for form in _OBLIQUE & cue.forms:
            places = [child for child in verb.having("obl") if preposition(child) == form]
            if places and self.setting.is_of_class(places[0], "answer"):
                return trimmed(phrase(places[0], whole=True)), form
        if "off" in cue.forms and target is not None and self._is_lifted(verb, target.word):
            lifted = [
                child
                for child in target.word.children
                if preposition(child) in _ON or (child.dep == "acl" and is_ing_form(child))
            ]
            return trimmed(word for child in lifted[:1] for word in child.subtree()), "off"
        if "on" in cue.forms and target is not None and self._is_prohibition(target.word):
            return trimmed(phrase(target.word, whole=True)), "on"
        if (
            "np" in cue.forms
            and target is not None
            and complement is None
            and self._is_given(verb, target.word, cue)
        ):
            return trimmed(phrase(target.word, whole=True)), "np"
        return [], ""

    def _is_detail(self, complement: Complement | None, given: Word) -> bool:
        """Tell whether a clause only says more of a sum: "committed 30 million dollars, to be paid by May"."""
        if complement is None or complement.form != "to":
            return False
        return given.first("nummod") is not None and after_comma(complement.word)

    def _is_lifted(self, verb: Word, target: Word) -> bool:
        """Tell whether a restriction is lifted, and not told again by what is allowed: "lifted the ban, allowing …"."""
        told = any((child.lemma, "verb") in self.setting.words.cues for child in verb.having("advcl"))
        is_another = any(self.setting.is_of_class(child, "earlier") for child in target.having("amod"))
        return self.setting.is_of_class(target, "restriction") and not told and not is_another

    def _is_prohibition(self, target: Word) -> bool:
        """Tell whether a noun is a ban that is laid on, and no other one than before: "extended its closure of airspace"."""
        is_another = any(self.setting.is_of_class(child, "earlier") for child in target.having("amod"))
        return self.setting.is_of_class(target, "prohibition") and not is_another

    def _set_off(self, clause: Word) -> list[Word]:
        """Return the participles that a comma sets off from what is committed to: the author's comment on it."""
        return [
            word
            for word in clause.subtree()
            if word.dep == "advcl" and is_ing_form(word) and self._opens_with_mark(word)
        ]

    def _opens_with_mark(self, clause: Word) -> bool:
        first = clause.subtree()[0]
        return any(self.setting.syntax.words[at].text in _MARKS for at in (first.i, first.i - 1))

    def _is_given(self, verb: Word, noun: Word, cue: CommitmentCue) -> bool:
        """Tell whether a noun can be committed to: a matter of the event lexicon, a sum that is given, what is promised.

        What is offered is any thing if somebody is there to take it up.
        """
        if cue.force == "ban":
            return not self.setting.cast.is_of_class(noun, frozenset({"person"}))
        if cue.force == "refusal":
            is_any = any(child.lower in _ANY for child in noun.having("det"))
            asks = any(self.setting.is_of_class(noun, name) for name in _REFUSED)
            return asks or is_any or verb.first("iobj") is not None
        if cue.lemma == "announce":
            return self.setting.is_of_class(noun, "gift")
        if cue.force == "guarantee":
            return not self.setting.cast.is_of_class(noun, _PEOPLE)
        is_thing = (
            not self.setting.cast.is_of_class(noun, _PEOPLE)
            and noun.lemma not in self.setting.cues.utterances
            and not self.setting.is_of_class(noun, "courtesy")
        )
        if cue.force == "promise" and cue.lemma != "commit":
            return is_thing
        if cue.force == "offer" and is_thing:
            receivers = [
                *verb.having("iobj"),
                *(one for one in verb.having("obl") if preposition(one) == "to"),
                *noun.having("nmod:poss"),
            ]
            if any(self.setting.cast.at(one) for one in receivers):
                return True
        counted = cue.force in _GIVING and noun.first("nummod") is not None
        return counted or self.setting.is_of_class(noun, "concern")

    def _is_telling(self, verb: Word) -> bool:
        """Tell whether a verb only tells: whoever declined to comment refused nothing."""
        return any(cue.act in _TELLING for cue in self.setting.cues.speech.get((verb.lemma, "verb"), ()))

    def _addressees(self, verb: Word, cue: CommitmentCue, issuers: tuple[Found, ...]) -> tuple[Found, ...]:
        places = list(verb.having("iobj"))
        target = deep_object(verb) if cue.addressee == "obj" else None
        if target is not None:
            places.append(target.word)
        places += [child for child in verb.having("obl") if preposition(child) in {cue.addressee, *_AGAINST}]
        return distinct(tuple(found for place in places for found in self.setting.cast.at(place)), issuers)
