"""A sheet on a screen: fields that are kept on disk at each change, a sentence when it cannot go out, and sending."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from rich.cells import cell_len
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.screen import ModalScreen
from textual.widget import Widget
from textual.widgets import Button, Footer, Input, SelectionList, Static, TextArea

from engine.ids import OrganisationId
from engine.versions import BasedOn
from engine.views import View
from tui.hands import Hand
from tui.inking import bad, faint, inked, lines, strong, warn
from tui.sheets.sheet import BETWEEN, Field, Given, Sheet, choosable
from tui.widgets.ask_screen import AskScreen
from tui.widgets.fields import Choice, Labelled, Line, Number, Sentence, Sentences, Ticked, Ticks
from tui.widgets.prose import Prose
from tui.widgets.status_line import StatusLine

WIDEST = 100
"""Columns of the widest form."""
BESIDE_TITLE = 6
"""Columns of the border before and behind a form's title; a title that needs more of them stands whole within."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Filled:
    """A form that was sent: the order, for whom, and the draft that it came from."""

    order: Given
    organisation: OrganisationId | None
    """None for control's own."""
    form: str
    based_on: BasedOn
    """What the form was opened on (rule 3.12)."""


class FormScreen(ModalScreen[Filled | None]):
    """Draws a sheet for the hand that fills it in, and closes with its order, or with nothing and its draft kept."""

    BINDINGS = [
        Binding("f2", "send", "Send", id="form.send", priority=True),
        Binding("escape", "back", "Back, draft is kept", id="form.back"),
        Binding("tab", "app.focus_next", "Next field", id="form.next"),
        Binding("f4", "empty", "Start over", show=False, id="form.empty"),
        Binding("f1", "app.help", "Help", id="form.help"),
    ]

    def __init__(self, hand: Hand, sheet: Sheet) -> None:
        super().__init__()
        self.hand = hand
        self.desk = hand.desk
        self.sheet = sheet
        """As it stood when it was opened."""
        self.values: dict[str, str] = {}
        self._untouched: dict[str, str] = {}
        """The values of a form in which nobody filled anything in."""
        self._gone: list[str] = []
        """What had been chosen and is no choice any more, in sentences."""
        self._opened_on: Mapping[str, int] = hand.versions()
        self._refused = ""
        """What was wrong when it was to go out, until something is filled in."""

    @property
    def view(self) -> View:
        """What the organisation knows now; not for control's own sheets, which are read from the exercise."""
        return self.desk.view(self.hand.organisation)

    def compose(self) -> ComposeResult:
        """Title, fields, what is wrong, and the way out."""
        self._untouched = {**{one.id: one.start for one in self.hand.fields}, **self.sheet.start()}
        kept, self._gone = choosable((*self.hand.fields, *self.sheet.fields), self.desk.drafts.values(self.sheet.key))
        self.values = {**self._untouched, **kept}
        with Vertical(classes="form") as form:
            title = self.hand.titled(self.sheet.title)
            form.border_title = inked(title)
            with VerticalScroll(classes="form-body", can_focus=False):
                if cell_len(title) > min(WIDEST, self.app.size.width) - BESIDE_TITLE:
                    yield Prose(strong(title), classes="said")
                yield from (Prose(warn(one), classes="said") for one in self._gone)
                yield from self.fields()
                for one in self.hand.fields:
                    yield from self.drawn(one)
                if self.sheet.shows is not None:
                    yield Prose(id="form-shows", classes="said")
            yield Static("", markup=False, id="form-trouble")
            with Horizontal(classes="form-buttons"):
                yield Button(inked(f"{self.sheet.send_word} (F2)"), id="send", variant="primary", compact=True)
                yield Button(inked("Back (esc)"), id="back", compact=True)
        yield StatusLine(self.desk)
        yield Footer(show_command_palette=False)

    def fields(self) -> Iterable[Widget]:
        """What the sheet is about, and a widget for each of its fields."""
        if self.sheet.said:
            first, *others = self.sheet.said
            yield Prose(lines([strong(first), *map(inked, others)] if others else [inked(first)]), classes="said")
        for one in self.sheet.fields:
            yield from self.drawn(one)

    def drawn(self, one: Field) -> Iterable[Widget]:
        """The widgets of one field."""
        value = self.values.get(one.id, "")
        match one.kind:
            case "one" if one.spread:
                yield Static(strong(one.title), markup=False)
                yield Sentences(one.id, one.choices, value, self.desk.glyphs)
            case "one":
                yield Labelled(one.title, Choice(one.id, one.choices, value, self.desk.glyphs), one.hint)
            case "several":
                yield Labelled(one.title, Ticks(one.id, one.choices, value.split(BETWEEN)), one.hint)
                yield Ticked(one.id, one.choices, value.split(BETWEEN))
            case "number":
                yield Labelled(one.title, Number(one.id, value), one.hint)
            case "line":
                yield Labelled(one.title, Line(one.id, value, one.hint))
            case "words":
                yield Labelled(one.title, Sentence(one.id, value, one.hint))

    def order(self) -> Given | str:
        """The order that the form makes, or what is wrong with it: its matter may have moved on."""
        now = self.hand.sheet(self.sheet.key)
        return now if isinstance(now, str) else now.make(self.values)

    def based_on(self) -> BasedOn:
        """The versions of those objects that this form was opened on."""
        return {one: self._opened_on.get(one, 0) for one in self.sheet.objects(self.values)}

    def _why_not(self) -> str:
        """Why the form cannot go out as it is; empty where it can."""
        versions = self.hand.versions()
        if any(versions.get(one, 0) != version for one, version in self.based_on().items()):
            return "This has changed since you opened it: esc and open it again to see how it stands now."
        return self.hand.why_not(self.sheet.order)

    def changed(self) -> None:
        """Something was filled in; previews listen."""

    def _shows(self) -> None:
        """Say what follows from what is filled in, where the sheet can say it."""
        if self.sheet.shows is not None:
            self.query_one("#form-shows", Prose).say(lines([faint(one) for one in self.sheet.shows(self.values)]))

    def on_mount(self) -> None:
        """Say at once if this cannot be sent now."""
        self.told()
        self._shows()
        self.changed()
        self._begin(self.sheet.begins(self.values))

    def _begin(self, field: str) -> None:
        """Put the cursor where filling in begins, where that is not the first field."""
        found = next((one for one in self.query("*") if field and getattr(one, "field", None) == field), None)
        if found is not None:
            self.set_focus(found)

    def scroll_to_widget(self, widget: Widget, **how: Any) -> bool:
        """A field comes into sight with its label, and no further: in the middle, the first label would be out of sight."""
        labelled = next((one for one in widget.ancestors if isinstance(one, Labelled)), widget)
        return super().scroll_to_widget(labelled, **{**how, "center": False})

    def told(self) -> None:
        """The exercise went on: the fields stay as they are, only what forbids sending is said anew."""
        self.query_one(StatusLine).show(*self.hand.stands())
        why = self._why_not()
        if self._refused and not why:
            self.trouble(self._refused)
        else:
            self.trouble(f"{why} Your draft is kept." if why else self.hand.late(self.sheet.order), mild=True)

    def trouble(self, sentence: str, *, mild: bool = False) -> None:
        """Say what stands in the way, or nothing."""
        place = self.query_one("#form-trouble", Static)
        mark = self.desk.glyphs.alert
        place.display = bool(sentence)
        place.update((warn if mild else bad)(f"{mark} {sentence}") if sentence else inked(""))

    @on(Input.Changed)
    def _number_typed(self, event: Input.Changed) -> None:
        if isinstance(event.input, Number | Line):
            self._filled_in(event.input.field, event.value)

    @on(TextArea.Changed)
    def _sentence_typed(self, event: TextArea.Changed) -> None:
        if isinstance(event.text_area, Sentence):
            self._filled_in(event.text_area.field, event.text_area.text)

    @on(SelectionList.SelectedChanged)
    def _ticked(self, event: SelectionList.SelectedChanged[str]) -> None:
        if isinstance(event.selection_list, Ticks):
            ticked = event.selection_list.in_order()
            for line in self.query(Ticked):
                if line.of == event.selection_list.field:
                    line.say(ticked)
            self._filled_in(event.selection_list.field, BETWEEN.join(ticked))

    @on(Choice.Changed)
    def _chosen(self, event: Choice.Changed) -> None:
        self._filled_in(event.field, event.value)

    @on(Choice.NoSuchChoice)
    def _no_such_choice(self) -> None:
        self.trouble(
            "No choice here begins with that letter: arrows choose, tab goes on to where words are written.", mild=True
        )

    def _filled_in(self, field: str, value: str) -> None:
        if self.values.get(field, "") == value:
            return
        self.values[field] = value
        if any(one != self._untouched.get(name, "") for name, one in self.values.items()):
            self._keep()
        else:
            self.desk.drafts.drop_form(self.sheet.key)
        self._refused = ""
        self.told()
        self._shows()
        self.changed()

    def _keep(self) -> None:
        title = self.hand.titled(self.sheet.title)
        self.desk.drafts.keep_form(self.sheet.key, title, self.hand.organisation, self.values)

    @on(Input.Submitted)
    def _next_field(self) -> None:
        self.focus_next()

    @on(Button.Pressed, "#send")
    def action_send(self) -> None:
        """Close with the order, if there is one and the phase takes it."""
        why = self._why_not()
        order = self.order()
        given = order if isinstance(order, str) else self.hand.given(order, self.values)
        if why:
            self.trouble(f"{why} Your draft is kept.")
        elif isinstance(given, str):
            self._refused = given
            self.trouble(given)
            self._go_to_what_is_named(given)
        else:
            self._ask_once(Filled(order=given, organisation=self.hand.gives_as, form=self.sheet.key, based_on=self.based_on()))

    def last_word(self) -> str:
        """What is asked once more before it goes out, of what can never be changed; empty where nothing is asked."""
        asked = self.sheet.asks(self.values)
        return f"{asked}\n\ny sends it, n goes back to the form." if asked else ""

    def _ask_once(self, filled: Filled) -> None:
        said = self.last_word()

        def answered(yes: bool | None) -> None:
            if yes:
                self._close(filled)

        if said:
            self.app.push_screen(AskScreen(f"{self.sheet.send_word}?", inked(said)), answered)
        else:
            self._close(filled)

    def _close(self, filled: Filled) -> None:
        if self.hand.late(self.sheet.order):
            self._keep()
        self.dismiss(filled)

    @on(Button.Pressed, "#back")
    def action_back(self) -> None:
        """Close with nothing; what was filled in is kept."""
        self.dismiss(None)

    async def action_empty(self) -> None:
        """Forget the draft, and show the form as it stands without one."""
        self.desk.drafts.drop_form(self.sheet.key)
        self._refused = ""
        await self.recompose()
        self.on_mount()
        self.focus_next()

    def _go_to_what_is_named(self, sentence: str) -> None:
        """Put the cursor into the field of which a sentence speaks, by title or place in a table; else into what is missing."""
        said = sentence.casefold()
        words = set(said.replace(",", " ").replace(".", " ").replace(":", " ").split())
        titles = {one.id: one.title.casefold() for one in (*self.sheet.fields, *self.hand.fields)}
        fields = [(widget, getattr(widget, "field", None)) for widget in self.query("*")]
        found = [(widget, field) for widget, field in fields if isinstance(field, str)]
        needed = {one.id for one in self.sheet.fields if one.needed and not self.values.get(one.id, "").strip()}
        by_title = (widget for widget, field in found if _speaks_of(said, titles.get(field, "")))
        missing = (widget for widget, field in found if field in needed)
        by_place = (widget for widget, field in found if " " in field and words.issuperset(field.casefold().split(" ")[:-1]))
        named = next(by_title, None) or next(by_place, None) or next(missing, None)
        if named is not None:
            named.focus()
            self.call_after_refresh(self.scroll_to_widget, named, animate=False)  # the sentence took a line of what is in sight


def _speaks_of(sentence: str, title: str) -> bool:
    """Whether a sentence names a title in whole words."""
    return bool(title) and re.search(rf"(?<!\w){re.escape(title)}(?!\w)", sentence) is not None
