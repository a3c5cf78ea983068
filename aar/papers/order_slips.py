"""Numbered order slips: blank forms for each kind of order that a table gives, for when the network dies (rule 2.12)."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from aar.documents.model import Blank, Block, Document, Paragraph, Section, Table, Ticks
from aar.papers.making import Source, paper
from aar.papers.saying import listed
from engine import orders as o
from engine.ids import OrganisationId
from engine.policies import policies_of
from engine.rules.control import HIGHEST_SLIP
from engine.rules.estimates import MONTHS
from engine.rules.parameters import stands_for
from engine.rules.standing import RANKING_ORGANISATION
from engine.titles import short_name
from engine.world import World


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """A blank form: what it is for, which orders it can become, and what is filled in."""

    title: str
    orders: tuple[type, ...]
    fields: tuple[Block, ...]
    copies: int = 1
    """So many of a pad of one round."""


PROPOSE = Form(
    title="Begin an initiative",
    orders=(o.ProposeInitiative,),
    fields=(Blank("Lever, as your handbook calls it"), Blank("About, and how much", 2), Blank("Note to all who must act")),
    copies=3,
)
STEP = Form(
    title="Answer a step",
    orders=(o.ApproveStep, o.DeclineStep, o.ReturnStep),
    fields=(
        Blank("Initiative and step"),
        Ticks("", ("approve", "decline", "send back")),
        Blank("Grant less, or on condition of"),
        Blank("Reason (to decline or send back)"),
    ),
    copies=6,
)
CHANGE = Form(
    title="Change or give up what you began",
    orders=(o.AmendInitiative, o.WithdrawInitiative, o.TakeBack),
    fields=(
        Blank("Initiative, answer or action"),
        Ticks("", ("ask for less, or say more", "withdraw", "take back (until lock)")),
        Blank("How much, and what you say", 2),
    ),
    copies=2,
)
INJECT = Form(
    title="Answer an inject",
    orders=(o.AnswerInject,),
    fields=(Blank("Number of the inject"), Blank("Choice, if it offers some"), Blank("Answer in words", 2)),
    copies=3,
)
TALK = Form(
    title="Write to somebody, or ask for something",
    orders=(o.SendMessage, o.MakeRequest),
    fields=(Blank("To"), Ticks("", ("message", "request, to be answered by turn ____")), Blank("Text", 3)),
    copies=4,
)
REPLY = Form(
    title="Answer a request",
    orders=(o.AnswerRequest,),
    fields=(Blank("Whose request, about what"), Ticks("", ("yes", "no", "later")), Blank("In words")),
    copies=3,
)
AGREE = Form(
    title="Agreement",
    orders=(o.ProposeAgreement, o.SignAgreement, o.RefuseAgreement, o.KeepAgreement, o.BreakAgreement),
    fields=(
        Ticks("", ("offer", "sign", "refuse", "was kept", "break")),
        Blank("Title and parties"),
        Blank("Terms, or the reason", 3),
        Blank("To be kept by turn"),
    ),
    copies=2,
)
SAID = Form(
    title="Said in the room",
    orders=(o.NoteSaid,),
    fields=(
        Blank("Who said it, to whom"),
        Ticks("", ("a fact", "an answer", "an agreement")),
        Blank("What was said, about what", 2),
    ),
    copies=2,
)
ACTION = Form(
    title="Act in your own words",
    orders=(o.TakeAction,),
    fields=(
        Blank("Title"),
        Blank("What you do, and why it should work", 3),
        Blank("Aimed at; what it should bring"),
        Blank("Who may read it besides control"),
    ),
)
ARGUE = Form(
    title="Argue about an action",
    orders=(o.ArgueAction, o.DissentAction),
    fields=(Blank("Whose action"), Ticks("", ("for", "against", "disagree with the ruling")), Blank("Because", 2)),
    copies=2,
)
INTENT = Form(
    title="Standing intent",
    orders=(o.SetIntent,),
    fields=(
        Ticks("Steps that open while weeks pass", ("approve", "decline", "ask me")),
        Blank("Up to a price of, up to risk points of"),
        Blank("Only after weeks; reason to decline"),
    ),
)
ESTIMATE = Form(title="Estimate, sealed", orders=(o.SealEstimate,), fields=())
"""One order holds every system, so its fields depend on the deck."""
POLICY = Form(
    title="Standing policy",
    orders=(o.SetPolicy,),
    fields=(Blank("Policy, as your handbook calls it"), Blank("About"), Blank("Set to")),
    copies=2,
)
RANK = Form(title="Ranking of systems", orders=(o.SetRanking,), fields=(Blank("From the first to the last", 3),))
RED = Form(
    title="Action of an adversary",
    orders=(o.MoveRed, o.SetAutopilot),
    fields=(Blank("Action, as your handbook calls it"), Ticks("Autopilot", ("on", "off"))),
    copies=4,
)
HOT_WASH = Form(
    title="Hot wash",
    orders=(o.GiveHotWash,),
    fields=(
        Blank("What did you assume about surge?"),
        Blank("Which request of yours was never answered?"),
        Blank("What did you know that another cell needed?"),
        Blank("Which law or regulation would you change first?"),
        Blank("What did not sharing cost?"),
    ),
)
FORMS = (
    PROPOSE, STEP, CHANGE, INJECT, TALK, REPLY, AGREE, SAID, ACTION, ARGUE, INTENT, ESTIMATE, POLICY, RANK, RED, HOT_WASH,
)  # fmt: skip
BY_WORD = (o.MarkReady,)
"""Orders without a form: being ready is said aloud."""


class TooManySlipsError(Exception):
    """The numbers of paper slips end before the pads do."""


def order_slips(source: Source, only: Sequence[OrganisationId] = (), *, first: int = 1, rounds: int = 1) -> Document:
    """Pads for these organisations, or for all: each numbered by itself from `first`, so many rounds of forms. Raises
    TooManySlipsError where a number would not be taken."""
    world = source.world
    marking = source.marking or world.deck.marking
    whose = tuple(only) or tuple(one for one in world.organisations if one in world.briefs)
    pads = tuple(_pad(world, one, first, rounds, marking, new_page=one != whose[0]) for one in whose)
    of = listed(short_name(world, one) for one in only) if only else world.deck.title
    return replace(paper(source, "Order slips", pads, of=of), contents=False, title_page=False)


def _pad(world: World, organisation: OrganisationId, first: int, rounds: int, marking: str, *, new_page: bool) -> Section:
    title = short_name(world, organisation)
    forms = [form for form in forms_of(world, organisation) for _ in range(form.copies)] * rounds
    if first + len(forms) - 1 > HIGHEST_SLIP:
        raise TooManySlipsError(f"slips have numbers from 1 to {HIGHEST_SLIP}: begin lower, or print fewer rounds")
    said = Paragraph("One order on a slip. Fill in, sign, hand to control, who enters it by its number. A number counts once.")
    slips = tuple(_slip(f"{title}. {marking}", number, form) for number, form in enumerate(forms, first))
    return Section(title=title, numbered=False, new_page=new_page, blocks=(said, *slips))


def _slip(whose: str, number: int, form: Form) -> Section:
    """Once cut out it still says whose it is, and how it is marked."""
    return Section(
        title=f"No. {number:04}  {form.title}",
        numbered=False,
        together=True,
        blocks=(Paragraph(whose, "note"), *form.fields, Blank("Turn, name, time")),
    )


def forms_of(world: World, organisation: OrganisationId) -> Iterator[Form]:
    """The forms for what this organisation can do at all."""
    red = any(one.id == organisation for one in world.baseline.adversaries)
    can: Mapping[str, bool] = {
        PROPOSE.title: _proposes(world, organisation),
        CHANGE.title: _proposes(world, organisation),
        STEP.title: not red,
        ESTIMATE.title: not red,
        INTENT.title: not red,
        POLICY.title: bool(policies_of(world, organisation)),
        RANK.title: organisation == RANKING_ORGANISATION,
        RED.title: red,
    }
    asked = replace(ESTIMATE, fields=(_estimate(world),))
    return (asked if form is ESTIMATE else form for form in FORMS if can.get(form.title, True))


def _estimate(world: World) -> Table:
    """Rule 16.1: a row for each system of first priority, units a month."""
    rows = tuple((system, *("",) * (len(MONTHS) + 2)) for system in world.deck.priority_systems)
    months = tuple(f"Month {month}: low, expected, high" for month in MONTHS)
    head = ("Units a month", *months, "Who must act first", "Sure: low, medium, high")
    return Table(head=head, rows=rows, widths=(3, 4, 4, 4, 5, 3), row_heads=True, row_height=8)


def _proposes(world: World, organisation: OrganisationId) -> bool:
    return any(organisation in stands_for(world, kind, one) for kind in world.playbook.values() for one in kind.proposers)
