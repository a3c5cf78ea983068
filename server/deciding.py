"""Which orders are decided on the event loop, and which on a thread, so that nobody waits for one exercise. No rule."""

from typing import get_args

from engine.orders import ActionOrder, Order, PlayerOrder, TakeSeat, TalkOrder, TimerOrder

SHORT = frozenset((*get_args(PlayerOrder), *get_args(TalkOrder), *get_args(ActionOrder), *get_args(TimerOrder), TakeSeat))
"""What one organisation does takes 0.1 ms, 0.7 at the most; a week takes some ms, and so may whatever opens or locks a turn."""


def is_short(order: Order) -> bool:
    """Whether deciding it takes less than handing it to a thread and back."""
    return type(order) in SHORT
