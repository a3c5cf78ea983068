"""Charts of the report: which values go into which, and what stands under it. How a chart is drawn is in `aar/charts`."""

from collections.abc import Iterator
from statistics import median_low

from aar.answer import Answer
from aar.charts.chains import chain_chart
from aar.charts.curves import Curves, curves_chart
from aar.charts.drawing import Drawing, letter
from aar.charts.gantt import Bar, Course, gantt_chart
from aar.charts.promises import Promise, promises_chart
from aar.charts.routes import Origin, Way, routes_chart
from aar.charts.seams import Seam, seam_chart
from aar.charts.tornado import Swing, tornado_chart
from aar.documents.model import Figure
from aar.models import Finding
from aar.pages.assumption import MONTHS, asked_of
from aar.pages.thorough import places_moved
from aar.plain import weighted
from aar.rates import monthly_rates
from aar.reading import Played
from aar.sensitivity import Sensitivity
from aar.wording import initiative_words
from aar.worlds.change import Boundary
from engine.baseline import HOME
from engine.exercise import StepState
from engine.ids import OrganisationId
from engine.titles import short_name
from engine.units import THOUSAND
from engine.world import World

BROAD = 172
"""Millimetres: the whole width between the margins."""
MOST_COURSES, MOST_SWINGS = 25, 20


def picture(drawing: Drawing, caption: str = "") -> Figure:
    """A drawing as a block of a document."""
    return Figure(svg=drawing.svg(), alt=f"{drawing.title}. {drawing.says}", caption=caption or drawing.title, width=BROAD)


def promises_picture(answer: Answer) -> Figure:
    """What had been said for the last of the months that were played, beside what came."""
    asked = asked_of(answer)
    month = max((one for one in MONTHS if any(one in each.rate_at for each in asked)), default=MONTHS[0])
    rows = []
    for one in asked:
        said = [row.expected * THOUSAND for row in answer.said if row.system == one.system and row.month == month]
        rows.append(
            Promise(
                system=one.system,
                start=one.start_rate,
                came=one.rate_at.get(month, one.best_rate),
                low=min(said, default=None),
                middle=median_low(said) if said else None,
                high=max(said, default=None),
            )
        )
    return picture(promises_chart(rows, month=month))


def curves_pictures(played: Played, answer: Answer) -> Iterator[Figure]:
    """Rate and stock of each priority system."""
    for one in asked_of(answer):
        theatres = [theatre for theatre in played.start.world.theatres if one.need_in.get(theatre)]
        stocks = {
            played.start.world.theatres[theatre].title: [
                (each.week, each.row.stock)
                for each in played.stocks
                if (each.row.system, each.row.theatre) == (one.system, theatre)
            ]
            for theatre in theatres
        }
        shown = Curves(
            system=one.system,
            start=one.start_rate,
            rates=monthly_rates(played, one.system),
            stocks=stocks,
            weeks=answer.weeks,
            shooting_week=played.start.world.deck.shooting_week,
        )
        yield picture(curves_chart(shown, name=f"curves-{one.system}"))


def gantt_picture(played: Played, answer: Answer) -> Iterator[Figure]:
    """Those initiatives whose steps waited longest for their organisations; nothing where none did."""
    waited = {
        key: sum(step.waited_by_organisation for step in one.steps.values())
        for key, one in played.exercise.initiatives.items()
        if one.stopped != "merged"
    }
    longest = sorted((key for key in waited if waited[key]), key=lambda key: (-waited[key], key))[:MOST_COURSES]
    shown = [played.exercise.initiatives[key] for key in longest]
    if not shown:
        return
    asked = sorted({step.by for one in shown for step in one.steps.values() if step.waited_by_organisation})
    letters = {who: letter(number) for number, who in enumerate(asked)}
    courses = [
        Course(
            title=initiative_words(played.exercise, one),
            bars=[_bar(step, letters.get(step.by, "")) for step in one.steps.values()],
            done=one.done_week,
        )
        for one in shown
    ]
    drawing = gantt_chart(courses, {key: who for who, key in letters.items()}, weeks=answer.weeks)
    yield picture(drawing, f"The {len(shown)} initiatives that waited longest for an organisation, by week")


def _bar(step: StepState, sign: str) -> Bar:
    otherwise = step.waited - step.waited_by_organisation + step.waited_for_turn
    return Bar(
        opened=step.opened, processing=step.processing, waited=step.waited_by_organisation, otherwise=otherwise, letter=sign
    )


def seams_picture(played: Played, answer: Answer, weeks: dict[Boundary, int]) -> Iterator[Figure]:
    """Every boundary on which a step waited; nothing where none did."""
    seams = [
        Seam(
            first=one.boundary[0],
            second=one.boundary[1],
            weeks=weeks[one.boundary],
            worth=weighted(played, one.share),
        )
        for one in answer.boundaries
    ]
    if seams:
        yield picture(seam_chart(seams))


def chain_picture(number: str, one: Finding) -> Figure:
    """One box for each kind of link; where a kind has several, the first and how many there are more."""
    links = []
    for kind in dict.fromkeys(link.link for link in one.chain):
        of_kind = [link for link in one.chain if link.link == kind]
        more = f" (and {len(of_kind) - 1} more)" if len(of_kind) > 1 else ""
        links.append((str(kind), of_kind[0].says + more))
    return picture(chain_chart(one.title.rstrip("."), links, name=f"chain-{number}"), f"{number}: its chain")


def routes_picture(world: World) -> Figure:
    """Countries with open lines or lines that can be opened, and how long their units are on their way."""
    origins: dict[tuple[str, str], tuple[list[str], int]] = {}
    for line in world.lines.values():
        systems, weeks = origins.setdefault((line.country, line.delivers_to), ([], 0))
        if line.system not in systems:
            systems.append(line.system)
        origins[line.country, line.delivers_to] = systems, max(weeks, line.flow_weeks + line.delivery_weeks)
    shown = [
        Origin(
            country=_country(world, country),
            systems=tuple(systems),
            to=to,
            weeks=weeks,
        )
        for (country, to), (systems, weeks) in origins.items()
    ]
    ways = [
        Way(
            theatre=key,
            title=one.title,
            sea_weeks=one.sea_weeks,
            air_weeks=one.air_weeks,
            hazard_permille=one.hazard_permille,
        )
        for key, one in world.theatres.items()
    ]
    return picture(
        routes_chart(shown, ways), "Routes; weeks from the start of work on a unit, the longest of a country's lines"
    )


def _country(world: World, country: str) -> str:
    if country == HOME:
        return "United States"
    known = OrganisationId(country)
    return world.partners[known].title if known in world.partners else short_name(world, known)


def tornado_picture(found: Sensitivity) -> Iterator[Figure]:
    """Values that reorder the seven that mattered most; nothing where none does."""
    swings: dict[str, dict[bool, int]] = {}
    for one in found.reordering:
        swings.setdefault(one.path, {})[one.permille < THOUSAND] = max(
            1, places_moved(found, one)
        )  # one that comes in moves a place too
    shown = [Swing(path=path, halved=by.get(True, 0), raised=by.get(False, 0)) for path, by in swings.items()]
    shown = sorted(shown, key=lambda one: (-max(one.halved, one.raised), one.path))[:MOST_SWINGS]
    if shown:
        yield picture(tornado_chart(shown))
