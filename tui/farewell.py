"""What stays on the terminal when a client is left: what is kept, and how to come back. No token that was not in sight."""

import shlex
from pathlib import Path

from tui.drafts import Drafts


def farewell(url: str, token: str, folder: Path, *, plain: bool = False, seen: bool = False) -> str:
    """Two lines for the terminal; `seen`: the token stood in the command line already, so the way back may show it too."""
    drafts = Drafts(folder, token)
    orders = len((drafts.pending or {}).get("orders", ()))
    forms = len(drafts.forms)
    counted = [_counted(forms, "unfinished draft"), _counted(orders, "order without an answer", "orders without an answer")]
    kept = " and ".join(one for one in counted if one)
    command = ["surgex", "join", url, *(["--plain"] if plain else []), *(["--token", token] if seen else [])]
    left = f"Kept in {drafts.path}: {kept}." if kept else "Nothing of yours is unfinished."
    how = "" if seen else "  (it asks for your seat's token where SURGEX_TOKEN does not hold it)"
    return f"surgex: you have left. {left}\nBack:   {shlex.join(command)}{how}"


def _counted(number: int, one: str, many: str = "") -> str:
    return f"{number} {one if number == 1 else many or one + 's'}" if number else ""
