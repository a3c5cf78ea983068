"""An exercise as it stands at one moment, as the files of a deck that begins there. What a deck cannot say is listed."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import accumulate
from pathlib import Path

from aar.saved_baseline import baseline_now
from engine import conditions as c
from engine import effects as f
from engine.deck import (
    Deck,
    Inject,
    ReleaseByControl,
    ReleaseInBrief,
    ReleaseInWeek,
    ReleaseOnCondition,
    Start,
)
from engine.exercise import Exercise
from engine.ids import InjectId
from engine.rules.inject_plan import inject_now
from engine.units import THOUSAND
from engine.world import World
from injects.load import read_deck, shipped_variants
from injects.making import TEMPLATE
from injects.starting import begin
from injects.writing import deck_files, overrides_between

START = "as-it-stood"
SITUATION = "situation-as-it-stood"
ALWAYS = c.AllOf(condition="all", of=())
IN_PLAY = "Written in play."
"""What stands where control said nothing more."""
TO_COME, WHAT_CAME = "1-to-come", "2-what-came"


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedDeck:
    """The files of the deck, its world, and what of the exercise it leaves out, a sentence each."""

    files: dict[Path, str]
    world: World
    left_out: tuple[str, ...]


def saved_deck(exercise: Exercise, name: str, title: str) -> SavedDeck:
    """The deck that begins in the exercise's present week, which becomes week 1.

    What control edited before its release, wrote and released on the fly stands in it: what is still to come as it would
    come, what came for control to send again. A finished exercise goes on for as many weeks as its last turn had.
    """
    stands = exercise.aside or exercise
    source = f"As it stood in week {stands.week} of {stands.world.deck.id}"
    stands = _going_on(stands)
    coming, came = _injects(stands)
    known = replace(stands.world, deck=replace(stands.world.deck, injects=(*coming, *came)))
    begun = begin(known, Start(id=START, title=source, week=stands.week))
    now = replace(begun.deck, id=name, title=title, starts=(Start(id=START, title=source, week=1),))
    variant = now.baseline if now.baseline in shipped_variants() else shipped_variants()[-1]
    situation = tuple(_situation(stands, now, source))
    came_ids = {one.id for one in came}
    behind = tuple(one for one in now.injects if one.id in came_ids)
    ahead = (*situation, *(one for one in now.injects if one.id not in came_ids))
    deck = replace(now, baseline=variant, injects=(*ahead, *behind))
    world = replace(begun, baseline=baseline_now(stands, begun.baseline, source), deck=deck)
    shipped = read_deck(TEMPLATE, variant).world.baseline
    parts = {TO_COME: ahead, **({WHAT_CAME: behind} if behind else {})}
    left_out = tuple(_left_out(stands))
    notes = "\n".join((f"{source}: stocks, money, law, plants and indices.", *(f"Left out: {one}" for one in left_out)))
    files = deck_files(deck, parts, overrides_between(shipped, world.baseline), notes)
    return SavedDeck(files=files, world=world, left_out=left_out)


def _going_on(exercise: Exercise) -> Exercise:
    """An exercise that is over gets as many weeks more as its last turn had, with the need of its last week."""
    deck = exercise.world.deck
    if exercise.week <= deck.weeks:
        return exercise
    more, last = deck.pace(exercise.pace).turns[-1], deck.weeks
    longer = replace(
        deck,
        weeks=last + more,
        paces=tuple(
            replace(one, turns=(*one.turns, more), times=(*one.times, one.times[-1]) if len(one.times) > 1 else one.times)
            for one in deck.paces
        ),
        need=tuple(replace(one, last_week=last + more) if one.last_week == last else one for one in deck.need),
        survival=tuple(replace(one, last_week=last + more) if one.last_week == last else one for one in deck.survival),
    )
    return replace(exercise, world=replace(exercise.world, deck=longer))


def _injects(exercise: Exercise) -> tuple[tuple[Inject, ...], tuple[Inject, ...]]:
    """Those that are still to come, as they would come, and those that came or whose time is over, for control."""
    coming, came = [], []
    for key in exercise.injects:
        inject = replace(inject_now(exercise, key), starts=())
        inject = replace(
            inject,
            reference=inject.reference or inject.id,
            exposes=inject.exposes or IN_PLAY,
            guidance=inject.guidance or IN_PLAY,
        )
        release = _release(exercise, key, inject)
        over = key in exercise.released or key in exercise.skipped_injects
        over |= isinstance(release, ReleaseInBrief | ReleaseInWeek) and release.week < exercise.week
        if over or (isinstance(release, ReleaseOnCondition) and 0 < release.at_the_latest < exercise.week):
            came.append(replace(inject, release=ReleaseByControl(by="control")))
        else:
            coming.append(replace(inject, release=release))
    return tuple(coming), tuple(came)


def _release(
    exercise: Exercise, key: InjectId, inject: Inject
) -> ReleaseInBrief | ReleaseInWeek | ReleaseOnCondition | ReleaseByControl:
    """When it comes from now on: held waits for control, delayed not before its week, answers already given hold."""
    if key in exercise.held_injects:
        return ReleaseByControl(by="control")
    if key in exercise.injects_due:
        return ReleaseInWeek(by="week", week=max(exercise.week, exercise.injects_due[key]))
    delayed = exercise.delayed_injects.get(key, 0)
    release = inject.release
    match release:
        case ReleaseInBrief() | ReleaseInWeek():
            return replace(release, week=max(release.week, delayed))
        case ReleaseOnCondition():
            when = _answered(release.when, exercise)
            if delayed > exercise.week:
                when = c.AllOf(condition="all", of=(c.WeekReached(condition="week", at_least=delayed), when))
            latest = max(release.at_the_latest, delayed) if release.at_the_latest else 0
            return replace(release, when=when, at_the_latest=latest)
        case _:
            return release


def _answered(condition: c.Condition, exercise: Exercise) -> c.Condition:
    """The same condition, in which answers that were given hold from the beginning, and turns are counted from here."""
    match condition:
        case c.InjectAnswered():
            given = [one for one in exercise.answers.values() if one.inject == condition.inject]
            held = any(condition.choice in ("", one.choice) and condition.by in ("", one.organisation) for one in given)
            return ALWAYS if held else condition
        case c.TurnReached():
            return replace(condition, at_least=condition.at_least - _turns_gone(exercise))
        case c.AllOf() | c.AnyOf():
            return replace(condition, of=tuple(_answered(one, exercise) for one in condition.of))
        case c.Once() | c.Not():
            return replace(condition, of=_answered(condition.of, exercise))
        case _:
            return condition


def _turns_gone(exercise: Exercise) -> int:
    """Turns of the pace of which every week is over."""
    ends = accumulate(exercise.world.deck.pace(exercise.pace).turns)
    return sum(end < exercise.week for end in ends)


def _situation(exercise: Exercise, deck: Deck, source: str) -> Iterator[Inject]:
    """An inject of the first week that brings what is in force and no baseline holds; none where there is nothing."""
    effects = tuple(_in_force(exercise))
    if effects and deck.objectives:
        yield Inject(
            id=SITUATION,
            reference="AS-0",
            title="The situation goes on",
            release=ReleaseInBrief(by="brief", week=1),
            source="Exercise control",
            source_type="report",
            to=(),
            seen_by=("public",),
            marking=deck.marking,
            text="What was in force goes on: damage, lift, need and the delays of offices are as they were.",
            effects=effects,
            objective=deck.objectives[0].id,
            exposes="Nothing: it brings about what was in force.",
            guidance=f"{source}. Take out of its effects what you do not want.",
        )


def _in_force(exercise: Exercise) -> Iterator[f.Effect]:
    stocks, week = exercise.stocks, exercise.week
    if exercise.mechanism:
        yield f.MechanismEffect(effect="mechanism", level=exercise.mechanism)
    for theatre, lift in stocks.sea.items():
        if _holds(lift.until, week):
            left = _left(lift.until, week)
            yield f.TransitEffect(effect="transit", theatre=theatre, permille=lift.permille, weeks=left)
    for theatre, detour in stocks.detours.items():
        if _holds(detour.until, week):
            yield f.DetourEffect(effect="detour", theatre=theatre, longer=detour.longer, weeks=_left(detour.until, week))
    for need in stocks.need_factors:
        if _holds(need.until, week):
            yield f.DemandEffect(
                effect="demand", system=need.system, theatre=need.theatre, permille=need.permille, weeks=_left(need.until, week)
            )
    for loss in stocks.launch_losses:
        if _holds(loss.until, week):
            left = _left(loss.until, week)
            yield f.LaunchEffect(
                effect="launch", platform=loss.platform, theatre=loss.theatre, permille=loss.permille, weeks=left
            )
    for one in stocks.damage:
        if _holds(one.until, week):
            weeks = _left(one.until, week) or exercise.world.deck.weeks
            yield f.DamageEffect(effect="damage", site=one.site, permille=one.permille, weeks=weeks)
    for system, permille in stocks.leaks.items():
        yield f.LeakEffect(effect="leak", system=system, permille=permille)
    if stocks.drain_permille != THOUSAND:
        yield f.DrainEffect(effect="drain", permille=stocks.drain_permille)
    for key, weeks in exercise.delays.items():
        kind, _, step = key.partition(" ")
        if weeks:
            yield f.DelayEffect(effect="delay", type=kind, step=step, weeks=weeks)


def _holds(until: int, week: int) -> bool:
    return until == 0 or until >= week


def _left(until: int, week: int) -> int:
    return until - week + 1 if until else 0


def _left_out(exercise: Exercise) -> Iterator[str]:
    """What was under way: a deck begins without it."""
    for initiative in exercise.initiatives.values():
        if initiative.running:
            values = ", ".join(f"{key} {value}" for key, value in initiative.parameters.items())
            yield f"initiative under way: {initiative.type} ({values}) of {initiative.proposer}"
    at_work = sum(1 for line in exercise.stocks.lines.values() if line.book)
    if at_work:
        yield f"orders on the books of {at_work} lines; their plants are as they stood"
    if exercise.talk.agreements:
        yield f"{len(exercise.talk.agreements)} agreements, and everything that was said"
