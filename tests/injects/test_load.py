import pytest

from injects.checks import every_problem
from injects.checks.load import Load, load_table
from tests.support.decks import DeckFolder, opening_world

INJECTS = "deck/injects.yaml"
ASKS_FOR_A_CHOICE = "show-me-the-order"
"""Comes in the brief of week 15 to dod/as and congress/appropriators, with three choices."""
RELEASE = "release: {by: brief, week: 15}"


def row(table: tuple[Load, ...], organisation: str, turn: int, pace: str = "half-day") -> Load:
    return next(one for one in table if (one.pace, one.turn, one.organisation) == (pace, turn, organisation))


def messages(folder: DeckFolder) -> list[str]:
    return [problem.message for problem in every_problem(folder.loaded())]


def nothing_to_decide(folder: DeckFolder, organisation: str) -> str:
    """The warning about this organisation, behind its beginning."""
    start = f"`{organisation}` has nothing to decide from `warning` in "
    return next((message.removeprefix(start) for message in messages(folder) if message.startswith(start)), "")


def test_the_load_table_counts_what_each_organisation_meets_in_each_turn() -> None:
    table = load_table(opening_world())

    buyer = row(table, "dod/as", 2)
    assert (buyer.injects, buyer.decisions, buyer.new_levers, buyer.ways) == (3, 2, 0, 3)
    staff = row(table, "nsc/staff", 1)
    assert (staff.injects, staff.may_arrive, staff.new_levers, staff.ways) == (2, 1, 1, 0)
    assert len(table) == (3 + 6 + 9) * 6


def test_a_turn_with_too_many_injects_is_a_warning_at_its_pace(folder: DeckFolder) -> None:
    folder.change(INJECTS, "week: 5}", "week: 14}")
    folder.change(INJECTS, "week: 7}", "week: 14}")

    problems = folder.problems()

    assert {problem.severity for problem in problems} == {"warning"}
    where = "`dod/as` in turn 2 of `half-day` from `warning`"
    assert any(f"{where} meets 5 injects, more than 3" in problem.message for problem in problems)
    assert {problem.file.rsplit("/", 1)[-1] for problem in problems} == {"calendar.yaml"}


def test_an_organisation_without_lever_step_or_brief_is_a_warning(folder: DeckFolder) -> None:
    idle = "  - {id: dod/idle, title: Idle, report_group: dod}\n  - id: dod/as"
    folder.change("baseline/organisations.yaml", "  - id: dod/as", idle)

    found = messages(folder)

    assert "`dod/idle` has no brief" in found
    assert "`dod/idle` has no lever that it can propose in any turn" in found
    assert "nobody ever waits for `dod/idle`: no initiative has a step of its own" in found
    assert not any("`dod/idle` can afford no lever" in message for message in found)  # it has none


def test_what_a_seat_of_the_decks_own_lacks_is_told_where_it_has_its_seat(folder: DeckFolder) -> None:
    idle = "  - {id: dod/idle, title: Idle, report_group: dod}\n  - id: dod/as"
    folder.change("baseline/organisations.yaml", "  - id: dod/as", idle)
    folder.change("deck/deck.yaml", "theatres:", "seats: [dod/as, dod/idle]\ntheatres:")

    told = {one.message: one for one in folder.problems() if "`dod/idle`" in one.message}

    without = told["`dod/idle` has no lever that it can propose in any turn"]
    assert without.file.endswith("deck.yaml")
    assert "{path: playbook/LEVER/proposers, add: [dod/idle]}" in without.mend
    assert told["nobody ever waits for `dod/idle`: no initiative has a step of its own"].file.endswith("deck.yaml")
    assert row(load_table(folder.world()), "dod/idle", 1).adversary is False


def test_an_adversary_may_have_neither_lever_nor_decision_nor_anything_coming_in(folder: DeckFolder) -> None:
    red = "  - {id: red/prc, title: Red, report_group: other}\n  - id: dod/as"
    folder.change("baseline/organisations.yaml", "  - id: dod/as", red)
    budget = "{value: 1, tag: N, source: why}"
    folder.write(
        "baseline/adversaries.yaml",
        f"adversaries:\n  - {{id: red/prc, title: Red, campaign_budget: {budget}, budget_per_quarter: {budget}, "
        f"growth_months: {budget}, summary: why}}\n",
    )

    assert [message for message in messages(folder) if "red/prc" in message] == ["`red/prc` has no brief"]


def test_turns_without_a_decision_are_named_for_each_organisation(folder: DeckFolder) -> None:
    assert nothing_to_decide(folder, "congress/appropriators") == (
        "turns 1, 3 of `half-day` and turns 1, 3, 4, 5, 6 of `day` and turns 1, 3, 4, 5, 6, 7, 8, 9 of `two-days`"
    )


def test_an_inject_for_one_pace_gives_a_decision_at_that_pace_alone(folder: DeckFolder) -> None:
    folder.change(INJECTS, RELEASE, f"{RELEASE}\n    paces: [day]", after=ASKS_FOR_A_CHOICE)

    found = nothing_to_decide(folder, "congress/appropriators")

    assert found.startswith("turns 1, 2, 3 of `half-day` and turns 1, 3, 4, 5, 6 of `day` and turns 1, 2, 3, ")


def test_an_answer_that_is_due_later_is_a_decision_of_every_turn_until_then(folder: DeckFolder) -> None:
    folder.change(INJECTS, "due_turns: 1", "due_turns: 2", after=ASKS_FOR_A_CHOICE)

    assert nothing_to_decide(folder, "congress/appropriators").startswith("turn 1 of `half-day` and turns 1, 4, 5, 6 of `day`")


def test_what_comes_while_weeks_are_resolved_is_decided_in_the_turn_behind(folder: DeckFolder) -> None:
    folder.change(INJECTS, RELEASE, "release: {by: week, week: 15}", after=ASKS_FOR_A_CHOICE)

    assert nothing_to_decide(folder, "congress/appropriators").startswith("turns 1, 2 of `half-day` and turns 1, 2, 4, 5, 6 of")


def test_what_comes_while_the_last_turn_is_resolved_cannot_be_answered(folder: DeckFolder) -> None:
    folder.change(INJECTS, RELEASE, "release: {by: week, week: 90}", after=ASKS_FOR_A_CHOICE)

    found = next(message for message in messages(folder) if "cannot be answered" in message)

    assert found == "`show-me-the-order` cannot be answered at half-day, day: it comes in the last turn, behind its orders"


@pytest.mark.parametrize(
    ("effects", "decides"),
    [
        ("[{effect: index, index: confidence, by: 2}]", True),
        ("[{effect: index, index: confidence, by: -3}]", False),
        ("[{effect: money, account: industrial-base, thousand_dollars: -5}]", True),
        ("[{effect: money, account: industrial-base, thousand_dollars: -999999999}]", False),
        ("[{effect: money, account: japan-capacity, thousand_dollars: -5}]", False),
    ],
)
def test_two_choices_are_a_decision_if_both_can_be_paid_and_change_different_things(
    folder: DeckFolder, effects: str, decides: bool
) -> None:
    file = folder.file(INJECTS)
    text = file.read_text(encoding="utf-8")
    begin = text.index("      - id: obligate-now")
    end = text.index("      - id: wait-for-bill")
    other = f"      - {{id: other, title: Do something else, effects: {effects}}}\n"
    file.write_text(text[:begin] + other + text[end:], encoding="utf-8")

    assert (row(load_table(folder.world()), "congress/appropriators", 2).ways == 2) is decides


def test_a_lever_counts_for_its_proposer_once_it_can_pay_its_own_steps(folder: DeckFolder) -> None:
    """The appropriators propose expansions of components and pay for them: places in the bill and the industrial fund."""
    before = [row(load_table(folder.world()), "congress/appropriators", turn).levers for turn in (1, 2, 3)]
    folder.change("baseline/accounts.yaml", "opening: {value: 400000,", "opening: {value: 0,", after="id: industrial-base")

    after = [row(load_table(folder.world()), "congress/appropriators", turn).levers for turn in (1, 2, 3)]

    assert (before, after) == ([1, 1, 1], [0, 0, 1])


def test_an_inject_that_no_start_and_no_pace_can_bring_never_fires(folder: DeckFolder) -> None:
    late = "starts:\n  - {id: late, title: Late, week: 30}\n"
    folder.change("deck/calendar.yaml", "starts:\n", late)
    folder.change(INJECTS, RELEASE, f"{RELEASE}\n    starts: [late]", after=ASKS_FOR_A_CHOICE)

    assert "`show-me-the-order` never fires: no start and pace that it is for has a week 15" in messages(folder)


@pytest.mark.parametrize(
    ("new", "message"),
    [
        ("paces: [daily]", "there is no pace `daily`"),
        ("starts: [later]", "there is no start `later`"),
    ],
)
def test_paces_and_starts_of_an_inject_must_be_declared(folder: DeckFolder, new: str, message: str) -> None:
    folder.change(INJECTS, RELEASE, f"{RELEASE}\n    {new}", after=ASKS_FOR_A_CHOICE)

    assert any(message in problem.message for problem in folder.problems())


def test_two_injects_with_one_reference_are_a_warning(folder: DeckFolder) -> None:
    folder.change(INJECTS, "reference: BK-02", "reference: BK-01")

    assert "`BK-01` is the reference of `surge-assumption-call` already" in messages(folder)
