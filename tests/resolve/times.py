"""Flat sentences for the tests of times: words without a tree, their parts of speech guessed from their looks."""

from collections.abc import Sequence

from demarche.lexicon.calendar import Calendar
from demarche.model.resolved import TimeExpression
from demarche.model.syntax import Syntax, Word
from demarche.resolve.times.finder import find_times
from tests.trees import reading_of, tree


def guess(form: str, calendar: Calendar) -> str:
    """Return the part of speech that the word looks like."""
    if form[0].isdigit():
        return "NUM"
    if form[0].isupper():
        return "PROPN"
    if (form,) in calendar.prepositions:
        return "ADP"
    if form.endswith("ly") or form in {"overnight", "later", "earlier", "ago"}:
        return "ADV"
    if "ordinal" in calendar.classes(form):
        return "ADJ"
    return "NOUN" if form.isalpha() else "PUNCT"


def flat(words: Sequence[str], calendar: Calendar) -> Syntax:
    """Return one sentence in which every word hangs on the first."""
    rows = [
        f"{form} {form.lower()} {guess(form, calendar)} {'dep' if at else 'root'} {1 if at else 0}"
        for at, form in enumerate(words)
    ]
    return tree("\n".join(rows))


def times_of(syntax: Syntax, calendar: Calendar, published: str | None) -> tuple[TimeExpression, ...]:
    """Return the times of the words, in a report of this date."""
    return find_times(reading_of(syntax, published=published), syntax, calendar)


def shown(time: TimeExpression) -> tuple[str, str | None, str | None, str, str]:
    """Return what a time says: its words, first and last day, precision and basis."""
    when = time.when
    words = "" if when.span is None else when.span.text
    return words, when.earliest, when.latest, when.precision, when.basis


def texts(words: Sequence[Word]) -> list[str]:
    """Return the forms of the words."""
    return [word.text for word in words]


PAST = "Mood=Ind|Tense=Past|VerbForm=Fin"
PRESENT = "Mood=Ind|Tense=Pres|VerbForm=Fin"


def clause(time: str, calendar: Calendar, *, feats: str = PAST, auxiliary: str = "") -> Syntax:
    """Return "Peru met", or "Peru will meet", with the words of a time that hang on the verb by their last one."""
    words = time.split()
    head = 3 if auxiliary else 2
    core = head + len(words)
    rows = [f"Peru Peru PROPN nsubj {head}"]
    rows += [f"{auxiliary} {auxiliary} AUX aux {head}"] if auxiliary else []
    rows += [f"meets meet VERB root 0 {'VerbForm=Inf' if auxiliary else feats}"]
    for at, form in enumerate(words, start=head + 1):
        upos = guess(form, calendar)
        dep, above = ("obl", head) if at == core else ("case" if upos == "ADP" else "dep", core)
        rows.append(f"{form} {form.lower()} {upos} {dep} {above}")
    return tree("\n".join(rows))
