"""What one organisation knew after one entry, as a page of 80 columns: from its view alone."""

from collections.abc import Iterator

from aar.replaying import Glimpse
from aar.state_page import NEVER_OUT, indices, where
from aar.wording import bullet, fitted, money, units
from engine.beliefs import believed, days_of_supply
from engine.titles import plural
from engine.views import View

NEWEST = 5
"""So many of the newest sentences and orders are shown; --json has all that the view keeps."""


def view_page(glimpse: Glimpse) -> str:
    """The whole page; lines of at most 78 columns."""
    return "\n".join(line.rstrip() for line in _lines(glimpse)) + "\n"


def _lines(glimpse: Glimpse) -> Iterator[str]:
    view = glimpse.view
    yield view.marking
    yield fitted(f"WHAT {view.organisation} KNEW AFTER ENTRY {glimpse.number} · {view.world.deck.title}", 78)
    yield f"{view.exercise_id} · {where(view)}"
    yield f"hash  {glimpse.hash}"
    yield ""
    if view.brief is not None:
        yield "What only it was told"
        yield from bullet(f"Aim: {view.brief.aim}")
        yield from bullet(f"Fact: {view.brief.private_fact}")
        yield ""
    yield from _waiting(view)
    yield from _stocks(view)
    yield from _initiatives(view)
    yield from _means(view)
    yield from indices({**view.indices})
    yield from _newest("What it was told last", view.notices)
    yield from _newest("Its last orders", tuple(_order(view)))


def _waiting(view: View) -> Iterator[str]:
    steps, injects = view.waiting_steps(), view.waiting_injects()
    yield f"Waits for it: {plural(len(steps), 'step')}, {plural(len(injects), 'inject')}"
    for initiative, _, step in steps:
        price = f", {money(step.price)}" if step.price else ""
        yield from bullet(f"{step.title} ({initiative.title}), open since week {step.opened}{price}")
    for inject in injects:
        yield from bullet(f"{inject.title}, due in turn {inject.due_turn}")
    yield ""


def _stocks(view: View) -> Iterator[str]:
    known = "as reported to it" if view.knows_stock else "as it believes"
    stocks = believed(view)
    for theatre, declared in view.world.theatres.items():
        yield f"Stocks in units, {known}: {declared.title}"
        yield f"  {'system':<14} {'in theatre':>11} {'days':>6} {'in the rear':>12}"
        for system in (one for there, one in view.world.places if there == theatre):
            days = days_of_supply(view, theatre, system)
            shown = "–" if days >= NEVER_OUT else str(days)
            stock = stocks.theatre[theatre][system]
            yield f"  {fitted(system, 14):<14} {units(stock):>11} {shown:>6} {units(stocks.rear[system]):>12}"
        yield ""


def _initiatives(view: View) -> Iterator[str]:
    running = [one for one in view.initiatives.values() if one.running]
    yield f"Initiatives that it knows to be open ({len(running)})"
    for initiative in running:
        waits = [step.by for step in initiative.steps.values() if step.waits and step.by != view.organisation]
        for_whom = f": waits for {', '.join(dict.fromkeys(waits))}" if waits else ""
        yield from bullet(f"{initiative.title} ({initiative.proposer}){for_whom}")
    yield ""


def _means(view: View) -> Iterator[str]:
    slots = view.world.organisations[view.organisation].slots
    yield "Its slots and accounts"
    for slot in slots:
        yield f"  {fitted(slot.title, 50):<50} {view.slots_left(slot.id):>12}"
    for account, balance in view.balances.items():
        yield f"  {fitted(view.world.accounts[account].title, 50):<50} {money(balance):>12}"
    yield ""


def _newest(title: str, sentences: tuple[str, ...]) -> Iterator[str]:
    yield f"{title} ({min(NEWEST, len(sentences))} of {len(sentences)})"
    for sentence in sentences[-NEWEST:]:
        yield from bullet(sentence)
    yield ""


def _order(view: View) -> Iterator[str]:
    for order in view.orders:
        yield f"turn {order.turn}, week {order.week}: {order.kind}" + (f", refused: {order.refusal}" if order.refusal else "")
