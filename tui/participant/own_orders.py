"""Own orders with what became of them, and what the picture told: as rows, newest first."""

from textual.content import Content

from engine.phases import Phase
from engine.views import OrderSeen, View
from tui.desk import Desk
from tui.inking import Inked, bad, faint, good, heading, inked, joined, keys, lines, warn
from tui.participant.by_intent import SAID, Approved, approved_by_intent, intent_sentence
from tui.participant.targets import IntentTarget, NoTarget, Target, key_of
from tui.widgets.rows import Row
from tui.words import kind_words, short_name, with_titles

EMPTY = "You have given no order yet.\n\nOrders appear here with what became of them; a refusal says why. o starts one."


def own_order_rows(desk: Desk) -> list[tuple[Row, Target]]:
    """Unsent orders, then the others of every organisation of the seat, then notices; newest first in each."""
    rows = [_unsent(desk, give.order_id, str(give.order.get("kind", ""))) for give in reversed(desk.link.pending)]
    for view in desk.views:
        rows += _digest(desk, view)
    rows += [_stale(desk, give.order_id, str(give.order.get("kind", ""))) for give in desk.link.stale_pending]
    for view in desk.views:
        rows += [_by_intent(desk, view, turn, approved) for turn, approved in approved_by_intent(view).items()]
        notices = [one for one in enumerate(view.notices) if not one[1].startswith(SAID)]
        rows += [_notice(desk, view, number, text) for number, text in reversed(notices)]
        rows += [_given(desk, view, order) for order in reversed(view.orders)]
    return rows


def _row(name: str, content: Content) -> tuple[Row, Target]:
    target = NoTarget()
    return Row(key_of(target, name), content), target


def _unsent(desk: Desk, order_id: str, kind: str) -> tuple[Row, Target]:
    sentence = desk.drafts.sentences.get(order_id, kind_words(kind))
    said = "waits for its answer" if desk.online else "goes out by itself when the connection is back"
    return _row(order_id, joined(warn(f"{desk.glyphs.waits} {said}  "), inked(sentence)))


def _stale(desk: Desk, order_id: str, kind: str) -> tuple[Row, Target]:
    sentence = desk.drafts.sentences.get(order_id, kind_words(kind))
    return _row(order_id, joined(warn(f"{desk.glyphs.alert} of an earlier log, not sent again  "), inked(sentence)))


def _given(desk: Desk, view: View, order: OrderSeen) -> tuple[Row, Target]:
    sentence = inked(desk.sentence_of(view, order))
    who = f"{short_name(view.world, view.organisation)}, " if len(desk.views) > 1 else ""
    when = faint(f"  {who}turn {order.turn}, week {order.week}" if order.turn else f"  {who}before StartEx")
    when = joined(when, faint(", given by control")) if order.by_control else when
    glyphs = desk.glyphs
    if order.refusal:
        first = joined(bad(f"{glyphs.stopped} refused  "), sentence, when)
        return _row(order.order_id, lines([first, inked(f"    {order.refusal}")]))
    return _row(order.order_id, joined(good(f"{glyphs.done} done  "), sentence, when))


def _notice(desk: Desk, view: View, number: int, text: str) -> tuple[Row, Target]:
    turn = desk.news.turn_of(view.organisation, text)
    when = faint(f"  turn {turn}" if turn else "")
    return _row(f"notice {view.organisation} {number}", joined(faint("told  "), with_titles(view.world, text), when))


def _by_intent(desk: Desk, view: View, turn: int, approved: list[Approved]) -> tuple[Row, Target]:
    """Everything that the intent approved in a turn, on one row that opens the list."""
    target = IntentTarget(view.organisation, turn)
    sentence = intent_sentence(turn, approved)
    return Row(key_of(target), joined(good(f"{desk.glyphs.done} "), sentence, "  ", keys(("enter", "lists them")))), target


def _digest(desk: Desk, view: View) -> list[tuple[Row, Target]]:
    """What came since the last orders, on one row above everything else."""
    news = [one for one in desk.news.since_orders(view) if not one.sentence.startswith(SAID)]
    approved = approved_by_intent(view).get(view.turn if view.phase is Phase.PICTURE else view.turn - 1, [])
    if not news and not approved:
        return []
    dot = desk.glyphs.dot
    counted = [f"  {dot} {intent_sentence(approved[0].turn, approved)}"] if approved else []
    shown: list[Inked] = [
        heading("Since your last orders"),
        *counted,
        *(f"  {dot} {with_titles(view.world, one.sentence)}" for one in news),
    ]
    return [_row(f"digest {view.organisation}", lines(shown))]
