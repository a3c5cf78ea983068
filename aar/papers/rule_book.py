"""The rule book as documents quote it: by number, word for word. It decides nothing."""

import re
from collections.abc import Iterator, Mapping
from functools import cached_property

from aar.documents.model import Bullets, Mono, Paragraph, Strong, Words

ANNEX_COLUMNS = 3
_RULE = re.compile(r"- \*\*(\d+\.\d+) ")
_MARKS = re.compile(r"\*\*(.+?)\*\*|`(.+?)`|\*(.+?)\*")


class RuleBook:
    """The text of `rules.md`; a number that it does not have is a KeyError."""

    def __init__(self, text: str) -> None:
        self._text = text

    def rules(self, *numbers: str) -> Bullets:
        """These rules, in this order."""
        return Bullets(tuple(self._rules[number] for number in numbers))

    def saying(self, start: str) -> Paragraph:
        """The paragraph of the opening that begins with these words."""
        return Paragraph(next(_words(one) for one in self._paragraphs if one.startswith(start)))

    def assumptions(self) -> tuple[tuple[str, ...], ...]:
        """The rows of annex A, numbers that are typed in: number, rule, tag and reason; none where there is no annex."""
        lines = (line for line in self._text.partition("\n## Annex A")[2].partition("\n## ")[0].split("\n"))
        rows = [tuple(cell.strip() for cell in line.strip("|").split("|")) for line in lines if line.startswith("|")]
        return tuple(row for row in rows[2:] if len(row) == ANNEX_COLUMNS)

    @cached_property
    def _rules(self) -> Mapping[str, Words]:
        found = {}
        for one in self._paragraphs:
            if number := _RULE.match(one):
                found[number[1]] = _words(one.removeprefix("- "))
        return found

    @cached_property
    def _paragraphs(self) -> tuple[str, ...]:
        return tuple(self._joined())

    def _joined(self) -> Iterator[str]:
        """Paragraphs and rules, each on one line."""
        kept: list[str] = []
        for line in (*self._text.split("\n"), ""):
            if kept and (not line.strip() or line.startswith(("#", "- ", "|"))):
                yield " ".join(kept)
                kept = []
            if line.strip():
                kept.append(line.strip())


def _words(text: str) -> Words:
    """Bold words stand out, what is typed is set as it is typed."""
    parts: list[str | Strong | Mono] = []
    end = 0
    for found in _MARKS.finditer(text):
        parts.append(text[end : found.start()])
        strong, typed, leaning = found.groups()
        parts.append(Strong(strong) if strong else Mono(typed) if typed else leaning)
        end = found.end()
    return (*parts, text[end:])
