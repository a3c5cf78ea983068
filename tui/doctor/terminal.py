"""This terminal: size, kind, colours, letters, and the keys that do not reach a client in it."""

import os
import re
import select
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import suppress

from tui.doctor.checks import Area, Check, looked
from tui.key_names import key_list, key_note
from tui.too_small import COLUMNS, ROWS

AREA = Area("terminal")
SECONDS = 0.7
"""How long a terminal may take to say where its cursor is, and tmux to answer."""
WIDTHS = {"✓": 1, "█": 1, "界": 2, "e\u0301": 1}
"""Signs that are drawn, and the columns that they take."""
PLAIN = "play by lines: surgex join --plain"


def terminal_checks(environ: Mapping[str, str], keys: Mapping[str, str], *, at_terminal: bool) -> Iterator[Check]:
    """Everything about the terminal. `keys` are the ids that settings change; `at_terminal` whether there is one."""
    if not at_terminal:
        said = "input or output is no terminal, so only its variables were looked at"
        yield AREA.warn("terminal", said, "run it again in the terminal that you will play in")
    for name, look in (
        ("kind", lambda: _kind(environ)),
        ("size", lambda: _size() if at_terminal else ()),
        ("colours", lambda: _colours(environ)),
        ("letters", lambda: _letters(environ)),
        ("widths", lambda: _widths() if at_terminal else ()),
        ("keys", lambda: _keys(environ, keys)),
        ("inside", lambda: _inside(environ)),
    ):
        yield from looked(AREA, name, look)


def _kind(environ: Mapping[str, str]) -> Iterator[Check]:
    kind = environ.get("TERM", "")
    if sys.platform == "win32" or kind not in ("", "dumb", "unknown"):
        program = " ".join(one for one in (environ.get("TERM_PROGRAM", ""), environ.get("TERM_PROGRAM_VERSION", "")) if one)
        yield AREA.ok("kind", f"TERM={kind or 'not set'}{f', {program}' if program else ''}")
    else:
        yield AREA.fail("kind", f"TERM={kind or 'not set'}: nothing can be drawn here", f"set TERM=xterm-256color, or {PLAIN}")


def _size() -> Iterator[Check]:
    columns, rows = shutil.get_terminal_size()
    here = f"{columns}x{rows}"
    if columns < COLUMNS or rows < ROWS:
        yield AREA.fail("size", f"{here} is too small: {COLUMNS}x{ROWS} is the least", f"make the window larger, or {PLAIN}")
    elif columns < 80 or rows < 24:
        yield AREA.warn("size", f"{here} is tight", "make the window 80x24 or larger")
    else:
        panes = "three panes" if columns >= 140 and rows >= 40 else "two panes" if columns >= 100 else "one pane at a time"
        yield AREA.ok("size", f"{here}: {panes}")


def _colours(environ: Mapping[str, str]) -> Iterator[Check]:
    kind = environ.get("TERM", "")
    if "NO_COLOR" in environ:
        yield AREA.ok("colours", "NO_COLOR is set: none are used, and the selection stands in reverse")
    elif environ.get("COLORTERM", "").lower() in ("truecolor", "24bit") or "WT_SESSION" in environ or "direct" in kind:
        yield AREA.ok("colours", "16 million")
    elif "256" in kind:
        yield AREA.ok("colours", "256: colours are a little off")
    else:
        mend = 'choose a theme that takes the terminal\'s own: theme = "ansi-dark" or "ansi-light" in your settings'
        yield AREA.warn("colours", "16, as far as TERM and COLORTERM say", mend)


def _letters(environ: Mapping[str, str]) -> Iterator[Check]:
    encoding = (sys.stdout.encoding or "").lower().replace("-", "")
    if encoding == "utf8":
        yield AREA.ok("letters", "UTF-8")
    else:
        where = next((f"{one}={environ[one]}" for one in ("LC_ALL", "LC_CTYPE", "LANG") if environ.get(one)), "LANG is not set")
        yield AREA.warn("letters", f"{encoding or 'unknown'}, not UTF-8 ({where})", "set LANG=C.UTF-8, or play with --ascii")


def _widths() -> Iterator[Check]:
    """Draw some signs and ask the terminal how far its cursor went."""
    found = _drawn(tuple(WIDTHS))
    if found is None:
        return
    if not found:
        yield AREA.warn(
            "widths", "the terminal does not say where its cursor is", "look at the signs of the screen, or use --ascii"
        )
        return
    wrong = [
        f"{sign} takes {found[sign]} columns instead of {width}" for sign, width in WIDTHS.items() if found.get(sign) != width
    ]
    if wrong:
        yield AREA.warn("widths", "; ".join(wrong), "play with --ascii, or let the terminal's ambiguous width be narrow")
    else:
        yield AREA.ok("widths", "signs take the columns that they should")


def _drawn(signs: tuple[str, ...]) -> dict[str, int] | None:
    """Columns of each sign; nothing where the terminal does not answer, None where there is no way to ask."""
    try:
        import termios
        import tty
    except ImportError:
        return None
    source, target = sys.stdin.fileno(), sys.stdout.fileno()
    before = termios.tcgetattr(source)
    found: dict[str, int] = {}
    try:
        tty.setcbreak(source)
        for sign in signs:
            os.write(target, b"\r" + sign.encode() + b"\x1b[6n")
            answer = _answer(source)
            if answer is None:
                return {}
            found[sign] = answer - 1
    finally:
        os.write(target, b"\r\x1b[K")
        termios.tcsetattr(source, termios.TCSANOW, before)
        with suppress(termios.error):
            termios.tcflush(source, termios.TCIFLUSH)
    return found


def _answer(source: int) -> int | None:
    """The column that the terminal names; None where it is silent."""
    said, until = b"", time.monotonic() + SECONDS
    while (left := until - time.monotonic()) > 0:
        if not select.select([source], [], [], left)[0]:
            return None
        said += os.read(source, 64)
        if position := re.search(rb"\x1b\[\d+;(\d+)R", said):
            return int(position.group(1))
    return None


KEEPERS: tuple[tuple[str, str, str, dict[str, str]], ...] = (
    ("STY", "", "GNU screen", {"ctrl+a": "press ctrl+a, then a"}),
    (
        "TERM_PROGRAM",
        "vscode",
        "Visual Studio Code",
        {"ctrl+p": "its own palette opens", "f1": "its own palette opens; ? works"},
    ),
    (
        "TERMINAL_EMULATOR",
        "JetBrains-JediTerm",
        "JetBrains",
        {"escape": "esc leaves the terminal: change that in its settings"},
    ),
    ("GNOME_TERMINAL_SCREEN", "", "GNOME Terminal", {"f1": "its own help opens; ? works", "f10": "its menu opens"}),
    ("KONSOLE_VERSION", "", "Konsole", {"f1": "its own help may open; ? works"}),
)
"""Variable and value by which a terminal is known, its name, and the keys that it keeps, with what to do."""


def _keys(environ: Mapping[str, str], changed: Mapping[str, str]) -> Iterator[Check]:
    from tui.keymap import all_bound

    bound: dict[str, list[str]] = {}
    for one in all_bound(changed):
        for key in one.keys:
            bound.setdefault(key, []).append(one.id)
    kept = [
        (name, key, why)
        for variable, value, name, keys in KEEPERS
        if _is(environ, variable, value)
        for key, why in keys.items()
    ]
    if prefix := _tmux(environ, "show-options", "-gv", "prefix"):
        kept.append(("tmux", prefix.lower().replace("c-", "ctrl+"), f"press {prefix} twice, or change tmux's prefix"))
    found = [(name, key, why) for name, key, why in kept if key in bound]
    for name, key, why in found:
        ids = ", ".join(bound[key])
        mend = f"{why}; or give it another key in your settings (`surgex keys`)"
        yield AREA.warn("keys", f"{name} keeps {key} for itself, the key of {ids}", mend)
    for name, given in changed.items():
        for key in key_list(given):
            if why := key_note(key):
                yield AREA.warn("keys", f"{name} is {key}: {why}", "give it another key in your settings")
    if not found:
        yield AREA.ok("keys", "no key is known to be kept by this terminal")


def _is(environ: Mapping[str, str], variable: str, value: str) -> bool:
    return variable in environ and value in ("", environ[variable])


def _tmux(environ: Mapping[str, str], *asked: str) -> str:
    """What tmux says of one of its options; nothing outside of tmux, or where it does not answer."""
    if "TMUX" not in environ:
        return ""
    with suppress(OSError, subprocess.SubprocessError):
        return subprocess.run(["tmux", *asked], capture_output=True, text=True, timeout=SECONDS, check=False).stdout.strip()
    return ""


def _inside(environ: Mapping[str, str]) -> Iterator[Check]:
    """tmux, screen, SSH: what they change."""
    if "TMUX" in environ:
        if _tmux(environ, "show-options", "-gv", "set-clipboard") == "off":
            yield AREA.warn(
                "tmux", "copying with y does not reach your clipboard", "tmux set -g set-clipboard on; W writes into a file"
            )
        else:
            yield AREA.ok("tmux", "inside tmux")
    elif "STY" in environ:
        mend = "W writes a pane into a file"
        yield AREA.warn("screen", "inside GNU screen, copying with y does not reach your clipboard", mend)
    if "SSH_TTY" in environ or "SSH_CONNECTION" in environ:
        yield AREA.ok("ssh", "over SSH: nothing is animated; on a slow line set updates = 4 in your settings")
