"""A table that keeps no log: every order is decided, applied and told as in any other, and nothing is sealed."""

from dataclasses import dataclass

from bots.table import Table, Verdict
from engine.decide import decide
from engine.entries import Submission, parts_of
from engine.ids import HolderId, OrderId, OrganisationId, SeatId
from engine.orders import Order
from engine.refusals import Refusal
from engine.unfolding import state_after


@dataclass(slots=True)
class UnloggedTable(Table):
    """What a sweep over many exercises would need of one."""

    def _record(self, organisation: OrganisationId | None, seat: SeatId, holder: HolderId, order: Order) -> Verdict:
        self.given += 1
        submission = Submission(
            order_id=OrderId(f"{seat}-{self.given}"), seat=seat, holder=holder, organisation=organisation, order=order
        )
        verdict = decide(self.exercise, submission.actor, order)
        parts = parts_of(self.exercise, submission, verdict, None)
        if not isinstance(verdict, Refusal):
            self.exercise = state_after(self.exercise, verdict)
        self._hear(parts)
        return verdict
