"""What the reviewer's panes are shown from: the recording, where the cursor is, whose view it is, what was found and noted."""

from dataclasses import dataclass, field

from aar.annotated import annotated, objective_beside
from aar.models import Findings
from aar.models_of_objectives import ObjectiveShape
from aar.models_of_plain import PlainFindings
from aar.objectives.documents import objectives_of
from aar.rates import monthly_rates
from aar.recording import Recording
from aar.replaying import Glimpse, Moment
from aar.snapshot import Snapshot
from engine.annotations.folding import Annotations
from engine.exercise import Exercise
from engine.ids import OrganisationId, SystemId
from engine.world import World
from tui.glyphs import Glyphs

NOT_ASKED = "The findings are not worked out yet."


@dataclass(slots=True, repr=False)
class Review:
    """One log under review. What it shows follows from these fields alone."""

    recording: Recording
    name: str
    """How the reviewer called the log."""
    glyphs: Glyphs
    cursor: int = 0
    whose: OrganisationId | None = None
    """Whose view is shown beside the log; None for the truth."""
    computed: Findings | None = None
    """Findings of this very log, without what was annotated."""
    computing: str = NOT_ASKED
    """Why there are no findings, or how far they are."""
    divided: PlainFindings | None = None
    """How what was short divides, which stands long before the findings."""
    annotations: Annotations = field(default_factory=Annotations)
    folded: bool = True
    """Whether the seam matrix is folded to the report's groups."""
    rates_first: str = ""
    """The holder of the evaluator's seat that is followed with, which reads nothing of what it has not rated; else empty."""
    live: bool = False
    """Whether the exercise still runs and new entries come."""
    _snapshot: Snapshot | None = None
    _glimpse: Glimpse | None = None
    _rates: dict[SystemId, list[tuple[int, int]]] = field(default_factory=dict)
    _rates_at: int = -1
    _turns: list[tuple[int, int]] = field(default_factory=list)
    _turns_at: int = -1
    _rated: tuple[ObjectiveShape, ...] = ()
    _rated_at: int = -1
    _found: tuple[Findings | None, int, Findings | None] = (None, -1, None)

    def __post_init__(self) -> None:
        if not self.recording.whole:
            self.whose = self.recording.readers()[0]

    @property
    def world(self) -> World:
        """The declared world, as far as this copy tells it."""
        return self.recording.world

    @property
    def exercise(self) -> Exercise | None:
        """The exercise after the last entry: every initiative has its title here. None where control's parts are withheld."""
        return self.recording.played.exercise if self.recording.played else None

    @property
    def snapshot(self) -> Snapshot:
        """The truth after the entry under the cursor, with what had been short until then."""
        if self._snapshot is None or self._snapshot.moment.number != self.cursor:
            self._snapshot = self.recording.snapshot(self.cursor)
        return self._snapshot

    @property
    def moment(self) -> Moment:
        """The truth after the entry under the cursor."""
        return self.snapshot.moment

    @property
    def glimpse(self) -> Glimpse | None:
        """What the chosen organisation knew after the entry under the cursor; None where the truth is shown."""
        if self.whose is None:
            return None
        kept = self._glimpse
        if kept is None or (kept.number, kept.view.organisation) != (self.cursor, self.whose):
            kept = self._glimpse = self.recording.glimpse(self.whose, self.cursor)
        return kept

    @property
    def findings(self) -> Findings | None:
        """The findings with what was annotated beside them."""
        computed, count, shown = self._found
        if computed is not self.computed or count != len(self.annotations.records):
            shown = annotated(self.computed, self.annotations) if self.computed else None
            self._found = (self.computed, len(self.annotations.records), shown)
        return shown

    @property
    def objectives(self) -> tuple[ObjectiveShape, ...]:
        """Every objective with its computed rating as of the last entry, and evaluators'; empty where none can be computed.

        Rule 17.3: where an evaluator follows a running exercise, those that it has not rated are left out.
        """
        played = self.recording.played
        if played is None or played.exercise.phase.before_start:
            return ()
        if self._rated_at != self.recording.last:
            self._rated, self._rated_at = objectives_of(played), self.recording.last
        rated = (one for one in self._rated if self.may_read(one.id))
        return tuple(objective_beside(one, self.annotations) for one in rated)

    def may_read(self, objective: str) -> bool:
        """Rule 17.3: whether what was computed of an objective is shown here."""
        return not self.rates_first or self.annotations.rated_by(self.rates_first, objective) is not None

    @property
    def week(self) -> int:
        """The week that is the present under the cursor; 0 where it cannot be told."""
        if self.recording.whole:
            return self.moment.exercise.week
        return self.glimpse.view.week if self.glimpse else 0

    def rates(self, system: SystemId) -> list[tuple[int, int]]:
        """By week, thousandths a month (rule 16.2)."""
        played = self.recording.played
        if played is None:
            return []
        if self._rates_at != self.recording.last:
            self._rates, self._rates_at = {}, self.recording.last
        if system not in self._rates:
            self._rates[system] = monthly_rates(played, system)
        return self._rates[system]

    def marks(self) -> list[int]:
        """Entries that somebody noted or marked."""
        return sorted({one.entry for one in self.annotations.records})

    def events(self, kind: str) -> list[int]:
        """Entries that hold an event of this kind."""
        return [number for number, _ in self.recording.happened.get(kind, ())]

    def turn_starts(self) -> list[tuple[int, int]]:
        """Every turn with the first entry that was given in it."""
        if self.whose is not None and not self.recording.whole:
            if self._turns_at != self.recording.last:
                self._turns, self._turns_at = list(self.recording.turns_seen_by(self.whose)), self.recording.last
            return self._turns
        found: list[tuple[int, int]] = []
        for head in self.recording.heads:
            if head.turn and (not found or head.turn > found[-1][0]):
                found.append((head.turn, head.number))
        return found

    def entry_of_turn(self, turn: int) -> int | None:
        """The first entry of a turn."""
        return next((number for one, number in self.turn_starts() if one == turn), None)

    def entry_of_week(self, week: int) -> int | None:
        """The entry by which a week was played, else the first at which it was the present."""
        played = [
            one.number for one in self.recording.heads if one.kind == "resolve-week" and one.week == week and not one.refused
        ]
        return played[0] if played else next((one.number for one in self.recording.heads if one.week == week), None)

    def entry_before_week(self, week: int) -> int | None:
        """The last entry after which a week is still the present, before it is played; else the first of that week."""
        number = self.entry_of_week(week)
        played = number is not None and self.recording.heads[number].kind == "resolve-week"
        return max(0, number - 1) if played and number is not None else number
