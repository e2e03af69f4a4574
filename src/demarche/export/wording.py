"""A claim in a few words, for formats that are read by people."""

from collections.abc import Iterable

from demarche.model.parts import Attribution, Participant, Span
from demarche.model.records import Commitment, Event, Statement

_GAP = " … "


def names(participants: Iterable[Participant]) -> list[str]:
    """Return the names of participants, each once."""
    return list(dict.fromkeys(_line(one.name) for one in participants))


def words(spans: Iterable[Span]) -> str:
    """Return the words of the report on one line, in the order of the spans."""
    return _GAP.join(_line(span.text) for span in spans)


def chain(attribution: Iterable[Attribution]) -> list[str]:
    """Return who vouches, outermost first, each with FactBank's value: "AUTHOR Uu"."""
    return [
        f"{link.source if isinstance(link.source, str) else _line(link.source.name)} {link.factuality}"
        for link in attribution
    ]


def headline(claim: Event | Statement | Commitment) -> str:
    """Return who does what to whom, with the status first unless it simply happened: "planned: Peru CONSULT Chile"."""
    match claim:
        case Event():
            kind = claim.type if claim.mode is None else f"{claim.type}/{claim.mode}"
            mark = [
                mark
                for mark in (claim.status, claim.voice)
                if mark not in {"happened", "asserted", "attributed"}
            ]
            said = _told(claim.actors, kind, claim.recipients)
            return f"{', '.join(mark)}: {said}" if mark else said
        case Statement():
            speakers = () if claim.speaker is None else (claim.speaker,)
            return _told(speakers, claim.act, claim.addressees)
        case Commitment():
            state = claim.history[-1].state
            return f"{state}: {_told(claim.issuers, claim.force, claim.addressees)}"


def _told(who: Iterable[Participant], what: str, whom: Iterable[Participant]) -> str:
    to = ", ".join(names(whom))
    return f"{', '.join(names(who)) or '?'}: {what}" + (f" → {to}" if to else "")


def _line(text: str) -> str:
    return " ".join(text.split())
