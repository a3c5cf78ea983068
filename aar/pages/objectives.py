"""Objectives on the page: their computed ratings in a sentence, and behind it each criterion with its figures."""

from collections.abc import Iterator, Sequence

from aar.models_of_objectives import CriterionShape, ObjectiveShape
from aar.wording import bullet, indented, paragraph

KEY = "P performed, S with some, M with major challenges, U unable"
MOST_ENTRIES = 6


def objectives(rated: Sequence[ObjectiveShape]) -> Iterator[str]:
    """One paragraph; nothing where the deck has no criteria."""
    if any(one.criteria for one in rated):
        told = ", ".join(f"{one.id} {one.rating or '–'}" for one in rated)
        yield from paragraph(f"Objectives, as computed: {told} ({KEY}).")


def objectives_behind(rated: Sequence[ObjectiveShape]) -> Iterator[str]:
    """Each objective with its criteria; what cannot be computed is shown to evaluators as it was observed."""
    if not any(one.criteria for one in rated):
        return
    yield "OBJECTIVES, as computed"
    for one in rated:
        yield from indented(f"{one.rating or '–'}  {one.id} {one.title}", 2, hanging=3)
        for criterion in one.criteria:
            yield from bullet(_told(criterion), indent=5)
    yield from paragraph(f"{KEY}. What is for evaluators does not count, and they may rate otherwise.")
    yield ""


def _told(one: CriterionShape) -> str:
    verdict = {True: "met", False: "not met", None: "for evaluators"}[one.met]
    seen = "; ".join(measure.says for measure in one.measures)
    entries = sorted({entry for measure in one.measures for entry in measure.entries})
    more = " …" if len(entries) > MOST_ENTRIES else ""
    proof = f" Entries {', '.join(map(str, entries[:MOST_ENTRIES]))}{more}." if entries else ""
    return f"{one.asks}: {verdict}. {seen[:1].upper()}{seen[1:]}.{proof}"
