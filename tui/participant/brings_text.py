"""What an order brings by itself, in words: where choices differ, they differ here; and why more of it saves no more."""

from textual.content import Content

from engine.bottleneck import Bottleneck
from engine.effect_words import effect_words
from engine.effects import ContractEffect, Effect, IndexEffect, MoneyEffect
from engine.preview import Preview
from engine.views import View
from engine.week.production import CLOSED
from tui.inking import faint, inked, joined, strong
from tui.words import binding_words, count, plural

MOST_NAMED = 5
"""Effects that are named; the rest is counted."""
UNIT = 1_000
"""Thousandths: less than one unit is nothing to speak of."""


def brings(view: View, made: Preview) -> Content | None:
    """Its declared effects with what was chosen, those on money and things before those on moods."""
    effects = sorted(made.effects, key=lambda one: isinstance(one, IndexEffect))
    if not effects:
        return None
    words = [effect_words(view.world, one).removesuffix(" on request") for one in effects[:MOST_NAMED]]
    more = f"; and {plural(len(effects) - MOST_NAMED, 'thing')} more" if len(effects) > MOST_NAMED else ""
    return joined("Brings ", strong("; ".join(words)), faint(more))


def made_in_all(made: Preview) -> Content | None:
    """The units that would be made more, by system."""
    more = [f"{count(units)} more {system}" for system, units in made.made_more().items() if units >= UNIT]
    return inked(f"Makes {', '.join(more)} by the end, as far as you know") if more else None


def why_nothing(view: View, made: Preview) -> str:
    """Why it saves nothing that is short, so that nobody looks for a difference between its sums."""
    things = [one for one in made.effects if not isinstance(one, IndexEffect)]
    if things and all(isinstance(one, MoneyEffect) for one in things):
        return "Money makes nothing until orders and expansions spend it: a larger sum lets more of them be paid for."
    if not things:
        return "It moves what people think, and no line by itself."
    held = _held_by(view, made.bottleneck)
    if held:
        return f"The lines that it is about stay held back by {held}: more of this alone changes nothing there."
    return "" if any(_makes(one) for one in things) else "It moves no line by itself: it opens the way for what does."


def _held_by(view: View, found: Bottleneck | None) -> str:
    """What binds the lines, with the order as without it."""
    lines = [one for one in found.lines if one.with_it not in (CLOSED, "")] if found else []
    if not lines or any(one.with_it != one.without for one in lines):
        return ""
    return ", ".join(dict.fromkeys(binding_words(view.world, one.with_it) for one in lines))


def _makes(effect: Effect) -> bool:
    return isinstance(effect, ContractEffect)
