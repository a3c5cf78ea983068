"""Whether what an objective asks for can be measured as it is written. Whether anybody reaches it, play shows."""

from collections.abc import Iterator

from engine.objectives import Criterion, Measure
from injects.problems import Place, Problem
from injects.reading import Loaded
from injects.strict_yaml import Path

NEEDS_LEVEL = ("weeks-to-mechanism", "weeks-from-warning", "turns-from-warning")
NEEDS_PARTIES = ("week-of-agreement",)


def check_measures(loaded: Loaded) -> Iterator[Problem]:
    """Every criterion of every objective."""
    for at, objective in enumerate(loaded.world.deck.objectives):
        for number, criterion in enumerate(objective.criteria):
            yield from _criterion(loaded, ("objectives", at, "criteria", number), criterion)


def _criterion(loaded: Loaded, path: Path, criterion: Criterion) -> Iterator[Problem]:
    place = loaded.deck.place
    if not criterion.any:
        message = f'nothing measures "{criterion.asks}"'
        yield Problem(place=place(*path, "any"), message=message, mend="name a measure, or leave the criterion to evaluators")
    for number, measure in enumerate(criterion.any):
        here = (*path, "any", number)
        yield from _needs(place(*here), measure)
        if measure.at_least is not None and measure.at_most is not None and measure.at_least > measure.at_most:
            message = f"`{measure.measure}` cannot be at least {measure.at_least} and at most {measure.at_most}"
            yield Problem(place=place(*here, "at_least"), message=message, mend="take one of them out, or exchange them")


def _needs(place: Place, measure: Measure) -> Iterator[Problem]:
    """What a measure cannot do without, and what only another one reads."""
    name = measure.measure
    if name in NEEDS_PARTIES and len(set(measure.parties)) < 2:
        message = f"`{name}` does not say between whom the agreement is to be"
        yield Problem(place=place, message=message, mend="add `parties: [dod/as, allies/japan]`: two organisations or more")
    if name in NEEDS_LEVEL and not measure.level:
        mend = "add `level: 1`, or a higher one"
        yield Problem(place=place, message=f"`{name}` does not say which level is meant", mend=mend)
    for key, needed in (("parties", NEEDS_PARTIES), ("level", NEEDS_LEVEL)):
        if getattr(measure, key) and name not in needed:
            message = f"`{name}` takes no `{key}`"
            mend = f"take it out; it belongs to {', '.join(f'`{one}`' for one in needed)}"
            yield Problem(place=place, message=message, mend=mend, severity="warning")
