"""What is put ahead of now: "will", "is to", "going to", and where that binds nobody: a question, a supposition, an aside."""

from demarche.coding.clauses.grammar import is_negated, marker
from demarche.coding.commitments.binding import Setting
from demarche.model.syntax import Word

_BEING = frozenset({"is", "are", "am", "'s", "'re", "’s", "’re"})
_RATHER = "rather"
_LIMITED = frozenset({"conditional", "possible"})
_UNSURE = frozenset({"PS+", "PR+"})
_SAID = frozenset({"ccomp", "parataxis"})


def auxiliary_of(setting: Setting, lead: Word) -> Word | None:
    """Return the last modal of a verb, or what else puts it ahead, or None."""
    modals = [child for child in lead.having("aux") if setting.modal(child) is not None]
    return modals[-1] if modals else _of_infinitive(lead)


def is_left_open(setting: Setting, lead: Word, saying: int | None) -> bool:
    """Tell whether what is put ahead binds nobody: it is past, asked, supposed, or an aside ("would have gone", "how it would")."""
    is_past = any(child.lemma == "have" for child in lead.having("aux"))
    return is_past or setting.is_asked(lead) or _is_aside(setting, lead) or _is_supposed(setting, saying)


def _of_infinitive(verb: Word) -> Word | None:
    """Return what puts an infinitive ahead: "are" in "are to be handed over", "going" in "we are going to", or None.

    Of a headline ("Peru to send soldiers") it is "to".
    """
    to = next((child for child in verb.having("mark") if child.lower == "to"), None)
    if to is None:
        return None
    above = verb.head
    if verb.dep == "xcomp" and (above.lower == "going" or (above.lemma == "intend" and is_negated(above))):
        return above
    being = [one for one in verb.having("aux", "aux:pass", "cop") if one.i < to.i]
    if verb.is_root and verb.first("nsubj") is not None and not being:
        return to  # a headline: "Peru to send soldiers"
    return next((one for one in being if one.lower in _BEING), None)


def _is_supposed(setting: Setting, saying: int | None) -> bool:
    """Tell whether something is only feared, hoped or expected."""
    found = None if saying is None else setting.chains.sayings[saying]
    return found is not None and found.act == "assert" and found.certainty in _UNSURE


def _is_aside(setting: Setting, lead: Word) -> bool:
    """Tell whether a verb stands in a condition, a limit or an open question: "before it would accept her", "how it would".

    "Would rather" only says what one likes; a relative clause only describes ("towns that will be rebuilt").
    """
    beside = lead.having("advmod")
    if lead.dep == "acl:relcl":
        return True
    if any(child.lower == _RATHER for child in beside) or (
        lead.dep in _SAID and any("PronType=Int" in child.feats for child in beside)
    ):
        return True
    clause = setting.cues.clauses.get(marker(lead) or "")
    return clause is not None and clause.clause in _LIMITED and lead.dep in {"advcl", "acl", "ccomp"}
