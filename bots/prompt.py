"""The policy that never lets anybody wait: typical's proposals, every step approved at once, nothing declined."""

from collections.abc import Iterable
from dataclasses import dataclass

from bots.answering import Means, amendments, answer, own_first
from bots.policy import estimate, ready
from bots.proposals import due_proposals
from bots.steering import due_policies, due_ranking
from bots.talking import replies
from engine.orders import Order, SetIntent
from engine.views import View


@dataclass(frozen=True, slots=True)
class Prompt:
    """Answers everything in the first phase in which it can."""

    salt: str = ""
    name: str = "prompt"

    def at_check_in(self, view: View) -> Iterable[Order]:
        """Approve all, without ceilings."""
        yield SetIntent(stance="approve")

    def orders(self, view: View) -> Iterable[Order]:
        """Estimate, policies, proposals, every answer, ready."""
        yield from estimate(view, 100)
        yield from due_ranking(view)
        yield from due_policies(view)
        proposals = tuple(due_proposals(view))
        yield from proposals
        if proposals:
            return  # what they open is seen at the next look, before slots are given to others
        means = Means(view)
        for initiative, step_id, step in own_first(view):
            yield from means.approval(initiative, step_id, step)
        yield from amendments(view)
        for inject in view.waiting_injects():
            yield answer(inject, 0)
        yield from replies(view, self.salt, agrees=100)
        yield from ready(view)
