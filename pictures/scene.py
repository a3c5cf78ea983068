"""The exercise that is drawn: the shipped deck with bots and a fixed seed, in the orders of turn 2. The same every time."""

from collections.abc import Sequence

from bots.roster import policy
from bots.table import Table as BotTable
from bots.table import advance, play_on
from engine.ids import PUBLIC, OrganisationId
from engine.orders import AdvancePhase, ArgueAction, MarkReady, Order, ProposeAgreement, SendMessage, TakeAction
from engine.phases import Phase
from engine.refusals import Refusal
from injects.load import load_world
from tests.support.screens import Table

DECK, SEED = "taiwan-blockade", "pictures"
JAPAN, AS, STATE = OrganisationId("allies/japan"), OrganisationId("dod/as"), OrganisationId("nsc/state")
SAID: Sequence[tuple[OrganisationId, Order]] = (
    (AS, SendMessage(to=(JAPAN,), text="Two PAC-3 lots slip to autumn unless the seeker fitters come from your side.")),
    (JAPAN, SendMessage(to=(AS,), text="We have twelve fitters. They need a release for the test set first.")),
    (STATE, SendMessage(to=(JAPAN, AS), text="The release is with us; the notice to Congress runs until week 31.")),
    (AS, ProposeAgreement(parties=(JAPAN,), title="Fitters for lots", terms="You send fitters, we share lots.", due_turn=3)),
    (JAPAN, TakeAction(title="Charter a feeder line", text="Two ro-ro ships between Kobe and Guam.", shown_to=(AS,))),
    (STATE, MarkReady(ready=True)),
)
"""What people would have said on top of what bots do."""


def in_orders() -> Table:
    """Turn 2: everybody but Japan has begun."""
    world = load_world(DECK)
    policies = {one: policy("typical", SEED) for one in world.organisations}
    played = BotTable(world=world, pace=world.deck.default_pace, seed=SEED)
    play_on(played, policies, until=1)
    while played.exercise.phase is not Phase.ORDERS:
        advance(played)
    for organisation in world.organisations:
        if organisation != JAPAN:
            for order in list(policies[organisation].orders(played.views[organisation])):
                played.give(organisation, order)
    for organisation, order in SAID:
        _said(played, organisation, order)
    action = next(iter(played.exercise.actions))
    _said(played, AS, ArgueAction(action=action, side="for", text="It frees a sealift slot a week."))
    return seen(played)


def adjudicated(table: Table) -> Table:
    """The same turn, once control rules."""
    other = table.again()
    for phase in (Phase.LOCKED, Phase.ADJUDICATE):
        other.give(AdvancePhase(to=phase))
    return other


def seen(played: BotTable) -> Table:
    """Where bots stand, as a table at which screens can sit."""
    table = Table(played.world, played.pace)
    table.exercise, table.entries = played.exercise, list(played.entries)
    table.header = played.entries[0].parts[PUBLIC].plain["header"]
    return table


def _said(played: BotTable, organisation: OrganisationId, order: Order) -> None:
    verdict = played.give(organisation, order)
    if isinstance(verdict, Refusal):
        raise ValueError(f"{organisation} may not: {verdict.sentence}")
