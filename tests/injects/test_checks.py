from typing import get_args

import pytest

from engine import conditions as c
from engine.effects import Effect
from injects.check import check
from injects.checks.load import load_table
from injects.checks.msel import never_holds
from injects.checks.names import CONDITION_NAMES, EFFECT_NAMES
from injects.load import load_world
from tests.support.decks import DeckFolder

INJECTS, CALENDAR, DEMAND, DECK = "deck/injects.yaml", "deck/calendar.yaml", "deck/demand.yaml", "deck/deck.yaml"
BRIEFS, PLAYBOOK, SYSTEMS = "deck/organisations.yaml", "baseline/playbook.yaml", "baseline/systems.yaml"
LINES, ACCOUNTS, PARTS = "baseline/lines.yaml", "baseline/accounts.yaml", "baseline/components.yaml"
ORGANISATIONS, THEATRE = "baseline/organisations.yaml", "baseline/theatre.yaml"

NAMES = [
    (INJECTS, "magazine", "[nsc/staff]", "[nsc/staf]", "no organisation `nsc/staf`", "did you mean `nsc/staff`?"),
    (INJECTS, "", "[public]", "[publik]", "no organisation `publik`", "did you mean `public`?"),
    (INJECTS, "", "system: LRASM", "system: LRSAM", "no system `LRSAM`", "did you mean `LRASM`?"),
    (INJECTS, "", "account: procurement", "account: purse", "no account `purse`", "known here: `procurement`"),
    (INJECTS, "", "index: warning", "index: warnings", "no index `warnings`", "did you mean `warning`?"),
    (INJECTS, "", "component: SEEK_PAC3", "component: SEEK", "no component `SEEK`", "did you mean `SEEK_PAC3`?"),
    (INJECTS, "", "to: dod/as}", "to: dod/at}", "no organisation `dod/at`", "did you mean `dod/as`?"),
    (INJECTS, "", "type: coproduce", "type: coprodus", "no initiative type `coprodus`", "did you mean `coproduce`?"),
    (INJECTS, "", "proposer: allies/japan", "proposer: japan", "no organisation `japan`", "`allies/japan`?"),
    (INJECTS, "", "objective: O1", "objective: O7", "no objective `O7`", "`O1`"),
    (INJECTS, "", "objective: O1", 'objective: ""', "no objective ``", "known here: `O1`"),
    (INJECTS, "", "id: quarantine-drills", "id: surge-assumption-call", "stands in `injects` twice", "another id"),
    (INJECTS, "", "id: letter-of-intent", "id: obligate-now", "stands in `choices` twice", "another id"),
    (INJECTS, "effect: index", "index: warning", 'index: "{index}"', "no parameter `{index}` here", "nothing"),
    (DECK, "", "[LRASM, PAC3MSE]", "[LRASM, PAC4]", "no system `PAC4`", "`PAC3MSE`"),
    (DECK, "", "theatre: western", "theatre: eastern", "no theatre `eastern-pacific`", "`western-pacific`?"),
    (CALENDAR, "", "default_pace: half-day", "default_pace: halfday", "no pace `halfday`", "`half-day`?"),
    (DEMAND, "", "system: LRASM", "system: LRAMS", "no system `LRAMS`", "did you mean `LRASM`?"),
    (BRIEFS, "", "[SEEK_PAC3]", "[SEEKER]", "no component `SEEKER`", "`SEEK_PAC3`"),
    (SYSTEMS, "", "component: CASTING", "component: CASTINGS", "no component `CASTINGS`", "`CASTING`?"),
    (LINES, "", "system: LRASM", "system: LRASMS", "no system `LRASMS`", "did you mean `LRASM`?"),
    (LINES, "", "country: us", "country: usa", "no organisation `usa`", "did you mean `us`?"),
    (PARTS, "", "operator: industry/primes", "operator: industry", "no organisation `industry`", "primes`?"),
    (ACCOUNTS, "", "owner: congress/appropriators", "owner: congress", "no organisation `congress`", "appropriators`?"),
    (THEATRE, "", "tag: N", "tag: X", "no confidence tag `X`", "known here: `V`"),
    (PLAYBOOK, "mode: 39", "tag: N", "tag: notional", "no confidence tag `notional`", "known here: `V`"),
    (ORGANISATIONS, "", "id: nsc/state", "id: nsc/staff", "stands in `organisations` twice", "another id"),
]
LEVERS = [
    (
        PLAYBOOK,
        "id: contract\n        title: Put",
        "processing: 4",
        "reduces: [units]\n        processing: 4",
        "`units` may be granted less of by `fund` already",
        "to one step",
    ),
    (PLAYBOOK, "", "after: [prioritise]", "after: [prioritize]", "no step `prioritize`", "did you mean `prioritise`?"),
    (PLAYBOOK, "", "after: []", "after: [accept]", "`prioritise` can never open", "out of an `after`"),
    (PLAYBOOK, "", "after: [endorse, notify, fund]", "after: [endorse, fund]", "`notify` leads nowhere", "of `build`"),
    (PLAYBOOK, "", 'by: "{country}"', 'by: "{land}"', "no parameter `{land}` here", "`country`"),
    (PLAYBOOK, "", 'by: "{country}"', 'by: "{rung}"', "no choice of `rung` is the name of a known organisation", "`country`"),
    (PLAYBOOK, "", "by: nsc/staff", "by: nsc/stuff", "no organisation `nsc/stuff`", "did you mean `nsc/staff`?"),
    (PLAYBOOK, "", "Order {units} more", "Order {unit} more", "no parameter `unit` here", "did you mean `units`?"),
    (PLAYBOOK, "", 'system: "{system}", units', 'system: "{sytem}", units', "no parameter `{sytem}`", "`system`?"),
    (PLAYBOOK, "", 'units: "{units}"', 'units: "{system}"', "stands for words", "with numbers"),
    (PLAYBOOK, "", 'units: "{units}"', 'units: "many"', "neither a whole number nor a {parameter}", "digits"),
    (
        PLAYBOOK,
        "",
        'system: "{system}", units',
        'system: "{units}", units',
        "no choice of `units` is the name of a known system",
        "`system`",
    ),
    (PLAYBOOK, "", 'rung: "{rung}"', "rung: kits", "no rung `kits`", "`assembly`"),
    (PLAYBOOK, "", "[assembly, components]", "[kits, components]", "no rung `kits`", "`assembly`"),
    (PLAYBOOK, "", "account: procurement", 'account: ""', "pays without account or price", "add `account"),
    (PLAYBOOK, "", "account: procurement", "account: japan-capacity", "which belongs to `allies/japan`", "its own"),
    (PLAYBOOK, "", "account: procurement", "account: procurment", "no account `procurment`", "`procurement`?"),
    (PLAYBOOK, "", "kind: pay", "kind: decide", "only `pay` steps pay", "make its kind `pay`"),
    (PLAYBOOK, "", "kind: work", "kind: decide", "only work has a duration", "make it work"),
    (PLAYBOOK, "Notification", "kind: clock", "kind: work", "work without a duration", "add `duration"),
    (PLAYBOOK, "Notification", "processing: 3", "processing: 0", "has no weeks", "statutory weeks"),
    (PLAYBOOK, "", "mode: 39", "mode: 99", "must rise", "rising order"),
    (PLAYBOOK, "", "principals-meetings: 1", "principal-meetings: 1", "has no slots `principal-meetings`", "`princip"),
    (PLAYBOOK, "", "principals-meetings: 1", "principals-meetings: 0", "spends 0", "one or more"),
    (PLAYBOOK, "", "reduces: [units]", "reduces: [unit]", "no parameter `unit`", "did you mean `units`?"),
    (PLAYBOOK, "", "reduces: [units]", "reduces: [system]", "cannot be granted in part", "reducible: true"),
    (PLAYBOOK, "", "units: units", 'units: ""', "`per_unit_of` needs `units`", "counts them"),
    (
        PLAYBOOK,
        "",
        "expansion_of: component",
        "expansion_of: percent",
        "no choice of `percent` is the name of a known component",
        "`component`",
    ),
    (PLAYBOOK, "", "choice_of: percent", 'choice_of: ""', "need each other", "add the other"),
    (PLAYBOOK, "", '"50": -150000', '"60": -150000', "`60` is no choice of `percent`", "`50`"),
    (PLAYBOOK, "", "low: 50", "low: 5000", "needs either choices, or a low and a higher high", "one of the two"),
    (PLAYBOOK, "", "once_for: [system, country]", "once_for: [system, land]", "no parameter `land`", "`country`"),
    (PLAYBOOK, "", "deterrence: 1", "deterence: 1", "none of the four purposes", "did you mean `deterrence`?"),
    (PLAYBOOK, "", "deterrence: 1", "deterrence: 3", "`deterrence` has 3 points", "0 to 2"),
    (PLAYBOOK, "", "proposers: [dod/as, nsc/staff]", "proposers: [dod]", "no organisation `dod`", "`dod/as`"),
    (PLAYBOOK, "", "choices: [PAC3MSE]}", "choices: [LRASM]}", "no line makes `LRASM` in `allies/japan`", "lines.yaml"),
]
CALENDARS = [
    (CALENDAR, "", "[13, 30, 126]", "[13, 30, 125]", "168 weeks, and the exercise has 169", "by +1 weeks"),
    (CALENDAR, "", "[13, 30, 126]", "[0, 43, 126]", "a turn of `half-day` has no week", "1 or more"),
    (CALENDAR, "", "2026-01-01", "1 January", "`1 January` is no date", "2026-01-31"),
    (CALENDAR, "", "shooting_week: 18", "shooting_week: 180", "week 180 is not in the calendar", "from 1 to 169"),
    (CALENDAR, "", "weeks: 169", "weeks: 999999", "`weeks` cannot be 999999", "from 1 to 520"),
    (DEMAND, "", "first_week: 19", "first_week: 18", "`LRASM` has two needs in a week", "before the other"),
    (DEMAND, "", "last_week: 43", "last_week: 40", "how many `LRASM` are needed in week 41", "from week 41"),
    (DEMAND, "", "last_week: 169", "last_week: 170", "does not lie in the calendar", "from 1 to 169"),
    (DEMAND, "", "low: 300", "low: 500", "must rise", "rising order"),
    (SYSTEMS, "stock_theatre", "value: 450", "value: 451", "the theatre holds 451 of 450", "includes"),
    (SYSTEMS, "expand_months", "value: 21", "value: 0", "`expand_months` cannot be 0", "from 1 up"),
    (LINES, "", "flow_weeks: 6", "flow_weeks: 0", "`flow_weeks` cannot be 0", "from 1 up"),
    (LINES, "", "value: 40000", "value: 400", "`target` cannot be 400", "from 12000 up"),
    (LINES, "", "system: LRASM", "system: PAC3MSE", "no line makes `LRASM`", "lines.yaml"),
    (PARTS, "", "value: 6,", "value: -6,", "`spare` cannot be -6", "from 0 up"),
    (THEATRE, "", "air_permille: 200", "air_permille: 2000", "`air_permille` cannot be 2000", "from 0 to 1000"),
    (ORGANISATIONS, "", "start: 3", "start: -3", "`start` cannot be -3", "from 0 up"),
    (DECK, "", "value: 50,", "value: 150,", "`confidence` cannot be 150", "from 0 to 100"),
]
MSEL = [
    (INJECTS, "", "week: 5}", "week: 170}", "`surge-assumption-call` never fires", "from 1 to 169"),
    (INJECTS, "", "below: 7}", "below: 0}", "`magazine-report` never fires", "`at_the_latest`"),
    (INJECTS, "", "at_the_latest: 16", "at_the_latest: 170", "week 170 is not in the calendar", "or delete it"),
    (INJECTS, "magazine-report", "to: [nsc/staff]", "to: []", "expects an answer, and nobody can give one", "in `to`"),
    (INJECTS, "magazine-report", "to: [nsc/staff]", "to: [public]", "no organisation `public`", "known here"),
    (INJECTS, "", "due_turns: 1", "due_turns: 0", "due before it is asked", "1 or more"),
    (INJECTS, "", "permille: 700", "permille: 1700", "`permille` cannot be 1700", "from 0 to 1000"),
    (INJECTS, "", "title: Quarantine drills", 'title: " "', "`title` of `quarantine-drills` is empty", "write it"),
]


ELSEWHERE = {
    "`notify` leads nowhere",
    "no line makes `LRASM` in `allies/japan`",
    "no line makes `LRASM`",
    "how many `LRASM` are needed in week 41",
    "only work has a duration",
    "only `pay` steps pay",
}
"""Reported at the one of two places that does not fit the other, which is not the one that the test changed."""


@pytest.mark.parametrize(("name", "after", "old", "new", "message", "mend"), [*NAMES, *LEVERS, *CALENDARS, *MSEL])
def test_a_check_fires_at_the_line_that_was_broken(
    folder: DeckFolder, name: str, after: str, old: str, new: str, message: str, mend: str
) -> None:
    place = folder.change(name, old, new, after=after)

    problems = [problem for problem in folder.problems() if message in problem.message]

    assert problems, "\n".join(map(str, folder.problems()))
    assert mend in problems[0].mend
    assert problems[0].severity == "error"
    if message not in ELSEWHERE:
        assert problems[0].file == place.file
        assert abs(problems[0].line - place.line) <= 1


@pytest.mark.parametrize("variant", ["start-2026", "mid-2026"])
def test_every_check_stays_silent_on_the_shipped_deck(variant: str) -> None:
    report = check("taiwan-blockade", variant)

    assert report.problems == ()


def test_an_inject_that_nobody_sees_is_an_error(folder: DeckFolder) -> None:
    folder.change("deck/injects.yaml", "to: [nsc/staff]\n    seen_by: [dod/as]", "to: []", after="magazine-report")

    assert any("is seen by nobody" in problem.message for problem in folder.problems())


def test_a_turn_with_too_many_injects_is_a_warning_at_its_pace(folder: DeckFolder) -> None:
    folder.change("deck/injects.yaml", "week: 5}", "week: 14}")
    folder.change("deck/injects.yaml", "week: 7}", "week: 14}")

    problems = folder.problems()

    assert {problem.severity for problem in problems} == {"warning"}
    assert any("`dod/as` in turn 2 of `half-day` meets 5 injects, more than 3" in problem.message for problem in problems)
    assert {problem.file.rsplit("/", 1)[-1] for problem in problems} == {"calendar.yaml"}


def test_an_organisation_without_a_lever_or_anything_coming_in_is_a_warning(folder: DeckFolder) -> None:
    folder.change(
        "baseline/organisations.yaml",
        "  - id: dod/as",
        "  - {id: dod/idle, title: Idle, report_group: dod}\n  - id: dod/as",
    )

    messages = [problem.message for problem in folder.problems()]

    assert "`dod/idle` has no brief" in messages
    assert "`dod/idle` has no lever that it can propose in any turn" in messages
    assert "nothing comes in for `dod/idle` in turn 3 of `half-day`" in messages


def test_the_load_table_counts_what_each_organisation_meets_in_each_turn() -> None:
    table = load_table(load_world("taiwan-blockade"))

    found = next(row for row in table if (row.pace, row.turn, row.organisation) == ("half-day", 2, "dod/as"))
    assert (found.injects, found.decisions, found.new_levers) == (3, 2, 0)
    staff = next(row for row in table if (row.pace, row.turn, row.organisation) == ("half-day", 1, "nsc/staff"))
    assert (staff.injects, staff.may_arrive, staff.new_levers) == (2, 1, 1)
    assert len(table) == (3 + 6 + 9) * 6


def test_objectives_that_no_inject_tests_are_named() -> None:
    assert check("taiwan-blockade").untested == ("O4", "O10")


def test_every_effect_and_condition_has_its_names_checked() -> None:
    effects = set(get_args(get_args(Effect)[0]))
    conditions = set(get_args(get_args(c.Condition)[0]))

    assert set(EFFECT_NAMES) == effects
    assert set(CONDITION_NAMES) <= conditions


@pytest.mark.parametrize(
    ("condition", "never"),
    [
        (c.WeekReached(condition="week", at_least=170), True),
        (c.WeekReached(condition="week", at_least=169), False),
        (c.TurnReached(condition="turn", at_least=10), True),
        (c.TurnReached(condition="turn", at_least=9), False),
        (c.IndexAtLeast(condition="index", index="confidence", at_least=101), True),
        (c.StockBelow(condition="stock", system="LRASM", below=1), False),
        (c.ComponentBinds(condition="component-binds", component="CASTING"), False),
        (c.InitiativeStands(condition="initiative", type="coproduce", state="done", proposer="congress/appropriators"), True),
        (c.InitiativeStands(condition="initiative", type="coproduce", state="none", proposer="congress/appropriators"), False),
        (c.InitiativeStands(condition="initiative", type="coproduce", state="done", proposer="dod/as"), False),
        (c.InjectAnswered(condition="inject-answered", inject="this-one"), True),
        (c.InjectAnswered(condition="inject-answered", inject="magazine-report"), False),
    ],
)
def test_a_condition_that_can_never_hold_is_recognised(condition: c.Condition, never: bool) -> None:
    world = load_world("taiwan-blockade")
    possible = c.WeekReached(condition="week", at_least=1)

    assert never_holds(condition, world, "this-one") is never
    assert never_holds(c.AllOf(condition="all", of=(possible, condition)), world, "this-one") is never
    assert never_holds(c.AnyOf(condition="any", of=(condition, condition)), world, "this-one") is never
    assert not never_holds(c.AnyOf(condition="any", of=(possible, condition)), world, "this-one")
    always = c.WeekReached(condition="week", at_least=0)
    assert never_holds(c.Not(condition="not", of=always), world, "this-one")
