"""What if, from the entry under the cursor: without the order, with another one, or with a bot in the organisation's place."""

from aar.order_words import order_in_words
from aar.told_otherwise import POLICIES, Question
from aar.what_if import CARRIES_PLAY_ON
from aar.worlds.change import Boundary
from engine.ids import CLOCK_SEAT, OrganisationId
from engine.stored import Plain, StoredError, canonical, order_of, parse
from tui.inking import faint, joined, lines, strong
from tui.review.model import Review
from tui.widgets.choose_screen import ChooseScreen
from tui.widgets.rows import Row
from tui.words import named

DROP, REPLACE, APPROVE = "drop", "replace", "approve"
NOT_APPROVED = ("decline-step", "return-step")
BOTS = {
    "prompt": "answers everything in its first phase and never declines",
    "typical": "plays as organisations mostly do",
    "idle": "does nothing",
}


def why_never(review: Review) -> str:
    """Why nothing can be asked of this log at all; empty where it can."""
    recording = review.recording
    return "" if recording.whole and not recording.withheld else "This copy withholds parts: a what-if needs the whole log."


def why_not(review: Review) -> str:
    """Why nothing can be asked of the entry under the cursor; empty where it can."""
    recording = review.recording
    if why := why_never(review):
        return why
    if not review.cursor:
        return "The header gives no order: go to the order that you would have other, then press w."
    part = recording.part(review.cursor)
    if part["order"]["kind"] in CARRIES_PLAY_ON or part["seat"] == CLOCK_SEAT:
        return f"Entry {review.cursor} carries play on: go to the order of a seat, then press w."
    return ""


def choices(review: Review) -> ChooseScreen:
    """What can be asked of the entry under the cursor; it closes with the key of one."""
    part = review.recording.part(review.cursor)
    organisation, exercise = part["organisation"], review.exercise
    said = order_in_words(exercise, part["order"]) if exercise else part["order"]["kind"]
    who = named(review.world, organisation) if organisation else "control"
    rows = [Row(DROP, joined(strong("Without it: "), "this order had not been given"))]
    if part["order"]["kind"] in NOT_APPROVED:
        rows.append(Row(APPROVE, joined(strong("Approved instead: "), "the step had been approved")))
    rows.append(Row(REPLACE, joined(strong("Another order: "), "written as JSON, from the one that was given")))
    if organisation:
        for name, does in BOTS.items():
            if name in POLICIES:
                rows.append(
                    Row(
                        f"bot {name}",
                        joined(strong(f"A bot plays {who}: "), f"{name}, which {does}", faint("  from check-in on")),
                    )
                )
    about = lines(
        [f"Entry {review.cursor}, {who}: {said}", faint("enter plays the rest once more, and shows what that was worth")]
    )
    return ChooseScreen("What if", rows, said=about)


def choices_between(review: Review, pair: Boundary) -> ChooseScreen:
    """What can be asked of two organisations that waited for each other: had one of them, or both, answered at once."""
    names = list(dict.fromkeys(pair))
    rows = [
        Row(f"pair {at}", joined(strong(f"A bot plays {named(review.world, one)}"), f": it {BOTS['prompt']}"))
        for at, one in enumerate(names)
    ]
    if len(names) > 1:
        rows.append(Row("pair both", joined(strong("Bots play both"), f": each {BOTS['prompt']}")))
    about = lines(
        ["Had they answered at once?", faint("from check-in on; enter plays it once more, and shows what that was worth")]
    )
    return ChooseScreen("What if", rows, said=about)


def question_between(review: Review, pair: Boundary, chosen: str) -> Question:
    """What is asked of two organisations, by the key that was chosen."""
    names = list(dict.fromkeys(pair))
    which = names if chosen == "pair both" else [names[int(chosen.removeprefix("pair "))]]
    return Question(entries=tuple(review.recording.entries), played_by=dict.fromkeys(which, "prompt"))


def question(review: Review, chosen: str, order: Plain | None = None) -> Question:
    """What is asked, by the key that was chosen; `order` replaces the one that was given."""
    number, entries = review.cursor, tuple(review.recording.entries)
    part = review.recording.part(number)
    if chosen.startswith("bot "):
        return Question(entries=entries, played_by={OrganisationId(part["organisation"]): chosen.removeprefix("bot ")})
    if chosen == APPROVE:
        given = part["order"]
        order = {"kind": "approve-step", "initiative": given["initiative"], "step": given["step"]}
    return Question(entries=entries, replaced=((number, order),)) if order else Question(entries=entries, dropped=(number,))


def as_text(review: Review) -> str:
    """The order under the cursor, to be written over."""
    return canonical(review.recording.part(review.cursor)["order"]).decode()


def order_in(text: str) -> Plain | str:
    """The order that a text holds, or why it holds none."""
    try:
        plain = parse(text.encode())
        order_of(plain)
    except StoredError as error:
        return f"This is no order: {error}."
    found: Plain = plain
    return found
