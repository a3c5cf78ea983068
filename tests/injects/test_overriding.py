"""A deck's own systems, lines and organisations: what it adds to the lists of the baseline, and what is said of it."""

from pathlib import Path

import pytest

from bots.roster import policy
from bots.table import play
from engine.ids import OrganisationId, SystemId
from injects.problems import Problem
from injects.writing import overrides_between, text_of
from tests.support.decks import DeckFolder

SHORE = """\
overrides:
  - path: organisations
    add:
      - {id: allies/harbour, title: Port authority, report_group: allies}
  - path: systems
    add:
      - id: SHORE
        title: Coastal missile
        platform: ground
        weight: {value: 500, tag: N}
        unit_cost: {value: 2400, tag: N}
        stock_world: {value: 36, tag: N}
        holdings: [{theatre: western-pacific, units: {value: 36, tag: N}}]
        drain: {value: 0, tag: N}
        lead_months: {value: 6, tag: N}
        expand_months: {value: 12, tag: N}
        tooling_cost: {value: 60000, tag: N}
        capacity_48: {value: 12, tag: N}
        materials: []
  - path: lines
    add:
      - id: shore-harbour
        system: SHORE
        title: Coastal missiles
        operator: allies/harbour
        country: us
        place: The harbour
        rate: {value: 4000, tag: N}
        target: {value: 8000, tag: N}
        idle: {value: 0, tag: N}
        flow_weeks: 8
        stage: 6
        vulnerability: {value: 5, tag: N}
  - path: playbook/surge-order/parameters/system/choices
    add: [SHORE]
"""


def only(problems: tuple[Problem, ...]) -> Problem:
    (problem,) = problems
    return problem


def test_a_deck_adds_an_organisation_a_system_its_line_and_a_choice_of_a_lever(folder: DeckFolder) -> None:
    folder.write("deck/overlays.yaml", SHORE)

    loaded = folder.loaded()

    assert not [problem for problem in folder.problems() if problem.severity == "error"]
    assert loaded.world.baseline.systems[-1].id == "SHORE"
    assert loaded.world.lines[list(loaded.world.lines)[-1]].operator == "allies/harbour"
    assert loaded.world.playbook["surge-order"].parameters[0].choices == ("LRASM", "PAC3MSE", "SHORE")
    assert [str(one).split(": ")[1] for one in loaded.overrides] == [
        "adds allies/harbour to organisations",
        "adds SHORE to systems",
        "adds shore-harbour to lines",
        "adds SHORE to playbook/surge-order/parameters/system/choices",
    ]


def test_what_a_deck_added_is_made_and_needed_as_everything_else(folder: DeckFolder) -> None:
    folder.write("deck/overlays.yaml", SHORE)
    need = "low: 2000, mode: 3000, high: 5000, tag: N}\n"
    need = "  - {system: SHORE, theatre: western-pacific, first_week: 1, last_week: 169, " + need
    folder.change("deck/demand.yaml", "need:\n", "need:\n" + need)
    world = folder.world()

    table = play(world, pace="half-day", seed="1", policies={OrganisationId("dod/as"): policy("idle", "1")}, until=1)

    assert table.exercise.stocks.standing(SystemId("SHORE")) != 36_000


def test_overrides_between_two_baselines_set_what_differs_and_add_what_is_more(folder: DeckFolder) -> None:
    was = folder.world().baseline
    folder.write("deck/overlays.yaml", SHORE + "  - {path: systems/LRASM/title, set: Far}\n")

    between = overrides_between(was, folder.world().baseline)

    assert [(one["path"], set(one) - {"path"}) for one in between] == [
        ("organisations", {"add"}),
        ("systems/LRASM/title", {"set"}),
        ("systems", {"add"}),
        ("lines", {"add"}),
        ("playbook/surge-order/parameters/system/choices", {"add"}),
    ]
    folder.write("deck/overlays.yaml", text_of({"overrides": between}))
    assert overrides_between(was, folder.world().baseline) == between


@pytest.mark.parametrize(
    ("overrides", "line", "message", "mend"),
    [
        ("  - {path: systems/SHORE, set: {}}\n", 2, "no `systems/SHORE`", "a new one is {path: systems, add: [{id: …}]}"),
        ("  - {path: systems/LRASM/title, add: [x]}\n", 2, "`systems/LRASM/title` is no list", "write `set:`"),
        ("  - {path: systems, add: []}\n", 2, "`add` must be a list of entries", "`- `"),
        ("  - {path: systems, add: [{id: SHORE}]}\n", 2, "`capacity_48` is missing", "add `capacity_48: …` here"),
        ("  - {path: organisations/nsc/staff/dnd, set: x}\n", 2, "`dnd` is not known here", "take it out"),
        (
            "  - {path: playbook/surge-order/parameters/system/choices, add: [SHORE]}\n",
            2,
            "there is no system `SHORE`",
            "known here",
        ),
    ],
)
def test_what_cannot_be_added_is_said_where_it_stands(
    folder: DeckFolder, overrides: str, line: int, message: str, mend: str
) -> None:
    folder.write("deck/overlays.yaml", "overrides:\n" + overrides)

    problem = folder.problems()[0]

    assert (Path(problem.file).name, problem.line) == ("overlays.yaml", line)
    assert message in problem.message
    assert mend in problem.mend


def test_what_an_override_breaks_elsewhere_in_the_baseline_is_named_as_overrides_name_it(folder: DeckFolder) -> None:
    folder.change("deck/overlays.yaml", "overrides: []", "overrides:\n  - {path: accounts/procurement/id, set: purse}")

    told = [problem for problem in folder.problems() if "playbook" in problem.file]

    assert told
    assert "overrides call this place `playbook/surge-order/steps/fund/account`" in told[0].mend


@pytest.mark.parametrize(("name", "mend"), [("all", "name every seat"), ("control", "write what it is to do into `guidance`")])
def test_who_is_no_organisation_is_told_what_stands_for_it(folder: DeckFolder, name: str, mend: str) -> None:
    folder.change("deck/injects.yaml", "to: [nsc/staff]", f"to: [{name}]")

    problem = next(one for one in folder.problems() if f"no organisation `{name}`" in one.message)

    assert mend in problem.mend


@pytest.mark.parametrize(
    ("written", "mend"),
    [
        ("by_months: 20", "did you mean `by_month`?"),
        ("quickly: true", "known here: `at_least`, `at_most`, `by_month`, `level`, `parties`"),
        (
            "at_least: 1, at_most: 2, by_month: 3, level: 1, parties: [dod/as, nsc/staff], quickly: true",
            "take it out: whatever may stand here stands here already",
        ),
    ],
)
def test_the_keys_that_are_offered_are_those_of_the_thing_itself(folder: DeckFolder, written: str, mend: str) -> None:
    criterion = "- id: O1\n    criteria: [{asks: Twice, any: [{measure: systems-surged, " + written + "}]}]"
    folder.change("deck/deck.yaml", "- id: O1", criterion)

    assert [one.mend for one in folder.problems() if "is not known here" in one.message] == [mend]
