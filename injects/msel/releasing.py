"""How an inject is released, from the cells that a planner filled in: release, condition, contingency, week, turn, clock."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Any

from injects.msel import cells
from injects.msel.cells import CellError, Plain
from injects.msel.columns import Header, plain
from injects.msel.drafts import Draft
from injects.msel.scheduling import Calendar, Options, dates_of_room
from injects.msel.times import Clock, Moment, Turn, When, joined, read_when, zone_in
from injects.msel.writing import turn_of_week

TIMES = ("scenario", "turn", "scheduled", "date")
"""Columns of times: the first that says something, or that was changed, decides."""
MODES: Mapping[str, str] = {
    **dict.fromkeys(("brief", "in brief", "read out", "briefing"), "brief"),
    **dict.fromkeys(("week", "in week", "during week"), "week"),
    **dict.fromkeys(("condition", "conditional", "on condition", "trigger", "triggered"), "condition"),
    **dict.fromkeys(("control", "controller", "manual", "by control", "excon", "white cell"), "control"),
}  # fmt: skip
ANSWERED = frozenset({"answered", "any answer", "answer", "response", "response received", "reply", "replied", "responded"})
UNANSWERED = frozenset({"not answered", "no answer", "no response", "unanswered", "no reply", "no action", "not", "silence"})
_HEADING = re.compile(r"\W*(?:turn|move|module|phase)\s*#?\s*(\d{1,3})\b.*", re.IGNORECASE | re.DOTALL)
_FILLERS = re.compile(
    r"^(?:[\s:;,.()–—/-]+|(?:contingent|contingency|upon|on|of|from|after|if|when|inject|event|number|is|was|are|the|they|"
    r"players?|choose|chooses|chosen|chose|select|selects|selected|decides?|decided|option|choice|to|parent|with|response|by)\b)+",
    re.IGNORECASE,
)
_NOT = re.compile(r"^(?:not|unless|does not|do not|did not|don't|doesn't|other than|except)\b\s*", re.IGNORECASE)


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
            made = self._contingent(draft, everything)
            if made is not None:
                return made, self._planned(draft, every=True)
            self.said.append(
                "its contingency could not be read as a condition: it waits for control, the words are in the notes"
            )
            return {"by": "control"}, [("Contingency", draft.text("contingency")), *self._planned(draft, every=True)]
        if target == "condition":
            return self._conditional(draft, before, had), []
        if target == "control":
            return {"by": "control"}, self._planned(draft, every=True)
        week = self._week(draft, before)
        if week is None:
            week = int((had or {}).get("week", 0))
        if not week:
            raise CellError("there is no time: fill in the scenario day, the turn or the scheduled time")
        return {"by": target, "week": week}, self._planned(draft, every=False)

    def _target(self, draft: Draft, before: Mapping[str, Collection[str]] | None, had: Plain | None) -> str | None:
        """Which kind of release is asked for; None where it stays."""
        mode = self._mode(draft)
        if mode and (had is None or mode != had["by"]):
            return mode
        timed = any(self._changed(draft, key, before) for key in TIMES) or (had is None and id(draft) in self._headed)
        if self._changed(draft, "condition", before) or self._changed(draft, "latest", before):
            return "condition"
        foreign = "release" not in self.header.columns
        if self._changed(draft, "contingency", before) or (foreign and draft.text("contingency")):
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
        if not text:
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

    def _contingent(self, draft: Draft, everything: Sequence[Plain]) -> Plain | None:
        """Released by the answer to another inject, where parent and condition can be read."""
        self.asked_at = draft.cells["contingency"].place
        found = _parent(draft.text("contingency"), [one for one in everything if one is not draft.plain])
        if found is None:
            return None
        parent, rest = found
        negated, rest = _NOT.match(rest) is not None, _NOT.sub("", rest)
        words = _words(rest)
        about: Plain = {"condition": "inject-answered", "inject": parent["id"]}
        if words in UNANSWERED or (negated and words in ANSWERED):
            return _unless(parent, about)
        if words and words not in ANSWERED:
            choice = _choice(words, parent)
            if not choice:
                return None
            about["choice"] = choice
        elif not (parent.get("choices") or parent.get("expects")):
            return None
        if negated:
            return _unless(parent, about)
        return {"by": "condition", "when": about}


def _unless(parent: Plain, about: Plain) -> Plain | None:
    """In the week of the parent or after it, unless it was answered so; only where that week is known and an answer due."""
    week = parent.get("release", {}).get("week")
    if not week or parent.get("due_turns", 1) != 1:
        return None
    of: list[Any] = [{"condition": "week", "at_least": week}, {"condition": "not", "of": about}]
    return {"by": "condition", "when": {"condition": "all", "of": of}}


def _parent(text: str, injects: Sequence[Plain]) -> tuple[Plain, str] | None:
    """The inject that a contingency names by number or title, and what stands beside the name."""
    known = [(name, one) for one in injects for name in (one.get("reference", ""), one.get("title", "")) if name]
    for name, one in sorted(known, key=lambda pair: -len(pair[0])):
        before = (
            r"(?:^\W*|\b(?:inject|event|number|no\.?|of|on|upon|after|parent)\W+|#\s*)" if name.isdigit() else r"(?<![\w-])"
        )
        match = re.search(rf"{before}{re.escape(name)}(?![\w-])", text, re.IGNORECASE)
        if match:
            return one, _FILLERS.sub("", f"{text[: match.start()]} {text[match.end() :]}".strip()).strip(" .:;,()")
    return None


def _words(text: str) -> str:
    return " ".join(re.findall(r"[a-z0-9]+", text.lower()))


def _choice(words: str, parent: Plain) -> str:
    """The id of the choice that these words mean, or nothing."""
    titles = {_words(one["title"]): one["id"] for one in parent.get("choices", ())}
    ids = {_words(one["id"]): one["id"] for one in parent.get("choices", ())}
    for known in (titles, ids):
        near = get_close_matches(words, known, n=1, cutoff=0.85)
        if near:
            return str(known[near[0]])
    inside = [identity for title, identity in titles.items() if title and title in words]
    return str(inside[0]) if len(inside) == 1 else ""
