"""Physical worlds at random, small and odd: two theatres, lines of every kind, effects and policies that come and go."""

from dataclasses import dataclass, replace

from bots.policy import lot
from engine import effects as f
from engine.baseline import REAR, Component, Line, Material, Repair, Reserve, System, Yard
from engine.deck import Need, Survival
from engine.rules.outcomes_physical import Physical
from engine.world import World
from tests.support.worlds import COMPONENTS, JAPAN, LINES, PRIMES, STATE, STRAIT, SYSTEMS, THEATRE, figure, small_world

KOREA = "korea"
FRONTS = (STRAIT, KOREA)
NAMES = ("MISSILE", "TORPEDO", "SHELL")
PARTS = ("SEEKER", "MOTOR")
SHIPS = "SHIPS"


@dataclass
class Lots:
    """A row of lots; the same salt draws the same."""

    salt: str
    drawn: int = 0

    def pick(self, sides: int) -> int:
        self.drawn += 1
        return lot(self.salt, str(self.drawn), sides=sides)

    def one_of(self, choices: tuple[str, ...]) -> str:
        return choices[self.pick(len(choices))]


def a_world(lots: Lots) -> World:
    """Three systems, two components, five lines, two theatres; a month of blockade, then war."""
    theatres = tuple(
        replace(THEATRE, id=one, lift_per_week=1 + lots.pick(60), sea_weeks=1 + lots.pick(5), air_permille=lots.pick(1_001))
        for one in FRONTS
    )
    return small_world(
        theatres=theatres,
        systems=tuple(_system(lots, name) for name in NAMES),
        components=tuple(_component(lots, name) for name in PARTS),
        lines=tuple(_line(lots, at) for at in range(5)),
        repairs=(_ships(),),
        need=tuple(_need(lots, theatre, name) for theatre in FRONTS for name in (*NAMES, SHIPS)),
        survival=(_survival(lots),),
        playbook=(),
        injects=(),
        briefs=(),
        priority_systems=("MISSILE",),
    )


def _system(lots: Lots, name: str) -> System:
    held = tuple(replace(SYSTEMS[0].holdings[0], theatre=one, units=figure(lots.pick(40))) for one in FRONTS)
    in_all = sum(one.units.value for one in held)
    return replace(
        SYSTEMS[0],
        id=name,
        holdings=held,
        stock_world=figure(in_all + lots.pick(80)),
        reserves=(Reserve(owner=JAPAN, units=figure(lots.pick(30)), interoperability=lots.pick(4)),),
        drain=figure(lots.pick(40)),
        lift=1 + lots.pick(2_000),
        materials=tuple(Material(component=one, per_unit=1 + lots.pick(3_000), tag="N") for one in PARTS if lots.pick(4)),
    )


def _component(lots: Lots, name: str) -> Component:
    stock = figure(lots.pick(200)) if lots.pick(2) else None
    spare, in_work = figure(lots.pick(40)), figure(lots.pick(60))
    return replace(COMPONENTS[0], id=name, spare=spare, in_work=in_work, buffer_weeks=lots.pick(6), stock=stock)


def _line(lots: Lots, at: int) -> Line:
    rate = figure(lots.pick(40_000))
    return replace(
        LINES[0],
        id=f"line-{at}",
        system=NAMES[at % len(NAMES)],
        operator=lots.one_of((PRIMES, JAPAN)),
        country=lots.one_of(("us", JAPAN)),
        rate=rate,
        target=replace(rate, value=rate.value * 3),
        idle=figure(lots.pick(60)),
        flow_weeks=1 + lots.pick(6),
        delivers_to=lots.one_of((REAR, *FRONTS)),
        delivery_weeks=lots.pick(4),
        cut_off=lots.pick(3) == 0,
        open=lots.pick(5) > 0,
        materials=() if lots.pick(4) == 0 else None,
    )


def _ships() -> Repair:
    yards = (Yard(operator=JAPAN, place="Yokosuka", slots=figure(4_000)),)
    return Repair(
        id=SHIPS,
        title="Ships",
        operator=PRIMES,
        platform="naval",
        rate=figure(3_000),
        launch_permille=figure(40),
        yards=yards,
    )


def _need(lots: Lots, theatre: str, name: str) -> Need:
    low = lots.pick(4_000)
    mode = low + lots.pick(8_000)
    high = mode + lots.pick(20_000)
    first = 1 + lots.pick(12)
    return Need(system=name, theatre=theatre, first_week=first, last_week=52, low=low, mode=mode, high=high, tag="N")


def _survival(lots: Lots) -> Survival:
    first = 14 + lots.pick(10)
    return Survival(platform="naval", theatre=STRAIT, first_week=first, last_week=52, permille=lots.pick(1_001), tag="N")


def an_effect(lots: Lots, world: World) -> Physical:
    """Any word of the physical vocabulary, with amounts large and small."""
    system, theatre = lots.one_of(NAMES), lots.one_of(FRONTS)
    line, part = lots.one_of(tuple(world.lines)), lots.one_of(PARTS)
    made: tuple[Physical, ...] = (
        f.ContractEffect(effect="contract", system=system, units=lots.pick(300)),
        f.CapacityEffect(effect="capacity", line=line, percent=lots.pick(200), weeks=lots.pick(80)),
        f.ComponentEffect(effect="component", component=part, percent=lots.pick(150), weeks=lots.pick(60)),
        f.SiteEffect(
            effect="site",
            line=line,
            rung=lots.one_of(("assembly", "components")),
            weeks=1 + lots.pick(40),
            component=part,
            component_percent=lots.pick(60),
            component_weeks=1 + lots.pick(60),
        ),
        f.StockEffect(effect="stock", system=system, theatre=theatre, units=lots.pick(80) - 40, owner=JAPAN),
        f.StockEffect(effect="stock", system=system, theatre=lots.one_of((REAR, theatre)), units=lots.pick(80) - 40),
        f.DemandEffect(effect="demand", system=system, theatre=theatre, permille=lots.pick(3_000), weeks=lots.pick(9)),
        f.LaunchEffect(
            effect="launch",
            platform=lots.one_of(("naval", "air", "ground")),  # type: ignore[arg-type]
            theatre=theatre,
            permille=lots.pick(1_001),
            weeks=lots.pick(9),
        ),
        f.TransitEffect(effect="transit", theatre=theatre, permille=lots.pick(1_001), weeks=lots.pick(9)),
        f.DetourEffect(effect="detour", theatre=theatre, longer=1 + lots.pick(6), weeks=lots.pick(9)),
        f.DamageEffect(effect="damage", site=lots.one_of((line, part)), permille=lots.pick(1_001), weeks=lots.pick(9)),
        f.WorkforceEffect(effect="workforce", operator=lots.one_of((PRIMES, JAPAN, STATE)), permille=lots.pick(800) - 400),
        f.RepairEffect(effect="repair", repair=SHIPS, operator=lots.one_of((JAPAN, STATE))),
        f.DrainEffect(effect="drain", permille=lots.pick(2_000)),
        f.LeakEffect(effect="leak", system=system, permille=lots.pick(300)),
    )
    return made[lots.pick(len(made))]


def policies(lots: Lots, world: World) -> dict[str, int]:
    """Some policies, by their subjects."""
    offered = (
        (f"ration {lots.one_of(NAMES)}", lots.pick(1_001)),
        (f"cover {lots.one_of(NAMES)}", lots.pick(14)),
        (f"reserve-floor {lots.one_of(NAMES)}", lots.pick(1_001)),
        (f"theatre-share {lots.one_of(FRONTS)}", 1 + lots.pick(5_000)),
        (f"shifts {lots.one_of(tuple(world.lines))}", lots.pick(2)),
        (f"rating {lots.one_of(NAMES)}", lots.pick(3)),
    )
    return {subject: value for subject, value in offered if lots.pick(2)}
