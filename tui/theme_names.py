"""The names of the themes; apart from the themes, so that a command can read the settings without loading the screens."""

THEMES = ("surgex", "light", "high-contrast", "colour-blind", "ansi-dark", "ansi-light")
FOLLOWING = ("ansi-dark", "ansi-light")
"""Those that take the terminal's own sixteen colours."""
