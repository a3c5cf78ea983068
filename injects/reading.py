"""Reads the files of a deck and its baseline into one world, shape only. Whether the names fit is the checks' business."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path as FilePath
from typing import TypeVar

from pydantic import TypeAdapter, ValidationError

from engine.deck import Deck
from engine.world import Baseline, World
from injects.problems import DeckError, Place, Problem, did_you_mean
from injects.strict_yaml import Document, read_yaml
from injects.tree import Tree
from injects.wording import problems_of

BASELINE_FILES = {
    "organisations.yaml": ("organisations",),
    "theatre.yaml": ("theatre",),
    "systems.yaml": ("systems",),
    "components.yaml": ("components",),
    "lines.yaml": ("lines",),
    "accounts.yaml": ("accounts",),
    "playbook.yaml": ("playbook",),
}
DECK_FILES = {
    "deck.yaml": (
        "id",
        "title",
        "summary",
        "marking",
        "handling",
        "baseline",
        "theatre",
        "unheld",
        "priority_systems",
        "indices",
        "objectives",
    ),
    "calendar.yaml": ("start_date", "shooting_week", "weeks", "default_pace", "paces"),
    "demand.yaml": ("need",),
    "injects.yaml": ("injects",),
    "organisations.yaml": ("briefs",),
}
OVERLAYS = "overlays.yaml"
VARIANTS = "variants"
OVERRIDES = "overrides"
VARIANT_KEYS = ("id", "title", OVERRIDES)

Shape = TypeVar("Shape")
_BASELINE = TypeAdapter(Baseline)
_DECK = TypeAdapter(Deck)


@dataclass(frozen=True, slots=True, kw_only=True)
class Override:
    """One path of the baseline that a variant or a deck sets anew, whole."""

    path: str
    place: Place
    replaced: Place
    """Where the value stood that no longer counts."""

    def __str__(self) -> str:
        return f"{self.place}: sets {self.path} anew; {self.replaced} no longer counts"


@dataclass(frozen=True, slots=True, kw_only=True)
class Loaded:
    """A world of the right shape, with the place of everything in it."""

    world: World
    baseline: Tree
    deck: Tree
    overrides: tuple[Override, ...]


def read_world(deck: FilePath, baseline: FilePath, variant: str | None) -> Loaded:
    """Read a deck's folder and a baseline's folder. Raises DeckError with every problem of shape."""
    reading = _Reading()
    deck_tree = reading.folder(deck, DECK_FILES)
    baseline_tree = reading.folder(baseline, BASELINE_FILES)
    overrides = reading.variant(baseline, variant, deck_tree, baseline_tree)
    overrides += reading.overlays(deck / OVERLAYS, baseline_tree)
    if reading.incomplete:
        raise DeckError(reading.problems)
    declared_deck = _shaped(_DECK, deck_tree, reading.problems)
    declared_baseline = _shaped(_BASELINE, baseline_tree, reading.problems)
    if reading.problems or declared_deck is None or declared_baseline is None:
        raise DeckError(reading.problems)
    world = World(baseline=declared_baseline, deck=declared_deck)
    return Loaded(world=world, baseline=baseline_tree, deck=deck_tree, overrides=tuple(overrides))


class _Reading:
    """Files on their way into trees; `incomplete` says that so much is missing that validation would only repeat it."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []
        self.incomplete = False

    def folder(self, folder: FilePath, layout: Mapping[str, tuple[str, ...]]) -> Tree:
        """The top-level keys of a folder's files, in one tree."""
        tree = Tree(Place(_named(folder / next(iter(layout)))))
        for name, keys in layout.items():
            document = self._file(folder / name)
            if document is None:
                continue
            for key in self._own_keys(document, keys, layout):
                tree.put((key,), document, (key,))
        return tree

    def variant(self, folder: FilePath, asked: str | None, deck: Tree, baseline: Tree) -> list[Override]:
        """Put the variant's name and title into the baseline, and its overrides."""
        chosen = asked if asked is not None else deck.at("baseline")
        known = sorted(file.stem for file in (folder / VARIANTS).glob("*.yaml"))
        if not isinstance(chosen, str):
            self._stop(deck.place("baseline"), "`baseline` names no variant of the baseline", did_you_mean("", known))
            return []
        if chosen not in known:
            place = deck.place("baseline") if asked is None else Place(_named(folder / VARIANTS))
            self._stop(place, f"the baseline has no variant `{chosen}`", did_you_mean(chosen, known))
            return []
        document = self._file(folder / VARIANTS / f"{chosen}.yaml")
        if document is None:
            return []
        for key in self._own_keys(document, VARIANT_KEYS, {}):
            if key != OVERRIDES:
                baseline.put((key,), document, (key,))
        return self._overrides(baseline, document)

    def overlays(self, file: FilePath, baseline: Tree) -> list[Override]:
        """Put a deck's overrides into the baseline."""
        document = self._file(file)
        if document is None:
            return []
        self._own_keys(document, (OVERRIDES,), {})
        return self._overrides(baseline, document)

    def _file(self, file: FilePath) -> Document | None:
        """The file, if it holds a mapping."""
        try:
            document = read_yaml(file.read_bytes(), _named(file))
        except FileNotFoundError:
            self._stop(Place(_named(file)), "this file is missing", "add it; the shipped decks show what belongs in it")
            return None
        except OSError as error:
            self._stop(Place(_named(file)), f"this file cannot be read: {error.strerror}", "look at its permissions")
            return None
        self.problems += document.problems
        self.incomplete = self.incomplete or document.broken
        if document.broken:
            return None
        if not isinstance(document.value, dict):
            self._stop(document.values[()], "the file must hold a mapping", "begin it with `key: value` lines")
            return None
        return document

    def _own_keys(self, document: Document, keys: tuple[str, ...], layout: Mapping[str, tuple[str, ...]]) -> Iterator[str]:
        """The keys that belong in this file; the others are problems."""
        assert isinstance(document.value, dict)
        for key in document.value:
            if key in keys:
                yield key
                continue
            home = next((name for name, others in layout.items() if key in others), "")
            mend = f"move it to {home}" if home else did_you_mean(key, keys)
            place = document.keys[(key,)]
            self.problems.append(Problem(place=place, message=f"`{key}` does not belong in this file", mend=mend))

    def _overrides(self, baseline: Tree, document: Document) -> list[Override]:
        listed = document.value.get(OVERRIDES) if isinstance(document.value, dict) else None
        if not isinstance(listed, list):
            place = document.values.get((OVERRIDES,), document.values[()])
            self._stop(place, "`overrides` must be a list", "write `overrides: []` for none")
            return []
        made = []
        for index, entry in enumerate(listed):
            place = document.values[(OVERRIDES, index)]
            if not isinstance(entry, dict) or set(entry) != {"path", "set"} or not isinstance(entry["path"], str):
                self._stop(place, "an override has a path and a value", "write {path: systems/…, set: …}")
                continue
            path = baseline.resolve(entry["path"], place)
            if isinstance(path, Problem):
                self.problems.append(path)
                continue
            made.append(Override(path=entry["path"], place=place, replaced=baseline.place(*path)))
            baseline.put(path, document, (OVERRIDES, index, "set"))
        return made

    def _stop(self, place: Place, message: str, mend: str) -> None:
        self.problems.append(Problem(place=place, message=message, mend=mend))
        self.incomplete = True


def _named(file: FilePath) -> str:
    """A file as its reader would name it: from the working directory, if it lies below."""
    here = FilePath.cwd()
    return str(file.relative_to(here) if file.is_relative_to(here) else file)


def _shaped(adapter: TypeAdapter[Shape], tree: Tree, problems: list[Problem]) -> Shape | None:
    """The declared value of a tree. JSON is what lets strict validation take a list for a tuple."""
    try:
        return adapter.validate_json(json.dumps(tree.value))
    except ValidationError as error:
        known = {problem.place for problem in problems}
        found = problems_of(error.errors(include_url=False, include_input=False), tree)
        problems += [problem for problem in found if problem.place not in known]
        return None
