"""Names of keys as people write them in their settings: which there are, which are others in disguise, which terminals keep."""

import difflib
import unicodedata

from textual.keys import Keys, _character_to_key

KEPT = {
    "ctrl+s": "many terminals stop their output at ctrl+s",
    "ctrl+c": "the client says how to leave at ctrl+c",
    "ctrl+z": "a shell may suspend the client at ctrl+z",
    "ctrl+b": "tmux keeps ctrl+b for itself",
    "ctrl+enter": "most terminals send ctrl+enter as enter",
    "shift+enter": "most terminals send shift+enter as enter",
    "f11": "many terminals go to the whole screen at f11",
    "f10": "some terminals open their menu at f10",
}
"""Keys that do not reach a client everywhere, and why."""
DISGUISED = {
    "ctrl+i": "tab",
    "ctrl+m": "enter",
    "ctrl+j": "enter",
    "ctrl+h": "backspace",
    "ctrl+left_square_bracket": "escape",
    "ctrl+[": "escape",
}
"""Keys that a terminal cannot tell from others."""
ALSO = {"esc": "escape", "return": "enter", "del": "delete", "pgup": "pageup", "pgdn": "pagedown", "pgdown": "pagedown"}
_NAMED = sorted({one.value for one in Keys if "+" not in one.value and "<" not in one.value})
_MODIFIERS = ("ctrl", "shift", "alt", "super")


def key_list(keys: str) -> list[str]:
    """The names of keys in a list with commas between, as bindings have them: `?` is `question_mark`."""
    return [key_name(one) for one in keys.split(",") if one.strip()]


def key_name(key: str) -> str:
    """The name of one key."""
    *modifiers, last = key.strip().split("+") if key.strip() != "+" else ["+"]
    if not last:
        return key.strip()
    last = last.strip() if len(last.strip()) == 1 else ALSO.get(last.strip().lower(), last.strip().lower())
    name = _character_to_key(last) if len(last) == 1 else last
    return "+".join([*(one.strip().lower() for one in modifiers), name])


def key_problem(key: str) -> str:
    """Why a key can be no binding's, with the mend; empty where it can."""
    *modifiers, last = key_name(key).split("+")
    if key_name(key) in DISGUISED:
        return f"a terminal sends {key} as {DISGUISED[key_name(key)]}: choose another key"
    strange = next((one for one in modifiers if one not in _MODIFIERS), "")
    if strange:
        return f"`{strange}` is no modifier; there are: {', '.join(_MODIFIERS)}"
    if _is_known(last):
        return ""
    near = difflib.get_close_matches(last, _NAMED, n=1)
    return f"`{key}` is no key{f' (did you mean `{near[0]}`?)' if near else ''}; write it as n, f3, ctrl+n or pagedown"


def key_note(key: str) -> str:
    """Why a key may not reach the client in every terminal; empty where it does."""
    name = key_name(key)
    return "terminals and tmux use alt for themselves" if "alt+" in name else KEPT.get(name, "")


def is_printable(key: str) -> bool:
    """Whether the key writes a sign into a field."""
    name = key_name(key)
    return "+" not in name and name not in _NAMED


def _is_known(name: str) -> bool:
    if name in _NAMED or (len(name) == 1 and name.isprintable()):
        return True
    try:
        return bool(unicodedata.lookup(name.replace("_", " ")))
    except KeyError:
        return name in (
            "plus",
            "minus",
            "slash",
            "at",
            "underscore",
            "exclamation_mark",
            "question_mark",
            "full_stop",
            "less_than_sign",
            "greater_than_sign",
        )
