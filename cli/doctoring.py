"""`surgex doctor`: for the week before, whether one can play from here."""

import json
import os
import sys
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cli.choices import wrong
from cli.trusting import CaOption, trust
from engine.recording import ENGINE_VERSION

if TYPE_CHECKING:
    from tui.doctor.checks import Check
    from tui.doctor.network import Where


def doctor(
    url: Annotated[
        str, typer.Argument(help="The server's address; that of your settings if not given, else none is tried.")
    ] = "",
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON instead.")] = False,
    ca: CaOption = None,
) -> None:
    """Look at this terminal, this machine and the way to the server. Exit 0 nothing is in the way, 1 something is, 2 wrong use.

    Example: surgex doctor wss://exercise.example
    """
    from tui.doctor.machine import settings_checks
    from tui.doctor.network import parsed

    first, settings = settings_checks(os.environ)
    if ca is None and settings is not None and settings.text("ca"):
        trust(Path(settings.text("ca")).expanduser())
    url = url or (settings.text("server") if settings else "")
    try:
        where = parsed(url) if url else None
    except ValueError as error:
        wrong(str(error))
    found = _looked(first, settings.keys if settings else {}, where)
    checks = list(found) if as_json else list(_told(found))
    failed = sum(one.level == "FAIL" for one in checks)
    warned = sum(one.level == "WARN" for one in checks)
    if as_json:
        rows = [{"area": one.area, "name": one.name, "level": one.level, "says": one.says, "mend": one.mend} for one in checks]
        print(json.dumps({"version": ENGINE_VERSION, "server": url, "ok": not failed, "checks": rows}))
    else:
        print(_in_short(failed, warned, tried=where is not None))
    raise typer.Exit(1 if failed else 0)


def _looked(first: "Iterable[Check]", keys: Mapping[str, str], where: "Where | None") -> "Iterator[Check]":
    from tui.doctor.machine import machine_checks
    from tui.doctor.network import network_checks
    from tui.doctor.terminal import terminal_checks

    yield from terminal_checks(os.environ, keys, at_terminal=sys.stdin.isatty() and sys.stdout.isatty())
    yield from machine_checks()
    yield from first
    if where is not None:
        yield from network_checks(where, os.environ)


def _told(checks: "Iterable[Check]") -> "Iterator[Check]":
    """Print each as it is found."""
    for area, group in groupby(checks, key=lambda one: one.area):
        print(area, flush=True)
        for one in group:
            print(_safe(f"  {one.level:<5} {one.name:<12} {one.says}"), flush=True)
            if one.mend:
                print(_safe(f"  {'':<5} {'':<12} -> {one.mend}"), flush=True)
            yield one


def _safe(text: str) -> str:
    """What standard output can take, and nothing that steers it."""
    from tui.inking import harmless

    encoding = sys.stdout.encoding or "ascii"
    return harmless(text).encode(encoding, "replace").decode(encoding)


def _in_short(failed: int, warned: int, *, tried: bool) -> str:
    server = "" if tried else " No server was tried: surgex doctor wss://SERVER does."
    if failed:
        return f"{failed} in the way, {warned} worth knowing: you cannot play from here yet.{server}"
    return f"Nothing is in the way, {warned} worth knowing.{server}"
