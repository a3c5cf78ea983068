"""Bots on the seats of one exercise, all in one process. What a bot does is in `bots/`."""

import asyncio
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from bots.roster import policy as policy_named
from bots.wire_runner import WireBot
from cli.choices import wrong

Seat = dict[str, Any]


PLAYED: tuple[str, ...] = ("participant", "control")
"""Roles that bots play; who only looks is a person."""


def seats_in(path: Path) -> tuple[str, list[Seat]]:
    """The address and the seats of a file that `new --out` wrote. Exits with 2 where it is none."""
    try:
        plain = json.loads(path.read_text(encoding="utf-8"))
        return str(plain["url"]), [dict(one) for one in plain["seats"]]
    except OSError as error:
        wrong(f"{path} cannot be read: {error.strerror}. Name the file that `surgex new --out` wrote, or a server's address.")
    except (ValueError, KeyError, TypeError):
        wrong(f"{path} is no seats file: name the JSON file that `surgex new --out` wrote, or a server's address (ws://...)")


def wanted_seats(seats: Sequence[Seat], without: Sequence[str]) -> list[Seat]:
    """The seats that bots take. Exits with 2 where one that is to be left out does not exist."""
    names = {name for seat in seats for name in _names(seat)}
    for one in without:
        if one not in names:
            wrong(f"there is no seat for `{one}`; there are: {', '.join(sorted(names))}")
    return [seat for seat in seats if seat["role"] in PLAYED and not set(_names(seat)) & set(without)]


def _names(seat: Seat) -> list[str]:
    return list(seat["organisations"]) or [str(seat["role"])]


async def run_bots(url: str, seats: Sequence[Seat], policy: str, salt: str, thinking: float) -> None:
    """Until EndEx. A seat that the server refuses loses its bot alone; ConnectionRefusedError where it refuses every one."""
    said: set[str] = set()
    refused: list[ConnectionRefusedError] = []

    def say_once(why: str) -> None:
        if why not in said:
            said.add(why)
            print(f"{why} The bots keep trying.", file=sys.stderr)

    async def play(seat: Seat) -> None:
        runner = WireBot(url, str(seat["token"]), policy_named(policy, salt), thinking=thinking, trouble=say_once)
        try:
            await runner.run()
        except ConnectionRefusedError as error:
            refused.append(error)
            if len(refused) < len(seats):
                print(f"{', '.join(_names(seat))}: {error} Its bot has left; the others stay.", file=sys.stderr)

    async with asyncio.TaskGroup() as group:
        for seat in seats:
            group.create_task(play(seat))
    if refused and len(refused) == len(seats):
        raise refused[-1]
