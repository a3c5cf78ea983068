"""The page at EndEx tells first of the reader's own hand; what nobody reported to it stands in one line."""

from dataclasses import replace

from engine.orders import EndExercise, ProposeInitiative
from tests.support.screens import DOD, NSC, Table
from tui.participant.pages import closing

SURGE = ProposeInitiative(type="surge-order", parameters={"system": "LRASM", "units": "200"})


def test_proposals_and_waits_both_ways_are_named_before_the_systems_and_what_was_not_reported_is_one_line() -> None:
    table = Table()
    table.start()
    table.give(SURGE, DOD)
    table.play_turn()
    table.give(EndExercise())
    view = table.seat(DOD).views[DOD]
    waited_for = table.seat(NSC).views[NSC]
    [(identity, seen)] = waited_for.initiatives.items()
    [(key, step)] = [(key, step) for key, step in seen.steps.items() if step.by == NSC]
    asked = replace(step, waited=9)
    seen = replace(seen, steps={**seen.steps, key: asked})
    waited_for = replace(waited_for, initiatives={identity: seen})

    page = closing(view).plain
    of_nsc = closing(waited_for).plain

    assert page.index("Your hand in it") < page.index("What you had expected") < page.index("Need and shortage")
    assert "You made 1 proposal; 0 in effect." in page
    assert "LRASM" in page.partition("Need and shortage")[0]
    assert f"Steps waited {asked.waited} weeks for you:" in of_nsc
    assert f"  {asked.waited} weeks  {asked.title}" in of_nsc
    bare = closing(replace(view, reports={})).plain
    assert bare.count("believed at the end") == 1
