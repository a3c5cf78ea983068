"""What somebody else wrote, at its worst: as text on every screen of every client, with every line in its place."""

import re
from pathlib import Path

import pytest
from rich.cells import cell_len
from textual.pilot import Pilot

from engine import orders as o
from engine.ids import AgreementId, InitiativeId, InjectId, OrganisationId, StepId
from engine.orders import Order
from engine.steering import steers
from tests.support.screens import DOD, JAPAN, NSC, STATE, Table, client_of, settled, text_of
from tui.desk import Desk
from tui.drafts import Drafts
from tui.inking import inked
from tui.plain import pages
from tui.plain.commands import PAGES
from tui.settings import ClientConfig
from tui.widgets.choose_screen import ChooseScreen
from tui.widgets.form_screen import FormScreen
from tui.widgets.rows import Rows
from tui.widgets.workspace import Workspace

MARKUP = "[/oops] [@click=app.quit]x[/] [bold]"
STEERING = "\x1b]52;c;QUFB\x07\x1b[2J\x9b5A\u202etxt\u2066\u200b\r\x08"
STRANGE = "e\u0301\u0301\u0301\u0301\u0301\u0301 a\u200db \U0001f468\u200d\U0001f469\u200d\U0001f467 界界 \t \ufeff"
FLOODS = {
    "nasty": f"{MARKUP}{STEERING}{STRANGE}",
    "lines": MARKUP + "\n" * 300 + "below",
    "long": MARKUP + "W" * 10_000,
    "wide": "界" * 400 + "\u0301" * 400,
}
EACH = [
    pytest.param("nasty", 1, id="nasty, the first row of each pane"),
    *(pytest.param(name, 99, id=name, marks=pytest.mark.slow) for name in FLOODS),
]
"""What is written, and how many rows of each pane are opened: each of every pane takes a minute."""
COMBINING = re.compile("[\u0300-\u036f]{4}")


@pytest.fixture
def lax(monkeypatch: pytest.MonkeyPatch) -> None:
    """A server that lets every text through: the client does not rely on rule 3.8."""
    monkeypatch.setattr("engine.decide.bad_text", lambda order: None)


class Writing:
    """A text for each place where somebody can write, each with a word of its own."""

    def __init__(self, hostile: str) -> None:
        self._hostile = hostile
        self.words: list[str] = []

    def __call__(self, where: str) -> str:
        self.words.append(f"zz{where}")
        return f"zz{where} {self._hostile}"


def _written(text: Writing) -> Table:
    """A table at which others and control have written something wherever they can."""
    table = Table()
    table.start()

    def give(order: Order, by: OrganisationId | None = None) -> None:
        verdict = table.give(order, by)
        assert verdict.accepted, (order, verdict)

    def agreed(*, signed: bool) -> AgreementId:
        give(o.ProposeAgreement(parties=(JAPAN,), title="Seekers", terms="As said.", due_turn=2), DOD)
        identity = list(table.exercise.talk.agreements)[-1]
        if signed:
            give(o.SignAgreement(agreement=identity), JAPAN)
        return identity

    def surging(units: str) -> InitiativeId:
        parameters = {"system": "LRASM", "units": units}
        give(o.ProposeInitiative(type="surge-order", parameters=parameters, note=text(f"noted{units}")), DOD)
        return list(table.exercise.initiatives)[-1]

    give(o.SendMessage(to=(DOD,), text=text("messaged")), JAPAN)
    give(o.SendMessage(to=(DOD,), text=text("controlsaid")))
    give(o.MakeRequest(to=(DOD,), text=text("requested"), due_turn=2), JAPAN)
    give(o.MakeRequest(to=(JAPAN,), text="May we?", due_turn=2), DOD)
    give(o.AnswerRequest(request=list(table.exercise.talk.requests)[-1], verdict="no", text=text("answered")), JAPAN)
    give(o.ProposeAgreement(parties=(DOD,), title=text("offered"), terms=text("termed"), due_turn=2), JAPAN)
    give(o.RefuseAgreement(agreement=agreed(signed=False), reason=text("refused")), JAPAN)
    give(o.BreakAgreement(agreement=agreed(signed=True), reason=text("broken")), JAPAN)
    give(o.NoteSaid(speaker=JAPAN, to=(DOD,), what=text("spoken")), JAPAN)
    give(o.TakeAction(title=text("titled"), text=text("acted"), aims=(text("aimed"),), shown_to=(DOD,)), STATE)
    give(o.TakeAction(title="Mine", text="I act.", shown_to=(JAPAN,)), DOD)
    give(o.ArgueAction(action=list(table.exercise.actions)[-1], side="against", text=text("argued")), JAPAN)
    give(o.DeclineStep(initiative=surging("300"), step=StepId("prioritise"), reason=text("declined")), NSC)
    give(o.ReturnStep(initiative=surging("200"), step=StepId("prioritise"), reason=text("returned")), NSC)
    give(o.ApproveStep(initiative=surging("100"), step=StepId("prioritise"), provisos=text("provided")), NSC)
    give(o.SetIntent(stance="ask", reason=text("intended")), JAPAN)
    inject = o.WriteInject(
        title=text("headline"),
        text=text("bulletin"),
        to=(DOD,),
        source=text("sourced"),
        objective="O1",
        reason=text("tested"),
        fictional_level=text("levelled"),
        expects=(text("expected"),),
    )
    give(inject)
    give(o.ReleaseInject(inject=list(table.exercise.injects)[-1]))
    give(o.HoldInject(inject=InjectId("magazine-report"), held=True, reason=text("held")))
    return table


def _sound(pilot: Pilot[int]) -> str:
    """The screen as text, once its lines are in their places and nothing on it steers."""
    app = pilot.app
    page = text_of(app)
    rows = page.split("\n")
    assert len(rows) == app.size.height
    assert not [row for row in rows if cell_len(row) > app.size.width]
    assert not {sign for sign in page if (steers(sign) and sign != "\n") or sign == "\t"}
    assert not any(COMBINING.search(row) for row in rows)
    if isinstance(app.screen, Workspace | FormScreen):
        assert "online" in rows[-2], page
    return page


async def _pressed(pilot: Pilot[int], *keys: str) -> str:
    await pilot.press(*keys)
    await pilot.pause()
    return _sound(pilot)


async def _opened(pilot: Pilot[int], back: int, most: int) -> list[str]:
    """Everything that the rows under the cursor open, and back again."""
    seen: list[str] = []
    rows = pilot.app.screen.query(Rows)
    visible = [one for one in rows if one.display and one.has_focus]
    for at in range(min(most, len(visible[0].row_keys)) if visible else 0):
        visible[0].highlighted = at
        seen.append(await _pressed(pilot, "enter"))
        await _back(pilot, back)
    return seen


async def _back(pilot: Pilot[int], depth: int) -> None:
    """Away with whatever lies over a screen of this depth."""
    while len(pilot.app.screen_stack) > depth:
        pilot.app.pop_screen()
        await pilot.pause()


async def _crawled(pilot: Pilot[int], panes: str, keys: str, most: int) -> str:
    """Every pane, what each of its rows opens, and what each key opens."""
    depth = len(pilot.app.screen_stack)
    seen = [_sound(pilot)]
    for pane in panes:
        seen.append(await _pressed(pilot, pane))
        seen += await _opened(pilot, depth, most)
    for key in keys:
        seen.append(await _pressed(pilot, "1", "g", key))
        if isinstance(pilot.app.screen, ChooseScreen):
            seen += await _opened(pilot, depth + 1, most)
        await _back(pilot, depth)
    return "\n".join(seen)


@pytest.mark.parametrize(("flood", "most"), EACH)
async def test_a_participant_reads_it_as_text_on_every_screen(lax: None, tmp_path: Path, flood: str, most: int) -> None:
    text = Writing(FLOODS[flood])
    table = _written(text)
    app, seats = client_of(table, DOD, folder=tmp_path)

    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await settled(pilot)
        await _back(pilot, 2)
        page = await _crawled(pilot, "12346" if most == 99 else "26", "mrbT" if most == 99 else "m", most)
        table.give(o.SendMessage(to=(DOD,), text=text("later")), JAPAN)
        table.give(o.PauseExercise(paused=True, reason=text("paused")))
        seats[0].notice(text("notice"))
        app.desk.say("refused", text("refusal"))
        await settled(pilot)
        page += await _pressed(pilot, "escape", "6", "G")
        page += await _pressed(pilot, "m")

    everything = text.words if (flood, most) == ("nasty", 99) else ["zzmessaged", "zzheadline", "zznotice"]
    for_control = {"zzintended", "zztested", "zzheld", "zzexpected"}
    assert [one for one in everything if one not in page and one not in for_control] == []
    assert "[/oops]" in page or flood == "wide"


@pytest.mark.parametrize(("flood", "most"), EACH)
async def test_control_reads_it_as_text_on_every_screen(lax: None, tmp_path: Path, flood: str, most: int) -> None:
    text = Writing(FLOODS[flood])
    table = _written(text)
    table.give(o.MakeRequest(to=(OrganisationId("control"),), text=text("asked"), due_turn=2), JAPAN)
    app, _ = client_of(table, folder=tmp_path)

    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await settled(pilot)
        await pilot.press("ctrl+a")
        page = await _crawled(pilot, "12345" if most == 99 else "1", "mvoiL" if most == 99 else "vo", most)

    assert [one for one in ("zztitled", "zzasked") if one not in page and flood == "nasty"] == []


@pytest.mark.parametrize("flood", FLOODS)
def test_the_line_client_prints_it_as_lines_that_fit(lax: None, tmp_path: Path, flood: str) -> None:
    text = Writing(FLOODS[flood])
    table = _written(text)
    desk = Desk(link=table.seat(DOD), drafts=Drafts(tmp_path, "token"), config=ClientConfig(folder=tmp_path))

    for name, (_, page) in PAGES.items():
        printed = pages.shown(page(desk), 80)
        assert not [line for line in printed.split("\n") if cell_len(line) > 80], name
        assert not {sign for sign in printed if steers(sign) or sign == "\t"} - {"\n"}
        assert not COMBINING.search(printed)
    assert "zzmessaged" in pages.shown(pages.talk(desk), 80)


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("a\u202eb\x1b[2Jc\x07", "a·b·[2Jc·"),
        ("e" + "\u0301" * 40, "e\u0301\u0301"),
        ("\U0001f468\u200d\U0001f469", "\U0001f468\U0001f469"),
        ("a\tb", "a    b"),
        ("a\n\n\n \n\nb", "a\n\nb"),
        ("नमस्ते, 日本, ñandú", "नमस्ते, 日本, ñandú"),
    ],
)
def test_what_steers_is_made_visible_and_what_is_heaped_is_taken_off(written: str, shown: str) -> None:
    assert inked(written).plain == shown
    assert inked(inked(written).plain).plain == shown
