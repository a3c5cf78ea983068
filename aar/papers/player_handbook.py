"""The Player Handbook of one organisation: who it is, what only it knows, what it can do and who else must act."""

from collections.abc import Iterator

from aar.documents.model import Block, Bullets, Callout, Definitions, Document, Mono, Paragraph, Section, Table
from aar.papers.countries import country_section, in_force_words, known_table
from aar.papers.levers import asked_table, lever_section, levers_of
from aar.papers.making import paper
from aar.papers.own import Own
from aar.papers.saying import dollars, listed, monthly, origin, percent, shown
from aar.papers.turns import turns_table
from engine.effect_words import effect_words
from engine.policies import policies_of
from engine.titles import plural


def player_handbook(own: Own) -> Document:
    """The whole handbook."""
    doing = (_levers(own), *_asked(own), *_policies(own), *_campaign(own))
    sections = (_who(own), *_means(own), *doing, _play(own), *_country(own))
    return paper(own.source, "Player Handbook", sections, of=own.organisation.title)


def _who(own: Own) -> Section:
    brief = own.brief
    if brief is None:
        return Section(title="Who you are", blocks=(Paragraph(f"You speak for: {own.organisation.title}.", "lead"),))
    reveals = tuple(
        (f"Spare capacity of {one.title}", f"{percent(one.spare)} in truth; everybody believes {percent(one.public_spare)}")
        for one in own.capacities
    )
    return Section(
        title="Who you are",
        blocks=(
            Paragraph(brief.who, "lead"),
            Section(title="What you want", blocks=(Paragraph(brief.aim),)),
            Callout(title="Only you know this", text=brief.private_fact, kind="secret"),
            *((Definitions(reveals),) if reveals else ()),
            Section(title="How you make others talk", blocks=(Paragraph(brief.leverage),)),
            *_known(own),
        ),
    )


def _known(own: Own) -> Iterator[Section]:
    """A country's brief has it with the rest, further on."""
    table = known_table(own.world, own.id)
    if table and own.id not in own.world.partners:
        yield Section(title="What everybody may read of you", blocks=table)


def _means(own: Own) -> Iterator[Section]:
    blocks = (*_slots(own), *_accounts(own), *_law(own), *_lines(own), *_indices(own))
    if blocks:
        yield Section(title="What you have", blocks=blocks)


def _slots(own: Own) -> Iterator[Block]:
    rows = tuple((one.title, str(one.start), str(one.per_quarter)) for one in own.organisation.slots)
    if rows:
        head = ("Your decisions use up", "At StartEx", "More a quarter")
        yield Table(head=head, rows=rows, widths=(5, 2, 2), numbers=(1, 2), caption="Slots (notional)")
        yield own.source.rules.rules("3.2")


def _accounts(own: Own) -> Iterator[Block]:
    rows = tuple(
        (
            one.title,
            shown(one.opening, dollars(one.opening.value)),
            "\n".join(f"week {grant.week}: {shown(grant.amount, dollars(grant.amount.value))}" for grant in one.grants) or "–",
            origin(one.opening),
        )
        for one in own.accounts
    )
    if rows:
        head = ("Account", "At StartEx", "Arrives", "Tag and source")
        yield Table(head=head, rows=rows, widths=(4, 4, 4, 6), caption="Money that you alone pay from, and alone know")


def _law(own: Own) -> Iterator[Block]:
    rows = tuple(
        (one.title, "you hold it" if one.holder == own.id else "you can renew it", in_force_words(one))
        for one in own.world.baseline.authorities
        if own.id in (one.holder, one.renewed_by)
    )
    if rows:
        yield Table(head=("Power in law", "Your part", "At StartEx"), rows=rows, widths=(6, 3, 3), caption="Law")


def _lines(own: Own) -> Iterator[Block]:
    rows = tuple(
        (f"{one.title}, {one.place}", one.system, monthly(one.rate), monthly(one.target))
        for one in own.world.lines.values()
        if one.operator == own.id
    )
    if rows:
        head = ("Line", "System", "A month now", "A month once expanded")
        yield Table(head=head, rows=rows, widths=(6, 3, 3, 3), numbers=(2, 3), caption="Lines that you run")


def _indices(own: Own) -> Iterator[Block]:
    private = tuple((one.title, shown(one.start)) for one in own.indices if "public" not in one.told)
    if private:
        yield Table(
            head=("Index", "At StartEx"),
            rows=private,
            widths=(6, 2),
            numbers=(1,),
            caption="What you are told and not everybody",
        )


def _levers(own: Own) -> Section:
    found = tuple(lever_section(own.world, kind) for kind in levers_of(own.world, own.id))
    said = Paragraph("Nearly every lever needs others, one after the other. Find out early what they want for their part.")
    nothing = Paragraph("The playbook gives you no lever to begin with. You may still act in your own words (rule 13.1).")
    return Section(title="Levers that you may begin", new_page=True, blocks=(said, *found) if found else (nothing,))


def _asked(own: Own) -> Iterator[Section]:
    table = asked_table(own.world, own.id)
    if table.rows:
        intent = own.source.rules.rules("3.6", "3.7")
        yield Section(title="What others will ask of you", new_page=True, blocks=(intent, table))


def _policies(own: Own) -> Iterator[Section]:
    rows = tuple(
        (one.title, one.subject, f"{one.low:,} to {one.high:,}: {one.unit}", one.explanation)
        for one in policies_of(own.world, own.id)
    )
    if rows:
        table = Table(head=("Policy", "About a", "From … to", "What it does"), rows=rows, widths=(4, 2, 4, 9))
        yield Section(title="Standing policies that you may set", blocks=(own.source.rules.rules("3.9"), table))


def _campaign(own: Own) -> Iterator[Section]:
    if own.adversary is None:
        return
    budget = (
        ("Campaign points at StartEx", shown(own.adversary.campaign_budget)),
        ("Further points a quarter", shown(own.adversary.budget_per_quarter)),
    )
    actions = tuple(
        (
            one.title,
            str(one.cost),
            f"after {plural(one.again_after_weeks, 'week')}" if one.again_after_weeks else "once",
            "\n".join(effect_words(own.world, each) for each in one.effects),
        )
        for one in own.campaign
    )
    head = ("Action", "Points", "Again", "What it brings")
    yield Section(
        title="Your campaign",
        blocks=(
            own.source.rules.rules("11.1", "11.2"),
            Definitions(budget),
            *((Table(head=head, rows=actions, widths=(5, 1, 2, 6), numbers=(1,)),) if actions else ()),
        ),
    )


def _play(own: Own) -> Section:
    rules = own.source.rules
    keys = tuple((Mono(key), does) for key, does in own.source.keys)
    return Section(
        title="How a turn goes",
        new_page=True,
        blocks=(
            turns_table(own.world, own.source.pace),
            rules.rules("2.1", "2.2", "3.1", "3.4", "4.3", "4.4", "4.9", "12.4", "13.1", "14.2", "14.3"),
            Definitions((("Systems of first priority, for your estimates", listed(own.world.deck.priority_systems)),)),
            rules.rules("16.1"),
            *((Section(title="Keys", blocks=(_keys(keys),)),) if keys else ()),
            Section(title="Without a network", blocks=(rules.rules("2.12"), Bullets((PAPER,)))),
        ),
    )


PAPER = "Write on a printed order slip, sign it and give it to control, who enters it with its number."


def _keys(keys: tuple[tuple[Mono, str], ...]) -> Table:
    return Table(head=("Key", "What it does"), rows=tuple(((key,), does) for key, does in keys), widths=(2, 7))


def _country(own: Own) -> Iterator[Section]:
    partner = own.world.partners.get(own.id)
    if partner is not None:
        section = country_section(own.world, partner)
        yield Section(title=f"Your country as others read of it: {partner.title}", new_page=True, blocks=section.blocks)
