"""A form with a preview below its fields, worked out beside the screen so that typing never waits for it."""

from textual.worker import get_current_worker

from engine.playbook import InitiativeType
from engine.preview import Preview, preview
from engine.views import View
from tui.inking import faint
from tui.participant.preview_text import preview_text
from tui.widgets.form_screen import FormScreen
from tui.widgets.prose import Prose


class PreviewingForm(FormScreen):
    """Asks the engine what the order would do, at each change, from the organisation's own view."""

    def preview_place(self) -> Prose:
        """Where the preview stands; yield it among the fields."""
        return Prose(id="preview", classes="preview")

    def kind_of_initiative(self) -> InitiativeType:
        """The playbook entry that is previewed."""
        raise NotImplementedError

    def price_is_notional(self) -> bool:
        """Whether the price must be marked as notional."""
        raise NotImplementedError

    def changed(self) -> None:
        """Work the preview out anew; an older one that is still being worked out is forgotten."""
        place = self.query_one("#preview", Prose)
        order = self.order()
        if isinstance(order, str):
            place.say(faint(order))
            return
        view = self.view

        def work_out() -> None:
            made = preview(view, order)
            if not get_current_worker().is_cancelled:
                self.app.call_from_thread(self._show, view, made)

        self.run_worker(work_out, thread=True, exclusive=True, group="preview", exit_on_error=False)

    def _show(self, view: View, made: Preview) -> None:
        if self.is_mounted:
            self.query_one("#preview", Prose).say(
                preview_text(view, made, self.desk.glyphs, self.kind_of_initiative(), notional=self.price_is_notional())
            )
