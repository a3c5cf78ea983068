from typing import get_args

import pytest

from engine import orders as o
from engine.actors import CLOCK, Actor
from engine.decide import PHASES, decide, givers
from engine.exercise import Exercise
from engine.ids import HolderId, InitiativeId, OrganisationId, StepId
from engine.orders import Order
from engine.phases import Phase
from engine.refusals import SENTENCES, Refusal, RefusalCode
from tests.support.actions import ACTION_CASES
from tests.support.exercises import (
    CONTROL,
    ESTIMATE,
    SHARING,
    WARNING,
    actor,
    approval,
    approved,
    before_check_in,
    checked_in,
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
from tests.support.law import PATH, PURCHASE, authority, begun, path, returned, step, world_of_path
from tests.support.talk import TALK_CASES
from tests.support.worlds import AS, CABLE, JAPAN, LEAK, MISSILE, STAFF, STATE, STORM, slots, small_world

GIVERS: dict[str, Actor] = {"control": CONTROL, "clock": CLOCK}
ORDERS_ONLY = {Phase.ORDERS}
TURN = {Phase.BRIEF, Phase.ORDERS, Phase.LOCKED, Phase.ADJUDICATE, Phase.RESOLVE, Phase.PICTURE}
BEFORE = {Phase.SETUP, Phase.CHECK_IN}
AFTER = {Phase.CURTAIN, Phase.HOT_WASH}

CAME_BACK = InitiativeId("warn::dod-as:2")
"""A warning that was returned to its proposer."""

CASES: dict[str, tuple[OrganisationId | None, Order, set[Phase]]] = {
    "propose": (AS, o.ProposeInitiative(type="warn", parameters={}), ORDERS_ONLY),
    "approve": (STATE, approval(WARNING, "answer"), ORDERS_ONLY),
    "decline": (STATE, decline(WARNING, "answer"), ORDERS_ONLY),
    "withdraw": (AS, o.WithdrawInitiative(initiative=WARNING), ORDERS_ONLY),
    "take back": (AS, o.TakeBack(initiative=InitiativeId("warn::dod-as:3")), ORDERS_ONLY),
    "intent": (STATE, o.SetIntent(stance="ask"), BEFORE | {Phase.BRIEF, Phase.ORDERS, Phase.PICTURE}),
    "return": (STATE, o.ReturnStep(initiative=WARNING, step=StepId("answer"), reason="Why?"), ORDERS_ONLY),
    "amend": (AS, o.AmendInitiative(initiative=CAME_BACK, note="Because."), ORDERS_ONLY),
    "policy": (AS, o.SetPolicy(policy="rating", subject=MISSILE, value=1), ORDERS_ONLY),
    "ranking": (STAFF, o.SetRanking(systems=(MISSILE,)), ORDERS_ONLY),
    "estimate": (AS, ESTIMATE, ORDERS_ONLY),
    "answer": (STATE, o.AnswerInject(inject=CABLE, choice="refuse"), {Phase.BRIEF, Phase.ORDERS}),
    "ready": (AS, o.MarkReady(ready=True), {Phase.BRIEF, Phase.ORDERS}),
    "hot wash": (AS, o.GiveHotWash(assumed="that seekers would arrive"), {Phase.HOT_WASH}),
    "seat": (None, o.TakeSeat(organisation=JAPAN, holder=HolderId("another")), BEFORE | TURN | AFTER),
    "practice": (None, o.StartPractice(), {Phase.CHECK_IN}),
    "start": (None, o.StartExercise(), BEFORE),
    "resolve": (None, o.ResolveWeek(week=27), {Phase.RESOLVE}),
    "release": (None, o.ReleaseInject(inject=STORM), TURN),
    "hold": (None, o.HoldInject(inject=STORM, held=True, reason="later"), BEFORE | TURN),
    "skip": (None, o.SkipInject(inject=STORM, reason="out of time"), BEFORE | TURN),
    "edit": (None, o.EditInject(inject=STORM, reason="clearer", text="It rains."), BEFORE | TURN),
    "write": (
        None,
        o.WriteInject(title="Fog", text="Ports close.", to=(AS,), source="Port", objective="objective", reason="asked for"),
        BEFORE | TURN,
    ),
    "correct": (
        None,
        o.Correct(path=("index", "warning"), old=10, new=20, reason="misread"),
        TURN,
    ),
    "act for": (None, o.ActFor(organisation=AS, order=o.MarkReady(ready=True)), {Phase.BRIEF, Phase.ORDERS}),
    "late": (
        None,
        o.AcceptLate(organisation=AS, order=o.ProposeInitiative(type="warn", parameters={})),
        {Phase.LOCKED, Phase.ADJUDICATE},
    ),
    "pause": (None, o.PauseExercise(paused=True, reason="fire alarm"), BEFORE | TURN | AFTER),
    "end": (None, o.EndExercise(), TURN),
    "open": (None, o.OpenSecret(secret="brief", subject=AS), AFTER),
    "seal": (None, o.SealExercise(), AFTER),
}


def stages() -> dict[Phase, Exercise]:
    """One exercise in each phase, in its last turn from the brief on: every order has something to be about."""
    started = until(warned(in_orders(pace="uneven")), Phase.BRIEF)
    for _ in range(2):
        started = until(started, Phase.BRIEF)
    orders = warned(done(started, None, o.AdvancePhase(to=Phase.ORDERS)))
    orders = warned(returned(orders, CAME_BACK, "answer"))
    phases = {Phase.SETUP: before_check_in(pace="uneven"), Phase.BRIEF: started, Phase.ORDERS: orders}
    phases[Phase.CHECK_IN] = checked_in(phases[Phase.SETUP], AS)
    for phase in (Phase.LOCKED, Phase.ADJUDICATE, Phase.RESOLVE, Phase.PICTURE):
        phases[phase] = until(orders, phase)
    phases[Phase.CURTAIN] = done(orders, None, o.EndExercise())
    phases[Phase.HOT_WASH] = done(phases[Phase.CURTAIN], None, o.AdvancePhase(to=Phase.HOT_WASH))
    return {**phases, Phase.SEALED: done(phases[Phase.HOT_WASH], None, o.SealExercise())}


STAGES = stages()


@pytest.mark.parametrize("name", CASES)
def test_3_1_each_order_is_taken_in_its_phases_and_refused_in_all_others(name: str) -> None:
    by, order, phases = CASES[name]

    verdicts = {phase: decide(exercise, actor(by, order), order) for phase, exercise in STAGES.items()}

    taken = {phase for phase, verdict in verdicts.items() if not isinstance(verdict, Refusal)}
    assert taken == phases
    codes = {verdict.code for verdict in verdicts.values() if isinstance(verdict, Refusal)}
    assert codes == {RefusalCode.NOT_IN_THIS_PHASE}


def test_3_1_there_is_a_case_for_every_order() -> None:
    elsewhere = {o.AdvancePhase, o.EndPractice, o.DelayInject, o.MoveRed, o.SetAutopilot, *get_args(o.TimerOrder)}
    tried = {type(order) for _, order, _ in (CASES | TALK_CASES | ACTION_CASES).values()}
    assert tried | elsewhere == set(PHASES) == set(get_args(Order))


def test_3_1_every_phase_has_an_exercise_that_stands_in_it() -> None:
    assert {phase: exercise.phase for phase, exercise in STAGES.items()} == {phase: phase for phase in Phase}


@pytest.mark.parametrize("phase", Phase)
def test_3_1_going_on_is_taken_in_every_phase_of_a_turn_and_at_the_curtain(phase: Phase) -> None:
    code = refused(STAGES[phase], None, o.AdvancePhase(to=Phase.SEALED))

    timely = phase in {*TURN, Phase.CURTAIN}
    assert code is (RefusalCode.NOT_POSSIBLE_NOW if timely else RefusalCode.NOT_IN_THIS_PHASE)


@pytest.mark.parametrize("name", CASES)
def test_3_1_players_give_no_orders_of_controls_and_control_none_of_theirs(name: str) -> None:
    by, order, phases = CASES[name]
    stage = STAGES[min(phases)]

    others: list[Actor] = [AS] if by is None else [CONTROL, CLOCK]
    verdicts = [decide(stage, other, order) for other in others]

    assert [one.code for one in verdicts if isinstance(one, Refusal)] == [RefusalCode.NOT_YOURS] * len(others)


@pytest.mark.parametrize("name", CASES)
def test_1_5_control_gives_no_order_of_the_clocks_and_the_clock_none_of_controls_own(name: str) -> None:
    by, order, phases = CASES[name]
    who = givers(type(order))

    verdicts = {actor: decide(STAGES[min(phases)], giver, order) for actor, giver in GIVERS.items()}

    taken = {actor for actor, verdict in verdicts.items() if not isinstance(verdict, Refusal)}
    assert taken == set(who) - {"organisation"}
    assert (by is None) == ("organisation" not in who)


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
    forbidden = world_of_path(path(step("buy", STATE, needs=(PURCHASE,))), authority(PURCHASE, in_force=False))
    opened = until(approved(sharing_proposed(in_orders(small_world(accounts=()))), SHARING, "release"), Phase.ORDERS)
    return {
        RefusalCode.NOT_POSSIBLE_NOW: (exercise, AS, approval(WARNING, "answer")),
        RefusalCode.NOT_IN_THIS_PHASE: (in_brief(), AS, o.ProposeInitiative(type="warn", parameters={})),
        RefusalCode.NOT_YOURS: (exercise, STATE, o.ProposeInitiative(type="warn", parameters={})),
        RefusalCode.UNKNOWN_TYPE: (exercise, AS, o.ProposeInitiative(type="nothing", parameters={})),
        RefusalCode.BAD_PARAMETER: (exercise, AS, o.ProposeInitiative(type="warn", parameters={"x": "1"})),
        RefusalCode.NO_SLOT_LEFT: (sharing_proposed(in_orders(without_slot)), STATE, approval(SHARING, "release")),
        RefusalCode.NO_MONEY_LEFT: (opened, JAPAN, approval(SHARING, "fund")),
        RefusalCode.NO_AUTHORITY: (begun(in_orders(forbidden)), STATE, approval(PATH, "buy")),
        RefusalCode.REASON_NEEDED: (exercise, STATE, decline(WARNING, "answer", "")),
        RefusalCode.ALREADY_SEALED: (done(exercise, AS, ESTIMATE), AS, ESTIMATE),
        RefusalCode.INCOMPLETE: (exercise, AS, o.SealEstimate(rows=())),
        RefusalCode.BAD_TEXT: (exercise, STATE, o.AnswerInject(inject=CABLE, choice="share", text="clear \x1b[2J")),
        RefusalCode.TOO_LONG: (exercise, STATE, o.AnswerInject(inject=CABLE, choice="share", text="x" * 2_001)),
        RefusalCode.SLIP_ENTERED: (done(exercise, None, SLIP), None, SLIP),
    }


SLIP = o.ActFor(organisation=AS, order=o.MarkReady(ready=True), slip=17)
OF_DECIDE = [code for code in RefusalCode if code is not RefusalCode.CHANGED_SINCE]
"""What was changed since is refused before any order is decided: its tests are in `test_versions.py`."""


@pytest.mark.parametrize("code", OF_DECIDE)
def test_3_1_every_refusal_comes_about_and_says_why(code: RefusalCode) -> None:
    exercise, by, order = produced()[code]

    verdict = decide(exercise, actor(by, order), order)

    assert isinstance(verdict, Refusal)
    assert verdict.code is code
    assert verdict.sentence


def test_3_1_every_code_has_its_sentence() -> None:
    assert set(SENTENCES) == set(RefusalCode)
    assert all(Refusal(code).sentence == sentence for code, sentence in SENTENCES.items())


@pytest.mark.parametrize("code", OF_DECIDE)
def test_3_1_a_refusal_changes_nothing(code: RefusalCode) -> None:
    exercise, by, order = produced()[code]
    before = repr(exercise)

    decide(exercise, actor(by, order), order)

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
