"""What candidates say that are about a stock, a site, two organisations, a power, a mood or a theatre (rule 15.5)."""

from collections.abc import Iterable

from aar.answer import Answer
from aar.findings.grouping import Group
from aar.findings.weighing import Told
from aar.links import bound_links, chain_of_systems
from aar.models import Link
from aar.reading import Played
from aar.wording import listed, percent
from engine.findings.candidates import held_by, what_in_words
from engine.ids import LineId, SystemId
from engine.titles import plural
from engine.units import THOUSAND
from engine.world import World


def about_supply(played: Played, answer: Answer, group: Group) -> Told:
    """Of stocks and sites: which system, where, and with what figures; whose they are."""
    world = played.start.world
    subject = group.subjects[0]
    first, _, last = subject.rpartition(" ")
    line = world.lines.get(LineId(subject))
    system = SystemId(line.system if line is not None else last)
    firsts = [one.rpartition(" ")[0] for one in group.subjects]
    about = line.title if line is not None else world.systems[system].title
    where = _where(world, group, firsts) if first else ""
    operators = [line.operator] if line is not None else []
    holders = [one for one in firsts if group.detector.about == "holding"]
    return Told(
        title=f"{about}{where}: {_small(group)}{_figures(group)}",
        weeks=_weeks_short(played, system, firsts if group.detector.about == "place" else ()),
        organisations={*operators, *holders, group.detector.owner},
        systems=[system],
        chain=[*chain_of_systems(answer, [system]), *bound_links(answer, [system])],
        kind=group.detector.kind,
    )


def _where(world: World, group: Group, firsts: Iterable[str]) -> str:
    """`, held by` its owners, or `in` its theatres."""
    if group.detector.about == "holding":
        return ", " + listed([held_by(one) for one in firsts])
    return " in " + listed([title for key, title in _theatres(world) if key in firsts])


def _theatres(world: World) -> list[tuple[str, str]]:
    return [(key, one.title) for key, one in world.theatres.items()]


def _weeks_short(played: Played, system: SystemId, theatres: Iterable[str]) -> int:
    """In how many weeks the system was short in these theatres."""
    return len(
        {one.week for one in played.stocks if one.row.system == system and one.row.theatre in theatres and one.row.short}
    )


def about_organisations(played: Played, answer: Answer, group: Group) -> Told:
    """Of what lies between two organisations, or of a power, a mood or a theatre: who, about what, with what figures."""
    world = played.start.world
    subject = group.subjects[0]
    pairs = [one.split(" ", 2) for one in group.subjects] if group.detector.about == "between" else []
    what = pairs[0][2] if pairs else subject
    between = list(dict.fromkeys(name for pair in pairs for name in pair[:2]))
    holders = [world.authorities[subject].holder] if group.detector.about == "authority" else []
    systems = (
        [SystemId(what)]
        if what in world.systems
        else [one.system for one in answer.systems if _bound(answer, one.system, what)]
    )
    who = f"Between {_listed(between)}, " if between else ""
    about = what_in_words(world, what)
    said = f"{who}{about}: {_small(group)}{_figures(group)}"
    link = Link(link="boundary", subject=" ↔ ".join(between) or what, says=said, entries=tuple(_entries(played, group)))
    return Told(
        title=said,
        organisations={*between, *holders, group.detector.owner},
        systems=systems,
        chain=[*chain_of_systems(answer, systems), link],
        kind=group.detector.kind,
    )


def _bound(answer: Answer, system: SystemId, what: str) -> bool:
    """Whether a part held the system's lines up."""
    return any(one.constraint == what for one in answer.of(system).bound)


def _entries(played: Played, group: Group) -> list[int]:
    noticed = (played.evidence.get(f"candidate {group.detector.id} {one}", ()) for one in group.subjects)
    return sorted({entry for entries in noticed for entry in entries})


def _listed(names: list[str]) -> str:
    """The first two of them, and how many more."""
    more = f" and {plural(len(names) - 2, 'other')}" if len(names) > 2 else ""
    return " and ".join(names[:2]) + more


def _small(group: Group) -> str:
    return group.detector.title[:1].lower() + group.detector.title[1:]


def _figures(group: Group) -> str:
    """The figures of its first candidate, as the detector read them."""
    figures = group.candidates[0].evidence
    told = [figure_told(name, value) for name, value in figures.items() if name != "weeks in a row"]
    return f" ({', '.join(one for one in told if one)})" if any(told) else ""


NAME_FIRST = ("interoperability", "level", "pressure", "lowest", "highest", "stage")
"""Figures that are a place on a scale: they follow their name."""
YES_OR_NO = ("declined", "put off")


def figure_told(name: str, value: int) -> str:
    """A figure of a detector as people say it: `25 % left`, `159 units elsewhere`; nothing where it says no."""
    if name in YES_OR_NO:
        return name if value else ""
    if name in NAME_FIRST:
        return f"{name} {value:,}"
    for word, whole in (("permille ", THOUSAND), ("percent ", 100)):
        if name.startswith(word):
            return f"{percent(value, whole)} {name.removeprefix(word)}"
    for word in ("weeks", "units"):
        if name.split(" ")[0] == word:
            return f"{plural(value, word[:-1])}{name.removeprefix(word)}"
    return f"{value:,} {name}"
