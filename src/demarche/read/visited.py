"""What servers gave to tell whether something changed, kept in a file between runs."""

import json
from collections.abc import Mapping
from pathlib import Path

from demarche.read.fetch import Validators


class VisitedError(ValueError):
    """The file is none that was written here; the message names it."""


def remembered(path: Path) -> dict[str, Validators]:
    """Return what the file holds, nothing if there is none yet; raise `VisitedError` if it holds something else."""
    if not path.exists():
        return {}
    try:
        held = json.loads(path.read_text(encoding="utf-8"))
        return {address: Validators(one["etag"], one["modified"]) for address, one in held.items()}
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise VisitedError(f"{path} does not hold what was fetched before") from error


def remember(path: Path, known: Mapping[str, Validators]) -> None:
    """Write the file anew, in one step."""
    held = {
        address: {"etag": one.etag, "modified": one.modified}
        for address, one in sorted(known.items())
        if one.etag or one.modified
    }
    part = path.with_name(f"{path.name}.part")
    part.write_text(json.dumps(held, indent=1) + "\n", encoding="utf-8")
    part.replace(path)
