"""Resolves one report: its names, noun phrases and pronouns, its times and its places."""

from datetime import date

from demarche.lexicon.lexicon import Lexicon
from demarche.model.quotations import find_quotations
from demarche.model.reading import Reading
from demarche.model.resolved import Resolved
from demarche.model.syntax import Syntax
from demarche.resolve.coreference import Coreference
from demarche.resolve.hyphens import with_whole_names
from demarche.resolve.names import NameFinder, parts_of_names
from demarche.resolve.phrases import PhraseResolver
from demarche.resolve.places import find_places, with_countries
from demarche.resolve.times import find_times
from demarche.resolve.titles import TitleReader

_MIDDLE = {4: "-07-01", 7: "-15"}  # a day for a publication date of a year or a month only


def resolve(reading: Reading, syntax: Syntax, lexicon: Lexicon) -> Resolved:
    """Return who, when and where the words of a report stand for."""
    syntax = with_whole_names(syntax)
    day = office_day(reading.report.published)
    names = NameFinder(reading, syntax, lexicon.actors, day, parts_of_names(syntax)).find()
    places = find_places(reading, syntax, names, lexicon.places)
    names = with_countries(names, places)
    covering = {index: name for name in names.values() for index in range(name.start, name.end)}
    titles = TitleReader(syntax, lexicon.actors, covering)
    mentions = PhraseResolver(reading, syntax, lexicon.actors, names, day, titles).mentions()
    cues = lexicon.cues
    quotations = find_quotations(reading, syntax)
    coreference = Coreference(
        reading, syntax, quotations, cues.pronouns, cues.pairs, cues.generic, cues.genders, lexicon.actors
    )
    mentions = coreference.resolve(mentions)
    times = find_times(reading, syntax, lexicon.calendar)
    return Resolved(mentions, times, places, quotations)


def office_day(published: str | None) -> date | None:
    """Return the day for which offices are asked: that of publication, or the middle of its month or year."""
    if published is None:
        return None
    return date.fromisoformat(published[:10] + _MIDDLE.get(len(published), ""))
