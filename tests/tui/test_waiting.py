"""Control's count of what waits for an organisation is that of the organisation's own list, kind by kind."""

from dataclasses import asdict

from engine.ids import OrganisationId, StepId
from engine.orders import (
    AdvancePhase,
    AnswerInject,
    AnswerRequest,
    EndExercise,
    KeepAgreement,
    MakeRequest,
    Order,
    ProposeAgreement,
    ProposeInitiative,
    ReturnStep,
    SignAgreement,
)
from engine.phases import Phase
from tests.support.screens import DOD, JAPAN, NSC, PRIMES, Table
from tui.participant.inbox import how_many
from tui.waiting import Waiting, waiting_in, waiting_in_view

SURGE = ProposeInitiative(type="surge-order", parameters={"system": "LRASM", "units": "150"})


def test_at_every_moment_control_counts_what_the_organisations_own_list_counts_kind_by_kind() -> None:
    table = Table()
    seen: dict[str, int] = {}

    def same(order: Order | None = None, by: OrganisationId | None = None) -> None:
        if order is not None:
            assert table.give(order, by).accepted, order
        for one, view in table.seat(*table.exercise.world.organisations).views.items():
            counted = waiting_in(table.exercise, one)
            assert counted == waiting_in_view(view), one
            assert counted.total == how_many([view]) or table.exercise.phase.over
            for kind, number in asdict(counted).items():
                seen[kind] = max(seen.get(kind, 0), number)

    same()
    table.start()
    same()
    same(SURGE, DOD)
    (initiative,) = table.exercise.initiatives
    same(ReturnStep(initiative=initiative, step=StepId("prioritise"), reason="Too many."), NSC)
    same(MakeRequest(to=(DOD, JAPAN), text="Count.", due_turn=2), NSC)
    (request,) = table.exercise.talk.requests
    same(AnswerRequest(request=request, verdict="later", text="We count."), DOD)
    same(ProposeAgreement(parties=(PRIMES,), title="Seekers", terms="You lend.", due_turn=2), DOD)
    (agreement,) = table.exercise.talk.agreements
    same(SignAgreement(agreement=agreement), PRIMES)
    inject = next(one for one in table.seat(DOD).views[DOD].waiting_injects())
    same(AnswerInject(inject=inject.inject, text="We note it.", choice=inject.choices[0][0] if inject.choices else ""), DOD)
    table.play_turn()
    same(AdvancePhase(to=Phase.BRIEF))
    same(AdvancePhase(to=Phase.ORDERS))
    same(KeepAgreement(agreement=agreement), DOD)
    same(EndExercise())

    assert [kind for kind, most in seen.items() if not most] == []


def test_what_waits_beside_steps_is_said_in_words() -> None:
    waits = Waiting(steps=4, came_back=1, estimate=1, injects=2, requests=1, to_sign=3, to_keep=1)

    assert ", ".join(waits.besides_steps) == (
        "1 initiative sent back to them, the estimate, 2 injects, 1 request, 3 agreements to sign, 1 agreement to call kept"
    )
    assert waits.total == 13
    assert Waiting(steps=2).besides_steps == []
