from pathlib import Path

import pytest
from textual.pilot import Pilot

from engine.orders import ApproveStep, ProposeInitiative
from engine.steering import steers
from server.client import LinkState
from tests.support.screens import DOD, JAPAN, NSC, Table, TableSeat, client_of, settled, text_of

SURGE = ProposeInitiative(type="surge-order", parameters={"system": "LRASM", "units": "300"})


@pytest.fixture
def table() -> Table:
    table = Table()
    table.start()
    return table


async def _past_the_first_page(pilot: Pilot[int]) -> None:
    await settled(pilot)
    await pilot.press("enter")
    await settled(pilot)


async def test_empty_panes_say_what_will_appear_and_which_key_to_press(tmp_path: Path) -> None:
    app, _ = client_of(Table(), DOD, folder=tmp_path)
    pages: list[str] = []

    async with app.run_test(size=(80, 24)) as pilot:
        await _past_the_first_page(pilot)
        for key in "1235":
            await pilot.press(key)
            await settled(pilot)
            pages.append(text_of(app))

    assert "The exercise has not started." in pages[0]
    assert "enter opens one" in pages[1]
    assert "propose with o" in pages[2]
    assert "o starts" in pages[3]


async def test_values_that_are_notional_carry_their_mark_and_what_is_believed_says_so(table: Table, tmp_path: Path) -> None:
    app, _ = client_of(table, JAPAN, folder=tmp_path)

    async with app.run_test(size=(140, 50)) as pilot:
        await _past_the_first_page(pilot)
        await pilot.press("4")
        await settled(pilot)
        page = text_of(app)

    assert "units; believed, not" in page
    assert "stock 450" in page
    assert "n = notional" in page


async def test_offline_an_order_is_kept_and_goes_out_when_the_connection_is_back(table: Table, tmp_path: Path) -> None:
    app, seats = client_of(table, DOD, folder=tmp_path)

    async with app.run_test(size=(80, 24)) as pilot:
        await _past_the_first_page(pilot)
        seats[0].go(LinkState.RECONNECTING)
        await pilot.press("o", "enter", "f2")
        await settled(pilot)
        offline = text_of(app)
        before = len(table.exercise.initiatives)
        seats[0].go(LinkState.ONLINE)
        await settled(pilot)

    assert "reconnecting" in offline
    assert "1 unsent" in offline
    assert before == 0
    assert len(table.exercise.initiatives) == 1


def _hostile(text: str, seat: TableSeat) -> None:
    """Hostile words in every place of a view that another person, or a deck, can fill."""
    view = seat.views[NSC]
    seat.tamper(
        NSC,
        notices=(text,),
        injects={
            key: type(one)(
                **{
                    **{name: getattr(one, name) for name in one.__dataclass_fields__},
                    "title": text,
                    "text": text,
                    "source": text,
                    "marking": text,
                    "reference": text,
                    "fictional_level": text,
                    "choices": (("a", text),),
                }
            )
            for key, one in view.injects.items()
        },
        brief=type(view.brief)(who=text, aim=text, private_fact=text, leverage=text) if view.brief else None,
        pause_reason=text,
        paused=True,
    )


STEERING = "\x1b[2J\x9b\u202e\x07"


async def test_text_of_other_people_is_never_markup_and_steers_no_terminal(table: Table, tmp_path: Path) -> None:
    hostile = f"[/oops]{STEERING} [bold]"
    table.give(SURGE, DOD)
    identity = next(iter(table.exercise.initiatives))
    step = next(iter(table.exercise.initiatives[identity].steps))
    table.give(ApproveStep(initiative=identity, step=step, provisos="[/oops] [bold]"), NSC)
    table.give(SURGE, DOD)
    app, seats = client_of(table, NSC, folder=tmp_path)

    async with app.run_test(size=(80, 50), notifications=True) as pilot:
        await settled(pilot)
        _hostile(hostile, seats[0])
        seats[0].notice(hostile)
        app.desk.say("refused", hostile)
        app.desk.drafts.keep_form("propose nsc/staff x", hostile, NSC, {})
        app.desk.drafts.keep_form(f"decline {NSC} a b", hostile, NSC, {"reason": hostile})
        await settled(pilot)
        seen = [text_of(app)]
        for keys in (("enter",), ("b",), ("escape", "2"), ("enter",), ("escape", "r"), ("enter",), ("escape", "escape", "3")):
            await pilot.press(*keys)
            await settled(pilot)
            seen.append(text_of(app))
        for keys in (("G", "enter"), ("escape", "5"), ("m",), ("escape", "l"), ("escape", "d"), ("enter",), ("question_mark",)):
            await pilot.press(*keys)
            await settled(pilot)
            seen.append(text_of(app))

    shown = "".join("·" if steers(sign) else sign for sign in hostile)
    assert sum(shown in page for page in seen) >= 8
    assert not any(steers(sign) for page in seen for sign in page)
    assert app.return_code in (0, None)


async def test_signs_and_borders_are_plain_ascii_where_that_is_asked_for(table: Table, tmp_path: Path) -> None:
    table.give(SURGE, DOD)
    app, _ = client_of(table, NSC, folder=tmp_path, ascii_only=True)
    pages: list[str] = []

    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        pages.append(text_of(app))
        for keys in (("enter",), ("2",), ("enter",), ("escape", "3"), ("enter",), ("escape", "4"), ("5",), ("1", "g", "a")):
            await pilot.press(*keys)
            await settled(pilot)
            pages.append(text_of(app))
        for keys in (("escape", "e"), ("escape", "i"), ("escape", "K"), ("escape", "l"), ("escape", "question_mark")):
            await pilot.press(*keys)
            await settled(pilot)
            pages.append(text_of(app))

    assert {sign for page in pages for sign in page if ord(sign) >= 128} == set()
