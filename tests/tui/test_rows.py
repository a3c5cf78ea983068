"""A list of rows: its lines stay below their first letter, with a scrollbar and without."""

from textual.app import App, ComposeResult

from tests.support.screens import settled, text_of
from tui.inking import inked
from tui.widgets.rows import Row, Rows


class _List(App[int]):
    CSS = "Rows { height: 1fr; border: none; padding: 0; scrollbar-size-vertical: 1; } .option-list--option { padding: 0; }"

    def compose(self) -> ComposeResult:
        yield Rows()


async def test_when_a_scrollbar_comes_lines_are_broken_anew_and_no_word_hangs_at_the_left() -> None:
    app = _List()
    line = "  " + "word " * 7 + "end"  # as wide as the list without a scrollbar
    rows = [Row(str(number), inked(f"first\n{line}")) for number in range(30)]

    async with app.run_test(size=(40, 12)) as pilot:
        await settled(pilot)
        app.query_one(Rows).show(rows)
        await settled(pilot)
        shown = text_of(app).splitlines()

    assert len(line) == 40
    assert not [one for one in shown if one.startswith("end")]
    assert [one for one in shown if one.startswith("  end")]
