"""What holds the lines of an order back, in words: why it helps, or why it does not yet, and what comes next."""

from textual.content import Content

from engine.bottleneck import Bottleneck, HeldBack, PartMade
from engine.units import monthly_rate
from engine.views import View
from engine.week.production import CLOSED, CONTRACT
from tui.inking import faint, good, heading, inked, joined, strong
from tui.words import binding_words, count

MOST_LINES = 4
"""Sentences about lines; the situation has all lines."""
NAMED = 2
"""Lines named in one sentence; the rest is counted."""


def bottleneck_lines(view: View, found: Bottleneck | None) -> list[Content]:
    """Parts first, then lines; those that the order changes before those that it does not."""
    if found is None:
        return []
    alike: dict[tuple[str, str, str], list[str]] = {}
    for one in found.lines:
        if one.with_it != CLOSED:
            alike.setdefault((one.now, one.without, one.with_it), []).append(_name(view, one))
    groups = sorted(alike.items(), key=lambda one: one[0][1] == one[0][2])[:MOST_LINES]
    shown = [_part(view, one, found.week) for one in found.parts]
    shown += [_lines(view, *bindings, names, found.week) for bindings, names in groups]
    return [heading("What holds back, as far as you know"), *shown] if shown else []


def _name(view: View, one: HeldBack) -> str:
    line = view.world.lines[one.line]
    return f"{line.system} ({line.place})"


def _part(view: View, one: PartMade, week: int) -> Content:
    now, without, with_it, taken, wanted = (
        count(monthly_rate(rate)) for rate in (one.now, one.without, one.with_it, one.taken, one.wanted)
    )
    title = view.world.components[one.component].title
    enough = "enough for both" if one.now >= one.wanted else "not enough for that" if one.now >= one.taken else "not enough"
    becomes = f"{without}, with this {with_it}" if with_it != without else f"{without} with or without this"
    return joined(
        "  ",
        strong(title),
        f": {now} a month can be made; lines take {taken}, at their best {wanted}: {enough}",
        (good if one.with_it > one.without else faint)(f"; in week {week}: {becomes}"),
    )


def _lines(view: View, now: str, without: str, with_it: str, names: list[str], week: int) -> Content:
    known = ", ".join(names[:NAMED]) + (f" and {len(names) - NAMED} more" if len(names) > NAMED else "")
    then, later = binding_words(view.world, without), binding_words(view.world, with_it)
    becomes = f"{then}; with this: {later}" if then != later else f"{then}, with or without this"
    enough = ", were enough ordered," if now == CONTRACT else ""
    ink = good if then != later else faint
    first = strong(binding_words(view.world, now))
    return joined("  ", inked(f"{known}: now "), first, ink(f"; in week {week}{enough} {becomes}"))
