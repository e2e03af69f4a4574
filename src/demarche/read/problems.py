"""What is wrong with an input, in words."""

from collections.abc import Sequence

from demarche.lexicon.layout import Layout
from demarche.model.codec import report_id
from demarche.model.offsets import OffsetMap
from demarche.model.reading import Reading
from demarche.model.records import Problem, Report
from demarche.read.layout.dates import Stamp


def unread(path: str, sha256: str, *problems: Problem) -> Reading:
    """Return the reading of an input that has no text, and why."""
    report = Report(
        id=report_id(sha256),
        path=storable(path),
        url=None,
        sha256=sha256,
        title=None,
        byline=(),
        outlet=None,
        published=None,
        language=None,
        text="",
        removed=(),
        mended=(),
    )
    return Reading(report, OffsetMap(()), (), None, problems)


def problem(sha256: str, code: str, message: str) -> Problem:
    """Return a problem of the reading stage with the input of this digest."""
    return Problem(report=report_id(sha256), stage="read", code=code, message=message)


def characters(sha256: str, encoding: str, replaced: int, controls: int) -> list[Problem]:
    """Return the problems with single characters."""
    found: list[Problem] = []
    if replaced:
        where = "one place" if replaced == 1 else f"{replaced:,} places"
        message = f"the input is not valid {encoding.upper()} in {where}, now U+FFFD"
        found.append(problem(sha256, "encoding", message))
    if controls:
        noun = "control character was" if controls == 1 else "control characters were"
        found.append(problem(sha256, "control-characters", f"{controls:,} {noun} left out"))
    return found


def language(sha256: str, code: str | None, layout: Layout) -> list[Problem]:
    """Return the problem of a report that is not known to be in English."""
    if code is None:
        return [problem(sha256, "language-unknown", "the language of the report cannot be told")]
    if code != "en":
        message = f"the report is in {layout.languages[code]}; only English is coded"
        return [problem(sha256, "language-unsupported", message)]
    return []


def published(sha256: str, stamps: Sequence[Stamp]) -> list[Problem]:
    """Return the problem of a report without a publication date, given what its header says."""
    for stamp in stamps:
        if stamp.code is not None and stamp.message is not None:
            return [problem(sha256, stamp.code, stamp.message)]
    return [problem(sha256, "date-unknown", "the report gives no publication date")]


def outlet(sha256: str) -> Problem:
    """Return the problem of a report that names no outlet."""
    return Problem(
        report=report_id(sha256),
        stage="resolve",
        code="outlet-unknown",
        message="no outlet is named in the report",
    )


def storable(text: str) -> str:
    """Return the text with what is not valid Unicode spelt out, so that it can be written as JSON."""
    return text.encode("utf-8", errors="backslashreplace").decode("utf-8")


def printable(path: str) -> str:
    """Return the path as it may stand in a message: on one line, without control characters."""
    return "".join(
        character if character.isprintable() else ascii(character)[1:-1] for character in storable(path)
    )
