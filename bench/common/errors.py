"""Lists of errors for people: tables first, then every error, by gold label and cause."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Error:
    """An item that came out wrong: its gold label, the cause, the item in words, and the answers given."""

    label: str
    cause: str
    id: str
    item: str
    answers: tuple[str, ...]


def listed(name: str, tables: Sequence[tuple[str, str]], errors: Sequence[Error]) -> str:
    """Return Markdown: the tables as they stand, the number of errors by cause, and the errors."""
    parts = [f"# Errors of {name}\n"]
    parts.extend(f"## {title}\n\n```\n{table}\n```\n" for title, table in tables)
    causes = Counter(error.cause for error in errors)
    parts.append(
        "## By cause\n\n" + "".join(f"- {cause}: {count}\n" for cause, count in causes.most_common())
    )
    for label in sorted({error.label for error in errors}):
        members = [error for error in errors if error.label == label]
        parts.append(f"## {label} ({len(members)})\n\n" + "\n".join(map(_shown, members)))
    return "\n".join(parts)


def _shown(error: Error) -> str:
    answers = "".join(f"  - {answer}\n" for answer in error.answers) or "  - nothing\n"
    return f"* {error.id} ({error.cause}): {error.item}\n{answers}"
