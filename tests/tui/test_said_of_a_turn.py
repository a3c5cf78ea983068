"""What a turn leaves in words: the answer that was chosen, what was set, the last turn, supply in each theatre, the law."""

from dataclasses import replace
from pathlib import Path

from engine.orders import AnswerInject, EndExercise, ProposeInitiative, SetPolicy
from engine.projection import SystemOutlook
from engine.titles import spoken
from tests.support.law import LAW, world_of_path
from tests.support.law import path as path_of
from tests.support.law import step as step_of
from tests.support.screens import DOD, NSC, Table, client_of, settled, text_of
from tests.support.worlds import AS, STATE
from tui.glyphs import UNICODE
from tui.order_sentences import order_sentence
from tui.participant.inject_rows import inject_page
from tui.participant.own_hand import own_hand
from tui.participant.situation import Outlook, law_rows, situation
from tui.participant.summary import turn_summary
from tui.sheets.agreements import NOT_KEPT

SURGE = ProposeInitiative(type="surge-order", parameters={"system": "LRASM", "units": "200"})


def _flat(text: str) -> str:
    return " ".join(text.split())


async def test_an_answered_inject_says_which_choice_was_taken_in_the_list_on_its_page_and_among_the_orders(
    tmp_path: Path,
) -> None:
    table = Table()
    table.start()
    inject = next(one for one in table.seat(DOD).views[DOD].injects.values() if one.asks(DOD))
    choices = (("lend", "Lend 24, against a date"), ("keep", "Keep them all"))
    app, seats = client_of(table, DOD, folder=tmp_path)

    async with app.run_test(size=(80, 40)) as pilot:
        await settled(pilot)
        [seat] = seats
        seen = {**seat.views[DOD].injects}
        seen[inject.inject] = replace(
            inject, choices=choices, answered=True, answer_choice="lend", answer_text="By week 9.", answered_turn=1
        )
        seat.tamper(DOD, injects=seen)
        await settled(pilot)
        await pilot.press("escape", "2")
        await settled(pilot)
        listed = _flat(text_of(app))

    view = seat.views[DOD]
    page = inject_page(view, seen[inject.inject], UNICODE).plain
    sentence = order_sentence(view, AnswerInject(inject=inject.inject, choice="lend", text="By week 9."))
    assert "You chose: Lend 24, against a date" in listed
    assert "You chose: Lend 24, against a date\nIn your words: By week 9." in page
    assert sentence == f"Answer: {inject.title}; chosen: Lend 24, against a date; in words: By week 9."


def test_the_ready_page_of_the_last_turn_says_that_the_exercise_ends_and_every_page_lists_the_policies_set() -> None:
    table = Table(world=world_of_path(path_of(step_of("act", STATE)), *LAW), pace="fours")
    table.start()
    missile = str(next(iter(table.exercise.world.systems)))
    for value in (300, 450):
        table.give(SetPolicy(policy="reserve-floor", subject=missile, value=value), AS)
    view = table.seat(AS).views[AS]

    first = turn_summary(view, UNICODE).plain
    last = turn_summary(replace(view, turns=view.turn), UNICODE).plain

    assert "before you can act again" in first
    assert "before you can act again" not in last
    assert "and then the exercise ends: this is your last turn." in last
    assert first.count("policy set:") == 1
    assert "policy set: Keep a reserve in the rear: Missile, 45 %" in first


def test_a_theatre_without_need_is_not_called_short_and_short_later_says_what_the_word_is_about() -> None:
    table = Table()
    table.start()
    view = table.seat(DOD).views[DOD]
    system = next(iter(view.world.systems))
    ahead = SystemOutlook(system=system, first_week=view.week, need=(9,), short=(9,), stock=(), made=())

    now = situation(view, Outlook({str(system): ahead}), UNICODE, named=False).plain
    later = situation(view, Outlook({str(system): replace(ahead, first_week=view.week + 5)}), UNICODE, named=False).plain

    assert "no need now" in now
    assert "SHORT" not in now
    assert f"OK now; short from week {view.week + 5}  " in later


def test_each_authority_in_force_has_a_line_with_its_end_and_the_others_share_one() -> None:
    table = Table(world=world_of_path(path_of(step_of("act", STATE)), *LAW), pace="fours")
    table.start()

    rows = [row.plain for row in law_rows(table.seat(AS).views[AS])]

    assert sum(row.startswith("  In force: ") for row in rows) == 1
    assert any(row.startswith("  In force until week 30: ") for row in rows)
    assert sum(row.startswith("  Not in force: ") for row in rows) == 1


def test_a_step_that_no_week_is_counted_of_is_named_as_open_at_the_end() -> None:
    table = Table()
    table.start()
    table.give(SURGE, DOD)
    table.give(EndExercise())

    page = own_hand(table.seat(NSC).views[NSC]).plain

    assert "Steps waited 0 weeks for you." in page
    assert "Open at the end, and counted against nobody" in page
    assert "Rank the order among the claims of all theatres" in page


def test_countries_are_written_large_in_choices_and_who_did_not_keep_a_promise_goes_to_control() -> None:
    world = Table().exercise.world

    assert spoken(world, "buy-american-exception") == "buy American exception"
    assert spoken(world, "security-agreement") == "security agreement"
    assert "write to control" in NOT_KEPT
