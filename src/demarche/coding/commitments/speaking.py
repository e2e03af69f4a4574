"""Who speaks, where only the words before tell: an official is described first and named afterwards, or goes on as "he"."""

from collections.abc import Mapping, Sequence

from demarche.coding.clauses.cast import Found
from demarche.coding.sayings.chains import Chains
from demarche.coding.sayings.finder import Saying
from demarche.model.parts import Participant
from demarche.model.syntax import Syntax

_REACH = 3  # sentences between a description and the name
_SOMEBODY = frozenset({"person", "unnamed"})  # "the deputy head" is nobody of a table
_DESCRIBING = ("appos", "acl", "acl:relcl", "nmod", "amod", "compound")


def offices_of(syntax: Syntax, chains: Chains) -> Mapping[str, Found]:
    """Return by their names the officials who are described when they speak first, and named when they speak next.

    "Peru's prime minister said …", "… Ana Soto added": somebody of whom only a name is known, named for the first time.
    """
    turns = sorted((one for one in chains.sayings if one.speaker is not None), key=lambda one: one.anchor.i)
    found: dict[str, Found] = {}
    for at, turn in enumerate(turns):
        speaker = turn.speaker
        before = _last(turns[:at], turn)
        if speaker is None or before is None or speaker.participant.name in found:
            continue
        if _is_only_named(speaker, syntax) and _is_only_described(before):
            found[speaker.participant.name] = before
    return found


def first_turn(saying: int, chains: Chains) -> int | None:
    """Return the saying in which an official who is only "he" here spoke before, by the office; None without one."""
    speaker = chains.sayings[saying].speaker
    if speaker is None or speaker.word.upos != "PRON" or speaker.participant.role is None:
        return None
    if speaker.participant.country is not None:
        return None
    before = [
        index
        for index, one in enumerate(chains.sayings)
        if one.speaker is not None
        and one.anchor.i < speaker.word.i
        and one.speaker.word.upos != "PRON"
        and one.speaker.participant.role == speaker.participant.role
    ]
    return max(before, key=lambda index: chains.sayings[index].anchor.i, default=None)


def _last(turns: Sequence[Saying], turn: Saying) -> Found | None:
    """Return who spoke last in the sentences before a turn."""
    speaker = turn.speaker
    for before in reversed(turns):
        other = before.speaker
        if speaker is not None and other is not None and other.word.sentence < speaker.word.sentence:
            return other if speaker.word.sentence - other.word.sentence <= _REACH else None
    return None


def _is_only_named(speaker: Found, syntax: Syntax) -> bool:
    """Tell whether a name stands there for the first time, and nothing else says who that is."""
    one = speaker.participant
    if one.kind != "person" or one.country is not None or one.sectors or one.role is not None:
        return False
    if speaker.word.upos != "PROPN" or list(speaker.word.having(*_DESCRIBING)):
        return False
    surname = speaker.word.subtree()[-1].text
    return all(word.text != surname for word in syntax.words[: speaker.word.i])


def _is_only_described(other: Found) -> bool:
    """Tell whether an official is told by office alone, without a name beside it."""
    has_name = any(child.upos == "PROPN" for child in other.word.having("appos", "flat"))
    return other.word.upos == "NOUN" and _is_in_office(other.participant) and not has_name


def _is_in_office(one: Participant) -> bool:
    return one.kind in _SOMEBODY and one.country is not None and bool(one.sectors)
