"""The true picture: stocks, need and shortage, lines with what binds them, components, accounts, candidates."""

from collections.abc import Iterator, Sequence

from textual.content import Content

from engine.events import StockRow
from engine.exercise import Exercise
from engine.findings.candidates import candidates_of
from engine.stored import Plain
from engine.units import monthly_rate
from engine.week.production import component_rate
from tui.glyphs import Glyphs
from tui.inking import faint, heading, joined, lines, strong, supply, warn
from tui.participant.situation import BARS, monthly_rate_text
from tui.words import (
    NEVER,
    binding_words,
    count,
    days,
    money,
    places_by_theatre,
    short_name,
    supply_word,
    theatre_title,
    with_titles,
)

Recent = Sequence[tuple[int, Plain]]


def situation(exercise: Exercise, recent: Recent, glyphs: Glyphs) -> Content:
    """The page; history reaches as far back as the last entries that control keeps at hand."""
    return lines(
        [
            joined(heading("Systems in theatre"), faint("  the truth; organisations believe otherwise")),
            *_systems(exercise, recent, glyphs),
            "",
            heading("Lines"),
            *_lines(exercise),
            "",
            heading("Components"),
            *_components(exercise),
            "",
            heading("Accounts"),
            *(
                joined(
                    f"  {account.title}: ",
                    strong(money(exercise.balances.get(key, 0))),
                    faint(f"  {short_name(exercise.world, account.owner)}"),
                )
                for key, account in exercise.world.accounts.items()
            ),
            "",
            heading("Indices"),
            *_indices(exercise),
            "",
            joined(heading("Candidates"), faint("  what detectors found; no finding until confirmed")),
            *(warn(f"  {glyphs.alert} {one}") for one in _candidates(exercise)),
            faint("  none yet") if not exercise.candidates else None,
        ]
    )


def _indices(exercise: Exercise) -> Iterator[Content]:
    kinds = exercise.world.index_kinds
    for key, value in exercise.indices.items():
        yield joined(f"  {kinds[key].title if key in kinds else key}: ", strong(str(value)))


def _candidates(exercise: Exercise) -> Iterator[str]:
    for one in candidates_of(exercise):
        turns = ", ".join(map(str, one.turns))
        yield f"{with_titles(exercise.world, one.title)} (turn{'s' if len(one.turns) > 1 else ''} {turns})"


def _reports(recent: Recent, theatre: str, system: str) -> Iterator[tuple[int, StockRow]]:
    for _, part in recent:
        for event in part.get("verdict", {}).get("events", ()):
            if event["kind"] == "stocks-reported":
                yield from ((event["week"], StockRow(*row)) for row in event["rows"] if (row[0], row[1]) == (theatre, system))


def _systems(exercise: Exercise, recent: Recent, glyphs: Glyphs) -> Iterator[Content]:
    width = max((len(system) for _, system in exercise.world.places), default=0)
    above = ""
    for theatre, system in places_by_theatre(exercise.world):
        if theatre != above and len(exercise.world.theatres) > 1:
            yield joined(" ", heading(theatre_title(exercise.world, theatre)))
        above = theatre
        stock, number = exercise.stocks.theatre[theatre][system], exercise.days_of_supply(theatre, system)
        lasts = (
            faint("no need in this week")
            if number >= NEVER
            else joined(supply(supply_word(stock, number)), f"  lasts {days(number)}")
        )
        rear = count(exercise.stocks.rear[system])
        yield joined("  ", strong(f"{system:<{width}}"), "  ", lasts, f"  theatre {count(stock)}  rear {rear}")
        reports = list(_reports(recent, theatre, system))
        if reports:
            need, short = sum(row.need for _, row in reports), sum(row.short for _, row in reports)
            bars = glyphs.sparkline([row.stock for _, row in reports], BARS)
            yield joined(f"    stock {bars}  {_span(reports, glyphs)}: needed {count(need)}, short ", strong(count(short)))


def _span(reports: Sequence[tuple[int, StockRow]], glyphs: Glyphs) -> str:
    """The weeks that are summed, and whether earlier ones are missing."""
    first, last = reports[0][0], reports[-1][0]
    span = f"weeks {first}{glyphs.dash}{last}" if first != last else f"week {first}"
    return f"{span} alone (earlier ones: surgex findings)" if first > 1 else span


def _lines(exercise: Exercise) -> Iterator[Content]:
    for key, state in exercise.stocks.lines.items():
        line = exercise.world.lines[key]
        rate = monthly_rate_text(monthly_rate(state.wip[-1]))
        base = monthly_rate_text(line.rate.value)
        yield joined(
            "  ",
            strong(f"{line.system:<8}"),
            f"{line.place}: ",
            strong(rate),
            f" a month (StartEx {base}), book left {count(state.book)}",
        )
        yield faint(f"    limited by: {binding_words(exercise.world, state.binding)}")


def _components(exercise: Exercise) -> Iterator[Content]:
    for key, state in exercise.stocks.components.items():
        component = exercise.world.components[key]
        base = exercise.world.component_base[key]
        now = component_rate(state, exercise.week) * 100 // base - 100 if base else 0
        spare = f"{now:+}% against the lines' rates of StartEx, publicly {component.public_spare.value:+}%"
        yield joined("  ", strong(component.title), f": {spare}, buffer {count(state.stock)}")
