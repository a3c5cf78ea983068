"""The text of the rule book, as it was shipped; no rule is known here."""

import re
from functools import cache
from pathlib import Path

from textual.content import Content

from tui.inking import faint, heading, inked, joined, key, lines, strong

SHIPPED = Path(__file__).parent / "rules.md"
"""Where the package has it; a checkout has it at its root."""


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


@cache
def paragraphs() -> tuple[str, ...]:
    """Headings, rules and paragraphs, each as one line; tables row by row."""
    found: list[str] = []
    for line in book().split("\n"):
        goes_on = found and found[-1] and line.strip() and not line.startswith(("#", "- ", "|", "*"))
        if goes_on and not found[-1].startswith(("#", "|")):
            found[-1] = f"{found[-1]} {line.strip()}"
        else:
            found.append(line.rstrip())
    return tuple(found)


@cache
def page() -> Content:
    """The whole book."""
    return lines(
        [joined(key("/"), faint(" searches, "), key("n N"), faint(" next and previous")), "", *map(_inked, paragraphs())]
    )


def found(word: str) -> Content:
    """Every paragraph with the word, below its chapter."""
    shown: list[Content] = []
    chapter, said = "", ""
    for line in paragraphs():
        if line.startswith("#"):
            chapter = line
        if word.casefold() in line.casefold():
            shown += [_inked(chapter)] if chapter != said and line != chapter else []
            said = chapter
            shown.append(_inked(line))
    return lines(shown) if shown else inked(f"The rule book does not say `{word}`.")
