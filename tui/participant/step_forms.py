"""Approving, declining and returning a step: what may be granted less, provisos, a reason, and what would follow."""

from collections.abc import Iterable

from textual.widget import Widget

from engine.ids import InitiativeId, OrganisationId, StepId
from engine.orders import ApproveStep, DeclineStep, Order, ReturnStep
from engine.playbook import InitiativeType, Step
from engine.views import InitiativeSeen, StepSeen
from tui.desk import Desk
from tui.forms import Field, reductions
from tui.inking import faint, inked, joined, lines, strong
from tui.participant.previewing import PreviewingForm
from tui.participant.proposal_form import input_for
from tui.widgets.fields import Labelled, Sentence
from tui.widgets.form_screen import FormScreen
from tui.widgets.prose import Prose
from tui.words import initiative_title, short_name, with_titles

GONE = "This step no longer waits for you: it has moved on. esc goes back."


class _StepForm(FormScreen):
    """What approving and declining share: the step that they are about."""

    def __init__(self, desk: Desk, organisation: OrganisationId, initiative: InitiativeId, step: StepId, verb: str) -> None:
        key = f"{verb.lower()} {organisation} {initiative} {step}"
        self.initiative = initiative
        self.step = step
        seen = desk.view(organisation).initiatives[initiative]
        super().__init__(
            desk, organisation, key, f"{verb}: {with_titles(desk.view(organisation).world, seen.steps[step].title)}"
        )

    @property
    def seen(self) -> InitiativeSeen | None:
        """The initiative, while it is known."""
        return self.view.initiatives.get(self.initiative)

    @property
    def declared(self) -> Step:
        """The step as the playbook declares it."""
        return self.kind_of_initiative().step(self.step)

    @property
    def waits(self) -> bool:
        """Whether the step still waits for this organisation."""
        known: StepSeen | None = self.seen.steps.get(self.step) if self.seen else None
        return known is not None and not known.verdict and self.seen is not None and self.seen.running

    @property
    def is_clock(self) -> bool:
        """Whether it is a clock that this organisation may hold."""
        return self.declared.kind == "clock"

    def about_objects(self) -> tuple[str, ...]:
        """The initiative: what is asked in it may become less."""
        return (f"initiative {self.initiative}",)

    def kind_of_initiative(self) -> InitiativeType:
        """The playbook entry that the step belongs to."""
        kind = self.initiative.partition(":")[0]
        return self.view.world.playbook[self.seen.type if self.seen else kind]

    def about(self) -> Prose:
        """What the step belongs to, and who is on the other side."""
        seen = self.seen
        if seen is None:
            return Prose(inked(GONE), classes="said")
        after = short_name(self.view.world, seen.steps[self.step].after)
        proposer = short_name(self.view.world, seen.proposer)
        title = initiative_title(self.view, seen.type, seen.parameters)
        note = inked(f"note: {seen.note}") if seen.note else None
        said = lines([joined(strong(title)), faint(f"proposed by {proposer}; before you acted {after}"), note])
        return Prose(said, classes="said")


class ApproveForm(_StepForm, PreviewingForm):
    """Give the concurrence, payment or acceptance that the initiative waits for."""

    ORDER = ApproveStep
    send_word = "Approve"

    def __init__(self, desk: Desk, organisation: OrganisationId, initiative: InitiativeId, step: StepId) -> None:
        super().__init__(desk, organisation, initiative, step, "Approve")

    def _reductions(self) -> list[Field]:
        return reductions(self.view, self.seen, self.declared) if self.seen else []

    def starting_values(self) -> dict[str, str]:
        """All that was asked, without provisos."""
        return {"provisos": "", **{one.id: one.start for one in self._reductions()}}

    def fields(self) -> Iterable[Widget]:
        """What may be granted less, provisos, and what would follow."""
        yield self.about()
        for one in self._reductions():
            yield Labelled(one.title, input_for(one, self.values[one.id], self.desk), one.hint)
        yield Labelled("Provisos", Sentence("provisos", self.values["provisos"], "none; or on what condition"))
        yield self.preview_place()

    def price_is_notional(self) -> bool:
        """Where this step's payment is."""
        price = self.declared.price
        return price is not None and price.tag == "N"

    def order(self) -> Order | str:
        """The approval, with what is granted less than asked."""
        if not self.waits or self.seen is None:
            return GONE
        asked = self.seen.parameters
        reduce = {}
        for one in self._reductions():
            granted = self.values.get(one.id, "").strip()
            if not granted:
                return f"{one.title}: say how much."
            if granted != asked[one.id]:
                reduce[one.id] = granted
        return ApproveStep(initiative=self.initiative, step=self.step, provisos=self.values["provisos"].strip(), reduce=reduce)


class DeclineForm(_StepForm):
    """Refuse a step, with the reason that goes on record."""

    ORDER = DeclineStep
    send_word = "Decline"

    def __init__(self, desk: Desk, organisation: OrganisationId, initiative: InitiativeId, step: StepId) -> None:
        super().__init__(desk, organisation, initiative, step, "Decline")

    def starting_values(self) -> dict[str, str]:
        """No reason yet."""
        return {"reason": ""}

    def fields(self) -> Iterable[Widget]:
        """The reason, and what declining means."""
        yield self.about()
        yield Labelled("Reason", Sentence("reason", self.values["reason"], "why: it is part of the record"))
        said = "The initiative stops here. A decline with its reason counts as your choice, never as a delay."
        if self.is_clock:
            said = (
                "The clock stops, and the initiative with it. Left alone, it runs down by itself. A hold counts as your choice."
            )
        yield Prose(faint(said), classes="said")

    def order(self) -> Order | str:
        """The decline, once there is a reason."""
        if not self.waits:
            return GONE
        if not self.values["reason"].strip():
            return "Say why: the reason is part of the record."
        return DeclineStep(initiative=self.initiative, step=self.step, reason=self.values["reason"].strip())


class ReturnForm(_StepForm):
    """Send a step back to its proposer, with the reason that goes on record."""

    ORDER = ReturnStep
    send_word = "Send back"

    def __init__(self, desk: Desk, organisation: OrganisationId, initiative: InitiativeId, step: StepId) -> None:
        super().__init__(desk, organisation, initiative, step, "Return")

    def starting_values(self) -> dict[str, str]:
        """No reason yet."""
        return {"reason": ""}

    def fields(self) -> Iterable[Widget]:
        """The reason, and what returning means."""
        yield self.about()
        yield Labelled("Reason", Sentence("reason", self.values["reason"], "what should change: it is part of the record"))
        said = (
            "The proposer may ask for less, say more, or withdraw. If it comes back, it takes your weeks once more; that is "
            "what a return costs, and it counts as your choice, never as a delay."
        )
        yield Prose(faint(said), classes="said")

    def order(self) -> Order | str:
        """The return, once there is a reason."""
        if not self.waits:
            return GONE
        if not self.values["reason"].strip():
            return "Say why: the reason is part of the record."
        return ReturnStep(initiative=self.initiative, step=self.step, reason=self.values["reason"].strip())
