"""Injects as rows and as pages: newest first, those that expect an answer of this seat marked."""

import re

from textual.content import Content

from engine.views import InjectSeen, View
from tui.desk import Desk
from tui.glyphs import Glyphs
from tui.inking import faint, good, heading, inked, joined, lines, strong, warn
from tui.order_sentences import choice_title
from tui.participant.targets import InjectTarget, Target, key_of
from tui.sheets.standing import NOT_TOLD
from tui.widgets.rows import Row
from tui.words import initiative_title, short_name, short_title

MOST_SIGNS = 120
"""Of an answer, in the list."""
MOST_NAMED = 4
"""Things named in one line."""
EMPTY = (
    "No inject has come in yet.\n\n"
    "News, reports and calls of the exercise appear here; enter opens one, r answers one that asks you."
)


def inject_rows(desk: Desk) -> list[tuple[Row, Target]]:
    """One row for each inject, newest first; what several organisations of the seat read stands once."""
    rows: list[tuple[int, Row, Target]] = []
    known: set[str] = set()
    for view in desk.views:
        for inject in view.injects.values():
            asked = inject.asks(view.organisation)
            if inject.inject in known and not asked:
                continue
            known.add(inject.inject)
            target = InjectTarget(view.organisation, inject.inject)
            content = _content(view, inject, desk.glyphs, asked=asked, several=len(desk.views) > 1)
            rows.append((inject.week, Row(key_of(target), content), target))
    rows.sort(key=lambda one: -one[0])
    return [(row, target) for _, row, target in rows]


def _content(view: View, inject: InjectSeen, glyphs: Glyphs, *, asked: bool, several: bool) -> Content:
    whom = f" {glyphs.dot} for {short_name(view.world, view.organisation)}" if several and asked else ""
    return lines(
        [
            joined(f"{inject.reference}  ", strong(inject.title)),
            joined(
                faint(
                    f"      week {inject.week} {glyphs.dot} {inject.source_type} {glyphs.dot} {inject.fictional_level}{whom}  "
                ),
                state_of_answer(view, inject, glyphs, asked=asked),
            ),
            *(joined("      ", one) for one in _answer(inject, MOST_SIGNS, glyphs.ellipsis)),
        ]
    )


def state_of_answer(view: View, inject: InjectSeen, glyphs: Glyphs, *, asked: bool) -> Content:
    """Whether an answer is expected, given, or none of this organisation's business."""
    if inject.answered:
        return good(f"{glyphs.done} answered")
    if not asked:
        return faint("to know")
    late = " (late)" if inject.due_turn < view.turn else ""
    return warn(f"{glyphs.waits} answer due in turn {inject.due_turn}{late}")


def inject_page(view: View, inject: InjectSeen, glyphs: Glyphs) -> Content:
    """The inject as it was read, with what can be answered and what was."""
    to = ", ".join(short_name(view.world, one) for one in inject.to)
    asked = inject.asks(view.organisation)
    return lines(
        [
            strong(inject.marking),
            faint(f"In the exercise: {inject.fictional_level}") if inject.fictional_level else None,
            "",
            joined(faint("from  "), inject.source, faint(f" ({inject.source_type}), week {inject.week}")),
            joined(faint("to    "), to) if to else None,
            "",
            inked(inject.text),
            "",
            heading("You can answer") if inject.choices and asked else None,
            *(inked(f"{glyphs.dot} {title}") for _, title in inject.choices if asked),
            faint(NOT_TOLD) if inject.choices and asked else None,
            "" if inject.choices and asked else None,
            state_of_answer(view, inject, glyphs, asked=asked),
            *_answer(inject),
            *_brought(inject, glyphs),
            *([] if asked else why_to_know(view, inject)),
        ]
    )


def why_to_know(view: View, inject: InjectSeen) -> list[Content]:
    """Of an inject that asks nothing of this organisation: whom it asks, what it bears on, and what can be done with it."""
    asks = inject.asked and bool(inject.to) and view.organisation not in inject.to
    whom = f"; it asks {', '.join(short_name(view.world, one) for one in inject.to)}" if asks else ""
    bears = bears_on(view, inject)
    on = f"It bears on: {', '.join(bears)}." if bears else "What it changes for you, if anything, stands in [4] and [5]."
    none = "it asks, and names nobody to answer; answer in words" if inject.asked and not whom else "nothing to answer"
    return [faint(f"For your information: {none}{whom}. {on} t takes it up with others.")]


def bears_on(view: View, inject: InjectSeen) -> list[str]:
    """What it names: systems, parts, and the initiatives known to this organisation that are about one of these."""
    text, world = f"{inject.title} {inject.text}", view.world
    titles = {str(key): str(key) for key in world.systems} | {str(key): one.title for key, one in world.components.items()}
    named = {key: title for key, title in titles.items() if re.search(rf"\b{re.escape(title)}\b", text, re.IGNORECASE)}
    running = (one for one in view.initiatives.values() if one.running and set(one.parameters.values()) & set(named))
    found = [*named.values(), *(initiative_title(view, one.type, one.parameters) for one in running)]
    return list(dict.fromkeys(found))[:MOST_NAMED]


def _brought(inject: InjectSeen, glyphs: Glyphs) -> list[Content]:
    """What came of the answer with the weeks, as far as this organisation is told."""
    if not inject.brought:
        return []
    return [inked(""), heading("What your answer brought"), *(inked(f"{glyphs.dot} {one}") for one in inject.brought)]


def _answer(inject: InjectSeen, most: int = 0, ellipsis: str = "") -> list[Content]:
    """Which choice was taken, by its title, and the words that went with it."""
    said = (("You chose: ", choice_title(inject, inject.answer_choice)), ("In your words: ", inject.answer_text))
    given = [(label, short_title(text, most, ellipsis) if most else text) for label, text in said if inject.answered and text]
    return [joined(faint(label), inked(text)) for label, text in given]
