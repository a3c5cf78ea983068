"""Control's sheets for injects that are not out: skip, delay, edit, write; and the difference between two texts."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from difflib import ndiff
from typing import get_args

from engine.deck import Inject, SourceType
from engine.effect_words import effect_words
from engine.ids import PUBLIC, InjectId, OrganisationId
from engine.orders import DelayInject, EditInject, Order, SkipInject, WriteInject
from engine.refusals import Refusal
from engine.rules.inject_plan import inject_now, planned
from tui.sheets.control.held import NO_REASON, REASON_HINT, Held
from tui.sheets.sheet import BETWEEN, Choices, Field, Sheet, matter, said, several, whole

REASON = Field(id="reason", title="Reason", kind="line", hint=REASON_HINT)

NEEDED = {"title": "Give it a title.", "text": "Write its text.", "source": "From: say who seems to send it."}
"""What no inject goes without."""


def _gone(held: Held, inject: InjectId) -> str:
    refusal = planned(held.exercise, inject)
    return refusal.sentence if isinstance(refusal, Refusal) else ""


def skip(held: Held, about: str) -> Sheet | str:
    """An inject never comes."""
    inject = InjectId(about)
    if gone := _gone(held, inject):
        return gone
    now = inject_now(held.exercise, inject)

    def make(values: Mapping[str, str]) -> Order | str:
        reason = said(values, "reason")
        return SkipInject(inject=inject, reason=reason) if reason else NO_REASON

    return Sheet(
        key=f"skip {about}",
        order=SkipInject,
        objects=matter(f"inject {about}"),
        title=f"Skip: {now.title}",
        send_word="Skip it for good",
        said=("It never comes, and that cannot be undone.", f"Nobody will read it of: {held.names(now.to)}."),
        fields=(REASON,),
        make=make,
    )


def delay(held: Held, about: str) -> Sheet | str:
    """An inject comes in a later week or turn."""
    inject = InjectId(about)
    if gone := _gone(held, inject):
        return gone
    exercise = held.exercise
    turns: Choices = (("", "no turn: in the week below"),)
    for turn in range(1, exercise.turns + 1):
        first, last = exercise.world.turn_weeks(exercise.pace, turn)
        if turn > exercise.turn:
            turns = (*turns, (str(turn), f"turn {turn} (weeks {first} to {last})"))

    def make(values: Mapping[str, str]) -> Order | str:
        turn, typed, reason = said(values, "turn"), said(values, "week"), said(values, "reason")
        week = whole(typed) if typed else 0
        if week is None or bool(turn) == bool(week):
            return "Choose a turn, or type a week: one of the two."
        return DelayInject(inject=inject, to_turn=int(turn or 0), to_week=week, reason=reason) if reason else NO_REASON

    return Sheet(
        key=f"delay {about}",
        order=DelayInject,
        objects=matter(f"inject {about}"),
        title=f"Delay: {inject_now(exercise, inject).title}",
        send_word="Delay it",
        said=("It does not come before then, whatever its plan says.",),
        fields=(
            Field(id="turn", title="To turn", kind="one", choices=turns),
            Field(id="week", title="Or to week", kind="number", hint=f"{exercise.week} to {exercise.world.deck.weeks}"),
            REASON,
        ),
        make=make,
    )


def edit(held: Held, about: str) -> Sheet | str:
    """Title, text, readers and effects of an inject before it is out; the difference is shown."""
    inject = InjectId(about)
    if gone := _gone(held, inject):
        return gone
    now, declared = inject_now(held.exercise, inject), held.exercise.injects[inject]

    def changed(values: Mapping[str, str]) -> EditInject:
        new = edited(now, values)
        kept = tuple(int(one) for one in several(values.get("effects", "")))
        return EditInject(
            inject=inject,
            reason=said(values, "reason"),
            title=None if new.title == now.title else new.title,
            text=None if new.text == now.text else new.text,
            to=None if set(new.to) == set(now.to) else tuple(OrganisationId(one) for one in new.to),
            seen_by=None if set(new.seen_by) == set(now.seen_by) else new.seen_by,
            effects=None if tuple(declared.effects[number - 1] for number in kept) == now.effects else kept,
        )

    def make(values: Mapping[str, str]) -> Order | str:
        order = changed(values)
        if all(getattr(order, name) is None for name in ("title", "text", "to", "seen_by", "effects")):
            return "Nothing is changed yet."
        return order if order.reason else NO_REASON

    def shows(values: Mapping[str, str]) -> tuple[str, ...]:
        found = tuple(difference(held, declared, edited(now, values)))
        return ("Against what the deck declares:", *found) if found else ("As the deck declares it.",)

    return Sheet(
        key=f"edit {about}",
        order=EditInject,
        objects=matter(f"inject {about}"),
        title=f"Edit: {now.title}",
        send_word="Keep the change",
        said=("Its readers get it as it stands here once it is released; the log keeps what was declared.",),
        fields=(
            Field(id="title", title="Title", kind="line", start=now.title),
            Field(id="text", title="Text", kind="words", start=now.text),
            Field(id="to", title="To", kind="several", choices=held.organisations(), start=BETWEEN.join(now.to)),
            Field(id="seen", title="Also read by", kind="several", choices=_readers(held), start=BETWEEN.join(now.seen_by)),
            *_effects_field(held, declared, now),
            REASON,
        ),
        make=make,
        shows=shows,
    )


def write(held: Held, about: str = "") -> Sheet | str:
    """An inject that no deck declares; it waits for its release."""
    marking = held.exercise.world.deck.marking
    return Sheet(
        key="write",
        order=WriteInject,
        title="Write an inject",
        send_word="Keep it for release",
        said=(f"Marked {marking}. Nobody reads it before you release it; it has no choices and no effects.",),
        fields=_fields_of_new(held),
        make=_written,
    )


def _fields_of_new(held: Held) -> tuple[Field, ...]:
    exercise = held.exercise
    objectives = tuple((one.id, one.title) for one in exercise.world.deck.objectives)
    kinds = tuple((one, one) for one in get_args(SourceType))
    turns = tuple((str(one), "the turn of its release" if one == 1 else f"{one} turns") for one in range(1, exercise.turns + 1))
    return (
        Field(id="title", title="Title", kind="line"),
        Field(id="source", title="From", kind="line", hint="who seems to send it, for example: Wire service (simulated)"),
        Field(id="kind", title="By way of", kind="one", choices=kinds, start="report"),
        Field(id="text", title="Text", kind="words", hint="framed as exercise material"),
        Field(id="to", title="To", kind="several", choices=held.organisations()),
        Field(id="seen", title="Also read by", kind="several", choices=_readers(held)),
        Field(
            id="expects",
            title="Expected",
            kind="words",
            hint="one action a line; no player reads it",
        ),
        Field(id="due", title="Answer within", kind="one", choices=turns, start="1"),
        Field(id="objective", title="It tests", kind="one", choices=objectives, start=objectives[0][0]),
        Field(id="level", title="Fictional level", kind="line", hint="in the exercise, for example: Public; may stay empty"),
        REASON,
    )


def _written(values: Mapping[str, str]) -> Order | str:
    to = tuple(OrganisationId(one) for one in several(values.get("to", "")))
    if missing := next((sentence for field, sentence in NEEDED.items() if not said(values, field)), ""):
        return missing
    if not to:
        return "Choose to whom it goes."
    if not said(values, "reason"):
        return NO_REASON
    return WriteInject(
        title=said(values, "title"),
        text=said(values, "text"),
        to=to,
        source=said(values, "source"),
        source_type=next(one for one in get_args(SourceType) if one == said(values, "kind")),
        seen_by=several(values.get("seen", "")),
        expects=tuple(one.strip() for one in values.get("expects", "").splitlines() if one.strip()),
        fictional_level=said(values, "level"),
        due_turns=int(said(values, "due")),
        objective=said(values, "objective"),
        reason=said(values, "reason"),
    )


def _readers(held: Held) -> Choices:
    return ((str(PUBLIC), "Everybody"), *held.organisations())


def _effects_field(held: Held, declared: Inject, now: Inject) -> Iterator[Field]:
    if declared.effects:
        world = held.exercise.world
        numbered = tuple((str(number), effect_words(world, one)) for number, one in enumerate(declared.effects, start=1))
        kept = BETWEEN.join(
            number for number, one in zip((n for n, _ in numbered), declared.effects, strict=True) if one in now.effects
        )
        yield Field(id="effects", title="Effects that stay", kind="several", choices=numbered, start=kept)


def edited(now: Inject, values: Mapping[str, str]) -> Inject:
    """The inject as it would read with what is filled in."""
    changed: Inject = replace(
        now,
        title=said(values, "title"),
        text=said(values, "text"),
        to=several(values.get("to", "")),
        seen_by=several(values.get("seen", "")),
    )
    return changed


def difference(held: Held, before: Inject, after: Inject) -> Iterator[str]:
    """What is another: line by line, `-` as it was and `+` as it is. Nothing where nothing is."""
    for name, old, new in (
        ("title", before.title, after.title),
        ("text", before.text, after.text),
        ("to", held.names(before.to), held.names(after.to)),
        ("also read by", held.names(before.seen_by), held.names(after.seen_by)),
        ("effects", _all(held, before), _all(held, after)),
    ):
        if old.split() != new.split():
            yield f"{name}:"
            lines = ndiff(_sentences(old), _sentences(new))
            yield from (f"  {line.rstrip()}" for line in lines if line[0] in "-+")


def _all(held: Held, inject: Inject) -> str:
    return "\n".join(effect_words(held.exercise.world, one) for one in inject.effects) or "none"


def _sentences(text: str) -> list[str]:
    """Lines short enough to see what is another in them."""
    return [one.strip() for line in text.splitlines() for one in line.replace(". ", ".\n").splitlines() if one.strip()]
