"""What a standing intent approved while nobody could be asked: counted by turn, and listed where it is opened."""

from collections.abc import Iterator
from dataclasses import dataclass

from textual.content import Content

from engine.views import View
from tui.inking import faint, inked, joined, lines, strong
from tui.words import initiative_title, money, plural, with_titles

SAID = "Your standing intent approved"
"""How the notices of these approvals begin; they are shown together, not each by itself."""


@dataclass(frozen=True, slots=True)
class Approved:
    """One step that the intent approved."""

    turn: int
    week: int
    step: str
    initiative: str
    price: int
    takes: str


def approved_by_intent(view: View) -> dict[int, list[Approved]]:
    """By turn, newest first; of a turn those that were decided first come first."""
    found: dict[int, list[Approved]] = {}
    for one in sorted(_approved(view), key=lambda one: (-one.turn, one.week)):
        found.setdefault(one.turn, []).append(one)
    return found


def _approved(view: View) -> Iterator[Approved]:
    for seen in view.initiatives.values():
        title = initiative_title(view, seen.type, seen.parameters)
        for step in seen.steps.values():
            if step.by == view.organisation and step.through == "intent" and step.verdict == "approved":
                yield Approved(
                    turn=step.answered_turn,
                    week=step.decided,
                    step=with_titles(view.world, step.title),
                    initiative=title,
                    price=step.price,
                    takes=", ".join(f"{amount} {_slot(view, kind)}" for kind, amount in step.spends.items()),
                )


def _slot(view: View, kind: str) -> str:
    found = view.world.slot_kind(view.organisation, kind)
    return found.title.lower() if found else kind


def intent_sentence(turn: int, approved: list[Approved]) -> str:
    """How many, and for how much in all."""
    cost = sum(one.price for one in approved)
    paid = f" for {money(cost)} in all" if cost else ""
    return f"{SAID} {plural(len(approved), 'step')} while the weeks of turn {turn} were played{paid}."


def intent_page(view: View, turn: int) -> Content:
    """Each of them, with what it cost."""
    approved = approved_by_intent(view).get(turn, [])
    return lines([inked(intent_sentence(turn, approved)), "", *(_line(one) for one in approved)])


def _line(one: Approved) -> Content:
    cost = "; ".join(part for part in (money(one.price) if one.price else "", one.takes) if part)
    return joined(f"week {one.week:>3}  ", strong(one.step), f"  {one.initiative}", faint(f"  {cost}" if cost else ""))
