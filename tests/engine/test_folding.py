from dataclasses import fields, replace
from typing import get_args

import pytest

from bots.table import Table
from engine.apply_stocks import apply_to_stocks
from engine.beliefs import believed
from engine.events import Event
from engine.exercise import Exercise, Initiative
from engine.folding import FOLDS, fold
from engine.ids import CONTROL, HolderId, OrganisationId
from engine.observe import TABLE
from engine.orders import AdvancePhase, ResolveWeek, StartExercise, TakeSeat
from engine.phases import Phase
from engine.stored import EVENT_KINDS, state_of, state_plain
from engine.views import View, view_at_start
from engine.views_initiatives import InitiativeSeen
from engine.week.chance import Expected
from engine.week.kernel import run_week, stocks_at_start
from engine.world import published
from tests.support.watched_games import WatchedTable, watch
from tests.support.worlds import AS, JAPAN, PRIMES, SEEKER, STAFF, STATE, small_world


def started() -> Table:
    table = Table(world=small_world(), pace="fours", seed="seed")
    table.clock(TakeSeat(organisation=AS, holder=HolderId("somebody")))
    table.control(StartExercise())
    return table


def resolved(weeks: int) -> Table:
    table = started()
    for phase in (Phase.ORDERS, Phase.LOCKED, Phase.ADJUDICATE, Phase.RESOLVE):
        table.control(AdvancePhase(to=phase))
    for week in range(1, weeks + 1):
        table.clock(ResolveWeek(week=week))
    return table


def test_8_1_every_event_has_a_row_in_the_table_and_every_fact_a_fold() -> None:
    told = {event.kind for event, rows in TABLE.items() if rows}  # type: ignore[attr-defined]

    assert set(TABLE) == set(get_args(Event)) == set(EVENT_KINDS.values())
    assert set(FOLDS) == told


def test_8_1_every_field_that_the_table_names_is_a_field_of_its_event() -> None:
    for event, rows in TABLE.items():
        names = {one.name for one in fields(event)}
        following = {name for name, value in vars(event).items() if isinstance(value, property)}
        for row in rows:
            assert set(row.fields) <= names | following, event
            assert not row.audience.startswith(".") or row.audience[1:] in names, event


def test_8_3_the_believed_world_is_the_published_one_overlaid_by_what_was_told() -> None:
    views = started().views

    base = views[STAFF].world.component_base[SEEKER]
    assert base == 21_000
    assert believed(views[STAFF]).components[SEEKER].rate == base * 150 // 100
    assert believed(views[AS]).components[SEEKER].rate == base * 120 // 100


def test_8_3_the_believed_world_lives_by_the_same_rules_with_expected_values_for_chance() -> None:
    view = resolved(3).views[STATE]

    stocks = stocks_at_start(published(small_world()))
    for week in (1, 2, 3):
        for event in run_week(view.world, stocks, week, Expected(), confidence=50):
            stocks = apply_to_stocks(stocks, event)

    assert believed(view) == stocks
    assert view.week == 4


def test_8_4_stock_reports_go_to_the_demand_side_and_to_nobody_else() -> None:
    table = resolved(2)

    told = {one for one, view in table.views.items() if view.reports}
    assert told == {AS, STAFF}
    assert believed(table.views[AS]).theatre == table.exercise.stocks.theatre
    assert believed(table.views[AS]).rear == table.exercise.stocks.rear
    assert believed(table.views[AS]).transit == table.exercise.stocks.transit
    assert [one.week for one in table.views[STAFF].reports["strait MISSILE"]] == [1, 2]


def test_8_4_line_and_component_reports_go_to_whoever_runs_them() -> None:
    table = resolved(2)

    kinds = {}
    for organisation in table.views:
        part = table.entries[-1].parts.get(organisation)  # type: ignore[call-overload]
        facts = part.plain["facts"] if part else []
        kinds[organisation] = {
            row[0]
            for fact in facts
            if fact["kind"] in ("lines-reported", "components-reported")
            for row in fact.get("rows", ())
        }
    assert kinds[PRIMES] == {"MISSILE-US", "TORPEDO-US", SEEKER}
    assert kinds[JAPAN] == {"MISSILE-JP"}
    assert kinds[AS] == kinds[STAFF] == kinds[STATE] == set()


def own_books(exercise: Exercise, organisation: OrganisationId) -> tuple[dict[str, int], dict[str, int]]:
    """Slots spent and balances as they should stand in an organisation's own books: what a merger at lock returned is
    told in the picture only."""
    spent = {key: amount for key, amount in exercise.slots_spent.items() if key.split(" ")[0] == organisation}
    owned = {one.id for one in exercise.world.baseline.accounts if one.owner == organisation}
    balances = {key: cents for key, cents in exercise.balances.items() if key in owned}
    for merged, _ in exercise.mergers:
        for step in exercise.initiatives[merged].steps.values():
            if step.by == organisation and step.verdict == "approved":
                for kind, amount in step.spends.items():
                    spent[f"{organisation} {kind}"] += amount
                if step.account:
                    balances[step.account] -= step.price
    return {key: amount for key, amount in spent.items() if amount}, balances


def books_agree(table: WatchedTable) -> None:
    for organisation, view in table.views.items():
        spent, balances = own_books(table.exercise, organisation)
        assert {key: amount for key, amount in view.slots_spent.items() if amount} == spent
        assert dict(view.balances) == balances


def initiatives_agree(table: WatchedTable) -> None:
    pending = {merged for merged, _ in table.exercise.mergers}
    for organisation, view in table.views.items():
        known = {
            one.id
            for one in table.exercise.initiatives.values()
            if one.proposer == organisation or any(organisation in (step.by, *step.may_hold) for step in one.steps.values())
        }
        assert set(view.initiatives) == known
        for identity, seen in view.initiatives.items():
            truth = table.exercise.initiatives[identity]
            if identity in pending:
                truth = replace(truth, stopped="")
            initiative_agrees(organisation, seen, truth)


def initiative_agrees(organisation: OrganisationId, seen: InitiativeSeen, truth: Initiative) -> None:
    mine = truth.proposer == organisation
    visible = {key for key, step in truth.steps.items() if mine or organisation in (step.by, *step.may_hold)}
    assert set(seen.steps) == visible
    if mine:
        assert (seen.stopped, dict(seen.parameters)) == (truth.stopped, dict(truth.parameters))
    assert seen.done_week == truth.done_week
    for key, step in seen.steps.items():
        real = truth.steps[key]
        assert (step.by, step.after, step.opened, step.verdict) == (real.by, real.after, real.opened, real.verdict)
        assert step.decided == real.decided
        if mine or real.by == organisation:
            assert step.waited + step.returned == real.waited
        if real.by == organisation:
            assert (step.price, dict(step.spends)) == (real.price, dict(real.spends))


def place_agrees(table: WatchedTable) -> None:
    exercise = table.exercise
    for view in table.views.values():
        assert (view.phase, view.turn, view.week) == (exercise.phase, exercise.turn, exercise.week)
        assert dict(view.indices) == dict(exercise.indices)
        assert dict(view.authorities) == dict(exercise.authorities)
        assert view.mechanism == exercise.mechanism


@pytest.mark.parametrize("salt", range(6))
def test_8_1_a_view_agrees_with_the_truth_after_every_entry_as_far_as_it_may_see_it(salt: int) -> None:
    def look(table: WatchedTable) -> None:
        place_agrees(table)
        books_agree(table)
        initiatives_agree(table)

    table = watch(look, salt=f"agree {salt}", pace=("quarters", "uneven")[salt % 2], orders_each=20)

    kinds = {event["kind"] for entry in table.entries[1:] for event in _events(entry.parts)}
    assert {"step-approved", "step-declined", "step-reopened", "step-closed", "initiative-vanished"} <= kinds
    assert {"step-returned", "step-amended", "step-overtaken", "policy-set"} <= kinds


def _events(parts: object) -> list[dict[str, str]]:
    plain = parts[CONTROL].plain  # type: ignore[index]
    found: list[dict[str, str]] = plain["verdict"].get("events", [])
    return found


def test_views_and_exercises_survive_being_stored() -> None:
    def look(table: WatchedTable) -> None:
        if len(table.entries) % 16:
            return
        assert state_of(Exercise, state_plain(table.exercise), table.world) == table.exercise
        for view in table.views.values():
            assert state_of(View, state_plain(view), view.world) == view

    watch(look, salt="stored")


def test_a_view_is_nothing_but_the_fold_of_its_parts() -> None:
    table = watch(lambda table: None, salt="folded")
    header = table.entries[0].parts["public"].plain["header"]  # type: ignore[index]

    for organisation, view in table.views.items():
        again = view_at_start(header, organisation)
        for entry in table.entries[1:]:
            for audience in ("public", organisation):
                part = entry.parts.get(audience)  # type: ignore[call-overload]
                again = fold(again, part.plain) if part else again
        assert again == view
