"""Measures of how orders, steps, releases and requests fared: authorities, technology, coordination, industry (rule 16.4)."""

from collections.abc import Iterable, Iterator

from aar.chain import lifted_by
from aar.objectives.measured import Measurable, Measured, percent_of
from aar.reading import step_key
from engine.exercise import Initiative, StepState
from engine.findings.catalogue import CATALOGUE
from engine.findings.release import RELEASE
from engine.ids import StepId
from engine.titles import short_name

Steps = Iterator[tuple[Initiative, StepId, StepState]]


def orders_not_blocked(of: Measurable) -> Measured:
    """Rule 16.4: of initiatives that lift a priority system's line, the percent that nowhere waited for money, slots or law."""
    priority = [one for one in _running_or_done(of) if set(lifted_by(of.played, one)) & set(of.priority)]
    unpaid = {
        one.subject.rpartition(" ")[0] for one in of.played.candidates if CATALOGUE[one.detector].code in ("FUN-1", "FUN-2")
    }
    blocked = [
        one
        for one in priority
        if one.id in unpaid or any(step.waited_for_slots or step.waited_for_authority for step in one.steps.values())
    ]
    value = percent_of(len(priority) - len(blocked), len(priority))
    if value is None:
        return Measured(value=None, says="nobody ordered more of a priority system", never=True)
    entries = [entry for one in priority for entry in of.played.evidence[f"initiative {one.id}"]]
    says = f"{len(priority) - len(blocked)} of {len(priority)} priority orders, {value} %"
    return Measured(value=value, says=says, entries=_all(entries))


def releases_assessed(of: Measurable) -> Measured:
    """Rule 16.4: of release steps that were decided or waited too long, the percent that no REL-3 was noticed of."""
    asked = [(one, step_id) for one, step_id, step in _steps(of) if step_id == RELEASE and (step.verdict or step.waits)]
    without = _noticed(of, "REL-3")
    missed = [(one, step_id) for one, step_id in asked if f"{one.id} {step_id}" in without]
    value = percent_of(len(asked) - len(missed), len(asked))
    if value is None:
        return Measured(value=None, says="nobody asked for a release")
    says = f"{len(asked) - len(missed)} of {len(asked)} releases, {value} %"
    return Measured(value=value, says=says, entries=_all(_recorded(of, asked)))


def answered_without_wait(of: Measurable) -> Measured:
    """Rule 16.4: of steps that passed between organisations and of requests, the percent answered before any wait."""
    between = [(one, key, step) for one, key, step in _steps(of) if step.by != step.after and _was_asked(step)]
    slow = [(one, key) for one, key, step in between if step.waited_by_organisation or step.waited_unheld]
    requests = list(of.played.exercise.talk.requests.values())
    asked = len(between) + sum(len(one.to) for one in requests)
    late = len(slow) + sum(len(one.unanswered) for one in requests)
    value = percent_of(asked - late, asked)
    if value is None:
        return Measured(value=None, says="nothing passed between organisations")
    entries = [*_recorded(of, [(one, key) for one, key, _ in between]), *of.played.evidence.get("request-made", ())]
    return Measured(value=value, says=f"{asked - late} of {asked} steps and requests, {value} %", entries=_all(entries))


def industry_accepted(of: Measurable) -> Measured:
    """Rule 16.4: of steps that organisations of industry decided, the percent that they approved."""
    organisations = of.played.start.world.organisations
    decided = [
        (one, key, step)
        for one, key, step in _steps(of)
        if organisations[step.by].report_group == "industry" and step.verdict in ("approved", "declined", "returned")
        if step.through not in ("clock", "work")
    ]
    refused = [(one, key) for one, key, step in decided if step.verdict != "approved"]
    value = percent_of(len(decided) - len(refused), len(decided))
    if value is None:
        return Measured(value=None, says="nothing came before industry")
    says = f"{len(decided) - len(refused)} of {len(decided)} orders before industry, {value} %"
    return Measured(value=value, says=says, entries=_all(_recorded(of, [(one, key) for one, key, _ in decided])))


def commitments_broken(of: Measurable) -> Measured:
    """Rule 16.4: agreements that were broken, and initiatives that their proposers took back."""
    broken = [one.id for one in of.played.exercise.talk.agreements.values() if one.stands == "broken"]
    taken_back = list(of.played.withdrawn)
    entries = [*of.played.evidence.get("agreement-broken", ())]
    entries += [entry for one in taken_back for entry in of.played.evidence[f"initiative {one}"]]
    says = f"{len(broken)} agreements broken, {len(taken_back)} initiatives taken back"
    return Measured(value=len(broken) + len(taken_back), says=says, entries=_all(entries))


def week_of_agreement(of: Measurable) -> Measured:
    """Rule 16.4: the week in which an agreement to which all of `parties` are parties first came into force."""
    between = {*of.measure.parties}
    who = " and ".join(short_name(of.played.start.world, one) for one in of.measure.parties)
    for event, entry in of.played.agreed:
        if between <= set(event.parties):
            return Measured(value=event.week, says=f"{who} agreed in week {event.week}", entries=(entry,))
    return Measured(value=None, says=f"{who} signed no agreement together", never=True)


def _running_or_done(of: Measurable) -> list[Initiative]:
    return [one for one in of.played.exercise.initiatives.values() if one.stopped != "merged"]


def _steps(of: Measurable) -> Steps:
    for one in _running_or_done(of):
        for key, step in one.steps.items():
            yield one, key, step


def _noticed(of: Measurable, *codes: str) -> set[str]:
    """Steps of which these detectors noticed something."""
    known = {key: detector.code for key, detector in CATALOGUE.items()}
    return {one.subject for one in of.played.candidates if known.get(one.detector) in codes}


def _was_asked(step: StepState) -> bool:
    """Whether somebody had to decide it, and has or has been waited for."""
    return step.through not in ("clock", "work") and bool(step.verdict or step.waited)


def _recorded(of: Measurable, steps: Iterable[tuple[Initiative, StepId]]) -> list[int]:
    """The entries of steps; what a ratio counts and what it counts it of both stand in them."""
    return [entry for one, key in steps for entry in of.played.evidence.get(step_key(one.id, key), ())]


def _all(entries: Iterable[int]) -> tuple[int, ...]:
    return tuple(sorted(set(entries)))
