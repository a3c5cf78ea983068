"""Orders that came after the lock: which they are, and control's yes to one of them (rule 2.8)."""

from collections.abc import Mapping, Sequence
from typing import Any

from textual.content import Content

from engine.exercise import Exercise
from engine.ids import OrganisationId
from engine.orders import AcceptLate
from engine.phases import Phase
from engine.refusals import RefusalCode
from engine.stored import Plain, order_of
from tui.controller.log_words import field_lines
from tui.controller.timing import Timing
from tui.inking import faint, inked, joined, lines, strong
from tui.widgets.choose_screen import ChooseScreen
from tui.widgets.rows import Row
from tui.words import kind_words, plural, short_name

SEALED_IN = (Phase.LOCKED, Phase.ADJUDICATE)


def late_orders(exercise: Exercise, recent: Sequence[tuple[int, Plain]]) -> dict[str, Plain]:
    """By number of their entry: orders of this turn that came after its lock and were not accepted since."""
    if exercise.phase not in SEALED_IN:
        return {}
    found: dict[str, Plain] = {}
    for number, part in recent:
        order = part.get("order") or {}
        if order.get("kind") == "advance-phase" and order.get("to") == "locked" and not _refusal(part):
            found = {}
        elif part.get("organisation") and _refusal(part).get("code") == RefusalCode.NOT_IN_THIS_PHASE and _could(order):
            found[str(number)] = part
        elif order.get("kind") == "accept-late" and not _refusal(part):
            taken = (order["organisation"], order["order"])
            found = {key: one for key, one in found.items() if (one["organisation"], one["order"]) != taken}
    return found


def accepted_words(exercise: Exercise, recent: Sequence[tuple[int, Plain]]) -> str:
    """Which late orders of this turn control has accepted; empty where it accepted none."""
    if exercise.phase not in SEALED_IN:
        return ""
    found: list[str] = []
    for _, part in recent:
        order = part.get("order") or {}
        if order.get("kind") == "advance-phase" and order.get("to") == "locked" and not _refusal(part):
            found = []
        elif order.get("kind") == AcceptLate.kind and not _refusal(part):
            found.append(f"{kind_words(order['order']['kind'])} of {short_name(exercise.world, order['organisation'])}")
    return f"Accepted late in this turn: {', '.join(found)}." if found else ""


def none_late(exercise: Exercise) -> str:
    """Why there is no late order to accept now."""
    if exercise.phase in SEALED_IN:
        return "No order of this turn came after its lock."
    if exercise.phase in (Phase.RESOLVE, Phase.PICTURE):
        return "The weeks of this turn are resolved: nothing that came late is accepted any more."
    if exercise.phase.over:
        return "The exercise has ended: nothing that came late is accepted any more."
    return "Nothing is late yet: L accepts what comes between the lock of a turn and its weeks."


def _refusal(part: Mapping[str, Any]) -> Mapping[str, Any]:
    return part.get("verdict", {}).get("refusal") or {}


def _could(order: Mapping[str, Any]) -> bool:
    """Whether control could accept it: to be ready, or to take back, is nothing for after the lock."""
    return order.get("kind") not in ("mark-ready", "take-back")


def late_words(exercise: Exercise, recent: Sequence[tuple[int, Plain]]) -> str:
    """How many late orders wait for control; empty where none does."""
    number = len(late_orders(exercise, recent))
    return plural(number, "late order") if number else ""


class LateOrders(Timing):
    """One key: the late orders, then one of them, then yes or no."""

    def action_late(self) -> None:
        """Accept an order that came after the lock."""
        late = late_orders(self.exercise, self.desk.link.recent)
        accepted = accepted_words(self.exercise, self.desk.link.recent)
        if not late:
            self.refuse(accepted or none_late(self.exercise))
            return
        rows = [Row(key, self._late_row(part)) for key, part in late.items()]
        self.app.push_screen(ChooseScreen("Orders that came after the lock", rows, said=accepted), self._read_late)

    def _late_row(self, part: Plain) -> Content:
        world = self.exercise.world
        who = short_name(world, part["organisation"])
        said = "; ".join(field_lines(self.exercise, part["order"]))
        return lines([joined(strong(kind_words(part["order"]["kind"])), faint(f"  {who}")), faint(said), inked("")])

    def _read_late(self, chosen: str | None) -> None:
        part = late_orders(self.exercise, self.desk.link.recent).get(chosen or "")
        if part is not None:
            self.when_armed(lambda: self._ask_late(part), what="accept it")

    def _ask_late(self, part: Plain) -> None:
        said = lines(
            [
                self._late_row(part),
                "It is decided as if it had come before the lock; its organisation hears that you accepted it.",
                "",
                joined(strong("y"), " accepts it, ", strong("n"), " leaves it for the next turn."),
            ]
        )
        order = AcceptLate(organisation=OrganisationId(part["organisation"]), order=order_of(part["order"]))
        self.ask("Accept this order?", said, order)
