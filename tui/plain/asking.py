"""Filling in a sheet by question and answer: each field is said with its choices, and what is typed is kept at once."""

from collections.abc import Awaitable, Callable, MutableMapping

from tui.sheets.sheet import BETWEEN, Field, Sheet, several

Ask = Callable[[str], Awaitable[str | None]]
"""Asks for a line; None where there will be no more."""
Say = Callable[[str], None]
KEEP_REST = "="
GIVE_UP = "!"
HINT = f"Enter keeps what stands in [ ], {KEEP_REST} keeps all the rest, {GIVE_UP} leaves the draft for later."


async def fill_in(sheet: Sheet, values: MutableMapping[str, str], ask: Ask, say: Say, keep: Callable[[], None]) -> bool:
    """Ask for every field; `keep` is called after each. False where the person left it."""
    if sheet.fields:
        say(HINT)
    for one in sheet.fields:
        _introduce(one, say)
        while True:
            typed = await ask(_prompt(one, values[one.id]))
            if typed is None or typed.strip() == GIVE_UP:
                return False
            if typed.strip() == KEEP_REST:
                return True
            value = await _value(one, typed, values[one.id], ask)
            if value is not None:
                break
            say(_mend(one))
        values[one.id] = value
        keep()
    return True


def _introduce(one: Field, say: Say) -> None:
    say(f"{one.title}{f' ({one.hint})' if one.hint else ''}:")
    for number, (_, title) in enumerate(one.choices, start=1):
        say(f"  {number:>2}  {title}")


def _prompt(one: Field, value: str) -> str:
    titles = dict(one.choices)
    if one.kind == "several":
        value = ", ".join(titles.get(each, each) for each in several(value))
    elif one.kind == "words":
        value = f"{value.partition(chr(10))[0][:40]}" + ("..." if len(value) > 40 or "\n" in value else "")
    else:
        value = titles.get(value, value)
    asked = {
        "one": "number",
        "several": "numbers, - for none",
        "words": "text; end a line with \\ to go on, - for none",
    }
    return f"  {asked.get(one.kind, 'value')} [{value}] > "


async def _value(one: Field, typed: str, stands: str, ask: Ask) -> str | None:
    """What a field holds from now on; None where it was not understood."""
    text = typed.strip()
    if not text:
        return stands
    match one.kind:
        case "one":
            return _chosen(one, text)
        case "several":
            found = [_chosen(one, each) for each in text.replace(",", " ").split()] if text != "-" else []
            return None if None in found else BETWEEN.join(each for each in found if each)
        case "number":
            return ("" if text == "-" else text) if text == "-" or text.isdecimal() else None
        case "line":
            return "" if text == "-" else text
        case "words":
            return "" if text == "-" else await _words(text, ask)


async def _words(text: str, ask: Ask) -> str:
    lines = [text]
    while lines[-1].endswith("\\"):
        lines[-1] = lines[-1][:-1].rstrip()
        lines.append((await ask("  ... > ") or "").strip())
    return "\n".join(lines)


def _chosen(one: Field, text: str) -> str | None:
    """By number, or by the value itself."""
    if text.isdecimal() and 1 <= int(text) <= len(one.choices):
        return one.choices[int(text) - 1][0]
    return text if any(text == value for value, _ in one.choices) else None


def _mend(one: Field) -> str:
    if one.kind in ("one", "several"):
        return f"  Type a number from 1 to {len(one.choices)}."
    return "  Type a whole number."
