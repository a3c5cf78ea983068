"""Colours: every text has contrast enough, good and bad stay apart for everybody, and without colours nothing is lost."""

from itertools import combinations
from pathlib import Path

import pytest
from rich.segment import Segment
from textual.color import Color
from textual.theme import Theme

from tests.support.screens import NSC, Table, client_of, settled
from tui.app import SurgexApp
from tui.theme_names import THEMES
from tui.themes import ALL, COLOUR_BLIND, NO_COLOUR, OWN

ENOUGH = 4.5
"""WCAG 2, level AA, for text."""
FAINT = (0.7, 0.8)
"""How much of the foreground the faintest texts have."""
PROTANOPIA = ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998))
DEUTERANOPIA = ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881))
"""Machado, Oliveira and Fernandes 2009, severity 1, on linear light."""
APART = 25
"""Of the hundred units of CIELAB, between two colours that mean different things."""


def _linear(color: Color) -> tuple[float, ...]:
    parts = (one / 255 for one in color.rgb)
    return tuple(one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in parts)


def _contrast(one: Color, other: Color) -> float:
    light = sorted((0.2126 * r + 0.7152 * g + 0.0722 * b for r, g, b in (_linear(one), _linear(other))), reverse=True)
    return (light[0] + 0.05) / (light[1] + 0.05)


def _lab(color: Color, seen: tuple[tuple[float, ...], ...]) -> tuple[float, float, float]:
    red, green, blue = (sum(a * b for a, b in zip(row, _linear(color), strict=True)) for row in seen)
    x = (0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.95047
    y = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    z = (0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.08883
    fx, fy, fz = (max(one, 0) ** (1 / 3) if one > 0.008856 else 7.787 * one + 16 / 116 for one in (x, y, z))
    return 116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)


@pytest.mark.parametrize("theme", OWN, ids=lambda one: one.name)
def test_every_text_of_our_own_themes_can_be_read_on_every_ground_that_it_stands_on(theme: Theme) -> None:
    colors = {
        name: Color.parse(value)
        for name, value in theme.to_color_system().generate().items()
        if value.startswith("#") and " " not in value
    }
    background, panel, cursor = colors["background"], colors["panel"], colors["block-cursor-background"]
    refusals = background.blend(colors["error"], 0.2)
    texts = {
        name: colors[name]
        for name in ("text-success", "text-warning", "text-error", "text-accent", "text-primary", "foreground")
    }
    grounds = {"background": background, "panel": panel, "cursor": cursor, "refusals": refusals}
    found = {f"{text} on {ground}": _contrast(ink, paper) for text, ink in texts.items() for ground, paper in grounds.items()}
    found |= {
        f"{share:.0%} on {ground}": _contrast(paper.blend(texts["foreground"], share), paper)
        for share in FAINT
        for ground, paper in grounds.items()
    }

    assert {pair: round(ratio, 2) for pair, ratio in found.items() if ratio < ENOUGH} == {}


@pytest.mark.parametrize("seen", [PROTANOPIA, DEUTERANOPIA], ids=["protanopia", "deuteranopia"])
def test_good_waiting_and_bad_stay_apart_without_red_and_green(seen: tuple[tuple[float, ...], ...]) -> None:
    inks = {name: Color.parse(COLOUR_BLIND.variables[name]) for name in ("text-success", "text-warning", "text-error")}
    labs = {name: _lab(ink, seen) for name, ink in inks.items()}
    found = {
        pair: round(sum((a - b) ** 2 for a, b in zip(labs[pair[0]], labs[pair[1]], strict=True)) ** 0.5)
        for pair in combinations(labs, 2)
    }

    assert {pair: distance for pair, distance in found.items() if distance < APART} == {}


def _segments(app: SurgexApp) -> list[Segment]:
    """What is drawn on top: what lies below an open box is dimmed, and not meant to be read."""
    box = next(iter(app.screen.query(".form")), app.screen).region
    strips = app.screen._compositor.render_strips()[box.y : box.bottom]
    return [segment for strip in strips for segment in strip.crop(box.x, box.right)]


def _unreadable(app: SurgexApp) -> dict[str, float]:
    """Texts on the screen that have too little contrast; borders and blanks are no texts."""
    found = {}
    for text, style, _ in _segments(app):
        if not any(one.isalnum() for one in text) or style is None or style.color is None or style.bgcolor is None:
            continue
        pair = [Color.from_rich_color(style.color), Color.from_rich_color(style.bgcolor)]
        ratio = _contrast(*pair)
        if ratio < ENOUGH:
            found[f"{text.strip()[:30]} {style}"] = round(ratio, 2)
    return found


async def test_what_is_drawn_can_be_read_in_every_theme_of_ours(tmp_path: Path) -> None:
    table = Table()
    table.start()
    app, seats = client_of(table, NSC, folder=tmp_path)
    found: dict[str, dict[str, float]] = {}

    async with app.run_test(size=(100, 30), notifications=True) as pilot:
        await settled(pilot)
        seats[0].notice("A notice of the server.")
        app.desk.say("refused", "Something was refused.")
        await settled(pilot)
        for opened in ((), ("escape", "o"), ("enter",)):
            await pilot.press(*opened)
            for theme in OWN:
                app.theme = theme.name
                await pilot.pause()
                found[f"{opened} {theme.name}"] = _unreadable(app)

    assert {where: texts for where, texts in found.items() if texts} == {}


async def test_the_selection_is_seen_in_every_theme_and_without_colours(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    table = Table()
    table.start()
    app, _ = client_of(table, NSC, folder=tmp_path)

    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("enter", "4", "ctrl+t", "1", "o")
        await settled(pilot)
        reversed_texts = [one.text for one in _segments(app) if one.style is not None and one.style.reverse]
        coloured = {
            str(one.style) for one in _segments(app) if one.style and one.style.color and not one.style.color.is_default
        }

    assert app.theme == NO_COLOUR
    assert any("Order more of a system" in one for one in reversed_texts)
    assert coloured == set()


def test_every_theme_that_can_be_chosen_is_there() -> None:
    assert {one.name for one in ALL} == {*THEMES, NO_COLOUR}
