"""`surgex verify`, `replay`, `findings` and `export`: everything that begins with a log."""

import json
import re
import sys
from collections.abc import Iterator
from dataclasses import asdict
from itertools import chain
from pathlib import Path
from textwrap import wrap
from typing import Annotated

import typer

from aar.annotated import annotated
from aar.annotations import (
    VerifiedAnnotations,
    annotations_in,
    beside,
    noting,
    verify_annotations,
    write_annotations,
)
from aar.answer import plainly_answered
from aar.log_file import write_log
from aar.objectives.documents import objectives_of
from aar.page import full, page
from aar.pages.annotated import annotated_behind, annotated_in_short
from aar.pages.plain import plain_page
from aar.pages.thorough import thorough_page
from aar.plainly import plainly
from aar.reading import read
from aar.recording import Recording, recorded
from aar.releasing import Withheld, released
from aar.replaying import UnreadableLogError, published_world
from aar.results import json_text
from aar.snapshot import state_at, state_document, view_at, view_document
from aar.state_page import state_page
from aar.summary import findings_of
from aar.verifying import HEAD_PRINTED, Verification
from aar.verifying import verify as verify_log
from aar.view_page import view_page
from aar.wording import WIDTH
from cli.choices import known_organisation, wrong
from cli.named_logs import AnnotationsOption, ExerciseOption, LogArgument, entries_of, records_of
from cli.working_out import answer_with_progress, interruptible, keeping, thorough_with_progress
from engine.entries import Entry
from engine.ids import PUBLIC, Audience
from engine.recording import ENGINE_VERSION
from engine.world import World

RedrawsOption = Annotated[
    int, typer.Option(min=0, max=10_000, help="Redraw chance so often: a second or two each, the first 20 up to a minute.")
]
WorkersOption = Annotated[int, typer.Option(min=1, max=64, help="Work in so many processes; the figures are the same.")]
ThoroughOption = Annotated[
    bool,
    typer.Option(
        "--thorough", help="Also what it rests on: control's hand, notional values, the brief's recommendations; half an hour."
    ),
]
QuickOption = Annotated[
    bool, typer.Option("--quick", help="In seconds: the split and what the log says, without planner, boundaries and findings.")
]
FullOption = Annotated[bool, typer.Option("--full", help="Print also what stands behind the page.")]


def verify(
    log: LogArgument,
    exercise: ExerciseOption = "",
    head: Annotated[
        str | None, typer.Option(help="The head that was printed at lock or EndEx: a cut tail is then seen too.")
    ] = None,
    annotations: AnnotationsOption = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the result as JSON.")] = False,
) -> None:
    """Check that a log is whole, and that these rules would decide every order in it the same. Exit code 1 if not.

    What it says of the chain, which shows whether anything was changed, comes before what it says of the rules.

    Example: surgex verify results/exercise.jsonl
    """
    if head is not None and not re.fullmatch(f"[0-9a-f]{{{HEAD_PRINTED},64}}", head):
        wrong(f"`{head}` is no head: give at least its first {HEAD_PRINTED} signs, 0 to 9 and a to f")
    heads: list[str] = []
    found = verify_log(noting(entries_of(log, exercise), heads), head=head or "")
    beside_it = verify_annotations(lambda: records_of(log, exercise, annotations), heads)
    fault = found.fault or beside_it.fault
    if as_json:
        plain = {name: getattr(found, name) for name in found.__slots__}
        print(json.dumps(plain | {"annotations": asdict(beside_it)}, indent=1))
    elif fault and found.chain_intact and not beside_it.fault:
        print("\n".join(_by_other_rules(found, anchored=bool(head))))
    elif fault:
        print(f"NOT INTACT: {fault if not found.chain_intact else beside_it.fault}")
    else:
        print("\n".join((*_intact(found, anchored=bool(head)), *_beside(beside_it))))
    raise typer.Exit(1 if fault else 0)


def _beside(found: VerifiedAnnotations) -> Iterator[str]:
    if found.annotations:
        yield f"{found.annotations} annotations beside it, intact; their head {found.head}"


def _by_other_rules(found: Verification, *, anchored: bool) -> Iterator[str]:
    """The chain first: whether the log is the one that was recorded is another question than whose rules it was decided by."""
    yield f"The chain is intact: {found.entries} entries, each follows the one before it and holds what it committed to"
    yield f"head  {found.head}"
    yield f"NOT BY THESE RULES: {found.fault}"
    told = f"{found.decided_again} orders decided again with the same outcome, {found.decided_otherwise} entries otherwise"
    yield f"{told}; recorded by surgex {found.engine}, this is {ENGINE_VERSION}"
    if anchored:
        yield "The head is the one given: this log is as it was recorded, under other rules than these. It replays as it was."
    else:
        yield "Other rules recorded it, or somebody wrote it anew: --head with what was printed at lock or EndEx tells which."


def _intact(found: Verification, *, anchored: bool) -> Iterator[str]:
    if found.withheld:
        yield f"intact; {found.withheld} parts withheld"
    else:
        yield "intact"
    if found.state:
        yield f"{found.entries} entries; {found.decided_again} orders decided again with the same outcome"
    else:
        yield f"{found.entries} entries; without control's parts no order can be decided again"
    yield f"head  {found.head}"
    if found.state:
        yield f"state {found.state}"
    if not (found.sealed or anchored):
        yield "The log is not sealed: give --head to be sure that nothing is missing at the end."


def opened(entries: Iterator[Entry]) -> tuple[World, Iterator[Entry]]:
    """The world as entry 0 tells it to everybody, and all entries from it on. Raises UnreadableLogError."""
    for first in entries:
        return published_world(first), chain((first,), entries)
    raise UnreadableLogError("the log is empty: name a log that an exercise has written")


def replay(
    log: LogArgument,
    exercise: ExerciseOption = "",
    to: Annotated[int | None, typer.Option("--to", help="Stop after this entry; the last if not given.")] = None,
    view: Annotated[str, typer.Option("--view", help="What this organisation knew, instead of the whole state.")] = "",
    as_json: Annotated[bool, typer.Option("--json", help="Print the whole state, or the whole view, as JSON.")] = False,
) -> None:
    """Play a log back from its recorded events, without running a rule, and show the state after an entry.

    Example: surgex replay results/exercise.jsonl --to 120 --view allies/japan
    """
    entries = entries_of(log, exercise)
    if not view:
        snapshot = state_at(entries, to)
        print(json_text(state_document(snapshot)) if as_json else state_page(snapshot), end="")
        return
    world, entries = opened(entries)
    glimpse = view_at(entries, known_organisation(world, view), to)
    print(json_text(view_document(glimpse)) if as_json else view_page(glimpse), end="")


def findings(
    log: LogArgument,
    exercise: ExerciseOption = "",
    redraws: RedrawsOption = 0,
    workers: WorkersOption = 1,
    quick: QuickOption = False,
    whole: FullOption = False,
    thorough: ThoroughOption = False,
    annotations: AnnotationsOption = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print them as JSON; quantities in thousandths.")] = False,
) -> None:
    """Print the one-page answer of a log: did the surge assumption hold, what was short, and why.

    On a terminal the split is shown as soon as it stands, while the rest is worked out.

    Example: surgex findings exercise.log --redraws 200 --workers 2
    """
    if quick and (redraws or whole or thorough or annotations):
        wrong("--quick leaves out what --redraws, --full, --thorough and --annotations ask for: leave it out, or them")
    recording = as_far_as_sound(log, exercise, "The answer")
    if quick:
        _print_plainly(recording, as_json=as_json)
        return
    heads = recording.hashes
    records = [one for one in records_of(log, exercise, annotations) if not recording.fault or one.entry < len(heads)]
    with keeping(recording.head) as kept:
        played, answer = answer_with_progress(iter(recording.entries), redraws, workers, kept)
        rests_on = thorough_with_progress(played, answer, workers, kept) if thorough else None
    document = findings_of(played, answer, rests_on)
    if records:
        document = annotated(document, annotations_in(records, heads, f"the annotations of {log}"))
    told = answer, document.findings, document.objectives
    if not as_json:
        _print_fault(recording)
    print(json_text(document) if as_json else page(*told, beside=annotated_in_short(document)), end="")
    if whole and not as_json:
        print("\n" + full(*told, beside=annotated_behind(document)), end="")
    if rests_on is not None and not as_json:
        print("\n" + thorough_page(rests_on), end="")


def _print_plainly(recording: Recording, *, as_json: bool) -> None:
    with interruptible():
        played = read(iter(recording.entries))
        plain = plainly_answered(played)
    if as_json:
        print(json_text(plainly(played, plain)), end="")
        return
    _print_fault(recording)
    print(plain_page(plain, objectives_of(played)), end="")


def _print_fault(recording: Recording) -> None:
    if recording.fault:
        print("\n".join(wrap(f"THE LOG IS NOT WHOLE: {recording.fault}", WIDTH)) + "\n")


def as_far_as_sound(log: Path, exercise: str, what: str) -> Recording:
    """A log as far as it is sound; where it is not to its end, standard error says why, and what tells of the rest."""
    *_, recording = recorded(entries_of(log, exercise))
    if recording.fault:
        print(f"surgex: {recording.fault.rstrip('.')}. {what} tells of what stands before that.", file=sys.stderr)
    return recording


def release(
    log: LogArgument,
    audience: Annotated[str, typer.Option("--for", help="An organisation's id, or `public`.")],
    out: Annotated[Path, typer.Option("--out", help="The file to write; it must not be there yet.")],
    exercise: ExerciseOption = "",
) -> None:
    """Write a copy of a log that one organisation may have: what is public and its own parts. The copy can be verified.

    Example: surgex release results/exercise.jsonl --for allies/japan --out japan.jsonl
    """
    new_file(out)
    world, entries = opened(entries_of(log, exercise))
    if audience != PUBLIC:
        known_organisation(world, audience)
    count = Withheld()
    write_log(out, released(entries, Audience(audience), count))
    print(f"wrote {out}: {count.entries} entries, {count.parts} parts withheld; head {count.head}")


def export(
    log: LogArgument,
    out: Annotated[Path, typer.Option("--out", help="The file to write; it must not be there yet.")],
    exercise: ExerciseOption = "",
) -> None:
    """Write one exercise of a database as a log file, and its annotations beside it.

    Example: surgex export surgex.db --out exercise.jsonl
    """
    new_file(out)
    new_file(beside(out))
    write_log(out, entries_of(log, exercise))
    print(f"wrote {out}")
    if records := records_of(log, exercise, None):
        write_annotations(beside(out), records)
        print(f"wrote {beside(out)}: {len(records)} annotations")


def new_file(path: Path) -> None:
    """Exits with 2 where there is something already: it may be the only copy of a log."""
    if path.exists():
        wrong(f"{path} is there already: name another file")
