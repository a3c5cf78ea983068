"""What a variant, a deck or an addition says otherwise than the baseline: values set anew, and entries added to lists."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path as FilePath

from injects.problems import Place, Problem
from injects.strict_yaml import Document, Path
from injects.tree import Tree

OVERRIDES = "overrides"
PATH, SET, ADD = "path", "set", "add"
"""Keys of an override: where, and either a whole new value or entries that follow those of a list."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Override:
    """One path of the baseline that a variant or a deck sets anew, whole, or a list of it that grows."""

    path: str
    place: Place
    replaced: Place
    """Where the value stood that no longer counts, or the list stands that grows."""
    added: tuple[str, ...] = ()
    """Of a list that grows: the ids of its new entries, or their number where they have none."""

    def __str__(self) -> str:
        if self.added:
            return f"{self.place}: adds {', '.join(self.added)} to {self.path}"
        return f"{self.place}: sets {self.path} anew; {self.replaced} no longer counts"


def override(baseline: Tree, document: Document, index: int) -> Override | Problem:
    """Put one entry of a document's overrides into the baseline; what is wrong with it, where it cannot be."""
    source: Path = (OVERRIDES, index)
    entry, place = document.at(*source), document.values[source]
    does = next((one for one in (SET, ADD) if isinstance(entry, dict) and set(entry) == {PATH, one}), "")
    written = entry[PATH] if isinstance(entry, dict) and does else None
    if not isinstance(entry, dict) or not isinstance(written, str):
        mend = "write {path: systems/…, set: …}, or {path: systems, add: [{id: …}]}"
        return Problem(place=place, message="an override has a path and a value, or entries to add", mend=mend)
    path = baseline.resolve(written, place)
    if isinstance(path, Problem):
        return _or_add(path, written)
    if does == SET:
        made = Override(path=written, place=place, replaced=baseline.place(*path))
        baseline.put(path, document, (*source, SET))
        return made
    if not isinstance(baseline.at(*path), list):
        message = f"`{written}` is no list, and nothing can be added to it"
        return Problem(place=place, message=message, mend="name a list, as `systems`, or write `set:`")
    entries = entry[ADD]
    if not isinstance(entries, list) or not entries:
        mend = "put every entry on a line of its own after `- `"
        return Problem(place=document.values[(*source, ADD)], message="`add` must be a list of entries", mend=mend)
    names = tuple(str(one.get("id") or at) if isinstance(one, dict) else str(one) for at, one in enumerate(entries, start=1))
    made = Override(path=written, place=place, replaced=baseline.place(*path), added=names)
    baseline.extend(path, document, (*source, ADD))
    return made


def _or_add(problem: Problem, written: str) -> Problem:
    """A name that a list has not is mistyped or new: both mends are named."""
    key, _, name = written.partition("/")
    if not name or "did you mean" in problem.mend:
        return problem
    mend = f"{problem.mend}; a new one is {{path: {key}, add: [{{id: …}}]}}"
    return Problem(place=problem.place, message=problem.message, mend=mend)


def told_to_decks(problems: Iterable[Problem], baseline: Tree) -> Iterator[Problem]:
    """What is wrong in a file of the baseline because of a deck's overrides is mended in the deck: the path is named."""
    home = FilePath(baseline.origin.file).parent
    paths = {place: path for path, place in reversed(baseline.values.items()) if FilePath(place.file).is_relative_to(home)}
    for problem in problems:
        path = paths.get(problem.place)
        if path is None:
            yield problem
        else:
            yield replace(problem, mend=f"{problem.mend}; overrides call this place `{baseline.written(path)}`")
