"""Help: every key of what is open, by task, made from its bindings; and where files live."""

from collections.abc import Iterable, Sequence
from itertools import groupby

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Footer

from tui.inking import faint, heading, inked, joined, key, lines
from tui.widgets.pane import Words
from tui.widgets.prose import Prose

TASKS = {
    "order": "Act",
    "talk": "Talk",
    "turn": "Finish the turn",
    "control": "Run the exercise (ctrl+a arms first)",
    "inject": "Injects (ctrl+a arms first)",
    "note": "Note and rate",
    "candidate": "Candidates",
    "rating": "Computed ratings",
    "queue": "In the queue that waits for control's word",
    "replay": "Replay",
    "review": "Review",
    "beside": "Two logs side by side",
    "go": "Go to",
    "see": "See",
    "client": "This client",
    "list": "In a list",
    "form": "In a form",
    "field": "In a field",
    "choose": "In a list to choose from",
    "page": "On a page",
    "search": "While a word is searched for",
    "ask": "Where yes or no is asked",
    "reason": "Where a reason is asked",
    "help": "In this help",
}


def bindings_of(*owners: type) -> list[Binding]:
    """Every binding that these classes declare, their parents' included, each once."""
    found: dict[str, Binding] = {}
    for owner in owners:
        for one in reversed(owner.__mro__):
            for binding in one.__dict__.get("BINDINGS", ()):
                if isinstance(binding, Binding) and binding.id is not None:
                    found[binding.id] = binding
    return list(found.values())


def help_text(
    bindings: Iterable[Binding],
    shown: dict[str, str],
    files: Iterable[str],
    first: Iterable[str] = (),
    phases: Sequence[tuple[str, str]] = (),
) -> Content:
    """Keys by task, those of `first` on top; `shown` gives how a key reads; then the phases in their order, and files."""
    order = list(dict.fromkeys((*(one for one in first if one in TASKS), *TASKS)))
    by_task = sorted(bindings, key=lambda one: order.index(_task(one)) if _task(one) in TASKS else len(order))
    parts: list[Content | str] = []
    for task, group in groupby(by_task, key=_task):
        parts.append(heading(TASKS.get(task, "Elsewhere")))
        parts += [joined("  ", key(f"{shown[one.id or '']:<14}"), one.description) for one in group]
        parts.append("")
    if phases:
        parts.append(heading("The phases in their order, and what leads on from each"))
        parts += [joined("  ", key(f"{phase:<14}"), words) for phase, words in phases]
        parts.append("")
    parts.append(heading("Files"))
    parts += [faint(f"  {one}") for one in files]
    return lines(parts)


def tasks_of(screen: type) -> list[str]:
    """The tasks of what is open over a workspace; a form has fields too."""
    tasks = list(dict.fromkeys(map(_task, bindings_of(screen))))
    return [*tasks, "field"] if "form" in tasks else tasks


def _task(binding: Binding) -> str:
    return (binding.id or "").partition(".")[0]


class HelpScreen(ModalScreen[None]):
    """Scrolls; esc, ? and F1 go back."""

    BINDINGS = [Binding("escape,question_mark,f1,q", "dismiss(None)", "Back", id="help.back")]

    def __init__(self, content: Content) -> None:
        super().__init__()
        self._content = content

    def compose(self) -> ComposeResult:
        """The keys."""
        with Vertical(classes="form page") as box:
            box.border_title = inked("Help: what each key does")
            yield Words(Prose(self._content, id="help-words"))
        yield Footer(show_command_palette=False)
