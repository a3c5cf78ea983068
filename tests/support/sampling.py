"""`make sample`: each main deck played by bots, its log and its report, into docs/sample: what comes out, before installing."""

import argparse
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from aar.answer import Answer, answer_of
from aar.documents.model import Block, Document, Figure, Section
from aar.documents.writing import Format, write
from aar.log_file import write_log
from aar.papers.rule_book import RuleBook
from aar.reading import Played, read
from aar.report.building import report
from aar.report.material import material_of
from bots.roster import policy
from bots.table import play
from engine.annotations.folding import folded
from engine.entries import Entry
from injects.load import load_world, shipped_decks
from tui.rulebook.book import book

SAMPLES = Path(__file__).parents[2] / "docs" / "sample"
PACE, SEED, POLICY = "half-day", "2", "typical"
FORMATS: tuple[Format, ...] = ("html", "md")
PICTURES = {"promises": "promises", "seams": "seams"}
"""Charts that stand beside the report as files, for pages that show no HTML: by the name that their ids begin with."""


LOG = "exercise.jsonl.gz"


def sample(deck: str, folder: Path) -> None:
    """Play a deck to its end and write its log and its report; the same bytes each time."""
    world = load_world(deck)
    print(f"{deck}: playing {PACE}, seed {SEED}", flush=True)
    policies = {one: policy(POLICY, SEED) for one in world.organisations}
    entries = tuple(play(world, pace=PACE, seed=SEED, policies=policies).entries)
    played = read(entries)
    answer = answer_of(played, lambda said: print(f"{deck}: {said}", file=sys.stderr) if "sharing" not in said else None)
    write_sample(folder, entries, played, answer)
    print(f"{deck}: {folder}, head {answer.head[:16]}", flush=True)


def write_sample(folder: Path, entries: Sequence[Entry], played: Played, answer: Answer) -> None:
    """The log, packed, and what is told of it."""
    rules = RuleBook(book())
    material = material_of(entries, played, answer, annotations=folded(()), assumptions=rules.assumptions())
    document = report(material)
    folder.mkdir(parents=True, exist_ok=True)
    write_log(folder / LOG, entries)
    (folder / LOG).chmod(0o644)  # nobody's secrets: bots played it
    for format in FORMATS:
        (folder / f"report.{format}").write_bytes(write(document, format))
    for picture in figures_in(document):
        for name, begins in PICTURES.items():
            if f'id="{begins}-title"' in picture.svg:
                (folder / f"{name}.svg").write_text(picture.svg + "\n", encoding="utf-8")


def figures_in(of: Document | Section) -> Iterator[Figure]:
    """Every picture of a document, in its order."""
    blocks: tuple[Block, ...] = of.blocks
    for one in blocks:
        if isinstance(one, Figure):
            yield one
        elif isinstance(one, Section):
            yield from figures_in(one)


def main() -> None:
    """All main decks, or those that are named."""
    reading = argparse.ArgumentParser(prog="make sample", description=__doc__)
    reading.add_argument("decks", nargs="*", help="some of the decks that come with surgex")
    reading.add_argument("--out", type=Path, default=SAMPLES, help="the folder to write to")
    given = reading.parse_args()
    for deck in given.decks or shipped_decks():
        sample(deck, given.out / deck)


if __name__ == "__main__":
    main()
