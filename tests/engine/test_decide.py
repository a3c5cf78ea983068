from typing import get_args

import pytest

from engine import orders as o
from engine.decide import PHASES, decide
from engine.exercise import Exercise
from engine.ids import HolderId, InitiativeId, OrganisationId, StepId
from engine.orders import Order, Phase
from engine.refusals import SENTENCES, Refusal, RefusalCode
from tests.support.exercises import (
    ESTIMATE,
    SHARING,
    WARNING,
    approval,
    approved,
    before_check_in,
    decline,
    done,
    given,
    in_brief,
    in_orders,
    refused,
    sharing_proposed,
    until,
    warned,
    weeks_passed,
)
from tests.support.worlds import AS, CABLE, JAPAN, LEAK, MISSILE, STAFF, STATE, STORM, slots, small_world

ORDERS_ONLY = {Phase.ORDERS}
TURN = {Phase.BRIEF, Phase.ORDERS, Phase.LOCKED, Phase.ADJUDICATE, Phase.RESOLVE, Phase.PICTURE}

CASES: dict[str, tuple[OrganisationId | None, Order, set[Phase]]] = {
    "propose": (AS, o.ProposeInitiative(type="warn", parameters={}), ORDERS_ONLY),
    "approve": (STATE, approval(WARNING, "answer"), ORDERS_ONLY),
    "decline": (STATE, decline(WARNING, "answer"), ORDERS_ONLY),
    "withdraw": (AS, o.WithdrawInitiative(initiative=WARNING), ORDERS_ONLY),
    "take back": (AS, o.TakeBack(initiative=InitiativeId("warn::dod-as:2")), ORDERS_ONLY),
    "intent": (STATE, o.SetIntent(stance="ask"), {Phase.SETUP, Phase.BRIEF, Phase.ORDERS, Phase.PICTURE}),
    "ranking": (STAFF, o.SetRanking(systems=(MISSILE,)), ORDERS_ONLY),
    "estimate": (AS, ESTIMATE, ORDERS_ONLY),
    "answer": (STATE, o.AnswerInject(inject=CABLE, choice="refuse"), {Phase.BRIEF, Phase.ORDERS}),
    "ready": (AS, o.MarkReady(ready=True), {Phase.BRIEF, Phase.ORDERS}),
    "seat": (None, o.TakeSeat(organisation=JAPAN, holder=HolderId("another")), {Phase.SETUP} | TURN),
    "start": (None, o.StartExercise(), {Phase.SETUP}),
    "resolve": (None, o.ResolveWeek(week=27), {Phase.RESOLVE}),
    "release": (None, o.ReleaseInject(inject=STORM), TURN),
    "hold": (None, o.HoldInject(inject=STORM, held=True, reason="later"), {Phase.SETUP} | TURN),
    "pause": (None, o.PauseExercise(paused=True), TURN),
    "end": (None, o.EndExercise(), TURN),
}


def stages() -> dict[Phase, Exercise]:
    """One exercise in each phase, in its last turn from the brief on: every order has something to be about."""
    started = until(warned(in_orders(pace="uneven")), Phase.BRIEF)
    for _ in range(2):
        started = until(started, Phase.BRIEF)
    orders = warned(done(started, None, o.AdvancePhase(to=Phase.ORDERS)))
    phases = {Phase.SETUP: before_check_in(pace="uneven"), Phase.BRIEF: started, Phase.ORDERS: orders}
    for phase in (Phase.LOCKED, Phase.ADJUDICATE, Phase.RESOLVE, Phase.PICTURE):
        phases[phase] = until(orders, phase)
    return {**phases, Phase.ENDED: done(orders, None, o.EndExercise())}


STAGES = stages()


@pytest.mark.parametrize("name", CASES)
def test_3_1_each_order_is_taken_in_its_phases_and_refused_in_all_others(name: str) -> None:
    by, order, phases = CASES[name]

    verdicts = {phase: decide(exercise, by, order) for phase, exercise in STAGES.items()}

    taken = {phase for phase, verdict in verdicts.items() if not isinstance(verdict, Refusal)}
    assert taken == phases
    codes = {verdict.code for verdict in verdicts.values() if isinstance(verdict, Refusal)}
    assert codes == {RefusalCode.NOT_IN_THIS_PHASE}


def test_3_1_there_is_a_case_for_every_order() -> None:
    assert {type(order) for _, order, _ in CASES.values()} | {o.AdvancePhase} == set(PHASES) == set(get_args(Order))


@pytest.mark.parametrize("phase", [Phase.SETUP, *sorted(TURN)])
def test_3_1_going_on_is_taken_in_every_phase_of_a_turn(phase: Phase) -> None:
    verdict = decide(STAGES[phase], None, o.AdvancePhase(to=Phase.ENDED))

    assert isinstance(verdict, Refusal)
    expected = RefusalCode.NOT_IN_THIS_PHASE if phase is Phase.SETUP else RefusalCode.NOT_POSSIBLE_NOW
    assert verdict.code is expected


@pytest.mark.parametrize("name", CASES)
def test_3_1_players_give_no_orders_of_controls_and_control_none_of_theirs(name: str) -> None:
    by, order, phases = CASES[name]
    stage = STAGES[min(phases)]

    assert refused(stage, AS if by is None else None, order) is RefusalCode.NOT_YOURS


def test_3_1_a_refusal_of_a_phase_names_the_phases_that_would_do() -> None:
    verdict = decide(in_brief(), AS, CASES["propose"][1])

    assert verdict == Refusal(RefusalCode.NOT_IN_THIS_PHASE, "The phase is brief; orders of this kind are taken in: orders.")


def test_3_1_a_refusal_that_would_need_a_secret_to_be_true_says_not_possible_now() -> None:
    exercise = sharing_proposed(warned(in_orders()))
    secret: list[Order] = [approval(SHARING, "release"), decline(SHARING, "release"), o.WithdrawInitiative(initiative=SHARING)]
    nothing: list[Order] = [
        approval(InitiativeId("none"), "x"),
        decline(InitiativeId("none"), "x"),
        o.WithdrawInitiative(initiative=InitiativeId("none")),
    ]

    told = [(decide(exercise, AS, a), decide(exercise, AS, b)) for a, b in zip(secret, nothing, strict=True)]

    assert all(a == b == Refusal(RefusalCode.NOT_POSSIBLE_NOW) for a, b in told)


def produced() -> dict[RefusalCode, tuple[Exercise, OrganisationId | None, Order]]:
    """For every code of a refusal, one order that is refused with it."""
    exercise = warned(in_orders())
    without_slot = small_world(organisations=slots(STATE, "officers", 0))
    opened = until(approved(sharing_proposed(in_orders(small_world(accounts=()))), SHARING, "release"), Phase.ORDERS)
    return {
        RefusalCode.NOT_POSSIBLE_NOW: (exercise, AS, approval(WARNING, "answer")),
        RefusalCode.NOT_IN_THIS_PHASE: (in_brief(), AS, o.ProposeInitiative(type="warn", parameters={})),
        RefusalCode.NOT_YOURS: (exercise, STATE, o.ProposeInitiative(type="warn", parameters={})),
        RefusalCode.UNKNOWN_TYPE: (exercise, AS, o.ProposeInitiative(type="nothing", parameters={})),
        RefusalCode.BAD_PARAMETER: (exercise, AS, o.ProposeInitiative(type="warn", parameters={"x": "1"})),
        RefusalCode.NO_SLOT_LEFT: (sharing_proposed(in_orders(without_slot)), STATE, approval(SHARING, "release")),
        RefusalCode.NO_MONEY_LEFT: (opened, JAPAN, approval(SHARING, "fund")),
        RefusalCode.REASON_NEEDED: (exercise, STATE, decline(WARNING, "answer", "")),
        RefusalCode.ALREADY_SEALED: (done(exercise, AS, ESTIMATE), AS, ESTIMATE),
        RefusalCode.INCOMPLETE: (exercise, AS, o.SealEstimate(rows=())),
        RefusalCode.BAD_TEXT: (exercise, STATE, o.AnswerInject(inject=CABLE, choice="share", text="clear \x1b[2J")),
        RefusalCode.TOO_LONG: (exercise, STATE, o.AnswerInject(inject=CABLE, choice="share", text="x" * 2_001)),
    }


@pytest.mark.parametrize("code", RefusalCode)
def test_3_1_every_refusal_comes_about_and_says_why(code: RefusalCode) -> None:
    exercise, by, order = produced()[code]

    verdict = decide(exercise, by, order)

    assert isinstance(verdict, Refusal)
    assert verdict.code is code
    assert verdict.sentence


def test_3_1_every_code_has_its_sentence() -> None:
    assert set(SENTENCES) == set(RefusalCode)
    assert all(Refusal(code).sentence == sentence for code, sentence in SENTENCES.items())


@pytest.mark.parametrize("code", RefusalCode)
def test_3_1_a_refusal_changes_nothing(code: RefusalCode) -> None:
    exercise, by, order = produced()[code]
    before = repr(exercise)

    decide(exercise, by, order)

    assert repr(exercise) == before


def test_an_inject_that_is_not_out_is_not_possible_to_answer_in_any_phase_of_a_turn() -> None:
    resolving = weeks_passed(until(in_orders(), Phase.RESOLVE), 1)

    assert refused(in_orders(), AS, o.AnswerInject(inject=LEAK, text="words")) is RefusalCode.NOT_POSSIBLE_NOW
    assert refused(resolving, AS, o.TakeBack(initiative=None, step=StepId("x"))) is RefusalCode.NOT_IN_THIS_PHASE


LONG = "x" * 2_001


@pytest.mark.parametrize(
    ("by", "order", "longest"),
    [
        (STATE, decline(WARNING, "answer", LONG), decline(WARNING, "answer", LONG[1:])),
        (STATE, o.SetIntent(stance="decline", reason=LONG), o.SetIntent(stance="decline", reason=LONG[1:])),
        (
            STATE,
            o.AnswerInject(inject=CABLE, choice="share", text=LONG),
            o.AnswerInject(inject=CABLE, choice="share", text=LONG[1:]),
        ),
        (None, o.PauseExercise(paused=True, reason=LONG), o.PauseExercise(paused=True, reason=LONG[1:])),
        (None, o.HoldInject(inject=STORM, held=True, reason=LONG), o.HoldInject(inject=STORM, held=True, reason=LONG[1:])),
    ],
    ids=["decline", "intent", "answer", "pause", "hold"],
)
def test_3_8_no_text_in_an_order_is_longer_than_2000_characters(
    by: OrganisationId | None, order: Order, longest: Order
) -> None:
    exercise = warned(in_orders())

    assert refused(exercise, by, order) is RefusalCode.TOO_LONG
    assert given(exercise, by, longest)


def test_3_8_provisos_are_texts_as_well() -> None:
    order = o.ApproveStep(initiative=WARNING, step=StepId("answer"), provisos=LONG)

    assert refused(warned(in_orders()), STATE, order) is RefusalCode.TOO_LONG


@pytest.mark.parametrize("sign", ["\x1b", "\x9b", "\x07", "\u202e", "\u2066", "\u200b", "\ud800"])
def test_3_8_no_text_may_steer_somebody_elses_terminal(sign: str) -> None:
    decline = o.DeclineStep(initiative=WARNING, step=StepId("answer"), reason=f"no{sign}")

    assert refused(warned(in_orders()), STATE, decline) is RefusalCode.BAD_TEXT


def test_3_8_line_breaks_and_every_script_may_be_written() -> None:
    reason = "Nicht jetzt:\n\t今はだめです, не сейчас, ليس الآن ✓"

    done(warned(in_orders()), STATE, o.DeclineStep(initiative=WARNING, step=StepId("answer"), reason=reason))
