"""The plain answer as a document: its figures, exact, in the shapes of `models_of_plain`."""

from aar.models_of_plain import NoticedShape, PlainFindings, PlainSplit, PlainSystemShape, WaitedShape
from aar.objectives.documents import objectives_of
from aar.pages.plain import LEFT_OUT, noticed_in
from aar.plain import PlainAnswer, PlainSystem
from aar.reading import Played


def plainly(played: Played, plain: PlainAnswer) -> PlainFindings:
    """The split of every system, who waited for whom, what was noticed, and what is left out."""
    return PlainFindings(
        exercise=plain.exercise,
        deck=played.start.world.deck.id,
        head=plain.head,
        entries=plain.entries,
        ended=plain.ended,
        other_rules=plain.other_rules,
        systems={one.system: _system(one) for one in plain.systems},
        waited=tuple(
            WaitedShape(between=one.boundary, weeks=one.weeks, steps=len(one.steps), entries=one.steps[0].entries)
            for one in plain.waited()
        ),
        noticed=tuple(
            NoticedShape(code=detector.code, title=detector.title, subjects=tuple(subjects))
            for detector, subjects in noticed_in(plain)
        ),
        objectives=objectives_of(played),
        control_inputs=plain.control_inputs,
        left_out=LEFT_OUT,
    )


def _system(one: PlainSystem) -> PlainSystemShape:
    return PlainSystemShape(
        need=one.shortage.need,
        short=one.shortage.units,
        start_rate=one.start_rate,
        best_rate=one.best_rate,
        month_doubled=one.doubled_month,
        split=PlainSplit(**one.split),
        split_in={theatre: PlainSplit(**split) for theatre, split in one.split_in.items()},
    )
