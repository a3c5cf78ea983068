"""A line that leads through practice: propose, approve, ask. It follows what was done, and gives no order."""

from engine.phases import Phase
from engine.rules.parameters import stands_for
from engine.views import View


def guide(view: View, *, by_lines: bool = False) -> str:
    """What to try next in the order phase of a practice turn; empty everywhere else, and for who has tried all.

    `by_lines`: for the line client, in which a form asks its questions and a list is numbered.
    """
    if view.aside is None or view.phase is not Phase.ORDERS:
        return ""
    given = [one.kind for one in view.orders[len(view.aside.orders) :] if not one.refusal]
    tasks = _tasks(view)
    left = [words for kind, words in tasks if kind not in given]
    now = [words for words in left if not (words is APPROVE and not view.waiting_steps())]
    if not left:
        return "all tried; press l"
    words = (now or left)[0]
    return f"{len(tasks) - len(left) + 1} of {len(tasks)}: {BY_LINES.get(words, words) if by_lines else words}"


START = "press o, enter, f2: start something of your own"
APPROVE = "press a: approve a step, once one waits for you in [1]"
ASK = "press t and choose Request: ask somebody for something"

BY_LINES = {
    START: "type o and a number of the list: start something of your own; y sends it",
    APPROVE: "type a: approve a step, once one waits for you in 1",
    ASK: "type t and the number of Request: ask somebody for something",
}


def _tasks(view: View) -> list[tuple[str, str]]:
    world, mine = view.world, view.organisation
    may = any(mine in stands_for(world, kind, one) for kind in world.playbook.values() for one in kind.proposers)
    start = [("propose-initiative", START)] if may else []
    return [*start, ("approve-step", APPROVE), ("make-request", ASK)]
