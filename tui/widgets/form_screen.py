"""What every form has in common: fields that are kept on disk at each change, a sentence when it cannot go out, and sending."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.screen import ModalScreen
from textual.widget import Widget
from textual.widgets import Button, Footer, Input, Static, TextArea

from engine.ids import OrganisationId
from engine.orders import Order
from engine.versions import BasedOn
from engine.views import View
from tui.desk import Desk
from tui.inking import bad, inked, warn
from tui.widgets.fields import Choice, Number, Sentence
from tui.widgets.status_line import StatusLine
from tui.words import not_now, phase_name


@dataclass(frozen=True, slots=True, kw_only=True)
class Filled:
    """A form that was sent: the order, for whom, and the draft that it came from."""

    order: Order
    organisation: OrganisationId
    form: str
    based_on: BasedOn
    """What the form was opened on (rule 3.12)."""


class FormScreen(ModalScreen[Filled | None]):
    """A form that closes with an order, or with nothing and its draft kept."""

    BINDINGS = [
        Binding("f2", "send", "Send", id="form.send", priority=True),
        Binding("escape", "back", "Back, draft is kept", id="form.back"),
        Binding("tab", "app.focus_next", "Next field", id="form.next"),
        Binding("f4", "empty", "Start over", show=False, id="form.empty"),
        Binding("f1", "app.help", "Help", id="form.help"),
    ]
    ORDER: type
    """The kind of order that this form makes."""
    send_word = "Send"

    def __init__(self, desk: Desk, organisation: OrganisationId, key: str, title: str) -> None:
        super().__init__()
        self.desk = desk
        self.organisation = organisation
        self.form_key = key
        self.form_title = title
        self.values: dict[str, str] = {}
        self._opened_on: Mapping[str, int] = self.view.versions

    @property
    def view(self) -> View:
        """What the organisation knows now."""
        return self.desk.view(self.organisation)

    def compose(self) -> ComposeResult:
        """Title, fields, what is wrong, and the way out."""
        self.values = {**self.starting_values(), **self.desk.drafts.values(self.form_key)}
        with Vertical(classes="form") as form:
            form.border_title = inked(self.form_title)
            with VerticalScroll(classes="form-body", can_focus=False):
                yield from self.fields()
            yield Static("", markup=False, id="form-trouble")
            with Horizontal(classes="form-buttons"):
                yield Button(inked(f"{self.send_word} (F2)"), id="send", variant="primary", compact=True)
                yield Button(inked("Back (esc)"), id="back", compact=True)
        yield StatusLine(self.desk)
        yield Footer(show_command_palette=False)

    def fields(self) -> Iterable[Widget]:
        """The widgets of the form."""
        raise NotImplementedError

    def starting_values(self) -> dict[str, str]:
        """What the fields hold before anybody filled them in."""
        return {}

    def order(self) -> Order | str:
        """The order that the form makes, or what is wrong with it."""
        raise NotImplementedError

    def about_objects(self) -> tuple[str, ...]:
        """What the order is about, as far as it can change while the form is open: `initiative ID`, `ranking`."""
        return ()

    def based_on(self) -> BasedOn:
        """The versions of those objects that this form was opened on."""
        return {one: self._opened_on.get(one, 0) for one in self.about_objects()}

    def _why_not(self) -> str:
        """Why the form cannot go out as it is; empty where it can."""
        if any(self.view.versions.get(one, 0) != version for one, version in self.based_on().items()):
            return "This has changed since you opened it: esc and open it again to see how it stands now."
        return not_now(self.view, self.ORDER)

    def changed(self) -> None:
        """Something was filled in; previews listen."""

    def on_mount(self) -> None:
        """Say at once if this cannot be sent now."""
        self.told()
        self.changed()

    def told(self) -> None:
        """The exercise went on: the fields stay as they are, only what forbids sending is said anew."""
        view = self.view
        turn = f"T{view.turn}/{view.turns} {phase_name(view.phase)}" if view.turn else phase_name(view.phase)
        self.query_one(StatusLine).show(turn, f"wk {view.week}", "PAUSE" if view.paused else "RUN")
        why = self._why_not()
        self.trouble(f"{why} Your draft is kept." if why else "", mild=True)

    def trouble(self, sentence: str, *, mild: bool = False) -> None:
        """Say what stands in the way, or nothing."""
        place = self.query_one("#form-trouble", Static)
        mark = self.desk.glyphs.alert
        place.display = bool(sentence)
        place.update((warn if mild else bad)(f"{mark} {sentence}") if sentence else inked(""))

    @on(Input.Changed)
    def _number_typed(self, event: Input.Changed) -> None:
        if isinstance(event.input, Number):
            self._filled_in(event.input.field, event.value)

    @on(TextArea.Changed)
    def _sentence_typed(self, event: TextArea.Changed) -> None:
        if isinstance(event.text_area, Sentence):
            self._filled_in(event.text_area.field, event.text_area.text)

    @on(Choice.Changed)
    def _chosen(self, event: Choice.Changed) -> None:
        self._filled_in(event.field, event.value)

    def _filled_in(self, field: str, value: str) -> None:
        if self.values.get(field) == value:
            return
        self.values[field] = value
        self.desk.drafts.keep_form(self.form_key, self.form_title, self.organisation, self.values)
        self.told()
        self.changed()

    @on(Input.Submitted)
    def _next_field(self) -> None:
        self.focus_next()

    @on(Button.Pressed, "#send")
    def action_send(self) -> None:
        """Close with the order, if there is one and the phase takes it."""
        why = self._why_not()
        order = self.order()
        if why:
            self.trouble(f"{why} Your draft is kept.")
        elif isinstance(order, str):
            self.trouble(order)
        else:
            filled = Filled(order=order, organisation=self.organisation, form=self.form_key, based_on=self.based_on())
            self.dismiss(filled)

    @on(Button.Pressed, "#back")
    def action_back(self) -> None:
        """Close with nothing; what was filled in is kept."""
        self.dismiss(None)

    def action_empty(self) -> None:
        """Forget the draft and close."""
        self.desk.drafts.drop_form(self.form_key)
        self.dismiss(None)
