"""A sweep played to its end: games on local processes, kept as they come, gone on with where it was interrupted."""

from collections.abc import Callable
from pathlib import Path

from aar.processes import each
from aar.sweeping.journal import Journal
from aar.sweeping.lock import alone
from aar.sweeping.plan import Game, Plan, SweepError
from aar.sweeping.row import Row, columns, row_of
from aar.sweeping.tables import parquet_there, paths_for, write_tables
from aar.sweeping.told import SweepTold, told_of

Progress = Callable[[int, int, int], None]
"""Games done, of how many, and how many of them were there when it began."""


def swept(plan: Plan, out: Path, *, workers: int, progress: Progress) -> tuple[SweepTold, tuple[Path, Path, Path]]:
    """Play what is not there yet, and write Parquet, CSV and codebook. The same whatever the number of workers.

    Raises SweepError where the plan, the file or a journal that is there does not allow it, or another sweep is at work
    there. Whatever interrupts it, the same call goes on behind the last game that was kept.
    """
    parquet, _, _ = paths_for(out)
    parquet_there()
    games = plan.all_games()
    name = plan.name()
    with alone(parquet.with_suffix(".lock")):
        return _swept(plan, games, name, out, workers, progress)


def _swept(
    plan: Plan, games: list[Game], name: str, out: Path, workers: int, progress: Progress
) -> tuple[SweepTold, tuple[Path, Path, Path]]:
    parquet, _, _ = paths_for(out)
    rows_so_far = parquet.with_suffix(".rows.jsonl")
    finished = [one for one in paths_for(out) if one.exists()]
    if finished and not rows_so_far.exists():
        raise SweepError(f"{finished[0]} is there already: name another --out, or delete it")
    journal = Journal(rows_so_far, name)
    there = len(journal.rows)
    try:
        left = [game for game in games if game.number not in journal.rows]
        progress(there, len(games), there)
        for row in each(row_of, plan, left, workers):
            journal.add(row)
            progress(len(journal.rows), len(games), there)
    finally:
        journal.close()
    rows: list[Row] = [journal.rows[game.number] for game in games]
    written = write_tables(out, list(columns(plan)), rows)
    journal.remove()
    return told_of(plan, rows), written
