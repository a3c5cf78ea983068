"""What stays on the terminal when a client is left: what is kept, and how to come back. No token."""

import shlex
from pathlib import Path

from tui.drafts import Drafts

ASKS = "  (it asks for your seat's token where SURGEX_TOKEN does not hold it)"


def farewell(url: str, token: str, folder: Path, *, plain: bool = False, seen: bool = False) -> str:
    """Two lines for the terminal; `seen`: the token stood in the command line; it is shown here neither way."""
    drafts = Drafts(folder, token)
    orders = len((drafts.pending or {}).get("orders", ()))
    forms = len(drafts.forms)
    counted = [_counted(forms, "unfinished draft"), _counted(orders, "order without an answer", "orders without an answer")]
    kept = " and ".join(one for one in counted if one)
    command = ["surgex", "join", url, *(["--plain"] if plain else [])]
    left = f"Kept in {drafts.path}: {kept}." if kept else "Nothing of yours is unfinished."
    how = "  (--token … with your seat's token, or it asks for it)" if seen else ASKS
    return f"surgex: you have left. {left}\nBack:   {shlex.join(command)}{how}"


def _counted(number: int, one: str, many: str = "") -> str:
    return f"{number} {one if number == 1 else many or one + 's'}" if number else ""
