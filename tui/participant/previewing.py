"""A form with a preview below its fields, worked out beside the screen so that typing never waits for it."""

import time
from collections.abc import Iterable

from textual.content import Content
from textual.widget import Widget
from textual.worker import get_current_worker

from engine.annotations.bodies import Annotation
from engine.preview import Preview, preview
from engine.views import View
from tui.inking import faint
from tui.participant.preview_text import preview_of
from tui.widgets.form_screen import FormScreen
from tui.widgets.prose import Prose

PAUSE = 0.1
"""Seconds without a key before a preview is worked out: who types a number sees that of the whole number only."""
GROUP = "preview"
OLD = "-old"
"""The class of a preview of what stood in the form before."""


class PreviewingForm(FormScreen):
    """Asks the engine what the order would do, at each change, from the organisation's own view."""

    _shown = False

    def fields(self) -> Iterable[Widget]:
        """Those of the sheet, and the preview below them."""
        yield from super().fields()
        yield Prose(id="preview", classes="preview")

    def changed(self) -> None:
        """Work the preview out anew; an older one that is still being worked out is forgotten."""
        place = self.query_one("#preview", Prose)
        order = self.order()
        if isinstance(order, str):
            self.workers.cancel_group(self, GROUP)
            self._say(faint(order))
            return
        view = self.view
        if isinstance(order, Annotation):
            return  # nothing in play follows from it
        if self._shown:
            place.add_class(OLD)
        else:
            place.say(faint("Working out what would follow ..."))

        def work_out() -> None:
            worker = get_current_worker()
            time.sleep(PAUSE)
            if worker.is_cancelled:
                return
            made = preview(view, order)
            if not worker.is_cancelled:
                self.app.call_from_thread(self._show, view, made)

        self.run_worker(work_out, thread=True, exclusive=True, group=GROUP, exit_on_error=False)

    def _show(self, view: View, made: Preview) -> None:
        if self.is_mounted:
            self._say(preview_of(self.sheet, view, made, self.desk.glyphs))

    def _say(self, content: Content) -> None:
        place = self.query_one("#preview", Prose)
        place.remove_class(OLD)
        place.say(content)
        self._shown = True
