"""The hands that fill in annotations: an evaluator's or control's, from the exercise; a player's, from its view."""

from collections.abc import Mapping

from engine.ids import CONTROL_PARTY, OrganisationId
from tui.desk import Desk
from tui.hands import OwnHand
from tui.sheets.annotations import Case, annotation_sheet_for
from tui.sheets.closing import AFTERWARDS, afterwards_sheet_for
from tui.sheets.sheet import Field, Given, Sheet
from tui.words import phase_name

TOO_EARLY = "Annotations are taken from StartEx on."
NOT_YET = "This is for after EndEx."


class NotingHand:
    """An evaluator's or control's own."""

    organisation = CONTROL_PARTY
    gives_as: OrganisationId | None = None
    fields: tuple[Field, ...] = ()

    def __init__(self, desk: Desk) -> None:
        self.desk = desk

    @property
    def case(self) -> Case:
        """What the sheets are read from; it is here once the seat is greeted."""
        exercise = self.desk.link.exercise
        if exercise is None:
            raise RuntimeError("the forms of evaluators open after the greeting, which brings the exercise")
        return Case(exercise, self.desk.link.annotations, self.desk.link.holder)

    def titled(self, title: str) -> str:
        """As it is."""
        return title

    def sheet(self, key: str) -> Sheet | str:
        """From the exercise and what was annotated."""
        return annotation_sheet_for(self.case, key)

    def versions(self) -> Mapping[str, int]:
        """Nothing changes under the hand of whoever annotates."""
        return {}

    def why_not(self, order: type) -> str:
        """Rule 17.1: from StartEx on, and not in practice."""
        exercise = self.case.exercise
        return TOO_EARLY if exercise.practice or exercise.phase.before_start else ""

    def late(self, order: type) -> str:
        """There is no lock for annotations."""
        return ""

    def given(self, order: Given, values: Mapping[str, str]) -> Given | str:
        """The annotation itself."""
        return order

    def stands(self) -> tuple[str, ...]:
        """Turn, phase and week."""
        exercise = self.case.exercise
        phase = phase_name(exercise.phase)
        return (self.desk.link.role or "", f"T{exercise.turn}/{exercise.turns} {phase}", f"wk {exercise.week}")


class AfterwardsHand(OwnHand):
    """A player's after EndEx: a position for its organisation, and the form that names nobody."""

    def sheet(self, key: str) -> Sheet | str:
        """From the organisation's view."""
        return afterwards_sheet_for(self.desk.view(self.organisation), key)

    def why_not(self, order: type) -> str:
        """Rules 17.6 and 17.7: from EndEx on."""
        return "" if self.desk.view(self.organisation).phase.over else NOT_YET

    def late(self, order: type) -> str:
        """Nothing is late after EndEx."""
        return ""


def hand_for(desk: Desk, organisation: OrganisationId, key: str) -> OwnHand:
    """The hand that fills in the sheet of this key for an organisation."""
    return (AfterwardsHand if key.partition(" ")[0] in AFTERWARDS else OwnHand)(desk, organisation)
