"""The list of published pages; enter reads one, and esc comes back to the list, with the cursor where it was."""

from engine.world import World
from tui.inking import faint, joined, strong
from tui.published.pages import KINDS, pages
from tui.widgets.choose_screen import ChooseScreen
from tui.widgets.rows import Row
from tui.widgets.words_screen import WordsScreen

SAID = "What is published before play; notional values say so. What you learn in play stands in your panes."


class PublishedList(ChooseScreen):
    """Countries first, then who is against them, what is made, where it goes, who decides, and the levers."""

    def __init__(self, world: World) -> None:
        self._pages = {one.key: one for one in pages(world)}
        rows = [Row(key, joined(strong(one.title), faint(f"  {KINDS[one.kind]}"))) for key, one in self._pages.items()]
        super().__init__("The world as it is published", rows, said=SAID)

    def choose(self, key: str) -> None:
        """Open the page over the list."""
        page = self._pages[key]
        self.app.push_screen(WordsScreen(page.title, page.content()))
