"""Levers as a handbook tells them: what each does, who must act in which order, what it costs and which law it needs."""

from collections.abc import Iterator

from aar.documents.model import Definitions, Paragraph, Section, Table, Words
from aar.papers.saying import listed, price_words, time_words
from engine.ids import OrganisationId
from engine.playbook import InitiativeType, Step
from engine.rules.parameters import stands_for
from engine.titles import blank_title, blanks_of, in_blanks, who_in_blanks
from engine.world import World


def levers_of(world: World, organisation: OrganisationId) -> Iterator[InitiativeType]:
    """What this organisation may propose, in the playbook's order."""
    for kind in world.playbook.values():
        if any(organisation in stands_for(world, kind, one) for one in kind.proposers):
            yield kind


def lever_section(world: World, kind: InitiativeType) -> Section:
    """One lever, whole."""
    serves = [f"{name} {value}" for name, value in kind.purposes.items() if value]
    risks = [f"{name} {value}" for name, value in kind.risks.items() if value]
    blanks = dict(blanks_of(kind))
    return Section(
        title=blank_title(kind),
        numbered=False,
        blocks=(
            Paragraph(kind.summary),
            Table(
                head=("Step", "Who must act", "Takes", "Spends", "Price", "Law"),
                rows=tuple(_step_row(world, step, blanks) for step in kind.steps),
                widths=(6, 5, 3, 3, 4, 5),
            ),
            Definitions(
                (
                    ("Serves and risks, 0 to 2 each", f"serves {listed(serves)}; risks {listed(risks)}"),
                    ("Source", kind.source),
                )
            ),
        ),
    )


def _step_row(world: World, step: Step, blanks: dict[str, str]) -> tuple[Words, ...]:
    slots = [f"{number} {kind.replace('-', ' ')}" for kind, number in step.spends.items()]
    price = price_words(world, step.price, blanks)
    account = f" ({in_blanks(step.account, blanks)})" if step.account and "{" not in step.account else ""
    return (
        in_blanks(step.title, blanks),
        who_in_blanks(world, step.by, blanks),
        time_words(step),
        listed(slots),
        price + (account if step.price else ""),
        _law(world, step, blanks),
    )


def _law(world: World, step: Step, blanks: dict[str, str]) -> str:
    needs = [f"needs: {_authority(world, one, blanks)}" for one in step.needs]
    waived = [f"not needed with: {_authority(world, step.waived_by, blanks)}"] if step.waived_by else []
    held = [f"may be held by {who_in_blanks(world, step.may_hold, blanks)}"] if step.may_hold else []
    return "\n".join((*needs, *waived, *held)) or "–"


def _authority(world: World, name: str, blanks: dict[str, str]) -> str:
    found = world.authorities.get(name)
    return found.title if found else in_blanks(name.replace("-{", " {"), blanks).replace("-", " ")


def asked_table(world: World, organisation: OrganisationId) -> Table:
    """Every step that may come to this organisation from levers of others, with what it would spend."""
    rows: list[tuple[Words, ...]] = []
    for kind in world.playbook.values():
        blanks = dict(blanks_of(kind))
        for step in kind.steps:
            if step.kind in ("decide", "pay") and organisation in stands_for(world, kind, step.by):
                slots = [f"{number} {one.replace('-', ' ')}" for one, number in step.spends.items()]
                rows.append(
                    (
                        in_blanks(step.title, blanks),
                        blank_title(kind),
                        time_words(step),
                        listed(slots),
                        price_words(world, step.price, blanks),
                    )
                )
    return Table(
        head=("You are asked to …", "for the lever", "Takes", "Spends", "Price"),
        rows=tuple(rows),
        widths=(6, 6, 3, 3, 4),
    )
