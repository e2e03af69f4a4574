"""The words by which somebody binds themselves or others."""

from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources.abc import Traversable

from demarche.lexicon.tables import one_of, read_table
from demarche.model.values import FORCES, STRENGTHS, Force, Strength

_COLUMNS = ("lemma", "pos", "force", "strength", "forms", "addressee")
_POS = ("verb", "noun", "will", "will not")  # the last two: the verb under a speaker's own "will"
_FORMS = frozenset({"to", "that", "ing", "np", "of"})


@dataclass(frozen=True, slots=True)
class CommitmentCue:
    """A word of commitment, its force, and where act and addressee stand."""

    lemma: str
    particle: str | None
    force: Force
    strength: Strength
    forms: frozenset[str]
    addressee: str | None


def load_commitment_cues(folder: Traversable) -> Mapping[tuple[str, str], tuple[CommitmentCue, ...]]:
    """Return the cues by lemma and part of speech; raise `LexiconError` if a row is not as it should be."""
    found: dict[tuple[str, str], list[CommitmentCue]] = {}
    for row in read_table(folder / "commitments.tsv", _COLUMNS):
        lemma, _, particle = row.text("lemma").partition(" ")
        if not _FORMS.issuperset(row.items("forms")):
            raise row.error(f"forms {row.cells['forms']!r} unknown")
        cue = CommitmentCue(
            lemma,
            particle or None,
            one_of(row, "force", FORCES),
            one_of(row, "strength", STRENGTHS),
            frozenset(row.items("forms")),
            row.optional("addressee"),
        )
        found.setdefault((lemma, one_of(row, "pos", _POS)), []).append(cue)
    return {key: tuple(cues) for key, cues in found.items()}
