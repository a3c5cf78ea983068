"""Reads the files of a deck and its baseline into one world, shape only. Whether the names fit is the checks' business."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from os.path import lexists
from pathlib import Path as FilePath

from engine.baseline import Baseline
from engine.deck import Deck
from engine.world import World
from injects.files import MOST_FILES, FileRefusedError, Files
from injects.overriding import OVERRIDES, Override, override
from injects.problems import DeckError, Place, Problem, did_you_mean
from injects.shaping import shaped
from injects.strict_yaml import MOST_ENTRIES, Document, read_yaml
from injects.tree import Tree

IN_PARTS = ("playbook", "injects")
"""Lists that are a file, or a folder of files that each hold a part: they follow one another by their names."""
VARIANTS = "variants"
OVERLAYS = "overlays.yaml"
VARIANT_KEYS = ("id", "title", OVERRIDES)
READ_BY_PEOPLE = "README.md"

Layout = Mapping[str, tuple[str, ...]]
BASELINE_FILES: Layout = {
    "organisations.yaml": ("organisations",),
    "theatres.yaml": ("theatres",),
    "systems.yaml": ("systems",),
    "components.yaml": ("components",),
    "lines.yaml": ("lines",),
    "repairs.yaml": ("repairs",),
    "accounts.yaml": ("accounts",),
    "authorities.yaml": ("authorities",),
    "partners.yaml": ("partners",),
    "adversaries.yaml": ("adversaries",),
    "known.yaml": ("known",),
    "indices.yaml": ("indices",),
    "suitability.yaml": ("suitability",),
    "playbook.yaml": ("playbook",),
}
DECK_FILES: Layout = {
    "deck.yaml": (
        "id",
        "title",
        "summary",
        "marking",
        "handling",
        "baseline",
        "theatres",
        "unheld",
        "silences",
        "seats",
        "priority_systems",
        "objectives",
    ),
    "calendar.yaml": ("start_date", "shooting_week", "weeks", "default_pace", "paces", "starts"),
    "demand.yaml": ("need", "survival"),
    "injects.yaml": ("injects",),
    "organisations.yaml": ("briefs",),
    "red.yaml": ("red",),
}
ADDITION_FILE = "addition.yaml"
ADDITION_KEYS = ("id", "title", "summary", "leaves_out")
NEARLY = 0.85
"""How alike two ids of decks are when one of them is probably mistyped."""
ADDED_FILES: Layout = {
    "injects.yaml": ("injects",),
    "red.yaml": ("red",),
    "demand.yaml": ("need", "survival"),
}
"""What an addition may bring: lists that follow those of the deck."""
OPTIONAL = frozenset(
    {
        "repairs.yaml",
        "authorities.yaml",
        "partners.yaml",
        "adversaries.yaml",
        "known.yaml",
        "suitability.yaml",
        "red.yaml",
    }
)
"""Files of which a small world has no need."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Loaded:
    """A world of the right shape, with the place of everything in it."""

    world: World
    baseline: Tree
    deck: Tree
    overrides: tuple[Override, ...]
    problems: tuple[Problem, ...] = ()
    """What is wrong with files or shape, though a world could be made of the rest."""

    @property
    def whole(self) -> bool:
        """Whether nothing was left out of the world because of its shape."""
        return self.baseline.whole and self.deck.whole


def read_world(deck: FilePath, baseline: FilePath, variant: str | None, additions: Collection[FilePath] = ()) -> Loaded:
    """Read a deck's folder, what it is played with, and a baseline's folder. Raises DeckError where no world comes of them."""
    reading = _Reading()
    deck_tree = reading.folder(deck, DECK_FILES, (OVERLAYS,))
    baseline_tree = reading.folder(baseline, BASELINE_FILES, (VARIANTS,))
    overrides = reading.variant(baseline, variant, deck_tree, baseline_tree)
    overrides += reading.overlays(deck / OVERLAYS, baseline_tree)
    for addition in additions:
        reading.addition(addition, deck_tree)
        if (addition / OVERLAYS).exists():
            overrides += reading.overlays(addition / OVERLAYS, baseline_tree)
    declared_deck = shaped(Deck, deck_tree, reading.problems)
    declared_baseline = shaped(Baseline, baseline_tree, reading.problems)
    if declared_deck is None or declared_baseline is None:
        raise DeckError(reading.problems)
    return Loaded(
        world=World(baseline=declared_baseline, deck=declared_deck),
        baseline=baseline_tree,
        deck=deck_tree,
        overrides=tuple(overrides),
        problems=tuple(reading.problems),
    )


@dataclass(slots=True)
class _Reading:
    """Files on their way into trees."""

    problems: list[Problem] = field(default_factory=list)
    files: Files = field(default_factory=Files)

    def folder(self, folder: FilePath, layout: Layout, beside: tuple[str, ...]) -> Tree:
        """The top-level keys of a folder's files, in one tree."""
        tree = Tree(Place(_named(folder / next(iter(layout)))))
        self.files.homes.append(folder)
        parts = {key: folder / key for key in IN_PARTS if (key,) in layout.values() and (folder / key).is_dir()}
        files = {name: keys for name, keys in layout.items() if name.removesuffix(".yaml") not in parts}
        self._strangers(folder, (*files, *parts, *beside))
        for name, keys in files.items():
            if name in OPTIONAL and not lexists(folder / name):
                continue
            document = self._file(folder / name)
            if document is None:
                tree.unread.update(keys)
                continue
            for key in self._own_keys(document, keys, layout, tree):
                tree.put((key,), document, (key,))
        for key, place in parts.items():
            self._parts(key, place, layout, tree)
        return tree

    def _parts(self, key: str, folder: FilePath, layout: Layout, tree: Tree) -> None:
        """A list whose parts are the files of a folder."""
        files = sorted(folder.glob("*.yaml"))
        if len(files) > MOST_FILES:
            self._say(Place(_named(folder)), f"more than {MOST_FILES} files are in this folder", "put them together")
            tree.unread.add(key)
            return
        self._strangers(folder, [file.name for file in files])
        if not files:
            self._say(Place(_named(folder)), f"no part of `{key}` is in this folder", f"add a file with a `{key}:` list")
            tree.unread.add(key)
        for file in files:
            document = self._file(file)
            if document is None or key not in self._own_keys(document, (key,), layout, tree):
                tree.unread.add(key)
                if document is not None and not document.value:
                    self._say(document.values[()], f"`{key}` is missing", f"add a `{key}:` list, or take the file out")
            elif isinstance(added := document.at(key), list):
                if len(tree.value.get(key, [])) + len(added) > MOST_ENTRIES:  # type: ignore[arg-type]
                    message = f"`{key}` has more than {MOST_ENTRIES} entries in all its files"
                    self._say(document.values[(key,)], message, "leave out what nobody plays")
                    tree.unread.add(key)
                    return
                tree.append(key, document)
            else:
                mend = "put every entry on a line of its own after `- `"
                self._say(document.values[(key,)], f"`{key}` must be a list", mend)
                tree.unread.add(key)

    def variant(self, folder: FilePath, asked: str | None, deck: Tree, baseline: Tree) -> list[Override]:
        """Put the variant's name and title into the baseline, and its overrides."""
        chosen = asked if asked is not None else deck.at("baseline")
        known = sorted(file.stem for file in (folder / VARIANTS).glob("*.yaml"))
        if chosen not in known:
            baseline.unread.update(("id", "title"))
            if asked is not None:
                self._say(
                    Place(_named(folder / VARIANTS)), f"the baseline has no variant `{asked}`", did_you_mean(asked, known)
                )
            elif isinstance(chosen, str):
                self._say(deck.place("baseline"), f"the baseline has no variant `{chosen}`", did_you_mean(chosen, known))
            elif "baseline" not in deck.unread:
                mend = did_you_mean("", known)
                self._say(deck.place("baseline"), "`baseline` names no variant of the baseline", mend)
            return []
        document = self._file(folder / VARIANTS / f"{chosen}.yaml")
        if document is None:
            baseline.unread.update(("id", "title"))
            return []
        for key in self._own_keys(document, VARIANT_KEYS, {}, baseline):
            if key != OVERRIDES:
                baseline.put((key,), document, (key,))
        return self._overrides(baseline, document)

    def overlays(self, file: FilePath, baseline: Tree) -> list[Override]:
        """Put a deck's overrides into the baseline."""
        document = self._file(file)
        if document is None:
            return []
        self._own_keys(document, (OVERRIDES,), {}, baseline)
        return self._overrides(baseline, document)

    def addition(self, folder: FilePath, deck: Tree) -> None:
        """Put what an addition brings behind what the deck has, and take out what it leaves out."""
        self.files.homes.append(folder)
        parts = [key for key in IN_PARTS if (folder / key).is_dir()]
        self._strangers(folder, (ADDITION_FILE, OVERLAYS, *ADDED_FILES, *parts))
        document = self._file(folder / ADDITION_FILE)
        if document is None:
            return
        self._own_keys(document, ADDITION_KEYS, ADDED_FILES, deck)
        assert isinstance(document.value, dict)
        for key in ADDITION_KEYS[:3]:
            if not isinstance(document.value.get(key), str):
                self._say(
                    document.values.get((key,), document.values[()]), f"`{key}` is missing or no text", f"write `{key}: …`"
                )
        title = document.value.get("title")
        if isinstance(title, str) and isinstance(deck.value.get("title"), str):
            deck.value["title"] = f"{deck.value['title']}, with {title}"
        for name, keys in ADDED_FILES.items():
            if not (folder / name).exists():
                continue
            added = self._file(folder / name)
            if added is not None:
                for key in self._own_keys(added, keys, DECK_FILES, deck):
                    deck.append(key, added)
        for key in parts:
            self._parts(key, folder / key, ADDED_FILES, deck)
        self._leave_out(document, deck)

    def _leave_out(self, document: Document, deck: Tree) -> None:
        """Injects of the deck, or of the addition, that do not go together: one list, or one for each deck under its id."""
        path: tuple[str | int, ...] = ("leaves_out",)
        assert isinstance(document.value, dict)
        listed: object = document.value.get("leaves_out")
        if isinstance(listed, dict):
            own = str(deck.at("id"))
            if own not in listed:
                for near in get_close_matches(own, listed, n=1, cutoff=NEARLY):
                    self._say(document.keys[(*path, near)], f"the deck is `{own}` and not `{near}`", f"did you mean `{own}`?")
                return
            listed, path = listed[own], (*path, own)
        if listed is None:
            return
        if not isinstance(listed, list) or not all(isinstance(one, str) for one in listed):
            mend = "write [id, id], or {deck: [id, id]} where decks differ"
            self._say(document.values[path], "`leaves_out` must be a list of ids of injects", mend)
            return
        for index, identity in enumerate(listed):
            injects = deck.at("injects")
            known = [one.get("id") for one in injects if isinstance(one, dict)] if isinstance(injects, list) else []
            if identity not in known:
                mend = did_you_mean(str(identity), [str(one) for one in known])
                self._say(document.values[(*path, index)], f"the deck has no inject `{identity}`", mend)
            else:
                deck.remove("injects", known.index(identity))

    def _strangers(self, folder: FilePath, known: Collection[str]) -> None:
        """Files of which nobody would ever read a word are errors: most often their name is mistyped."""
        for file in sorted(folder.iterdir())[: MOST_FILES + 1] if folder.is_dir() else ():
            if file.name not in (*known, READ_BY_PEOPLE) and not file.name.startswith("."):
                absent = {FilePath(name).stem: name for name in known if not (folder / name).exists()}
                near = get_close_matches(file.stem, absent, n=1)
                mend = f"did you mean `{absent[near[0]]}`? else move it elsewhere" if near else "move it out of this folder"
                self._say(Place(_named(file)), "nothing reads a file of this name here", mend)

    def _file(self, file: FilePath) -> Document | None:
        """The file, if it holds a mapping."""
        try:
            document = read_yaml(self.files.content(file), _named(file))
        except FileNotFoundError:
            self._say(Place(_named(file)), "this file is missing", "add it; the shipped decks show what belongs in it")
            return None
        except FileRefusedError as refused:
            self._say(Place(_named(file)), str(refused), refused.mend)
            return None
        except OSError as error:
            self._say(Place(_named(file)), f"this file cannot be read: {error.strerror}", "look at its permissions")
            return None
        self.problems += document.problems
        if document.broken:
            return None
        if not isinstance(document.value, dict):
            self._say(document.values[()], "the file must hold a mapping", "begin it with `key: value` lines")
            return None
        return document

    def _own_keys(self, document: Document, keys: tuple[str, ...], layout: Layout, tree: Tree) -> list[str]:
        """The keys that belong in this file; the others are problems."""
        assert isinstance(document.value, dict)
        for key in document.value:
            if key not in keys:
                home = next((name for name, others in layout.items() if key in others), "")
                mend = f"move it to {home}" if home else did_you_mean(key, keys)
                if mend.startswith("did you mean"):
                    tree.unread.add(mend.split("`")[1])
                self._say(document.keys[(key,)], f"`{key}` does not belong in this file", mend)
        return [key for key in document.value if key in keys]

    def _overrides(self, baseline: Tree, document: Document) -> list[Override]:
        listed = document.value.get(OVERRIDES) if isinstance(document.value, dict) else None
        if not isinstance(listed, list):
            place = document.values.get((OVERRIDES,), document.values[()])
            self._say(place, "`overrides` must be a list", "write `overrides: []` for none")
            return []
        made = []
        for index in range(len(listed)):
            found = override(baseline, document, index)
            if isinstance(found, Problem):
                self.problems.append(found)
            else:
                made.append(found)
        return made

    def _say(self, place: Place, message: str, mend: str) -> None:
        self.problems.append(Problem(place=place, message=message, mend=mend))


def _named(file: FilePath) -> str:
    """A file as its reader would name it: from the working directory, if it lies below."""
    here = FilePath.cwd()
    return str(file.relative_to(here) if file.is_relative_to(here) else file)
