"""Where a log under review comes from, and where what is noted on it goes. Files are opened by whoever makes one."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from engine.annotations.bodies import Annotation
from engine.annotations.records import AnnotationRecord
from engine.entries import Entry


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One log."""

    name: str
    """How the reviewer called it."""
    entries: Callable[[], Iterator[Entry]]
    """Its entries from the first on. Raises LogError where it cannot be read."""
    records: Callable[[], Sequence[AnnotationRecord]]
    """What was annotated already. Raises LogError."""
    annotations: Path | None
    """The chain of annotations that is written to; None where nothing is written here."""
    why_none: str = ""
    """Why nothing is written here, with the mend."""
    annotate: Callable[[Annotation, int], object] | None = None
    """Gives an annotation of an entry to a server; None where there is none."""
    log: Path | None = None
    """The file of the log, where it is one: findings may stand beside it, what-ifs are written beside it."""
