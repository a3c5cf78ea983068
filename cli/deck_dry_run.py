"""`surgex decks dry-run`: bots try a deck out, and what came of each inject and each turn is told."""

import json
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from statistics import median_low
from typing import Annotated

import typer

from aar.dry_run import Difference, DryRun, dry_run
from cli.choices import known_policy, world_for, wrong
from cli.deck_tables import indented, table
from cli.logs import WorkersOption
from engine.deck import Inject
from engine.titles import plural
from engine.units import THOUSAND
from injects.awaited import awaited

Turns = Mapping[str, Sequence[int]]
SHOWN_INDICES = 3
NAME = 26


def try_deck(
    deck: Annotated[str, typer.Argument(help="A deck's id, or its folder.")],
    games: Annotated[int, typer.Option(min=1, max=1000, help="Games with each policy: the seeds 1, 2, 3 …")] = 3,
    policies: Annotated[
        str, typer.Option(help="How bots play in the deck's seats; several with commas between.")
    ] = "typical,prompt",
    start: Annotated[str | None, typer.Option(help="Where it begins; the deck's first start if not given.")] = None,
    pace: Annotated[str | None, typer.Option(help="How the weeks are cut into turns; the deck's own if not given.")] = None,
    measure: Annotated[
        bool, typer.Option("--measure", help="Play a game more for each inject, without it, and tell what it changed.")
    ] = False,
    workers: WorkersOption = 1,
    as_json: Annotated[bool, typer.Option("--json", help="Print everything as JSON.")] = False,
) -> None:
    """Let bots play a deck: when each inject comes, how often, what it changes, and who has nothing to do.

    Example: surgex decks dry-run taiwan-blockade --games 2 --policies typical,prompt --workers 2
    """
    world, at_pace = world_for(deck, pace, start=start)
    chosen = [one.strip() for one in policies.split(",")]
    for one in chosen:
        known_policy(one)
    if len(set(chosen)) < len(chosen):
        wrong("--policies names one twice: name each once")
    run = dry_run(world, at_pace, games=games, policies=chosen, measured=measure, workers=workers, progress=_progress)
    if as_json:
        print(json.dumps(_plain(run, measured=measure), indent=1, ensure_ascii=False))
    else:
        print("\n".join(_lines(run, measured=measure)))


def _progress(done: int, of: int) -> None:
    if sys.stderr.isatty():
        print(f"\r{done} of {of} games played ", end="\n" if done == of else "", file=sys.stderr, flush=True)
    elif done == of or done * 10 // of > (done - 1) * 10 // of:
        print(f"{done} of {of} games played", file=sys.stderr)


def _plain(run: DryRun, *, measured: bool) -> dict[str, object]:
    deck = run.world.deck
    return {
        "deck": deck.id,
        "start": deck.starts[0].id,
        "pace": run.pace,
        "games": [{"policy": one.trial.policy, "seed": one.trial.seed, "head": one.head} for one in run.games],
        "injects": [_plain_inject(run, one, measured=measured) for one in _of_pace(run)],
        "never": list(run.never),
        "load": [
            {"organisation": who, "turn": turn, "games": len(run.games)} | _load(run, who, turn)
            for who in run.world.seated
            for turn in _turns(run)
        ],
        "empty": [{"organisation": who, "turn": turn, "games": games} for (who, turn), games in run.empty.items()],
    }


def _plain_inject(run: DryRun, inject: Inject, *, measured: bool) -> dict[str, object]:
    came = [game.released[inject.id] for game in run.games if inject.id in game.released]
    answers = sum((game.answers.get(inject.id, Counter()) for game in run.games), Counter[str]())
    changed = run.differences.get(inject.id)
    return {
        "id": inject.id,
        "reference": inject.reference,
        "games": len(came),
        "turns": {str(turn): number for turn, number in sorted(Counter(one.turn for one in came).items())},
        "weeks": sorted(one.week for one in came),
        "released_by": dict(sorted(Counter(one.by for one in came).items())),
        "answers": dict(sorted(answers.items())),
        "changes": sum(game.changes[inject.id] for game in run.games),
        **({"difference": _plain_difference(changed)} if measured else {}),
    }


def _plain_difference(changed: Difference | None) -> object:
    return None if changed is None else {"short": dict(changed.short), "indices": dict(changed.indices)}


def _load(run: DryRun, who: str, turn: int) -> dict[str, int]:
    met = [game.met[(who, turn)] for game in run.games]
    return {
        "injects": sum(one.injects for one in met),
        "decisions": sum(one.decisions for one in met),
        "steps": sum(one.steps for one in met),
        "proposals": sum(one.proposals for one in met),
    }


def _lines(run: DryRun, *, measured: bool) -> Iterator[str]:
    policies = ", ".join(dict.fromkeys(game.trial.policy for game in run.games))
    yield f"{run.world.deck.title}: {plural(len(run.games), 'game')} by bots ({policies}), pace {run.pace}"
    yield ""
    yield from _inject_lines(run)
    yield ""
    yield from _load_lines(run)
    yield ""
    if measured:
        yield from _difference_lines(run)
        yield ""
    yield from _faults(run)


def _inject_lines(run: DryRun) -> Iterator[str]:
    rows = []
    for inject in _of_pace(run):
        came = [game.released[inject.id] for game in run.games if inject.id in game.released]
        turns = ", ".join(f"{turn}" for turn in sorted({one.turn for one in came})) or "–"
        weeks = sorted(one.week for one in came)
        when = "–" if not weeks else str(weeks[0]) if weeks[0] == weeks[-1] else f"{weeks[0]}-{weeks[-1]}"
        changes = sum(game.changes[inject.id] for game in run.games)
        each = f"{changes / len(came):.1f}" if came else "–"
        rows.append((inject.reference, inject.title, f"{len(came)}/{len(run.games)}", turns, when, each, _answers(run, inject)))
    heads = ("ref", "title", "came", "turn", "week", "does", "answers")
    yield from table(heads, rows, (7, 24, 5, 5, 6, 4, 23))
    yield from indented("came: in how many games. does: changes of the world a game, by its effects and by choices made.", 0)


def _answers(run: DryRun, inject: Inject) -> str:
    answers = sum((game.answers.get(inject.id, Counter()) for game in run.games), Counter[str]())
    every = {**dict.fromkeys((one.id for one in inject.choices), 0), **answers}
    return ", ".join(f"{choice} {number}" for choice, number in every.items())


def _load_lines(run: DryRun) -> Iterator[str]:
    yield "load: injects+steps+proposals of a turn, the middle game; - is nothing to do"
    turns = _turns(run)
    yield " " * NAME + "".join(f"{turn:>8}" for turn in turns)
    for who in run.world.seated:
        cells = []
        for turn in turns:
            met = [game.met[(who, turn)] for game in run.games]
            parts = (
                median_low([one.injects for one in met]),
                median_low([one.steps for one in met]),
                median_low([one.proposals for one in met]),
            )
            cells.append("+".join(map(str, parts)) if any(parts) else "-")
        yield f"{who:<{NAME}}" + "".join(f"{cell:>8}" for cell in cells)


def _difference_lines(run: DryRun) -> Iterator[str]:
    yield from indented(
        "What each inject changed: a game against the same game without it, with the same dice and bots. Units short and "
        "points of indices at the end, straight and through what the bots did otherwise; one game each is no average.",
        0,
    )
    for inject in _of_pace(run):
        changed = run.differences.get(inject.id)
        if changed is not None:
            yield from indented(f"{inject.reference} {inject.title}: {_difference(changed)}")


def _difference(changed: Difference) -> str:
    short = [f"{by / THOUSAND:+,.0f} {system} short" for system, by in changed.short.items() if abs(by) >= THOUSAND // 2]
    strongest = sorted(changed.indices.items(), key=lambda one: (-abs(one[1]), one[0]))
    points = [f"{index} {by:+}" for index, by in strongest[:SHOWN_INDICES]]
    more = len(strongest) - SHOWN_INDICES
    if more > 0:
        points.append(f"{more} more indices")
    return ", ".join((*short, *points)) or ("nothing" if changed.nothing else "less than a unit")


def _faults(run: DryRun) -> Iterator[str]:
    injects = {one.id: one for one in run.world.deck.injects}
    for one in run.never:
        inject = injects[one]
        hint = awaited(run.world, inject)
        hint = f"comes {hint}" if hint else "a controller releases it"
        yield from indented(f"never came: {inject.reference} {inject.title} ({hint})", 0)
    by_organisation: dict[str, list[str]] = {}
    for (who, turn), games in run.empty.items():
        by_organisation.setdefault(who, []).append(f"turn {turn} in {games} of {plural(len(run.games), 'game')}")
    for who, turns in by_organisation.items():
        yield from indented(f"nothing to do: {who}, {', '.join(turns)}", 0)
    if run.differences:
        idle = [injects[one].reference for one, changed in run.differences.items() if changed.nothing]
        if idle:
            yield from indented(f"changed nothing: {', '.join(idle)}", 0)
    came = sum(1 for one in _of_pace(run) if one.id not in run.never)
    yield f"{came} of {len(_of_pace(run))} injects came; {len(run.empty)} turns of an organisation were empty in some game"


def _of_pace(run: DryRun) -> list[Inject]:
    return [one for one in run.world.deck.injects if one.comes_at(run.pace)]


def _turns(run: DryRun) -> range:
    return range(1, len(run.world.deck.pace(run.pace).turns) + 1)
