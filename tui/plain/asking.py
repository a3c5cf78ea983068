"""Filling in a sheet by question and answer: each field is said with its choices, and what is typed is kept at once."""

from collections.abc import Awaitable, Callable, Mapping, MutableMapping
from types import MappingProxyType

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
BACK = "<"
HINT = f"Enter keeps what stands in [ ], {BACK} goes back, {KEEP_REST} keeps the rest, {GIVE_UP} leaves the draft for later."
NEEDED = f"  This is needed; {GIVE_UP} leaves the draft for later."
Numbers = Mapping[str, int]
"""By value: the number by which a choice is known in every list of a sitting; other choices are counted from 1."""


async def fill_in(
    sheet: Sheet,
    values: MutableMapping[str, str],
    ask: Ask,
    say: Say,
    keep: Callable[[], None],
    over: Over = lambda: False,
    numbers: Numbers = MappingProxyType({}),
) -> bool:
    """Ask for every field; `keep` is called after each. False where the person left it, or where it is over."""
    if sheet.fields:
        say(HINT)
    at = 0
    while at < len(sheet.fields):
        one = sheet.fields[at]
        _introduce(one, say, numbers)
        command = await _ask_for(one, values, ask, say, over, numbers)
        if command == GIVE_UP:
            return False
        if command == BACK:
            at = max(at - 1, 0)
            continue
        keep()
        if over():
            return False
        at += 1
        if command == KEEP_REST:
            left = [place for place, each in enumerate(sheet.fields) if each.needed and not values[each.id].strip()]
            at = left[0] if left else len(sheet.fields)
    return True


async def _ask_for(one: Field, values: MutableMapping[str, str], ask: Ask, say: Say, over: Over, numbers: Numbers) -> str:
    """Ask until it is understood: what was typed in the place of a value, or nothing where the value is in."""
    while True:
        typed = await ask(_prompt(one, values[one.id]))
        text = GIVE_UP if typed is None else typed.strip()
        if text in (GIVE_UP, BACK):
            return text
        if text == KEEP_REST and not (one.needed and not values[one.id].strip()):
            return text
        value = await _value(one, "" if text == KEEP_REST else text, values[one.id], ask, numbers)
        if over():
            values[one.id] = values[one.id] if value is None else value
            return ""
        if value is not None and one.needed and not value.strip():
            say(NEEDED)
        elif value is not None:
            values[one.id] = value
            return ""
        elif not _is_long(one):
            say(_mend(one))
        elif found := _with(one, "" if text == ALL else text):
            _list(one, found, say, numbers)
        else:
            say(f"  No name has `{text[:20]}` in it; {ALL} lists all.")


def _introduce(one: Field, say: Say, numbers: Numbers) -> None:
    say(f"{one.title}{f' ({one.hint})' if one.hint else ''}:")
    if _is_long(one):
        say(f"  Part of a name finds it; {ALL} lists all {len(one.choices)}.")
        return
    _list(one, one.choices, say, numbers)


def _list(one: Field, among: Choices, say: Say, numbers: Numbers) -> None:
    for value, title, typed in _numbered(one, numbers):
        if (value, title) in among:
            say(f"  {typed:>2}  {title if title != value or typed != value else ''}".rstrip())


def _numbered(one: Field, numbers: Numbers) -> list[tuple[str, str, str]]:
    """Value and title of each choice with what is typed for it, in the order of the list."""
    named = [value for value, _ in one.choices if value]
    if named and all(value in numbers for value in named):
        known = sorted(one.choices, key=lambda each: numbers.get(each[0], -1))
        return [(value, title, str(numbers[value]) if value else NONE) for value, title in known]
    if _numbers(one):
        return [(value, title, value or NONE) for value, title in one.choices]
    return [(value, title, str(at)) for at, (value, title) in enumerate(one.choices, start=1)]


def _prompt(one: Field, value: str) -> str:
    titles = dict(one.choices)
    if one.kind == "several":
        value = ", ".join(titles.get(each, each) for each in several(value))
    elif one.kind == "words":
        value = f"{value.partition(chr(10))[0][:40]}" + ("..." if len(value) > 40 or "\n" in value else "")
    else:
        value = titles.get(value, value)
    asked = {
        "one": "number or part of a name" if _is_long(one) else "number or name",
        "several": "numbers or names, - for none",
        "words": "text; end a line with \\ to go on, - for none",
    }
    return f"  {asked.get(one.kind, 'value')} [{value}] > "


async def _value(one: Field, typed: str, stands: str, ask: Ask, numbers: Numbers) -> str | None:
    """What a field holds from now on; None where it was not understood."""
    text = typed.strip()
    if not text:
        return stands
    match one.kind:
        case "one":
            return _chosen(one, text, numbers)
        case "several":
            whole = _chosen(one, text, numbers)
            parts = text.split(",") if "," in text else [text] if whole is not None else text.split()
            found = [_chosen(one, each.strip(), numbers) for each in parts] if text != NONE else []
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


def _chosen(one: Field, text: str, numbers: Numbers) -> str | None:
    """By what is typed for it in the list, by the value itself, or by the beginning of one name only."""
    by_number = {typed: value for value, _, typed in _numbered(one, numbers)}
    if text in by_number:
        return by_number[text]
    if any(text == value for value, _ in one.choices):
        return text
    if text.isdecimal() or not text:
        return None
    small = text.casefold()
    begun = [each for each in one.choices if any(word.casefold().startswith(small) for word in each)]
    exact = [each for each in begun if any(word.casefold() == small for word in each)]
    found = exact or begun or (_with(one, text) if _is_long(one) else ())
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
        return "  Type a number of the list, or the beginning of a name."
    return "  Type a whole number."
