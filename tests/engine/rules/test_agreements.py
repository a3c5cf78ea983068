from dataclasses import replace

import pytest

from bots.table import Table, advance
from engine import events as e
from engine import orders as o
from engine.conditions import AgreementBroken, AgreementReached
from engine.decide import decide
from engine.exercise import Exercise
from engine.ids import CONTROL_PARTY, AgreementId, OrganisationId
from engine.orders import Order
from engine.phases import Phase
from engine.refusals import Refusal, RefusalCode
from engine.rules.triggers import holds
from tests.support.exercises import done, given, in_orders, refused, until
from tests.support.talk import OFFERED, WIDE_OFFER, agreement, signed
from tests.support.worlds import AS, JAPAN, PRIMES, STATE, small_world

SIGN = o.SignAgreement(agreement=OFFERED)
SIGN_WIDE = o.SignAgreement(agreement=WIDE_OFFER)
REFUSE_WIDE = o.RefuseAgreement(agreement=WIDE_OFFER, reason="Too dear.")
KEEP = o.KeepAgreement(agreement=OFFERED)
REFUSE = o.RefuseAgreement(agreement=OFFERED, reason="Too dear.")
BREAK = o.BreakAgreement(agreement=OFFERED, reason="War.")


def rule(verdict: str, *by: OrganisationId, reason: str = "As we saw.") -> o.RuleAgreement:
    return o.RuleAgreement(agreement=OFFERED, verdict=verdict, reason=reason, broken_by=by)  # type: ignore[arg-type]


def offered(*parties: OrganisationId, due_turn: int = 2) -> Exercise:
    return done(in_orders(), AS, agreement(*parties, due_turn=due_turn))


def stands(exercise: Exercise) -> str:
    (only,) = exercise.talk.agreements.values()
    return only.stands


def in_picture_of_turn(exercise: Exercise, turn: int) -> Exercise:
    while exercise.turn < turn or exercise.phase is not Phase.PICTURE:
        exercise = until(exercise, Phase.PICTURE)
    return exercise


def test_14_3_who_proposes_an_agreement_has_signed_it() -> None:
    (proposed,) = given(in_orders(), AS, agreement(STATE, JAPAN))

    assert isinstance(proposed, e.AgreementProposed)
    assert proposed.parties == (JAPAN, AS, STATE)
    assert offered(STATE, JAPAN).talk.agreements[WIDE_OFFER].signed == (AS,)


def test_14_3_with_the_last_signature_an_agreement_is_in_force() -> None:
    first = done(offered(STATE, JAPAN), STATE, SIGN_WIDE)

    last = done(first, JAPAN, SIGN_WIDE)

    assert (stands(first), stands(last)) == ("open", "in-force")
    assert refused(first, STATE, SIGN_WIDE) is refused(last, JAPAN, SIGN_WIDE) is RefusalCode.NOT_POSSIBLE_NOW


def test_14_3_any_party_may_refuse_until_it_is_in_force_and_that_ends_it() -> None:
    exercise = done(offered(STATE, JAPAN), STATE, SIGN_WIDE)

    ended = [done(exercise, by, REFUSE_WIDE) for by in (AS, STATE, JAPAN)]

    assert [stands(one) for one in ended] == ["refused"] * 3
    assert {refused(one, JAPAN, SIGN_WIDE) for one in ended} == {RefusalCode.NOT_POSSIBLE_NOW}
    assert refused(done(exercise, JAPAN, SIGN_WIDE), AS, REFUSE_WIDE) is RefusalCode.NOT_POSSIBLE_NOW


def test_14_3_a_refusal_needs_its_reason() -> None:
    order = o.RefuseAgreement(agreement=OFFERED, reason=" ")

    assert refused(offered(STATE), STATE, order) is RefusalCode.REASON_NEEDED


@pytest.mark.parametrize(
    ("order", "code"),
    [
        (agreement(), RefusalCode.INCOMPLETE),
        (agreement(AS), RefusalCode.INCOMPLETE),
        (agreement(STATE, STATE), RefusalCode.BAD_PARAMETER),
        (agreement(CONTROL_PARTY), RefusalCode.BAD_PARAMETER),
        (agreement(OrganisationId("dod/nobody")), RefusalCode.BAD_PARAMETER),
        (agreement(STATE, due_turn=99), RefusalCode.BAD_PARAMETER),
        (o.ProposeAgreement(parties=(STATE,), title=" ", terms="Words.", due_turn=2), RefusalCode.INCOMPLETE),
        (o.ProposeAgreement(parties=(STATE,), title="Title", terms="", due_turn=2), RefusalCode.INCOMPLETE),
        (o.ProposeAgreement(parties=(STATE,), title="Title", terms="\x9b2J", due_turn=2), RefusalCode.BAD_TEXT),
        (o.ProposeAgreement(parties=(STATE,), title="Title", terms="x" * 2_001, due_turn=2), RefusalCode.TOO_LONG),
    ],
)
def test_14_3_an_agreement_has_other_parties_a_title_terms_and_a_due_turn(order: Order, code: RefusalCode) -> None:
    assert refused(in_orders(), AS, order) is code


def test_14_3_the_proposer_may_name_itself_among_the_parties() -> None:
    assert given(in_orders(), AS, agreement(AS, STATE)) == given(in_orders(), AS, agreement(STATE))


@pytest.mark.parametrize("order", [SIGN, REFUSE, KEEP, BREAK], ids=["sign", "refuse", "keep", "break"])
@pytest.mark.parametrize("exercise", [offered(STATE), signed(in_orders(), STATE)], ids=["offered", "in force"])
def test_14_3_nobody_else_can_tell_an_agreement_from_nothing(exercise: Exercise, order: Order) -> None:
    verdicts = [decide(one, JAPAN, order) for one in (exercise, in_orders())]

    assert verdicts == [Refusal(RefusalCode.NOT_POSSIBLE_NOW)] * 2


def test_14_3_its_parties_alone_learn_of_an_agreement_and_of_what_becomes_of_it() -> None:
    table = Table(world=small_world(), pace="fours", seed="seed")
    table.control(o.StartExercise())
    advance(table)

    table.give(AS, agreement(STATE, JAPAN, due_turn=1))
    waiting = {one for one, view in table.views.items() if view.agreements_to_sign()}
    table.give(STATE, SIGN_WIDE)
    table.give(JAPAN, SIGN_WIDE)
    table.give(JAPAN, o.KeepAgreement(agreement=WIDE_OFFER))
    while table.exercise.phase is not Phase.PICTURE:
        advance(table)
    table.control(replace(rule("broken", STATE), agreement=WIDE_OFFER))

    assert waiting == {STATE, JAPAN}
    seen = {one: view.agreements[WIDE_OFFER] for one, view in table.views.items() if view.agreements}
    assert set(seen) == {AS, STATE, JAPAN}
    for one in seen.values():
        assert (one.title, one.terms, one.stands) == ("Seekers for release", "You lend, we release.", "broken")
        assert (one.signed, one.kept_says, one.broken_by) == ((AS, STATE, JAPAN), (JAPAN,), (STATE,))
    assert table.views[JAPAN].notices[-3:] == (
        "In force, signed by all: Seekers for release.",
        "Due, and not called kept by all: control rules: Seekers for release.",
        "Control ruled that it was broken by nsc/state, because As we saw.: Seekers for release.",
    )


def test_14_3_not_signed_by_all_by_its_due_turn_an_agreement_lapses() -> None:
    exercise = done(offered(STATE, JAPAN, due_turn=2), STATE, SIGN_WIDE)

    assert stands(in_picture_of_turn(exercise, 1)) == "open"
    lapsed = in_picture_of_turn(exercise, 2)
    assert stands(lapsed) == "lapsed"
    assert refused(lapsed, JAPAN, SIGN_WIDE) is RefusalCode.NOT_POSSIBLE_NOW


def test_14_4_an_agreement_was_kept_once_all_parties_say_so() -> None:
    exercise = signed(in_orders(), STATE)

    one = done(exercise, STATE, KEEP)
    both = done(one, AS, KEEP)

    assert (stands(one), stands(both)) == ("in-force", "kept")
    assert refused(one, STATE, KEEP) is refused(both, STATE, BREAK) is RefusalCode.NOT_POSSIBLE_NOW


def test_14_4_a_party_breaks_an_agreement_by_saying_so() -> None:
    (broken,) = given(done(signed(in_orders(), STATE), STATE, KEEP), STATE, BREAK)

    assert isinstance(broken, e.AgreementBroken)
    assert (broken.broken_by, broken.reason, broken.ruled) == ((STATE,), "War.", False)


def test_14_4_who_breaks_an_agreement_says_why() -> None:
    order = o.BreakAgreement(agreement=OFFERED, reason="")

    assert refused(signed(in_orders(), STATE), STATE, order) is RefusalCode.REASON_NEEDED


@pytest.mark.parametrize("order", [KEEP, BREAK], ids=["keep", "break"])
def test_14_4_what_is_not_in_force_is_neither_kept_nor_broken(order: Order) -> None:
    assert refused(offered(STATE), AS, order) is RefusalCode.NOT_POSSIBLE_NOW


def test_14_5_an_agreement_comes_before_control_when_its_due_turn_is_over() -> None:
    exercise = signed(in_orders(), STATE, due_turn=2)

    assert stands(in_picture_of_turn(exercise, 1)) == "in-force"
    assert stands(in_picture_of_turn(exercise, 2)) == "due"
    assert stands(in_picture_of_turn(done(done(exercise, AS, KEEP), STATE, KEEP), 2)) == "kept"


def test_14_5_what_is_due_may_still_be_called_kept_or_broken_by_its_parties() -> None:
    due = in_picture_of_turn(signed(in_orders(), STATE, due_turn=1), 1)

    assert stands(done(done(due, AS, KEEP), STATE, KEEP)) == "kept"
    assert stands(done(due, STATE, BREAK)) == "broken"


def test_14_5_control_rules_who_broke_an_agreement() -> None:
    in_force = signed(in_orders(), STATE)

    for exercise in (in_force, in_picture_of_turn(in_force, 2)):
        (broken,) = given(exercise, None, rule("broken", STATE, AS))

        assert isinstance(broken, e.AgreementBroken)
        assert (broken.broken_by, broken.ruled, broken.reason) == ((AS, STATE), True, "As we saw.")


def test_14_5_control_rules_that_an_agreement_was_kept() -> None:
    assert stands(done(signed(in_orders(), STATE), None, rule("kept"))) == "kept"


@pytest.mark.parametrize(
    ("order", "code"),
    [
        (rule("kept", reason=" "), RefusalCode.REASON_NEEDED),
        (rule("kept", STATE), RefusalCode.BAD_PARAMETER),
        (rule("broken"), RefusalCode.INCOMPLETE),
        (rule("broken", JAPAN), RefusalCode.BAD_PARAMETER),
        (o.RuleAgreement(agreement=AgreementId("none"), verdict="kept", reason="So."), RefusalCode.NOT_POSSIBLE_NOW),
    ],
)
def test_14_5_a_ruling_has_its_reason_and_names_parties(order: o.RuleAgreement, code: RefusalCode) -> None:
    assert refused(signed(in_orders(), STATE), None, order) is code


def test_14_5_control_alone_rules_and_is_no_party() -> None:
    exercise = signed(in_orders(), STATE)

    assert refused(exercise, STATE, rule("kept")) is RefusalCode.NOT_YOURS
    assert refused(exercise, None, KEEP) is refused(exercise, None, agreement(STATE)) is RefusalCode.NOT_YOURS


def test_14_7_a_condition_reads_an_agreement_by_its_parties_once_all_have_signed_and_ever_after() -> None:
    exercise = in_orders()
    open_to_state = done(exercise, AS, agreement(STATE))
    in_force = signed(exercise, STATE)

    def holding(*parties: str, at: Exercise) -> bool:
        return holds(AgreementReached(condition="agreement-reached", parties=parties), at, {})

    assert not holding(AS, STATE, at=exercise)
    assert not holding(AS, STATE, at=open_to_state)
    assert [holding(*one, at=in_force) for one in ((AS, STATE), (STATE,), (AS, PRIMES))] == [True, True, False]
    assert holding(AS, STATE, at=done(in_force, STATE, BREAK))


def test_14_7_a_condition_reads_a_breach_by_who_broke_and_by_who_was_party() -> None:
    exercise = signed(in_orders(), STATE)
    after = done(exercise, STATE, BREAK)

    def holding(party: str = "", by: str = "") -> bool:
        return holds(AgreementBroken(condition="agreement-broken", party=party, by=by), after, {})

    assert not holds(AgreementBroken(condition="agreement-broken"), exercise, {})
    assert [holding(by=one) for one in ("", STATE, AS, PRIMES)] == [True, True, False, False]
    assert [holding(party=one) for one in ("", STATE, AS, PRIMES)] == [True, True, True, False]
    assert holding(party=AS, by=STATE)
    assert not holding(party=AS, by=AS)
