"""What came of an organisation's own part, for the page at the end: its campaign, its proposals, who waited for whom."""

from collections.abc import Iterator, Sequence
from itertools import islice

from textual.content import Content

from engine.views import View
from engine.views_initiatives import InitiativeSeen, StepSeen
from tui.inking import faint, heading, inked, joined, lines, strong
from tui.words import initiative_title, plural, short_name, weeks, with_titles

MOST_WAITS = 5
"""So many waits are named each way, the longest first; the others are counted."""
MOST_PROPOSALS = 10
"""So many own proposals are named, the newest."""

Wait = tuple[int, InitiativeSeen, StepSeen]


def own_hand(view: View) -> Content:
    """What was proposed and what came of it, which steps waited for this organisation, and for whom it waited itself.

    Of an adversary its campaign; of proposals and waits it reads only where it had some.
    """
    red = bool(view.campaign.actions)
    mine = [one for one in view.initiatives.values() if one.proposer == view.organisation]
    for_me = sorted(_waits(view, mine=True), key=lambda one: -one[0])
    for_others = sorted(_waits(view, mine=False), key=lambda one: -one[0])
    return lines(
        [
            heading("Your hand in it"),
            *_campaign(view),
            None if red and not mine else joined(f"You made {plural(len(mine), 'proposal')}; {_done(mine)} in effect."),
            *(_proposal(view, one) for one in islice(reversed(mine), MOST_PROPOSALS)),
            faint(f"  and {plural(len(mine) - MOST_PROPOSALS, 'earlier one')}") if len(mine) > MOST_PROPOSALS else None,
            None if red and not for_me else inked(f"Steps waited {_sum(for_me)} for you" + (":" if for_me else ".")),
            *_named(view, for_me),
            *_uncounted(view),
            inked(f"Your proposals waited {_sum(for_others)} for others" + (":" if for_others else ".")) if mine else None,
            *_named(view, for_others),
        ]
    )


def _campaign(view: View) -> Iterator[Content]:
    """Points that came in, were spent and are left, and each move with what it brought; nothing for whoever has none."""
    campaign = view.campaign
    if not campaign.actions:
        return
    came_in = campaign.points_in(view.week)
    points = f"{campaign.spent} of the {plural(came_in, 'point')} that came in; {came_in - campaign.spent} are left."
    yield joined(f"Your campaign spent {points}", "" if campaign.moves else " No move came.")
    for move in campaign.moves:
        by = "as ordered" if move.ordered else "by the autopilot"
        yield joined(f"  week {move.week}  ", strong(move.title), f" ({plural(move.cost, 'point')}, {by})")
        yield from (faint(f"    brought  {one}") for one in campaign.brings(move.action))


def _waits(view: View, *, mine: bool) -> Iterator[Wait]:
    for one in view.initiatives.values():
        for step in one.steps.values():
            ours = step.by == view.organisation
            if step.waited and (ours if mine else not ours and one.proposer == view.organisation):
                yield step.waited, one, step


def _uncounted(view: View) -> list[Content]:
    """Steps that stand open for this organisation, and of which no week counts against it."""
    seen = ((one, step) for one in view.initiatives.values() if one.running for step in one.steps.values())
    still = [(one, step) for one, step in seen if step.by == view.organisation and step.waits and not step.waited]
    if not still:
        return []
    shown = [inked("Open at the end, and counted against nobody: they had no whole order phase (rule 3.7).")]
    for one, step in still[:MOST_WAITS]:
        about = f"{with_titles(view.world, step.title)} ({initiative_title(view, one.type, one.parameters)})"
        shown.append(joined(f"  asked for in week {step.opened}  ", about))
    rest = len(still) - MOST_WAITS
    return [*shown, faint(f"  and {plural(rest, 'other step')}")] if rest > 0 else shown


def _done(mine: Sequence[InitiativeSeen]) -> int:
    return sum(one.done_week is not None for one in mine)


def _sum(waits: Sequence[Wait]) -> str:
    return weeks(sum(waited for waited, _, _ in waits))


def _proposal(view: View, one: InitiativeSeen) -> Content:
    came = f"in effect since week {one.done_week}" if one.done_week is not None else one.stopped or "not finished"
    return joined("  ", strong(initiative_title(view, one.type, one.parameters)), f": {came}")


def _named(view: View, waits: Sequence[Wait]) -> list[Content]:
    shown = []
    for waited, one, step in waits[:MOST_WAITS]:
        who = "" if step.by == view.organisation else f"for {short_name(view.world, step.by)}: "
        about = f"{with_titles(view.world, step.title)} ({initiative_title(view, one.type, one.parameters)})"
        shown.append(joined(f"  {weeks(waited)}  ", who, about))
    rest = waits[MOST_WAITS:]
    return [*shown, faint(f"  {_sum(rest)} in {plural(len(rest), 'other step')}")] if rest else shown
