"""What a YAML parser complains of, in the words of whoever wrote the line, with the mend. It reads no value."""

import re
from dataclasses import dataclass

import yaml

_QUOTES = "“”„‟‘’‚‛«»"
_DASHES = "–—−•·"
_MEND = "look at the indentation, quotes and colons here and in the line above"


@dataclass(frozen=True, slots=True)
class Explained:
    """Where to look, counted from 1, what is wrong there, and the mend."""

    line: int
    column: int
    message: str
    mend: str


def explained(error: yaml.MarkedYAMLError, text: str) -> Explained:
    """The likeliest slip of a hand behind a parser's error; its own words where none is known."""
    mark = error.problem_mark or error.context_mark
    said = " ".join(part for part in (error.context, error.problem) if part)
    if mark is None:
        return Explained(1, 1, f"this is not YAML: {said}", _MEND)
    lines = text.split("\n")
    begun = error.context_mark or mark
    context, problem = error.context or "", error.problem or ""
    if "quoted scalar" in context and "end of stream" in problem:
        return _at(begun, "this quotation mark is never closed", "put one at the end of the text")
    if "flow sequence" in context or "flow mapping" in context:
        sign, closing = ("[", "]") if "sequence" in context else ("{", "}")
        return _at(begun, f"`{sign}` is not closed, or a comma is missing in it", f"end it with `{closing}`")
    if "simple key" in context:
        return _no_key(begun, _line(lines, begun.line))
    for number in (mark.line, mark.line - 1):  # what a line begins wrongly comes to light in the next
        slip = _slip(_line(lines, number), number)
        if slip is not None:
            return slip
    if "mapping values" in problem:
        return _two_colons(lines, mark)
    if "cannot start any token" in problem:
        message = f"a text cannot begin with {_sign(lines, mark)} unless it stands in quotes"
        return _at(mark, message, "put the text in quotes")
    if "block scalar" in context:
        return _at(mark, "the text begins on the line of its `>-`", "begin it on the next line, set in")
    if "sequence entries" in problem or "block sequence entries" in problem:
        return _at(mark, "a list cannot begin on the line of its key", "begin it on the next line with `- `")
    if "escape" in problem:
        return _at(mark, "a backslash stands for something else between double quotes", "write two, or use single quotes")
    if "block" in context:
        return _set_in(lines, mark, begun)
    return _at(mark, f"this is not YAML: {said}", _MEND)


def _at(mark: yaml.Mark, message: str, mend: str) -> Explained:
    return Explained(mark.line + 1, mark.column + 1, message, mend)


def _line(lines: list[str], number: int) -> str:
    return lines[number] if 0 <= number < len(lines) else ""


def _sign(lines: list[str], mark: yaml.Mark) -> str:
    return f"`{_line(lines, mark.line)[mark.column : mark.column + 1]}`"


def _slip(line: str, number: int) -> Explained | None:
    """Signs that word processors put in the place of those that are needed."""
    if "\xa0" in line:
        mend = "delete the space and type it again"
        return Explained(number + 1, line.index("\xa0") + 1, "there is a no-break space, which a web page or Word leaves", mend)
    begins = re.match(rf"\s*([{_DASHES}])\s", line)
    if begins:
        return Explained(number + 1, begins.start(1) + 1, f"`{begins[1]}` does not begin an entry of a list", "write `- `")
    quote = re.search(rf":\s+([{_QUOTES}])", line)
    if quote:
        message = f"`{quote[1]}` is a typographic quotation mark, which counts as part of the text"
        return Explained(number + 1, quote.start(1) + 1, message, 'use the straight ones: "…"')
    return None


def _no_key(begun: yaml.Mark, line: str) -> Explained:
    written = line.strip()
    if re.match(r"[\w-]+:\S", written):
        return _at(begun, "no space stands behind the colon", f"write `{written.partition(':')[0]}: …`")
    if re.match(r"-\S", written):
        return _at(begun, "no space stands behind the `-`", "write `- ` before each entry of a list")
    mend = "write `key: >-` and the text set in on the lines below, or `key: value` on one line"
    return _at(begun, "these lines are neither `key: value` nor the text of a key", mend)


def _two_colons(lines: list[str], mark: yaml.Mark) -> Explained:
    line = _line(lines, mark.line)
    first = re.match(r"\s*(?:- +)*[\w-]+(:)\s", line)
    if first and first.start(1) != mark.column:
        return _at(mark, "a second `: ` stands on this line", "put the text in quotes: it holds a colon")
    above = next((one for one in reversed(lines[: mark.line]) if one.strip() and not one.lstrip().startswith("#")), "")
    return _at(mark, *_depths(line, above, "begin it below the first letter of the key above"))


def _set_in(lines: list[str], mark: yaml.Mark, begun: yaml.Mark) -> Explained:
    line = _line(lines, mark.line)
    if line[: mark.column].strip():
        written = line[: mark.column].rstrip()
        if written.endswith(('"', "'")) or re.search(r":\s+'", written):
            return _at(mark, "something follows behind a text in quotes", "write '' for an apostrophe inside '…', or use \"…\"")
        return _at(mark, "something follows that does not belong to this value", "put the whole text in quotes")
    if line.strip().startswith(":"):
        return _at(mark, "there is nothing before the colon", "write a key there")
    above = next((one for one in reversed(lines[: mark.line]) if one.strip() and not one.lstrip().startswith("#")), "")
    mend = f"set it in as its neighbours are; the list or mapping begins in line {begun.line + 1}"
    return _at(mark, *_depths(line, above, mend))


def _depths(line: str, above: str, mend: str) -> tuple[str, str]:
    """What is wrong with how deep a line stands, and the mend."""
    here, there = (len(one) - len(one.lstrip()) for one in (line, above))
    if here > there and re.match(r"\s*(?:- +)*[\w-]+:\s+[^\s#>|]", above):
        message = "this line is set in below a key that has its value on its own line already"
        return message, f"{mend}, or delete that value"
    return f"this line is set in by {here} spaces, the one above by {there}: they do not fit together", mend
