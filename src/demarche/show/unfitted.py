"""What of the package's senses does not suit a user's ontology, told in one line or in full."""

from collections.abc import Sequence

from demarche.lexicon.senses import Unfitted

_TOLD = 3  # reasons that the one line names


def unfitted_line(found: Sequence[Unfitted], senses: int) -> str:
    """Return one line about what was left out, beside so many senses that are there; empty if nothing was."""
    if not found:
        return ""
    left_out = [one for one in found if one.is_left_out]
    changed = {one.sense for one in found if not one.is_left_out}
    parts = []
    if left_out:
        parts.append(
            f"{len(left_out)} of {senses + len(left_out)} senses are left out ({_reasons(left_out)})"
        )
    if changed:
        less = [one for one in found if not one.is_left_out]
        parts.append(f"{len(changed)} go without their mode or contexts ({_reasons(less)})")
    return f"the ontology does not suit all senses: {'; '.join(parts)}. “demarche version” lists them"


def unfitted_list(found: Sequence[Unfitted]) -> list[str]:
    """Return one line for each sense and what it lost."""
    return [f"{'left out' if one.is_left_out else 'changed'}\t{one.sense}\t{one.why}" for one in found]


def _reasons(found: Sequence[Unfitted]) -> str:
    """Return the first reasons, each with a sense that has it."""
    examples: dict[str, str] = {}
    for one in found:
        examples.setdefault(one.why, one.sense)
    told = [f"{why}: {sense}" for why, sense in list(examples.items())[:_TOLD]]
    more = len(examples) - len(told)
    return "; ".join(told) + (f"; and {more} more reasons" if more else "")
