"""Resolves one report: its names, noun phrases and pronouns, its times and its places."""

from demarche.lexicon.lexicon import Lexicon
from demarche.model.quotations import find_quotations
from demarche.model.reading import Reading
from demarche.model.resolved import Resolved
from demarche.model.syntax import Syntax
from demarche.resolve.actors.appositions import with_appositions
from demarche.resolve.actors.names import NameFinder, parts_of_names
from demarche.resolve.actors.phrases import PhraseResolver
from demarche.resolve.actors.titles import TitleReader
from demarche.resolve.coreference.links import Coreference
from demarche.resolve.hyphens import with_whole_names
from demarche.resolve.identity import Name
from demarche.resolve.places.finder import Located, find_places, locate, with_countries
from demarche.resolve.terms import office_day
from demarche.resolve.times.finder import find_times


def resolve(reading: Reading, syntax: Syntax, lexicon: Lexicon) -> Resolved:
    """Return who, when and where the words of a report stand for."""
    syntax = with_whole_names(syntax)
    day = office_day(reading.report.published)
    relations = lexicon.cues.relations
    names = _names(reading, syntax, lexicon)
    places = find_places(reading, syntax, names, lexicon.places)
    names = with_countries(names, places)
    covering = {index: name for name in names.values() for index in range(name.start, name.end)}
    titles = TitleReader(syntax, lexicon.actors, covering, relations)
    mentions = PhraseResolver(reading, syntax, lexicon.actors, names, day, titles).mentions()
    mentions = with_appositions(mentions, syntax, names)
    home = _home(reading, lexicon)
    cues = lexicon.cues
    quotations = find_quotations(reading, syntax)
    mentions = Coreference(reading, syntax, quotations, cues, lexicon.actors, home).resolve(mentions)
    times = find_times(reading, syntax, lexicon.calendar)
    return Resolved(mentions, times, places, quotations)


def toponyms(reading: Reading, syntax: Syntax, lexicon: Lexicon) -> tuple[Located, ...]:
    """Return everything that names a place, adjectives and parts of other names too, with the place it means."""
    syntax = with_whole_names(syntax)
    return locate(reading, syntax, _names(reading, syntax, lexicon), lexicon.places)


def _names(reading: Reading, syntax: Syntax, lexicon: Lexicon) -> dict[int, Name]:
    day, home = office_day(reading.report.published), _home(reading, lexicon)
    parts, relations = parts_of_names(syntax), lexicon.cues.relations
    return NameFinder(reading, syntax, lexicon.actors, day, parts, relations, home).find()


def _home(reading: Reading, lexicon: Lexicon) -> str | None:
    """Return the country of the dateline's place: the last part that names any ("LA PAZ, Bolivia")."""
    if reading.dateline_place is None:
        return None
    for part in reversed(reading.dateline_place.text.split(",")):
        places = lexicon.places.lookup(part.strip())
        if places:
            return places[0].country
    return None
