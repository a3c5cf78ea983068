"""The state after any entry, and what any organisation knew then: as they were in play, as data and as a page."""

from functools import cache

import pytest

from aar.replaying import UnreadableLogError
from aar.results import json_text
from aar.snapshot import (
    StateSnapshot,
    ViewSnapshot,
    state_at,
    state_document,
    view_at,
    view_document,
)
from aar.state_page import FATES, state_page
from aar.view_page import view_page
from aar.wording import WIDTH
from bots.roster import policy
from bots.table import play
from engine.entries import Entry
from engine.exercise import Exercise
from engine.ids import CONTROL, OrganisationId
from engine.standings import standings
from engine.stored import parse, state_hash, state_of, state_plain
from engine.views import View
from tests.support.decks import opening_world
from tests.support.watched_games import WatchedTable, watch

WORLD = opening_world()
SILENT = "congress/appropriators"
"""Whoever never answers, so that something waits."""
JAPAN = OrganisationId("allies/japan")


@cache
def watched() -> tuple[list[Entry], list[Exercise], list[dict[OrganisationId, View]]]:
    """A random game in the small world: its log, and state and views as they were after each entry but the first."""
    states: list[Exercise] = []
    views: list[dict[OrganisationId, View]] = []

    def look(table: WatchedTable) -> None:
        states.append(table.exercise)
        views.append(dict(table.views))

    table = watch(look, salt="snapshots", orders_each=4)
    return table.entries, states, views


@cache
def log() -> list[Entry]:
    policies = {one: policy("idle" if one == SILENT else "typical", "2") for one in WORLD.organisations}
    return play(WORLD, pace="half-day", seed="2", policies=policies).entries


@pytest.mark.parametrize("eighth", range(1, 9))
def test_the_state_after_an_entry_is_the_one_that_was_there_in_play(eighth: int) -> None:
    entries, states, _ = watched()
    number = (len(entries) - 1) * eighth // 8

    snapshot = state_at(entries, number)

    assert state_hash(snapshot.moment.exercise) == state_hash(states[number - 1])
    assert snapshot.moment.hash == entries[number].hash


@pytest.mark.parametrize("eighth", range(1, 9))
def test_what_an_organisation_knew_after_an_entry_is_what_it_knew_in_play(eighth: int) -> None:
    entries, _, views = watched()
    number = (len(entries) - 1) * eighth // 8

    for organisation, view in views[number - 1].items():
        assert view_at(entries, organisation, number).view == view


def test_before_the_first_order_there_is_the_world_as_declared() -> None:
    assert state_at(log(), 0).moment.exercise.phase == "setup"
    assert "before StartEx" in state_page(state_at(log(), 0))
    assert "before StartEx" in view_page(view_at(log(), JAPAN, 0))


@pytest.mark.parametrize("number", [-1, len(log()), 10_000])
def test_an_entry_that_there_is_not_is_said_with_those_that_there_are(number: int) -> None:
    mend = f"give --to a number from 0 to {len(log()) - 1}"

    with pytest.raises(UnreadableLogError, match=mend):
        state_at(log(), number)
    with pytest.raises(UnreadableLogError, match=mend):
        view_at(log(), JAPAN, number)


def test_need_is_what_was_met_and_short_up_to_this_entry_and_no_further() -> None:
    middle, end = (state_at(log(), number).so_far for number in (150, None))

    for system, theatres in middle.items():
        for theatre, so_far in theatres.items():
            assert so_far.need == so_far.met + so_far.short
            assert 0 < so_far.need < end[system][theatre].need


def test_the_state_as_data_holds_everything_that_the_rules_need() -> None:
    snapshot = state_at(log(), 150)

    document = StateSnapshot.model_validate_json(json_text(state_document(snapshot)))

    again = state_of(Exercise, document.state, snapshot.moment.exercise.world)
    assert state_hash(again) == document.state_hash == state_hash(snapshot.moment.exercise)


def test_the_view_as_data_holds_the_whole_view_and_no_seed_before_endex() -> None:
    glimpse = view_at(log(), JAPAN, 150)

    document = ViewSnapshot.model_validate_json(json_text(view_document(glimpse)))

    assert document.view == parse(json_text(view_document(glimpse)))["view"]
    assert document.view.keys() == state_plain(glimpse.view).keys()
    assert document.view["seed"] == ""


@pytest.mark.parametrize("number", [0, 40, 90, 150, None])
def test_every_page_fits_a_window_of_80_columns(number: int | None) -> None:
    pages = [state_page(state_at(log(), number))]
    pages += [view_page(view_at(log(), organisation, number)) for organisation in WORLD.organisations]

    for page in pages:
        assert max(len(line) for line in page.splitlines()) <= WIDTH
        assert page.startswith("UNCLASSIFIED // EXERCISE MATERIAL\n")


def test_the_page_of_a_state_says_where_it_stands_and_who_is_waited_for() -> None:
    page = state_page(state_at(log(), 130))
    exercise = state_at(log(), 130).moment.exercise

    assert f"turn {exercise.turn} of {exercise.turns} · {exercise.phase} · week {exercise.week} is the present" in page
    for initiative in exercise.initiatives.values():
        for step in initiative.steps.values():
            if initiative.running and step.waits:
                assert f"waits for {step.by}" in page
    for index, value in exercise.indices.items():
        assert f"{index:<18} {value:>5}" in page
    for account in exercise.world.accounts.values():
        assert account.title in page


def test_2_9_the_page_and_the_data_of_a_state_say_what_will_happen_to_what_waits() -> None:
    snapshot = state_at(log(), 130)
    exercise = snapshot.moment.exercise
    page, document = state_page(snapshot), state_document(snapshot)

    told = page.partition("Before the weeks pass\n")[2]
    waiting = {one.organisation: [step.fate for step in one.waiting] for one in standings(exercise)}
    lines = dict(zip(waiting, told.splitlines(), strict=False))
    for organisation, fates in waiting.items():
        assert lines[organisation].split()[0] == organisation
        assert ("nothing waits" in lines[organisation]) == (not fates)
        for fate, words in FATES.items():
            assert (f"{fates.count(fate)} {words}" in lines[organisation]) == (fate in fates)
    assert any(waiting.values())
    assert {one.organisation: [step.fate for step in one.waiting] for one in document.standings} == waiting


def test_a_page_names_the_order_of_its_entry_and_why_it_was_refused() -> None:
    entries, _, _ = watched()
    refused = next(entry for entry in entries[1:] if "refusal" in entry.parts[CONTROL].plain["verdict"])

    page = " ".join(state_page(state_at(entries, refused.number)).split())

    assert "refused: " in page


def test_the_page_of_a_view_shows_what_waits_for_it_and_nobody_elses_brief() -> None:
    page = " ".join(view_page(view_at(log(), JAPAN, 130)).split())

    for brief in WORLD.deck.briefs:
        assert (" ".join(brief.private_fact.split()) in page) == (brief.organisation == JAPAN)
