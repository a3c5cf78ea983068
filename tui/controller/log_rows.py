"""The last entries of the log as rows: number, who, what, verdict."""

from collections.abc import Mapping, Sequence
from typing import Any

from textual.content import Content

from engine.stored import Plain
from tui.glyphs import Glyphs
from tui.inking import bad, faint, good, joined, lines
from tui.widgets.rows import Row
from tui.words import kind_words, plural

EMPTY = "The log is empty. Every order appears here with its verdict, newest at the end."
SHOWN_FIELDS = (
    "type",
    "initiative",
    "step",
    "inject",
    "stance",
    "to",
    "week",
    "ready",
    "paused",
    "held",
    "reason",
    "text",
    "provisos",
)


def log_rows(recent: Sequence[tuple[int, Plain]], glyphs: Glyphs) -> list[tuple[Row, int]]:
    """Oldest first: the end is followed."""
    return [(Row(str(number), _content(number, part, glyphs)), number) for number, part in recent]


def who(part: Mapping[str, Any]) -> str:
    """The organisation, or the seat of control or clock."""
    return str(part.get("organisation") or part.get("seat") or "")


def _content(number: int, part: Mapping[str, Any], glyphs: Glyphs) -> Content:
    order = part.get("order")
    if order is None:
        return joined(faint(f"{number:>5}  "), "header: deck, baseline and seed commitment")
    shown = ", ".join(str(order[name]) for name in SHOWN_FIELDS if order.get(name) not in (None, "", False))
    first = joined(
        faint(f"{number:>5}  "),
        f"{who(part)}  ",
        Content(kind_words(str(order["kind"]))),
        faint(f"  {shown}" if shown else ""),
        "  ",
        _verdict(part, glyphs),
    )
    refusal = part.get("verdict", {}).get("refusal")
    return lines([first, Content(f"       {refusal['sentence']}")]) if refusal else first


def _verdict(part: Mapping[str, Any], glyphs: Glyphs) -> Content:
    verdict = part.get("verdict", {})
    if verdict.get("refusal"):
        return bad(f"{glyphs.stopped} refused")
    return good(f"{glyphs.done} {plural(len(verdict.get('events', ())), 'event')}")


def entry_page(part: Mapping[str, Any], glyphs: Glyphs) -> Content:
    """One entry: the order as it was given, and every event."""
    order = part.get("order") or {}
    events = part.get("verdict", {}).get("events", ())
    return lines(
        [
            joined(f"{who(part)}, turn {part.get('turn')}, week {part.get('week')}, {part.get('wall') or 'no wall time'}"),
            "",
            *(Content(f"{name}: {value}") for name, value in order.items()),
            "",
            _verdict(part, glyphs),
            *(Content(f"{glyphs.dot} {event['kind']}: {_fields(event)}") for event in events),
        ]
    )


def _fields(event: Mapping[str, Any]) -> str:
    return ", ".join(f"{name} {value}" for name, value in event.items() if name != "kind" and value not in ("", None))
