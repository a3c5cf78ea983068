"""`surgex decks rehearse`: the planner takes a seat of a deck in the making, bots have the others, at any turn."""

import hashlib
import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Annotated

import typer

from bots.roster import at_the_tables
from bots.roster import policy as policy_of
from bots.table import Table, advance, play_on
from cli.choices import AS_HELP, CONTROL, known_hands, known_policy, seed_for, world_for, wrong
from cli.demo import play_at_terminal
from cli.places import data_folder
from engine.ids import OrganisationId
from engine.world import World
from injects.check import Report, check
from injects.load import WITH, folders_of

FILES, PROBLEMS = "files", "problems"


def rehearse(
    deck: Annotated[str, typer.Argument(help="A deck's id, or its folder.")],
    role: Annotated[str, typer.Option("--as", help=AS_HELP)] = CONTROL,
    turn: Annotated[int, typer.Option(min=1, help="The turn that you begin with; bots play those before.")] = 1,
    start: Annotated[str | None, typer.Option(help="Where it begins; the deck's first start if not given.")] = None,
    pace: Annotated[str | None, typer.Option(help="How the weeks are cut into turns; the deck's own if not given.")] = None,
    seed: Annotated[str | None, typer.Option(help="What chance is drawn from; the same as the last time if not given.")] = "1",
    policy: Annotated[str, typer.Option(help="How bots play: typical, prompt or idle.")] = "typical",
    plain: Annotated[bool, typer.Option("--plain", help="By lines instead of a whole screen.")] = False,
) -> None:
    """Sit down in a deck that you write: says what your last edits changed, and begins at any turn. Leave, edit, repeat.

    Example: surgex decks rehearse harbour-exercise --as allies/japan --turn 2
    """
    folders = folders_of(deck)
    report = check(deck)
    _tell_changes(folders, report)
    if report.errors:
        raise typer.Exit(2)
    world, at_pace = world_for(deck, pace, start=start)
    known_policy(policy)
    mine = known_hands(world, role)
    turns = len(world.deck.pace(at_pace).turns)
    if turn > turns:
        wrong(f"pace {at_pace} has no turn {turn}: give --turn a number from 1 to {turns}")
    chosen = seed_for(seed)
    table = played_to(world, at_pace, turn, seed=chosen, policy=policy, mine=mine)
    print(
        f"turn {turn} of {turns}, week {table.exercise.week}, {len(table.exercise.released)} injects are out", file=sys.stderr
    )
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        print("No terminal here: rehearse is for somebody who sits down.", file=sys.stderr)
        return
    entries = table.entries if turn > 1 else ()
    play_at_terminal(world, pace=at_pace, seed=chosen, policy=policy, mine=mine, played=entries, plain=plain)


def played_to(world: World, pace: str, turn: int, *, seed: str, policy: str, mine: tuple[OrganisationId, ...] = ()) -> Table:
    """An exercise that bots, and nobody for whoever has no seat, have brought to the brief of a turn; new, for the first."""
    table = Table(world=world, pace=pace, seed=seed)
    if turn > 1:
        play_on(table, {one: policy_of(policy, seed) for one in at_the_tables(world, mine)}, until=turn - 1)
        advance(table)
    return table


def changes(before: Mapping[str, object], files: Mapping[str, str], problems: list[str]) -> list[str]:
    """What is otherwise than at the last rehearsal: files, and what `check` said."""
    old_files, old_problems = before.get(FILES), before.get(PROBLEMS)
    if not isinstance(old_files, dict) or not isinstance(old_problems, list):
        return problems
    edited = sorted(name for name in {*files, *old_files} if files.get(name) != old_files.get(name))
    said = [f"changed since the last rehearsal: {', '.join(edited) or 'nothing'}"]
    said += [f"mended: {one}" for one in old_problems if one not in problems]
    return said + [one if one in old_problems else f"new: {one}" for one in problems]


def _tell_changes(folders: Sequence[Path], report: Report) -> None:
    files: dict[str, str] = {}
    for folder in folders:
        beside = "" if folder == folders[0] else f"{folder.name}/"
        for file in sorted(folder.rglob("*.yaml")):
            if file.is_file() and not any(part.startswith(".") for part in file.relative_to(folder).parts):
                files[f"{beside}{file.relative_to(folder)}"] = hashlib.sha256(file.read_bytes()).hexdigest()
    problems = [f"{one.severity}: {one}" for one in report.problems]
    kept = _kept_file(folders)
    for line in changes(_last(kept), files, problems):
        print(line, file=sys.stderr)
    name = WITH.join(one.name for one in folders)
    print(f"{name}: {len(report.errors)} errors, {len(report.warnings)} warnings", file=sys.stderr)
    kept.write_text(json.dumps({FILES: files, PROBLEMS: problems}), encoding="utf-8")


def _kept_file(folders: Sequence[Path]) -> Path:
    """Where the last rehearsal of a deck is remembered: what its files were, and what was wrong."""
    name = hashlib.sha256(WITH.join(str(one.resolve()) for one in folders).encode()).hexdigest()[:16]
    return data_folder("rehearsals") / f"{name}.json"


def _last(kept: Path) -> Mapping[str, object]:
    try:
        before = json.loads(kept.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return before if isinstance(before, dict) else {}
