from dataclasses import fields
from typing import Annotated, get_args, get_origin, get_type_hints

import pytest

from engine import conditions as c
from engine.effects import Effect
from injects.check import check
from tests.support.decks import OPENING, DeckFolder, but_for_its_size

INJECTS, CALENDAR, DEMAND, DECK = "deck/injects.yaml", "deck/calendar.yaml", "deck/demand.yaml", "deck/deck.yaml"
BRIEFS, SYSTEMS = "deck/organisations.yaml", "baseline/systems.yaml"
LINES, ACCOUNTS, PARTS = "baseline/lines.yaml", "baseline/accounts.yaml", "baseline/components.yaml"
ORGANISATIONS, THEATRES, INDICES = "baseline/organisations.yaml", "baseline/theatres.yaml", "baseline/indices.yaml"

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
    (INJECTS, "effect: index", "index: warning", 'index: "{index}"', "no parameter `{index}` here", "name it itself"),
    (DECK, "", "[LRASM, PAC3MSE]", "[LRASM, PAC4]", "no system `PAC4`", "`PAC3MSE`"),
    (DECK, "", "[western-pacific]", "[eastern-pacific]", "no theatre `eastern-pacific`", "`western-pacific`?"),
    (DEMAND, "", "theatre: western-pacific", "theatre: western", "no theatre `western`", "`western-pacific`?"),
    (CALENDAR, "", "default_pace: half-day", "default_pace: halfday", "no pace `halfday`", "`half-day`?"),
    (DEMAND, "", "system: LRASM", "system: LRAMS", "no system or repair `LRAMS`", "did you mean `LRASM`?"),
    (BRIEFS, "", "[SEEK_PAC3]", "[SEEKER]", "no component `SEEKER`", "`SEEK_PAC3`"),
    (SYSTEMS, "", "component: CASTING", "component: CASTINGS", "no component `CASTINGS`", "`CASTING`?"),
    (LINES, "", "system: LRASM", "system: LRASMS", "no system `LRASMS`", "did you mean `LRASM`?"),
    (LINES, "", "country: us", "country: usa", "no organisation `usa`", "did you mean `us`?"),
    (PARTS, "", "operator: industry/primes", "operator: industry", "no organisation `industry`", "primes`?"),
    (ACCOUNTS, "", "owner: congress/appropriators", "owner: congress", "no organisation `congress`", "appropriators`?"),
    (THEATRES, "", "tag: N", "tag: X", "`tag` cannot be `X`", "known here: `V`"),
    (ORGANISATIONS, "", "id: nsc/state", "id: nsc/staff", "stands in `organisations` twice", "another id"),
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
    (DEMAND, "", "low: 300000", "low: 500000", "must rise", "rising order"),
    (SYSTEMS, "holdings", "value: 450", "value: 451", "theatres hold 451 of 450", "includes"),
    (SYSTEMS, "holdings", "theatre: western-pacific", "theatre: western", "no theatre `western`", "`western-pacific`?"),
    (SYSTEMS, "expand_months", "value: 21", "value: 0", "`expand_months` cannot be 0", "from 1 up"),
    (LINES, "", "flow_weeks: 6", "flow_weeks: 0", "`flow_weeks` cannot be 0", "from 1 up"),
    (LINES, "", "value: 40000", "value: 400", "`target` cannot be 400", "from 12000 up"),
    (LINES, "", "system: LRASM", "system: PAC3MSE", "no line makes `LRASM`", "lines.yaml"),
    (PARTS, "", "value: 6,", "value: -106,", "`spare` cannot be -106", "from -100 up"),
    (PARTS, "adversary_share", "value: 0,", "value: 101,", "`adversary_share` cannot be 101", "from 0 to 100"),
    (PARTS, "", "buffer_weeks: 4", "buffer_weeks: -4", "`buffer_weeks` cannot be -4", "from 0 up"),
    (LINES, "", "stage: 6", "stage: 7", "`stage` cannot be 7", "from 0 to 6"),
    (LINES, "", "delivers_to: western-pacific", "delivers_to: rear", "delivers to the rear, which takes no weeks", "write 0"),
    (LINES, "", "delivers_to: western-pacific", "delivers_to: west", "no theatre `west`", "`rear`"),
    (THEATRES, "", "air_permille: 200", "air_permille: 2000", "`air_permille` cannot be 2000", "from 0 to 1000"),
    (ORGANISATIONS, "", "start: 3", "start: -3", "`start` cannot be -3", "from 0 up"),
    (INDICES, "", "value: 50,", "value: 150,", "`start` cannot be 150", "from 0 to 100"),
    (INDICES, "id: warning", "high: 5", "high: 0", "`high` cannot be 0", "from 1 up"),
    (DECK, "", "[LRASM, PAC3MSE]", "[]", "no system has priority", "name the systems"),
    (CALENDAR, "starts:", "week: 1}", "week: 170}", "week 170 is not in the calendar", "from 1 to 169"),
    (
        CALENDAR,
        "starts:",
        "week: 1}",
        "week: 2, paces: [{id: day, title: Day, turns: [160]}]}",
        "have 160 weeks, and the exercise has 168",
        "by +8 weeks",
    ),
    (
        CALENDAR,
        "starts:",
        "week: 1}",
        "week: 1, effects: [{effect: drain, permille: 1}]}",
        "cannot leave behind `drain`",
        "a `stock` or an `index`",
    ),
    (
        CALENDAR,
        "starts:",
        "week: 1}",
        "week: 1, effects: [{effect: stock, system: LRASMS, theatre: rear, units: -1}]}",
        "no system `LRASMS`",
        "`LRASM`?",
    ),
]
MSEL = [
    (INJECTS, "", "week: 5}", "week: 170}", "`surge-assumption-call` never fires", "from 1 to 169"),
    (INJECTS, "", "below: 7}", "below: 0}", "`magazine-report` never fires", "`at_the_latest`"),
    (INJECTS, "", "at_the_latest: 16", "at_the_latest: 170", "week 170 is not in the calendar", "or delete it"),
    (INJECTS, "magazine-report", "to: [nsc/staff]", "to: []", "expects an answer, and nobody can give one", "in `to`"),
    (INJECTS, "magazine-report", "to: [nsc/staff]", "to: [public]", "no organisation `public`", "known here"),
    (INJECTS, "", "due_turns: 1", "due_turns: 0", "due before it is asked", "1 or more"),
    (INJECTS, "", "permille: 700", "permille: 1700", "`permille` cannot be 1700", "from 0 to 1000"),
    (
        INJECTS,
        "",
        "{condition: days-of-supply, system: LRASM, theatre: western-pacific, below: 7}",
        "{condition: order, kind: declne_step}",
        "no order `declne_step`",
        "did you mean",
    ),
    (INJECTS, "", "title: Quarantine drills", 'title: " "', "`title` of `quarantine-drills` is empty", "write it"),
]


ELSEWHERE = {
    "no line makes `LRASM`",
    "how many `LRASM` are needed in week 41",
}
"""Reported at the one of two places that does not fit the other, which is not the one that the test changed."""


@pytest.mark.parametrize(("name", "after", "old", "new", "message", "mend"), [*NAMES, *CALENDARS, *MSEL])
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
    report = check(OPENING / "deck", variant, OPENING / "baseline")

    assert but_for_its_size(report.problems) == ()


def test_an_inject_that_nobody_sees_is_an_error(folder: DeckFolder) -> None:
    folder.change("deck/injects.yaml", "to: [nsc/staff]\n    seen_by: [dod/as]", "to: []", after="magazine-report")

    assert any("is seen by nobody" in problem.message for problem in folder.problems())


def test_objectives_that_no_inject_tests_are_named() -> None:
    assert check(OPENING / "deck", baseline=OPENING / "baseline").untested == ("O4", "O10")


def test_every_text_of_an_effect_or_a_condition_is_marked_as_a_name() -> None:
    """Kinds, steps, choices, parameters and what a draw is about are no names of declared things."""
    words = {"effect", "condition", "state", "step", "choice", "about", "of", "parameter", "value"}
    kinds = (*get_args(get_args(Effect)[0]), *get_args(get_args(c.Condition)[0]))

    hints = {
        (kind, field.name): get_type_hints(kind, include_extras=True)[field.name] for kind in kinds for field in fields(kind)
    }
    unmarked = [key for key, hint in hints.items() if hint is str and key[1] not in words]
    assert unmarked == []
    assert sum(get_origin(hint) is Annotated for hint in hints.values()) > len(kinds)
