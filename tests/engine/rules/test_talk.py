from typing import Any

import pytest

from bots.table import Table, advance
from engine import events as e
from engine import orders as o
from engine.decide import PHASES, decide
from engine.exercise import Exercise
from engine.ids import CONTROL_PARTY, HolderId, InjectId, OrganisationId, RequestId
from engine.orders import Order
from engine.phases import Phase
from engine.refusals import Refusal, RefusalCode
from engine.rules.talk import told_in_room
from engine.views_talk import KEPT_TALK
from tests.support.exercises import WARNING, actor, approval, done, given, in_orders, refused, turns_passed, until, warned
from tests.support.talk import OFFERED, REQUEST, TALK_CASES, WIDE_REQUEST, answer, message, request, said, signed, talk_stages
from tests.support.worlds import AS, CABLE, JAPAN, LEAK, PRIMES, STAFF, STATE, small_world

STAGES = talk_stages()
NOBODY = OrganisationId("dod/nobody")


def table_in_orders() -> Table:
    table = Table(world=small_world(), pace="fours", seed="seed")
    table.control(o.StartExercise())
    advance(table)
    return table


def told(table: Table, *, of: Any) -> dict[OrganisationId, Any]:
    """What each organisation has of one field of its view, if it has anything."""
    return {one: of(view) for one, view in table.views.items() if of(view)}


@pytest.mark.parametrize("name", TALK_CASES)
def test_14_1_talk_is_taken_whenever_no_weeks_are_played(name: str) -> None:
    by, order, phases = TALK_CASES[name]

    verdicts = {phase: decide(exercise, actor(by, order), order) for phase, exercise in STAGES.items()}

    assert {phase for phase, verdict in verdicts.items() if not isinstance(verdict, Refusal)} == phases
    assert all(set(PHASES[type(order)]) == phases for _, order, phases in TALK_CASES.values())


def test_14_1_who_checks_in_can_say_so_and_people_write_until_the_log_is_sealed() -> None:
    here = done(STAGES[Phase.CHECK_IN], JAPAN, message(CONTROL_PARTY, text="We are here."))
    after = done(STAGES[Phase.HOT_WASH], JAPAN, message(STATE, text="We waited for your letter."))

    assert here.phase is Phase.CHECK_IN
    assert after.phase is Phase.HOT_WASH
    assert refused(STAGES[Phase.HOT_WASH], JAPAN, request(STATE, due_turn=4)) is RefusalCode.NOT_IN_THIS_PHASE
    assert refused(STAGES[Phase.SEALED], JAPAN, message(STATE)) is RefusalCode.NOT_IN_THIS_PHASE


def test_14_1_what_was_written_at_check_in_stays_when_a_practice_ends() -> None:
    table = Table(world=small_world(), pace="fours", seed="seed")
    table.clock(o.TakeSeat(organisation=JAPAN, holder=HolderId("person")))
    table.give(JAPAN, message(STATE, text="We are here."))

    table.control(o.StartPractice())
    advance(table)
    table.give(JAPAN, message(STATE, text="Only a drill."))
    table.control(o.EndPractice())
    table.control(o.StartExercise())

    assert told(table, of=lambda view: [one.text for one in view.messages]) == {
        JAPAN: ["We are here."],
        STATE: ["We are here."],
    }


def test_14_1_a_message_is_read_by_its_addressees() -> None:
    (sent,) = given(in_orders(), STATE, message(JAPAN, CONTROL_PARTY, text="Between us."))

    assert isinstance(sent, e.MessageSent)
    assert (sent.sender, sent.to, sent.text) == (STATE, (JAPAN, CONTROL_PARTY), "Between us.")


def test_14_1_sender_and_addressees_alone_learn_of_a_message() -> None:
    table = table_in_orders()

    table.give(STATE, message(JAPAN, CONTROL_PARTY, text="Between us."))

    assert told(table, of=lambda view: [(one.sender, one.text) for one in view.messages]) == {
        STATE: [(STATE, "Between us.")],
        JAPAN: [(STATE, "Between us.")],
    }
    assert set(table.entries[-1].parts) == {"control", STATE, JAPAN}


def test_14_1_control_writes_and_is_written_to_like_an_organisation() -> None:
    table = table_in_orders()

    table.control(message(JAPAN, text="Control here."))

    assert told(table, of=lambda view: [one.sender for one in view.messages]) == {JAPAN: [CONTROL_PARTY]}
    assert table.entries[-1].parts[CONTROL_PARTY].plain["order"]["text"] == "Control here."  # type: ignore[index]


def test_14_1_a_message_leaves_the_exercise_as_it_was() -> None:
    exercise = in_orders()

    assert done(exercise, STATE, message(JAPAN)) == exercise


@pytest.mark.parametrize(
    ("order", "code"),
    [
        (message(), RefusalCode.INCOMPLETE),
        (message(JAPAN, text=" \n"), RefusalCode.INCOMPLETE),
        (message(NOBODY), RefusalCode.BAD_PARAMETER),
        (message(JAPAN, JAPAN), RefusalCode.BAD_PARAMETER),
        (message(STATE), RefusalCode.BAD_PARAMETER),
        (message(JAPAN, text="x" * 2_001), RefusalCode.TOO_LONG),
        (message(JAPAN, text="clear \x1b[2J"), RefusalCode.BAD_TEXT),
        (message(JAPAN, about="\u202e"), RefusalCode.BAD_TEXT),
        (request(NOBODY), RefusalCode.BAD_PARAMETER),
        (said(STATE, JAPAN, what=""), RefusalCode.INCOMPLETE),
        (said(STATE, STATE), RefusalCode.BAD_PARAMETER),
        (said(STATE, JAPAN, step="\x1b"), RefusalCode.BAD_TEXT),
    ],
)
def test_14_1_what_is_said_has_a_text_and_others_to_read_it(order: Order, code: RefusalCode) -> None:
    assert refused(in_orders(), STATE, order) is code


@pytest.mark.parametrize(
    ("about", "by", "title"),
    [
        (WARNING, AS, "Warn"),
        (WARNING, STATE, "Warn"),
        (WARNING, JAPAN, ""),
        (CABLE, STATE, "cable"),
        (CABLE, JAPAN, ""),
        (LEAK, AS, ""),
        ("nothing of the kind", AS, ""),
        (OFFERED, AS, "Seekers for release"),
        (OFFERED, JAPAN, ""),
    ],
)
def test_14_1_a_message_tells_the_title_of_what_its_sender_knows_and_of_nothing_else(
    about: str, by: OrganisationId, title: str
) -> None:
    exercise = signed(warned(in_orders()), STATE)

    (sent,) = given(exercise, by, message(PRIMES, about=about))

    assert isinstance(sent, e.MessageSent)
    assert (sent.about, sent.about_title) == (about, title)


def test_14_1_a_public_inject_is_known_to_all_once_it_is_out() -> None:
    exercise = done(in_orders(), None, o.ReleaseInject(inject=InjectId("storm")))

    (sent,) = given(exercise, JAPAN, message(STATE, about="storm"))

    assert isinstance(sent, e.MessageSent)
    assert sent.about_title == "storm"


def test_14_1_a_view_keeps_the_newest_messages() -> None:
    table = table_in_orders()

    for number in range(KEPT_TALK + 1):
        table.give(STATE, message(JAPAN, text=str(number)))

    assert [one.text for one in table.views[JAPAN].messages] == [str(1 + number) for number in range(KEPT_TALK)]


def test_14_2_a_request_waits_for_those_it_was_made_to() -> None:
    table = table_in_orders()

    table.give(AS, request(STATE, JAPAN, due_turn=2))

    assert told(table, of=lambda view: [one.request for one in view.waiting_requests()]) == {
        STATE: [WIDE_REQUEST],
        JAPAN: [WIDE_REQUEST],
    }
    assert set(table.views[AS].requests) == {WIDE_REQUEST}
    assert table.views[JAPAN].notices[-1] == "dod/as asks, for an answer in turn 2: May we?"


def test_14_2_an_answer_is_told_to_whoever_asked_and_to_nobody_else() -> None:
    table = table_in_orders()
    table.give(AS, request(STATE, JAPAN))

    table.give(STATE, answer("no", "Not now.", WIDE_REQUEST))

    answers = told(
        table,
        of=lambda view: {who: one.verdict for who, one in view.requests[WIDE_REQUEST].answers.items()} if view.requests else {},
    )
    assert answers == {AS: {STATE: "no"}, STATE: {STATE: "no"}}
    assert table.views[STATE].waiting_requests() == []
    assert table.views[AS].notices[-1] == "nsc/state answered no: Not now."


def test_14_2_a_request_is_answered_once_and_may_be_put_off_once_before() -> None:
    asked = done(in_orders(), AS, request(STATE, JAPAN))

    put_off = done(asked, STATE, answer("later", request=WIDE_REQUEST))
    answered = done(put_off, STATE, answer("yes", request=WIDE_REQUEST))

    assert refused(put_off, STATE, answer("later", request=WIDE_REQUEST)) is RefusalCode.NOT_POSSIBLE_NOW
    assert refused(answered, STATE, answer("no", request=WIDE_REQUEST)) is RefusalCode.NOT_POSSIBLE_NOW
    assert answered.talk.requests[WIDE_REQUEST].unanswered == (JAPAN,)


@pytest.mark.parametrize("by", [PRIMES, AS])
def test_14_2_nobody_else_can_tell_a_request_from_nothing(by: OrganisationId) -> None:
    asked = done(in_orders(), AS, request(STATE))

    verdicts = [decide(asked, by, answer("yes", request=RequestId(one))) for one in (REQUEST, "request:dod-as:nsc-state:9")]

    assert verdicts == [Refusal(RefusalCode.NOT_POSSIBLE_NOW)] * 2


def lapses(exercise: Exercise) -> list[e.RequestLapsed]:
    """What going on to the picture of this turn records as lapsed."""
    resolving = until(exercise, Phase.RESOLVE)
    for week in range(resolving.week, resolving.world.turn_weeks(resolving.pace, resolving.turn)[1] + 1):
        resolving = done(resolving, None, o.ResolveWeek(week=week))
    events = given(resolving, None, o.AdvancePhase(to=Phase.PICTURE))
    return [event for event in events if isinstance(event, e.RequestLapsed)]


def test_14_2_in_the_picture_of_its_due_turn_a_request_lapses_and_names_who_was_silent_and_who_put_it_off() -> None:
    asked = done(in_orders(), AS, request(STATE, JAPAN, PRIMES, due_turn=2))
    (identity,) = asked.talk.requests
    asked = done(done(asked, STATE, answer("yes", request=identity)), JAPAN, answer("later", request=identity))

    assert lapses(asked) == []
    (lapsed,) = lapses(turns_passed(asked, 1))
    assert (lapsed.unanswered, lapsed.put_off) == ((PRIMES,), (JAPAN,))
    assert turns_passed(asked, 2).talk.requests == {}


def test_14_2_a_request_that_all_have_answered_does_not_lapse() -> None:
    asked = done(in_orders(), AS, request(STATE, due_turn=1))

    assert lapses(done(asked, STATE, answer("no"))) == []


def test_14_2_a_lapse_is_told_to_those_concerned_and_who_was_silent_to_whoever_asked() -> None:
    table = table_in_orders()
    table.give(AS, request(STATE, JAPAN, due_turn=1))
    table.give(STATE, answer("yes", request=WIDE_REQUEST))

    while table.exercise.phase is not Phase.PICTURE:
        advance(table)

    assert table.views[AS].notices[-1] == "No answer in time by allies/japan: May we?"
    assert table.views[JAPAN].notices[-1] == "Not answered in time: May we?"
    assert not any("in time" in notice for notice in table.views[STATE].notices)
    assert told(table, of=lambda view: any(one.lapsed for one in view.requests.values())) == dict.fromkeys(
        (AS, STATE, JAPAN), True
    )
    facts = table.entries[-1].parts[STATE].plain["facts"]  # type: ignore[index]
    assert {"kind": "request-lapsed", "request": WIDE_REQUEST, "turn": 1, "week": 5} in facts


@pytest.mark.parametrize(("due_turn", "taken"), [(0, False), (1, False), (2, True), (13, True), (14, False)])
def test_14_2_what_is_due_is_due_in_a_turn_that_is_to_come(due_turn: int, taken: bool) -> None:
    verdict = decide(turns_passed(in_orders(), 1), AS, request(STATE, due_turn=due_turn))

    assert isinstance(verdict, Refusal) is not taken


def test_14_2_in_a_picture_the_turn_is_over_and_nothing_falls_due_in_it() -> None:
    picture = until(in_orders(), Phase.PICTURE)

    assert refused(picture, AS, request(STATE, due_turn=1)) is RefusalCode.BAD_PARAMETER
    assert given(picture, AS, request(STATE, due_turn=2))


def test_14_2_the_id_of_a_request_tells_nothing_of_what_others_ask_or_are_asked() -> None:
    alone = done(in_orders(), AS, request(STATE))
    beside = done(done(in_orders(), JAPAN, request(STATE)), AS, request(PRIMES), request(STATE, PRIMES), request(STATE))

    assert set(alone.talk.requests) == {REQUEST}
    assert REQUEST in beside.talk.requests
    assert len(beside.talk.requests) == 4


def test_14_6_what_was_said_in_the_room_counts_as_passed_from_its_week() -> None:
    exercise = turns_passed(warned(in_orders()), 1)

    noted = done(exercise, AS, said(AS, STATE, about=WARNING, step="answer"))

    assert told_in_room(noted, STATE, WARNING, "answer") == told_in_room(noted, STATE, WARNING) == 5
    assert told_in_room(noted, STATE, WARNING, "another") is None
    assert told_in_room(noted, JAPAN, WARNING) is told_in_room(exercise, STATE, WARNING) is None


def test_14_6_what_is_said_of_an_initiative_is_said_of_each_of_its_steps_and_the_first_week_counts() -> None:
    exercise = done(warned(in_orders()), AS, said(AS, STATE, about=WARNING))

    again = done(turns_passed(exercise, 1), None, said(AS, STATE, JAPAN, about=WARNING, step="answer"))

    assert told_in_room(again, STATE, WARNING, "answer") == 1
    assert told_in_room(again, JAPAN, WARNING, "answer") == 5


def test_14_6_a_note_answers_and_approves_nothing() -> None:
    exercise = warned(in_orders())

    noted = done(exercise, STATE, said(STATE, AS, given="answer", what="Yes.", about=WARNING, step="answer"))

    assert noted.initiatives == exercise.initiatives
    assert given(noted, STATE, approval(WARNING, "answer"))


def test_14_6_speaker_and_hearers_read_the_note_and_nobody_else() -> None:
    table = table_in_orders()

    table.control(said(AS, STATE, CONTROL_PARTY))

    notes = told(table, of=lambda view: [(one.sender, one.given, one.text) for one in view.messages])
    assert notes == {one: [(AS, "fact", "Seekers are short.")] for one in (AS, STATE)}


def test_14_6_an_organisation_notes_what_it_said_itself_and_control_what_anybody_said() -> None:
    exercise = in_orders()

    assert refused(exercise, STATE, said(AS, STATE)) is RefusalCode.NOT_YOURS
    assert refused(exercise, None, said(NOBODY, STATE)) is RefusalCode.BAD_PARAMETER
    assert given(exercise, None, said(AS, STATE))
    assert given(exercise, None, said(CONTROL_PARTY, STATE))


def test_14_6_an_answer_in_the_room_to_whoever_asked_answers_the_request() -> None:
    asked = done(in_orders(), AS, request(STATE, JAPAN, due_turn=1))

    answered = done(asked, None, said(STATE, AS, given="answer", about=WIDE_REQUEST))

    (lapsed,) = lapses(answered)
    assert (lapsed.unanswered, lapsed.put_off) == ((JAPAN,), ())
    assert refused(answered, STATE, answer("no", request=WIDE_REQUEST)) is RefusalCode.NOT_POSSIBLE_NOW


@pytest.mark.parametrize(
    "note",
    [
        said(STATE, STAFF, given="answer", about=WIDE_REQUEST),
        said(STATE, AS, given="fact", about=WIDE_REQUEST),
        said(PRIMES, AS, given="answer", about=WIDE_REQUEST),
        said(JAPAN, AS, given="answer", about=WIDE_REQUEST),
    ],
    ids=["to another", "a fact", "of another", "answered before"],
)
def test_14_6_nothing_else_that_is_said_answers_a_request(note: o.NoteSaid) -> None:
    asked = done(done(in_orders(), AS, request(STATE, JAPAN, due_turn=1)), JAPAN, answer("yes", request=WIDE_REQUEST))

    noted = done(asked, None, note)

    assert noted.talk.requests == asked.talk.requests
