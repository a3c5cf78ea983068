"""The MSEL as a table to hang on the wall: one row for each inject, in the columns that planners expect."""

from aar.documents.model import Document, Section, Table, Words
from aar.papers.making import Source, paper
from aar.papers.saying import listed
from aar.papers.turns import comes, in_order, turns_due
from engine.deck import Inject, ReleaseByControl, ReleaseOnCondition
from engine.titles import short_name

HEAD = (
    "No.",
    "Turn",
    "When, or contingent on",
    "Type",
    "Title",
    "From, by",
    "To",
    "Expected player action",
    "EEG",
    "Done, remarks",
)


def msel(source: Source) -> Document:
    """Every inject of this pace, on landscape pages."""
    rows = tuple(_row(source, turn, inject) for turn, inject in in_order(source.world, source.pace))
    table = Table(head=HEAD, rows=rows, widths=(3, 2, 6, 4, 6, 6, 7, 10, 2, 5), row_heads=True)
    events = Section(title="Events", numbered=False, blocks=(table,))
    return paper(source, "Master Scenario Events List", (events,), landscape=True)


def _row(source: Source, turn: int, inject: Inject) -> tuple[Words, ...]:
    return (
        inject.reference,
        str(turn) if turn else "any",
        comes(source.world, inject, source.pace),
        _type(inject),
        inject.title,
        f"{inject.source}, {inject.source_type}",
        listed(short_name(source.world, who) for who in inject.to),
        "\n".join((*(f"– {one}" for one in inject.expects), f"({turns_due(inject)})")),
        inject.objective,
        "",
    )


def _type(inject: Inject) -> str:
    match inject.release:
        case ReleaseOnCondition() | ReleaseByControl():
            return "contingency"
        case _:
            return "expected action" if inject.expects or inject.choices else "contextual"
