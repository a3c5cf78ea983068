"""How an inject is released, from the cells that a planner filled in: release, condition, contingency, week, turn, clock."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from injects.msel import cells
from injects.msel.cells import CellError, Plain
from injects.msel.columns import Header, plain
from injects.msel.contingencies import awaited_answer
from injects.msel.drafts import Draft
from injects.msel.scheduling import Calendar, Options, dates_of_room
from injects.msel.times import Clock, Moment, Turn, When, joined, read_when, zone_in
from injects.msel.turn_times import LAST, InTurn, conditional, no_time
from injects.msel.writing import turn_of_week

TIMES = ("scenario", "turn", "scheduled", "date")
"""Columns of times: the first that says something, or that was changed, decides."""
MODES: Mapping[str, str] = {
    **dict.fromkeys(("brief", "in brief", "read out", "briefing"), "brief"),
    **dict.fromkeys(("week", "in week", "during week"), "week"),
    **dict.fromkeys(("condition", "conditional", "on condition", "trigger", "triggered"), "condition"),
    **dict.fromkeys(("control", "controller", "manual", "by control", "excon", "white cell"), "control"),
}  # fmt: skip
_HEADING = re.compile(r"\W*(?:turn|move|module|phase)\s*#?\s*(\d{1,3})\b.*", re.IGNORECASE | re.DOTALL)


@dataclass(slots=True)
class Releasing:
    """Reads releases; it remembers below which heading a row stands, and which cell was asked last."""

    calendar: Calendar
    header: Header
    in_room: bool = False
    """Whether dates beside clock times are those of the room."""
    asked_at: str = ""
    said: list[str] = field(default_factory=list)
    """What there is to say of the release that was read last."""
    _ends: int = 0
    """The turn at whose end the time lies that was read last; 0 for none."""
    _turn: int = 0
    _headed: dict[int, int] = field(default_factory=dict)

    @property
    def options(self) -> Options:
        """What whoever imports has said beside the workbook."""
        return self.calendar.options

    def heading(self, text: str) -> bool:
        """Whether a line names the turn of the rows below it."""
        match = _HEADING.fullmatch(text)
        if match:
            self._turn = int(match[1])
        return match is not None

    def below_heading(self, draft: Draft) -> None:
        """Remember the heading that a row stands below."""
        if self._turn:
            self._headed[id(draft)] = self._turn

    def prepare(self, drafts: Sequence[Draft]) -> str:
        """Find out which clock dates mean; a sentence for the report, or nothing where there are none to wonder about."""
        moments = []
        timed = False
        for draft in drafts:
            for key in ("date", "scheduled"):
                try:
                    when = self._read(draft, key)
                except CellError:
                    continue
                timed |= isinstance(when, Clock) or (
                    isinstance(when, Moment) and when.clock is not None and when.clock.at.hour > 0
                )
                if isinstance(when, Moment):
                    moments.append(when)
        if not moments:
            return ""
        self.in_room = timed and dates_of_room(moments) if not self.options.times else self.options.times == "room"
        if any(draft.text("scenario") or draft.text("turn") for draft in drafts):
            return ""
        mine, other = ("the clock in the room", "scenario") if self.in_room else ("the story", "room")
        return f"dates are read as those of {mine}; --times {other} reads them as the other's"

    def release(
        self, draft: Draft, before: Mapping[str, Collection[str]] | None, everything: Sequence[Plain]
    ) -> tuple[Plain, list[tuple[str, str]]]:
        """The release of a row, and what of it goes into the notes. `before` are the cells as the deck would write them.

        Raises CellError, AmbiguousDateError, StartExNeededError; then `asked_at` is the place of the cell.
        """
        self.said, self.asked_at = [], draft.place
        had = draft.before["release"] if draft.before else None
        target = self._target(draft, before, had)
        if target is None:
            assert had is not None
            return had, []
        if target == "contingency":
            waits = _waits_for(draft)
            self.asked_at = draft.cells[waits].place
            made = awaited_answer(draft.text(waits), [one for one in everything if one is not draft.plain])
            if made is not None:
                return made, self._planned(draft, every=True)
            self.said.append(
                "its contingency could not be read as a condition: it waits for control, the words are in the notes"
            )
            words = [("Contingency", draft.text(waits))] if waits == "contingency" else []
            return {"by": "control"}, [*words, *self._planned(draft, every=True)]
        if target == "condition":
            return self._conditional(draft, before, had), []
        if target == "control":
            return {"by": "control"}, self._planned(draft, every=True)
        self._ends = 0
        week = self._week(draft, before)
        if week is None:
            week = int((had or {}).get("week", 0))
        if not week:
            raise CellError("there is no time: fill in the scenario day, the turn or the scheduled time")
        if self._ends and not draft.text("release"):
            target = self._at_the_end()
        return {"by": target, "week": week}, self._planned(draft, every=False)

    def _at_the_end(self) -> str:
        """How something comes at the end of a turn: behind its orders, but for the last, behind which nobody answers."""
        if self._ends == self.calendar.last_turn:
            self.said.append(
                "the end of the last turn: it is read out in that turn's brief, since nobody answers behind its orders"
            )
            return "brief"
        self.said.append("the end of a turn: it comes while the turn's last week passes, and is answered in the next turn")
        return "week"

    def _target(self, draft: Draft, before: Mapping[str, Collection[str]] | None, had: Plain | None) -> str | None:
        """Which kind of release is asked for; None where it stays."""
        mode = self._mode(draft)
        if mode and (had is None or mode != had["by"]):
            return mode
        timed = any(self._changed(draft, key, before) for key in TIMES) or (had is None and id(draft) in self._headed)
        if self._changed(draft, "condition", before) or self._changed(draft, "latest", before):
            return "condition"
        foreign = "release" not in self.header.columns
        waits = _waits_for(draft)
        if self._changed(draft, waits, before) or (waits in TIMES and had is None) or (foreign and draft.text("contingency")):
            return "contingency"
        if had is None:
            if not timed:
                self.said.append("no time and no condition: it waits for control")
            return "brief" if timed else "control"
        if not timed:
            return None
        return str(had["by"]) if had["by"] in ("brief", "week", "condition") else "brief"

    def _mode(self, draft: Draft) -> str:
        text = draft.text("release")
        if not text:
            return ""
        self.asked_at = draft.cells["release"].place
        mode = MODES.get(plain(text), "")
        if not mode:
            raise CellError(f"`{text[:40]}` is no release: write brief, week, condition or control")
        return mode

    def _changed(self, draft: Draft, key: str, before: Mapping[str, Collection[str]] | None) -> bool:
        text = draft.text(key)
        if key in TIMES and (no_time(text) or conditional(text)):
            return False
        same = before is not None and " ".join(text.split()) in before.get(key, ())
        return bool(text) and not same and not self._cannot_ask(draft, key, before)

    def _cannot_ask(self, draft: Draft, key: str, before: Mapping[str, Collection[str]] | None) -> bool:
        """A clock time beside a week that says enough is no reason to ask for StartEx."""
        if key not in ("scheduled", "date") or before is None or self.options.startex is not None:
            return False
        beside = draft.text("scenario") or draft.text("turn")
        try:
            absolute = isinstance(self._read(draft, key), Moment | Clock)
        except CellError:
            absolute = False
        if beside and absolute:
            self.said.append("clock times are not read beside a scenario day, as --startex is not given")
        return bool(beside) and absolute

    def _week(self, draft: Draft, before: Mapping[str, Collection[str]] | None) -> int | None:
        """The week that the first cell says that decides; None where none does."""
        for key in ("scenario", "turn", "scheduled", "date"):
            if key == "date" and draft.text("scheduled"):
                continue
            if self._changed(draft, key, before):
                when = self._read(draft, key)
                if key == "scheduled" and draft.text("date"):
                    on = self._read(draft, "date")
                    if not isinstance(on, Moment):
                        when = on if on is not None else when
                    elif when is not None:
                        when = joined(on, when)
                    self.asked_at = draft.cells[key].place
                assert when is not None
                if isinstance(when, InTurn) and when.ends:
                    self._ends = self.calendar.last_turn if when.number == LAST else when.number
                week = self.calendar.week_of(when, in_room=key != "scenario" and self.in_room)
                if key == "scenario" and before is None:
                    self._compare_turn(draft, week)
                return week
        if before is None and id(draft) in self._headed:
            return self.calendar.week_of(Turn(number=self._headed[id(draft)]), in_room=False)
        return None

    def _compare_turn(self, draft: Draft, week: int) -> None:
        try:
            turn = self._read(draft, "turn")
        except CellError:
            return
        if isinstance(turn, Turn):
            pace = next((one for one in self.calendar.world.deck.paces if one.id == turn.pace), self.calendar.pace)
            if turn.number != turn_of_week(pace, week):
                self.said.append(f"the turn beside its week is not the one that holds it at pace {pace.id}: the week counts")

    def _read(self, draft: Draft, key: str) -> When | None:
        text = draft.text(key)
        if not text or no_time(text) or conditional(text):
            return None
        self.asked_at = draft.cells[key].place
        header = self.header.columns[key].text
        zone = self.options.zone
        for inside in re.findall(r"[(\[](.*?)[)\]]", header):
            try:
                zone = zone_in(inside) or zone
            except CellError:
                continue
        words = plain(header).split()
        unit = "turn" if key == "turn" else next((one for one in ("week", "day") if one in words and key == "scenario"), "")
        return read_when(text, unit=unit, order=self.options.dates, zone=zone)

    def _planned(self, draft: Draft, *, every: bool) -> list[tuple[str, str]]:
        """Times finer than a week are kept in words, where others wrote them: in our own workbooks they are worked out."""
        if "release" in self.header.columns and not every:
            return []
        keys = [key for key in ("scenario", "date", "scheduled") if draft.text(key)]
        if not every and keys == ["scenario"] and re.fullmatch(r"(?:\D*\d{1,4})?\D*", draft.text("scenario")):
            return []
        words = " ".join(draft.text(key) for key in keys)
        return [("Planned time", words)] if words else []

    def _conditional(self, draft: Draft, before: Mapping[str, Collection[str]] | None, had: Plain | None) -> Plain:
        made: Plain = {"by": "condition"}
        if draft.text("condition"):
            self.asked_at = draft.cells["condition"].place
            made["when"] = cells.condition_in(draft.text("condition"))
        elif had is not None and "when" in had:
            made["when"] = had["when"]
        else:
            raise CellError("it is released on a condition, and there is none: write {condition: …} in Condition")
        latest = int((had or {}).get("at_the_latest", 0))
        if draft.text("latest"):
            self.asked_at = draft.cells["latest"].place
            latest = self.calendar.week_of(
                read_when(draft.text("latest"), unit="week", order=self.options.dates), in_room=False
            )
        elif "latest" in self.header.columns:
            latest = 0
        week = self._week(draft, before)
        if week:
            latest = week
        return {**made, **({"at_the_latest": latest} if latest else {})}


def _waits_for(draft: Draft) -> str:
    """The column that tells what an inject waits for: its own, else one of times that says `if …`."""
    told = (key for key in TIMES if conditional(draft.text(key)))
    return "contingency" if draft.text("contingency") else next(told, "contingency")
