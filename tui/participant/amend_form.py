"""Amending what came back: asking for less, or saying more, so that it opens again."""

from collections.abc import Iterable

from textual.widget import Widget

from engine.ids import InitiativeId, OrganisationId
from engine.orders import AmendInitiative, Order
from engine.playbook import InitiativeType
from engine.views import InitiativeSeen
from tui.desk import Desk
from tui.forms import Field, lessened
from tui.inking import faint, joined, lines, strong
from tui.participant.previewing import PreviewingForm
from tui.participant.proposal_form import input_for
from tui.widgets.fields import Labelled, Sentence
from tui.widgets.prose import Prose
from tui.words import initiative_title, short_name

GONE = "Nothing of this has come back to you any more: it has moved on. esc goes back."


class AmendForm(PreviewingForm):
    """What is asked now, and what is said to whoever sent it back."""

    ORDER = AmendInitiative
    send_word = "Amend"

    def __init__(self, desk: Desk, organisation: OrganisationId, initiative: InitiativeId) -> None:
        self.initiative = initiative
        view = desk.view(organisation)
        seen = view.initiatives[initiative]
        title = f"Amend: {initiative_title(view, seen.type, seen.parameters)}"
        super().__init__(desk, organisation, f"amend {organisation} {initiative}", title)

    @property
    def seen(self) -> InitiativeSeen | None:
        """The initiative, while something of it has come back."""
        return next((one for one, _, _ in self.view.returned_steps() if one.id == self.initiative), None)

    def about_objects(self) -> tuple[str, ...]:
        """The initiative: more of it may come back."""
        return (f"initiative {self.initiative}",)

    def kind_of_initiative(self) -> InitiativeType:
        """The playbook entry that is amended."""
        return self.view.world.playbook[self.initiative.partition(":")[0]]

    def price_is_notional(self) -> bool:
        """An amendment pays nothing."""
        return False

    def _fields(self) -> list[Field]:
        seen = self.seen
        if seen is None:
            return []
        return lessened(self.view, seen, [one.id for one in self.view.type_of(seen).parameters], "Ask for")

    def starting_values(self) -> dict[str, str]:
        """All that was asked, and no word."""
        return {"note": "", **{one.id: one.start for one in self._fields()}}

    def fields(self) -> Iterable[Widget]:
        """Why it came back, what may be asked less of, a word, and what would follow."""
        yield self._about()
        for one in self._fields():
            yield Labelled(one.title, input_for(one, self.values[one.id], self.desk), one.hint)
        yield Labelled("Note", Sentence("note", self.values["note"], "what they should know; needed if you ask for no less"))
        yield self.preview_place()

    def _about(self) -> Prose:
        seen = self.seen
        if seen is None:
            return Prose(faint(GONE), classes="said")
        came = [step for step in seen.steps.values() if step.verdict == "returned"]
        said = [joined(strong(f"{short_name(self.view.world, one.by)} sent back: "), faint(one.reason)) for one in came]
        said.append(faint("They take their own weeks for it once more. w withdraws it instead."))
        return Prose(lines(said), classes="said")

    def order(self) -> Order | str:
        """The amendment; the engine says what is wrong with it."""
        seen = self.seen
        if seen is None:
            return GONE
        less = {one.id: self.values.get(one.id, "").strip() for one in self._fields()}
        reduce = {name: value for name, value in less.items() if value != seen.parameters[name]}
        note = self.values["note"].strip()
        if not reduce and not note:
            return "Ask for less of something, or say what you add."
        return AmendInitiative(initiative=self.initiative, reduce=reduce, note=note)
