"""A participant is offered what there is now: keys of the phase and of the organisation, and the brief at StartEx."""

from pathlib import Path

from engine.orders import AdvancePhase, StartExercise
from engine.phases import Phase
from engine.policies import policies_of
from tests.support.screens import DOD, STATE, Table, client_of, settled, text_of


async def test_the_footer_names_only_keys_of_orders_that_the_phase_takes(tmp_path: Path) -> None:
    table = Table()
    table.start()
    app, _ = client_of(table, DOD, folder=tmp_path)

    async with app.run_test(size=(120, 30)) as pilot:
        await settled(pilot)
        await pilot.press("enter")
        await settled(pilot)
        open_now = text_of(app).splitlines()[-1]
        table.give(AdvancePhase(to=Phase.LOCKED))
        await settled(pilot)
        locked = text_of(app).splitlines()[-1]
        await pilot.press("o")
        await settled(pilot)
        told = " ".join(one.message for one in app._notifications)

    assert "New order" in open_now
    assert "Ready" in open_now
    assert "New order" not in locked
    assert "Ready" not in locked
    assert "Help" in locked
    assert "The phase is LOCKED" in told


async def test_help_names_the_key_of_policies_only_where_there_are_some(tmp_path: Path) -> None:
    table = Table()
    table.start()
    found = {}
    for one in (DOD, STATE):
        world = table.exercise.world
        bare = next(iter(o for o in world.organisations if not policies_of(world, o)), None) if one == STATE else one
        assert bare is not None
        app, _ = client_of(table, bare, folder=tmp_path)
        async with app.run_test(size=(120, 60)) as pilot:
            await settled(pilot)
            await pilot.press("enter", "question_mark")
            await settled(pilot)
            found[one] = text_of(app)

    assert "Standing policies" in found[DOD]
    assert "Standing policies" not in found[STATE]


async def test_1_2_the_brief_opens_when_the_page_that_was_open_at_startex_is_closed(tmp_path: Path) -> None:
    table = Table()
    app, _ = client_of(table, DOD, folder=tmp_path)

    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("enter", "R")
        await settled(pilot)
        table.give(StartExercise())
        await settled(pilot)
        reading = text_of(app)
        await pilot.press("escape")
        await settled(pilot)
        closed = text_of(app)
        await pilot.press("enter")
        await settled(pilot)
        begun = text_of(app)

    assert "Rule book" in reading
    assert "who you are" in closed
    assert "who you are" not in begun


async def test_t_on_the_page_of_an_inject_begins_to_talk(tmp_path: Path) -> None:
    table = Table()
    table.start()
    seat = table.seat(DOD)
    app, _ = client_of(table, DOD, folder=tmp_path)

    async with app.run_test(size=(120, 30)) as pilot:
        await settled(pilot)
        await pilot.press("enter", "2", "enter")
        await settled(pilot)
        page = text_of(app)
        await pilot.press("t")
        await settled(pilot)
        talk = text_of(app)

    assert next(iter(seat.views[DOD].injects.values())).title[:20] in page
    assert "Talk: what do you want to do?" in talk
