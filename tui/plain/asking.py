"""Filling in a sheet by question and answer: each field is said with its choices, and what is typed is kept at once."""

from collections.abc import Awaitable, Callable, MutableMapping

from tui.sheets.sheet import BETWEEN, Choices, Field, Sheet, several

Ask = Callable[[str], Awaitable[str | None]]
"""Asks for a line; None where there will be no more."""
Say = Callable[[str], None]
Over = Callable[[], bool]
"""Whether nothing more is to be asked: what was typed last is kept."""
KEEP_REST = "="
GIVE_UP = "!"
NONE = "-"
ALL = "?"
MANY = 10
"""More choices than that are searched, not listed."""
HINT = f"Enter keeps what stands in [ ], {KEEP_REST} keeps all the rest, {GIVE_UP} leaves the draft for later."


async def fill_in(
    sheet: Sheet, values: MutableMapping[str, str], ask: Ask, say: Say, keep: Callable[[], None], over: Over = lambda: False
) -> bool:
    """Ask for every field; `keep` is called after each. False where the person left it, or where it is over."""
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
            if value is not None or over():
                break
            if not _is_long(one):
                say(_mend(one))
            elif found := _with(one, "" if typed.strip() == ALL else typed.strip()):
                _list(one, found, say)
            else:
                say(f"  No name has `{typed.strip()[:20]}` in it; {ALL} lists all.")
        values[one.id] = values[one.id] if value is None else value
        keep()
        if over():
            return False
    return True


def _introduce(one: Field, say: Say) -> None:
    say(f"{one.title}{f' ({one.hint})' if one.hint else ''}:")
    if _is_long(one):
        say(f"  Part of a name finds it; {ALL} lists all {len(one.choices)}.")
        return
    _list(one, one.choices, say)


def _list(one: Field, among: Choices, say: Say) -> None:
    for number, (value, title) in enumerate(one.choices, start=1):
        if (value, title) not in among:
            continue
        typed = (value or NONE) if _numbers(one) else number
        say(f"  {typed:>2}  {title if title != value or typed != value else ''}".rstrip())


def _prompt(one: Field, value: str) -> str:
    titles = dict(one.choices)
    if one.kind == "several":
        value = ", ".join(titles.get(each, each) for each in several(value))
    elif one.kind == "words":
        value = f"{value.partition(chr(10))[0][:40]}" + ("..." if len(value) > 40 or "\n" in value else "")
    else:
        value = titles.get(value, value)
    asked = {
        "one": "number or part of a name" if _is_long(one) else "number",
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
    """By number, or by the value itself; where the values are numbers, a number is the value."""
    if _numbers(one):
        return _known(one, "" if text == NONE else text)
    if text.isdecimal() and 1 <= int(text) <= len(one.choices):
        return one.choices[int(text) - 1][0]
    return _known(one, text)


def _known(one: Field, text: str) -> str | None:
    if any(text == value for value, _ in one.choices):
        return text
    found = _with(one, text) if _is_long(one) else ()
    return found[0][0] if len(found) == 1 else None


def _is_long(one: Field) -> bool:
    """Whether there is too much to choose from to print it with each question."""
    return one.kind == "one" and len(one.choices) > MANY


def _with(one: Field, text: str) -> Choices:
    """What has a text in its title or value."""
    small = text.casefold()
    return tuple(each for each in one.choices if any(small in word.casefold() for word in each))


def _numbers(one: Field) -> bool:
    """Whether what can be chosen are numbers themselves, or nothing."""
    values = [value for value, _ in one.choices if value]
    return bool(values) and all(value.isdecimal() for value in values)


def _mend(one: Field) -> str:
    if _numbers(one):
        return f"  Type one of: {', '.join(value or NONE for value, _ in one.choices)}."
    if one.kind in ("one", "several"):
        return f"  Type a number from 1 to {len(one.choices)}."
    return "  Type a whole number."
