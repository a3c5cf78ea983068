"""Which organisations a planner's text names: by id, last part of an id, title or cell. What for is the caller's business."""

import re

from engine.ids import OrganisationId
from engine.world import World
from injects.problems import did_you_mean


def named_organisations(text: str, world: World) -> tuple[tuple[OrganisationId, ...], list[str]]:
    """Those that a text names, by id, last part of an id, title or cell; and a sentence for each name that none has."""
    whole = _meant(text, world)
    if whole:
        return whole, []
    found: dict[OrganisationId, None] = {}
    unknown = []
    for name in (one.strip() for piece in re.split(r"[;\n|+]", text) for one in _by_comma(piece, world)):
        meant = _meant(name, world)
        found.update(dict.fromkeys(meant))
        if name and not meant:
            unknown.append(nobody_is_named(name, world))
    return tuple(found), unknown


def exactly_named(name: str, world: World) -> tuple[OrganisationId, ...]:
    """Those that one name means, without looking for names that are like it; none where nobody has it."""
    return _meant(name, world)


def nobody_is_named(name: str, world: World) -> str:
    """The sentence for a name that none has, with the nearest one. It takes a while to find: not for thousands."""
    return f"{world.deck.id} has no organisation `{name[:80]}`: {_nearest(name[:80], world)}"


def _nearest(name: str, world: World) -> str:
    """The mend: the nearest id or cell, else the nearest title, else who has a seat."""
    named = did_you_mean(
        name, [*map(str, world.organisations), *(one.rpartition("/")[2] for one in world.organisations), *_cells(world)]
    )
    titled = did_you_mean(name, [its.title for its in world.organisations.values()])
    for mend in (named, titled):
        if mend.startswith("did you mean"):
            return mend
    return f"name one of {', '.join(world.seated)}"


def _by_comma(piece: str, world: World) -> list[str]:
    """A title may hold commas: what is one as it stands is not taken apart."""
    return [piece] if _meant(piece, world) else piece.split(",")


def _meant(name: str, world: World) -> tuple[OrganisationId, ...]:
    wanted = _plain(name)
    by_name = [one for one, its in world.organisations.items() if wanted in (_plain(one), _plain(its.title))]
    by_end = [one for one in world.organisations if _plain(one.rpartition("/")[2]) == wanted]
    if by_name or len(by_end) == 1:
        return tuple(by_name or by_end)
    return tuple(_cells(world).get(wanted, ()))


def _cells(world: World) -> dict[str, list[OrganisationId]]:
    """The cells of the room: the groups of the report, and the first parts of ids."""
    cells: dict[str, list[OrganisationId]] = {}
    for one, its in world.organisations.items():
        for cell in dict.fromkeys((its.report_group, one.partition("/")[0])):
            if cell != "other":
                cells.setdefault(cell, []).append(one)
    return cells


def _plain(name: str) -> str:
    return re.sub(r"[\s/_-]+", "-", name.strip().lower())
