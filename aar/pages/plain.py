"""The plain answer as text: the page of `findings --quick`, and the split that is shown while the rest is worked out."""

from collections.abc import Iterator, Sequence

from aar.models_of_objectives import ObjectiveShape
from aar.page import as_text, heading
from aar.pages.assumption import assumption
from aar.pages.behind import choices_behind
from aar.pages.objectives import objectives
from aar.pages.places import between
from aar.pages.short import short_plainly
from aar.pages.standing import standing
from aar.plain import PlainAnswer
from aar.wording import bullet, indented, paragraph
from engine.findings.catalogue import CATALOGUE
from engine.findings.detector import Detector
from engine.titles import plural

MOST_WAITED, MOST_CHOICES = 5, 3
MOST_ENTRIES = 4
LEFT_OUT = (
    "What a planner would also have tried, what each boundary's waits cost, findings with chain and severity, annotations, red "
    "reacting, and the same orders begun earlier: `surgex findings LOG` works them out, half a minute or more."
)
"""What the plain answer does not tell, and the command that does."""


def plain_page(plain: PlainAnswer, rated: Sequence[ObjectiveShape]) -> str:
    """One page, lines of at most 78 columns; `rated`: the deck's objectives."""
    return as_text(
        [
            *heading(plain, "THE PLAIN ANSWER"),
            *assumption(plain),
            *short_plainly(plain),
            *objectives(rated),
            "",
            *_waited(plain),
            *_noticed(plain),
            *choices_behind(plain, MOST_CHOICES),
            *standing(plain),
            *indented(f"LEFT OUT: {LEFT_OUT}", 0, hanging=2),
        ]
    )


def split_so_far(plain: PlainAnswer) -> str:
    """The split by itself, for whoever waits for the whole answer."""
    return as_text([*short_plainly(plain), *paragraph("So far: the rest of the answer is being worked out."), ""])


def noticed_in(plain: PlainAnswer) -> list[tuple[Detector, list[str]]]:
    """Each detector that found a candidate, by its code, with what it found it of, each once."""
    subjects: dict[str, list[str]] = {}
    for one in plain.candidates:
        if one.detector in CATALOGUE and one.subject not in subjects.setdefault(one.detector, []):
            subjects[one.detector].append(one.subject)
    return sorted(((CATALOGUE[key], found) for key, found in subjects.items()), key=lambda one: one[0].code)


def _waited(plain: PlainAnswer) -> Iterator[str]:
    waited = plain.waited()
    if not waited:
        yield from ("No step waited for its organisation: there was no seam.", "")
        return
    yield "WHERE STEPS WAITED LONGEST FOR THEIR ORGANISATION"
    for number, one in enumerate(waited[:MOST_WAITED], start=1):
        longest = one.steps[0]
        entries = ", ".join(map(str, longest.entries[:MOST_ENTRIES]))
        text = (
            f"{between(one.boundary)}: {plural(one.weeks, 'week')} in {plural(len(one.steps), 'step')}, the longest "
            f"{longest.weeks} for {longest.by}: {longest.step_title}. Entries {entries}."
        )
        yield from bullet(text, str(number))
    if len(waited) > MOST_WAITED:
        yield f"    and {plural(len(waited) - MOST_WAITED, 'boundary', 'boundaries')} more"
    yield ""


def _noticed(plain: PlainAnswer) -> Iterator[str]:
    told = [f"{detector.title} ({detector.code}) {len(subjects)}" for detector, subjects in noticed_in(plain)]
    if told:
        yield "WHAT THE DETECTORS NOTICED, not priced, each so many times"
        yield from paragraph(f"{'; '.join(told)}.")
        yield ""
