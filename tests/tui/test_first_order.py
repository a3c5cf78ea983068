"""The first order of a turn after practice: few keys from the token to an accepted order, whoever one plays."""

from pathlib import Path

import pytest
from _pytest.mark import ParameterSet
from textual.pilot import Pilot

from engine.ids import OrganisationId
from engine.views import View
from tests.support.decks import main_world
from tests.support.screens import Table, client_of, settled, text_of, until
from tui.sheets.catalogue import kind_of, offers
from tui.widgets.fields import Sentence
from tui.widgets.form_screen import FormScreen
from tui.widgets.rows import Rows

DECK = Path(__file__).parents[2] / "injects" / "decks" / "taiwan-blockade"
MOST_KEYS = 12
"""Key presses from the token screen to the first accepted order, besides typed text."""


@pytest.fixture(scope="module")
def taiwan() -> Table:
    table = Table(main_world("taiwan-blockade"))
    table.start()
    return table


class Counted:
    """Presses keys, and counts them."""

    def __init__(self, pilot: Pilot[int]) -> None:
        self.pilot = pilot
        self.keys = 0

    async def press(self, *keys: str) -> None:
        """One press for each key."""
        self.keys += len(keys)
        await self.pilot.press(*keys)
        await settled(self.pilot)


ALWAYS = frozenset({"allies/japan", "congress/appropriators", "nsc/staff", "red/prc"})
"""One with policies, one without, who ranks, and an adversary, played in every run; the others with the slow tests."""


def organisations() -> list[ParameterSet]:
    ids = [str(one) for one in main_world("taiwan-blockade").organisations]
    return [pytest.param(one, marks=() if one in ALWAYS else pytest.mark.slow) for one in ids]


@pytest.mark.parametrize("organisation", organisations())
async def test_what_must_be_done_is_reached_in_three_keys_and_the_first_order_takes_few(
    taiwan: Table, tmp_path: Path, organisation: str
) -> None:
    mine = OrganisationId(organisation)
    app, seats = client_of(taiwan.again(), mine, folder=tmp_path)

    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        counted = Counted(pilot)
        counted.keys = 1  # enter, on the token
        await counted.press("enter")
        await settled(pilot)
        view = seats[0].views[mine]
        before = len(view.orders)
        reached = [await _reached(pilot, key) for key in _duties(view)]
        await _first_order(counted, view)
        await until(pilot, lambda: len(seats[0].views[mine].orders) > before)
        page = text_of(app)

    given = seats[0].views[mine].orders[before:]
    assert [one.refusal for one in given] == [""], page
    assert counted.keys <= MOST_KEYS
    assert reached
    assert all(reached)


DUTIES = {"approve": "a", "answer": "r", "reply": "r", "sign": "a", "estimate": "e"}
"""By kind of sheet that waits for an organisation: its key."""
ROWS = {"a": ("step ", "agreement "), "r": ("inject ", "request "), "e": ("estimate ",)}
"""By key: how the keys of the rows begin on which it acts."""


def _duties(view: View) -> list[str]:
    return sorted({DUTIES[kind_of(one.key)] for one in offers(view) if kind_of(one.key) in DUTIES})


async def _reached(pilot: Pilot[int], key: str) -> bool:
    """Whether a form stands open after the key, on the first row that is such a duty."""
    rows = pilot.app.screen.query_one("#rows-1", Rows)
    rows.put_cursor_on(next(one for one in rows.row_keys if one.startswith(ROWS[key])))
    await pilot.press(key)
    await settled(pilot)
    reached = isinstance(pilot.app.screen, FormScreen)
    await pilot.press("escape")
    return reached


async def _first_order(counted: Counted, view: View) -> None:
    """What a player with nothing in mind does: the top of the playbook as it is offered, else a message."""
    app = counted.pilot.app
    if any(kind_of(one.key) == "propose" for one in offers(view)):
        await counted.press("o", "enter")
        await settled(counted.pilot)
        await counted.press("f2")
        return
    await counted.press("t", "enter", "space", "tab")
    app.screen.query_one(Sentence).text = "We are here."
    await settled(counted.pilot)
    await counted.press("f2")
