"""The participants of annotated reports: whom events and statements have, and whom mentions stand for.

`country_accuracy` and `sector_accuracy` are shares of the actors and recipients of annotated events for which an event was
written that shares a character of the trigger: each is held against one of the same side, the likest first, and nobody
there is wrong. Sectors are right if those annotated are among those written; where none is annotated (states, people
of no sector), if none but GOV or CVL is written. `covered` is the share of the annotated participants that are asked
about. `speaker_country` is the share of statements with a speaker's country, found by their cue, that have it.
Where annotations have `participants`, `mentions` holds of all of them the share `found` (a mention with the quoted head),
and of those found the share with the right `kind`, `country`, `sectors` (as above) and, of all but the first of
each participant, `link`: the same key as the mention of theirs before it that was found; `held` is the same of the texts
that no rule is tuned on.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bench.common.annotations import HELD, Annotated, GoldEvent, GoldParticipant
from bench.common.benchmark import Figure
from bench.common.claims import ReportPrediction
from bench.common.errors import Error
from bench.common.events import CodedEvent, Range, Side, meets
from bench.common.measures import share
from bench.common.mentions import FoundMention, Somebody
from bench.common.spans import matched

_UNSAID = frozenset({"GOV", "CVL"})
_NOWHERE = "-"


@dataclass(frozen=True, slots=True)
class Casting:
    """An annotated report with what was written of it and whom its words stand for."""

    report: Annotated
    written: ReportPrediction
    mentions: Sequence[FoundMention]


@dataclass(frozen=True, slots=True)
class _Part:
    """An annotated participant of an event, as it is written there, and who was written for it, if anybody."""

    event: GoldEvent
    gold: str
    side: Side | None

    @property
    def country(self) -> bool:
        country = self.gold.split()[0]
        return self.side is not None and self.side.country == (None if country == _NOWHERE else country)

    @property
    def sectors(self) -> bool:
        return self.side is not None and _suit(self.gold.split()[1:], self.side.sectors)


@dataclass(frozen=True, slots=True)
class _Asked:
    """An annotated mention and who it stands for by the resolver; `link`: rightly joined, None for a first one."""

    gold: GoldParticipant
    found: Somebody | None
    link: bool | None

    def right(self) -> dict[str, bool]:
        """Tell what is right of a mention that was found."""
        if self.found is None:
            return {}
        right = {
            "kind": self.found.kind == self.gold.kind,
            "country": self.found.country == self.gold.country,
            "sectors": _suit(self.gold.sectors, self.found.sectors),
        }
        return right if self.link is None else {**right, "link": self.link}


def cast_figures(castings: Sequence[Casting]) -> dict[str, Figure]:
    """Return the figures of all reports."""
    parts = [part for one in castings for part in _parts(one)]
    total = sum(len(event.actors) + len(event.recipients) for one in castings for event in one.report.events)
    speakers = [right for one in castings for _, _, right in _speakers(one)]
    figures: dict[str, Figure] = {
        "country_accuracy": share(sum(part.country for part in parts), len(parts)),
        "sector_accuracy": share(sum(part.sectors for part in parts), len(parts)),
        "covered": share(len(parts), total),
        "speaker_country": share(sum(speakers), len(speakers)),
    }
    marked = [one for one in castings if one.report.participants]
    if marked:
        figures["mentions"] = _mention_figures([mention for one in marked for mention in _asked(one)])
    held = [mention for one in marked if one.report.part == HELD for mention in _asked(one)]
    if held:
        figures["held"] = _mention_figures(held)
    return figures


def cast_errors(casting: Casting) -> Iterator[Error]:
    """Yield the participants of events, speakers and mentions that came out wrong."""
    name, text = casting.report.id, casting.report.text
    for part in _parts(casting):
        wrong = [what for what, right in (("country", part.country), ("sector", part.sectors)) if not right]
        if wrong:
            cause = "nobody" if part.side is None else " and ".join(wrong)
            yield Error(
                "participant",
                cause,
                name,
                f"{part.gold} of {_around(text, part.event.trigger)}",
                (str(part.side),),
            )
    for country, cue, right in _speakers(casting):
        if not right:
            yield Error("speaker", "country", name, f"{country} of {_around(text, cue)}", ())
    for one in _asked(casting):
        judged = one.right()
        wrong = [what for what, is_right in judged.items() if not is_right]
        if wrong or not judged:
            shown = f"{one.gold.who} {one.gold.kind} {one.gold.country} {one.gold.sectors} {_around(text, one.gold.head)}"
            yield Error("mention", " and ".join(wrong) or "not found", name, shown, (str(one.found),))


def _suit(gold: Sequence[str], written: Sequence[str]) -> bool:
    return set(gold) <= set(written) if gold else set(written) <= _UNSAID


def _parts(casting: Casting) -> Iterator[_Part]:
    for event in casting.report.events:
        written = [one for one in casting.written.events if meets(one.trigger, event.trigger)]
        if written:
            best = max(written, key=lambda one: _alike(event, one))
            yield from _side(event, event.actors, best.actors)
            yield from _side(event, event.recipients, best.recipients)


def _alike(event: GoldEvent, written: CodedEvent) -> tuple[bool, float]:
    countries = {side.country for side in (*written.actors, *written.recipients)}
    gold = {described.split()[0] for described in (*event.actors, *event.recipients)}
    return written.type == event.type, share(len(gold & countries), len(gold | countries))


def _side(event: GoldEvent, gold: Sequence[str], written: Sequence[Side]) -> Iterator[_Part]:
    likeness = {
        (left, right): 1.0 + 2.0 * part.country + part.sectors
        for left, one in enumerate(gold)
        for right, side in enumerate(written)
        for part in (_Part(event, one, side),)
    }
    found = matched(likeness)
    for left, one in enumerate(gold):
        yield _Part(event, one, written[found[left]] if left in found else None)


def _speakers(casting: Casting) -> Iterator[tuple[str, tuple[Range, ...], bool]]:
    """Yield country and cue of each statement whose cue was found, and whether the speaker has that country."""
    for statement in casting.report.statements:
        written = [one for one in casting.written.statements if meets(one.cue, statement.cue)]
        if statement.country is not None and written:
            right = any(
                one.speaker is not None and one.speaker.country == statement.country for one in written
            )
            yield statement.country, statement.cue, right


def _asked(casting: Casting) -> Iterator[_Asked]:
    heads = {place: mention for mention in casting.mentions for place in mention.head}
    before: dict[str, str] = {}
    for gold in casting.report.participants:
        mention = next((heads[place] for place in heads if meets([place], gold.head)), None)
        somebody = None if mention is None else _likest(mention, gold)
        link = None if somebody is None or gold.who not in before else before[gold.who] == somebody.key
        yield _Asked(gold, somebody, link)
        if somebody is not None:
            before[gold.who] = somebody.key


def _likest(mention: FoundMention, gold: GoldParticipant) -> Somebody:
    """Return whom a mention stands for; of several ("both men") the one that the annotation means."""
    return max(mention.participants, key=lambda one: (one.country == gold.country, gold.who in one.key))


def _mention_figures(asked: Sequence[_Asked]) -> dict[str, Figure]:
    found = [one.right() for one in asked if one.found is not None]
    figures: dict[str, Figure] = {"found": share(len(found), len(asked))}
    for what in ("kind", "country", "sectors", "link"):
        right = [one[what] for one in found if what in one]
        figures[what] = share(sum(right), len(right))
    return figures


def _around(text: str, places: Sequence[Range]) -> str:
    start, end = places[0]
    return f"{text[max(0, start - 50) : start]}⟦{text[start:end]}⟧{text[end : end + 40]}".replace("\n", " ")
