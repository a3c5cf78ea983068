"""How a declared value reads on a page: what it is, how much, whether it is notional, and where it comes from."""

from collections.abc import Sequence

from engine.declared import Figure
from engine.playbook import notional
from engine.units import CENTS_IN_THOUSAND_DOLLARS
from tui.inking import Inked, faint, heading, inked, joined, strong
from tui.words import count, money


def section(title: str, rows: Sequence[Inked]) -> list[Inked]:
    """A heading with what stands below it; nothing where there is nothing."""
    return ["", heading(title), *rows] if rows else []


def fact(title: str, words: str, source: str = "") -> Inked:
    """One thing in words, with its source."""
    return joined(f"  {title}: ", strong(words), faint(f"  {source}") if source else "")


def figure(title: str, value: Figure, unit: str = "", *, words: str = "") -> Inked:
    """One figure: how much, marked where it is notional, with its tag and source."""
    shown = words or f"{value.value:,}{unit}"
    return fact(title, f"{shown}{notional(value)}", f"{value.tag}: {value.source}" if value.source else value.tag)


def dollars(title: str, value: Figure) -> Inked:
    """A figure in thousand dollars."""
    return figure(title, value, words=money(value.value * CENTS_IN_THOUSAND_DOLLARS))


def rate(title: str, value: Figure) -> Inked:
    """A figure in thousandths a month."""
    whole = count(value.value) if value.value >= 10_000 or not value.value % 1_000 else f"{value.value / 1_000:.1f}"
    return figure(title, value, words=f"{whole} a month")


def said(text: str) -> Inked:
    """A sentence of a page."""
    return inked(f"  {text}")
