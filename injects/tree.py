"""Content that was put together from several files, and the place of every part of it. It knows no deck and no baseline."""

from copy import deepcopy
from dataclasses import dataclass, field

from injects.problems import Place, Problem, did_you_mean
from injects.strict_yaml import Document, Path, Value, child

NAMES = ("id", "component")
"""Keys by whose value a path finds an entry of a list."""


@dataclass(slots=True)
class Tree:
    """A mapping built from files; `origin` is the place to name for what stands nowhere."""

    origin: Place
    value: dict[str, Value] = field(default_factory=dict)
    values: dict[Path, Place] = field(default_factory=dict)
    keys: dict[Path, Place] = field(default_factory=dict)

    def place(self, *path: str | int) -> Place:
        """Where the value at this path stands; where it does not, the nearest thing around it."""
        for length in range(len(path), 0, -1):
            if path[:length] in self.values:
                return self.values[path[:length]]
        return self.origin

    def place_of_key(self, *path: str | int) -> Place:
        """Where the key of this path stands."""
        return self.keys.get(path) or self.place(*path)

    def at(self, *path: str | int) -> Value | None:
        """The value at this path, or None."""
        found: Value | None = self.value
        for step in path:
            found = child(found, step)
        return found

    def put(self, path: Path, document: Document, source: Path) -> None:
        """Set the value at `path` to the document's value at `source`; nothing of the former value stays."""
        parent = self.at(*path[:-1])
        value = deepcopy(document.at(*source))
        match parent, path[-1]:
            case dict(), str(key):
                parent[key] = value
            case list(), int(index):
                parent[index] = value
            case _:
                raise KeyError(path)
        self.values = {known: place for known, place in self.values.items() if known[: len(path)] != path}
        self.keys = {known: place for known, place in self.keys.items() if known == path or known[: len(path)] != path}
        for known, place in document.values.items():
            if known[: len(source)] == source:
                self.values[path + known[len(source) :]] = place
        for known, place in document.keys.items():
            if len(known) > len(source) and known[: len(source)] == source:
                self.keys[path + known[len(source) :]] = place
        self.keys.setdefault(path, document.keys.get(source, self.values[path]))

    def resolve(self, written: str, place: Place) -> Path | Problem:
        """The path that `systems/LRASM/stock_world` means: keys by name, entries of lists by their id."""
        parts = written.split("/")
        path: Path = ()
        here: Value = self.value
        at = 0
        while at < len(parts):
            last = at == len(parts) - 1
            if isinstance(here, dict) and (parts[at] in here or (last and path)):
                path, here, at = (*path, parts[at]), here.get(parts[at], ""), at + 1
                continue
            found = _entry(here, parts[at:]) if isinstance(here, list) else None
            if found is None:
                message = f"the baseline has no `{'/'.join(parts[: at + 1])}`"
                return Problem(place=place, message=message, mend=did_you_mean(parts[at], _names(here)))
            index, used = found
            assert isinstance(here, list)
            path, here, at = (*path, index), here[index], at + used
        return path


def _entry(entries: list[Value], parts: list[str]) -> tuple[int, int] | None:
    """The entry whose id these parts begin with, and how many of them the id takes: `nsc/staff` takes two."""
    for used in range(len(parts), 0, -1):
        name = "/".join(parts[:used])
        for index, entry in enumerate(entries):
            if name in _own_names(entry):
                return index, used
    return None


def _own_names(entry: Value) -> list[str]:
    if not isinstance(entry, dict):
        return []
    return [name for key in NAMES if isinstance(name := entry.get(key), str)]


def _names(here: Value) -> list[str]:
    if isinstance(here, dict):
        return list(here)
    return [name for entry in here for name in _own_names(entry)] if isinstance(here, list) else []
