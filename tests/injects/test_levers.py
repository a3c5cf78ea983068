from pathlib import Path

import pytest

from tests.support.decks import DeckFolder

PLAYBOOK, AUTHORITIES = "baseline/playbook.yaml", "baseline/authorities.yaml"
LADDER = """  - id: ladder
    title: "Expand {line.title}: {rung}"
    summary: Expands an allied line.
    source: A test
    parameters:
      - {id: line, title: Line, of: line}
      - {id: rung, title: Rung, choices: [assembly, components]}
    proposers: [dod/as, "{line.operator}"]
    purposes: {supply: 1, alliance: 2, deterrence: 1, readiness: 1}
    risks: {industry: 1, technology: 2, politics: 2, not-sharing: 2}
    once_for: [line]
    side_by_side_at: 2
    steps:
      - id: release
        title: "Release {line.system}"
        by: nsc/state
        kind: decide
        after: []
        needs: [dpa]
      - id: notify
        title: Notification runs
        by: nsc/state
        kind: clock
        after: [release]
        after_side_by_side: []
        may_hold: nsc/staff
        waived_by: dpa
        by_choice: {of: line.country, weeks: {allies/japan: 3}}
      - {id: build, title: Build, by: "{line.operator}", kind: work, after: [release, notify],
         duration: {low: 1, mode: 2, high: 3, tag: N},
         by_choice: {of: rung, durations: {assembly: {low: 1, mode: 2, high: 3, tag: N}}}}
    effects:
      - {effect: site, line: "{line}", rung: "{rung}", weeks: 26, component: CASTING, component_percent: 0, component_weeks: 1}
"""
"""A lever that uses what those of the tests' own deck do not."""
LAW = "authorities:\n  - {id: dpa, title: A power, holder: nsc/staff, in_force: true, tag: N, source: A test}\n"

OPENING_LEVERS = [
    (
        "id: contract\n        title: Put",
        "processing: 4",
        "reduces: [units]\n        processing: 4",
        "`units` may be granted less of by `fund` already",
        "to one step",
    ),
    ("", "after: [prioritise]", "after: [prioritize]", "no step `prioritize`", "did you mean `prioritise`?"),
    ("", "after: []", "after: [accept]", "`prioritise` can never open", "out of an `after`"),
    ("", "after: [endorse, notify, fund]", "after: [endorse, fund]", "`notify` leads nowhere", "of `build`"),
    ("", "by: nsc/staff", "by: nsc/stuff", "no organisation `nsc/stuff`", "did you mean `nsc/staff`?"),
    ("", "Order {units} more", "Order {unit} more", "no parameter `{unit}` here", "did you mean `units`?"),
    ("", 'system: "{system}", units', 'system: "{sytem}", units', "no parameter `{sytem}`", "`system`?"),
    ("", 'units: "{units}"', 'units: "{system}"', "stands for words", "with numbers"),
    ("", 'units: "{units}"', 'units: "many"', "neither a whole number nor a {parameter}", "digits"),
    (
        "",
        'system: "{system}", units',
        'system: "{units}", units',
        "no choice of `units` is the name of a known system",
        "`system`",
    ),
    ("", 'rung: "{rung}"', "rung: kits", "no rung `kits`", "`assembly`"),
    ("", "[assembly, components]", "[kits, components]", "no rung `kits`", "`assembly`"),
    ("", "account: procurement", 'account: ""', "pays without account or price", "add `account"),
    ("", "account: procurement", "account: japan-capacity", "which belongs to `allies/japan`", "its own"),
    ("", "account: procurement", "account: procurment", "no account `procurment`", "`procurement`?"),
    ("", "kind: pay", "kind: decide", "only `pay` steps pay", "make its kind `pay`"),
    ("", "kind: work", "kind: decide", "only work has a duration", "make it work"),
    ("Notification", "kind: clock", "kind: work", "work without a duration", "add `duration"),
    ("Notification", "processing: 3", "processing: 0", "has no weeks", "statutory weeks"),
    ("", "mode: 39", "mode: 99", "must rise", "rising order"),
    ("", "principals-meetings: 1", "principal-meetings: 1", "has no slots `principal-meetings`", "`princip"),
    ("", "principals-meetings: 1", "principals-meetings: 0", "spends 0", "one or more"),
    ("", "principals-meetings: 1", "principals-meetings: 99", "never has 99 `principals-meetings` at once", "each quarter"),
    ("", "reduces: [units]", "reduces: [unit]", "no parameter `unit`", "did you mean `units`?"),
    ("", "reduces: [units]", "reduces: [system]", "cannot be granted in part", "reducible: true"),
    ("", "units: units", 'units: ""', "`per_unit_of` needs `units`", "counts them"),
    (
        "",
        "expansion_of: component",
        "expansion_of: percent",
        "no choice of `percent` is the name of a known component",
        "`component`",
    ),
    ("", "choice_of: percent", 'choice_of: ""', "need each other", "add the other"),
    ("", '"50": -150000', '"60": -150000', "`60` is no choice of `percent`", "`50`"),
    ("", "low: 50", "low: 5000", "needs either choices, or a low and a higher high", "one of the two"),
    ("", "deterrence: 1", "deterence: 1", "none of the four purposes", "did you mean `deterrence`?"),
    ("", "deterrence: 1", "deterrence: 3", "`deterrence` has 3 points", "0 to 2"),
    ("", "proposers: [dod/as, nsc/staff]", "proposers: [dod]", "no organisation `dod`", "`dod/as`"),
    ("", "[LRASM, PAC3MSE]", "[LRASM, LRASM]", "`LRASM` is offered twice", "take one"),
    ("", 'by: "{country}"', 'by: "{land}"', "no parameter `{land}` here", "`country`"),
    ("", 'by: "{country}"', 'by: "{rung}"', "no choice of `rung` is the name of a known organisation", "`country`"),
    ("", "once_for: [system, country]", "once_for: [system, land]", "no parameter `land`", "`country`"),
    ("", "line: pac3-komaki", "line: pac3-camden", "`pac3-camden` is a line of the United States", "use `capacity`"),
    ("", "line: pac3-komaki", "line: pac3-nagoya", "no line `pac3-nagoya`", "`pac3-komaki`?"),
    ("", "[LRASM, PAC3MSE]", "[LRASM, LRASM]", "`LRASM` is offered twice", "take one"),
]
LADDER_LEVER = [
    ("{line.title}", "{lines.title}", "no parameter `{lines}` here", "`line`?"),
    ('"{line.operator}", kind', '"{line.land}", kind', "`{line}` has no field `land`", "known here: `title`"),
    ('"{line.operator}", kind', '"{rung.operator}", kind', "`rung` has no fields", "say with `of`"),
    ('"{line.operator}", kind', '"allies/{rung}", kind', "can become `allies/assembly`, and there is no such", "take out"),
    ('"{line.operator}", kind', '"{line.system}", kind', "can become `PAC3MSE`, and there is no such organisation", "take out"),
    ("of: line}", "of: line, choices: [pac3-komaki, pac3-nagoya]}", "no line `pac3-nagoya`", "`pac3-komaki`?"),
    ("of: line}", "of: line, reducible: true}", "there is no less of a line", "take `reducible` out"),
    ("of: line}", "of: lines}", "`of` cannot be `lines`", "did you mean `line`?"),
    ("needs: [dpa]", "needs: [dpaa]", "no authority `dpaa`", "did you mean `dpa`?"),
    ("waived_by: dpa", "waived_by: dba", "no authority `dba`", "did you mean `dpa`?"),
    ("after: [release]", "after: [release]\n        needs: [dpa]", "nor need an authority", "of kind decide or pay"),
    ("kind: clock", "kind: decide", "only a clock can be held, and `notify` is none", "make it a clock"),
    ("may_hold: nsc/staff", "may_hold: nsc/stuff", "no organisation `nsc/stuff`", "`nsc/staff`?"),
    ("after_side_by_side: []", "after_side_by_side: [relase]", "no step `relase`", "`release`?"),
    ("after_side_by_side: []", "after_side_by_side: [build]", "`notify` can never open", "out of an `after_side_by_side`"),
    ("side_by_side_at: 2", "side_by_side_at: 0", "never open side by side", "`side_by_side_at`"),
    ("of: line.country", "of: line.land", "`{line}` has no field `land`", "`country`"),
    ("allies/japan: 3", "allies/korea: 3", "`allies/korea` is no choice of `line.country`", "`allies/japan`?"),
    ("assembly: {low: 1, mode: 2", "assembly: {low: 3, mode: 2", "must rise", "rising order"),
    ("durations: {assembly", "durations: {whole", "`whole` is no choice of `rung`", "known here: `assembly`"),
    ("component_percent: 0", "component_percent: -1", "`component_percent` cannot be -1", "from 0 up"),
]
ELSEWHERE = {
    "`notify` leads nowhere",
    "only work has a duration",
    "only `pay` steps pay",
    "nor need an authority",
    "only a clock can be held, and `notify` is none",
    "`pac3-camden` is a line of the United States",
    "never open side by side",
}
"""Reported at the step, or at the field that says otherwise."""


@pytest.fixture
def ladder(folder: DeckFolder) -> DeckFolder:
    """The tests' own deck with one more lever."""
    playbook = folder.file(PLAYBOOK)
    playbook.write_text(playbook.read_text(encoding="utf-8") + LADDER, encoding="utf-8")
    folder.write(AUTHORITIES, LAW)
    return folder


def fires_where_it_was_broken(folder: DeckFolder, after: str, old: str, new: str, message: str, mend: str) -> None:
    place = folder.change(PLAYBOOK, old, new, after=after)

    problems = [problem for problem in folder.problems() if message in problem.message]

    assert problems, "\n".join(map(str, folder.problems()))
    assert mend in problems[0].mend
    assert problems[0].severity == "error"
    assert Path(problems[0].file).name == "playbook.yaml"
    if message not in ELSEWHERE:
        assert abs(problems[0].line - place.line) <= 1


@pytest.mark.parametrize(("after", "old", "new", "message", "mend"), OPENING_LEVERS)
def test_a_lever_that_cannot_be_walked_is_reported_where_it_is_broken(
    folder: DeckFolder, after: str, old: str, new: str, message: str, mend: str
) -> None:
    fires_where_it_was_broken(folder, after, old, new, message, mend)


@pytest.mark.parametrize(("old", "new", "message", "mend"), LADDER_LEVER)
def test_law_tables_and_fields_of_parameters_are_checked(
    ladder: DeckFolder, old: str, new: str, message: str, mend: str
) -> None:
    fires_where_it_was_broken(ladder, "id: ladder", old, new, message, mend)


def test_a_lever_with_law_tables_and_fields_is_sound(ladder: DeckFolder) -> None:
    assert ladder.problems() == ()


def test_indices_may_be_named_by_the_short_name_of_a_country(ladder: DeckFolder) -> None:
    partner = """partners:
  - id: allies/japan
    title: Japan
    short: japan
    labour_cost: {value: 68, tag: N}
    skill: {value: 85, tag: N}
    slack: {value: 40, tag: N}
    yards: {value: 85, tag: N}
    interoperability: 3
    information_level: 2
    vulnerability: {value: 70, tag: N}
    transfer_risk: {value: 20, tag: N}
    political_risk: {value: 35, tag: N}
    notice_weeks: 3
    summary: An ally.
"""
    ladder.write("baseline/partners.yaml", partner)
    trust = '      - {effect: index, index: "trust-{line.short}", by: 2}\n'
    ladder.change(PLAYBOOK, "    effects:\n", "    effects:\n" + trust, after="id: ladder")

    messages = [problem.message for problem in ladder.problems()]

    assert messages == ["`trust-{line.short}` can become `trust-japan`, and there is no such index"]


def test_a_price_may_depend_on_a_field_and_an_account_on_who_pays(ladder: DeckFolder) -> None:
    step = """      - id: pay
        title: Pay
        by: "{line.operator}"
        kind: pay
        after: [release]
        account: japan-capacity
        price: {choice_of: line.country, by_choice: {allies/japan: 100}}
"""
    ladder.change(PLAYBOOK, "      - id: notify", step + "      - id: notify", after="id: ladder")
    ladder.change(PLAYBOOK, "[release, notify]", "[notify, pay]", after="id: ladder")

    assert ladder.problems() == ()


def test_a_circle_is_one_problem_that_names_its_steps(folder: DeckFolder) -> None:
    folder.change(PLAYBOOK, "after: []", "after: [accept]")

    problems = folder.problems()

    assert len(problems) == 1
    assert problems[0].message == (
        "`prioritise` can never open: `prioritise`, `fund`, `contract`, `accept` wait for one another"
    )


def test_a_step_behind_a_mistyped_one_is_not_blamed(folder: DeckFolder) -> None:
    folder.change(PLAYBOOK, "after: [prioritise]", "after: [prioritize]")

    messages = [problem.message for problem in folder.problems()]

    assert sorted(message.split(":")[0] for message in messages) == [
        "`prioritise` leads nowhere",
        "there is no step `prioritize`",
    ]


def test_a_step_that_joins_any_opens_behind_the_one_that_can(ladder: DeckFolder) -> None:
    ladder.change(PLAYBOOK, "after: [release, notify],", "after: [release, notify], joins: any,", after="id: ladder")
    ladder.change(PLAYBOOK, "after: [release]", "after: [release, build]", after="id: ladder")

    assert ladder.problems() == ()


def test_a_parameter_that_nobody_may_grant_less_of_is_doubtful(folder: DeckFolder) -> None:
    folder.change(PLAYBOOK, "reduces: [units]", "reduces: []")

    assert [(one.severity, one.message) for one in folder.problems()] == [("warning", "no step may grant less of `units`")]
