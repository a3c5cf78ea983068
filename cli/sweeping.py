"""`surgex sweep` and `surgex lessons`: many games of one deck by bots, and many groups of people on one deck."""

import hashlib
import sys
import time
from pathlib import Path
from typing import Annotated

import typer

from aar.lessons import Group, begun, check_groups, group_of, lessons_lines, lessons_of, log_in
from aar.results import json_text
from aar.sweeping.plan import Plan, SweepError, varied_in
from aar.sweeping.running import swept
from aar.sweeping.told import told_lines
from cli.choices import known_policy, wrong
from cli.logs import WorkersOption, as_far_as_sound
from cli.working_out import interruptible


def sweep(
    deck: Annotated[str, typer.Argument(help="A deck's id, or its folder.")],
    out: Annotated[Path, typer.Option("--out", help="Write NAME.parquet, NAME.csv and NAME.codebook.csv; name one of them.")],
    games: Annotated[int, typer.Option(min=1, max=100_000, help="Games for each combination, seeds 1, 2, 3 …")] = 100,
    policies: Annotated[str, typer.Option(help="How bots play, separated by commas: typical, prompt, idle.")] = "typical",
    baseline: Annotated[
        str, typer.Option(help="A variant of the baseline, or the folder of another; the deck's own if not given.")
    ] = "",
    vary: Annotated[
        list[str] | None,
        typer.Option(
            help="PATH=VALUE,VALUE: pace, start, or a figure of the baseline, as a number or percent. Can be repeated."
        ),
    ] = None,
    split: Annotated[
        bool, typer.Option("--split", help="Divide what was short by the ladder of worlds; half as long again.")
    ] = False,
    workers: WorkersOption = 1,
    as_json: Annotated[bool, typer.Option("--json", help="Print the summary as JSON; quantities in thousandths.")] = False,
) -> None:
    """Play many games by bots, on so many processes: does the assumption hold, how often, and what decides it?

    It can be interrupted: the same command goes on behind the last game. The files are the same whatever the workers.

    Example: surgex sweep taiwan-blockade --games 200 --policies typical,prompt --vary pace=half-day,day --out sweep.parquet
    """
    chosen = tuple(dict.fromkeys(one.strip() for one in policies.split(",") if one.strip()))
    for one in chosen:
        known_policy(one)
    try:
        varied = tuple(varied_in(vary or []))
        plan = Plan(deck=deck, baseline=baseline, games=games, policies=chosen or ("typical",), vary=varied, split=split)
        told, written = swept(plan, out, workers=workers, progress=_Progress())
    except SweepError as error:
        wrong(str(error))
    except KeyboardInterrupt:
        print("\nsurgex: interrupted; the games so far are kept: the same command goes on with them", file=sys.stderr)
        raise typer.Exit(2) from None
    print(json_text(told) if as_json else "\n".join(told_lines(told)) + "\n", end="")
    for file in written:
        print(f"wrote {file}: sha256 {hashlib.sha256(file.read_bytes()).hexdigest()[:16]}", file=sys.stderr)


class _Progress:
    """On a terminal one line that is written over; elsewhere a line for every tenth."""

    def __init__(self) -> None:
        self.since = time.monotonic()

    def __call__(self, done: int, of: int, there: int) -> None:
        if done == there and there:
            print(f"{there} of {of} games were there already", file=sys.stderr)
        new = done - there
        left = (time.monotonic() - self.since) / new * (of - done) if new else 0
        said = f"{done} of {of} games" + (f", some {_minutes(left)} to go" if new and done < of else "")
        if sys.stderr.isatty():
            print(f"\r{said:<60}", end="\n" if done == of else "\r", file=sys.stderr, flush=True)
        elif new and done * 10 // of > (done - 1) * 10 // of:
            print(said, file=sys.stderr, flush=True)


def _minutes(seconds: float) -> str:
    return f"{seconds:.0f} s" if seconds < 90 else f"{seconds / 60:.0f} min"


def lessons(
    logs: Annotated[
        list[Path],
        typer.Argument(help="Logs of one deck, or folders that `play --out` left, two or more; also databases or ws://…."),
    ],
    as_json: Annotated[bool, typer.Option("--json", help="Print them as JSON; quantities in thousandths.")] = False,
) -> None:
    """Say what recurs in several groups on one deck: seams, gaps and choices, in how many groups, and what they cost.

    Beside a log, findings.json is taken where it belongs to that log; else the findings are worked out, a minute each.

    Example: surgex lessons monday/ tuesday/ wednesday/exercise.jsonl
    """
    if len(logs) < 2:
        wrong("one log has no lessons to compare: give two or more; `surgex findings` tells of one")
    started = [begun(str(log), as_far_as_sound(log_in(log), "", f"What is said of {log}").entries) for log in logs]
    try:
        check_groups(started)
    except ValueError as error:
        wrong(str(error))
    groups: list[Group] = []
    with interruptible():
        for at, (log, group) in enumerate(zip(logs, started, strict=True), start=1):
            print(f"reading {at} of {len(logs)}: {log}", file=sys.stderr)
            groups.append(group_of(log_in(log), group))
    found = lessons_of(groups)
    print(json_text(found) if as_json else "\n".join(lessons_lines(found)) + "\n", end="")
