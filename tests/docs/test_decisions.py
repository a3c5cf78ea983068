"""The page of decisions against the decks: a row for every organisation and turn, with what the deck says and nothing else."""

from collections import defaultdict
from functools import cache
from pathlib import Path

import pytest

from engine.deck import Inject
from engine.world import World
from injects.checks.arriving import turn_of
from injects.decisions import MAIN_DECKS
from tests.support.decks import main_world

PAGE = (Path(__file__).parents[2] / "docs" / "decisions.md").read_text(encoding="utf-8")
EVERY = pytest.mark.parametrize("deck", MAIN_DECKS)


@cache
def world_of(deck: str) -> World:
    return main_world(deck)


@cache
def sections(deck: str) -> dict[str, list[str]]:
    """The lines below each organisation's heading, by its title."""
    found: dict[str, list[str]] = defaultdict(list)
    heading = ""
    for line in PAGE.splitlines():
        if line.startswith("#"):
            deck_title, _, heading = line.removeprefix("### ").partition(": ")
            heading = heading if deck_title == world_of(deck).deck.title else ""
        elif heading:
            found[heading].append(line)
    return found


def rows(deck: str, title: str) -> list[list[str]]:
    """The cells of each row of an organisation's table."""
    lines = [line for line in sections(deck)[title] if line.startswith("| ") and not line.startswith("| turn |")]
    return [line.strip("| ").split(" | ") for line in lines]


def coalition(deck: str) -> dict[str, str]:
    """By id the title of each organisation that is no adversary."""
    world = world_of(deck)
    adversaries = {one.id for one in world.baseline.adversaries}
    return {key: one.title for key, one in world.organisations.items() if key not in adversaries}


def inject_of(deck: str, cell: str) -> Inject:
    """The inject that a cell names by its reference."""
    return next(one for one in world_of(deck).deck.injects if one.reference == cell.partition(" ")[0])


@EVERY
def test_every_organisation_has_a_row_in_every_turn(deck: str) -> None:
    pace = max(world_of(deck).deck.paces, key=lambda one: len(one.turns))

    assert set(sections(deck)) == set(coalition(deck).values())
    for title in coalition(deck).values():
        turns = {int(row[0].partition(",")[0]) for row in rows(deck, title) if row[0][0].isdigit()}
        assert turns == set(range(1, len(pace.turns) + 1)), title


@EVERY
def test_a_row_says_what_the_deck_says_and_no_decision_of_the_deck_is_missing(deck: str) -> None:
    pace = max(world_of(deck).deck.paces, key=lambda one: len(one.turns))
    for organisation, title in coalition(deck).items():
        asked = {one.reference for one in world_of(deck).deck.injects if organisation in one.to and one.choices}

        assert {row[1].partition(" ")[0] for row in rows(deck, title)} == asked
        for turn, about, between, costs, told, dilemma in rows(deck, title):
            inject = inject_of(deck, about)
            known = turn_of(inject, pace)
            assert turn.startswith(f"{known}," if known else "if it comes about"), about
            assert all(choice.title in between for choice in inject.choices), about
            assert costs.count("(") >= len(inject.choices) >= 2, about
            assert (told == "everybody") is ("public" in inject.seen_by), about
            assert dilemma == inject.tension.replace("-", " ") != "", about


@EVERY
def test_what_each_organisation_alone_knows_stands_above_its_table(deck: str) -> None:
    facts = {one.organisation: one.private_fact.strip() for one in world_of(deck).deck.briefs}

    for organisation, title in coalition(deck).items():
        assert f"**It alone knows:** {facts[organisation]}" in sections(deck)[title]


@EVERY
def test_each_of_the_dilemmas_of_the_brief_is_put_to_somebody_in_both_decks(deck: str) -> None:
    seeds = {
        "stability or flexibility",
        "leak or not sharing",
        "jobs at home or capacity abroad",
        "disclose or bargain",
        "build or buy american",
        "hold or lend",
    }
    put = {row[5] for title in coalition(deck).values() for row in rows(deck, title)}

    assert seeds <= put
