"""What a view is: asked something, it answers with a page; it knows of no request and no response."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from demarche.index.file import Index
from demarche.ledger.store import Ledger
from demarche.lexicon.crosswalks import Crosswalks
from demarche.lexicon.evaluation import EvaluationRules
from demarche.lexicon.histories import HistoryRules
from demarche.lexicon.linking import LinkRules
from demarche.lexicon.ontology import Ontology
from demarche.serve.choice import Choice
from demarche.serve.settings import Settings
from demarche.show.labels import Labels


@dataclass(frozen=True, slots=True)
class Kit:
    """What views share, loaded once.

    Labels, rules of linking and of histories, the ontology, names of countries by code, types done by both, wording that judges.
    """

    labels: Labels
    rules: LinkRules
    ontology: Ontology
    histories: HistoryRules
    countries: Mapping[str, str]
    crosswalks: Crosswalks
    evaluation: EvaluationRules


@dataclass(frozen=True, slots=True)
class Asked:
    """A request as a view sees it: the parts of the path, what is chosen, other parameters, and what to answer from."""

    path: Mapping[str, str]
    choice: Choice
    query: Mapping[str, str]
    ledger: Ledger
    index: Index
    settings: Settings
    kit: Kit

    @property
    def is_saved(self) -> bool:
        """Whether the answer is to be one file that is sent, with all that there is instead of a page of it."""
        return self.query.get("as") == "file"


@dataclass(frozen=True, slots=True)
class Page:
    """An answer: what it is called, what its template is given, and the scripts and style sheets it needs besides.

    In a file that is sent, `anchors` say which part of it an address stands for.
    """

    title: str
    values: Mapping[str, Any]
    scripts: Sequence[str] = ()
    styles: Sequence[str] = ()
    anchors: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class File:
    """An answer that is no page: what it is saved as, its kind and its bytes."""

    name: str
    kind: str
    content: bytes


@dataclass(frozen=True, slots=True)
class View:
    """A view: its name (its template is NAME.html.j2), its path, what the navigation calls it (if it is there), its function.

    `files` are what it gives beside a page, by what stands behind `as=` in the address.
    """

    name: str
    path: str
    label: str
    show: Callable[[Asked], Page]
    files: Mapping[str, Callable[[Asked], File]] = field(default_factory=dict)


Form = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Told:
    """Where to go after a change, and what is told there."""

    address: str
    message: str = ""


SIGNS = "demarche-who"
"""The cookie in which the page keeps who signs, once somebody has said so."""


@dataclass(frozen=True, slots=True)
class Change:
    """Something that a form asks for: its path, and the function that writes it to the ledger."""

    name: str
    path: str
    do: Callable[["Doing"], Told]


@dataclass(frozen=True, slots=True)
class Doing:
    """A form as a change sees it; the ledger is open for writing, `who` signs."""

    path: Mapping[str, str]
    form: Form
    ledger: Ledger
    who: str
    kit: Kit
