"""The line that leads through practice follows what was done."""

from engine.ids import HolderId
from engine.orders import AdvancePhase, ApproveStep, MakeRequest, ProposeInitiative, StartPractice, TakeSeat
from engine.phases import Phase
from tests.support.screens import DOD, NSC, STATE, Table
from tui.words import phase_line


def test_practice_leads_from_a_proposal_to_a_request_and_to_an_approval() -> None:
    table = Table()
    for organisation in table.exercise.world.organisations:
        table.give(TakeSeat(organisation=organisation, holder=HolderId(f"person-{organisation}")))
    table.give(StartPractice())
    table.give(AdvancePhase(to=Phase.ORDERS))
    seat, nsc = table.seat(DOD), table.seat(NSC)

    said = [phase_line(seat.views[DOD], "-")]
    table.give(ProposeInitiative(type="surge-order", parameters={"system": "LRASM", "units": "300"}), DOD)
    said.append(phase_line(seat.views[DOD], "-"))
    table.give(MakeRequest(to=(STATE,), text="Help.", due_turn=1), DOD)
    said.append(phase_line(seat.views[DOD], "-"))
    waiting = phase_line(nsc.views[NSC], "-")
    [identity] = table.exercise.initiatives
    step = next(iter(table.exercise.initiatives[identity].steps))
    table.give(ApproveStep(initiative=identity, step=step), NSC)

    assert "1 of 3: press o" in said[0]
    assert "2 of 3: press t" in said[1]
    assert "3 of 3: press a" in said[2]
    assert "of " in waiting
    assert "press a" not in phase_line(nsc.views[NSC], "-")
