"""Sentences and helpers for the tests of the reading stage; everything in them is invented."""

import textwrap

from demarche.model.reading import Reading

TITLE = "Peru and Ecuador agree to reopen border crossing"
FIRST = (
    "The Peruvian foreign minister, Elena Quispe, told the newspaper El Puente that Lima would withdraw the two army "
    "companies it had sent to Tumbes, but only if Ecuador stopped its night patrols by 15 March. Diplomats in Quito "
    "called it a long-term arrangement."
)
SECOND = (
    "Ecuador’s government denied that its soldiers had crossed the river. It said that the diplomats of both "
    "countries would meet on Friday. Residents allegedly threw stones at a customs post, according to the police."
)
THIRD = (
    "The talks are to go on until May, when President Rosa Vega travels to Lima for the first time since she took "
    "office in January."
)
BODY = f"{FIRST}\n\n{SECOND}\n\n{THIRD}"


def wrapped(text: str, width: int = 64, indent: str = "") -> str:
    """Return the paragraph with its lines broken at the width."""
    return textwrap.fill(text, width, break_on_hyphens=False, initial_indent=indent)


def blocks(reading: Reading) -> list[tuple[str, str]]:
    """Return the role and the words of each block."""
    return [(block.role, reading.report.text[block.start : block.end]) for block in reading.blocks]


def of_role(reading: Reading, *roles: str) -> list[str]:
    """Return the words of the blocks with one of the roles."""
    return [words for role, words in blocks(reading) if role in roles]


def removed(reading: Reading, source: str) -> list[tuple[str, str]]:
    """Return why something was removed, and its words in the input."""
    return [(this.why, source[this.start : this.end]) for this in reading.report.removed]


def codes(reading: Reading) -> list[str]:
    """Return the codes of the problems."""
    return [problem.code for problem in reading.problems]
