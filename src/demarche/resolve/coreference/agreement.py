"""What a pronoun and whom it stands for must have in common: gender, number, and the side of the quotation marks."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from demarche.lexicon.cues import Gender, PronounUse
from demarche.model.quotations import Quotation, inside
from demarche.model.resolved import Mention
from demarche.model.syntax import Syntax, Word
from demarche.resolve.coreference.before import key

_BESIDE = ("appos", "nmod:desc", "nmod:unmarked", "compound", "flat", "amod")
_INSIDE = frozenset({"appos", "nmod:desc", "flat"})
_SEVERAL, _SIDE = "several", "side"
_ALONE = frozenset({"person", "unnamed"})


class Genders:
    """Who is known to be a man or a woman: by a word beside them anywhere in the report, or by a pronoun so far."""

    def __init__(self, syntax: Syntax, forms: Mapping[str, Gender], mentions: Mapping[int, Mention]) -> None:
        self._words = syntax.words
        self._forms = forms
        self._known: dict[object, Gender] = {}
        for mention in mentions.values():
            gender = self._told(mention)
            if gender is not None:
                self.learn(mention, gender)

    def of_pronoun(self, pronoun: Word) -> Gender | None:
        """Return the gender of a pronoun, if it has one."""
        return self._forms.get(pronoun.lower)

    def of(self, word: Word, mention: Mention) -> Gender | None:
        """Return the gender of whom a word stands for, if it is known."""
        if word.upos == "PRON":
            return self.of_pronoun(word)
        return self._told(mention) or self._known.get(key(mention.participants[0]))

    def learn(self, mention: Mention, gender: Gender) -> None:
        """Take the gender of somebody with a name; two residents without one may be a man and a woman."""
        if len(mention.participants) == 1 and mention.participants[0].id is not None:
            self._known.setdefault(key(mention.participants[0]), gender)

    def _told(self, mention: Mention) -> Gender | None:
        """Return what the words of a phrase say: "Ms Torres", "a spokeswoman", "King X"."""
        one = mention.participants[0]
        if len(mention.participants) > 1 or one.kind not in _ALONE:
            return None
        word = self._words[mention.head]
        beside = [word, *word.having(*_BESIDE), *([word.head] if word.dep in _INSIDE else [])]
        forms = [form for other in beside for form in (other.lower, other.lemma)] + [one.role or ""]
        found = {
            self._forms[form] for form in (form.lower().rstrip(".") for form in forms) if form in self._forms
        }
        return found.pop() if len(found) == 1 else None


@dataclass(frozen=True, slots=True)
class Agreement:
    """What the report says on whom pronouns can stand for; `outside` are those named outside quotations as well.

    `quoted` are the words of quotations, `sided` those of quotations in which somebody speaks for a side ("us").
    """

    genders: Genders
    pronouns: Mapping[str, PronounUse]
    quoted: frozenset[int]
    outside: frozenset[object]
    sided: frozenset[int]

    def holds(self, pronoun: Word, word: Word, mention: Mention) -> bool:
        """Tell whether nothing speaks against a pronoun standing for whom a word stands for."""
        use = self.pronouns.get(pronoun.lower)
        if word.upos == "PRON" and not any(word.having("conj")) and self.pronouns.get(word.lower, use) != use:
            return False
        mine, theirs = self.genders.of_pronoun(pronoun), self.genders.of(word, mention)
        if mine is not None and theirs is not None and mine != theirs:
            return False
        if use == _SEVERAL and pronoun.i in self.sided and word.i not in self.quoted:
            return False  # “They promised us help”: not those who speak, who are named around it
        is_outside = pronoun.i not in self.quoted and word.i in self.quoted
        return not is_outside or all(key(one) in self.outside for one in mention.participants)

    def learn(self, pronoun: Word, mention: Mention) -> None:
        """Take the gender of the subject that a pronoun surely stands for: who was "she" is no "he"."""
        gender = self.genders.of_pronoun(pronoun)
        if gender is not None:
            self.genders.learn(mention, gender)


def agreement(
    syntax: Syntax,
    quotations: Iterable[Quotation],
    pronouns: Mapping[str, PronounUse],
    forms: Mapping[str, Gender],
    mentions: Mapping[int, Mention],
) -> Agreement:
    """Return what the mentions of a report, pronouns aside, say on whom pronouns can stand for."""
    offsets = [word.start for word in syntax.words]
    speech = (one for one in quotations if one.is_speech)
    spoken = [syntax.words[inside(one, offsets)] for one in speech]
    quoted = frozenset(word.i for words in spoken for word in words)
    sided = frozenset(
        word.i
        for words in spoken
        if any(pronouns.get(other.lower) == _SIDE for other in words)
        for word in words
    )
    outside = frozenset(
        key(one) for index, mention in mentions.items() if index not in quoted for one in mention.participants
    )
    return Agreement(Genders(syntax, forms, mentions), pronouns, quoted, outside, sided)
