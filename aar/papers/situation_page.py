"""The situation of one organisation on paper, from its view alone: what waits for it, stocks, means, and what is under way."""

from collections.abc import Iterator

from aar.documents.model import Block, Bullets, Callout, Definitions, Document, Paragraph, Section, Strong, Table, Words
from aar.papers.saying import listed
from aar.state_page import NEVER_OUT, where
from aar.wording import money, units
from engine.baseline import Line
from engine.beliefs import believed, days_of_supply
from engine.ids import LineId
from engine.titles import binding_words, plural, short_name
from engine.units import monthly_rate
from engine.views import InjectSeen, View
from engine.views_initiatives import InitiativeSeen

NEWEST = 8
"""So many of the newest sentences and orders are printed."""


def situation_page(view: View) -> Document:
    """What an organisation needs to go on by hand, and nothing that it was not told."""
    world = view.world
    sections = (_waits(view), _stocks(view), *_lines(view), _means(view), _under_way(view), *_promises(view), _newest(view))
    return Document(
        title=f"Situation: {short_name(world, view.organisation)}",
        subtitle=where(view),
        marking=view.marking,
        date=world.deck.start_date,
        title_page=False,
        contents=False,
        about=(("Exercise", f"{world.deck.title} ({view.exercise_id})"),),
        blocks=sections,
    )


def _waits(view: View) -> Section:
    steps = tuple(
        (
            step.title,
            f"{initiative.title} ({short_name(view.world, initiative.proposer)})",
            str(step.opened),
            money(step.price) if step.price else "–",
            listed(f"{number} {kind.replace('-', ' ')}" for kind, number in step.spends.items()),
        )
        for initiative, _, step in view.waiting_steps()
    )
    head = ("Decide on", "for", "Open since week", "Price", "Spends")
    injects = tuple(_inject(view, one) for one in view.waiting_injects())
    nothing = () if steps or injects else (Paragraph("Nothing waits for you."),)
    table = (Table(head=head, rows=steps, widths=(5, 5, 2, 2, 3), numbers=(2,)),) if steps else ()
    return Section(title="What waits for you", numbered=False, blocks=(*table, *injects, *nothing))


def _inject(view: View, inject: InjectSeen) -> Callout:
    choices = "".join(f"\n☐ {title}" for _, title in inject.choices)
    text = (
        f"From {inject.source}, week {inject.week}; answer by turn {inject.due_turn}. {inject.marking}\n{inject.text}{choices}"
    )
    return Callout(title=f"{inject.reference}: {inject.title}", text=text)


def _stocks(view: View) -> Section:
    stocks = believed(view)
    tables = []
    for theatre, declared in view.world.theatres.items():
        rows: list[tuple[Words, ...]] = []
        for system in (one for there, one in view.world.places if there == theatre):
            days = days_of_supply(view, theatre, system)
            need = view.need_now(theatre, system)
            rows.append(
                (
                    system,
                    units(need.mode) if need else "–",
                    units(stocks.theatre[theatre][system]),
                    "–" if days >= NEVER_OUT else f"{days:,}",
                    units(stocks.rear[system]),
                )
            )
        tables.append(
            Table(
                caption=declared.title,
                head=("System", "Need a week", "In the theatre", "Days of supply", "In the rear"),
                rows=tuple(rows),
                widths=(4, 3, 3, 3, 3),
                numbers=(1, 2, 3, 4),
                row_heads=True,
            )
        )
    known = "As reported to you." if view.knows_stock else "As you believe, from what is public and what you were told."
    return Section(title="Stocks, in units", numbered=False, blocks=(Paragraph(known, "note"), *tables))


def _lines(view: View) -> Iterator[Section]:
    mine = {key: line for key, line in view.world.lines.items() if line.operator == view.organisation}
    if mine:
        rows = tuple(_line(view, key, line) for key, line in mine.items())
        head = ("Line", "System", "Finishes a month", "On contract", "Held up by")
        yield Section(
            title="Your lines",
            numbered=False,
            blocks=(Table(head=head, rows=rows, widths=(6, 3, 3, 3, 5), numbers=(2, 3)),),
        )


def _line(view: View, key: LineId, line: Line) -> tuple[Words, ...]:
    state = believed(view).lines[key]
    held_up = binding_words(view.world, state.binding)
    return (f"{line.title}, {line.place}", line.system, units(monthly_rate(state.finished)), units(state.book), held_up)


def _means(view: View) -> Section:
    world = view.world
    slots = [(slot.title, f"{view.slots_left(slot.id)} left") for slot in world.organisations[view.organisation].slots]
    purses = [(world.accounts[account].title, money(balance)) for account, balance in view.balances.items()]
    law = listed(
        f"{world.authorities[one].title}{f' (until week {until})' if until else ''}" for one, until in view.authorities.items()
    )
    moods = listed(f"{world.index_kinds[one].title} {value}" for one, value in view.indices.items())
    entries: tuple[tuple[str, Words], ...] = (
        *slots,
        *purses,
        ("Interagency mechanism", f"level {view.mechanism}"),
        ("Powers in force", law),
        ("Indices", moods),
    )
    return Section(title="What you have", numbered=False, blocks=(Definitions(entries),))


def _under_way(view: View) -> Section:
    running = tuple(one for one in view.initiatives.values() if one.running)
    rows = tuple((one.title, short_name(view.world, one.proposer), _standing(view, one)) for one in running)
    table = Table(head=("Initiative", "Begun by", "Stands"), rows=rows, widths=(6, 4, 7))
    return Section(title="Under way", numbered=False, blocks=(table if rows else Paragraph("Nothing that you know of."),))


def _standing(view: View, initiative: InitiativeSeen) -> str:
    waits = [
        f"{step.title}: waits for {short_name(view.world, step.by)} since week {step.opened}"
        for step in initiative.steps.values()
        if step.waits
    ]
    works = [f"{step.title}: runs" for step in initiative.steps.values() if not step.verdict and not step.waits]
    return "\n".join((*waits, *works)) or f"{plural(len(initiative.steps), 'step')} known, none open"


def _promises(view: View) -> Iterator[Section]:
    asked = [
        f"{short_name(view.world, one.sender)} asks {listed(short_name(view.world, to) for to in one.to)}, "
        f"by turn {one.due_turn}: {one.text}"
        for one in view.requests.values()
        if not one.lapsed and len(one.answers) < len(one.to)
    ]
    agreed = [
        f"{one.title} ({one.stands.replace('-', ' ')}, due in turn {one.due_turn}; "
        f"{listed(short_name(view.world, party) for party in one.parties)}): {one.terms}"
        for one in view.agreements.values()
        if one.stands in ("open", "in-force", "due")
    ]
    if asked or agreed:
        yield Section(title="Asked and promised", numbered=False, blocks=(Bullets((*asked, *agreed)),))


def _newest(view: View) -> Section:
    orders = tuple(
        f"turn {one.turn}, week {one.week}: {one.kind.replace('-', ' ')}{f', refused: {one.refusal}' if one.refusal else ''}"
        for one in view.orders[-NEWEST:]
    )
    blocks: list[Block] = []
    if view.notices:
        blocks += [Paragraph((Strong("What you were told last"),)), Bullets(view.notices[-NEWEST:])]
    if orders:
        blocks += [Paragraph((Strong("Your last orders"),)), Bullets(orders)]
    return Section(title="What came last", numbered=False, blocks=tuple(blocks) or (Paragraph("Nothing yet."),))
