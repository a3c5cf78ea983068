"""Control as a party to talk: what was written to it, requests that wait for it, messages, and what was said in the room."""

from collections.abc import Iterator, Mapping
from typing import Any

from engine.ids import CONTROL_PARTY
from engine.orders import SendMessage
from tui.addressees import addressees
from tui.controller.injecting import Injecting
from tui.hands import ControlHand
from tui.inking import faint, inked, joined, lines, strong, warn
from tui.sheets.control.held import Held
from tui.sheets.control.talk import asked_of_control, asked_words
from tui.widgets.rows import Row
from tui.widgets.words_screen import WordsScreen
from tui.words import plural

BEGIN = (
    ("message", "Message", "to organisations; they alone read it"),
    ("said", "Said in the room", "note for anybody what was told aloud"),
    ("request", "Request", "ask organisations for an answer by a turn"),
)
HEARD = "heard"
"""Begins the key of a row with something that was written to control."""


def asked_count(held: Held) -> str:
    """How many requests wait for control; empty where none does."""
    waiting = len(asked_of_control(held))
    return f"{plural(waiting, 'request')} to answer" if waiting else ""


def talk_rows(held: Held) -> list[Row]:
    """Requests that wait first, then what can be begun, then what was written to and by control, newest first."""
    rows = [
        Row(f"reply {one.id}", lines([joined(warn("answer  "), strong(held.name(one.sender))), faint(asked_words(held, one))]))
        for one in asked_of_control(held)
    ]
    rows += [Row(key, joined(strong(title), faint(f"  {about}"))) for key, title, about in BEGIN]
    return [*rows, *(Row(key, content) for key, content in reversed(list(_heard(held))))]


def _heard(held: Held) -> Iterator[tuple[str, Any]]:
    for number, one in enumerate(held.events("message-sent", "said-in-room", "request-made", "request-answered")):
        who, to = _parties(one)
        if str(CONTROL_PARTY) in (who, *to):
            text = ": ".join(str(one[name]) for name in ("verdict", "what", "text") if one.get(name))
            said = joined(
                faint(f"turn {one['turn']}  "), f"{held.name(who)} to {addressees(held.exercise.world, who, to)}: ", inked(text)
            )
            yield f"{HEARD} {number}", said


def _parties(one: Mapping[str, Any]) -> tuple[str, tuple[str, ...]]:
    if one["kind"] == "request-answered":
        return str(one["by"]), (str(one["sender"]),)
    return str(one.get("speaker") or one.get("sender")), tuple(map(str, one["to"]))


class Talking(Injecting):
    """One key: requests to answer, what to begin, what was said."""

    def action_talk(self) -> None:
        """Messages to and from control, requests, what was said in the room."""
        rows = talk_rows(self.held)
        contents = {row.key: row.content for row in rows}

        def chosen(key: str) -> None:
            if key.startswith(HEARD):
                self.app.push_screen(WordsScreen("Message", contents[key]))
            else:
                self.open_sheet(key, what="say it")

        why = ControlHand(self.desk).why_not(SendMessage)
        self.choose("Talk", rows, chosen, said=f"Nothing can be sent now. {why}" if why else "")
