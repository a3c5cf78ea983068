"""Begins a deck at one of its starts: cuts off the weeks before it and puts in what the prelude left. It reads no file."""

from dataclasses import replace
from datetime import date, timedelta

from engine import conditions as c
from engine import effects as f
from engine.baseline import REAR, Account, Authority, Baseline, Holding, IndexKind, Reserve, System
from engine.deck import Choice, Deck, Inject, Pace, RedAction, Start
from engine.declared import Figure
from engine.world import World


def begin(world: World, start: Start) -> World:
    """The world as it stands on the first day of a start, whose week becomes week 1.

    What money arrived before has been received, authorities that ran out have lapsed, injects before it are gone, and
    what they might have been answered never holds. Of the start's effects only `stock` and `index` mean anything here.
    """
    deck = _deck(world.deck, start)
    baseline = _baseline(world.baseline, start)
    return World(baseline=baseline, deck=deck)


def _deck(deck: Deck, start: Start) -> Deck:
    cut = start.week - 1
    kept = tuple(one for one in deck.injects if not _over(one, cut) and start.id in (one.starts or (start.id,)))
    still = {one.id for one in kept}
    begun = replace(start, week=1, effects=(), paces=())
    first_day = date.fromisoformat(deck.start_date) + timedelta(weeks=cut) if cut else None
    paces = start.paces or tuple(_shortened(pace, cut) for pace in deck.paces)
    return replace(
        deck,
        start_date=first_day.isoformat() if first_day else deck.start_date,
        shooting_week=max(1, deck.shooting_week - cut),
        weeks=deck.weeks - cut,
        paces=paces,
        default_pace=_default(deck.default_pace, paces),
        starts=(begun,),
        need=tuple(
            replace(one, first_week=max(1, one.first_week - cut), last_week=one.last_week - cut)
            for one in deck.need
            if one.last_week > cut
        ),
        survival=tuple(
            replace(one, first_week=max(1, one.first_week - cut), last_week=one.last_week - cut)
            for one in deck.survival
            if one.last_week > cut
        ),
        injects=tuple(_inject(one, cut, still) for one in kept),
        red=tuple(_red(one, cut, still) for one in deck.red),
    )


def _over(inject: Inject, cut: int) -> bool:
    """Whether an inject has been released before the start, at the latest."""
    release = inject.release
    if release.by in ("brief", "week"):
        return release.week <= cut
    return release.by == "condition" and 0 < release.at_the_latest <= cut


def _inject(inject: Inject, cut: int, still: set[str]) -> Inject:
    release = inject.release
    if release.by == "brief" or release.by == "week":
        release = replace(release, week=release.week - cut)
    elif release.by == "condition":
        latest = release.at_the_latest - cut if release.at_the_latest else 0
        release = replace(release, when=_condition(release.when, cut, still), at_the_latest=latest)
    return replace(
        inject,
        release=release,
        effects=_effects(inject.effects, still),
        choices=tuple(_choice(one, still) for one in inject.choices),
    )


def _choice(choice: Choice, still: set[str]) -> Choice:
    return replace(choice, effects=_effects(choice.effects, still))


def _red(action: RedAction, cut: int, still: set[str]) -> RedAction:
    return replace(action, when=_condition(action.when, cut, still), effects=_effects(action.effects, still))


def _effects(effects: tuple[f.Effect, ...], still: set[str]) -> tuple[f.Effect, ...]:
    """Without the release of injects that are over."""
    return tuple(one for one in effects if not isinstance(one, f.InjectEffect) or one.inject in still)


def _condition(condition: c.Condition, cut: int, still: set[str]) -> c.Condition:
    """The same condition in the weeks of the start; nobody answers an inject that was over before it."""
    match condition:
        case c.WeekReached():
            return replace(condition, at_least=condition.at_least - cut)
        case c.InjectAnswered() if condition.inject not in still:
            return c.AnyOf(condition="any", of=())
        case c.AllOf() | c.AnyOf():
            return replace(condition, of=tuple(_condition(one, cut, still) for one in condition.of))
        case c.Once() | c.Not():
            return replace(condition, of=_condition(condition.of, cut, still))
        case _:
            return condition


def _shortened(pace: Pace, cut: int) -> Pace:
    """A pace without its first weeks: whole turns go, and the turn that holds the start begins with it."""
    turns = []
    for weeks in pace.turns:
        gone = min(cut, weeks)
        cut -= gone
        if weeks > gone:
            turns.append(weeks - gone)
    times = pace.times[-len(turns) :] if len(pace.times) > 1 else pace.times
    return replace(pace, turns=tuple(turns), times=times)


def _default(wanted: str, paces: tuple[Pace, ...]) -> str:
    return wanted if not paces or wanted in {one.id for one in paces} else paces[0].id


def _baseline(baseline: Baseline, start: Start) -> Baseline:
    cut = start.week - 1
    systems = {one.id: one for one in baseline.systems}
    indices = {one.id: one for one in baseline.indices}
    for effect in start.effects:
        if isinstance(effect, f.StockEffect) and effect.system in systems:
            systems[effect.system] = _drawn(systems[effect.system], effect, start)
        elif isinstance(effect, f.IndexEffect) and effect.index in indices:
            indices[effect.index] = _moved(indices[effect.index], effect.by, start)
    return replace(
        baseline,
        systems=tuple(systems.values()),
        indices=tuple(indices.values()),
        accounts=tuple(_received(one, cut) for one in baseline.accounts),
        authorities=tuple(_lapsed(one, cut) for one in baseline.authorities),
    )


def _drawn(system: System, effect: f.StockEffect, start: Start) -> System:
    """More or fewer units in a theatre or in the rear, never below nothing; a reserve gives or takes what moved."""
    here = {one.theatre: one for one in system.holdings}
    in_theatres = sum(one.units.value for one in system.holdings)
    there = system.stock_world.value - in_theatres if effect.theatre == REAR else _units(here.get(effect.theatre))
    reserve = next((one for one in system.reserves if one.owner == effect.owner), None)
    lent = int(effect.units) if reserve is None else min(int(effect.units), reserve.units.value)
    moved = max(-there, lent)
    if effect.theatre != REAR:
        held = _figure(here[effect.theatre].units if effect.theatre in here else None, moved, start)
        here[effect.theatre] = Holding(theatre=effect.theatre, units=held)
    return replace(
        system,
        holdings=tuple(here.values()),
        stock_world=_figure(system.stock_world, moved, start),
        reserves=tuple(_given(one, moved, start) if one is reserve else one for one in system.reserves),
    )


def _given(reserve: Reserve, moved: int, start: Start) -> Reserve:
    return replace(reserve, units=_figure(reserve.units, -moved, start))


def _moved(index: IndexKind, by: int, start: Start) -> IndexKind:
    within = min(index.high, max(index.low, index.start.value + by))
    return replace(index, start=_figure(index.start, within - index.start.value, start))


def _figure(figure: Figure | None, by: int, start: Start) -> Figure:
    """A figure that the prelude has moved is notional from then on."""
    source = f"{figure.source}; {by:+d} before the start `{start.id}`" if figure else f"At the start `{start.id}`"
    return Figure(value=(figure.value if figure else 0) + by, tag="N", source=source)


def _units(holding: Holding | None) -> int:
    return holding.units.value if holding else 0


def _received(account: Account, cut: int) -> Account:
    received = [one for one in account.grants if one.week <= cut]
    total = account.opening.value + sum(one.amount.value for one in received)
    coming = tuple(replace(one, week=one.week - cut) for one in account.grants if one.week > cut)
    return replace(account, opening=replace(account.opening, value=total), grants=coming)


def _lapsed(authority: Authority, cut: int) -> Authority:
    if not authority.until_week:
        return authority
    if authority.until_week <= cut:
        return replace(authority, in_force=False, until_week=0)
    return replace(authority, until_week=authority.until_week - cut)
