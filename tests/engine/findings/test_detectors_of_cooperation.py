"""Chapter 15.4: detectors of what is known, asked and done together fire on what they are for and on nothing like it."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from engine import orders as o
from engine.apply import apply_all
from engine.baseline import IndexKind
from engine.deck import Choice, ReleaseInBrief
from engine.effects import AuthorityEffect, IndexEffect
from engine.events import CapacityRevealed
from engine.exercise import Exercise
from engine.findings.detect import detect_in_week
from engine.ids import InjectId, OrganisationId
from engine.orders import SealEstimate
from engine.playbook import InitiativeType
from tests.support.detecting import SHORT_OF_MISSILES, line_row, noticed, partner, stock_row, week_of
from tests.support.exercises import (
    ORDER_OF_MISSILES,
    approved,
    decline,
    done,
    estimate_row,
    in_orders,
    missiles_ordered,
    proposed,
    turns_passed,
    warned,
)
from tests.support.worlds import (
    AS,
    BASELINE,
    CONGRESS,
    INDICES,
    JAPAN,
    MISSILE,
    MISSILE_US,
    SEEKER,
    SHARE,
    STAFF,
    STATE,
    STRAIT,
    TORPEDO,
    WARN,
    changed,
    figure,
    inject,
    need,
    small_world,
)


def index(identity: str, start: int) -> tuple[IndexKind, ...]:
    """The small world's indices, and one more or that one otherwise."""
    return (*(one for one in INDICES if one.id != identity), IndexKind(id=identity, title=identity, start=figure(start)))


def held_up(exercise: Exercise, binding: str = SEEKER) -> Exercise:
    """The line of missiles was held up in the week just resolved."""
    lines = {**exercise.stocks.lines, MISSILE_US: replace(exercise.stocks.lines[MISSILE_US], binding=binding)}
    return replace(exercise, stocks=replace(exercise.stocks, lines=lines))


def told(exercise: Exercise, organisation: OrganisationId) -> Exercise:
    return apply_all(exercise, (CapacityRevealed(organisation=organisation, component=SEEKER, spare=20),))


def missiles_paid() -> Exercise:
    asked = turns_passed(approved(missiles_ordered(in_orders()), ORDER_OF_MISSILES, "rank"), 1)
    return approved(asked, ORDER_OF_MISSILES, "fund")


def test_15_4_a_fact_is_not_shared_with_whoever_pays_for_what_lacks_the_part() -> None:
    exercise = held_up(missiles_paid())

    assert noticed("fact-not-shared", exercise) == [f"{CONGRESS} {AS} {SEEKER}"]
    assert noticed("fact-not-shared", told(exercise, CONGRESS)) == []
    assert noticed("fact-not-shared", held_up(missiles_paid(), "tooling")) == []
    assert noticed("fact-not-shared", held_up(in_orders())) == []


def estimated(first: int, second: int) -> Exercise:
    exercise = in_orders()
    for by, last in ((STATE, first), (STAFF, second)):
        rows = tuple(estimate_row(month, expected=last if month == 24 else 60, high=900) for month in (6, 12, 24))
        exercise = done(exercise, by, SealEstimate(rows=rows))
    return exercise


def test_15_4_estimates_that_are_far_apart_are_found_a_turn_later_and_once() -> None:
    later = turns_passed(estimated(100, 131), 1)

    assert noticed("estimates-apart", later) == [f"{STATE} {STAFF} {MISSILE}"]
    assert noticed("estimates-apart", estimated(100, 131)) == []
    assert noticed("estimates-apart", turns_passed(later, 1)) == []
    assert noticed("estimates-apart", turns_passed(estimated(100, 130), 1)) == []


def test_15_4_a_bottleneck_is_unreported_until_somebody_is_told() -> None:
    exercise, week = in_orders(), week_of(SHORT_OF_MISSILES, [line_row(MISSILE_US, SEEKER)])

    assert noticed("bottleneck-unreported", exercise, *week) == [SEEKER]
    assert noticed("bottleneck-unreported", told(exercise, CONGRESS), *week) == []
    shared = replace(exercise, policies={f"sharing {STATE} {AS}": 2})
    assert noticed("bottleneck-unreported", shared, *week) == []
    little = replace(exercise, policies={f"sharing {STATE} {AS}": 1})
    assert noticed("bottleneck-unreported", little, *week) == [SEEKER]


def test_15_4_what_must_hold_for_two_turns_is_found_in_the_second() -> None:
    week = week_of(SHORT_OF_MISSILES, [line_row(MISSILE_US, SEEKER)])
    first = replace(in_orders(), week=4, streaks={f"bottleneck-unreported {SEEKER}": 3})
    second = replace(in_orders(), turn=2, week=5, streaks={f"bottleneck-unreported {SEEKER}": 1})
    new = replace(second, streaks={})

    found = [[one.detector for one in detect_in_week(each, week)[1]] for each in (first, second, new)]
    assert ["bottleneck-unreported" in one for one in found] == [False, True, False]


def law(identity: str, *, in_force: bool) -> InitiativeType:
    effect = AuthorityEffect(effect="authority", authority="waiver", in_force=in_force)
    return replace(WARN, id=identity, proposers=(AS, STAFF), effects=(effect,))


def test_15_4_two_who_move_one_law_both_ways_cancel_out_and_one_alone_does_not() -> None:
    world = small_world(playbook=(*BASELINE.playbook, law("grant", in_force=True), law("suspend", in_force=False)))
    granted = proposed(in_orders(world), AS, "grant")

    assert noticed("orders-cancel-out", proposed(granted, STAFF, "suspend")) == [f"{AS} {STAFF} authority waiver"]
    assert noticed("orders-cancel-out", proposed(granted, AS, "suspend")) == []
    assert noticed("orders-cancel-out", proposed(granted, STAFF, "grant")) == []
    later = turns_passed(proposed(granted, STAFF, "suspend"), 2)
    assert noticed("orders-cancel-out", later) == []


def answered(*, second: str, happens: str = "each") -> Exercise:
    up = Choice(id="up", title="Up", effects=(IndexEffect(effect="index", index="confidence", by=2),))
    down = Choice(id="down", title="Down", effects=(IndexEffect(effect="index", index="confidence", by=-1),))
    asked = inject("asked", ReleaseInBrief(by="brief", week=1), to=(STATE, AS), choices=(up, down), happens=happens)
    exercise = in_orders(small_world(injects=(asked,)))
    exercise = done(exercise, STATE, o.AnswerInject(inject=InjectId(asked.id), choice="up"))
    return done(exercise, AS, o.AnswerInject(inject=InjectId(asked.id), choice=second))


def test_15_4_answers_to_one_inject_cancel_out_where_each_counts() -> None:
    assert noticed("orders-cancel-out", answered(second="down")) == [f"{STATE} {AS} index confidence asked"]
    assert noticed("orders-cancel-out", answered(second="up")) == []
    assert noticed("orders-cancel-out", answered(second="down", happens="once")) == []


def test_15_4_a_request_that_is_due_is_unanswered_and_one_that_was_answered_is_not() -> None:
    exercise = done(in_orders(), STATE, o.MakeRequest(to=(AS, STAFF), text="How many?", due_turn=1))
    (request,) = exercise.talk.requests
    said = done(exercise, AS, o.AnswerRequest(request=request, verdict="no"))

    assert noticed("request-unanswered", said) == [f"{STATE} {STAFF} {request}"]
    assert noticed("request-unanswered", done(said, STAFF, o.AnswerRequest(request=request, verdict="yes"))) == []
    later = done(in_orders(), STATE, o.MakeRequest(to=(AS,), text="How many?", due_turn=2))
    assert noticed("request-unanswered", later) == []


def test_15_4_an_offer_that_is_due_and_that_somebody_neither_signs_nor_refuses_is_unanswered() -> None:
    terms = o.ProposeAgreement(parties=(JAPAN,), title="Seekers", terms="Ten a month", due_turn=1)
    offered = done(in_orders(), STATE, terms)
    (agreement,) = offered.talk.agreements

    assert noticed("request-unanswered", offered) == [f"{STATE} {JAPAN} {agreement}"]
    assert noticed("request-unanswered", done(offered, JAPAN, o.SignAgreement(agreement=agreement))) == []


def test_15_4_a_priority_system_that_is_short_is_nobodys_until_something_begins() -> None:
    week = week_of([*SHORT_OF_MISSILES, stock_row(TORPEDO, used=1)])

    assert noticed("problem-without-owner", in_orders(), *week) == [MISSILE]  # torpedoes are no priority here
    assert noticed("problem-without-owner", missiles_ordered(in_orders()), *week) == []
    assert noticed("problem-without-owner", in_orders(), *week_of([stock_row(MISSILE)])) == []


def spokes(count: int, web: int) -> Exercise:
    playbook = changed(BASELINE.playbook, SHARE.id, once_for=())
    exercise = in_orders(small_world(playbook=playbook, indices=index("web", web), partners=(partner(JAPAN),)))
    for _ in range(count):
        exercise = proposed(exercise, JAPAN, "share", country=JAPAN, rung="assembly")
    return turns_passed(exercise, 1)


def test_15_4_three_deals_with_one_partner_each_and_no_web_are_spokes() -> None:
    assert noticed("hub-and-spoke", spokes(3, 9)) == ["web"]
    assert noticed("hub-and-spoke", spokes(2, 9)) == []
    assert noticed("hub-and-spoke", spokes(3, 10)) == []


def test_15_4_a_warning_is_unused_until_somebody_begins_to_make_more() -> None:
    high, low = (in_orders(small_world(indices=index("warning", level))) for level in (3, 2))

    assert noticed("warning-unused", high) == ["warning"]
    assert noticed("warning-unused", warned(high)) == ["warning"]
    assert noticed("warning-unused", missiles_ordered(high)) == []
    assert noticed("warning-unused", low) == []


def before_war(week: int, level: int) -> list[str]:
    war = (need(MISSILE, 14, 52, 10, 20, 40), need(TORPEDO, 20, 52, 5, 5, 5))
    exercise = in_orders(small_world(indices=index("warning", level), need=war))
    return noticed("warning-doubted", replace(exercise, week=week))


def test_15_4_war_is_near_and_the_warning_low() -> None:
    assert [before_war(week, 2) for week in (9, 10, 13, 14)] == [[], [STRAIT], [STRAIT], []]
    assert before_war(13, 3) == []


def declined_under(pressure: int, by: OrganisationId = CONGRESS) -> list[str]:
    exercise = in_orders(small_world(indices=index("politics-us", pressure)))
    if by == STAFF:
        return noticed("consent-lost", done(missiles_ordered(exercise), STAFF, decline(ORDER_OF_MISSILES, "rank")))
    asked = turns_passed(approved(missiles_ordered(exercise), ORDER_OF_MISSILES, "rank"), 1)
    return noticed("consent-lost", done(asked, CONGRESS, decline(ORDER_OF_MISSILES, "fund")))


def test_15_4_consent_is_lost_where_congress_declines_under_pressure() -> None:
    assert declined_under(61) == [f"{ORDER_OF_MISSILES} fund"]
    assert declined_under(60) == []
    assert declined_under(61, by=STAFF) == []


def shown(points: int, *, public: bool = True, signal: bool = False) -> list[str]:
    effects = (IndexEffect(effect="index", index="deterrence", by=points),)
    seen: Mapping[str, Any] = {"seen_by": ("public",)} if public else {}
    tally = inject("tally", ReleaseInBrief(by="brief", week=1), effects=effects, **seen)
    raises = (IndexEffect(effect="index", index="deterrence", by=3),)
    speak = replace(WARN, id="speak", effects=raises, reveals=("public",))
    world = small_world(injects=(tally,), indices=index("deterrence", 50), playbook=(*BASELINE.playbook, speak))
    exercise = turns_passed(in_orders(world), 1)
    return noticed("shortage-shown", proposed(exercise, AS, "speak") if signal else exercise)


def test_15_4_what_is_shown_in_public_costs_deterrence_unless_a_signal_follows() -> None:
    assert shown(-5) == ["deterrence"]
    assert shown(-4) == []
    assert shown(-5, public=False) == []
    assert shown(-5, signal=True) == []
