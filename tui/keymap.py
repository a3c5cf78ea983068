"""Every binding of every screen by its id, the keys that settings give it, and what then stands in whose way."""

import importlib
import pkgutil
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from textual.binding import Binding
from textual.screen import Screen
from textual.widget import Widget

import tui
from tui.config_file import ConfigError, Settings, did_you_mean, place
from tui.key_names import is_printable, key_list, key_note, key_problem
from tui.shell import Shell
from tui.widgets.choose_screen import ChooseScreen
from tui.widgets.fields import Choice, Sentences
from tui.widgets.form_screen import FormScreen
from tui.widgets.pane import Words
from tui.widgets.paned import PanedScreen
from tui.widgets.reason_screen import ReasonScreen
from tui.widgets.rows import Rows
from tui.widgets.search_screen import AskWord
from tui.widgets.words_screen import WordsScreen
from tui.widgets.workspace import Workspace

PARTS: tuple[tuple[type, tuple[type[Widget], ...]], ...] = (
    (PanedScreen, (Rows, Words)),
    (FormScreen, (Choice, Sentences)),
    (ChooseScreen, (Rows,)),
    (WordsScreen, (Words,)),
)
"""What has the keys on a screen of each kind; it is asked before the screen."""
WRITTEN_IN = (FormScreen, ReasonScreen, AskWord)
"""Screens in which letters are written."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bound:
    """One binding as it stands now, with the screens that listen to it."""

    id: str
    keys: tuple[str, ...]
    usual: tuple[str, ...]
    does: str
    places: tuple[str, ...]

    @property
    def changed(self) -> bool:
        """Whether settings give it other keys."""
        return self.keys != self.usual


@cache
def screens() -> tuple[type[Screen[object]], ...]:
    """Every screen that can open, by name."""
    for module in pkgutil.walk_packages(tui.__path__, "tui."):
        importlib.import_module(module.name)
    found = [one for one in _below(Screen) if one.__module__.startswith("tui.") and not _is_half(one)]
    return tuple(sorted(found, key=lambda one: (not issubclass(one, PanedScreen), place_name(one))))


def place_name(screen: type) -> str:
    """`EstimateForm` is `estimate form`."""
    return re.sub(r"(?<!^)(?=[A-Z])", " ", screen.__name__.removesuffix("Screen")).lower()


def declared(owner: type) -> list[Binding]:
    """Every binding that a class and its parents declare, the toolkit's too; the nearest counts."""
    found: dict[str, Binding] = {}
    for one in reversed(owner.__mro__):
        for each in Binding.make_bindings(one.__dict__.get("BINDINGS", ())):
            found = {name: other for name, other in found.items() if other.key != each.key}
            found[f"{each.id or each.action} {each.key}"] = each
    return list(found.values())


def all_bound(keys: Mapping[str, str]) -> list[Bound]:
    """Every binding of ours by id, with the keys that it has now."""
    found: dict[str, Bound] = {}
    for screen in screens():
        owners: tuple[type, ...] = (Shell, screen, *_parts(screen))
        for owner in owners:
            where = "everywhere" if owner is Shell else place_name(screen)
            for one in declared(owner):
                if one.id is None or "." not in one.id:
                    continue  # the toolkit's own
                before = found.get(one.id)
                usual = tuple(dict.fromkeys([*(before.usual if before else ()), *key_list(one.key)]))
                found[one.id] = Bound(
                    id=one.id,
                    keys=tuple(key_list(keys[one.id])) if one.id in keys else usual,
                    usual=usual,
                    does=before.does if before else one.description,
                    places=tuple(dict.fromkeys([*(before.places if before else ()), where])),
                )
    return [found[one] for one in sorted(found)]


def problems(keys: Mapping[str, str]) -> list[tuple[str, str]]:
    """What is wrong with other keys: the id that it is about, and the sentence with its mend."""
    known = {one.id: one for one in all_bound({})}
    found = [
        (one, f"`{one}` is no binding{did_you_mean(one, known)}; `surgex keys` lists them") for one in keys if one not in known
    ]
    for name, given in keys.items():
        found += [(name, f"{name}: {why}") for one in given.split(",") if (why := key_problem(one))]
    return found or list(dict.fromkeys(_clashes({name: given for name, given in keys.items() if name in known})))


def notes(keys: Mapping[str, str]) -> list[str]:
    """What may keep other keys from reaching the client in some terminals."""
    return [f"{name}: {why}" for name, given in keys.items() for one in given.split(",") if (why := key_note(one))]


def check_keys(settings: Settings) -> None:
    """Raises ConfigError where the keys of the settings cannot all be listened to."""
    if settings.keys and (found := problems(settings.keys)):
        raise ConfigError(f"{place(settings.file, settings.lines.get(name))}: {said}" for name, said in found)


def _clashes(keys: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Keys that would do two things on one screen, each with the screens; then letters that could no longer be written."""
    found: dict[tuple[str, str, str], list[str]] = {}
    for screen in screens():
        for part in _parts(screen) or (None,):
            heard: dict[str, str] = {}
            for owner in (Shell, screen, part):
                for clash in _heard(owner, keys, heard) if owner else ():
                    found.setdefault(clash, []).append(place_name(screen))
    for (mine, other, pressed), where in found.items():
        places = ", ".join(dict.fromkeys(where))
        yield mine, f"{mine}: {pressed} is the key of {other} already ({places}): give one of the two another key"
    for screen in screens():
        if issubclass(screen, WRITTEN_IN):
            yield from _written(screen, keys)


def _heard(owner: type, keys: Mapping[str, str], heard: dict[str, str]) -> Iterator[tuple[str, str, str]]:
    """Of one listener, the changed id, the other id and the key; `heard` has what each key does so far on this screen."""
    for one in declared(owner):
        name = one.id or one.action
        for pressed in key_list(keys.get(name, one.key)):
            other = heard.setdefault(pressed, name)
            if other != name and (name in keys or other in keys):
                yield (name, other, pressed) if name in keys else (other, name, pressed)


def _written(screen: type, keys: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for one in (*declared(screen), *declared(Shell)):
        for pressed in key_list(keys.get(one.id or "", "")):
            if one.id and is_printable(pressed):
                yield one.id, f"{one.id}: {pressed} is written into fields: give it a key such as f3 or ctrl+n"


def _parts(screen: type) -> tuple[type[Widget], ...]:
    return next((parts for kind, parts in PARTS if issubclass(screen, kind)), ())


def _below(owner: type[Screen[object]]) -> Iterator[type[Screen[object]]]:
    for one in owner.__subclasses__():
        yield one
        yield from _below(one)


def _is_half(screen: type[Screen[object]]) -> bool:
    """Whether a class is only a part of screens that open."""
    return screen in (PanedScreen, Workspace) or (bool(screen.__subclasses__()) and "BINDINGS" not in screen.__dict__)
