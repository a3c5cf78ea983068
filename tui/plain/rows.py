"""What waits, as numbered rows: a row keeps its number for the whole sitting, so no number ever comes to mean another row."""

from dataclasses import dataclass, field

from textual.content import Content

from tui.desk import Desk
from tui.inking import inked, key, lines, strong
from tui.participant import initiative_rows, inject_rows, talk_rows
from tui.participant.inbox import inbox_rows
from tui.participant.targets import (
    DraftTarget,
    EstimateTarget,
    HotWashTarget,
    InitiativeTarget,
    InjectTarget,
    NoTarget,
    StepTarget,
    TalkTarget,
    Target,
    key_of,
)
from tui.words import initiative_title

KEY_STYLE = key("k").spans[0].style
ON_ROWS = "adsrMwx"
"""Commands that take the number of a row."""
OPENS = "1"
"""The command that opens a row by its number."""
NOTHING = "Nothing waits for you."


@dataclass(slots=True)
class WaitingRows:
    """The numbers that were given out, and what each stands for."""

    desk: Desk
    _targets: dict[int, Target] = field(default_factory=dict)
    _numbers: dict[str, int] = field(default_factory=dict)

    def number_of(self, target: Target) -> int:
        """The number of a row, given out at its first use."""
        number = self._numbers.setdefault(key_of(target), len(self._numbers) + 1)
        self._targets[number] = target
        return number

    def target(self, text: str) -> Target | None:
        """What a typed number stands for, also where it waits no longer."""
        return self._targets.get(int(text)) if text.isdecimal() else None

    def page(self) -> Content:
        """Everything that waits, unread messages too, each row with its number."""
        rows = [self._row(row.content, target) for row, target in inbox_rows(self.desk, {}, wrote=True)]
        return lines([*rows, f"{OPENS} and a number opens a row."]) if rows else inked(NOTHING)

    def _row(self, content: Content, target: Target) -> Content:
        number = self.number_of(target)
        first, *rest = by_lines(content, number).split("\n")
        return inked("\n".join([f"{number:>3}  {first}", *(f"     {line.removeprefix('  ')}" for line in rest)]))

    def opened(self, target: Target) -> Content | None:
        """The page of a row, with what can be done about it; None where it is a form to go on with, or gone."""
        glyphs = self.desk.glyphs
        if isinstance(target, NoTarget | DraftTarget | EstimateTarget | HotWashTarget):
            return None
        view = self.desk.view(target.organisation)
        match target:
            case StepTarget(initiative=about) | InitiativeTarget(initiative=about) if about in view.initiatives:
                seen = view.initiatives[about]
                title = initiative_title(view, seen.type, seen.parameters)
                return lines([title, initiative_rows.initiative_page(view, about, glyphs)])
            case InjectTarget() if target.inject in view.injects:
                inject = view.injects[target.inject]
                head = strong(f"{inject.reference}  {inject.title}")
                return lines([head, inject_rows.inject_page(view, inject, glyphs)])
            case TalkTarget():
                self.desk.news.message_was_read(target.organisation, target.about)
                number = self.number_of(target)
                can = [f"{pressed} {number}: {word}" for pressed, word, _ in talk_rows.actions_on(view, target)]
                page = talk_rows.talk_page(view, target, glyphs)
                return lines([strong(talk_rows.talk_title(view, target)), page, ", ".join(can) or None])
            case _:
                return None


def by_lines(content: Content, number: int) -> str:
    """The words of a row, its keys as commands of the line client: `a 3`, and `1 3` in the place of enter."""
    said, at = "", 0
    for span in sorted(content.spans):
        pressed = content.plain[span.start : span.end]
        if span.style != KEY_STYLE:
            continue
        said += content.plain[at : span.start]
        said += f"{OPENS} {number}" if pressed == "enter" else f"{pressed} {number}" if pressed in ON_ROWS else pressed
        at = span.end
    return said + content.plain[at:]
