"""Chapter 12, before an inject is out: control skips it, delays it, edits it or writes one; what it is now."""

from collections.abc import Mapping
from dataclasses import replace
from itertools import count

from engine import events as e
from engine.deck import Inject, ReleaseByControl, ReleaseInBrief, ReleaseInWeek, ReleaseOnCondition
from engine.exercise import Exercise, InjectEdit
from engine.ids import PUBLIC, HolderId, InjectId
from engine.orders import DelayInject, EditInject, SkipInject, WriteInject
from engine.refusals import Refusal, RefusalCode
from engine.rules.lifecycle import forgotten

NOT_AS_DECLARED = InjectEdit(
    title=None, text=None, to=None, seen_by=None, effects=None, editor=HolderId(""), reason="", declared={}
)


def planned(exercise: Exercise, inject: InjectId) -> Refusal | None:
    """Whether an inject is still to come, so that control can do something about it; the refusal where it is not."""
    if inject not in exercise.injects or inject in exercise.released:
        return Refusal(RefusalCode.NOT_POSSIBLE_NOW, "That inject is out already, or this deck has none of that id.")
    if inject in exercise.skipped_injects:
        return Refusal(RefusalCode.NOT_POSSIBLE_NOW, "That inject was skipped: it never comes.")
    return forgotten(exercise)


def skip_inject(exercise: Exercise, order: SkipInject) -> tuple[e.Event, ...] | Refusal:
    """Rule 12.5: a skipped inject never comes; that needs its reason."""
    refusal = planned(exercise, order.inject)
    if refusal is not None:
        return refusal
    if not order.reason.strip():
        return Refusal(RefusalCode.REASON_NEEDED)
    return (e.InjectSkipped(inject=order.inject, reason=order.reason.strip()),)


def delay_inject(exercise: Exercise, order: DelayInject) -> tuple[e.Event, ...] | Refusal:
    """Rule 12.5: an inject comes later than it would have: not before a week, or the first week of a turn."""
    refusal = planned(exercise, order.inject)
    if refusal is not None:
        return refusal
    if not order.reason.strip():
        return Refusal(RefusalCode.REASON_NEEDED)
    turns, weeks = exercise.turns, exercise.world.deck.weeks
    if bool(order.to_week) == bool(order.to_turn):
        return Refusal(RefusalCode.INCOMPLETE, "Name the week or the turn that it comes in, one of the two.")
    if not (0 <= order.to_week <= weeks and 0 <= order.to_turn <= turns):
        return Refusal(RefusalCode.BAD_PARAMETER, f"There are {turns} turns and {weeks} weeks.")
    week = order.to_week or exercise.world.turn_weeks(exercise.pace, order.to_turn)[0]
    earliest = _earliest(exercise, order.inject)
    if earliest is None:
        return Refusal(RefusalCode.NOT_POSSIBLE_NOW, "That inject waits for control: release it when its time has come.")
    if week <= earliest:
        return Refusal(RefusalCode.BAD_PARAMETER, f"It comes from week {earliest} on: name a later one.")
    return (e.InjectDelayed(inject=order.inject, week=week, reason=order.reason.strip()),)


def _earliest(exercise: Exercise, identity: InjectId) -> int | None:
    """The first week in which an inject could come as things stand; None where only control releases it."""
    delayed = max(exercise.week, exercise.delayed_injects.get(identity, 0))
    if not exercise.injects[identity].comes_at(exercise.pace):
        return None
    match exercise.injects[identity].release:
        case ReleaseInBrief(week=week) | ReleaseInWeek(week=week):
            return max(week, delayed)
        case ReleaseOnCondition():
            return delayed
        case ReleaseByControl():
            due = exercise.injects_due.get(identity)
            return None if due is None else max(due, delayed)


def edit_inject(exercise: Exercise, editor: HolderId, order: EditInject) -> tuple[e.Event, ...] | Refusal:
    """Rule 12.6: text, recipients and which effects stay may be changed before the release, with a reason."""
    refusal = planned(exercise, order.inject)
    if refusal is not None:
        return refusal
    if not order.reason.strip():
        return Refusal(RefusalCode.REASON_NEEDED)
    declared = exercise.injects[order.inject]
    refusal = _bad_edit(exercise, declared, order)
    if refusal is not None:
        return refusal
    before = exercise.edited_injects.get(order.inject, NOT_AS_DECLARED)
    given = {name: getattr(order, name) for name in EDITABLE}
    merged = {name: getattr(before, name) if value is None else value for name, value in given.items()}
    changed = {name: _declared_words(declared, name) for name, value in merged.items() if value is not None}
    return (e.InjectEdited(inject=order.inject, **merged, editor=editor, reason=order.reason.strip(), declared=changed),)


EDITABLE = ("title", "text", "to", "seen_by", "effects")
"""Rule 12.6: what of an inject can be changed."""


def _bad_edit(exercise: Exercise, declared: Inject, order: EditInject) -> Refusal | None:
    if all(getattr(order, name) is None for name in EDITABLE):
        return Refusal(RefusalCode.INCOMPLETE, "Say what is to be changed.")
    if any(text is not None and not text.strip() for text in (order.title, order.text)):
        return Refusal(RefusalCode.INCOMPLETE, "An inject has a title and a text.")
    known = exercise.world.organisations
    readers = (*(order.to or ()), *(one for one in order.seen_by or () if one != PUBLIC))
    unknown = [one for one in readers if one not in known]
    if unknown:
        return Refusal(RefusalCode.BAD_PARAMETER, f"There is no organisation {unknown[0]}.")
    if order.to == ():
        return Refusal(RefusalCode.INCOMPLETE, "An inject is addressed to somebody.")
    kept = order.effects or ()
    if len(set(kept)) < len(kept) or any(not 1 <= number <= len(declared.effects) for number in kept):
        return Refusal(RefusalCode.BAD_PARAMETER, f"It declares {len(declared.effects)} effects; name each once that stays.")
    return None


def _declared_words(declared: Inject, name: str) -> str:
    value = getattr(declared, name)
    if name == "effects":
        return f"{len(value)} effects"
    return value if isinstance(value, str) else ", ".join(value)


def inject_now(exercise: Exercise, identity: InjectId) -> Inject:
    """The inject as it comes out or came out: as declared, with control's changes."""
    declared = exercise.injects[identity]
    edit = exercise.edited_injects.get(identity)
    if edit is None:
        return declared
    changes: Mapping[str, object] = {
        name: getattr(edit, name) for name in EDITABLE if name != "effects" and getattr(edit, name) is not None
    }
    effects = declared.effects if edit.effects is None else tuple(declared.effects[number - 1] for number in edit.effects)
    changed: Inject = replace(declared, **changes, effects=effects)  # type: ignore[arg-type]
    return changed


def write_inject(exercise: Exercise, editor: HolderId, order: WriteInject) -> tuple[e.Event, ...] | Refusal:
    """Rule 12.7: control may write an inject of its own, without choices or effects; it waits for control's release."""
    refusal = forgotten(exercise) or _bad_inject(exercise, order)
    if refusal is not None:
        return refusal
    number = len(exercise.written_injects) + 1
    identity = next(one for one in map(_written_id, count(number)) if one not in exercise.injects)
    written = Inject(
        id=identity,
        reference=f"C-{number}",
        title=order.title.strip(),
        release=ReleaseByControl(by="control"),
        source=order.source.strip(),
        source_type=order.source_type,
        to=order.to,
        seen_by=order.seen_by,
        marking=exercise.world.deck.marking,
        fictional_level=order.fictional_level,
        text=order.text,
        expects=order.expects,
        due_turns=order.due_turns,
        objective=order.objective,
        exposes="",
        guidance=order.reason.strip(),
    )
    return (e.InjectWritten(inject=identity, declared=written, editor=editor, reason=order.reason.strip()),)


def _written_id(number: int) -> InjectId:
    return InjectId(f"written-{number}")


def _bad_inject(exercise: Exercise, order: WriteInject) -> Refusal | None:
    if not (order.title.strip() and order.text.strip() and order.source.strip() and order.to):
        return Refusal(RefusalCode.INCOMPLETE, "An inject has a title, a text, somebody who sends it, and addressees.")
    if not order.reason.strip():
        return Refusal(RefusalCode.REASON_NEEDED)
    readers = (*order.to, *(one for one in order.seen_by if one != PUBLIC))
    unknown = [one for one in readers if one not in exercise.world.organisations]
    if unknown or len(set(order.to)) < len(order.to):
        return Refusal(RefusalCode.BAD_PARAMETER, "Name each organisation of this exercise once.")
    objectives = [one.id for one in exercise.world.deck.objectives]
    if order.objective not in objectives:
        return Refusal(RefusalCode.BAD_PARAMETER, "The objective that it tests is one of: " + ", ".join(objectives))
    if not 1 <= order.due_turns <= exercise.turns:
        return Refusal(RefusalCode.BAD_PARAMETER, f"An answer is due within 1 to {exercise.turns} turns.")
    return None
