"""Many entries at once: control's screen is drawn a few times and not for each of them, and only where somebody looks."""

from pathlib import Path

from textual.message import Message

from engine.orders import MarkReady
from tests.support.screens import JAPAN, Table, client_of, settled, text_of
from tui.link import LinkNews

BURST = 300


async def test_many_entries_at_once_are_few_news_and_all_of_them_are_shown(tmp_path: Path) -> None:
    table = Table()
    table.start()
    app, _ = client_of(table, folder=tmp_path)
    news: list[Message] = []

    async with app.run_test(
        size=(80, 24), message_hook=lambda one: news.append(one) if isinstance(one, LinkNews) else None
    ) as pilot:
        await settled(pilot)
        await pilot.press("5", "G")
        before = len(news)
        for number in range(BURST):
            table.give(MarkReady(ready=number % 2 == 0), JAPAN)
        await settled(pilot)
        page, drawn = text_of(app), len(news) - before

    assert 1 <= drawn <= 5
    assert f"{len(table.entries) - 1}  Government of Japan  Not ready after all" in page


async def test_a_pane_that_nobody_saw_shows_how_it_stands_as_soon_as_it_is_opened(tmp_path: Path) -> None:
    table = Table()
    table.start()
    app, _ = client_of(table, folder=tmp_path)

    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        table.give(MarkReady(ready=True), JAPAN)
        await settled(pilot)
        hidden = app.screen.query_one("#rows-5").display and app.screen.query_one("#pane-5").display
        await pilot.press("5")
        await settled(pilot)
        page = text_of(app)

    assert not hidden
    assert "Government of Japan  Ready" in page
