import pytest

from engine import events as e
from engine import orders as o
from engine.apply import apply_all
from engine.exercise import Exercise
from engine.ids import PUBLIC
from engine.observe import observe
from engine.phases import Phase
from engine.refusals import RefusalCode
from engine.stored import plain_of
from tests.engine.rules.test_adversary import RED, action, red_world
from tests.support.exercises import (
    ESTIMATE,
    SHARING,
    approved,
    decline,
    done,
    given,
    in_orders,
    refused,
    sharing_proposed,
    turns_passed,
    until,
    warned,
    weeks_passed,
)
from tests.support.worlds import AS, CABLE, JAPAN, STATE, STORM


def played() -> Exercise:
    """An exercise in which something was sealed, answered, asked and left open, at its curtain."""
    exercise = sharing_proposed(warned(done(in_orders(), AS, ESTIMATE)))
    exercise = done(exercise, STATE, o.AnswerInject(inject=CABLE, choice="refuse"))
    exercise = turns_passed(approved(exercise, SHARING, "release"), 1)
    return done(exercise, None, o.EndExercise())


def opened(secret: str, subject: str) -> e.SecretOpened:
    order = o.OpenSecret(secret=secret, subject=subject)  # type: ignore[arg-type]
    (event,) = given(played(), None, order)
    assert isinstance(event, e.SecretOpened)
    return event


def test_1_8_control_opens_a_brief_to_everybody() -> None:
    event = opened("brief", AS)

    brief = played().world.briefs[AS]
    assert [text for _, text in event.tells] == [brief.who, brief.aim, brief.private_fact, brief.leverage]
    assert [audience for audience, _ in observe(event, plain_of(event))] == [PUBLIC]


def test_1_8_an_inject_is_opened_with_what_participants_never_read() -> None:
    tells = dict(opened("inject", CABLE).tells)

    declared = played().world.injects[CABLE]
    assert (tells["guidance"], tells["objective"]) == (declared.guidance, declared.objective)
    assert tells["answer of nsc/state"] == "refuse"
    assert tells["effects of share"] == "index index warning by 7"
    assert dict(opened("inject", STORM).tells)["released"] == "never"


def test_1_8_an_initiative_is_opened_with_all_its_steps_and_waits() -> None:
    tells = opened("initiative", SHARING).tells

    assert tells[0] == ("course", "proposed by allies/japan in week 1; under way")
    assert tells[1][1].startswith("nsc/state, opened in week 1, approved from week ")
    waiting = dict(tells)["Funds"] if "Funds" in dict(tells) else tells[-1][1]
    assert "never answered" in waiting


def test_1_8_estimates_are_opened_as_they_were_sealed() -> None:
    event = opened("estimates", AS)

    assert [occasion for occasion, _ in event.tells] == ["StartEx"]
    assert "MISSILE in month 6: 50, 60, 80 a month, first nsc/state, confidence medium" in event.tells[0][1]


def test_1_8_what_an_organisation_did_is_opened() -> None:
    assert ("answered in turn 1", "cable: refuse") in opened("actions", STATE).tells
    assert opened("actions", JAPAN).tells[0][0] == "proposed in week 1"


def test_1_8_what_red_did_is_opened() -> None:
    resolving = until(in_orders(red_world(action("strike", cost=10), action("wait", at_week=40))), Phase.RESOLVE)
    ended = done(weeks_passed(resolving, 1), None, o.EndExercise())

    (event,) = given(ended, None, o.OpenSecret(secret="red", subject=RED))

    assert isinstance(event, e.SecretOpened)
    tells = dict(event.tells)
    titles = {one.id: one.title for one in ended.world.deck.red}
    assert (tells[titles["strike"]], tells[titles["wait"]]) == ("last in week 1", "never")
    assert tells["campaign budget"].startswith("10 points spent, ")


@pytest.mark.parametrize("secret", ["brief", "inject", "initiative", "estimates", "actions", "red"])
def test_1_8_what_there_is_not_cannot_be_opened(secret: str) -> None:
    order = o.OpenSecret(secret=secret, subject="nothing")  # type: ignore[arg-type]

    assert refused(played(), None, order) is RefusalCode.NOT_POSSIBLE_NOW


def test_1_8_a_secret_is_opened_once() -> None:
    order = o.OpenSecret(secret="brief", subject=AS)

    assert refused(done(played(), None, order), None, order) is RefusalCode.NOT_POSSIBLE_NOW


def test_1_8_a_decline_is_opened_with_who_gave_it() -> None:
    exercise = done(sharing_proposed(in_orders()), STATE, decline(SHARING, "release", "Not assessed."))

    (event,) = given(done(exercise, None, o.EndExercise()), None, o.OpenSecret(secret="initiative", subject=SHARING))

    assert isinstance(event, e.SecretOpened)
    assert event.tells[0][1].endswith("declined")
    assert "declined from week 1, by order" in event.tells[1][1]


def test_1_8_a_candidate_is_opened_with_those_whom_it_concerns() -> None:
    found = e.CandidateFound(
        detector="split-concurrence", finding_class="authority", subject=f"{SHARING} release", week=4, evidence={}
    )
    exercise = apply_all(played(), (found,))
    order = o.OpenSecret(secret="candidate", subject=f"split-concurrence {SHARING} release")

    (event,) = given(exercise, None, order)

    assert isinstance(event, e.SecretOpened)
    assert STATE in dict(event.tells)["concerns"]
    assert refused(played(), None, order) is RefusalCode.NOT_POSSIBLE_NOW
    assert refused(done(exercise, None, order), None, order) is RefusalCode.NOT_POSSIBLE_NOW
