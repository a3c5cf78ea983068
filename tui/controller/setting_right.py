"""Control's small corrections, the curtain with its secrets, the answers of the hot wash, and how to fork the exercise."""

from typing import get_args

from textual.content import Content

from engine.orders import Correct, OpenSecret, SecretKind
from tui.controller.talking import Talking
from tui.hands import ControlHand
from tui.inking import faint, heading, inked, joined, lines, strong
from tui.sheets.closing import QUESTIONS
from tui.sheets.control.corrections import path_words, paths
from tui.sheets.control.curtain import for_the_wall, secrets
from tui.sheets.control.held import Held
from tui.widgets.rows import Row
from tui.widgets.words_screen import WordsScreen


def hot_wash_page(held: Held) -> Content:
    """The last answers of each organisation, question by question."""
    given = {one["organisation"]: one for one in held.events("hot-wash-given")}
    if not given:
        return faint("Nobody has answered yet. In the hot wash every organisation has five short questions.")
    parts: list[Content | str] = []
    for name, question in QUESTIONS:
        answers = [(held.name(who), str(one[name])) for who, one in given.items() if one[name]]
        parts += [heading(question), *(joined(strong(f"  {who}: "), inked(text)) for who, text in answers)]
        parts += [faint("  no answer") if not answers else inked(""), ""]
    missing = [held.name(one) for one in held.exercise.world.organisations if one not in given]
    parts.append(joined(heading("Not answered  "), ", ".join(missing) or "nobody"))
    return lines(parts)


def fork_page(exercise_id: str, head: tuple[int, str] | None) -> Content:
    """What to type to go on from an earlier entry: a fork is made beside the server, which plays on."""
    entry = head[0] if head else 0
    return lines(
        [
            "A fork is another exercise that goes on from an entry of this one. It is made where the log is, not from here;",
            "this exercise is not changed, and nobody in it is told.",
            "",
            heading("Type at the server"),
            strong(f"  surgex branch DATABASE --exercise {exercise_id} --at {entry} --into FORK.db"),
            "",
            faint(f"The last entry is {entry}; each has its number in [5] Log."),
        ]
    )


class SettingRight(Talking):
    """Each is a list, then a sheet."""

    def action_correct(self) -> None:
        """Set one value right."""
        if why := ControlHand(self.desk).why_not(Correct):
            self.refuse(why)
            return
        held, rows = self.held, []
        for path in paths(held):
            sheet = ControlHand(self.desk).sheet(f"correct {' '.join(path)}")
            if not isinstance(sheet, str):
                rows.append(Row(" ".join(path), joined(strong(path_words(held, path)), faint(f"  {sheet.said[0]}"))))
        self.choose("Correct which value?", rows, lambda key: self.open_sheet(f"correct {key}", what="correct it"))

    def action_curtain(self) -> None:
        """Open secrets to everybody, one by one."""
        if why := ControlHand(self.desk).why_not(OpenSecret):
            self.refuse(why)
            return
        rows = [
            Row(
                one.key,
                joined(faint("open  ") if one.about else inked(""), strong(one.title) if not one.about else faint(one.title)),
            )
            for one in secrets(self.held)
        ]
        said = "What is opened is read by everybody, for good. esc goes back."
        self.choose("Open which secret?", rows, self._open_secret, said=said, empty="There is nothing to open.")

    def action_wall(self) -> None:
        """Put a wait or a candidate on the wall: it is opened to everybody."""
        if why := ControlHand(self.desk).why_not(OpenSecret):
            self.refuse(why)
            return
        rows = [Row(one.key, joined(strong(one.title), faint(f"  {one.about}"))) for one in for_the_wall(self.held)]
        said = "The wall shows promise against delivery by itself. What you add here is read by everybody, for good."
        self.choose(
            "Show which on the wall?",
            rows,
            self._show,
            said=said,
            empty="There is nothing more to show: no wait, no candidate.",
        )

    def _show(self, key: str) -> None:
        kind, _, subject = key.removeprefix("secret ").partition(" ")
        order = OpenSecret(secret=next(one for one in get_args(SecretKind) if one == kind), subject=subject)
        title = next((one.title for one in for_the_wall(self.held) if one.key == key), "")
        said = lines(
            [
                strong(title),
                inked("Everybody reads it on the wall and in their own client, for good, and may agree or dispute."),
                "",
                joined(strong("y"), " shows it, ", strong("n"), " leaves everything as it is."),
            ]
        )
        self.when_armed(lambda: self.ask("Show it on the wall?", said, order), what="show it")

    def _open_secret(self, key: str) -> None:
        self.open_sheet(key, what="open it", then=lambda order_id, order: self.action_curtain())

    def action_hot_wash(self) -> None:
        """Read what organisations answered in the hot wash."""
        self.app.clear_notifications()
        self.app.push_screen(WordsScreen("Hot wash", hot_wash_page(self.held)))

    def action_fork(self) -> None:
        """Say how the exercise is forked."""
        self.app.push_screen(WordsScreen("Fork the exercise", fork_page(self.desk.link.exercise_id, self.desk.link.head)))
