"""Initiatives as rows and as pages: the path of steps, who must act, since when, and what waited."""

from collections.abc import Mapping

from textual.content import Content

from engine.ids import InitiativeId, StepId
from engine.playbook import Step, fill
from engine.preview import Preview
from engine.views import InitiativeSeen, StepSeen, View
from tui.desk import Desk
from tui.glyphs import Glyphs
from tui.inking import bad, faint, good, heading, joined, lines, strong, warn
from tui.participant.targets import InitiativeTarget, Target, key_of
from tui.widgets.rows import Row
from tui.words import initiative_title, money, plural, short_name, weeks

EMPTY = (
    "You know of no initiative yet.\n\n"
    "What you propose with o appears here with its path of steps, and so does whatever others ask you to approve."
)


def initiative_rows(desk: Desk) -> list[tuple[Row, Target]]:
    """Running ones first, newest first among equals."""
    found: list[tuple[bool, int, Row, Target]] = []
    for view in desk.views:
        for order, seen in enumerate(view.initiatives.values()):
            target = InitiativeTarget(view.organisation, seen.id)
            content = _content(view, seen, desk.glyphs, several=len(desk.views) > 1)
            found.append((not seen.running, -order, Row(key_of(target), content), target))
    found.sort(key=lambda one: (one[0], one[1]))
    return [(row, target) for _, _, row, target in found]


def _content(view: View, seen: InitiativeSeen, glyphs: Glyphs, *, several: bool) -> Content:
    mine = seen.proposer == view.organisation
    by = "you" if mine else short_name(view.world, seen.proposer)
    whose = f" {glyphs.dot} seen by {short_name(view.world, view.organisation)}" if several else ""
    return lines(
        [
            joined(
                f"{glyphs.mine} " if mine else "  ",
                strong(initiative_title(view, seen.type, seen.parameters)),
                faint(f"  by {by}, turn {seen.turn}{whose}"),
            ),
            joined("  ", path(view, seen, glyphs)),
            joined("  ", where_it_stands(view, seen, glyphs)),
        ]
    )


def path(view: View, seen: InitiativeSeen, glyphs: Glyphs) -> Content:
    """Every step as sign and word; steps of which nothing was told are still to come, or not told."""
    shown = []
    for step in view.type_of(seen).steps:
        known = seen.steps.get(StepId(step.id))
        shown.append(step_mark(known, step.id, glyphs))
    return Content(f" {glyphs.arrow} ").join(shown)


def step_mark(step: StepSeen | None, name: str, glyphs: Glyphs) -> Content:
    """✓ done, ● waits, ✗ declined, · to come."""
    if step is None:
        return faint(f"{glyphs.to_come} {name}")
    if step.verdict == "approved":
        return good(f"{glyphs.done} {name}")
    if step.verdict == "declined":
        return bad(f"{glyphs.stopped} {name}")
    return warn(f"{glyphs.waits} {name}")


def where_it_stands(view: View, seen: InitiativeSeen, glyphs: Glyphs) -> Content:
    """Who must act and since when, or how it ended."""
    if seen.done_week is not None:
        return good(f"{glyphs.done} in effect since week {seen.done_week}")
    if seen.stopped:
        reason = next((step.reason for step in seen.steps.values() if step.reason), "")
        return bad(f"{glyphs.stopped} {seen.stopped}" + (f": {reason}" if reason else ""))
    open_steps = [step for step in seen.steps.values() if not step.verdict]
    if not open_steps:
        return faint("on its way; the next step is not yours to see, or opens while weeks pass")
    return Content("; ").join([_waits(view, step) for step in open_steps])


def _waits(view: View, step: StepSeen) -> Content:
    who = "you" if step.by == view.organisation else short_name(view.world, step.by)
    since = view.week - step.opened
    text = f"waits for {who} since week {step.opened}" if since > 0 else f"waits for {who}"
    return joined(warn(text), warn(f", {weeks(step.waited)} waited") if step.waited else "")


def initiative_page(view: View, identity: InitiativeId, glyphs: Glyphs) -> Content:
    """The whole path with titles, organisations, weeks, prices, provisos and reasons."""
    seen = view.initiatives.get(identity)
    if seen is None:
        return Content("This initiative is gone: its proposer took it back.")
    kind = view.type_of(seen)
    by = "you" if seen.proposer == view.organisation else short_name(view.world, seen.proposer)
    shown: list[Content | str | None] = [
        Content(kind.summary),
        "",
        faint(f"proposed by {by} in turn {seen.turn} {glyphs.dot} {_scores('purposes', kind.purposes)}"),
        faint(f"{_scores('risks', kind.risks)} {glyphs.dot} scores are notional, 0 to 2 each"),
        "",
        heading("Path"),
    ]
    shown += [_step_lines(view, seen, step, glyphs) for step in kind.steps]
    shown += ["", where_it_stands(view, seen, glyphs)]
    return lines(shown)


def _scores(name: str, scores: Mapping[str, int]) -> str:
    return f"{name}: " + ", ".join(f"{key} {value}" for key, value in scores.items() if value)


def _step_lines(view: View, seen: InitiativeSeen, step: Step, glyphs: Glyphs) -> Content:
    known = seen.steps.get(StepId(step.id))
    by = short_name(view.world, fill(step.by, seen.parameters))
    title = fill(step.title, seen.parameters)
    first = joined(step_mark(known, "", glyphs), strong(title), faint(f"  {by}"))
    if known is None:
        after = ", ".join(step.after) or "nothing"
        duration = step.duration.mode if step.duration else step.processing
        return lines([first, faint(f"    to come, or not told to you; after {after}; about {weeks(duration)}")])
    return lines([first, *_known_lines(known)])


def _known_lines(step: StepSeen) -> list[Content]:
    shown = [faint(f"    opened in week {step.opened}, {weeks(step.processing)} of work")]
    if step.verdict:
        shown.append(Content(f"    {step.verdict} as of week {step.decided}"))
    if step.waited:
        shown.append(warn(f"    {weeks(step.waited)} waited for its organisation"))
    if step.price:
        shown.append(Content(f"    {money(step.price)} from {step.account}"))
    if step.provisos:
        shown.append(Content(f"    provisos: {step.provisos}"))
    if step.reason:
        shown.append(Content(f"    reason: {step.reason}"))
    return shown


def outlook_lines(view: View, made: Preview, glyphs: Glyphs) -> list[Content]:
    """When it would stand and what it saves, if all others deliver on time."""
    if made.done is None:
        return []
    shown = [Content(f"Would stand from week {made.done}, if all others deliver on time.")]
    saved = {system: units for system, units in made.saved().items() if abs(units) >= 1_000}
    if not saved:
        shown.append(faint("As far as you know it would make nothing less short by the end."))
    for system, units in saved.items():
        less = units > 0
        text = f"{system}: {plural(abs(units) // 1_000, 'unit')} {'less' if less else 'more'} short by the end"
        shown.append((good if less else warn)(f"{glyphs.done if less else glyphs.alert} {text}"))
    return shown
