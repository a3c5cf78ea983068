"""The Controller and Evaluator Handbook: run of show, every inject with guidance, adjudication, load. For control alone."""

from collections.abc import Iterator

from aar.documents.model import Blank, Block, Bullets, Callout, Definitions, Document, Paragraph, Section, Strong, Table, Words
from aar.papers.making import Source, paper
from aar.papers.saying import day_of, dollars, listed, weeks_of
from aar.papers.turns import comes, in_order, turns_due, turns_table
from engine.condition_words import condition_words
from engine.deck import Inject
from engine.effect_words import effect_words
from engine.effects import Effect
from engine.rules.adjudication import ODDS
from engine.titles import plural, short_name
from engine.world import World
from injects.checks.load import MOST_DECISIONS, MOST_INJECTS, MOST_NEW_LEVERS, Load, load_table


def controller_handbook(source: Source) -> Document:
    """The whole handbook; it holds every secret of the deck."""
    sections = (
        _conduct(source),
        _run_of_show(source),
        _injects(source),
        _adjudication(source),
        _red(source),
        _secrets(source),
        _money_and_law(source),
        _load(source),
    )
    return paper(source, "Controller and Evaluator Handbook", sections)


def _conduct(source: Source) -> Section:
    rules = source.rules
    return Section(
        title="Conduct",
        blocks=(
            Callout(
                title="For control and evaluators alone",
                text="This handbook holds what each organisation alone knows, and every inject before it comes.",
                kind="warning",
            ),
            turns_table(source.world, source.pace),
            rules.rules("1.6", "1.7", "1.8", "1.9", "1.10", "2.1", "2.5", "2.6", "2.7", "2.8", "2.9"),
            Section(title="Clock, corrections, paper", blocks=(rules.rules("2.10", "2.11", "2.12", "2.13", "2.14", "2.15"),)),
        ),
    )


def _run_of_show(source: Source) -> Section:
    order = in_order(source.world, source.pace)
    turns = tuple(_turn(source, turn, order) for turn in range(1, len(source.pace.turns) + 1))
    untimed = [inject for turn, inject in order if not turn]
    later = Section(title="In any turn, or never", blocks=(_shows(source, untimed),))
    return Section(
        title="Run of show",
        new_page=True,
        blocks=(source.rules.rules("12.1", "12.3", "12.5", "12.6", "12.7"), *turns, *((later,) if untimed else ())),
    )


def _turn(source: Source, turn: int, order: list[tuple[int, Inject]]) -> Section:
    first, last = weeks_of(source.pace, turn)
    here = [inject for when, inject in order if when == turn]
    title = f"Turn {turn}: weeks {first}–{last}, from {day_of(source.world, first)}"
    return Section(title=title, blocks=(_shows(source, here),) if here else (Paragraph("No inject is planned for this turn."),))


def _shows(source: Source, injects: list[Inject]) -> Table:
    rows = tuple(
        (
            one.reference,
            one.title,
            comes(source.world, one, source.pace),
            listed(short_name(source.world, who) for who in one.to),
            one.objective,
        )
        for one in injects
    )
    return Table(head=("No.", "Inject", "Comes", "To", "Tests"), rows=rows, widths=(2, 5, 5, 6, 1), row_heads=True)


def _injects(source: Source) -> Section:
    sheets = tuple(_inject(source, one) for _, one in in_order(source.world, source.pace))
    return Section(title="Injects", new_page=True, blocks=sheets)


def _inject(source: Source, inject: Inject) -> Section:
    world = source.world
    readers = listed(("everybody" if one == "public" else short_name(world, one)) for one in inject.seen_by)
    about: tuple[tuple[str, Words], ...] = (
        ("Comes", comes(world, inject, source.pace)),
        ("From", f"{inject.source}, {inject.source_type}"),
        ("To", f"{listed(short_name(world, one) for one in inject.to)}; read also by: {readers}"),
        ("Marking", f"{inject.marking}; inside the story: {inject.fictional_level or 'none'}"),
    )
    exposes: tuple[tuple[str, Words], ...] = (
        (f"Tests {inject.objective}; meant to expose", inject.exposes),
        *((("The dilemma", inject.tension.replace("-", " ")),) if inject.tension else ()),
        ("Guidance", inject.guidance),
        ("Effects whatever is answered", _effects(source.world, inject.effects)),
    )
    due = Strong(f"Expected actions, {turns_due(inject)}")
    expected = (Paragraph((due,)), Bullets(inject.expects)) if inject.expects else ()
    return Section(
        title=f"{inject.reference}: {inject.title}",
        numbered=False,
        blocks=(
            Definitions(about),
            Callout(title="Text", text=inject.text),
            *expected,
            *((_choices(world, inject),) if inject.choices else ()),
            Definitions(exposes),
            Blank("Controller's and evaluator's notes", 2),
        ),
    )


def _choices(world: World, inject: Inject) -> Table:
    happens = "for each addressee that makes it" if inject.happens == "each" else "once, however many make it"
    rows = tuple((one.title, _effects(world, one.effects)) for one in inject.choices)
    return Table(head=("Choice", f"Effects, {happens} (all notional)"), rows=rows, widths=(5, 6))


def _effects(world: World, effects: tuple[Effect, ...]) -> str:
    return "\n".join(effect_words(world, one) for one in effects) or "none"


def _adjudication(source: Source) -> Section:
    rules = source.rules
    odds = tuple((word, f"{permille / 10:g} %") for word, permille in ODDS.items())
    return Section(
        title="Adjudication",
        new_page=True,
        blocks=(
            rules.rules("13.1", "13.2", "13.3", "13.4", "13.5", "13.6", "13.7", "13.8"),
            Table(caption="Odds (notional)", head=("Word", "Succeeds"), rows=odds, widths=(4, 2), numbers=(1,)),
            Section(title="Agreements and what was said in the room", blocks=(rules.rules("14.3", "14.4", "14.5", "14.6"),)),
            Section(
                title="Adjudication slip",
                together=True,
                blocks=(
                    Blank("Organisation and action"),
                    Blank("Reasons for", 2),
                    Blank("Reasons against", 2),
                    Blank("Odds or ruling, with the reason", 2),
                    Blank("Effects"),
                ),
            ),
        ),
    )


def _red(source: Source) -> Section:
    world = source.world
    rows = tuple(
        (
            one.title,
            short_name(world, one.by),
            f"when {condition_words(world, one.when)}",
            str(one.cost),
            f"after {plural(one.again_after_weeks, 'week')}" if one.again_after_weeks else "once",
            _effects(world, one.effects),
        )
        for one in world.deck.red
    )
    head = ("Action", "By", "When", "Points", "Again", "Effects")
    table = Table(caption="What the autopilot does, in order", head=head, rows=rows, widths=(4, 3, 5, 2, 2, 6), numbers=(3,))
    none = Paragraph("This deck declares no action of an adversary.")
    rules = source.rules.rules("11.1", "11.2", "11.3", "11.4", "11.5")
    return Section(title="Adversaries", new_page=True, blocks=(rules, table if rows else none))


def _secrets(source: Source) -> Section:
    rows = tuple((short_name(source.world, one.organisation), one.aim, one.private_fact) for one in source.world.deck.briefs)
    return Section(
        title="What each organisation alone knows",
        new_page=True,
        blocks=(
            Table(head=("Organisation", "Wants", "Alone knows"), rows=rows, widths=(3, 6, 6), row_heads=True),
            *_capacities(source),
        ),
    )


def _capacities(source: Source) -> Iterator[Block]:
    rows = tuple(
        (one.title, short_name(source.world, one.operator), f"{one.spare.value} %", f"{one.public_spare.value} %")
        for one in source.world.components.values()
        if one.spare.value != one.public_spare.value
    )
    if rows:
        head = ("Part or material", "Made by", "In truth", "Believed")
        yield Table(caption="Spare capacity: truth and belief", head=head, rows=rows, widths=(4, 5, 2, 2), numbers=(2, 3))


def _money_and_law(source: Source) -> Section:
    world = source.world
    accounts = tuple(
        (
            one.title,
            short_name(world, one.owner),
            dollars(one.opening.value),
            dollars(one.ceiling.value) if one.ceiling else "nothing",
        )
        for one in world.baseline.accounts
    )
    lapses = tuple(
        (one.title, short_name(world, one.holder), str(one.until_week), short_name(world, one.renewed_by))
        for one in sorted(world.baseline.authorities, key=lambda one: one.until_week)
        if one.in_force and one.until_week
    )
    owner = Table(
        caption="Accounts (sums are notional)",
        head=("Account", "Owner", "At StartEx", "Requests may bring"),
        rows=accounts,
        widths=(5, 5, 3, 3),
        numbers=(2, 3),
    )
    law = Table(
        caption="Powers that lapse",
        head=("Power", "Held by", "Last week", "Renewed by"),
        rows=lapses,
        widths=(5, 4, 2, 4),
        numbers=(2,),
    )
    return Section(title="Money and law", blocks=(owner, *((law,) if lapses else ())))


def _load(source: Source) -> Section:
    """The load at this pace, as the checks count it."""
    start = source.world.deck.starts[0].id
    table = [one for one in load_table(source.world) if (one.start, one.pace) == (start, source.pace.id)]
    turns = sorted({one.turn for one in table})
    busy = dict.fromkeys(one.organisation for one in table if one.injects or one.may_arrive or one.new_levers)
    rows = tuple(_load_row(source, [one for one in table if one.organisation == who]) for who in busy)
    limits = f"at most {MOST_INJECTS} injects, {MOST_DECISIONS} decisions and {MOST_NEW_LEVERS} new levers"
    return Section(
        title="Load",
        new_page=True,
        blocks=(
            Table(
                caption=f"Injects/decisions of each organisation in each turn ({limits})",
                head=("Organisation", *(f"T{turn}" for turn in turns), "New levers"),
                rows=rows,
                widths=(max(6, 12 - len(turns)), *(1 for _ in turns), 2),
                numbers=tuple(range(1, len(turns) + 2)),
                row_heads=True,
            ),
        ),
    )


def _load_row(source: Source, loads: list[Load]) -> tuple[Words, ...]:
    cells = (f"{one.injects}/{one.decisions}" for one in loads)
    return (short_name(source.world, loads[0].organisation), *cells, str(max(one.new_levers for one in loads)))
