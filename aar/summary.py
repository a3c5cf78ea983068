"""summary.json and findings.json from a log and its answer: the figures of the page, exact, in the shapes of `models`."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence

from aar.answer import Answer, SystemAnswer, answer_of
from aar.attribution import BoundaryWorth
from aar.findings.collected import findings_in
from aar.kept import kept_of
from aar.models import BoundaryWorth as BoundaryShape
from aar.models import Expectation, Findings, Summary, SystemSummary
from aar.models_of_plain import PlainFindings
from aar.models_of_worlds import Split, SystemSplit
from aar.objectives.documents import objectives_of
from aar.other_worlds import reactions, spreads_of_boundary, spreads_of_system
from aar.page import RESTS_ON
from aar.plain import weighted
from aar.plainly import plainly
from aar.rates import monthly_rates, rate_in
from aar.reading import Played, StockWeek, read
from aar.results import json_text
from aar.thorough import Thorough, thorough_shape
from engine.entries import Entry
from engine.ids import SystemId
from engine.stored import state_hash
from engine.units import THOUSAND, share_out


def summary_of(played: Played, answer: Answer, *, seed_is_known: bool = False) -> Summary:
    """One exercise as summary.json. The seed is told after EndEx, or to somebody who gave it."""
    exercise, deck = played.exercise, played.start.world.deck
    last_weeks = [played.start.world.turn_weeks(played.start.pace, turn)[1] for turn in range(1, exercise.turns + 1)]
    return Summary(
        exercise=answer.exercise,
        marking=answer.marking,
        deck=deck.id,
        start=deck.starts[0].id,
        pace=played.start.pace,
        seed=answer.seed if answer.ended or seed_is_known else None,
        baseline=played.start.world.baseline.id,
        state_hash=state_hash(exercise),
        head=answer.head,
        entries=answer.entries,
        ended=answer.ended,
        turns=exercise.turns,
        turns_played=sum(last < exercise.week for last in last_weeks),
        weeks=answer.weeks,
        injects_released=len(exercise.released),
        shooting_week=deck.shooting_week,
        systems={one.shortage.system: _system(played, answer, one) for one in answer.systems},
        findings=tuple(findings_in(played, answer)),
        boundaries=tuple(_boundary(played, answer, worth) for worth in answer.boundaries),
        objectives=objectives_of(played),
        redraws=answer.redrawn.count if answer.redrawn else 0,
        redraws_of_boundaries=answer.redrawn.for_boundaries if answer.redrawn else 0,
        red_reactions=reactions(answer),
        void=answer.void,
        control_inputs=answer.control_inputs,
        rests_on=RESTS_ON,
    )


def findings_of(played: Played, answer: Answer, thorough: Thorough | None = None) -> Findings:
    """The findings and boundaries of one exercise as findings.json; with what they rest on, where that was worked out."""
    return Findings(
        exercise=answer.exercise,
        deck=played.start.world.deck.id,
        head=answer.head,
        entries=answer.entries,
        ended=answer.ended,
        other_rules=answer.other_rules,
        findings=tuple(findings_in(played, answer)),
        boundaries=tuple(_boundary(played, answer, worth) for worth in answer.boundaries),
        objectives=objectives_of(played),
        systems={one.system: _system_split(answer, one) for one in answer.systems},
        redraws=answer.redrawn.count if answer.redrawn else 0,
        redraws_of_boundaries=answer.redrawn.for_boundaries if answer.redrawn else 0,
        red_reactions=reactions(answer),
        control_inputs=answer.control_inputs,
        thorough=thorough_shape(thorough) if thorough else None,
        rests_on=RESTS_ON,
    )


def worked_out(entries: Sequence[Entry], say: Callable[[str | PlainFindings], None]) -> str:
    """The findings of a log as the text of findings.json: half a minute or more for a shipped deck.

    It says how far it is, and after seconds how what was short divides. What was kept of this log is taken.
    """
    say("reading the log")
    played = read(entries)
    kept = kept_of(entries[-1].hash)
    answer = answer_of(played, say, first=lambda plain: say(plainly(played, plain)), kept=kept)
    kept.close()
    return json_text(findings_of(played, answer))


def _system(played: Played, answer: Answer, one: SystemAnswer) -> SystemSummary:
    system = one.shortage.system
    reports = [report for report in played.stocks if report.row.system == system]
    short_weeks = sorted({report.week for report in reports if report.row.short})
    return SystemSummary(
        title=played.start.world.systems[system].title,
        need=_by_theatre(played, reports, "need"),
        met=_by_theatre(played, reports, "used"),
        short=_by_theatre(played, reports, "short"),
        first_week_short=short_weeks[0] if short_weeks else None,
        weeks_short=len(short_weeks),
        start_rate=one.start_rate,
        best_rate=one.best_rate,
        month_doubled=one.doubled_month,
        said=_said(played, system),
        binding=_binding(one),
        beforehand=one.beforehand,
        split=_split(one.split),
        split_in={theatre: _split(split) for theatre, split in one.split_in.items()},
        red_reacting=_split(one.reacting),
        red_reacting_in={theatre: _split(split) for theatre, split in one.reacting_in.items()},
        redrawn=spreads_of_system(answer, one.system),
    )


def _system_split(answer: Answer, one: SystemAnswer) -> SystemSplit:
    return SystemSplit(
        short=one.shortage.units,
        split=_split(one.split),
        red_reacting=_split(one.reacting),
        redrawn=spreads_of_system(answer, one.system),
    )


def _by_theatre(played: Played, reports: Sequence[StockWeek], what: str) -> dict[str, int]:
    return {
        theatre: sum(getattr(report.row, what) for report in reports if report.row.theatre == theatre)
        for theatre in played.start.world.theatres
    }


def _said(played: Played, system: SystemId) -> dict[str, dict[str, tuple[Expectation, ...]]]:
    said: dict[str, dict[str, tuple[Expectation, ...]]] = {}
    rates = monthly_rates(played, system)
    for sealed in played.estimates:
        said.setdefault(sealed.organisation, {})[sealed.occasion] = tuple(
            Expectation(
                month=row.month,
                low=row.low * THOUSAND,
                expected=row.expected * THOUSAND,
                high=row.high * THOUSAND,
                confidence=row.confidence,
                first_mover=row.first_mover,
                came=rate_in(rates, row.month),
                entries=tuple(played.evidence[f"estimate {sealed.occasion} {sealed.organisation}"]),
            )
            for row in sealed.rows
            if row.system == system
        )
    return said


def _binding(one: SystemAnswer) -> dict[str, int]:
    """Weeks of all its lines together, by constraint, as permille of them; most first."""
    weeks: Counter[str] = Counter()
    for bound in one.bound:
        weeks[bound.constraint] += bound.weeks
    ordered = sorted(weeks, key=lambda constraint: (-weeks[constraint], constraint))
    return dict(zip(ordered, share_out(THOUSAND, [weeks[constraint] for constraint in ordered]), strict=True))


def _boundary(played: Played, answer: Answer, worth: BoundaryWorth) -> BoundaryShape:
    return BoundaryShape(
        between=worth.boundary,
        shapley=dict(worth.share),
        first_in=dict(worth.first_in),
        last_in=dict(worth.last_in),
        joint_with=worth.joint_with,
        sampled=worth.sampled,
        error=dict(worth.error),
        redrawn=spreads_of_boundary(answer, worth),
        weighted=weighted(played, worth.share),
        equal=sum(worth.share.values()),
    )


def _split(split: Mapping[str, int]) -> Split:
    return Split(**split)
