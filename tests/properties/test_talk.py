"""What holds of any talk: it moves nothing, only those concerned learn of it, and their views agree with the truth."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from aar.verifying import verify
from bots.policy import lot
from bots.table import Table, advance
from engine.exercise import Exercise
from engine.ids import CONTROL, PUBLIC, Audience, OrganisationId
from engine.orders import (
    AnswerRequest,
    BreakAgreement,
    MakeRequest,
    Order,
    ProposeAgreement,
    SendMessage,
    SignAgreement,
    StartExercise,
)
from engine.phases import Phase
from engine.recording import Recorded
from engine.refusals import Refusal
from engine.stored import canonical, parse, state_hash, state_of, state_plain
from engine.talk import Talk
from engine.views import View
from tests.support.decks import opening_world
from tests.support.random_play import RandomGame
from tests.support.random_talk import RandomTalker
from tests.support.worlds import small_world

WORLD = opening_world()
ORGANISATIONS = tuple(WORLD.organisations)


def private_talk(game: RandomGame, one: OrganisationId, other: OrganisationId) -> None:
    """Two organisations talk in every way that there is, about whatever one of them knows of."""
    table, turn = game.table, game.table.exercise.turn
    about = next(iter(table.views[one].initiatives), "")
    asked: list[tuple[OrganisationId, Order]] = [
        (one, SendMessage(to=(other,), text="Between us.", about=about)),
        (one, MakeRequest(to=(other,), text="Would you?", due_turn=turn)),
        (one, ProposeAgreement(parties=(other,), title="Ours", terms="Secret.", due_turn=turn)),
    ]
    for by, order in asked:
        assert not isinstance(table.give(by, order), Refusal)
    request, agreement = list(table.views[other].requests)[-1], list(table.views[other].agreements)[-1]
    answers: list[tuple[OrganisationId, Order]] = [
        (other, AnswerRequest(request=request, verdict="later")),
        (other, SignAgreement(agreement=agreement)),
        (one, BreakAgreement(agreement=agreement, reason="We must.")),
    ]
    for by, order in answers[: 1 + lot(game.salt, str(turn), sides=3)]:
        assert not isinstance(table.give(by, order), Refusal)


def sent_to(table: Table, organisation: OrganisationId) -> list[bytes]:
    """All that an organisation was sent, as bytes; ids of own orders aside, which count all orders at a table of bots."""
    sent = []
    for entry in table.entries:
        for audience in (PUBLIC, Audience(organisation)):
            if audience in entry.parts:
                plain = entry.parts[audience].plain
                plain.get("receipt", {}).pop("order_id", None)
                sent.append(canonical(plain))
    return sent


SAID = ("request", "agreement")
"""What talk is about, as versions name it."""


def silent(view: View) -> View:
    """A view without what was said in it; ids of own orders count all orders at the table."""
    kept = {one: version for one, version in view.versions.items() if not one.startswith(SAID)}
    quiet: View = replace(view, talked=0, messages=(), requests={}, agreements={}, notices=(), orders=(), versions=kept)
    return quiet


def untold(exercise: Exercise) -> Exercise:
    """An exercise without what was said in it, and without what control's detectors noticed of that."""
    kept = {one: version for one, version in exercise.versions.items() if not one.partition(" ")[2].startswith(SAID)}
    quiet: Exercise = replace(exercise, talk=Talk(), versions=kept, candidates=(), streaks={})
    return quiet


@pytest.mark.parametrize("salt", range(4))
def test_14_1_talk_between_two_moves_nothing_and_leaves_no_trace_with_anybody_else(salt: int) -> None:
    quiet, talking = (RandomGame(WORLD, f"talk {salt}", orders_each=4) for _ in range(2))
    one, other = (ORGANISATIONS[(salt + at) % len(ORGANISATIONS)] for at in (0, 1 + salt))

    for game in (quiet, talking):
        game.talkers = {}
        for _ in range(3):
            game.to_phase(Phase.ORDERS)
            if game is talking:
                private_talk(game, one, other)
            game.play_phase()
            game.to_phase(Phase.PICTURE)

    assert talking.table.exercise.talk != quiet.table.exercise.talk
    assert state_hash(untold(quiet.table.exercise)) == state_hash(untold(talking.table.exercise))
    for organisation in ORGANISATIONS:
        if organisation not in (one, other):
            assert sent_to(quiet.table, organisation) == sent_to(talking.table, organisation)
        views = [silent(game.table.views[organisation]) for game in (quiet, talking)]
        assert views[0] == views[1]


@pytest.mark.parametrize("salt", range(3))
def test_14_2_who_is_asked_after_others_were_cannot_tell(salt: int) -> None:
    quiet, talking = (RandomGame(WORLD, f"after {salt}") for _ in range(2))
    one, other, third = (ORGANISATIONS[(salt + at) % len(ORGANISATIONS)] for at in (0, 2, 4))

    for game in (quiet, talking):
        game.talkers = {}
        game.to_phase(Phase.ORDERS)
        if game is talking:
            private_talk(game, one, other)
        private_talk(game, one, third)

    assert sent_to(quiet.table, third) == sent_to(talking.table, third)


class TalkingTable(Table):
    """A table at which somebody looks after every entry."""

    look: Callable[[Exercise, dict[OrganisationId, View]], None]

    def _tell(self, recorded: Recorded) -> None:
        super()._tell(recorded)
        self.look(self.exercise, self.views)


def talked(salt: str, look: Callable[[Exercise, dict[OrganisationId, View]], None] = lambda exercise, views: None) -> Table:
    """Talk in every phase of six turns, with control's rulings."""
    table = TalkingTable(world=small_world(), pace="fours", seed=salt)
    table.look = look
    talkers = {one: RandomTalker(f"{salt} {one}") for one in table.world.organisations}
    control = RandomTalker(f"{salt} control")
    table.control(StartExercise())
    while table.exercise.turn < 7:
        for organisation, talker in [*talkers.items()] * 4:
            table.give(organisation, talker.one_order(table.views[organisation]))
        table.control(control.ruling(table.exercise))
        for _ in range(3 * (table.exercise.phase is Phase.ADJUDICATE)):
            table.control(control.ruling(table.exercise))
        advance(table)
    return table


def agrees(exercise: Exercise, views: dict[OrganisationId, View]) -> None:
    """Every view has what concerns it, as it is, and nothing else."""
    for organisation, view in views.items():
        truth = {key: one for key, one in exercise.talk.agreements.items() if organisation in one.parties}
        assert set(view.agreements) == set(truth)
        for key, seen in view.agreements.items():
            told = (seen.stands, seen.parties, seen.signed, seen.kept_says, seen.broken_by)
            real = truth[key]
            assert told == (real.stands, real.parties, real.signed, real.kept_says, real.broken_by)
        waiting = {key for key, one in exercise.talk.requests.items() if organisation in (*one.unanswered, *one.put_off)}
        assert {one.request for one in view.waiting_requests()} == waiting
        for request in exercise.talk.requests.values():
            if request.sender == organisation:
                answers = {who: answer.verdict for who, answer in view.requests[request.id].answers.items()}
                assert answers == dict(request.answers)
        actions_agree(exercise, view)


def actions_agree(exercise: Exercise, view: View) -> None:
    read = {key: one for key, one in exercise.actions.items() if view.organisation in one.readers}
    assert set(view.actions) == set(read)
    for key, seen in view.actions.items():
        truth = read[key]
        assert (seen.title, seen.organisation) == (truth.title, truth.organisation)
        assert seen.ruling.replace("later", "") == truth.ruling


@pytest.mark.parametrize("salt", range(3))
def test_8_1_a_view_agrees_with_the_truth_of_talk_after_every_entry(salt: int) -> None:
    table = talked(f"agree {salt}", agrees)

    kinds = {event["kind"] for entry in table.entries[1:] for event in entry.parts[CONTROL].plain["verdict"].get("events", ())}
    assert {"request-answered", "request-lapsed", "said-in-room", "agreement-refused", "agreement-lapsed"} <= kinds
    assert {"agreement-in-force", "agreement-due", "agreement-broken"} <= kinds
    assert {"action-taken", "action-argued", "action-opened", "action-ruled", "action-overridden"} <= kinds


def test_talk_is_decided_again_alike_and_survives_being_stored() -> None:
    table = talked("stored")

    found = verify(table.entries)

    assert (found.fault, found.state) == ("", state_hash(table.exercise))
    assert state_of(Exercise, parse(canonical(state_plain(table.exercise))), table.world) == table.exercise
    for view in table.views.values():
        assert state_of(View, parse(canonical(state_plain(view))), view.world) == view


def test_a_refused_word_changes_nothing() -> None:
    refused = []

    class Looking(TalkingTable):
        def give(self, organisation: OrganisationId, order: Order) -> object:  # type: ignore[override]
            before = self.exercise
            verdict = super().give(organisation, order)
            if isinstance(verdict, Refusal):
                refused.append(verdict)
                assert self.exercise == before
            return verdict

    table = Looking(world=small_world(), pace="fours", seed="refused")
    table.look = lambda exercise, views: None
    talkers = {one: RandomTalker(f"refused {one}") for one in table.world.organisations}
    table.control(StartExercise())
    for organisation, talker in [*talkers.items()] * 20:
        table.give(organisation, talker.one_order(table.views[organisation]))

    assert len(refused) > 20
