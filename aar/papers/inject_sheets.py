"""Inject sheets: each inject as it is handed to whom it is for. What evaluators and control read of it stands elsewhere."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from aar.documents.model import Blank, Block, Definitions, Document, Paragraph, Section, Table, Ticks, Words
from aar.papers.making import Source, paper
from aar.papers.saying import listed
from aar.papers.turns import comes, in_order, turns_due
from engine.deck import Inject
from engine.ids import PUBLIC, OrganisationId
from engine.titles import short_name

READERS = "for information"


def inject_sheets(source: Source, only: Sequence[OrganisationId] = ()) -> Document:
    """A page for each inject and kind of reader; for all of them with a first page that says who gets what, for control."""
    order = [inject for _, inject in in_order(source.world, source.pace)]
    sheets = tuple(sheet for inject in order for sheet in _sheets(source, inject, only))
    if only:
        who = listed(short_name(source.world, one) for one in only)
        nothing = Paragraph("No inject of this pace is for you.")
        document = paper(source, "Injects", sheets or (nothing,), of=who)
        return replace(document, contents=False, title_page=False)
    return replace(paper(source, "Inject sheets", (_copies(source, order), *sheets)), contents=False)


def _copies(source: Source, order: list[Inject]) -> Section:
    rows = tuple(
        (
            inject.reference,
            inject.title,
            comes(source.world, inject, source.pace),
            listed(short_name(source.world, one) for one in inject.to),
            listed(_reader(source, one) for one in inject.seen_by),
        )
        for inject in order
    )
    table = Table(
        head=("No.", "Inject", "When", "Copies", "Copies for information"), rows=rows, widths=(2, 5, 5, 6, 5), row_heads=True
    )
    words = Paragraph("For control alone: this list is not handed out. Keep what has not come yet under lock.")
    return Section(title="Who gets what, and when", numbered=False, blocks=(words, table))


def _reader(source: Source, reader: str) -> str:
    return "everybody" if reader == PUBLIC else short_name(source.world, reader)


def _sheets(source: Source, inject: Inject, only: Sequence[OrganisationId]) -> Iterator[Section]:
    """One for those whom it is addressed to, one for those who read it besides."""
    to = [one for one in only if one in inject.to] if only else list(inject.to)
    if to:
        yield _sheet(source, inject, answers=True)
    readers = [one for one in only if one not in inject.to and (one in inject.seen_by or PUBLIC in inject.seen_by)]
    if readers if only else inject.seen_by:
        yield _sheet(source, inject, answers=False)


def _sheet(source: Source, inject: Inject, *, answers: bool) -> Section:
    """What its reader's client would show, and room for what is known only when it is handed out."""
    about: tuple[tuple[str, Words], ...] = (
        ("From", f"{inject.source}, {inject.source_type}"),
        ("To", listed(short_name(source.world, one) for one in inject.to)),
        ("Marking", inject.marking),
        *((("Inside the story", inject.fictional_level),) if inject.fictional_level else ()),
    )
    answer: tuple[Block, ...] = ()
    if answers:
        ticks = tuple(Ticks("", (one.title,)) for one in inject.choices)
        choose: tuple[Block, ...] = (Paragraph("Choose one:"), *ticks) if ticks else ()
        answer = (
            Paragraph(f"An answer is expected {_by(inject)}."),
            *choose,
            Blank("Answer in words", 4),
            Blank("Signed for, by, at"),
        )
    return Section(
        title=f"{inject.reference}: {inject.title}{'' if answers else f' ({READERS})'}",
        numbered=False,
        new_page=True,
        blocks=(Definitions(about), Blank("Handed out in turn, week, at"), Paragraph(inject.text, "lead"), *answer),
    )


def _by(inject: Inject) -> str:
    return "in the turn in which it comes" if inject.due_turns == 1 else turns_due(inject)
