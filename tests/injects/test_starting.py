from dataclasses import replace
from pathlib import Path

import pytest

from engine import conditions as c
from engine import effects as f
from engine.baseline import Authority, Reserve
from engine.deck import Inject, Pace, RedAction, ReleaseInBrief, ReleaseOnCondition, Start, Survival
from engine.declared import Figure
from engine.ids import SystemId
from engine.world import World
from injects.load import load_world, read_deck
from injects.problems import DeckError
from injects.starting import begin
from tests.support.decks import OPENING, DeckFolder, opening_world

WHOLE = read_deck(OPENING / "deck", baseline=OPENING / "baseline").world
LRASM, PAC3MSE = SystemId("LRASM"), SystemId("PAC3MSE")


def later(world: World = WHOLE, **changes: object) -> World:
    """The world from week 18 on."""
    start = Start(id="protracted", title="At war", week=18)
    return begin(world, replace(start, **changes))  # type: ignore[arg-type]


def with_deck(**changes: object) -> World:
    return World(baseline=WHOLE.baseline, deck=replace(WHOLE.deck, **changes))  # type: ignore[arg-type]


def stock(system: str, units: int, theatre: str = "western-pacific", owner: str = "") -> f.StockEffect:
    return f.StockEffect(effect="stock", system=system, theatre=theatre, units=units, owner=owner)


def test_a_start_in_the_first_week_changes_nothing_but_which_start_it_is() -> None:
    begun = begin(WHOLE, WHOLE.deck.starts[0])

    assert begun == WHOLE
    assert opening_world() == opening_world(start="warning") == WHOLE


def test_the_week_of_a_start_becomes_the_first_and_the_calendar_follows() -> None:
    deck = later().deck

    assert (deck.weeks, deck.shooting_week, deck.start_date) == (152, 1, "2026-04-30")
    assert [(pace.id, pace.turns) for pace in deck.paces] == [
        ("half-day", (26, 126)),
        ("day", (4, 22, 26, 100)),
        ("two-days", (1, 3, 9, 13, 26, 26, 74)),
    ]
    assert [(start.id, start.week) for start in deck.starts] == [("protracted", 1)]


def test_a_start_has_its_own_paces_if_it_names_some() -> None:
    pace = Pace(id="night", title="A night", turns=(52, 100))

    deck = later(paces=(pace,)).deck

    assert (deck.paces, deck.default_pace) == ((pace,), "night")


def test_need_and_survival_begin_with_the_start() -> None:
    survival = tuple(
        Survival(
            platform="air", theatre="western-pacific", first_week=first, last_week=last, permille=900, tag="N", source="A test"
        )
        for first, last in ((10, 17), (15, 20), (21, 169))
    )

    deck = later(with_deck(survival=survival)).deck

    lrasm = [(one.first_week, one.last_week, one.mode) for one in deck.need if one.system == "LRASM"]
    assert lrasm[:2] == [(1, 1, 450_000), (2, 4, 150_000)]
    assert lrasm[-1] == (53, 152, 7_000)
    assert [(one.first_week, one.last_week) for one in deck.survival] == [(1, 3), (4, 152)]


def test_injects_before_the_start_are_gone_and_the_others_move() -> None:
    assert {one.id: one.release.week for one in WHOLE.deck.injects if isinstance(one.release, ReleaseInBrief)} == {
        "surge-assumption-call": 5,
        "quarantine-drills": 7,
        "exclusion-zone-declared": 14,
        "show-me-the-order": 15,
    }

    at_blockade = later(week=14).deck
    at_war = later().deck

    assert {one.id: one.release.week for one in at_blockade.injects if isinstance(one.release, ReleaseInBrief)} == {
        "exclusion-zone-declared": 1,
        "show-me-the-order": 2,
    }
    offer = next(one for one in at_blockade.injects if one.id == "tokyo-offers-the-line")
    assert isinstance(offer.release, ReleaseOnCondition)
    assert offer.release.at_the_latest == 3
    assert [one.id for one in at_war.injects] == ["magazine-report"]


def test_conditions_count_weeks_from_the_start_and_what_is_gone_was_never_answered() -> None:
    week = c.WeekReached(condition="week", at_least=20)
    answered = c.InjectAnswered(condition="inject-answered", inject="show-me-the-order")
    kept = c.InjectAnswered(condition="inject-answered", inject="magazine-report")
    action = RedAction(
        id="probe",
        title="Probe",
        by="red/prc",
        when=c.AllOf(condition="all", of=(c.Once(condition="once", of=week), c.Not(condition="not", of=answered), kept)),
        cost=1,
        effects=(
            f.InjectEffect(effect="inject", inject="show-me-the-order"),
            f.InjectEffect(effect="inject", inject="magazine-report"),
        ),
        tag="N",
    )

    begun = later(with_deck(red=(action,))).deck.red[0]

    never = c.AnyOf(condition="any", of=())
    assert begun.when == c.AllOf(
        condition="all",
        of=(c.Once(condition="once", of=replace(week, at_least=3)), c.Not(condition="not", of=never), kept),
    )
    assert [effect.inject for effect in begun.effects if isinstance(effect, f.InjectEffect)] == ["magazine-report"]


def test_an_inject_releases_no_inject_that_is_gone() -> None:
    follow_up = f.InjectEffect(effect="inject", inject="show-me-the-order")

    def chained(inject: Inject) -> Inject:
        choices = tuple(replace(choice, effects=(follow_up,)) for choice in inject.choices)
        return replace(inject, effects=(follow_up,), choices=choices)

    begun = later(with_deck(injects=tuple(chained(one) for one in WHOLE.deck.injects))).deck.injects[0]

    assert begun.effects == ()
    assert {choice.effects for choice in begun.choices} == {()}


def test_money_that_came_before_the_start_is_there_and_the_rest_comes_as_much_earlier() -> None:
    before, after = later().accounts["procurement"], later(week=40).accounts["procurement"]

    assert [(one.week, one.amount.value) for one in before.grants] == [(17, 5_500_000)]
    assert before.opening == WHOLE.accounts["procurement"].opening
    assert (after.grants, after.opening.value) == ((), 7_900_000)


def test_authorities_lapse_in_the_same_week_of_the_calendar() -> None:
    def law(until_week: int) -> Authority:
        return Authority(
            id=f"law-{until_week}",
            title="Law",
            holder="nsc/staff",
            in_force=True,
            until_week=until_week,
            tag="N",
            source="A test",
        )

    world = World(baseline=replace(WHOLE.baseline, authorities=(law(0), law(17), law(18))), deck=WHOLE.deck)

    begun = [(one.in_force, one.until_week) for one in later(world).baseline.authorities]

    assert begun == [(True, 0), (False, 0), (True, 1)]


def test_the_prelude_draws_stocks_down_but_never_below_nothing() -> None:
    begun = later(effects=(stock("LRASM", -60), stock("PAC3MSE", -9_999), stock("PAC3MSE", -50, theatre="rear")))

    lrasm, pac3 = begun.systems[LRASM], begun.systems[PAC3MSE]
    assert (lrasm.holdings[0].units.value, lrasm.stock_world.value) == (390, 390)
    assert (pac3.holdings[0].units.value, pac3.stock_world.value) == (0, 1_600 - 350 - 50)
    assert lrasm.holdings[0].units.tag == "N"
    assert "-60 before the start `protracted`" in lrasm.holdings[0].units.source


def test_what_the_prelude_brought_out_of_a_reserve_is_missing_there() -> None:
    reserve = Reserve(owner="allies/japan", units=Figure(value=30, tag="N"), interoperability=3)
    systems = tuple(replace(one, reserves=(reserve,)) if one.id == "PAC3MSE" else one for one in WHOLE.baseline.systems)
    world = World(baseline=replace(WHOLE.baseline, systems=systems), deck=WHOLE.deck)

    pac3 = later(world, effects=(stock("PAC3MSE", 50, owner="allies/japan"),)).systems[PAC3MSE]

    assert (pac3.holdings[0].units.value, pac3.stock_world.value, pac3.reserves[0].units.value) == (380, 1_630, 0)


def test_the_prelude_may_put_units_where_none_stood() -> None:
    begun = later(effects=(stock("LRASM", 5, theatre="taiwan"),))

    assert [(one.theatre, one.units.value) for one in begun.systems[LRASM].holdings] == [
        ("western-pacific", 450),
        ("taiwan", 5),
    ]


def test_the_prelude_moves_indices_within_their_bounds() -> None:
    effects = (
        f.IndexEffect(effect="index", index="warning", by=9),
        f.IndexEffect(effect="index", index="confidence", by=-7),
    )

    kinds = later(effects=effects).index_kinds

    assert (kinds["warning"].start.value, kinds["confidence"].start.value) == (5, 43)


def test_a_start_is_chosen_by_its_id_and_an_unknown_one_is_an_error(folder: DeckFolder) -> None:
    folder.change(
        "deck/calendar.yaml",
        "week: 1}",
        "week: 1}\n  - {id: protracted, title: At war, week: 18, effects: "
        "[{effect: stock, system: LRASM, theatre: western-pacific, units: -20}]}",
        after="starts:",
    )

    world = load_world(folder.deck, None, "protracted", folder.baseline)

    assert (world.deck.weeks, world.systems[LRASM].holdings[0].units.value) == (152, 430)
    assert folder.problems() == ()
    with pytest.raises(DeckError, match="has no start `protected`") as caught:
        load_world(folder.deck, None, "protected", folder.baseline)
    assert Path(caught.value.problems[0].file).name == "calendar.yaml"
