import pytest

from aar.reading import read
from aar.worlds.course import shortfall_played
from aar.worlds.physics import shortfall_in
from bots.table import Table, advance
from engine import events as e
from engine import orders as o
from engine.actors import Control
from engine.apply import apply_all
from engine.decide import decide
from engine.dice import draw
from engine.exercise import Exercise
from engine.ids import ActionId, HolderId, OrganisationId
from engine.orders import Order
from engine.phases import Phase
from engine.refusals import Refusal, RefusalCode
from engine.rules.adjudication import ODDS
from tests.support.actions import (
    ACTION,
    ACTION_CASES,
    CALMED,
    DISSENT,
    ROLL,
    WARNED,
    acted,
    action,
    action_stages,
    adjudicating,
    argument,
    odds,
    override,
    ruling,
)
from tests.support.exercises import (
    CONTROL,
    actor,
    done,
    events_of,
    given,
    in_orders,
    refused,
    turns_passed,
    until,
    weeks_passed,
)
from tests.support.worlds import AS, JAPAN, PRIMES, STATE, small_world

STAGES = action_stages()
TAKE_BACK = o.TakeBack(action=ACTION)


def table_with_action(*shown_to: OrganisationId) -> Table:
    table = Table(world=small_world(), pace="fours", seed="seed")
    table.control(o.StartExercise())
    advance(table)
    table.give(AS, action(*shown_to))
    return table


def seed_that_rolls(low: int, high: int) -> str:
    """A seed under which the die of `ACTION` shows a number of this range."""
    return next(seed for seed in map(str, range(10_000)) if low <= draw(seed, "adjudication", ACTION, week=0) < high)


def warning(exercise: Exercise) -> int:
    return exercise.indices["warning"]


def after_a_week(exercise: Exercise) -> Exercise:
    return weeks_passed(until(exercise, Phase.RESOLVE), 1)


@pytest.mark.parametrize("name", ACTION_CASES)
def test_13_1_actions_are_orders_and_their_rulings_come_after_lock(name: str) -> None:
    by, order, phases = ACTION_CASES[name]

    verdicts = {phase: decide(exercise, actor(by, order), order) for phase, exercise in STAGES.items()}

    assert {phase for phase, verdict in verdicts.items() if not isinstance(verdict, Refusal)} == phases
    codes = {verdict.code for verdict in verdicts.values() if isinstance(verdict, Refusal)}
    assert codes == {RefusalCode.NOT_IN_THIS_PHASE}


@pytest.mark.parametrize("name", ACTION_CASES)
def test_13_1_players_do_not_rule_and_control_does_not_play(name: str) -> None:
    by, order, phases = ACTION_CASES[name]

    assert refused(STAGES[min(phases)], AS if by is None else None, order) is RefusalCode.NOT_YOURS


def test_13_1_an_organisation_takes_one_action_in_a_turn() -> None:
    (taken,) = given(in_orders(), AS, action(title=" Ship by rail "))

    assert isinstance(taken, e.ActionTaken)
    assert (taken.action, taken.title, taken.readers) == (ACTION, "Ship by rail", (AS,))
    assert refused(acted(in_orders()), AS, action(title="Another")) is RefusalCode.NOT_POSSIBLE_NOW
    assert given(acted(in_orders()), STATE, action())


def test_13_1_the_next_turn_has_another_action() -> None:
    ruled = done(adjudicating(), None, ruling("no"))

    (again,) = given(until(ruled, Phase.ORDERS), AS, action())

    assert isinstance(again, e.ActionTaken)
    assert again.action == ActionId("action:dod-as:2")


@pytest.mark.parametrize(
    ("order", "code"),
    [
        (action(title=" "), RefusalCode.INCOMPLETE),
        (action(text=""), RefusalCode.INCOMPLETE),
        (action(aims=("MISSILE", "")), RefusalCode.INCOMPLETE),
        (action(AS), RefusalCode.BAD_PARAMETER),
        (action(STATE, STATE), RefusalCode.BAD_PARAMETER),
        (action(OrganisationId("control")), RefusalCode.BAD_PARAMETER),
        (action(text="x" * 2_001), RefusalCode.TOO_LONG),
        (action(aims=("x" * 2_001,)), RefusalCode.TOO_LONG),
        (action(title="\x1b[2J"), RefusalCode.BAD_TEXT),
    ],
)
def test_13_1_an_action_has_a_title_a_text_and_readers_that_there_are(order: Order, code: RefusalCode) -> None:
    assert refused(in_orders(), AS, order) is code


def test_3_4_an_action_is_taken_back_until_lock_and_may_be_taken_anew() -> None:
    exercise = acted(in_orders(), STATE)

    back = done(exercise, AS, TAKE_BACK)

    assert back.actions == {}
    assert given(back, AS, action(title="Better"))
    assert refused(exercise, STATE, TAKE_BACK) is refused(back, AS, TAKE_BACK) is RefusalCode.NOT_POSSIBLE_NOW
    put_off = until(done(adjudicating(), None, ruling("later")), Phase.ORDERS)
    assert refused(put_off, AS, TAKE_BACK) is RefusalCode.NOT_POSSIBLE_NOW


def test_13_2_its_author_says_who_reads_an_action() -> None:
    table = table_with_action(JAPAN)

    assert {one for one, view in table.views.items() if view.actions} == {AS, JAPAN}
    assert table.views[JAPAN].actions[ACTION].text == "We buy every wagon."
    assert table.views[JAPAN].notices[-1] == "dod/as acts, and you may argue: Ship by rail."
    table.give(AS, TAKE_BACK)
    assert {one for one, view in table.views.items() if view.actions} == set()


def test_13_2_control_opens_an_action_to_others() -> None:
    (opened,) = given(acted(in_orders(), JAPAN), None, o.OpenAction(action=ACTION, to=(JAPAN, STATE)))

    assert isinstance(opened, e.ActionOpened)
    assert (opened.to, opened.text) == ((STATE,), "We buy every wagon.")


@pytest.mark.parametrize(
    ("order", "code"),
    [
        (o.OpenAction(action=ACTION, to=()), RefusalCode.INCOMPLETE),
        (o.OpenAction(action=ACTION, to=(AS,)), RefusalCode.BAD_PARAMETER),
        (o.OpenAction(action=ACTION, to=(JAPAN,)), RefusalCode.NOT_POSSIBLE_NOW),
        (o.OpenAction(action=ActionId("none"), to=(STATE,)), RefusalCode.NOT_POSSIBLE_NOW),
    ],
)
def test_13_2_an_action_is_opened_to_those_who_do_not_read_it_yet(order: Order, code: RefusalCode) -> None:
    assert refused(acted(in_orders(), JAPAN), None, order) is code


def test_13_2_what_is_ruled_on_is_opened_to_nobody_any_more() -> None:
    ruled = done(adjudicating(), None, ruling("no"))

    assert refused(ruled, None, o.OpenAction(action=ACTION, to=(JAPAN,))) is RefusalCode.NOT_POSSIBLE_NOW


def test_13_2_whoever_an_action_is_opened_to_reads_what_is_said_from_then_on() -> None:
    table = table_with_action()
    table.give(AS, argument("for", "Before."))
    table.control(o.OpenAction(action=ACTION, to=(STATE,)))
    table.give(STATE, argument("against", "Wagons are full."))

    said = {
        one: [argued.text for argued in view.actions[ACTION].arguments] for one, view in table.views.items() if view.actions
    }
    assert said == {AS: ["Before.", "Wagons are full."], STATE: ["Wagons are full."]}


def test_13_3_whoever_may_read_an_action_argues_for_it_and_against_it() -> None:
    exercise = acted(in_orders(), STATE)

    sides = []
    for by, side in ((STATE, "against"), (STATE, "for"), (AS, "for")):
        (argued,) = given(exercise, by, argument(side))
        assert isinstance(argued, e.ActionArgued)
        sides.append((argued.by, argued.side))

    assert sides == [(STATE, "against"), (STATE, "for"), (AS, "for")]
    assert refused(exercise, AS, argument(text=" ")) is RefusalCode.INCOMPLETE


@pytest.mark.parametrize("order", [argument(), DISSENT], ids=["argument", "dissent"])
@pytest.mark.parametrize("exercise", [adjudicating(), done(adjudicating(), None, ruling("no"))], ids=["open", "ruled"])
def test_13_3_nobody_else_can_tell_an_action_from_nothing(exercise: Exercise, order: Order) -> None:
    verdicts = [decide(one, JAPAN, order) for one in (exercise, until(in_orders(), Phase.ADJUDICATE))]

    assert verdicts == [Refusal(RefusalCode.NOT_POSSIBLE_NOW)] * 2


def test_13_3_after_the_ruling_nobody_argues_any_more() -> None:
    assert refused(done(adjudicating(), None, ruling("no")), AS, argument()) is RefusalCode.NOT_POSSIBLE_NOW


@pytest.mark.parametrize(("word", "permille"), ODDS.items())
def test_13_4_every_word_has_its_odds(word: str, permille: int) -> None:
    (below, above) = (
        adjudicating(seed=seed_that_rolls(*span)) for span in ((permille - 50, permille), (permille, permille + 50))
    )

    ruled = [given(done(one, None, odds(word)), None, ROLL)[0] for one in (below, above)]

    assert [one.ruling for one in ruled if isinstance(one, e.ActionRuled)] == ["yes", "no"]
    assert {one.permille for one in ruled if isinstance(one, e.ActionRuled)} == {permille}


def test_13_4_odds_are_set_in_five_words() -> None:
    (likely,) = given(adjudicating(), None, odds("likely", WARNED))

    assert isinstance(likely, e.OddsSet)
    assert (likely.odds, likely.permille, likely.because, likely.effects) == ("likely", 700, "We know no better.", (WARNED,))
    assert len(ODDS) == 5


def test_13_4_until_the_die_is_rolled_the_last_odds_count() -> None:
    exercise = done(adjudicating(seed=seed_that_rolls(500, 600)), None, odds("likely", WARNED), odds("even", CALMED))

    (ruled,) = given(exercise, None, ROLL)

    assert isinstance(ruled, e.ActionRuled)
    assert (ruled.ruling, ruled.odds, ruled.effects) == ("no", "even", ())


def test_13_4_below_the_odds_the_die_is_a_success_and_brings_what_was_declared() -> None:
    exercise = done(adjudicating(seed=seed_that_rolls(450, 500)), None, odds("even", WARNED))

    (ruled,) = given(exercise, None, ROLL)

    assert isinstance(ruled, e.ActionRuled)
    assert (ruled.ruling, ruled.through, ruled.reason) == ("yes", "die", "We know no better.")
    assert ruled.die is not None
    assert 450 <= ruled.die < ruled.permille == 500
    assert warning(after_a_week(done(exercise, None, ROLL))) == warning(exercise) + 5


def test_13_4_the_die_is_a_draw_by_seed_and_action_alone() -> None:
    plain = done(adjudicating(), None, odds())
    talked = done(adjudicating(STATE), STATE, o.SendMessage(to=(AS,), text="Well?"), argument("against"))
    crowded = done(done(talked, None, odds("remote")), None, odds("even", WARNED))

    dice = [event.die for one in (plain, crowded) for event in given(one, None, ROLL) if isinstance(event, e.ActionRuled)]

    assert dice == [draw("seed", "adjudication", ACTION, week=0)] * 2


@pytest.mark.parametrize(
    ("order", "code"),
    [
        (ROLL, RefusalCode.INCOMPLETE),
        (odds("even", because=" "), RefusalCode.REASON_NEEDED),
        (odds("even", because="x" * 2_001), RefusalCode.TOO_LONG),
        (o.SetOdds(action=ActionId("none"), odds="even", because="So."), RefusalCode.NOT_POSSIBLE_NOW),
        (o.RollAction(action=ActionId("none")), RefusalCode.NOT_POSSIBLE_NOW),
    ],
)
def test_13_4_odds_have_a_reason_and_come_before_the_die(order: Order, code: RefusalCode) -> None:
    assert refused(adjudicating(), None, order) is code


@pytest.mark.parametrize("order", [odds(), ROLL, ruling("no")], ids=["odds", "die", "ruling"])
def test_13_4_what_is_ruled_on_is_not_ruled_on_again(order: Order) -> None:
    ruled = done(adjudicating(), None, odds(), ROLL)

    assert refused(ruled, None, order) is RefusalCode.NOT_POSSIBLE_NOW


def test_13_4_readers_are_told_odds_die_and_reason_but_not_the_effects() -> None:
    table = table_with_action(STATE)
    for _ in range(2):
        advance(table)
    table.control(odds("near-certain", WARNED))
    table.control(ROLL)

    die = draw("seed", "adjudication", ACTION, week=0)
    for one in (AS, STATE):
        seen = table.views[one].actions[ACTION].rulings[-1]
        assert (seen.odds, seen.permille, seen.die, seen.reason) == ("near-certain", 900, die, "We know no better.")
        (fact,) = table.entries[-1].parts[one].plain["facts"]  # type: ignore[index]
        assert "effects" not in fact
    assert set(table.entries[-1].parts) == {"control", AS, STATE}
    assert set(table.entries[-2].parts) == {"control"}, "the odds before the die are control's"
    assert f"die {die} against 900 of 1000" in table.views[STATE].notices[-1]


def test_13_4_the_controller_who_set_odds_or_ruled_is_on_record() -> None:
    somebody = Control(HolderId("somebody"))
    exercise = apply_all(adjudicating(), given(adjudicating(), None, odds()))

    (by_word,) = events_of(decide(exercise, somebody, ruling("no")))
    (by_die,) = events_of(decide(exercise, somebody, ROLL))
    (set_odds,) = events_of(decide(exercise, somebody, odds("likely")))

    assert isinstance(by_word, e.ActionRuled)
    assert isinstance(by_die, e.ActionRuled)
    assert isinstance(set_odds, e.OddsSet)
    assert {by_word.ruled_by, by_die.ruled_by, set_odds.set_by} == {"somebody"}


def test_13_5_control_rules_in_one_word_with_a_reason() -> None:
    exercise = adjudicating()

    words = []
    for word in ("yes", "yes-but", "no"):
        (ruled,) = given(exercise, None, ruling(word, reason=" So we think. "))
        assert isinstance(ruled, e.ActionRuled)
        words.append((ruled.ruling, ruled.through, ruled.reason, ruled.die))

    assert words == [(word, "word", "So we think.", None) for word in ("yes", "yes-but", "no")]


@pytest.mark.parametrize(
    ("order", "code"),
    [
        (ruling("yes", reason=""), RefusalCode.REASON_NEEDED),
        (ruling("no", WARNED), RefusalCode.BAD_PARAMETER),
        (ruling("later", WARNED), RefusalCode.BAD_PARAMETER),
        (ruling("yes", reason="\u202eyes"), RefusalCode.BAD_TEXT),
        (o.RuleAction(action=ActionId("none"), ruling="no", reason="So."), RefusalCode.NOT_POSSIBLE_NOW),
    ],
)
def test_13_5_only_a_yes_brings_effects_and_no_ruling_goes_without_its_reason(order: Order, code: RefusalCode) -> None:
    assert refused(adjudicating(), None, order) is code


@pytest.mark.parametrize("word", ["yes", "yes-but"])
def test_13_6_effects_of_a_ruling_come_with_the_next_week_that_is_resolved(word: str) -> None:
    exercise = adjudicating()

    ruled = done(exercise, None, ruling(word, WARNED))

    assert warning(ruled) == warning(exercise)
    assert warning(after_a_week(ruled)) == warning(exercise) + 5
    assert warning(turns_passed(ruled, 2)) == warning(turns_passed(done(exercise, None, ruling("no")), 2)) + 5


def test_13_6_no_week_is_resolved_while_an_action_waits_for_its_ruling() -> None:
    exercise = adjudicating()

    verdict = decide(exercise, CONTROL, o.AdvancePhase(to=Phase.RESOLVE))

    assert isinstance(verdict, Refusal)
    assert verdict.sentence == (
        "Rule first on: Ship by rail (dod/as, action:dod-as:1). Rule `later` to decide in another turn."
    )
    for word in ("yes", "no", "later"):
        assert given(done(exercise, None, ruling(word)), None, o.AdvancePhase(to=Phase.RESOLVE))


def test_13_5_what_was_put_off_waits_again_in_the_next_turn() -> None:
    put_off = until(done(adjudicating(), None, ruling("later")), Phase.ADJUDICATE)

    assert refused(put_off, None, o.AdvancePhase(to=Phase.RESOLVE)) is RefusalCode.NOT_POSSIBLE_NOW
    assert given(put_off, None, ruling("yes", WARNED))


def test_13_6_adjudicated_effects_come_in_the_same_week_in_other_worlds() -> None:
    table = table_with_action()
    for _ in range(2):
        advance(table)
    table.control(ruling("yes", WARNED))
    while table.exercise.turn < 3:
        advance(table)

    played = read(table.entries)

    assert [type(event) for event in played.conduct[1]] == [e.ActionTaken, e.ActionRuled]
    assert played.control_inputs == [entry.number for entry in table.entries if _kind(entry) == "rule-action"]
    assert shortfall_in(played, lambda _: False) == shortfall_played(played)


def _kind(entry: object) -> str:
    order = entry.parts["control"].plain.get("order", {})  # type: ignore[attr-defined]
    return str(order.get("kind", ""))


def test_13_7_an_override_keeps_what_it_overrode() -> None:
    ruled = done(adjudicating(), None, ruling("yes", WARNED))

    (overridden,) = given(ruled, None, override("yes-but", CALMED))

    assert isinstance(overridden, e.ActionOverridden)
    assert (overridden.overrode, overridden.overrode_effects, overridden.overrode_came) == ("yes", (WARNED,), False)
    assert (overridden.ruling, overridden.reason) == ("yes-but", "On second thought.")


def test_13_7_effects_that_have_not_come_do_not_come_and_those_of_the_override_do() -> None:
    exercise = adjudicating()
    ruled = done(exercise, None, ruling("yes", WARNED))

    assert warning(after_a_week(done(ruled, None, override("no")))) == warning(exercise)
    assert warning(after_a_week(done(ruled, None, override("yes", CALMED)))) == warning(exercise) - 3


def test_13_7_effects_that_have_come_stay() -> None:
    exercise = adjudicating()
    picture = until(done(exercise, None, ruling("yes", WARNED)), Phase.PICTURE)

    (overridden,) = given(picture, None, override("yes", CALMED))

    assert isinstance(overridden, e.ActionOverridden)
    assert overridden.overrode_came
    assert warning(turns_passed(done(picture, None, override("yes", CALMED)), 2)) == warning(turns_passed(picture, 2)) - 3


@pytest.mark.parametrize(
    ("order", "code"),
    [
        (override("no", reason=""), RefusalCode.REASON_NEEDED),
        (override("no", WARNED), RefusalCode.BAD_PARAMETER),
        (o.OverrideAction(action=ActionId("none"), ruling="no", reason="So."), RefusalCode.NOT_POSSIBLE_NOW),
    ],
)
def test_13_7_an_override_is_a_ruling_like_others(order: Order, code: RefusalCode) -> None:
    assert refused(done(adjudicating(), None, ruling("yes")), None, order) is code


def test_13_7_what_is_not_ruled_on_cannot_be_overridden() -> None:
    assert refused(adjudicating(), None, override("no")) is RefusalCode.NOT_POSSIBLE_NOW


def test_13_7_readers_see_every_ruling_in_its_order() -> None:
    table = table_with_action(PRIMES)
    for _ in range(2):
        advance(table)
    for order in (ruling("later"), ruling("yes", WARNED), override("no")):
        table.control(order)

    seen = table.views[PRIMES].actions[ACTION]
    assert [one.ruling for one in seen.rulings] == ["later", "yes", "no"]
    assert seen.ruling == "no"
    assert table.views[PRIMES].notices[-1] == ("Control overrides its yes by no on: Ship by rail. Reason: On second thought.")


def test_13_8_dissent_stands_beside_the_ruling_and_changes_nothing() -> None:
    ruled = done(adjudicating(STATE), None, ruling("yes", WARNED))

    (dissented,) = given(ruled, STATE, DISSENT)

    assert isinstance(dissented, e.ActionDissented)
    assert (dissented.by, dissented.readers) == (STATE, (AS, STATE))
    assert done(ruled, STATE, DISSENT) == ruled
    assert refused(adjudicating(), AS, DISSENT) is RefusalCode.NOT_POSSIBLE_NOW
    assert refused(ruled, AS, o.DissentAction(action=ACTION, text=" ")) is RefusalCode.INCOMPLETE


def test_13_8_readers_read_the_dissent() -> None:
    table = table_with_action(PRIMES)
    for _ in range(2):
        advance(table)
    table.control(ruling("no"))

    table.give(AS, DISSENT)

    (dissent,) = table.views[PRIMES].actions[ACTION].arguments
    assert (dissent.by, dissent.side, dissent.text) == (AS, "dissent", "That is not how it goes.")
