"""Initiatives as rows and as pages: the path of steps, who must act, since when, and what waited."""

from collections.abc import Collection, Mapping

from textual.content import Content

from engine.ids import InitiativeId, StepId
from engine.playbook import Step, fill
from engine.preview import Preview
from engine.rules.law import waived
from engine.rules.paths import planned_weeks, steps_before
from engine.titles import value_words
from engine.views import View
from engine.views_initiatives import InitiativeSeen, StepSeen
from tui.desk import Desk
from tui.glyphs import Glyphs
from tui.inking import bad, faint, good, heading, inked, joined, lines, strong, warn
from tui.participant.brings_text import made_in_all, why_nothing
from tui.participant.surely import UNTOLD, surely_decided
from tui.participant.targets import InitiativeTarget, Target, key_of
from tui.participant.waits import came_now, decided_words, returned_words, waiting_words
from tui.widgets.rows import Row
from tui.words import account_title, initiative_title, money, plural, readable, short_name, step_word, weeks

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
    done = surely_decided(view, seen)
    for step in view.type_of(seen).steps:
        known, word = seen.steps.get(StepId(step.id)), step_word(step.id)
        untold = faint(f"{glyphs.done} {word}") if step.id in done else None
        shown.append(untold or step_mark(known, word, glyphs, running=not seen.stopped))
    return inked(f" {glyphs.arrow} ").join(shown)


def step_mark(step: StepSeen | None, name: str, glyphs: Glyphs, *, running: bool) -> Content:
    """✓ done, ● waits, ✗ declined, · to come; where the initiative was stopped nothing waits any more."""
    if step is None:
        return faint(f"{glyphs.to_come} {name}")
    if step.verdict == "approved":
        return good(f"{glyphs.done} {name}")
    if step.verdict == "declined":
        return bad(f"{glyphs.stopped} {name}")
    if step.verdict == "overtaken":
        return faint(f"{glyphs.to_come} {name}")
    return warn(f"{glyphs.waits} {name}") if running else faint(f"{glyphs.to_come} {name}")


def where_it_stands(view: View, seen: InitiativeSeen, glyphs: Glyphs) -> Content:
    """Who must act and since when, or how it ended."""
    if seen.done_week is not None:
        return good(f"{glyphs.done} in effect since week {seen.done_week}")
    if seen.stopped:
        return bad(f"{glyphs.stopped} {_stopped_words(view, seen)}")
    open_steps = [step for step in seen.steps.values() if step.verdict in ("", "returned")]
    if not open_steps:
        return faint("on its way; the next step is not yours to see, or opens while weeks pass")
    return inked("; ").join([_waits(view, step) for step in open_steps])


def _stopped_words(view: View, seen: InitiativeSeen) -> str:
    """How it ended, in a sentence."""
    whose = "you" if seen.proposer == view.organisation else short_name(view.world, seen.proposer)
    if seen.stopped == "merged":
        return (
            "merged: an earlier proposal for the same thing stands; this one goes no further, "
            "and what was spent on it is returned"
        )
    if seen.stopped == "withdrawn":
        return f"withdrawn by {whose}: it goes no further; what was spent stays spent"
    declined = next((step for step in seen.steps.values() if step.verdict == "declined"), None)
    if seen.stopped != "declined" or declined is None:
        return f"{seen.stopped}: it goes no further"
    who = "you" if declined.by == view.organisation else short_name(view.world, declined.by)
    return f"declined by {who}: it goes no further" + (f"; the reason: {declined.reason}" if declined.reason else "")


def _waits(view: View, step: StepSeen) -> Content:
    if step.verdict == "returned":
        return warn(returned_words(view, step))
    words = waiting_words(view, step)
    if came_now(view, step):
        return warn(words)
    who = "you" if step.by == view.organisation else short_name(view.world, step.by)
    return warn(f"{who}: {words}")


def initiative_page(view: View, identity: InitiativeId, glyphs: Glyphs) -> Content:
    """The whole path with titles, organisations, weeks, prices, provisos and reasons."""
    seen = view.initiatives.get(identity)
    if seen is None:
        return inked("This initiative is gone: its proposer took it back.")
    kind = view.type_of(seen)
    by = "you" if seen.proposer == view.organisation else short_name(view.world, seen.proposer)
    shown: list[Content | str | None] = [
        inked(kind.summary),
        "",
        faint(f"proposed by {by} in turn {seen.turn} {glyphs.dot} {_scores('purposes', kind.purposes)}"),
        faint(f"{_scores('risks', kind.risks)} {glyphs.dot} scores are notional, 0 to 2 each"),
        inked(f"note: {seen.note}") if seen.note else None,
        "",
        heading("Path"),
    ]
    untold = surely_decided(view, seen)
    shown += [_step_lines(view, seen, step, glyphs, untold) for step in kind.steps]
    shown += _granted_less(view, seen)
    shown += ["", where_it_stands(view, seen, glyphs)]
    return lines(shown)


def _granted_less(view: View, seen: InitiativeSeen) -> list[Content]:
    """Who granted how much of what was asked: of several cuts, the next one began where the one before it ended."""
    now = dict(seen.parameters)
    kind = view.type_of(seen)
    declared = {one.id: one for one in kind.parameters}
    found = []
    for step in sorted(seen.steps.values(), key=lambda one: (one.answered_turn, one.decided), reverse=True):
        who = "you" if step.by == view.organisation else short_name(view.world, step.by)
        for name, asked in step.reduced_from.items():
            less, whole = (value_words(kind, declared[name], one) for one in (now[name], asked))
            what = f"{less} of {whole} {name}" if asked.isdecimal() else f"{name} {less}, asked was {whole}"
            found.append(warn(f"granted {what}, by {who} in week {step.decided}"))
            now[name] = asked
    return found[::-1]


def _scores(name: str, scores: Mapping[str, int]) -> str:
    return f"{name}: " + ", ".join(f"{step_word(key)} {value}" for key, value in scores.items() if value)


def _step_lines(view: View, seen: InitiativeSeen, step: Step, glyphs: Glyphs, untold: Collection[str]) -> Content:
    known = seen.steps.get(StepId(step.id))
    by = short_name(view.world, fill(step.by, seen.parameters))
    title = readable(view.world, step.title, seen.parameters)
    if step.id in untold:
        return lines([joined(faint(f"{glyphs.done} "), strong(title), faint(f"  {by}")), faint(f"    {UNTOLD}")])
    first = joined(step_mark(known, "", glyphs, running=not seen.stopped), strong(title), faint(f"  {by}"))
    if known is None:
        kind = view.type_of(seen)
        joint = " or " if step.joins == "any" else ", "
        before = [kind.step(StepId(one)).title for one in steps_before(kind, step, view.mechanism)]
        after = joint.join(f"`{readable(view.world, one, seen.parameters)}`" for one in before) or "nothing"
        takes = f"about {weeks(planned_weeks(step, seen.parameters, view.delays, kind.id))}"
        if waived(step, seen.parameters, view.authorities):
            takes = "not needed, since a waiver is in force"
        over = seen.done_week is not None
        untold = "done, or not needed; not told to you" if over else "to come, or not told to you"
        return lines([first, faint(f"    {untold}; after {after}; {takes}")])
    return lines([first, *_known_lines(view, known, running=not seen.stopped)])


def _known_lines(view: View, step: StepSeen, *, running: bool) -> list[Content]:
    shown = [faint(f"    {weeks(step.processing)} of work, opened in week {step.opened}")]
    if step.verdict == "returned":
        shown.append(warn(f"    {returned_words(view, step)}"))
    elif step.verdict:
        shown.append(inked(f"    {decided_words(view, step)}"))
        if step.waited:
            shown.append(warn(f"    {weeks(step.waited)} waited for its organisation"))
    elif running:
        shown.append(warn(f"    {waiting_words(view, step)}"))
    if step.price:
        shown.append(inked(f"    {money(step.price)} from {account_title(view.world, step.account)}"))
    if step.provisos:
        shown.append(inked(f"    provisos: {step.provisos}"))
    if step.returned:
        shown.append(faint(f"    {weeks(step.returned)} went into returning it"))
    if step.note:
        shown.append(inked(f"    amended: {step.note}"))
    if step.reason:
        shown.append(inked(f"    reason: {step.reason}"))
    return shown


def outlook_lines(view: View, made: Preview, glyphs: Glyphs) -> list[Content]:
    """When it would stand and what it saves, if all others deliver on time."""
    if made.done is None:
        return []
    when = f"Would stand from week {made.done}, if all others deliver on time."
    if made.done < view.week:
        when = f"Counts from week {made.done}, shows from now on, if all others deliver on time."
    shown = [inked(when)]
    end = f"by the end (week {view.world.deck.weeks})"
    saved = {system: units for system, units in made.saved().items() if abs(units) >= 1_000}
    making = made_in_all(made)
    shown += [making] if making else []
    if not saved:
        said = f"As far as you know it would make nothing less short {end}. {why_nothing(view, made)}"
        shown.append(faint(said.rstrip()))
    for system, units in saved.items():
        less = units > 0
        text = f"{system}: {plural(abs(units) // 1_000, 'unit')} {'less' if less else 'more'} short {end}"
        shown.append((good if less else warn)(f"{glyphs.done if less else glyphs.alert} {text}"))
    return shown
