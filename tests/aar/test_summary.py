"""summary.json and findings.json: every figure follows from the log, and nothing is in them that their schemas do not say."""

from functools import cache

import pytest

from aar.answer import Answer, answer_of
from aar.findings.weighing import BACKGROUND
from aar.models import Findings, Summary
from aar.reading import Played, read
from aar.results import json_text
from aar.schemas import schema_text
from aar.summary import findings_of, summary_of
from bots.roster import policy
from bots.table import play
from engine.ids import SystemId
from tests.support.decks import opening_world

WORLD = opening_world()
SILENT = "congress/appropriators"
"""Whoever never answers, so that somebody has waited."""


@cache
def played(name: str = "typical", until: int | None = None) -> tuple[Played, Answer]:
    policies = {one: policy("idle" if one == SILENT else name, "2") for one in WORLD.organisations}
    log = read(play(WORLD, pace="half-day", seed="2", policies=policies, until=until).entries)
    return log, answer_of(log)


def test_need_is_what_was_met_and_what_was_short_in_every_theatre() -> None:
    for system in summary_of(*played()).systems.values():
        assert system.need == {theatre: system.met[theatre] + system.short[theatre] for theatre in system.need}
        assert sum(system.need.values()) > 0


def test_the_six_shares_of_the_split_sum_exactly_to_what_was_short() -> None:
    for system in summary_of(*played()).systems.values():
        assert sum(system.split.model_dump().values()) == sum(system.short.values())


def test_the_shares_of_the_boundaries_sum_exactly_to_the_seam() -> None:
    summary = summary_of(*played())

    for name, system in summary.systems.items():
        assert sum(boundary.shapley[SystemId(name)] for boundary in summary.boundaries) == system.split.seam


def test_what_bound_the_lines_is_permille_and_sums_to_the_whole() -> None:
    for system in summary_of(*played()).systems.values():
        assert sum(system.binding.values()) == 1000


def test_every_organisation_finds_what_it_said_on_every_occasion() -> None:
    for system in summary_of(*played()).systems.values():
        assert sorted(system.said) == sorted(WORLD.organisations)
        assert {tuple(occasions) for occasions in system.said.values()} == {("StartEx", "mid-point", "EndEx")}


def test_a_finding_names_both_sides_and_entries_that_are_in_the_log() -> None:
    log, answer = played()
    found = findings_of(log, answer).findings

    assert {one.code for one in found} >= {"AUT-4", "CAP-4"}
    assert {one.code for one in found} & {"CAP-1", "WRK-1"}  # machines, or people: one line is told once (rule 15.5)
    for one in found:
        assert one.evidence
        assert set(one.evidence) <= set(range(log.entries))
        assert set(one.organisations) <= set(WORLD.organisations)
        told = [link for link in one.chain if link.link not in BACKGROUND]
        assert {entry for link in told for entry in link.entries} <= set(one.evidence)


def test_the_chain_of_a_split_concurrence_leads_from_the_shortage_to_the_boundary() -> None:
    found = next(one for one in findings_of(*played()).findings if one.code == "AUT-4")

    kinds = [link.link for link in found.chain]
    assert kinds[0] == "shortage"
    assert kinds[-2:] == ["step", "boundary"]


def test_the_seed_is_told_after_endex_and_before_only_to_whoever_gave_it() -> None:
    running = played("idle", until=1)

    assert summary_of(*played()).seed == "2"
    assert summary_of(*running).seed is None
    assert summary_of(*running, seed_is_known=True).seed == "2"


def test_an_exercise_that_has_not_ended_counts_what_was_played() -> None:
    summary = summary_of(*played("idle", until=1))

    assert (summary.ended, summary.turns, summary.turns_played, summary.weeks) == (False, 3, 1, 13)


def test_what_is_written_is_read_again_as_the_same_by_the_same_classes() -> None:
    summary, findings = summary_of(*played()), findings_of(*played())

    assert Summary.model_validate_json(json_text(summary)) == summary
    assert Findings.model_validate_json(json_text(findings)) == findings


@pytest.mark.parametrize("name", ["summary", "findings", "state"])
def test_a_schema_says_of_every_quantity_in_which_unit_it_is(name: str) -> None:
    assert '"unit": "thousandths of a unit' in schema_text(name)
