"""The themes: usual, light, high contrast, colour-blind, two that follow the terminal, and one for NO_COLOR."""

from textual.color import Color
from textual.theme import Theme

from tui.theme_names import FOLLOWING

NO_COLOUR = "no-colour"
"""Taken where NO_COLOR is set: bold, reverse and underline alone."""


def _own(
    name: str, *, dark: bool = True, palette: tuple[str, str, str, str], marks: tuple[str, str, str, str, str], cursor: str
) -> Theme:
    """A theme of its own colours. `palette`: foreground, background, panel, border. `marks`: good, waits, bad, accent, heading.

    `cursor` is the background of the row that has the keys; its text is that of the theme.
    """
    foreground, background, panel, border = palette
    good, waits, bad, accent, heading = marks
    return Theme(
        name=name,
        primary=heading,
        secondary=heading,
        accent=accent,
        foreground=foreground,
        background=background,
        surface=background,
        panel=panel,
        success=good,
        warning=waits,
        error=bad,
        dark=dark,
        variables={
            "border": border,
            "text": foreground,
            "text-muted": foreground,
            "text-disabled": Color.parse(panel).blend(Color.parse(foreground), 0.75).hex,
            "button-foreground": foreground,
            "button-color-foreground": background,
            "footer-background": panel,
            "footer-foreground": foreground,
            "footer-description-foreground": foreground,
            "footer-key-foreground": accent,
            "block-cursor-background": cursor,
            "block-cursor-foreground": foreground,
            "block-cursor-text-style": "bold",
            "block-cursor-blurred-background": panel,
            "block-cursor-blurred-foreground": foreground,
            "input-selection-background": cursor,
            "input-selection-foreground": foreground,
            "text-success": good,
            "text-warning": waits,
            "text-error": bad,
            "text-accent": accent,
            "text-primary": heading,
        },
    )


USUAL = _own(
    "surgex",
    palette=("#d6dbe0", "#12161b", "#1e252d", "#3a4653"),
    marks=("#8fd09b", "#ecc06c", "#f09485", "#ecc06c", "#93b9dd"),
    cursor="#2b3f52",
)
LIGHT = _own(
    "light",
    dark=False,
    palette=("#1b2026", "#fbfaf6", "#e9e7df", "#8d9299"),
    marks=("#1d6b33", "#7a4d00", "#a8201a", "#7a4d00", "#1f4f86"),
    cursor="#c9d9ea",
)
HIGH_CONTRAST = _own(
    "high-contrast",
    palette=("#ffffff", "#000000", "#000000", "#ffffff"),
    marks=("#00ff87", "#ffff00", "#ff8787", "#ffff00", "#5fd7ff"),
    cursor="#0000c0",
)
COLOUR_BLIND = _own(
    "colour-blind",
    palette=("#dfe3e8", "#10141a", "#1d242d", "#46525f"),
    marks=("#5aa9f0", "#f7ea6b", "#e87a24", "#f7ea6b", "#a9c4de"),
    cursor="#1b3045",
)


def _following(name: str, *, dark: bool) -> Theme:
    """The terminal's own sixteen colours, and its own background. Reverse marks the row that has the keys."""
    return Theme(
        name=name,
        ansi=True,
        primary="ansi_blue" if not dark else "ansi_bright_blue",
        secondary="ansi_cyan",
        warning="ansi_yellow" if dark else "ansi_magenta",
        error="ansi_bright_red" if dark else "ansi_red",
        success="ansi_bright_green" if dark else "ansi_green",
        accent="ansi_yellow" if dark else "ansi_magenta",
        foreground="ansi_default",
        background="ansi_default",
        surface="ansi_default",
        panel="ansi_default",
        boost="ansi_default",
        dark=dark,
        variables={
            "border": "ansi_default",
            "border-blurred": "ansi_default",
            "text": "ansi_default",
            "text-muted": "ansi_default",
            "text-disabled": "ansi_default",
            "ansi-background": "ansi_default",
            "ansi-foreground": "ansi_default",
            "footer-background": "ansi_default",
            "footer-foreground": "ansi_default",
            "footer-description-foreground": "ansi_default",
            "footer-key-foreground": "ansi_default",
            "block-cursor-background": "ansi_default",
            "block-cursor-foreground": "ansi_default",
            "block-cursor-text-style": "reverse",
            "block-cursor-blurred-background": "ansi_default",
            "block-cursor-blurred-foreground": "ansi_default",
            "block-cursor-blurred-text-style": "underline",
            "input-cursor-background": "ansi_default",
            "input-cursor-foreground": "ansi_default",
            "input-cursor-text-style": "reverse",
            "input-selection-background": "ansi_default",
            "input-selection-foreground": "ansi_default",
            "text-success": "ansi_bright_green" if dark else "ansi_green",
            "text-warning": "ansi_yellow" if dark else "ansi_magenta",
            "text-error": "ansi_bright_red" if dark else "ansi_red",
            "text-accent": "ansi_yellow" if dark else "ansi_magenta",
            "text-primary": "ansi_bright_blue" if dark else "ansi_blue",
        },
    )


OWN = (USUAL, LIGHT, HIGH_CONTRAST, COLOUR_BLIND)
"""Themes of our own colours, whose contrast is known here; of the others the terminal decides."""
ALL: tuple[Theme, ...] = (
    *OWN,
    *(_following(name, dark=name == "ansi-dark") for name in FOLLOWING),
    _following(NO_COLOUR, dark=True),
)
