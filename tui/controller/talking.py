"""Control as a party to talk: what was written to it, requests that wait for it, messages, and what was said in the room."""

from collections.abc import Set

from textual.content import Content

from engine.orders import SendMessage
from tui.addressees import addressees
from tui.controller.heard import Heard, heard, unread
from tui.controller.injecting import Injecting
from tui.desk import Desk
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
REPLY = [("r", "Reply", "reply")]


def asked_count(held: Held) -> str:
    """How many requests wait for control; empty where none does."""
    waiting = len(asked_of_control(held))
    return f"{plural(waiting, 'request')} to answer" if waiting else ""


def talk_rows(held: Held, seen: Set[str] = frozenset()) -> list[Row]:
    """Requests that wait, then what nobody has read, then what can be begun, then what was written, newest first."""
    rows = [
        Row(f"reply {one.id}", lines([joined(warn("answer  "), strong(held.name(one.sender))), faint(asked_words(held, one))]))
        for one in asked_of_control(held)
    ]
    new = unread(held.recent, seen)
    rows += [Row(f"{HEARD} {one.key}", joined(warn("new  "), _said(held, one))) for one in reversed(new)]
    rows += [Row(key, joined(strong(title), faint(f"  {about}"))) for key, title, about in BEGIN]
    written = [one for one in heard(held.recent) if one not in new]
    return [*rows, *(Row(f"{HEARD} {one.key}", _said(held, one)) for one in reversed(written))]


def _said(held: Held, one: Heard) -> Content:
    who = f"{held.name(one.sender)} to {addressees(held.exercise.world, one.sender, one.to)}: "
    return joined(faint(f"turn {one.event['turn']}  "), who, inked(one.text))


class Talking(Injecting):
    """One key: requests to answer, what nobody has read, what to begin, what was said."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.messages_seen: set[str] = set()
        """Keys of what others wrote and somebody has looked at here."""

    def action_talk(self) -> None:
        """Messages to and from control, requests, what was said in the room."""
        held = self.held
        written = {f"{HEARD} {one.key}": one for one in heard(held.recent)}
        rows = talk_rows(held, self.messages_seen)
        self.messages_seen |= {one.key for one in written.values() if one.from_others}

        def chosen(key: str) -> None:
            if key.startswith(HEARD):
                self._read_message(written[key])
            else:
                self.open_sheet(key, what="say it")

        why = ControlHand(self.desk).why_not(SendMessage)
        self.choose("Talk", rows, chosen, said=f"Nothing can be sent now. {why}" if why else "")

    def _read_message(self, one: Heard) -> None:
        """The whole of it; `r` writes back to whoever wrote it."""

        def then(what: str | None) -> None:
            if what is not None:
                self.open_sheet(f"message {one.sender}", what="say it")

        page = WordsScreen("Message", _said(self.held, one), actions=REPLY if one.from_others else ())
        self.app.push_screen(page, then)
