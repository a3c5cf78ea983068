"""Control's hand on seats: which there are, new ones, tokens given anew, revoked or passed on. A token is shown once."""

from collections.abc import Callable
from typing import get_args

from textual.content import Content

from engine.ids import OrganisationId
from server.client import NotManagedError
from server.wire import (
    AddSeats,
    Answer,
    ListSeats,
    PassSeat,
    Question,
    ReissueSeat,
    RevokeSeat,
    Role,
    SeatIssued,
    SeatListed,
    SeatWanted,
)
from tui.controller.in_place import InPlace
from tui.inking import bad, faint, good, inked, joined, lines, strong, warn
from tui.widgets.ask_screen import AskScreen
from tui.widgets.reason_screen import ReasonScreen
from tui.widgets.rows import Row
from tui.widgets.words_screen import WordsScreen
from tui.words import short_name

NEW = "new"
"""The key of the row that makes a further seat."""
OF_ORGANISATIONS = ("participant", "observer")
"""Roles whose seats are for an organisation."""
ROLE_WORDS = {
    "participant": "speaks for an organisation",
    "control": "runs the exercise, as you do",
    "evaluator": "reads everything, changes nothing",
    "observer": "reads what an organisation reads",
    "spectator": "reads what everybody may",
}


class Seating(InPlace):
    """Each question goes to the server by a connection of its own, with this seat's token; what it refuses is said."""

    def action_seats(self) -> None:
        """List the seats; choose one to do something about it."""
        self._ask(ListSeats(), self._list)

    def _ask(self, question: Question, then: Callable[[Answer], None]) -> None:
        if not self.desk.online:
            self.refuse("You are offline: seats are managed at the server.")
            return

        async def asked() -> None:
            try:
                answer = await self.desk.link.ask(question)
            except NotManagedError as error:
                self.refuse(str(error))
            else:
                then(answer)

        self.run_worker(asked(), group="seats", exclusive=True)

    def _list(self, answer: Answer) -> None:
        seats = {str(one.seat): one for one in answer.seats}
        rows = [Row(key, self._row(one)) for key, one in seats.items()]
        rows.append(Row(NEW, joined(strong("A further seat"), faint("  its token is shown once"))))
        self.choose("Seats", rows, lambda key: self._new() if key == NEW else self._open(seats[key]))

    def _title(self, seat: SeatListed | SeatIssued) -> str:
        names = ", ".join(short_name(self.exercise.world, one) for one in seat.organisations)
        return names if seat.role == "participant" else f"{seat.role}{f' of {names}' if names else ''}"

    def _row(self, seat: SeatListed) -> Content:
        here = good(f"{seat.connections} connected") if seat.connections else faint("not connected")
        state = bad("revoked") if seat.revoked else here
        held = faint(f"  {_holder(seat)}  ")
        return joined(strong(self._title(seat)), held, state)

    def _open(self, seat: SeatListed) -> None:
        page = lines(
            [
                joined(strong(self._title(seat)), faint(f"  {seat.role}")),
                joined(faint("held by    "), _holder(seat), f", {seat.contact}" if seat.contact else ""),
                joined(faint("last seen  "), seat.last_seen.removesuffix("+00:00").replace("T", " ") or "never"),
                bad("Its token is revoked: nobody gets in with it.") if seat.revoked else None,
                joined(faint("seat       "), str(seat.seat)),
                "",
                inked("A token given anew, or passed on, ends the old one at once."),
                warn("If this is your own seat, you are sent away and join with the new token.")
                if seat.role == "control"
                else None,
            ]
        )
        actions = [("t", "Token anew", "reissue"), ("p", "Pass on", "pass"), ("x", "Revoke", "revoke")]
        self.app.push_screen(WordsScreen("Seat", page, actions=actions), lambda what: self._do(what, seat))

    def _do(self, what: str | None, seat: SeatListed) -> None:
        match what:
            case "reissue":
                self._sure(seat, "Give it a new token?", ReissueSeat(seat=seat.seat), self._issued)
            case "revoke":
                self._sure(seat, "Revoke its token?", RevokeSeat(seat=seat.seat), self._revoked)
            case "pass":
                self.when_armed(lambda: self._ask_name(seat), what="pass it on")
            case _:
                return

    def _sure(self, seat: SeatListed, title: str, question: Question, then: Callable[[Answer], None]) -> None:
        sent_away = (
            f"{seat.connections} connected there now: sent away at once." if seat.connections else "Nobody is connected there."
        )
        said = lines(
            [
                joined("It touches: ", strong(self._title(seat)), f", {_holder(seat)}"),
                inked(sent_away),
                "The old token opens nothing any more.",
                "",
                joined(strong("y"), " does it, ", strong("n"), " leaves everything as it is."),
            ]
        )

        def answered(yes: bool | None) -> None:
            if yes:
                self._ask(question, then)

        self.when_armed(lambda: self.app.push_screen(AskScreen(title, said), answered), what="change the seat")

    def _ask_name(self, seat: SeatListed) -> None:
        def given(name: str | None) -> None:
            if name:
                self._ask(PassSeat(seat=seat.seat, name=name[:200]), self._issued)

        said = f"Who holds {self._title(seat)} from now on? Write a name. {_holder(seat)} is sent away."
        self.app.push_screen(ReasonScreen("Pass the seat on", said, hint="the name, then enter"), given)

    def _revoked(self, answer: Answer) -> None:
        self.say(f"Revoked: {', '.join(self._title(one) for one in answer.seats)}.")
        self.action_seats()

    def _issued(self, answer: Answer) -> None:
        for one in answer.issued:
            self._show_token(one)

    def _show_token(self, seat: SeatIssued) -> None:
        line = f"SURGEX_TOKEN={seat.token} surgex join {self.desk.link.url}"
        page = lines(
            [
                joined(strong(self._title(seat)), faint(f"  {seat.name}") if seat.name else ""),
                "",
                inked("What its holder types:"),
                strong(f"  {line}"),
                "",
                warn("This is shown once, and kept nowhere. y copies it, if your terminal allows it (OSC 52)."),
            ]
        )

        def then(what: str | None) -> None:
            if what == "copy":
                self.app.copy_to_clipboard(line)
                self._show_token(seat)
            else:
                self.action_seats()

        self.app.push_screen(WordsScreen("Its token", page, actions=[("y", "Copy", "copy")]), then)

    def _new(self) -> None:
        rows = [Row(role, joined(strong(role), faint(f"  {ROLE_WORDS[role]}"))) for role in get_args(Role)]
        self.choose("A further seat: what for?", rows, self._new_role)

    def _new_role(self, role: str) -> None:
        if role not in OF_ORGANISATIONS:
            self._add(role, ())
            return
        world = self.exercise.world
        rows = [Row(one, inked(short_name(world, one))) for one in world.organisations]
        said = "A seat for several: surgex seats add --seat ONE,OTHER"
        self.choose("For which organisation?", rows, lambda key: self._add(role, (OrganisationId(key),)), said=said)

    def _add(self, role: str, organisations: tuple[OrganisationId, ...]) -> None:
        wanted = next(one for one in get_args(Role) if one == role)
        question = AddSeats(seats=(SeatWanted(role=wanted, organisations=organisations),))
        self.when_armed(lambda: self._ask(question, self._issued), what="make the seat")


def _holder(seat: SeatListed) -> str:
    who = {"nobody": "nobody yet", "person": "a person", "bot": "a bot"}[seat.holder_kind]
    return f"{seat.name} ({who})" if seat.name else who
