"""Nothing that a participant reads shows how a thing is called inside: no id, no raw field, no sum in thousands."""

import re
from collections.abc import Iterator

import pytest

from engine.world import World
from tests.support.read_games import read_by, views_of_a_game
from tests.support.screens import Table

WORDS = {"counter-intelligence"}
"""Ids that are words of English too."""
RAW = re.compile(r"\$[\d,]+K\b|[{}]|\bpermille\b|\b[a-z]+_[a-z_]+\b|\b[a-z-]+:[a-z-]+:\S+")
"""Sums in thousands, blanks that nothing filled, units of the rules, ids of what was begun in play."""

COMPOSED = re.compile(r"[A-Za-z0-9]+(?:[-_/][A-Za-z0-9]+)+")


def _ids(world: World) -> Iterator[str]:
    tables = (world.organisations, world.theatres, world.playbook, world.lines, world.authorities, world.index_kinds)
    for table in tables:
        yield from map(str, table)
    yield from (one for one in map(str, world.components) if "_" in one)
    for organisation in world.organisations.values():
        yield from (slot.id for slot in organisation.slots)
    for kind in world.playbook.values():
        yield from (step.id for step in kind.steps)
        yield from kind.risks
        yield from (value for one in kind.parameters for value in one.choices if not value.isdecimal())


@pytest.mark.parametrize("deck", ["taiwan-blockade"])
def test_what_a_participant_reads_in_a_game_names_things_by_their_titles(deck: str) -> None:
    world, moments = views_of_a_game(deck)
    ids = {one for one in _ids(world) if re.search(r"[-_/]", one)} - WORDS

    found: dict[str, str] = {}
    table = Table(world)
    for views in moments:
        for view in views.values():
            for where, text in read_by(table, view):
                for each in (*RAW.finditer(text), *(one for one in COMPOSED.finditer(text) if one.group() in ids)):
                    around = text[max(0, each.start() - 40) : each.end() + 20].replace("\n", " ")
                    found.setdefault(each.group(), f"{view.organisation}, {where}: {around}")

    assert found == {}
