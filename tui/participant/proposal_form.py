"""The order form: the parameters of a playbook type, and what would follow from proposing it."""

import re
from collections.abc import Iterable

from textual.widget import Widget

from engine.ids import OrganisationId
from engine.orders import Order, ProposeInitiative
from engine.playbook import InitiativeType
from tui.desk import Desk
from tui.forms import Field, fields_of, proposal_of, types_for
from tui.inking import faint, inked, joined, lines, strong
from tui.participant.previewing import PreviewingForm
from tui.widgets.fields import Choice, Labelled, Number, Sentence
from tui.widgets.prose import Prose
from tui.widgets.rows import Row
from tui.words import plural

GRAMMAR = (
    (r"\{(\w+)\.\w+\}", r"{\1}"),
    (r"\{\w+\} more \{(\w+)\}", r"more of {\1}"),
    (r"\{units\} \{(\w+)\}", r"some of {\1}"),
    (r"\$\{\w+\}K", "money"),
    (r"\{(\w+)\} capacity", r"capacity of {\1}"),
    (r"(?:\s+by \{\w+\} %|\s*:\s*\{\w+\}(?: % more)?)$", ""),
)
"""How a declared title reads without its amounts, and before anything is chosen."""
NOTE = "note to all"
"""The field of the note; no parameter of a type has a name with spaces."""


class ProposalForm(PreviewingForm):
    """Start an initiative of one type."""

    ORDER = ProposeInitiative
    send_word = "Propose"

    def __init__(self, desk: Desk, organisation: OrganisationId, kind: InitiativeType) -> None:
        title = f"New order: {blank_title(kind)}"
        super().__init__(desk, organisation, proposal_key(organisation, kind.id), title)
        self.kind = kind

    def starting_values(self) -> dict[str, str]:
        """The first choice, the lowest number, no note."""
        return {NOTE: "", **{one.id: one.start for one in fields_of(self.view.world, self.kind)}}

    def fields(self) -> Iterable[Widget]:
        """What it is, its parameters, a note, and what would follow."""
        yield Prose(faint(self.kind.summary), classes="said")
        for one in fields_of(self.view.world, self.kind):
            yield Labelled(one.title, input_for(one, self.values[one.id], self.desk), one.hint)
        yield Labelled("Note", Sentence(NOTE, self.values[NOTE], "none; or what all who must act should read"))
        yield self.preview_place()

    def kind_of_initiative(self) -> InitiativeType:
        """The type that the form is for."""
        return self.kind

    def price_is_notional(self) -> bool:
        """Where any payment on the path is."""
        return any(step.price is not None and step.price.tag == "N" for step in self.kind.steps)

    def order(self) -> Order | str:
        """The proposal as it is filled in."""
        return proposal_of(self.kind, self.values, note=self.values[NOTE].strip())


def input_for(one: Field, value: str, desk: Desk) -> Widget:
    """The widget that a field is filled in with."""
    if one.choices:
        return Choice(one.id, one.choices, value, desk.glyphs)
    return Number(one.id, value, one.hint)


def proposal_key(organisation: str, kind: str) -> str:
    """The draft of a proposal: one for each type."""
    return f"propose {organisation} {kind}"


def blank_title(kind: InitiativeType) -> str:
    """`Order more of a system at surge rate`: without numbers, choices in words; the summary where that reads badly."""
    title = kind.title
    for found, words in GRAMMAR:
        title = re.sub(found, words, title)
    for one in kind.parameters:
        word = one.title[:1].lower() + one.title[1:]
        article = "an" if word[:1] in "aeiou" else "a"
        blank = "{" + one.id + "}"
        if one.choices or one.of:
            title = re.sub(rf"\b(an? \w+ ){blank}", rf"\g<1>{word}", title).replace(blank, f"{article} {word}")
    return title[:1].upper() + title[1:] if "{" not in title else kind.summary.partition(".")[0]


def type_rows(desk: Desk, organisation: OrganisationId) -> list[Row]:
    """The types that this organisation may propose, each with what it is for and how many must act."""
    view = desk.view(organisation)
    rows = []
    for kind in types_for(view):
        others = plural(len({step.by for step in kind.steps} - {organisation}), "other organisation")
        purposes = ", ".join(name for name, value in kind.purposes.items() if value == 2)
        serves = f"; serves {purposes}" if purposes else ""
        content = lines(
            [
                strong(blank_title(kind)),
                faint(kind.summary),
                joined(faint(f"{plural(len(kind.steps), 'step')}, with {others}{serves}; {kind.source}")),
                inked(""),
            ]
        )
        rows.append(Row(kind.id, content))
    return rows
