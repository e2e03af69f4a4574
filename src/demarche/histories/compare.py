"""Whether a claim is evidence of what became of a commitment, and whether two commitments are one: sums of told grounds."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from demarche.histories.sketch import Deed, PartSketch, Sketch
from demarche.histories.telling import Telling
from demarche.lexicon.histories import Doer, EvidenceKind, HistoryRules, Reading


@dataclass(frozen=True, slots=True)
class Ground:
    """A part of the sum: what was compared, in words, and its weight."""

    field: str
    text: str
    weight: float


@dataclass(frozen=True, slots=True)
class Tie:
    """That two commitments are one; the sum and its grounds."""

    score: float
    grounds: tuple[Ground, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """What a claim is evidence of; the sum and its grounds."""

    kind: EvidenceKind
    score: float
    grounds: tuple[Ground, ...]


def evidence(seen: Sketch, told: Telling, context: Collection[str], rules: HistoryRules) -> Found | None:
    """Return what a telling is evidence of for a commitment: the best of what it may be; None if of nothing.

    `context` are the words of the rest of its report.
    """
    if not _may_follow(seen, told, rules):
        return None
    found = [
        Found(kind, round(sum(one.weight for one in grounds), 4), tuple(grounds))
        for kind, grounds in (*_by_outcome(seen, told, context, rules), *_by_deed(seen, told, context, rules))
    ]
    good = [one for one in found if one.score >= rules.weights.least]
    return max(good, key=lambda one: one.score, default=None)


def tie(one: Sketch, other: Sketch, rules: HistoryRules) -> Tie | None:
    """Return how much speaks for two commitments being one, told twice or made twice; None if something rules it out."""
    pair = frozenset({one.force, other.force})
    if len(pair) > 1 and pair not in rules.forces:
        return None
    shared = one.issuers.shared(other.issuers)
    if not shared or one.issued.apart(other.issued) > rules.limits.days:
        return None
    for mine, theirs in ((one, other), (other, one)):
        if mine.others.countries and not mine.others.shared(theirs.others | theirs.named):
            return None
    weights = rules.ties
    grounds = [Ground("issuers", f"both of {', '.join(shared)}", _issuer(shared, rules))]
    grounds.append(
        Ground("force", "the same", weights.same_force)
        if len(pair) == 1
        else Ground("force", f"{' and '.join(sorted(pair))} are near", weights.alike_force)
    )
    if one.issued.apart(other.issued) <= rules.limits.near:
        grounds.append(Ground("when", "issued on the same days, or near", weights.same_day))
    grounds.extend(_others(one, other, rules))
    words = _overlap(one.words, other.words, rules)
    if words is None:
        return None
    share, text = words
    grounds.append(Ground("words", text, round(weights.words * share, 4)))
    if one.deadline and other.deadline:
        same = one.deadline == other.deadline
        grounds.append(
            Ground(
                "deadline",
                "the same" if same else "another",
                weights.deadline if same else weights.other_deadline,
            )
        )
    score = round(sum(ground.weight for ground in grounds), 4)
    return Tie(score, tuple(grounds)) if score >= weights.least else None


def again(earlier: Sketch, later: Sketch, tied: Tie, rules: HistoryRules) -> Found | None:
    """Return that a commitment is made again, where two that are one were not issued on the same days; None if not."""
    if later.is_mention or later.issued.first <= earlier.issued.last:
        return None
    if earlier.issued.apart(later.issued) <= rules.limits.near:
        return None
    return Found("restated", tied.score, tied.grounds)


def opposite(earlier: Sketch, later: Sketch, rules: HistoryRules) -> Found | None:
    """Return what a later commitment makes of an earlier one of the same side on the same matter; None if nothing."""
    kind = rules.opposites.get((earlier.force, later.force))
    shared = earlier.issuers.shared(later.issuers)
    if kind is None or not shared or later.issued.first <= earlier.issued.last:
        return None
    if kind == "superseded" and (
        not earlier.deadline or not later.deadline or earlier.deadline == later.deadline
    ):
        return None
    if earlier.issued.apart(later.issued) > rules.limits.days:
        return None
    words = _overlap(earlier.words, later.words, rules)
    if words is None:
        return None
    share, text = words
    if share < rules.limits.share:
        return None
    weights = rules.weights
    grounds = [
        Ground("issuers", f"both of {', '.join(shared)}", _issuer(shared, rules)),
        Ground("force", f"{later.force} after {earlier.force}", weights.opposite),
        Ground("words", text, round(weights.words * share, 4)),
        *_others(earlier, later, rules),
    ]
    score = round(sum(ground.weight for ground in grounds), 4)
    return Found(kind, score, tuple(grounds)) if score >= weights.least else None


def _may_follow(seen: Sketch, told: Telling, rules: HistoryRules) -> bool:
    """Tell whether what is told can have come after the commitment was made, and is told neither with nor before it."""
    if told.days.last < seen.issued.first or seen.issued.apart(told.days) > rules.limits.days:
        return False
    if told.report != seen.report:
        return told.published is None or seen.published is None or told.published >= seen.published
    if told.start < seen.end and seen.start < told.end:
        return False
    if told.days.is_dated and seen.issued.is_dated and told.days.first > seen.issued.last:
        return True
    return told.at > seen.end


def _by_outcome(
    seen: Sketch, told: Telling, context: Collection[str], rules: HistoryRules
) -> Iterator[tuple[EvidenceKind, list[Ground]]]:
    """Yield what words about the commitment itself say of it."""
    outcome, weights = told.outcome, rules.weights
    if outcome is None or seen.force not in outcome.forces or seen.force not in told.named:
        return
    kind = _kind_told(outcome.evidence, told)
    issuer = _issuer_of_outcome(seen, told, outcome.by, rules)
    if kind is None or issuer is None:
        return
    grounds = [Ground("outcome", f"“{told.said}” of a {seen.force}", weights.outcome), issuer]
    grounds.extend(_words(seen.words, told, context, rules))
    grounds.extend(_other_side(seen, told, rules))
    yield kind, grounds


def _kind_told(kind: EvidenceKind, told: Telling) -> EvidenceKind | None:
    if told.reality == "done":
        return kind
    if kind != "fulfilled":
        return None
    return "demanded" if told.reality == "asked" else "breached"


def _issuer_of_outcome(seen: Sketch, told: Telling, by: Doer, rules: HistoryRules) -> Ground | None:
    weights = rules.weights
    by_issuer = told.doer.shared(seen.issuers)
    if by == "issuer" and by_issuer:
        return Ground("issuers", f"done by {', '.join(by_issuer)}", _issuer(by_issuer, rules))
    if by == "issuer" and told.doer and told.reality != "asked":
        return None
    if by == "others" and by_issuer:
        return None
    if by == "others" and told.doer and seen.others and not told.doer.shared(seen.others):
        return None
    named = told.around.shared(seen.issuers)
    if not named:
        return None
    return Ground("issuers", f"names {', '.join(named)}", weights.named_issuer)


def _by_deed(
    seen: Sketch, told: Telling, context: Collection[str], rules: HistoryRules
) -> Iterator[tuple[EvidenceKind, list[Ground]]]:
    """Yield what a deed is evidence of for each part that speaks of such a deed."""
    if told.outcome is not None or told.type in rules.speech or not _meets(seen, told):
        return
    for part in seen.parts:
        match = _match(part, told, rules)
        doer = _doer(seen, part, told, rules)
        if not match or doer is None:
            continue
        reading = rules.readings.get((seen.force, part.part, doer))
        if reading is None:
            continue
        kind = _kind_done(reading, part, told)
        words = _words(part.words, told, context, rules)
        if kind is None or not (_is_about(part, told, rules) or _is_bare(part, seen, told)):
            continue
        if seen.issued.apart(told.days) > rules.limits.far:
            match.append(Ground("when", "long afterwards", rules.weights.far))
        yield kind, [*match, *_doer_grounds(seen, told, doer, rules), *words, *_other_side(seen, told, rules)]


def _meets(seen: Sketch, told: Telling) -> bool:
    """Tell whether those towards whom a commitment is are named where a deed is told, or nobody knows who that is.

    Of one that has a condition and no addressee, somebody else whom it names has to be named.
    """
    there = told.around - seen.issuers
    if seen.others.countries:
        return bool(seen.others.shared(there))
    is_conditional = any(part.part == "condition" for part in seen.parts)
    return not is_conditional or not seen.named.countries or bool(seen.named.shared(there))


def _kind_done(reading: Reading, part: PartSketch, told: Telling) -> EvidenceKind | None:
    if told.reality == "done":
        return reading.negated if part.negated else reading.evidence
    return reading.asked if told.reality == "asked" else reading.failed


def _is_about(part: PartSketch, told: Telling, rules: HistoryRules) -> bool:
    """Tell whether a sentence has enough of the words of a part to be about the same thing."""
    shared = {*part.words} & (told.words - told.own)
    return len(shared) >= rules.limits.share * min(rules.limits.fewest_words, len(part.words)) and bool(
        shared
    )


def _is_bare(part: PartSketch, seen: Sketch, told: Telling) -> bool:
    """Tell whether a part has no words but its verb's, and both name the same others."""
    return not {*part.words} - told.own and bool(told.around.shared(seen.others | seen.named))


def _match(part: PartSketch, told: Telling, rules: HistoryRules) -> list[Ground]:
    """Return the grounds on which a deed is of the kind that a part speaks of; none if it is of another kind."""
    weights, grounds = rules.weights, list[Ground]()
    if told.verbs & set(part.verbs) or told.own & set(part.heads) or _is_given(part, told, rules):
        grounds.append(Ground("verb", f"“{told.said}” is such a deed", weights.verb))
    deeds = [deed for deed in part.deeds if _is_kin(deed, told, rules)]
    if deeds and told.type not in rules.speech:
        same = any(deed.type == told.type for deed in deeds)
        text = f"{told.type}, as in the {part.part}"
        grounds.append(Ground("type", text, weights.type if same else weights.type / 2))
        if any(deed.mode and deed.mode == told.mode for deed in deeds):
            grounds.append(Ground("mode", "the same", weights.mode))
    return grounds


def _is_kin(deed: Deed, told: Telling, rules: HistoryRules) -> bool:
    """Tell whether two deeds are of one type or related ones, and not of two modes, nor done to two others."""
    if told.type is None or (deed.type != told.type and frozenset({deed.type, told.type}) not in rules.types):
        return False
    return not deed.mode or not told.mode or deed.mode == told.mode


def _is_given(part: PartSketch, told: Telling, rules: HistoryRules) -> bool:
    """Tell whether a part is but a thing that is promised, and it is told as given or received."""
    is_thing = part.part == "act" and not part.verbs and not part.deeds
    return is_thing and bool(told.own & (rules.words.given | rules.words.received))


def _doer(seen: Sketch, part: PartSketch, told: Telling, rules: HistoryRules) -> Doer | None:
    """Return on which side of a commitment the doer stands; None if nobody knows, or if somebody else should do it."""
    if not told.doer:
        return None
    if told.doer.shared(seen.issuers):
        return "issuer"
    if told.own & rules.words.received and told.doer.shared(seen.others | seen.named):
        return "issuer"
    if part.part == "act" and seen.force in {"ultimatum", "authorisation"} and seen.others:
        return "others" if told.doer.shared(seen.others) else None
    expected = [deed.doer for deed in part.deeds if deed.doer and not deed.doer.shared(seen.issuers)]
    if expected and not any(told.doer.shared(one) for one in expected):
        return None
    return "others"


def _doer_grounds(seen: Sketch, told: Telling, doer: Doer, rules: HistoryRules) -> Iterator[Ground]:
    weights = rules.weights
    if doer == "issuer":
        shared = told.doer.shared(seen.issuers)
        if shared:
            yield Ground("issuers", f"done by {', '.join(shared)}", _issuer(shared, rules))
        elif named := told.around.shared(seen.issuers):
            yield Ground("issuers", f"names {', '.join(named)}", weights.named_issuer)
        return
    shared = told.doer.shared(seen.others | seen.named)
    if shared:
        yield Ground("doer", f"done by {', '.join(shared)}", weights.alike_issuer)
    named = told.around.shared(seen.issuers)
    if named:
        yield Ground("issuers", f"names {', '.join(named)}", weights.named_issuer)


def _issuer(shared: tuple[str, ...], rules: HistoryRules) -> float:
    by_id = any(":" in one for one in shared)
    return rules.weights.same_issuer if by_id else rules.weights.alike_issuer


def _words(
    wanted: Collection[str], told: Telling, context: Collection[str], rules: HistoryRules
) -> list[Ground]:
    """Return the grounds of the words in common; none if the sentence has none, nor names it in a report that has some."""
    weights = rules.weights
    of = max(rules.limits.fewest_words, len(wanted))
    shared = sorted({*wanted} & (told.words - told.own))
    near = sorted(({*wanted} & {*context}) - {*shared})
    if not shared and not (told.is_bare and near):
        return []
    grounds = list[Ground]()
    if shared:
        grounds.append(
            Ground("words", f"has {', '.join(shared)}", round(weights.words * len(shared) / of, 4))
        )
    if near:
        text = f"the report has {', '.join(near)}"
        grounds.append(Ground("context", text, round(weights.context * len(near) / of, 4)))
    return grounds


def _other_side(seen: Sketch, told: Telling, rules: HistoryRules) -> Iterator[Ground]:
    """Yield what the others who are named in both speak for or against."""
    weights = rules.weights
    wanted, there = seen.others | seen.named, told.around - seen.issuers
    shared = [one for one in wanted.shared(there) if one not in seen.issuers.names]
    if shared:
        yield Ground("others", f"names {', '.join(shared)}", weights.same_other)
    elif wanted.countries and there.countries:
        text = f"names {', '.join(there.countries)}, not {', '.join(wanted.countries)}"
        yield Ground("others", text, weights.different_other)


def _others(one: Sketch, other: Sketch, rules: HistoryRules) -> Iterator[Ground]:
    mine, theirs = one.others | one.named, other.others | other.named
    shared = mine.shared(theirs)
    if shared:
        yield Ground("others", f"both name {', '.join(shared)}", rules.weights.same_other)
    elif mine.countries and theirs.countries:
        yield Ground("others", "nobody else in common", rules.weights.different_other)


def _overlap(one: frozenset[str], other: frozenset[str], rules: HistoryRules) -> tuple[float, str] | None:
    """Return the share of the words of the shorter commitment that the other has, with them; None if there are none."""
    shared = sorted(one & other)
    if not shared:
        return None
    share = len(shared) / max(rules.limits.fewest_words, min(len(one), len(other)))
    return share, f"{share:.0%} of the words of the shorter one: {', '.join(shared)}"
