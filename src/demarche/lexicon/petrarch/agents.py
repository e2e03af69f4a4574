"""Reads a dictionary of agents in PETRARCH's format and makes rows of roles of it."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from demarche.lexicon.actor_rows import LONGEST_ROLE, Role, plural_of
from demarche.lexicon.actors import Actors
from demarche.lexicon.petrarch.codes import ActorCodes
from demarche.lexicon.petrarch.source import Line, Notes, read_source, words_of

_AGENT = re.compile(r"(?P<noun>[^{}\[\]]+?)\s*(?:\{(?P<plural>[^}]*)\})?\s*\[(?P<code>[^\]]*)\]\s*")
_SET = re.compile(r"(?P<name>![^!\s]+!)\s*=\s*(?P<words>.+)")
NO_NOUN = "no noun with a code in brackets"
_MARK = re.compile(r"![^!\s]+!")


@dataclass(frozen=True, slots=True)
class _Agent:
    lemma: str
    plural: str | None


def roles_of(path: Path, notes: Notes, codes: ActorCodes, actors: Actors) -> Iterator[tuple[str, ...]]:
    """Yield the rows of roles of a dictionary; what cannot be expressed is noted."""
    sets: dict[str, tuple[str, ...]] = {}
    seen: set[str] = set()
    for line in read_source(path, notes):
        group = _SET.fullmatch(line.text)
        if group is not None:
            words = (words_of(word).lower() for word in group["words"].split(","))
            sets[group["name"]] = tuple(filter(None, words))
            continue
        agent = _AGENT.fullmatch(line.text)
        if agent is None:
            notes.add(line.number, line.text, NO_NOUN)
            continue
        sectors = _sectors(agent["code"], codes, line, notes)
        for one in _agents(agent["noun"], agent["plural"], sets, line, notes) if sectors else ():
            row = _row(one, sectors, actors, line, notes) if _is_named(one, line, notes) else None
            if row is not None and one.lemma not in seen:
                seen.add(one.lemma)
                yield row


def _is_named(agent: _Agent, line: Line, notes: Notes) -> bool:
    """Tell whether an agent has a noun; note one that has none."""
    if not agent.lemma:
        notes.add(line.number, line.text, NO_NOUN)
    return bool(agent.lemma)


def _sectors(written: str, codes: ActorCodes, line: Line, notes: Notes) -> tuple[str, ...]:
    coded = codes.read(written.strip().replace("~", ""))
    if coded is None:
        notes.add(line.number, line.text, "a code that is not made of groups of three capitals")
        return ()
    if coded.country is not None:
        notes.add(line.number, line.text, "an agent of one country or international body: that is a name")
        return ()
    if not coded.sectors:
        notes.add(line.number, line.text, "a code that is no sector of PLOVER")
    elif coded.unplaced:
        for part in coded.unplaced:
            notes.add(line.number, part, "a part of a code that is no sector of PLOVER (the rest was taken)")
    return coded.sectors


def _agents(
    noun: str, plural: str | None, sets: Mapping[str, tuple[str, ...]], line: Line, notes: Notes
) -> list[_Agent]:
    """Return a noun with its plural; one with a set of words once for each word that is no other one's plural."""
    marks = _MARK.findall(noun)
    if not marks:
        lemma = words_of(noun).lower()
        given = None if plural is None else words_of(plural).lower() or lemma
        return [_Agent(lemma, given)]
    if len(marks) > 1 or marks[0] not in sets:
        notes.add(line.number, line.text, "a set of words that is not there, or a second one")
        return []
    words = sets[marks[0]]
    plurals = {plural_of(word) for word in words}

    def whole(word: str) -> str:
        return words_of(noun.replace(marks[0], f" {word} ")).lower()

    return [
        _Agent(whole(word), whole(plural_of(word)) if plural_of(word) in words else None)
        for word in words
        if word not in plurals
    ]


def _row(
    agent: _Agent, sectors: Sequence[str], actors: Actors, line: Line, notes: Notes
) -> tuple[str, ...] | None:
    known = actors.role(agent.lemma)
    if known is not None and set(known.sectors) == set(sectors):
        notes.add(line.number, agent.lemma, "a role that the package's tables have already")
        return None
    if len(agent.lemma.replace("-", " ").split()) > LONGEST_ROLE:
        notes.add(line.number, agent.lemma, f"more than {LONGEST_ROLE} words")
        return None
    like: Role | None = known or actors.role(agent.lemma.split()[-1]) or actors.role(agent.lemma.split()[0])
    office, titular, institution = "", "", ""
    if known is not None:
        office, titular, institution = (
            known.office or "",
            "y" if known.titular else "",
            known.institution or "",
        )
    plural = agent.plural or ""
    kind = "person" if like is None else like.kind
    return (agent.lemma, plural, kind, "|".join(sectors), office, titular, institution)
