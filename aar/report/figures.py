"""Every figure of the report that is read from the log, with the entries that it rests on. No other world is asked here."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from aar.answer import Answer
from aar.chain import Wait
from aar.documents.model import Cite, Span, Words
from aar.rates import monthly_rates
from aar.reading import Played, StockWeek, step_key
from aar.report.gathered import Gathered
from aar.talked import Talked
from aar.wording import units
from engine.ids import InitiativeId, StepId, SystemId
from engine.units import THOUSAND, month_of_week

RATE_WEEKS = 4
MOST = 4
"""Entries that are named one by one; of more the first and the last, and how many there are."""
WORLDS = Cite(" [w]")
"""Behind a figure that comes of playing the recorded orders again in another world: it rests on the whole log."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """A whole number that anybody can count again from the log: what it counts, of what, and in which entries."""

    what: str
    """One of `WHATS`."""
    of: tuple[str, ...]
    value: int | None
    unit: str
    entries: tuple[int, ...]


WHATS = {
    "need": "of a system in a theatre: need before rationing, over all weeks (week reports)",
    "short": "of a system in a theatre: need that was not met, over all weeks (week reports)",
    "unmet": "of a system in a theatre: need that was not met, in percent of need, over all weeks, to the nearest",
    "start-rate": "of a system: what its open lines made a month at StartEx, as declared",
    "first-said": "of a system: the first month for which somebody had said at StartEx that it would double; null for nobody",
    "stock-at-end": "of a system in a theatre: what stood there after the last week",
    "weeks-short": "of a system: weeks in which any theatre was short",
    "first-week-short": "of a system: the first such week; null where there was none",
    "rate": "of a system in a month: finished units of the month's last week and the three before it, as a monthly rate",
    "doubled-month": "of a system: the first month with a rate of twice that of StartEx; null where it never came",
    "finished": "of a system: units that its lines finished, over all weeks",
    "expected": "of an organisation, an occasion, a system and a month: the rate that it expected",
    "weeks-waited": "of a step of an initiative: weeks that it waited by its organisation",
    "boundary-weeks": "between two organisations: weeks that steps there waited by their organisation",
    "line-bound": "of a line and a constraint: weeks in which that bound it, to a last week",
    "index": "an index after its last move",
    "orders": "of an organisation: its own orders that were taken",
    "refused": "of an organisation: its own orders that were refused",
    "initiatives-proposed": "initiatives that were proposed, practice left out",
    "initiatives-done": "initiatives that were done",
    "steps-declined": "of an organisation: declines and returns that it gave and did not take back",
    "injects-released": "injects that came out",
    "estimates-sealed": "estimates that were sealed",
    "control-inputs": "entries in which control changed the course by hand",
    "happened": "of a kind of what was said, asked or agreed: how often; for an audience what it was told of",
    "messages": "from one to another: messages; one to several counts for each",
    "actions-taken": "free actions; none that was taken back",
    "actions-ruled": "of a ruling: free actions of which it stands; `waiting` for those that have none, or were put off",
}
"""What a counted figure can be of; the log alone says each."""


def entries_told(entries: Sequence[int]) -> str:
    """`e 120, 133`; of many the first and the last, and how many there are."""
    if not entries:
        return ""
    if len(entries) <= MOST:
        return f"e {', '.join(map(str, entries))}"
    return f"e {entries[0]}–{entries[-1]}, {len(entries)} entries"


def cited(words: Words, entries: Sequence[int]) -> tuple[Span, ...]:
    """The words with the entries that they rest on behind them."""
    spans: tuple[Span, ...] = (words,) if isinstance(words, str) else words
    told = entries_told(entries)
    return (*spans, Cite(f" [{told}]")) if told else spans


def joined(*parts: Words) -> tuple[Span, ...]:
    """Several words as one."""
    return tuple(span for one in parts for span in ((one,) if isinstance(one, str) else one))


@dataclass(slots=True)
class Figures:
    """Counts what is asked for, once each, and remembers it in the order in which it was asked for."""

    played: Played
    answer: Answer
    gathered: Gathered
    talk: Talked
    used: dict[tuple[str, tuple[str, ...]], Counted] = field(default_factory=dict)
    _rates: dict[SystemId, list[tuple[int, int]]] = field(default_factory=dict)

    def told(self, counted: Counted, say: Callable[[int], str] | None = None, nothing: str = "–") -> Words:
        """A figure with its entries, as a cell or a part of a sentence holds it."""
        if counted.value is None:
            return cited(nothing, counted.entries)
        if say is None:
            say = units if counted.unit.startswith("thousandths") else "{:,}".format
        return cited(say(counted.value), counted.entries)

    def need(self, system: str, theatre: str) -> Counted:
        """Thousandths over all weeks; the entries are those of weeks in which there was any."""
        rows = [one for one in self._rows(system, theatre) if one.row.need]
        return self._of("need", (system, theatre), sum(one.row.need for one in rows), "thousandths", self._weeks(rows))

    def short(self, system: str, theatre: str) -> Counted:
        """Thousandths over all weeks; the entries are those of weeks in which any was."""
        rows = [one for one in self._rows(system, theatre) if one.row.short]
        return self._of("short", (system, theatre), sum(one.row.short for one in rows), "thousandths", self._weeks(rows))

    def unmet(self, system: str, theatre: str) -> Counted:
        """Whole percent, to the nearest; its entries are those of weeks in which there was need."""
        rows = [one for one in self._rows(system, theatre) if one.row.need]
        need, short = sum(one.row.need for one in rows), sum(one.row.short for one in rows)
        value = (short * 100 + need // 2) // need if need else None
        return self._of("unmet", (system, theatre), value, "percent", self._weeks(rows))

    def start_rate(self, system: str) -> Counted:
        """Thousandths a month; declared in entry 0."""
        return self._of("start-rate", (system,), self.answer.of(SystemId(system)).start_rate, "thousandths a month", (0,))

    def first_said(self, system: str) -> Counted:
        """The month, with the estimates that said it would have doubled by some month."""
        twice = 2 * self.answer.of(SystemId(system)).start_rate
        bold = [one for one in self.answer.said if one.system == system and one.expected * THOUSAND >= twice]
        entries = {self.gathered.sealed_estimates[one.organisation, "StartEx"] for one in bold}
        value = min((one.month for one in bold), default=None)
        return self._of("first-said", (system,), value, "month", tuple(sorted(entries)))

    def stock_at_end(self, system: str, theatre: str) -> Counted:
        """Thousandths after the last week; None where it is not kept there."""
        rows = self._rows(system, theatre)[-1:]
        return self._of(
            "stock-at-end", (system, theatre), rows[0].row.stock if rows else None, "thousandths", self._weeks(rows)
        )

    def weeks_short(self, system: str) -> Counted:
        """Weeks in which any theatre was short."""
        weeks = self._weeks_short(system)
        return self._of("weeks-short", (system,), len(weeks), "weeks", self._entries(weeks))

    def first_week_short(self, system: str) -> Counted:
        """The first of them."""
        weeks = self._weeks_short(system)[:1]
        return self._of("first-week-short", (system,), weeks[0] if weeks else None, "week", self._entries(weeks))

    def rate(self, system: str, month: int) -> Counted:
        """Thousandths a month; None where the month was not played."""
        found = [(week, rate) for week, rate in self._monthly(system) if month_of_week(week) == month][-1:]
        entries = self._window(found[0][0]) if found else ()
        return self._of("rate", (system, str(month)), found[0][1] if found else None, "thousandths a month", entries)

    def doubled(self, system: str) -> Counted:
        """The month; its entries are the weeks that it is the mean of."""
        start = self.answer.of(SystemId(system)).start_rate
        weeks = [week for week, rate in self._monthly(system) if start and rate >= 2 * start][:1]
        value = month_of_week(weeks[0]) if weeks else None
        return self._of("doubled-month", (system,), value, "month", self._window(weeks[0]) if weeks else ())

    def finished(self, system: str) -> Counted:
        """Thousandths over all weeks."""
        lines = self.played.start.world.lines
        rows = [(week, row.finished) for week, row in self.played.lines if lines[row.line].system == system and row.finished]
        weeks = sorted({week for week, _ in rows})
        return self._of("finished", (system,), sum(made for _, made in rows), "thousandths", self._entries(weeks))

    def expected(self, organisation: str, occasion: str, system: str, month: int, value: int) -> Counted:
        """Units a month, as it was sealed."""
        entry = self.gathered.sealed_estimates.get((organisation, occasion))
        of = (organisation, occasion, system, str(month))
        return self._of("expected", of, value, "units a month", () if entry is None else (entry,))

    def waited(self, wait: Wait) -> Counted:
        """Weeks by its organisation."""
        return self._of("weeks-waited", (wait.initiative, wait.step), wait.weeks, "weeks", wait.entries)

    def boundary_weeks(self, first: str, second: str) -> Counted:
        """Weeks of all steps between two organisations; merged initiatives are left out, as everywhere."""
        entries: set[int] = set()
        weeks = 0
        for initiative in self.played.exercise.initiatives.values():
            if initiative.stopped == "merged":
                continue
            for key, step in initiative.steps.items():
                if step.waited_by_organisation and sorted((step.after, step.by)) == sorted((first, second)):
                    weeks += step.waited_by_organisation
                    entries |= set(self.played.evidence[step_key(InitiativeId(initiative.id), StepId(key))])
        return self._of("boundary-weeks", (first, second), weeks, "weeks", tuple(sorted(entries)))

    def line_bound(self, line: str, constraint: str, last: int) -> Counted:
        """Weeks to `last` in which this bound it."""
        weeks = sorted(one.week for one in self.played.lines if one.row.line == line and one.week <= last)
        bound = [one.week for one in self.played.lines if (one.row.line, one.row.binding) == (line, constraint)]
        weeks = [week for week in bound if week in set(weeks)]
        return self._of("line-bound", (line, constraint, str(last)), len(weeks), "weeks", self._entries(weeks))

    def index(self, name: str) -> Counted:
        """Where it stands after its last move; None where it never moved."""
        moves = [one for one in self.played.indices if one.name == name][-1:]
        return self._of("index", (name,), moves[0].value if moves else None, "points", tuple(one.entry for one in moves))

    def orders(self, organisation: str) -> Counted:
        """Its own, that were taken."""
        entries = tuple(self.gathered.orders.get(organisation, ()))
        return self._of("orders", (organisation,), len(entries), "orders", entries)

    def refused(self, organisation: str) -> Counted:
        """Its own, that were refused."""
        entries = tuple(self.gathered.refused.get(organisation, ()))
        return self._of("refused", (organisation,), len(entries), "orders", entries)

    def declined(self, organisation: str) -> Counted:
        """Declines and returns that it gave and did not take back."""
        steps = {(one.initiative, one.step) for one in self.played.refusals if one.by == organisation}
        number = sum(one.by == organisation for one in self.played.refusals)
        entries = {entry for initiative, step in steps for entry in self.played.evidence[step_key(initiative, step)]}
        return self._of("steps-declined", (organisation,), number, "steps", tuple(sorted(entries)))

    def initiatives_done(self) -> Counted:
        """Those that have brought their effects."""
        done = [key for key, one in self.played.exercise.initiatives.items() if one.done_week is not None]
        entries = {self.played.evidence[f"initiative {key}"][-1] for key in done}
        return self._of("initiatives-done", (), len(done), "initiatives", tuple(sorted(entries)))

    def initiatives_proposed(self) -> Counted:
        """All of them."""
        known = self.played.exercise.initiatives
        entries = {self.played.evidence[f"initiative {key}"][0] for key in known if f"initiative {key}" in self.played.evidence}
        return self._of("initiatives-proposed", (), len(known), "initiatives", tuple(sorted(entries)))

    def released(self) -> Counted:
        """Injects that came out."""
        entries = tuple(sorted(set(self.gathered.released.values())))
        return self._of("injects-released", (), len(self.gathered.released), "injects", entries)

    def sealed(self) -> Counted:
        """Estimates on record."""
        entries = tuple(sorted(self.gathered.sealed_estimates.values()))
        return self._of("estimates-sealed", (), len(entries), "estimates", entries)

    def control_inputs(self) -> Counted:
        """Entries in which control changed the course by hand."""
        entries = tuple(self.answer.control_inputs)
        return self._of("control-inputs", (), len(entries), "entries", entries)

    def happened(self, kind: str) -> Counted:
        """How often a kind of talk happened, by the kind of its event."""
        entries = self.talk.happened.get(kind, ())
        return self._of("happened", (kind,), len(entries), "times", tuple(sorted(set(entries))))

    def messages(self, sender: str, reader: str) -> Counted:
        """Messages from one to another, whoever else had them."""
        sent = [one.entries[0] for one in self.talk.shape.messages if one.by == sender and reader in one.to]
        return self._of("messages", (sender, reader), len(sent), "messages", tuple(sent))

    def pairs(self) -> list[tuple[str, str]]:
        """Who wrote to whom, those with most messages first; of an audience's report the pairs that it is one of."""
        counted = Counter(
            (min(one.by, to), max(one.by, to)) for one in self.talk.shape.messages for to in one.to if self._own(one.by, to)
        )
        return sorted(counted, key=lambda pair: (-counted[pair], pair))

    def _own(self, *pair: str) -> bool:
        return not self.talk.audience or self.talk.audience in pair

    def actions_taken(self) -> Counted:
        """Free actions that were not taken back."""
        taken = tuple(one.entries[0] for one in self.talk.shape.actions)
        return self._of("actions-taken", (), len(taken), "actions", taken)

    def actions_ruled(self, ruling: str) -> Counted:
        """Free actions of which this ruling stands, with the entries that gave it; `waiting`: those without one."""
        found = []
        for one in self.talk.shape.actions:
            last = one.rulings[-1] if one.rulings and one.rulings[-1].ruling != "later" else None
            if ruling == (last.ruling if last else "waiting"):
                found.append((last or one).entries[0])
        return self._of("actions-ruled", (ruling,), len(found), "actions", tuple(sorted(found)))

    def _of(self, what: str, of: tuple[str, ...], value: int | None, unit: str, entries: tuple[int, ...]) -> Counted:
        assert what in WHATS, what
        made = Counted(what=what, of=tuple(map(str, of)), value=value, unit=unit, entries=entries)
        return self.used.setdefault((made.what, made.of), made)

    def _rows(self, system: str, theatre: str) -> list[StockWeek]:
        return [one for one in self.played.stocks if (one.row.system, one.row.theatre) == (system, theatre)]

    def _weeks_short(self, system: str) -> list[int]:
        return sorted({one.week for one in self.played.stocks if one.row.system == system and one.row.short})

    def _monthly(self, system: str) -> list[tuple[int, int]]:
        known = SystemId(system)
        if known not in self._rates:
            self._rates[known] = monthly_rates(self.played, known)
        return self._rates[known]

    def _window(self, week: int) -> tuple[int, ...]:
        return self._entries(range(week - RATE_WEEKS + 1, week + 1))

    def _weeks(self, rows: Iterable[StockWeek]) -> tuple[int, ...]:
        return self._entries(dict.fromkeys(one.week for one in rows))

    def _entries(self, weeks: Iterable[int]) -> tuple[int, ...]:
        return tuple(sorted({entry for week in weeks for entry in self.played.evidence.get(f"week {week}", ())}))


def whole(thousandths: int) -> int:
    """Whole units, to the nearest."""
    return (thousandths + THOUSAND // 2) // THOUSAND
