"""The text of the rule book, as it was shipped; no rule is known here."""

import re
from collections.abc import Collection, Sequence
from functools import cache
from pathlib import Path

from textual.content import Content

from engine.titles import short_name
from engine.views import View
from tui.inking import faint, heading, inked, joined, key, lines, strong

SHIPPED = Path(__file__).parent / "rules.md"
"""Where the package has it; a checkout has it at its root."""

GENERATED = "<!-- generated:"
"""Begins an annex that is written by a program."""
POLICIES = f"{GENERATED} policies -->"
Names = tuple[tuple[str, str], ...]
"""Ids of organisations, and what each is called."""


@cache
def book() -> str:
    """The rule book; a sentence where this installation has none."""
    for place in (SHIPPED, Path(__file__).parents[2] / "rules.md"):
        if place.is_file():
            return place.read_text(encoding="utf-8")
    return "This installation has no rule book: read rules.md where surgex comes from."


def _inked(line: str) -> Content:
    if line.startswith("#"):
        return heading(line.lstrip("# "))
    if line.startswith("- **"):
        number, _, rest = line[4:].partition("**")
        return joined(strong(number), _plain(rest))
    return inked(_plain(line))


def _plain(line: str) -> str:
    return re.sub(r"(?<![\w*])\*(\S[^*]*)\*(?![\w*])", r"\1", line.replace("**", "").replace("`", ""))


def _for_players(text: str) -> str:
    """Without the annexes that are generated for whoever writes decks and code; the standing policies are everybody's."""
    kept = [part for part in re.split(r"(?m)^(?=## )", text) if GENERATED not in part or POLICIES in part]
    return re.sub(r"(?m)^<!--.*-->\n?", "", "".join(kept))


def _row(line: str, header: Sequence[str]) -> str:
    """A row of a table as one line: what it is about, then each other column by its name."""
    first, *cells = _cells(line)
    return f"- **{first}**: " + "; ".join(f"{name} {cell}" for name, cell in zip(header[1:], cells, strict=False))


def _cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.strip().strip("|").split("|")]


@cache
def paragraphs() -> tuple[str, ...]:
    """Headings, rules and paragraphs, each as one line; tables row by row, without their marks."""
    found: list[str] = []
    header: list[str] = []
    for line in _for_players(book()).split("\n"):
        if line.startswith("|"):
            if not header:
                header = _cells(line)
            elif not line.startswith("|---"):
                found.append(_row(line, header))
            continue
        goes_on = found and found[-1] and line.strip() and not line.startswith(("#", "- ", "*")) and not header
        header = []
        if goes_on and not found[-1].startswith("#"):
            found[-1] = f"{found[-1]} {line.strip()}"
        else:
            found.append(line.rstrip())
    return tuple(found)


def names_in(views: Sequence[View]) -> Names:
    """What the organisations of an exercise are called, for the book to call them so too; nothing before there is one."""
    worlds = [view.world for view in views[:1]]
    return tuple((str(one), short_name(world, one)) for world in worlds for one in world.organisations)


def _named(line: str, names: Names) -> str:
    for identity, title in names:
        line = re.sub(rf"(?<![\w/]){re.escape(identity)}(?![\w/*-])", title, line)
    return line


@cache
def page(names: Names = ()) -> Content:
    """The whole book, with organisations by these names."""
    said = (_inked(_named(line, names)) for line in paragraphs())
    return lines([joined(key("/"), faint(" searches, "), key("n N"), faint(" next and previous")), "", *said])


def rules(numbers: Collection[str]) -> list[str]:
    """The rules of these numbers as the book has them, each in one line without marks."""
    wanted = tuple(f"- **{one} " for one in numbers)
    return [_plain(line.removeprefix("- ")) for line in paragraphs() if line.startswith(wanted)]


def found(word: str, names: Names = ()) -> Content:
    """Every paragraph with the word, below its chapter; of a rule's number, the rule itself first."""
    shown: list[tuple[bool, Content]] = []
    chapter, said = "", ""
    for line in paragraphs():
        if line.startswith("#"):
            chapter = line
        if word.casefold() in line.casefold():
            shown += [(False, _inked(chapter))] if chapter != said and line != chapter else []
            said = chapter
            shown.append((line.startswith(f"- **{word} "), _inked(_named(line, names))))
    if not shown:
        return inked(f"The rule book does not say `{word}`.")
    return lines(one for _, one in sorted(shown, key=lambda one: not one[0]))
