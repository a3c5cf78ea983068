"""A standing intent says what its ceilings hold, wherever it is shown, and what came of it."""

from engine.orders import AcceptLate, AdvancePhase, SetIntent
from engine.phases import Phase
from tests.support.screens import CONGRESS, NSC, Table
from tui.glyphs import UNICODE
from tui.order_sentences import order_sentence
from tui.participant.ahead import NOTHING_AHEAD
from tui.participant.situation import situation
from tui.sheets.catalogue import sheet_for
from tui.sheets.sheet import Sheet, key_for

MILLIONS = SetIntent(stance="approve", price_ceiling=310_000, risk_ceiling=3)


def test_3_6_the_form_says_that_ceilings_count_for_each_step_and_what_passes_them() -> None:
    table = Table()
    table.start()
    view = table.seat(NSC).views[NSC]
    sheet = sheet_for(view, key_for("intent", NSC))

    assert isinstance(sheet, Sheet)
    said = " ".join(sheet.said)
    mine = [step for kind in view.world.playbook.values() for step in kind.steps if step.by == NSC and step.kind == "decide"]
    assert "held against each step by itself. There is no total" in said
    assert "carry no price and pass any price ceiling" in said
    assert [one.title for one in mine if one.price is None and one.title in said]
    assert not [one.title for one in mine if one.price is not None and one.title in said]


def test_3_6_whoever_has_only_steps_with_a_price_reads_of_no_others() -> None:
    table = Table()
    table.start()
    sheet = sheet_for(table.seat(CONGRESS).views[CONGRESS], key_for("intent", CONGRESS))

    assert isinstance(sheet, Sheet)
    assert "no price" not in " ".join(sheet.said)


def test_3_6_an_intent_that_was_set_is_told_with_its_ceilings() -> None:
    table = Table()
    table.start()
    seat = table.seat(NSC)
    table.give(MILLIONS, NSC)

    assert order_sentence(seat.views[NSC], MILLIONS) == (
        "Standing intent: approve, up to $310M and up to 3 risk points each; else ask me"
    )


def test_2_8_a_late_intent_that_control_accepted_is_the_one_in_the_situation() -> None:
    table = Table()
    table.start()
    seat = table.seat(NSC)
    table.give(MILLIONS, NSC)
    table.give(AdvancePhase(to=Phase.LOCKED))
    late = SetIntent(stance="approve", price_ceiling=20_000)
    accepted = table.give(AcceptLate(organisation=NSC, order=late)).accepted

    shown = situation(seat.views[NSC], NOTHING_AHEAD.outlook, UNICODE, named=False).plain

    assert accepted
    assert "Standing intent: approve, up to $20M each; else ask me" in shown
    assert "$310" not in shown
