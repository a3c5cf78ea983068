from pathlib import Path

from engine.orders import AdvancePhase, ArgueAction, RollAction, SetOdds, TakeAction
from engine.phases import Phase
from tests.support.screens import DOD, JAPAN, Table, client_of, settled, text_of
from tui.sheets.actions import dissent
from tui.sheets.sheet import Sheet

ACTION = TakeAction(title="Ship by rail", text="We buy every wagon.", aims=("castings arrive",), shown_to=(JAPAN,))


async def test_control_sees_the_free_actions_that_hold_up_the_weeks_and_rules_on_them_with_a_reason(tmp_path: Path) -> None:
    table = Table()
    table.start()
    table.give(ACTION, DOD)
    table.give(AdvancePhase(to=Phase.LOCKED))
    table.give(AdvancePhase(to=Phase.ADJUDICATE))
    held_up = table.give(AdvancePhase(to=Phase.RESOLVE))
    app, _ = client_of(table, folder=tmp_path)

    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        before = text_of(app)
        await pilot.press("v")
        await settled(pilot)
        listed = text_of(app)
        await pilot.press("enter")
        await settled(pilot)
        page = text_of(app)
        await pilot.press("y")
        await settled(pilot)
        not_armed = table.exercise.actions
        await pilot.press("ctrl+a", "v", "enter", "b")
        await settled(pilot)
        await pilot.press(*"In part", "enter")
        await settled(pilot)

    assert not held_up.accepted
    assert "v 1 free action to rule on" in before
    assert "Ship by rail" in listed
    assert "Acquisition and Sustainment, turn 1" in listed
    assert "We buy every wagon." in page
    assert "castings arrive" in page
    assert "Government of Japan" in page
    assert [one.ruling for one in not_armed.values()] == [""]
    assert [one.ruling for one in table.exercise.actions.values()] == ["yes-but"]
    assert table.give(AdvancePhase(to=Phase.RESOLVE)).accepted


async def test_where_no_action_waits_the_key_says_so(tmp_path: Path) -> None:
    table = Table()
    table.start()
    app, _ = client_of(table, folder=tmp_path)

    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("v", "m")
        await settled(pilot)
        page = text_of(app)

    assert "No free action waits for your word." in page


async def test_a_ruling_on_an_action_about_which_somebody_has_argued_meanwhile_is_refused(tmp_path: Path) -> None:
    table = Table()
    table.start()
    table.give(ACTION, DOD)
    table.give(AdvancePhase(to=Phase.LOCKED))
    table.give(AdvancePhase(to=Phase.ADJUDICATE))
    app, _ = client_of(table, folder=tmp_path)

    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("ctrl+a", "v", "enter", "n")
        await settled(pilot)
        (action,) = table.exercise.actions
        table.give(ArgueAction(action=action, side="for", text="The wagons are there."), JAPAN)
        await pilot.press(*"None", "enter")
        await settled(pilot)
        page = text_of(app)

    assert "The action has changed since you wrote" in page
    assert [one.ruling for one in table.exercise.actions.values()] == [""]


def test_13_4_who_reads_an_action_reads_odds_and_die_of_its_ruling() -> None:
    table = Table()
    table.start()
    table.give(ACTION, DOD)
    table.give(AdvancePhase(to=Phase.LOCKED))
    (action,) = table.exercise.actions
    table.give(SetOdds(action=action, odds="even", because="We know no better."))
    table.give(RollAction(action=action))
    view = table.seat(JAPAN).views[JAPAN]

    sheet = dissent(view, action)

    assert isinstance(sheet, Sheet)
    assert any("(even: a die of " in one and "success below 500): We know no better." in one for one in sheet.said)
