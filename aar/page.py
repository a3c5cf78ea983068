"""The one-page answer as text for a terminal of 80 columns, and what stands behind it. What it says is decided elsewhere."""

from collections.abc import Iterable, Iterator, Sequence
from textwrap import wrap

from aar.answer import Answer
from aar.models import Finding
from aar.models_of_objectives import ObjectiveShape
from aar.pages.assumption import assumption, said
from aar.pages.behind import choices_behind, findings_behind, seams_behind
from aar.pages.objectives import objectives, objectives_behind
from aar.pages.places import places
from aar.pages.reacting import reacting, reacting_in_short
from aar.pages.redraws import other_dice
from aar.pages.short import held_up, shares, short
from aar.pages.standing import standing
from aar.plain import PlainAnswer
from aar.verifying import HEAD_PRINTED
from aar.wording import WIDTH, bullet
from engine.titles import plural

LINES = 80
"""What a page holds; places are told as far as it reaches, and always some of them."""
RESTS_ON = (
    "One group on one day is an observation, not a frequency.",
    "Stocks, need and most capacities and times are notional or estimates; rules.md and the baseline's tags say which.",
    (
        "Other worlds keep the orders, weeks, dice, injects, red's actions, capacities, slots and money; an order that finds "
        "no slot, money or law there waits. A wait that never ended counts as if the organisation had concurred."
    ),
    "The planner is greedy: a better plan may exist.",
    "What each organisation knew too late is not counted.",
)


def page(
    answer: Answer, findings: Sequence[Finding], rated: Sequence[ObjectiveShape] = (), *, beside: Iterable[str] = ()
) -> str:
    """The front: one page, lines of at most 78 columns; with the deck's objectives where they were rated.

    `beside` stands below them: what was annotated.
    """
    return as_text(_front(answer, findings, rated, beside))


def full(
    answer: Answer, findings: Sequence[Finding], rated: Sequence[ObjectiveShape] = (), *, beside: Iterable[str] = ()
) -> str:
    """Everything that stands behind the front, in the same words; `beside`: what was annotated."""
    return as_text(_behind(answer, findings, rated, beside))


def as_text(lines: Iterable[str]) -> str:
    """Lines as a page, no blank at the end of one."""
    return "\n".join(line.rstrip() for line in lines) + "\n"


def _front(
    answer: Answer, findings: Sequence[Finding], rated: Sequence[ObjectiveShape], beside: Iterable[str]
) -> Iterator[str]:
    above = [*heading(answer), *assumption(answer), *short(answer), *reacting_in_short(answer), *objectives(rated)]
    above += [*beside, ""]
    below = [*standing(answer), *_rests_on(answer)]
    yield from above
    yield from places(answer, findings, rated, lines=LINES - len(above) - len(below))
    yield from below


def heading(answer: PlainAnswer, title: str = "THE ANSWER") -> Iterator[str]:
    """What this is, of which exercise, up to which entry."""
    yield answer.marking
    yield f"{title} · {answer.deck}"
    yield f"{answer.exercise} · {plural(answer.weeks, 'week')} · {plural(answer.entries, 'entry', 'entries')}"
    head = f"head {answer.head[:HEAD_PRINTED]}"
    yield f"seed {answer.seed} · {head}" if answer.ended else head
    if not answer.ended:
        yield "The exercise has not ended: this is the answer so far."
    if answer.other_rules:
        yield from wrap(answer.other_rules, WIDTH, break_on_hyphens=False)
    yield ""


def _rests_on(answer: Answer) -> Iterator[str]:
    told = " ".join(RESTS_ON)
    if answer.control_inputs:
        told += f" Control changed the course by hand in {plural(len(answer.control_inputs), 'entry', 'entries')}."
    yield from wrap(f"THIS RESTS ON: {told}", WIDTH, subsequent_indent="  ", break_on_hyphens=False)


def _behind(
    answer: Answer, findings: Sequence[Finding], rated: Sequence[ObjectiveShape], beside: Iterable[str]
) -> Iterator[str]:
    yield from said(answer)
    yield from objectives_behind(rated)
    yield from beside
    yield from shares(answer)
    yield from reacting(answer)
    yield from other_dice(answer)
    yield from held_up(answer)
    yield from seams_behind(answer)
    yield from findings_behind(findings)
    yield from choices_behind(answer)
    yield "WHAT THIS RESTS ON"
    for sentence in RESTS_ON:
        yield from bullet(sentence)
    if answer.control_inputs:
        numbers = ", ".join(map(str, answer.control_inputs))
        yield from bullet(f"Control changed the course by hand in entries {numbers}.")
