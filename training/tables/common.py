"""What the table builders share: reading and writing TSV, slugs, folded spellings."""

import csv
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

HAND = Path(__file__).parent / "hand"
_UNDECOMPOSED = str.maketrans(
    {
        "ı": "i", "ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ð": "d", "æ": "ae",
        "Æ": "Ae", "þ": "th", "Þ": "Th", "ß": "ss", "ə": "a", "œ": "oe", "’": "'", "‘": "'", "ʻ": "'", "ʼ": "'",
    }
)  # fmt: skip
_NOT_SLUG = re.compile(r"[^a-z0-9]+")
_DROPPED = re.compile(r"['.,()\"]")


def plain(text: str) -> str:
    """Return the text without diacritics, in Latin letters where it is written in them."""
    decomposed = unicodedata.normalize("NFKD", text.translate(_UNDECOMPOSED))
    return "".join(c for c in decomposed if not unicodedata.combining(c))


def fold(text: str) -> str:
    """Return a form for comparing spellings: no diacritics, case, or punctuation but single spaces."""
    return " ".join(re.sub(r"[^\w]+", " ", plain(text).casefold().replace("'", "")).split())


def slug(text: str) -> str:
    """Return the text as a lower-case ASCII identifier with hyphens."""
    return _NOT_SLUG.sub("-", _DROPPED.sub("", plain(text).lower())).strip("-")


def read_tsv(path: Path) -> Iterator[dict[str, str]]:
    """Yield the rows of a TSV file with a header; lines that begin with # are comments."""
    header: list[str] | None = None
    for line in path.read_text(encoding="utf-8").splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        cells = [cell.strip() for cell in line.split("\t")]
        if header is None:
            header = cells
            continue
        cells += [""] * (len(header) - len(cells))
        yield dict(zip(header, cells, strict=True))


def read_csv(path: Path, encoding: str = "utf-8") -> list[dict[str, str]]:
    """Return the rows of a CSV file with a header."""
    with path.open(encoding=encoding, newline="") as file:
        return list(csv.DictReader(file))


def write_tsv(
    path: Path, comments: Sequence[str], columns: Sequence[str], rows: Iterable[Sequence[str]]
) -> int:
    """Write a TSV file with comment lines and a header; return the number of rows."""
    lines = [f"# {comment}" for comment in comments]
    lines.append("\t".join(columns))
    count = 0
    for row in rows:
        if len(row) != len(columns) or any("\t" in cell or "\n" in cell for cell in row):
            raise ValueError(f"{path.name}: {row} does not fit {columns}")
        lines.append("\t".join(row).rstrip("\t"))
        count += 1
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return count


def join_items(items: Iterable[str]) -> str:
    """Return a list cell: the items in order, each once, separated by |."""
    return "|".join(dict.fromkeys(item for item in items if item))
