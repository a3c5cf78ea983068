"""An estimate by lines: one line for each system with what would be sealed, then who must act first."""

from collections.abc import Callable, MutableMapping
from dataclasses import replace

from tui.plain.asking import BACK, GIVE_UP, KEEP_REST, Ask, Numbers, Over, Say, fill_in
from tui.sheets.estimates import CONFIDENCES
from tui.sheets.sheet import Field, Sheet

HINT = (
    f"Enter keeps a line, {BACK} goes back, {KEEP_REST} keeps the rest, {GIVE_UP} leaves the draft for later. "
    "To change: month, low, expected, high, and how sure, as in `6 30 40 50 high`; without a month for all months."
)
NOT_READ = "  Not understood: three numbers, or a month and three numbers, then low, medium or high."
FIRST = "first"
RATES = ("low", "expected", "high")


async def fill_in_estimate(
    sheet: Sheet,
    values: MutableMapping[str, str],
    ask: Ask,
    say: Say,
    keep: Callable[[], None],
    over: Over,
    numbers: Numbers,
) -> bool:
    """Ask for every system in one line. False where the person left it, or where it is over."""
    months = _months(sheet)
    systems = list(months)
    say(HINT)
    at = 0
    while at < len(systems):
        say(_line(systems[at], months[systems[at]], values))
        typed = await ask(f"  {systems[at]} [keep] > ")
        text = GIVE_UP if typed is None else typed.strip()
        if text == GIVE_UP or over():
            return False
        if text == KEEP_REST:
            break
        if text in ("", BACK):
            at = at + 1 if not text else max(at - 1, 0)
        elif problem := _changed(systems[at], months[systems[at]], text, values):
            say(problem)
        else:
            keep()
    if not await _who_acts_first(sheet, values, ask, say, over, numbers):
        return False
    keep()
    say("What will be sealed:")
    for system in systems:
        say(_line(system, months[system], values))
    return not over()


def _months(sheet: Sheet) -> dict[str, list[str]]:
    """By system: the months that are asked for, in their order."""
    found: dict[str, list[str]] = {}
    for one in _firsts(sheet):
        system, month, _ = one.id.rsplit(" ", 2)
        found.setdefault(system, []).append(month)
    return found


def _firsts(sheet: Sheet) -> list[Field]:
    return [one for one in sheet.fields if one.id.endswith(f" {FIRST}")]


def _line(system: str, months: list[str], values: MutableMapping[str, str]) -> str:
    def row(month: str) -> str:
        low, expected, high = (values[f"{system} {month} {column}"] for column in RATES)
        return f"month {month}: {low} {expected} {high} {values[f'{system} {month} confidence']}"

    return f"{system}  {'; '.join(map(row, months))}"


def _changed(system: str, months: list[str], text: str, values: MutableMapping[str, str]) -> str:
    """Put what was typed into the values; a sentence where it cannot be."""
    words = text.replace(",", " ").replace("-", " ").split()
    sure = next((one for one in CONFIDENCES if words and words[-1].isalpha() and one.startswith(words[-1].lower())), None)
    rates = words[:-1] if sure else words
    if not all(one.isascii() and one.isdecimal() for one in rates) or len(rates) not in (3, 4):
        return NOT_READ
    if len(rates) == 4 and rates[0] not in months:
        return f"  The months are {', '.join(months)}."
    low, expected, high = rates[-3:]
    if not int(low) <= int(expected) <= int(high):
        return f"  Low, expected and high must rise; {low}, {expected}, {high} do not."
    for month in [rates[0]] if len(rates) == 4 else months:
        values.update({f"{system} {month} {column}": rate for column, rate in zip(RATES, (low, expected, high), strict=True)})
        if sure:
            values[f"{system} {month} confidence"] = sure
    return ""


async def _who_acts_first(
    sheet: Sheet, values: MutableMapping[str, str], ask: Ask, say: Say, over: Over, numbers: Numbers
) -> bool:
    """One organisation for all rows; who keeps what stands there keeps it for each row."""
    firsts = _firsts(sheet)
    top = firsts[0]
    asked = Field(
        id=FIRST,
        title="Who must act first, for all of it",
        kind="one",
        choices=tuple(one for one in top.choices if one[0]),
        needed=True,
    )
    chosen = {FIRST: values[top.id]}
    if not await fill_in(replace(sheet, fields=(asked,)), chosen, ask, say, lambda: None, over, numbers):
        return False
    if chosen[FIRST] != values[top.id]:
        values.update({one.id: "" for one in firsts})
        values[top.id] = chosen[FIRST]
    say(f"First to act: {dict(asked.choices).get(chosen[FIRST], chosen[FIRST])}")
    return True
