"""What practice, curtain and control's own hands do to the state. No rule runs here."""

from typing import assert_never

from engine import events as e
from engine.changing import replace
from engine.exercise import Exercise, InjectEdit, put
from engine.phases import Phase

OnControl = (
    e.PracticeBegan
    | e.PracticeEnded
    | e.SecretOpened
    | e.HotWashGiven
    | e.ExerciseSealed
    | e.InjectSkipped
    | e.InjectDelayed
    | e.InjectEdited
    | e.InjectWritten
    | e.Corrected
    | e.LateAccepted
    | e.ActedFor
)


def apply_to_control(exercise: Exercise, event: OnControl) -> Exercise:
    """The exercise after an event of its lifecycle, or of control's own hands."""
    match event:
        case e.PracticeBegan():
            return replace(exercise, aside=exercise, practices=exercise.practices + 1, seed=event.seed)
        case e.PracticeEnded():
            return _back_from_practice(exercise)
        case e.SecretOpened():
            return replace(exercise, opened_secrets=(*exercise.opened_secrets, f"{event.secret} {event.subject}"))
        case e.ExerciseSealed():
            return replace(exercise, phase=Phase.SEALED)
        case e.InjectSkipped():
            return replace(exercise, skipped_injects=put(exercise.skipped_injects, event.inject, event.reason))
        case e.InjectDelayed():
            return replace(exercise, delayed_injects=put(exercise.delayed_injects, event.inject, event.week))
        case e.InjectEdited():
            return replace(exercise, edited_injects=put(exercise.edited_injects, event.inject, _edit(event)))
        case e.InjectWritten():
            return replace(exercise, written_injects=put(exercise.written_injects, event.inject, event.declared))
        case e.LateAccepted():
            # what it spent counts as spent before the lock: a step that waits further waits for slots (rule 3.7)
            spent, balances = exercise.slots_spent, exercise.balances
            return replace(_entered(exercise, event), slots_spent_at_lock=spent, balances_at_lock=balances)
        case e.ActedFor():
            return _entered(exercise, event)
        case e.HotWashGiven() | e.Corrected():
            return exercise
        case _:
            assert_never(event)


def _entered(exercise: Exercise, event: e.ActedFor | e.LateAccepted) -> Exercise:
    if not event.slip:
        return exercise
    before = exercise.slips.get(event.organisation, ())
    return replace(exercise, slips=put(exercise.slips, event.organisation, (*before, event.slip)))


def _back_from_practice(practised: Exercise) -> Exercise:
    """The exercise that stood aside; only who came, and whether it is stopped, is as it is now."""
    if practised.aside is None:
        return practised
    back: Exercise = replace(
        practised.aside,
        holders=practised.holders,
        paused=practised.paused,
        real_world_stop=practised.real_world_stop,
        practices=practised.practices,
        clock_driven=practised.clock_driven,
        timers=practised.timers,
    )
    return back


def _edit(event: e.InjectEdited) -> InjectEdit:
    return InjectEdit(
        title=event.title,
        text=event.text,
        to=event.to,
        seen_by=event.seen_by,
        effects=event.effects,
        editor=event.editor,
        reason=event.reason,
        declared=event.declared,
    )
