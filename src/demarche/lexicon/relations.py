"""Words by which somebody goes by somebody else: whose a role is, who stands beside whom, who is at home or abroad."""

from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources.abc import Traversable

from demarche.lexicon.tables import one_of, read_table

_USES: Mapping[str, str] = {
    "former": "former", "descent": "descent", "article": "articles", "after name": "after_names",
    "belonging": "belonging", "leading": "leading", "residing": "residing", "fleeing": "fleeing", "placing": "placing", "setting": "setting",
    "possessing": "possessing", "abroad": "abroad", "beside": "beside", "domestic": "domestic",
    "counterpart": "counterparts", "office": "offices", "second": "seconds", "head": "heads", "foreign": "foreign",
    "around": "around", "blaming": "blaming", "local": "local",
    "sending": "sending", "mission": "missions", "officer": "officers", "mass": "mass",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Relations:
    """The words by their use, in small letters; verbs and nouns as lemmas.

    `former` and `seconds` stand before an office that somebody does not have; `descent` before a people by blood;
    `articles` begin and `after_names` follow a surname. `belonging`, `placing` and `possessing` are prepositions and marks
    between a role and whose it is, `setting` those of where something happens; `leading` are participles of who owns
    ("US-led"), `residing` verbs of who belongs, `fleeing` of who leaves where they are from. `abroad` are roles of people who are often of another country than the one
    spoken of, `domestic` of those who are not, `beside` nouns for who is of another country than the possessor;
    `counterparts` have the possessor's office, `offices` are bodies of a person's own. `heads` are the offices of heads of
    a state or a government. `foreign` stand before who is, or may be, from elsewhere, `local` before who is of where the report is set.
    `sending` are verbs of who sends their own people, `missions` people of international bodies, `officers` those of whichever
    force is spoken of; `mass` nouns without an article name nobody ("the use of force"). A pronoun behind one of `around` may be the subject ("took them with it"); behind one of
    `blaming` the object of the verb above acts ("accused Peru of shelling it").
    """

    former: frozenset[str]
    descent: frozenset[str]
    articles: frozenset[str]
    after_names: frozenset[str]
    belonging: frozenset[str]
    leading: frozenset[str]
    residing: frozenset[str]
    fleeing: frozenset[str]
    placing: frozenset[str]
    setting: frozenset[str]
    possessing: frozenset[str]
    abroad: frozenset[str]
    beside: frozenset[str]
    domestic: frozenset[str]
    counterparts: frozenset[str]
    offices: frozenset[str]
    seconds: frozenset[str]
    heads: frozenset[str]
    foreign: frozenset[str]
    around: frozenset[str]
    blaming: frozenset[str]
    local: frozenset[str]
    sending: frozenset[str]
    missions: frozenset[str]
    officers: frozenset[str]
    mass: frozenset[str]

    def without_former(self, role: str) -> str | None:
        """Return the office of a role that somebody had ("former president"), or None if it is none."""
        first, _, office = role.partition(" ")
        return office if office and first in self.former else None


def load_relations(file: Traversable) -> Relations:
    """Return the words of a table; raise `LexiconError` for an unknown use or a word that stands twice in one."""
    found: dict[str, set[str]] = {field: set() for field in _USES.values()}
    for row in read_table(file, ("form", "use")):
        words, form = found[_USES[one_of(row, "use", tuple(_USES))]], row.text("form")
        if form in words:
            raise row.error(f"{form} stands twice as {row.cells['use']}")
        words.add(form)
    return Relations(**{field: frozenset(words) for field, words in found.items()})
