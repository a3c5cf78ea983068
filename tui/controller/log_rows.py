"""The last entries of the log as rows: number, who, what, verdict; the weeks of a turn fold into one row."""

from collections.abc import Iterator, Mapping, Sequence, Set
from itertools import groupby
from typing import Any

from textual.content import Content

from engine.exercise import Exercise
from engine.findings.candidates import candidate_of
from engine.ids import InjectId
from engine.orders import AdvancePhase, EndPractice, HoldInject, PauseExercise, ReleaseInject, SetPacing, StartPractice
from engine.phases import Phase
from engine.rules.parameters import completed
from engine.stored import Plain
from tui.controller.heard import heard_in
from tui.controller.log_words import field_lines, value_words, who
from tui.controller.order_words import done_words, inject_title
from tui.glyphs import Glyphs
from tui.inking import bad, faint, good, heading, inked, joined, lines, warn
from tui.sheets.control.corrections import path_words
from tui.sheets.control.corrections import value_words as corrected_words
from tui.sheets.control.held import Held
from tui.widgets.rows import Row
from tui.words import kind_words, plural, readable, short_name, with_titles

EMPTY = "The log is empty. Every order appears here with its verdict, newest at the end."
OLDER = "older"
"""The row that says where older entries are."""
WEEKS = "weeks "
"""Begins the key of a row that folds weeks."""
SHOWN_FIELDS = (
    "type",
    "initiative",
    "agreement",
    "step",
    "inject",
    "stance",
    "organisation",
    "ready",
    "verdict",
    "reason",
    "text",
    "provisos",
)
HEADER_FIELDS = ("exercise", "pace", "engine", "format", "seed_commitment", "deck_hash", "baseline_hash", "created")

Recent = Sequence[tuple[int, Plain]]


def log_rows(exercise: Exercise, recent: Recent, opened: Set[str], glyphs: Glyphs) -> list[tuple[Row, str]]:
    """Oldest first: the end is followed. `opened` names folds that are open; each row comes with its key."""
    rows = list(_rows(exercise, recent, opened, glyphs))
    if recent and recent[0][0] > 0:
        rows.insert(0, Row(OLDER, faint(f"Entries before {recent[0][0]} are not at hand. Older entries: surgex replay")))
    return [(row, row.key) for row in rows]


def _rows(exercise: Exercise, recent: Recent, opened: Set[str], glyphs: Glyphs) -> Iterator[Row]:
    folds: dict[object, int] = {}
    for turn, group in groupby(recent, key=lambda one: _turn_of_week(one[1])):
        entries = list(group)
        if turn is not None:
            folds[turn] = folds.get(turn, 0) + 1
            key = f"{WEEKS}{turn} {folds[turn]}"
            yield Row(key, _fold(exercise, entries, glyphs, is_open=key in opened))
            if key not in opened:
                continue
        yield from (Row(str(number), entry_content(exercise, number, part, glyphs)) for number, part in entries)


def _turn_of_week(part: Mapping[str, Any]) -> object:
    """The turn to which a week that was played belongs; None for everything else."""
    order = part.get("order") or {}
    played = order.get("kind") == "resolve-week" and not part.get("verdict", {}).get("refusal")
    return part.get("turn") if played else None


def _fold(exercise: Exercise, entries: Recent, glyphs: Glyphs, *, is_open: bool) -> Content:
    first, last = entries[0][1]["order"]["week"], entries[-1][1]["order"]["week"]
    events = [event for _, part in entries for event in part.get("verdict", {}).get("events", ())]
    came = [inject_title(exercise, event["inject"]) for event in events if event["kind"] == "inject-released"]
    found = [_candidate(exercise, event) for event in events if event["kind"] == "candidate-found"]
    span = f"weeks {first}{glyphs.dash}{last}" if first != last else f"week {first}"
    return lines(
        [
            joined(
                faint(f"{entries[0][0]:>5}  "),
                f"clock  {span}",
                faint(f"  {plural(len(events), 'event')}, enter {'folds' if is_open else 'opens'} them"),
            ),
            inked(f"       came out: {', '.join(came)}") if came else None,
            warn(f"       candidates: {', '.join(found)}") if found else None,
        ]
    )


def _candidate(exercise: Exercise, event: Mapping[str, Any]) -> str:
    identity = f"{event['detector']} {event['subject']}"
    found = candidate_of(exercise, identity)
    return with_titles(exercise.world, found.title) if found else identity


def what(exercise: Exercise, order: Mapping[str, Any]) -> str:
    """What was ordered: control's orders as what happened, the others by their kind."""
    match order:
        case {"kind": "advance-phase", "to": to}:
            return done_words(exercise, AdvancePhase(to=Phase(to)))
        case {"kind": "pause-exercise", "paused": paused, **more}:
            stop, reason = bool(more.get("real_world")), str(more.get("reason", ""))
            return done_words(exercise, PauseExercise(paused=paused, real_world=stop, reason=reason))
        case {"kind": "start-practice"}:
            return done_words(exercise, StartPractice())
        case {"kind": "end-practice"}:
            return done_words(exercise, EndPractice())
        case {"kind": "hold-inject", "inject": inject, "held": held}:
            return done_words(exercise, HoldInject(inject=InjectId(inject), held=held, reason=""))
        case {"kind": "release-inject", "inject": inject}:
            return done_words(exercise, ReleaseInject(inject=InjectId(inject)))
        case {"kind": "act-for" | "accept-late" as kind, "organisation": organisation, "order": given}:
            said = ", ".join(one for one in (what(exercise, given), _details(exercise, given)) if one)
            begins = "Act for" if kind == "act-for" else "Late order accepted, of"
            return f"{begins} {short_name(exercise.world, str(organisation))}: {said}"
        case {"kind": "set-pacing", "by": by}:
            return done_words(exercise, SetPacing(by=by))
        case {"kind": "move-red", "action": action}:
            return f"Move: {_move_title(exercise, str(action))}"
        case {"kind": "correct", "path": path, "old": old, "new": new}:
            about = tuple(map(str, path))
            values = f"{corrected_words(about, int(old))}, now {corrected_words(about, int(new))}"
            return f"Corrected: {path_words(Held(exercise), about)}, was {values}"
        case {"kind": "take-seat"}:
            return "Seat taken"
        case {"kind": "give-hot-wash"}:
            return "Hot wash answered"
        case {"kind": "mark-ready", "ready": ready}:
            return "Ready" if ready else "Not ready after all"
        case _:
            return kind_words(str(order["kind"]))


def _move_title(exercise: Exercise, action: str) -> str:
    """The title of an adversary's action; its id where the deck has no such action."""
    return next((one.title for one in exercise.world.deck.red if one.id == action), action)


def _details(exercise: Exercise, order: Mapping[str, Any]) -> str:
    kind = str(order["kind"])
    proposed = exercise.world.playbook.get(str(order.get("type")))
    if proposed is not None and isinstance(order.get("parameters"), Mapping):
        return readable(exercise.world, proposed.title, completed(exercise.world, proposed, order["parameters"]))
    if kind in ("act-for", "accept-late"):
        return ""
    said = {"mark-ready": ("ready",), "hold-inject": ("inject",), "release-inject": ("inject",)}.get(kind, ())
    shown = (value_words(exercise, kind, name, order.get(name)) for name in SHOWN_FIELDS if name not in said)
    return ", ".join(one for one in shown if one)


def entry_content(exercise: Exercise, number: int, part: Mapping[str, Any], glyphs: Glyphs) -> Content:
    """One entry as a row: its number, who gave what, and the verdict."""
    order = part.get("order")
    if order is None:
        return joined(faint(f"{number:>5}  "), "header: deck, baseline and seed commitment")
    shown = _details(exercise, order)
    week = f" {order['week']}" if order["kind"] == "resolve-week" else ""
    to_control = any(one.from_others for one in heard_in(number, part))
    first = joined(
        faint(f"{number:>5}  "),
        warn(f"{glyphs.alert} TO CONTROL  ") if to_control else "",
        f"{who(exercise.world, part)}  ",
        what(exercise, order) + week,
        faint(f"  {shown}" if shown else ""),
        "  ",
        _verdict(part, glyphs),
    )
    refusal = part.get("verdict", {}).get("refusal")
    return lines([first, f"       {refusal['sentence']}"]) if refusal else first


def _verdict(part: Mapping[str, Any], glyphs: Glyphs) -> Content:
    verdict = part.get("verdict", {})
    if verdict.get("refusal"):
        return bad(f"{glyphs.stopped} refused")
    events = len(verdict.get("events", ()))
    return good(f"{glyphs.done} {plural(events, 'event')}" if events > 1 else glyphs.done)


def entry_page(exercise: Exercise, part: Mapping[str, Any], glyphs: Glyphs) -> Content:
    """One entry: the order as it was given, and every event."""
    order = part.get("order")
    if order is None:
        header = part.get("header", {})
        said = {name: header.get(name) for name in HEADER_FIELDS}
        return lines([heading("The header: deck, baseline and seed commitment"), *field_lines(exercise, said)])
    refusal = part.get("verdict", {}).get("refusal") or {}
    events = part.get("verdict", {}).get("events", ())
    when = f"turn {part.get('turn')}, week {part.get('week')}, {part.get('wall') or 'no wall time'}"
    return lines(
        [
            f"{who(exercise.world, part)}, {when}",
            "",
            heading(what(exercise, order)),
            *(f"  {one}" for one in field_lines(exercise, order, str(part.get("organisation") or ""))),
            "",
            joined(_verdict(part, glyphs), f"  {refusal['sentence']}" if refusal else ""),
            *(line for event in events for line in _event_lines(exercise, event, glyphs)),
        ]
    )


def _event_lines(exercise: Exercise, event: Mapping[str, Any], glyphs: Glyphs) -> Iterator[Content]:
    yield inked(f"{glyphs.dot} {kind_words(event['kind'])}")
    yield from (inked(f"    {one}") for one in field_lines(exercise, event))
