"""Since when a step waits, in words: the same in the inbox, in the list of initiatives and on an initiative's page."""

from engine.phases import Phase
from engine.views import View
from engine.views_initiatives import StepSeen
from tui.words import short_name, weeks

IN_TIME = "answer this turn and nobody has waited for you (rule 3.7)"
NOT_LATE = "answered this turn, nobody has waited (rule 3.7)"


def came_now(view: View, step: StepSeen) -> bool:
    """Rule 3.7: dated back, and not to be seen before this turn; answered in it, it has waited for nobody."""
    if step.waited or step.opened >= view.first_week:
        return False
    return step.seen_turn == view.turn or _came_while_weeks_passed(view, step)


def _came_while_weeks_passed(view: View, step: StepSeen) -> bool:
    if step.seen_turn != view.turn - 1 or step.seen_turn < 1 or view.phase not in (Phase.BRIEF, Phase.ORDERS):
        return False
    return step.opened > view.world.turn_weeks(view.pace, step.seen_turn)[0]


def waiting_words(view: View, step: StepSeen) -> str:
    """Since when, and what counts against whom."""
    mine = step.by == view.organisation
    if step.kind == "work":
        return f"at work since week {step.opened}, {weeks(step.processing)} planned"
    if step.kind == "clock":
        return f"a clock that runs down by itself in week {step.opened + step.processing}"
    if came_now(view, step):
        if mine:
            return f"asked for in week {step.opened} while weeks were played; {IN_TIME}"
        return f"asked of {short_name(view.world, step.by)} in week {step.opened} while weeks were played; {NOT_LATE}"
    since = view.week - step.opened
    if since > 0:
        said = f"waits since week {step.opened} ({weeks(since)})"
    else:
        said = "opened this week" if since == 0 else f"opens in week {step.opened}"
    if step.waited:
        verb = "counts" if step.waited == 1 else "count"
        said += f"; {weeks(step.waited)} {verb} against {'you' if mine else short_name(view.world, step.by)}"
    return said


def returned_words(view: View, step: StepSeen) -> str:
    """Who sent it back, and why."""
    who = "you" if step.by == view.organisation else short_name(view.world, step.by)
    return f"{who} sent it back; it waits for its proposer: {step.reason}"


def decided_words(view: View, step: StepSeen) -> str:
    """How an answered step counts: an approval may be dated back."""
    if step.verdict == "overtaken":
        return "not needed any more: another way was quicker"
    if step.through == "waiver":
        return f"not needed since a waiver is in force; counts from week {step.decided}"
    if step.verdict != "approved":
        return f"{step.verdict} as of week {step.decided}"
    if step.answered_turn and step.decided < _first_week(view, step.answered_turn):
        return f"decided; counts from week {step.decided}"
    return f"approved as of week {step.decided}"


def _first_week(view: View, turn: int) -> int:
    return view.world.turn_weeks(view.pace, turn)[0]
