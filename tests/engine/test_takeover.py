"""What a new holder of a seat reads: made of the seat's views, and of nothing else."""

from dataclasses import replace

from bots.table import Table
from engine.ids import HolderId, RequestId
from engine.orders import (
    AdvancePhase,
    AnswerRequest,
    MakeRequest,
    ProposeAgreement,
    ResolveWeek,
    SendMessage,
    SignAgreement,
    StartExercise,
    TakeSeat,
)
from engine.phases import Phase
from engine.takeover import added, takeover
from engine.views import View
from tests.support.worlds import AS, CONGRESS, JAPAN, STAFF, small_world


def in_orders() -> Table:
    table = Table(world=small_world(), pace="fours", seed="seed")
    for organisation in (AS, JAPAN, STAFF):
        table.clock(TakeSeat(organisation=organisation, holder=HolderId("somebody")))
    table.control(StartExercise())
    table.control(AdvancePhase(to=Phase.ORDERS))
    return table


def turn_over(table: Table) -> View:
    for phase in (Phase.LOCKED, Phase.ADJUDICATE, Phase.RESOLVE):
        table.control(AdvancePhase(to=phase))
    for week in range(1, 5):
        table.clock(ResolveWeek(week=week))
    table.control(AdvancePhase(to=Phase.PICTURE))
    return table.views[AS]


def sentences(points: object) -> str:
    return "\n".join(point.sentence for point in points)  # type: ignore[attr-defined]


def test_the_brief_stands_first_and_what_waits_is_there_with_its_due_turn() -> None:
    table = in_orders()
    table.give(JAPAN, MakeRequest(to=(AS,), due_turn=2, text="Will you share the drawings?"))

    packet = takeover(table.views[AS], None)

    assert packet.brief == table.views[AS].brief is not None
    asked = [one for one in packet.waits if one.kind == "request"]
    assert [(one.due_turn, JAPAN in one.sentence, "drawings" in one.sentence) for one in asked] == [(2, True, True)]
    assert any(one.kind == "estimate" and one.due_turn == 1 for one in packet.waits)


def test_promises_are_what_one_signed_said_yes_to_and_asked_in_vain() -> None:
    table = in_orders()
    table.give(JAPAN, MakeRequest(to=(AS,), due_turn=2, text="Will you share the drawings?"))
    asked = next(iter(table.views[AS].requests))
    table.give(AS, AnswerRequest(request=RequestId(asked), verdict="yes", text="By summer."))
    table.give(AS, MakeRequest(to=(STAFF,), due_turn=3, text="Who decides on priority?"))
    table.give(AS, ProposeAgreement(parties=(AS, JAPAN), title="Hold Osaka", terms="Both keep the line.", due_turn=2))
    agreement = next(iter(table.views[AS].agreements))
    table.give(JAPAN, SignAgreement(agreement=agreement))

    mine, theirs = (takeover(table.views[one], None).promises for one in (AS, JAPAN))

    assert {(one.kind, one.due_turn) for one in mine} == {("agreement", 2), ("request", 2), ("asked", 3)}
    assert "You agreed with allies/japan: Hold Osaka" in sentences(mine)
    assert "By summer." in sentences(mine)
    assert "nsc/staff has not answered" in sentences(mine)
    assert [one.kind for one in theirs] == ["agreement"]


def test_unread_is_what_came_after_the_last_holder_looked() -> None:
    table = in_orders()
    table.give(JAPAN, SendMessage(to=(AS,), text="Read already."))
    then = table.views[AS]
    table.give(JAPAN, SendMessage(to=(AS,), text="Came in the night."))
    table.give(AS, SendMessage(to=(JAPAN,), text="My own."))

    since, ever = (takeover(table.views[AS], one).unread for one in (then, None))

    assert "Came in the night." in sentences(since)
    assert "Read already." not in sentences(since)
    assert "Read already." in sentences(ever)
    assert "My own." not in sentences(ever)


def test_nothing_is_unread_for_who_looked_now() -> None:
    view = turn_over(in_orders())

    assert takeover(view, view).unread == ()


def test_the_last_turn_is_five_lines_once_one_is_over_and_none_before() -> None:
    table = in_orders()
    table.give(JAPAN, SendMessage(to=(AS,), text="Hello."))
    before = takeover(table.views[AS], None)

    after = takeover(turn_over(table), None)

    assert before.last_turn == ()
    assert len(after.last_turn) == 5
    assert "weeks 1–4" in after.last_turn[0]
    assert "Nobody gave an order for you." in after.last_turn
    assert any("messages to you: 1" in line for line in after.last_turn)


def test_what_the_theatre_reports_is_told_to_those_who_get_it_only() -> None:
    table = in_orders()
    turn_over(table)

    assert "do not come to you" in takeover(table.views[CONGRESS], None).last_turn[4]
    assert "do not come to you" not in takeover(table.views[AS], None).last_turn[4]


def test_what_was_read_in_practice_is_unread_in_play() -> None:
    view = turn_over(in_orders())
    practised = replace(view, aside=replace(view, notices=(), messages=(), injects={}))
    now = replace(view, notices=("Something new.",))

    assert "Something new." in sentences(takeover(now, practised).unread)


def test_old_entries_drop_off_in_front_of_what_was_added() -> None:
    assert added((1, 2, 3), (2, 3, 4)) == (4,)
    assert added((), (1,)) == (1,)
    assert added((1,), (2,)) == (2,)
