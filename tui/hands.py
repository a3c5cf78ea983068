"""Whose hand fills a form in: an organisation's own, control's own, or control's in the place of an organisation."""

from collections.abc import Mapping
from typing import Protocol

from engine.decide import PHASES
from engine.exercise import Exercise
from engine.ids import CONTROL, CONTROL_PARTY, OrganisationId
from engine.orders import AcceptLate, ActFor, DelayInject, EditInject, MarkReady, SkipInject, TakeBack, WriteInject
from engine.phases import Phase
from engine.rules.control import HIGHEST_SLIP
from engine.rules.lifecycle import forgotten
from tui.desk import Desk
from tui.inking import Inked, bad
from tui.sheets.catalogue import sheet_for
from tui.sheets.control.catalogue import control_sheet_for
from tui.sheets.control.held import Held, at_hand
from tui.sheets.sheet import Field, Given, Sheet, whole
from tui.words import comes_late, not_now, phase_name, plural, short_name

LATE = "The turn is locked. Sent now it comes late: control may accept it, else it waits in [1] for the next turn."
LATE_IN_PLACE = "The turn is locked. Sent now it is accepted late, as if it had come before the lock."
NEVER_LATE = (MarkReady, TakeBack)
"""Nothing for after the lock: what was sealed is not taken back, and nobody waits for anybody any more."""
OF_INJECTS = (SkipInject, DelayInject, EditInject, WriteInject)
"""What control fills in for the run of show: practice forgets it, so it is not taken there (rule 1.7)."""
SLIP = Field(id="paper slip", title="Paper slip", kind="number", hint="its number, or nothing")
"""No sheet has a field of this name."""


class Hand(Protocol):
    """What a form asks of whoever fills it in."""

    @property
    def desk(self) -> Desk:
        """Link, drafts and signs."""

    @property
    def organisation(self) -> OrganisationId:
        """Whose order it is; `control` for control's own."""

    @property
    def gives_as(self) -> OrganisationId | None:
        """For whom it goes out over the wire: None for control."""

    @property
    def fields(self) -> tuple[Field, ...]:
        """What is to be filled in beside the fields of the sheet."""

    def titled(self, title: str) -> str:
        """The title of a sheet in this hand."""

    def sheet(self, key: str) -> Sheet | str:
        """The sheet of a key as it stands now, or a sentence: why there is none any more."""

    def versions(self) -> Mapping[str, int]:
        """By object: how often this hand has seen it change (rule 3.12)."""

    def why_not(self, order: type) -> str:
        """Why an order of this kind cannot be given now; empty where it can."""

    def late(self, order: type) -> str:
        """What is to be said of an order of this kind that comes after the lock; empty where it does not."""

    def given(self, order: Given, values: Mapping[str, str]) -> Given | str:
        """What goes out for the order of a sheet, or what is wrong with the further fields."""

    def stands(self) -> tuple[Inked, ...]:
        """Where the exercise stands, for the line of status."""


class OwnHand:
    """An organisation's own, from its view."""

    fields: tuple[Field, ...] = ()

    def __init__(self, desk: Desk, organisation: OrganisationId) -> None:
        self.desk = desk
        self.organisation = organisation

    @property
    def gives_as(self) -> OrganisationId | None:
        """The organisation."""
        return self.organisation

    def titled(self, title: str) -> str:
        """As it is."""
        return title

    def sheet(self, key: str) -> Sheet | str:
        """From the organisation's view."""
        return sheet_for(self.desk.view(self.organisation), key)

    def versions(self) -> Mapping[str, int]:
        """Those that the organisation was told of."""
        return self.desk.view(self.organisation).versions

    def why_not(self, order: type) -> str:
        """Out of its phase, and not late either."""
        view = self.desk.view(self.organisation)
        return "" if comes_late(view, order) else not_now(view, order)

    def late(self, order: type) -> str:
        """Rule 2.8: control may accept it."""
        return LATE if comes_late(self.desk.view(self.organisation), order) else ""

    def given(self, order: Given, values: Mapping[str, str]) -> Given | str:
        """The order itself."""
        return order

    def stands(self) -> tuple[str, ...]:
        """Messages that came in and were not looked at; turn, phase, week, and whether it runs."""
        view = self.desk.view(self.organisation)
        unread = len(self.desk.news.unread_messages)
        came = ((unread, "new message", ""), (len(self.desk.held), "notice waits", "notices wait"))
        new = [plural(number, one, many) for number, one, many in came if number]
        turn = f"T{view.turn}/{view.turns} {phase_name(view.phase)}" if view.turn else phase_name(view.phase)
        turn = f"PRACTICE {turn}" if view.practice else turn
        return (*new, turn, f"wk {view.week}", "PAUSE" if view.paused else "RUN")


class ControlHand:
    """Control's own, from the exercise."""

    organisation = CONTROL_PARTY
    gives_as: OrganisationId | None = None
    fields: tuple[Field, ...] = ()

    def __init__(self, desk: Desk, *, armed: bool = False) -> None:
        self.desk = desk
        self.armed = armed
        """Whether the form was opened armed: then it stays so until it is closed, and the minute begins again."""

    @property
    def exercise(self) -> Exercise:
        """As control holds it; it is here once the seat is greeted."""
        exercise = self.desk.link.exercise
        if exercise is None:
            raise RuntimeError("control's forms open after the greeting, which brings the exercise")
        return exercise

    def titled(self, title: str) -> str:
        """As it is."""
        return title

    def sheet(self, key: str) -> Sheet | str:
        """From the exercise and what the last entries say of it."""
        return control_sheet_for(Held(self.exercise, at_hand(self.desk.link.kept, self.desk.link.recent)), key)

    def versions(self) -> Mapping[str, int]:
        """Control sees every change."""
        return {key.partition(" ")[2]: one for key, one in self.exercise.versions.items() if key.startswith(f"{CONTROL} ")}

    def why_not(self, order: type) -> str:
        """Out of its phase; a pause holds nothing of control's up, a real-world stop everything."""
        if self.exercise.real_world_stop:
            return "This is a real-world stop: nothing is taken until p ends it."
        if order in OF_INJECTS and (practice := forgotten(self.exercise)):
            return practice.sentence
        if self.exercise.phase in PHASES[order]:
            return ""
        phases = " or ".join(phase_name(one) for one in PHASES[order])
        return f"The phase is {phase_name(self.exercise.phase)}; this is taken in {phases}."

    def late(self, order: type) -> str:
        """Control's own orders are never late."""
        return ""

    def given(self, order: Given, values: Mapping[str, str]) -> Given | str:
        """The order itself."""
        return order

    def stands(self) -> tuple[Inked, ...]:
        """Whether it is armed, turn, phase, week, and whether it runs."""
        exercise = self.exercise
        armed = (bad(f"{self.desk.glyphs.alert} ARMED while open"),) if self.armed else ()
        phase = phase_name(exercise.phase)
        turn = f"T{exercise.turn}/{exercise.turns} {phase}" if exercise.turn else phase
        turn = f"PRACTICE {turn}" if exercise.practice else turn
        return (*armed, "control", turn, f"wk {exercise.week}", "PAUSE" if exercise.paused else "RUN")


class InPlaceHand(ControlHand):
    """Control's in the place of an organisation: its own sheets, from its view, with the number of a paper slip."""

    fields = (SLIP,)

    def __init__(self, desk: Desk, organisation: OrganisationId) -> None:
        super().__init__(desk, armed=True)
        self.organisation = organisation

    def titled(self, title: str) -> str:
        """With the organisation that it is for."""
        return f"For {short_name(self.exercise.world, self.organisation)}: {title}"

    def sheet(self, key: str) -> Sheet | str:
        """From the organisation's view, which the server was asked for."""
        view = self.desk.link.views.get(self.organisation)
        return sheet_for(view, key) if view is not None else "Its view is asked for again: wait a moment."

    def why_not(self, order: type) -> str:
        """As for its own hand, but a pause holds nothing up."""
        return "" if self.late(order) else super().why_not(order)

    def late(self, order: type) -> str:
        """Rule 2.8: what control enters after the lock is accepted by that."""
        phase, taken = self.exercise.phase, PHASES[order]
        comes = phase in PHASES[AcceptLate] and phase not in taken and Phase.ORDERS in taken
        return LATE_IN_PLACE if comes and order not in NEVER_LATE else ""

    def given(self, order: Given, values: Mapping[str, str]) -> Given | str:
        """Rules 2.7, 2.8 and 2.12: the order in the organisation's place, with its slip."""
        typed = values.get(SLIP.id, "").strip()
        slip = whole(typed) if typed else 0
        if slip is None or slip > HIGHEST_SLIP:
            return f"A slip has a number from 1 to {HIGHEST_SLIP:,}, or none: leave it empty then."
        if slip and slip in self.exercise.slips.get(self.organisation, ()):
            return f"Slip {slip} was entered already."
        if self.late(type(order)):
            return AcceptLate(organisation=self.organisation, order=order, slip=slip)
        return ActFor(organisation=self.organisation, order=order, slip=slip)
