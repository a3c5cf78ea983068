"""What an adversary knows of its own campaign, as data: its points, its actions and what became of them. Part of its view."""

from collections.abc import Mapping
from dataclasses import dataclass, field

WEEKS_IN_QUARTER = 13


def points_by(budget: int, per_quarter: int, week: int) -> int:
    """Rule 11.1: points that came in up to a week: those of StartEx, and each quarter's, as its weeks pass."""
    return budget + per_quarter * (week - 1) // WEEKS_IN_QUARTER


def rests_until(last: int | None, again_after_weeks: int) -> int | None:
    """Rule 11.3: the first week in which an action may come: 0 where it never came, None where it comes once and has come."""
    if last is None:
        return 0
    return last + again_after_weeks if again_after_weeks > 0 else None


@dataclass(frozen=True, slots=True, kw_only=True)
class CampaignAction:
    """An action that a red cell may order."""

    id: str
    title: str
    cost: int
    """Points of campaign budget."""
    again_after_weeks: int = 0
    """0 for once."""
    does: tuple[str, ...] = ()
    """What it brings, in words."""
    last: int | None = None
    """The week in which it came last."""
    ordered: bool = False
    """Whether it is ordered, and comes with the next week."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CampaignMove:
    """An action that came."""

    week: int
    action: str
    title: str
    cost: int
    ordered: bool
    """By this adversary's cell, and not by the autopilot."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CampaignSeen:
    """An adversary's campaign; of everybody else it has no actions."""

    budget: int = 0
    """Points at StartEx."""
    per_quarter: int = 0
    spent: int = 0
    autopilot: bool = True
    """Whether the deck's conditions move it, wherever its cell orders nothing."""
    actions: Mapping[str, CampaignAction] = field(default_factory=dict)
    """By id, in the deck's order."""
    moves: tuple[CampaignMove, ...] = ()
    """What came, in the order in which it came."""

    def brings(self, action: str) -> tuple[str, ...]:
        """What an action brings, in words; nothing where that was not told."""
        return self.actions[action].does if action in self.actions else ()

    def points_in(self, week: int) -> int:
        """Points that came in up to a week."""
        return points_by(self.budget, self.per_quarter, week)

    def points_left(self, week: int) -> int:
        """Points that are neither spent nor bound by what is ordered."""
        bound = sum(one.cost for one in self.actions.values() if one.ordered)
        return self.points_in(week) - self.spent - bound

    def hindrance(self, action: CampaignAction, week: int) -> str:
        """Why it cannot be ordered now; empty where it can (rule 11.2)."""
        if action.ordered:
            return "ordered: it comes with the next week that is played"
        free_from = rests_until(action.last, action.again_after_weeks)
        if free_from is None:
            return f"came in week {action.last}, and comes once"
        if free_from > week:
            return f"came in week {action.last}, and rests until week {free_from}"
        missing = action.cost - self.points_left(week)
        return f"{missing} points too dear now" if missing > 0 else ""


NO_CAMPAIGN = CampaignSeen()
