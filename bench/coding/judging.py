"""demarche's rules of status as the benchmark of factuality sees them."""

from bench.coding.factuality import Judge, Judged
from demarche.coding.clauses.status import judge
from demarche.lexicon.lexicon import load_lexicon
from demarche.model.syntax import Word


def load_judge() -> Judge:
    """Return the judge of words, loaded: each word as a deed of its own, in the body of a report."""
    lexicon = load_lexicon()

    def judged(word: Word) -> Judged:
        found = judge(word, None, lexicon.cues, is_deed=True, in_headline=False)
        return Judged(found.status, lexicon.ontology.factuality[found.status], found.status_reason)

    return judged
