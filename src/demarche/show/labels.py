"""The words that a reader sees for the closed vocabularies of the contract, from `labels.tsv`."""

from dataclasses import dataclass
from importlib.resources import files

from demarche.lexicon.tables import read_table

_COLUMNS = ("vocabulary", "value", "label", "group", "gloss")


@dataclass(frozen=True, slots=True)
class Label:
    """What a value is called, the group it belongs to (or "") and what it means (or "")."""

    label: str
    group: str
    gloss: str


@dataclass(frozen=True, slots=True)
class Labels:
    """All labels by vocabulary and value."""

    rows: dict[tuple[str, str], Label]

    def of(self, vocabulary: str, value: str) -> Label:
        """Return the label of a value; one without a row is called by its own name."""
        return self.rows.get((vocabulary, value)) or Label(value.replace("_", " "), "", "")

    def text(self, vocabulary: str, value: str) -> str:
        """Return what a value is called."""
        return self.of(vocabulary, value).label

    def values(self, vocabulary: str) -> tuple[str, ...]:
        """Return the values of a vocabulary in the order of the table."""
        return tuple(value for name, value in self.rows if name == vocabulary)


def load_labels() -> Labels:
    """Return the labels; raise `LexiconError` if the table is not as it should be."""
    file = files("demarche.show") / "labels.tsv"
    rows: dict[tuple[str, str], Label] = {}
    for row in read_table(file, _COLUMNS):
        key = (row.text("vocabulary"), row.text("value"))
        if key in rows:
            raise row.error(f"{key[0]} {key[1]} has two labels")
        rows[key] = Label(row.text("label"), row.cells["group"], row.cells["gloss"])
    return Labels(rows)
