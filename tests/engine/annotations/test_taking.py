from functools import cache

import pytest

from engine import orders as o
from engine.annotations.bodies import (
    Annotation,
    GiveFeedback,
    JudgeFinding,
    Note,
    PlanAction,
    RaiseCandidate,
    Rate,
    TakePosition,
)
from engine.annotations.folding import Annotations, folded
from engine.annotations.records import NOBODY
from engine.annotations.taking import Role, author_of, refused
from engine.apply import apply_all
from engine.events import CandidateFound
from engine.exercise import Exercise
from engine.findings.candidates import candidate_ids, candidates_of
from engine.findings.catalogue import CATALOGUE
from engine.ids import OrganisationId
from engine.refusals import RefusalCode
from tests.support.annotating import CONTROLLER, EVE, chain
from tests.support.exercises import (
    ORDER_OF_MISSILES,
    before_check_in,
    checked_in,
    done,
    in_orders,
    missiles_ordered,
    turns_passed,
)
from tests.support.worlds import AS, JAPAN, MISSILE, MISSILE_US, ORDER, SEEKER, STRAIT

NOTHING = Annotations()
FOUND = (
    ("stock-out", f"{STRAIT} {MISSILE}"),
    ("split-concurrence", f"{ORDER_OF_MISSILES} rank"),
    ("assembly-capacity-binds", MISSILE_US),
    ("component-contested", SEEKER),
    ("surge-assumption-missed", f"{JAPAN} {MISSILE}"),
    ("serial-approvals", ORDER.id),
    ("repair-slot-unused", f"repair {JAPAN}"),
)
NOTE = Note(text="They never asked.")
FORM = GiveFeedback(answers={"pace": "4"})
OF_EVALUATORS: tuple[Annotation, ...] = (NOTE, RaiseCandidate(title="Two lists", what="seam", text="Each had its own."))


@cache
def played() -> Exercise:
    """A turn after which detectors have found something of every kind."""
    exercise = turns_passed(missiles_ordered(in_orders()), 1)
    return apply_all(exercise, tuple(found(*one) for one in FOUND))


def found(detector: str, subject: str) -> CandidateFound:
    return CandidateFound(
        detector=detector, finding_class=CATALOGUE[detector].finding_class, subject=subject, week=4, evidence={}
    )


@cache
def ended() -> Exercise:
    return done(played(), None, o.EndExercise())


def a_candidate() -> str:
    return next(iter(candidate_ids(played())))


def code(
    body: Annotation,
    role: Role = "evaluator",
    exercise: Exercise | None = None,
    known: Annotations = NOTHING,
    speaks_for: tuple[OrganisationId, ...] = (),
) -> RefusalCode | None:
    refusal = refused(exercise or played(), known, role, speaks_for, body)
    return refusal.code if refusal else None


def test_17_1_nothing_is_annotated_before_startex_nor_in_practice() -> None:
    at_check_in = checked_in(before_check_in(), JAPAN)

    assert code(NOTE, exercise=at_check_in) is RefusalCode.NOT_IN_THIS_PHASE
    practice = done(at_check_in, None, o.StartPractice())
    assert code(NOTE, exercise=practice) is RefusalCode.NOT_IN_THIS_PHASE
    assert code(NOTE, exercise=in_orders()) is None


def test_17_1_annotations_are_taken_after_the_log_is_sealed() -> None:
    sealed = done(ended(), None, o.SealExercise())

    assert code(NOTE, exercise=sealed) is None
    assert code(FORM, "participant", sealed) is None


@pytest.mark.parametrize("body", OF_EVALUATORS)
def test_17_2_evaluators_and_control_annotate_and_nobody_else(body: Annotation) -> None:
    assert code(body, "evaluator") is None
    assert code(body, "control") is None
    for role in ("participant", "observer", "spectator"):
        assert code(body, role, ended(), speaks_for=(JAPAN,)) is RefusalCode.NOT_YOURS


def test_17_2_control_alone_dismisses_and_merges() -> None:
    dismissed = JudgeFinding(about=a_candidate(), verdict="dismissed", reason="an artefact")

    assert code(dismissed) is RefusalCode.NOT_YOURS
    assert code(dismissed, "control") is None
    assert code(JudgeFinding(about=a_candidate(), verdict="confirmed")) is None


def test_17_3_an_objective_of_the_deck_is_rated_or_one_of_its_tasks() -> None:
    objective = played().world.deck.objectives[0]

    assert code(Rate(objective=objective.id, mark="S")) is None
    assert code(Rate(objective="O99", mark="S")) is RefusalCode.BAD_PARAMETER
    assert code(Rate(objective="", mark="S")) is RefusalCode.INCOMPLETE
    assert code(Rate(objective=objective.id, task=len(objective.criteria) + 1, mark="S")) is RefusalCode.BAD_PARAMETER
    assert code(Note(text="x", task=1)) is RefusalCode.BAD_PARAMETER


def test_17_4_a_candidate_raised_by_hand_is_judged_by_the_number_of_its_record() -> None:
    raised = RaiseCandidate(title="Two lists", what="seam", text="Each had its own.", organisations=(JAPAN,))
    known = folded(chain((EVE, NOTE), (EVE, raised)))

    assert code(JudgeFinding(about="raised 1", verdict="confirmed"), known=known) is None
    assert code(JudgeFinding(about="raised 0", verdict="confirmed"), known=known) is RefusalCode.BAD_PARAMETER
    stranger = RaiseCandidate(title="x", what="gap", text="x", organisations=(OrganisationId("no/one"),))
    assert code(stranger) is RefusalCode.BAD_PARAMETER
    assert code(RaiseCandidate(title=" ", what="gap", text="x")) is RefusalCode.INCOMPLETE
    assert code(RaiseCandidate(title="x", what="gap", text="x", entries=(-1,))) is RefusalCode.BAD_PARAMETER


def test_17_5_a_verdict_is_on_something_that_there_is_and_says_why() -> None:
    one, other = list(candidate_ids(played()))[:2]

    assert code(JudgeFinding(about="stock-out nowhere NOTHING", verdict="confirmed")) is RefusalCode.BAD_PARAMETER
    assert code(JudgeFinding(about=one, verdict="disputed")) is RefusalCode.REASON_NEEDED
    merged = JudgeFinding(about=one, verdict="merged", into=other, reason="one root")
    assert code(merged, "control") is None
    back = JudgeFinding(about=other, verdict="merged", into=one, reason="one root")
    known = folded(chain((CONTROLLER, merged)))
    assert code(back, "control", known=known) is RefusalCode.BAD_PARAMETER
    assert code(JudgeFinding(about=one, verdict="merged", reason="x"), "control") is RefusalCode.INCOMPLETE
    assert code(JudgeFinding(about=one, verdict="merged", into=one, reason="x"), "control") is RefusalCode.BAD_PARAMETER


def test_17_5_what_only_the_worlds_find_is_judged_after_endex() -> None:
    choice = JudgeFinding(about="withheld-concurrence order:MISSILE-104:dod-as:1 funds", verdict="confirmed")

    assert code(choice) is RefusalCode.BAD_PARAMETER
    assert code(choice, exercise=ended()) is None


def test_17_6_an_organisation_takes_a_position_on_what_the_curtain_opened() -> None:
    position = TakePosition(organisation=JAPAN, about=a_candidate(), agrees=False, words="We were never told.")

    assert code(position, "participant", speaks_for=(JAPAN,)) is RefusalCode.NOT_IN_THIS_PHASE
    assert code(position, "participant", ended(), speaks_for=(JAPAN,)) is RefusalCode.NOT_POSSIBLE_NOW
    opened = done(ended(), None, o.OpenSecret(secret="candidate", subject=a_candidate()))
    assert code(position, "participant", opened, speaks_for=(JAPAN,)) is None
    assert code(position, "participant", opened, speaks_for=(AS,)) is RefusalCode.NOT_YOURS
    assert code(position, "control", opened) is RefusalCode.NOT_YOURS


def test_17_6_a_finding_that_was_only_read_out_is_named_in_words() -> None:
    read_out = TakePosition(organisation=JAPAN, about="", agrees=True, words="The second one, yes.")

    assert code(read_out, "participant", ended(), speaks_for=(JAPAN,)) is None
    silent = TakePosition(organisation=JAPAN, about="", agrees=True)
    assert code(silent, "participant", ended(), speaks_for=(JAPAN,)) is RefusalCode.INCOMPLETE


def test_17_7_the_form_has_fixed_questions_and_names_nobody() -> None:
    assert code(FORM, "participant") is RefusalCode.NOT_IN_THIS_PHASE
    assert code(FORM, "participant", ended()) is None
    assert code(FORM, "evaluator", ended()) is RefusalCode.NOT_YOURS
    for answers, said in (
        ({}, RefusalCode.INCOMPLETE),
        ({"pace": " "}, RefusalCode.INCOMPLETE),
        ({"pace": "6"}, RefusalCode.BAD_PARAMETER),
        ({"name": "x"}, RefusalCode.BAD_PARAMETER),
    ):
        assert code(GiveFeedback(answers=answers), "participant", ended()) is said
    assert author_of("participant", "holder", FORM) == NOBODY
    assert author_of("evaluator", "holder", NOTE).holder == "holder"


def test_17_8_a_row_of_the_plan_answers_a_finding_has_an_owner_and_days_in_order() -> None:
    row = {"finding": a_candidate(), "action": "Keep one list.", "capability": "planning", "owner": AS}
    for changes, said in (
        ({}, None),
        ({"start": "2027-01-31", "completion": "2027-06-30"}, None),
        ({"start": "31.1.2027"}, RefusalCode.BAD_PARAMETER),
        ({"start": "2027-06-30", "completion": "2027-01-31"}, RefusalCode.BAD_PARAMETER),
        ({"owner": "no/one"}, RefusalCode.BAD_PARAMETER),
        ({"finding": "raised 9"}, RefusalCode.BAD_PARAMETER),
        ({"replaces": 3}, RefusalCode.BAD_PARAMETER),
        ({"action": ""}, RefusalCode.INCOMPLETE),
    ):
        assert code(PlanAction(**{**row, **changes})) is said  # type: ignore[arg-type]


def test_17_2_a_text_that_steers_a_terminal_is_refused_and_so_is_a_long_one() -> None:
    assert code(Note(text="\x1b[2J")) is RefusalCode.BAD_TEXT
    assert code(Note(text="x" * 2_001)) is RefusalCode.TOO_LONG


def test_candidates_are_read_in_words_with_those_whom_they_concern() -> None:
    found = candidates_of(played())

    assert {one.id for one in found} == set(candidate_ids(played()))
    for one in found:
        assert one.turns
        assert one.title.partition(": ")[2]
        assert set(one.organisations) <= {*played().world.organisations, OrganisationId(CATALOGUE[one.detector].owner)}
    by_detector = {one.detector: one for one in found}
    assert by_detector["stock-out"].turns == (2,)
    assert JAPAN in by_detector["surge-assumption-missed"].organisations
    assert AS in by_detector["split-concurrence"].organisations
