"""The trees of `trees.txt` as readings with names, and the lexicon's tables, for the tests of who and where."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import cast

from demarche.lexicon.actors import Actors, load_actors
from demarche.lexicon.cues import Cues, load_cues
from demarche.lexicon.places import Places, load_places
from demarche.lexicon.tables import data_folder
from demarche.model.parts import Participant
from demarche.model.quotations import find_quotations
from demarche.model.reading import Reading
from demarche.model.resolved import Mention, PlaceMention
from demarche.model.syntax import EntityLabel, Syntax, Word
from demarche.resolve.actors.names import NameFinder, parts_of_names
from demarche.resolve.actors.phrases import PhraseResolver
from demarche.resolve.actors.titles import TitleReader
from demarche.resolve.coreference.links import Coreference
from demarche.resolve.hyphens import with_whole_names
from demarche.resolve.identity import Name
from demarche.resolve.places.finder import find_places, with_countries
from tests.trees import reading_of, tree

DAY = "2024-11-18"
_PLURAL = "Number=Plur"


@cache
def actors() -> Actors:
    """Return the actor tables of the package."""
    return load_actors()


@cache
def places() -> Places:
    """Return the gazetteer of the package."""
    return load_places()


@cache
def cues() -> Cues:
    """Return the cues of the package."""
    return load_cues(data_folder() / "cues" / "en")


@cache
def texts() -> Mapping[str, str]:
    """Return the rows of each tree by its text."""
    text = (Path(__file__).parent / "trees.txt").read_text(encoding="utf-8")
    blocks = [block.strip().partition("\n") for block in text.split("\n\n")[1:]]
    return {head.removeprefix("# "): body for head, _, body in blocks}


@dataclass(frozen=True, slots=True)
class Case:
    """A tree with its reading, and what the resolvers of names and phrases find in it."""

    reading: Reading
    syntax: Syntax
    names: Mapping[int, Name]
    titles: TitleReader
    phrases: Mapping[int, Mention]

    def word(self, form: str, nth: int = 0) -> Word:
        """Return the word of this form, the first unless told otherwise."""
        return [word for word in self.syntax.words if word.text == form][nth]

    def name(self, form: str, nth: int = 0) -> Name:
        """Return the name whose head is the word."""
        return self.names[self.word(form, nth).i]

    def who(self, form: str, nth: int = 0) -> tuple[Participant, ...]:
        """Return whom the word stands for by its own phrase."""
        mention = self.phrases.get(self.word(form, nth).i)
        return () if mention is None else mention.participants

    def referents(self) -> Mapping[int, Mention]:
        """Return the mentions with those of pronouns and repeated roles."""
        quotations = find_quotations(self.reading, self.syntax)
        words = cues()
        found = Coreference(
            self.reading,
            self.syntax,
            quotations,
            words,
            actors(),
        )
        return found.resolve(self.phrases)

    def referent(self, form: str, nth: int = 0) -> tuple[Participant, ...]:
        """Return whom the word stands for in the report."""
        mention = self.referents().get(self.word(form, nth).i)
        return () if mention is None else mention.participants

    def places(self) -> Mapping[str, PlaceMention]:
        """Return the places by the words that name them."""
        found = find_places(self.reading, self.syntax, self.names, places())
        return {place.where.span.text: place for place in found.values()}


def case(text: str, *, published: str | None = DAY) -> Case:
    """Return the case of a text of `trees.txt`."""
    syntax = with_whole_names(_syntax(texts()[text]))
    reading = reading_of(syntax, published=published)
    day = None if published is None else date.fromisoformat(published)
    names = NameFinder(reading, syntax, actors(), day, parts_of_names(syntax), cues().relations).find()
    names = with_countries(names, find_places(reading, syntax, names, places()))
    covering = {index: name for name in names.values() for index in range(name.start, name.end)}
    titles = TitleReader(syntax, actors(), covering, cues().relations)
    phrases = PhraseResolver(reading, syntax, actors(), names, day, titles).mentions()
    return Case(reading, syntax, names, titles, phrases)


def ids(participants: tuple[Participant, ...]) -> list[str | None]:
    """Return the participants' ids."""
    return [one.id for one in participants]


def _syntax(body: str) -> Syntax:
    lines = body.splitlines()
    names = [line.split()[1:] for line in lines if line.startswith("@")]
    rows = "\n".join("" if line == "/" else line for line in lines if not line.startswith("@"))
    spans = [(int(start), int(end), cast("EntityLabel", label)) for start, end, label in names]
    syntax = tree(rows, *spans)
    for word in syntax.words:
        if word.upos in {"NOUN", "PROPN"}:
            word.xpos = ("NN" if word.upos == "NOUN" else "NNP") + ("S" if _PLURAL in word.feats else "")
    return syntax
