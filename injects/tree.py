"""Content that was put together from several files, and the place of every part of it. It knows no deck and no baseline."""

from copy import deepcopy
from dataclasses import dataclass, field

from injects.problems import Place, Problem, did_you_mean
from injects.strict_yaml import Document, Path, Value, child

ENTRY = 2
"""The length of an entry's path: its list and its place in it."""
NAMES = ("id", "component", "theatre", "owner", "operator")
"""Keys by whose value a path finds an entry of a list; the first that an entry has is its name."""


@dataclass(slots=True)
class Tree:
    """A mapping built from files; `origin` is the place to name for what stands nowhere."""

    origin: Place
    value: dict[str, Value] = field(default_factory=dict)
    values: dict[Path, Place] = field(default_factory=dict)
    keys: dict[Path, Place] = field(default_factory=dict)
    unread: set[str] = field(default_factory=set)
    """Top-level keys whose file is missing or broken: that they are missing is no news."""
    blanked: set[str] = field(default_factory=set)
    """Top-level keys in whose place something empty stands, because they are missing or wrong."""
    left_out: dict[str, list[Value]] = field(default_factory=dict)
    """By top-level key of which something was taken out because of its shape: the entries that are gone whole."""

    @property
    def whole(self) -> bool:
        """Whether nothing was left out: only then can what belongs together be judged."""
        return not (self.unread or self.blanked or self.left_out)

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

    def append(self, key: str, document: Document) -> None:
        """Add the entries of the document's list of that key to the list that already stands here, with their places."""
        if self.value.get(key) is None:
            self.put((key,), document, (key,))
        else:
            self.extend((key,), document, (key,))

    def extend(self, path: Path, document: Document, source: Path) -> None:
        """Add the entries of the document's list at `source` to the list at `path`, with their places; else nothing."""
        here, added = self.at(*path), document.at(*source)
        if not isinstance(here, list) or not isinstance(added, list):
            return
        behind, at = len(here), len(source)
        here.extend(deepcopy(added))
        for ours, theirs in ((self.values, document.values), (self.keys, document.keys)):
            for known, place in theirs.items():
                if known[:at] == source and len(known) > at and isinstance(index := known[at], int):
                    ours[(*path, behind + index, *known[at + 1 :])] = place

    def remove(self, *path: str | int) -> None:
        """Take out what stands at this path; entries behind it in the same list move up, and their places with them."""
        match self.at(*path[:-1]), path[-1]:
            case dict(entries), str(key):
                del entries[key]
            case list(entries), int(index):
                del entries[index]
            case _:
                raise KeyError(path)
        self.values = _without(self.values, path)
        self.keys = _without(self.keys, path)

    def leave_out(self, path: Path) -> None:
        """Take out an entry or a part of one, and remember an entry: whoever names it has made no mistake."""
        left_out = self.left_out.setdefault(str(path[0]), [])
        entry = self.at(*path)
        if entry is not None and len(path) == ENTRY:
            left_out.append(entry)
        self.remove(*path)

    def replace(self, path: Path, value: Value) -> None:
        """Put something harmless in the place of a part that does not fit; its place stays the old one."""
        self.left_out.setdefault(str(path[0]), [])
        parent = self.at(*path[:-1])
        if isinstance(parent, dict):
            parent[str(path[-1])] = value

    def written(self, path: Path) -> str:
        """A path as overrides write it: entries of lists by their names, those without a name by their list."""
        parts: list[str] = []
        here: Value = self.value
        for step in path:
            here = child(here, step) or ""
            names = _own_names(here)
            if isinstance(step, int) and not names:
                break
            parts.append(names[0] if isinstance(step, int) else step)
        return "/".join(parts)

    def resolve(self, written: str, place: Place) -> Path | Problem:
        """The path that `systems/LRASM/stock_world` means: keys by name, entries of lists by their id."""
        parts = written.split("/")
        path: Path = ()
        here: Value = self.value
        at = 0
        while at < len(parts):
            last = at == len(parts) - 1
            if isinstance(here, dict) and (key := _key(here, parts[at:])):
                path, here, at = (*path, key), here[key], at + key.count("/") + 1
                continue
            if isinstance(here, dict) and last and path:
                path, here, at = (*path, parts[at]), "", at + 1
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


def _key(here: dict[str, Value], parts: list[str]) -> str:
    """The longest key of a mapping with which these parts begin: `allies/japan` takes two."""
    joined = ["/".join(parts[:used]) for used in range(len(parts), 0, -1)]
    return next((key for key in joined if key in here), "")


def _own_names(entry: Value) -> list[str]:
    if not isinstance(entry, dict):
        return []
    return [name for key in NAMES if isinstance(name := entry.get(key), str)][:1]


def _without(places: dict[Path, Place], path: Path) -> dict[Path, Place]:
    """The places that are left when something is taken out, by their new paths."""
    parent, last, depth = path[:-1], path[-1], len(path)
    left = {}
    for known, place in places.items():
        if known[:depth] == path:
            continue
        if known[: depth - 1] == parent and len(known) >= depth and isinstance(last, int):
            step = known[depth - 1]
            if isinstance(step, int) and step > last:
                known = (*parent, step - 1, *known[depth:])  # noqa: PLW2901
        left[known] = place
    return left


def _names(here: Value) -> list[str]:
    if isinstance(here, dict):
        return list(here)
    return [name for entry in here for name in _own_names(entry)] if isinstance(here, list) else []
