"""Texts that said what was not so: who pays later, what a die meant, what lies behind a path that is in effect."""

from dataclasses import replace

from engine.ids import ActionId
from engine.orders import ProposeInitiative
from engine.preview import preview
from engine.views_actions import ActionSeen, RulingSeen
from tests.support.screens import DOD, Table
from tui.glyphs import UNICODE
from tui.participant.initiative_rows import initiative_page
from tui.participant.preview_text import preview_text
from tui.participant.talk_rows import items, talk_page

SURGE = ProposeInitiative(type="surge-order", parameters={"system": "LRASM", "units": "200"})


def test_who_pays_later_itself_is_not_told_that_others_pay() -> None:
    table = Table()
    table.start()
    view = table.seat(DOD).views[DOD]
    kind = view.world.playbook["surge-order"]
    made = replace(preview(view, SURGE), account="", price=0)
    paying = {step.id for step in kind.steps if step.kind == "pay"}
    own = tuple(replace(one, by=DOD, decided=False) if one.step in paying else one for one in made.hand_offs)

    page = preview_text(view, replace(made, hand_offs=own), UNICODE, kind, notional=False).plain

    assert paying
    assert "a later step of yours pays" in page
    assert "others pay" not in page


def test_steps_of_what_is_in_effect_are_not_to_come() -> None:
    table = Table()
    table.start()
    table.give(SURGE, DOD)
    view = table.seat(DOD).views[DOD]
    [(identity, seen)] = view.initiatives.items()
    done = replace(view, initiatives={identity: replace(seen, done_week=9, steps={})})

    assert "to come, or not told to you" in initiative_page(view, identity, UNICODE).plain
    assert "to come" not in initiative_page(done, identity, UNICODE).plain


def test_a_die_is_told_in_plain_words() -> None:
    table = Table()
    table.start()
    view = table.seat(DOD).views[DOD]
    ruling = RulingSeen(ruling="no", reason="It failed.", turn=1, odds="even", permille=500, die=975)
    action = ActionSeen(
        action=ActionId("a1"), organisation=DOD, title="Borrow", text="We borrow.", aims=(), wants=(), turn=1, rulings=(ruling,)
    )
    view = replace(view, actions={ActionId("a1"): action})

    [page] = [talk_page(view, one.target, UNICODE).plain for one in items(view) if one.target.kind == "action"]

    assert "odds even, 50 in 100: the die fell against it" in page
    assert "975" not in page
