"""Figures counted again straight from the lines of a log: JSON and nothing of ours, so that no mistake is made twice."""

import json
import math
from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import Any

Event = dict[str, Any]
WEEKS_IN_YEAR, MONTHS = 52, 12


class Recount:
    """The lines of a log without practice, or the header and some of them: what a figure names must be enough to count it."""

    def __init__(self, lines: Iterable[bytes], only: Iterable[int] | None = None) -> None:
        parts = [(line["number"], json.loads(line["parts"]["control"]["content"])) for line in map(json.loads, lines)]
        self.baseline = parts[0][1]["header"]["world"]["baseline"]
        self.parts = [(number, part) for number, part in parts[1:] if only is None or number in set(only)]
        practice = set(_practice(parts[1:]))
        self.parts = [(number, part) for number, part in self.parts if number not in practice]
        self.events: list[tuple[int, Event]] = [
            (number, event) for number, part in self.parts for event in part["verdict"].get("events", ())
        ]

    def of(self, kind: str, **wanted: Any) -> list[tuple[int, Event]]:
        """The events of a kind whose fields are so."""
        found = [(number, one) for number, one in self.events if one["kind"] == kind]
        return [(number, one) for number, one in found if all(one[name] == value for name, value in wanted.items())]

    def value(self, what: str, of: tuple[str, ...]) -> int | None:
        """What a figure of the report should be."""
        counted = getattr(self, "_" + what.replace("-", "_"))
        found: int | None = counted(*of)
        return found

    def _rows(self, kind: str, names: tuple[str, ...]) -> list[dict[str, Any]]:
        rows = []
        for number, report in self.of(kind):
            for row in report["rows"]:
                held = row if isinstance(row, dict) else dict(zip(names, row, strict=False))
                rows.append({**held, "week": report["week"], "entry": number})
        return rows

    def _stocks(self, system: str, theatre: str = "") -> list[dict[str, Any]]:
        names = ("theatre", "system", "arrived", "need", "allowed", "used", "stock", "why")
        rows = self._rows("stocks-reported", names)
        return [one for one in rows if one["system"] == system and theatre in ("", one["theatre"])]

    def _lines(self) -> list[dict[str, Any]]:
        return self._rows("lines-reported", ("line", "started", "finished", "binding", "workforce", "book", "shifts_since"))

    def _need(self, system: str, theatre: str) -> int:
        return sum(one["need"] for one in self._stocks(system, theatre))

    def _short(self, system: str, theatre: str) -> int:
        return sum(one["need"] - one["used"] for one in self._stocks(system, theatre))

    def _unmet(self, system: str, theatre: str) -> int | None:
        need = self._need(system, theatre)
        return math.floor(Fraction(100 * self._short(system, theatre), need) + Fraction(1, 2)) if need else None

    def _start_rate(self, system: str) -> int:
        return sum(one["rate"]["value"] for one in self.baseline["lines"] if one["system"] == system and one["open"])

    def _first_said(self, system: str) -> int | None:
        sealed = [one for _, one in self.of("estimate-sealed", occasion="StartEx")]
        rows = [row for one in sealed for row in one["rows"] if row["system"] == system]
        bold = [row["month"] for row in rows if 1000 * row["expected"] >= 2 * self._start_rate(system)]
        return min(bold, default=None)

    def _stock_at_end(self, system: str, theatre: str) -> int | None:
        rows = sorted(self._stocks(system, theatre), key=lambda one: one["week"])
        return rows[-1]["stock"] if rows else None

    def _short_weeks(self, system: str) -> list[int]:
        return sorted({one["week"] for one in self._stocks(system) if one["need"] > one["used"]})

    def _weeks_short(self, system: str) -> int:
        return len(self._short_weeks(system))

    def _first_week_short(self, system: str) -> int | None:
        return next(iter(self._short_weeks(system)), None)

    def _weekly(self, system: str) -> dict[int, int]:
        lines = {one["id"] for one in self.baseline["lines"] if one["system"] == system}
        made: dict[int, int] = {}
        for one in self._lines():
            if one["line"] in lines:
                made[one["week"]] = made.get(one["week"], 0) + one["finished"]
        return made

    def _rates(self, system: str) -> dict[int, int]:
        """By week: the mean of it and of the three before it, as a month's rate, each rounded down (rule 16.2)."""
        made = self._weekly(system)
        means = {week: sum(made[week - back] for back in range(4)) // 4 for week in made if week - 3 in made}
        return {week: math.floor(Fraction(mean * WEEKS_IN_YEAR, MONTHS)) for week, mean in means.items()}

    def _rate(self, system: str, month: str) -> int | None:
        weeks = [week for week in self._rates(system) if math.ceil(Fraction(MONTHS * week, WEEKS_IN_YEAR)) == int(month)]
        return self._rates(system)[max(weeks)] if weeks else None

    def _doubled_month(self, system: str) -> int | None:
        start = self._start_rate(system)
        weeks = [week for week, rate in self._rates(system).items() if start and rate >= 2 * start]
        return math.ceil(Fraction(MONTHS * min(weeks), WEEKS_IN_YEAR)) if weeks else None

    def _finished(self, system: str) -> int:
        return sum(self._weekly(system).values())

    def _expected(self, organisation: str, occasion: str, system: str, month: str) -> int:
        ((_, sealed),) = self.of("estimate-sealed", organisation=organisation, occasion=occasion)
        (row,) = (one for one in sealed["rows"] if (one["system"], one["month"]) == (system, int(month)))
        return int(row["expected"])

    def _weeks_waited(self, initiative: str, step: str) -> int:
        charged = self.of("wait-charged", initiative=initiative, step=step, waited_for="organisation")
        return sum(one["weeks"] for _, one in charged)

    def _boundary_weeks(self, first: str, second: str) -> int:
        merged = {one["initiative"] for _, one in self.of("initiative-merged")}
        charged = [one for _, one in self.of("wait-charged", waited_for="organisation") if one["initiative"] not in merged]
        return sum(one["weeks"] for one in charged if {one["after"], one["by"]} == {first, second})

    def _line_bound(self, line: str, constraint: str, last: str) -> int:
        rows = [one for one in self._lines() if one["line"] == line and one["week"] <= int(last)]
        return sum(one["binding"] == constraint for one in rows)

    def _index(self, name: str) -> int | None:
        moves = self.of("index-moved", index=name)
        return moves[-1][1]["value"] if moves else None

    def _given(self, organisation: str, key: str) -> int:
        return sum(part.get("organisation") == organisation and key in part["verdict"] for _, part in self.parts)

    def _orders(self, organisation: str) -> int:
        return self._given(organisation, "events")

    def _refused(self, organisation: str) -> int:
        return self._given(organisation, "refusal")

    def _initiatives_proposed(self) -> int:
        return len(self.of("initiative-proposed")) - len(self.of("initiative-vanished"))

    def _initiatives_done(self) -> int:
        return len(self.of("initiative-done"))

    def _steps_declined(self, organisation: str) -> int:
        given: list[tuple[str, str]] = []
        last: dict[tuple[str, str], str] = {}
        for _, one in self.events:
            if one["kind"] not in ("step-declined", "step-returned", "step-approved", "taken-back"):
                continue
            step = (one["initiative"], one["step"])
            if one["kind"] == "taken-back" and one["organisation"] == organisation and last.get(step) == "no":
                given.remove(step)
            elif one["kind"] in ("step-declined", "step-returned") and one["by"] == organisation:
                given.append(step)
            last[step] = "no" if one["kind"] in ("step-declined", "step-returned") else ""
        return len(given)

    def _injects_released(self) -> int:
        return len({one["inject"] for _, one in self.of("inject-released")})

    def _estimates_sealed(self) -> int:
        return len(self.of("estimate-sealed"))

    def _control_inputs(self) -> int:
        hands = {"release-inject", "hold-inject", "skip-inject", "delay-inject", "edit-inject", "write-inject", "correct"}
        return sum(part["order"]["kind"] in {*hands, "accept-late", "act-for"} for _, part in self.parts)

    def _happened(self, kind: str) -> int:
        return len(self.of(kind))

    def _messages(self, sender: str, reader: str) -> int:
        return sum(reader in one["to"] for _, one in self.of("message-sent", sender=sender))

    def _taken(self) -> set[str]:
        undone = {one["action"] for _, one in self.of("action-taken-back")}
        return {one["action"] for _, one in self.of("action-taken")} - undone

    def _actions_taken(self) -> int:
        return len(self._taken())

    def _actions_ruled(self, ruling: str) -> int:
        last = dict.fromkeys(self._taken(), "waiting")
        for _, one in self.events:
            if one["kind"] in ("action-ruled", "action-overridden"):
                last[one["action"]] = one["ruling"]
            elif one["kind"] == "action-deferred":
                last[one["action"]] = "waiting"
        return sum(one == ruling for one in last.values())


def _practice(parts: list[tuple[int, dict[str, Any]]]) -> Iterator[int]:
    """Numbers of entries from the begin of a practice to its end."""
    going = False
    for number, part in parts:
        kinds = {event["kind"] for event in part["verdict"].get("events", ())}
        going = "practice-began" in kinds or (going and "practice-ended" not in kinds)
        if going:
            yield number
