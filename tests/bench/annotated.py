"""A report with its annotation in a folder, and predictions made by quoting it."""

from pathlib import Path

from bench.common.benchmark import Data
from bench.common.claims import CodedCommitment, CodedStatement, ReportPrediction
from bench.common.events import CodedEvent, Range, Side
from tests.bench.fakes import event, place

HARBOUR = (
    "Syldavia closed the harbour on Monday, and its minister said a ferry may be seized.\n\n"
    "“We will close the bridge if the ferry returns,” Ana Grof said. Borduria denied that it had sent the ferry.\n"
)
_ANNOTATION = """\
published: 2025-03-05
events:
  - {trigger: "Syldavia *closed* the", type: COERCE, status: happened, actors: [SYL]}
  - {trigger: "be *seized*", type: COERCE, status: possible, voice: attributed}
  - {trigger: "We *will*", type: THREATEN, status: happened, voice: attributed, when: "2025-03-05"}
  - {trigger: "had *sent* the", type: MOBILIZE, status: denied, voice: attributed}
statements:
  - {speaker: [minister], country: SYL, cue: "minister *said*", content: "a ferry may be seized", form: indirect}
  - {speaker: [Ana Grof], cue: "Grof *said*", content: "“We will … returns,”", form: direct}
  - {speaker: [], cue: "*denied*", content: [that it had, sent the ferry], form: indirect}
commitments:
  - {force: threat, issuers: [SYL], act: "We will close the bridge", condition: "if the ferry returns"}
happenings:
  - "ferry *returns*"
"""


def harbour(folder: Path) -> Data:
    """Return a folder with the report, its annotation, and a text that has none."""
    (folder / "harbour.txt").write_text(HARBOUR, encoding="utf-8")
    (folder / "harbour.yaml").write_text(_ANNOTATION, encoding="utf-8")
    (folder / "unmarked.txt").write_text("Nothing.\n", encoding="utf-8")
    return Data(folder)


def coded(trigger: str, type_: str, status: str) -> CodedEvent:
    found = event(HARBOUR, type_, [], trigger=trigger)
    return CodedEvent(**{**{name: getattr(found, name) for name in found.__slots__}, "status": status})


def saying(speaker: str | None, cue: str, content: str, form: str) -> CodedStatement:
    return CodedStatement(None if speaker is None else side(speaker), spot(cue), spot(content), form, "rule")


def pledge(force: str, country: str, act: str, condition: str = "", consequence: str = "") -> CodedCommitment:
    parts = (spot(act), spot(condition), spot(consequence))
    return CodedCommitment(force, (Side("Syldavia", country, (), ()),), *parts, "rule")


def side(described: str) -> Side:
    """Return a participant written `words` or `words=CODE`."""
    words, _, country = described.partition("=")
    return Side(words, country or None, (), (place(HARBOUR, words),))


def spot(words: str) -> tuple[Range, ...]:
    return (place(HARBOUR, words),) if words else ()


def prediction(
    *,
    events: tuple[CodedEvent, ...] = (),
    statements: tuple[CodedStatement, ...] = (),
    commitments: tuple[CodedCommitment, ...] = (),
) -> ReportPrediction:
    return ReportPrediction("harbour", events, statements, commitments)
