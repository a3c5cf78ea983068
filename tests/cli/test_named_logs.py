"""A running exercise is named by its address wherever a command reads a log."""

import asyncio
from pathlib import Path

from engine.annotations.bodies import Note
from engine.orders import StartExercise
from tests.support.commands import surgex
from tests.support.server import Follower, hosting


async def test_commands_that_read_a_log_read_it_from_a_running_server(tmp_path: Path) -> None:
    async with hosting(tmp_path) as (host, created):
        token = next(one.token for one in created.seats if one.role == "control")
        async with Follower(host.url, token) as control:
            await control.give(StartExercise())
            control.client.annotate(Note(text="seen"))
            await control.until(lambda client: client.annotations.records)

            async def run(command: str, *more: str) -> tuple[int, str]:
                done = await asyncio.to_thread(surgex, command, host.url, *more, folder=tmp_path, SURGEX_TOKEN=token)
                return done.returncode, done.stdout + done.stderr

            verified = await run("verify")
            exported = await run("export", "--out", str(tmp_path / "log.jsonl"))
            compared = await run("compare", str(tmp_path / "log.jsonl"))
            named = await run("verify", "--exercise", "one")
            refusal = f"surgex: {host.url} holds one exercise: leave out --exercise\n"

    assert verified[0] == 0
    assert "1 annotations beside it, intact" in verified[1]
    assert "1 annotations" in exported[1]
    assert compared[0] == 0
    assert named == (2, refusal)


async def test_a_participants_token_reads_no_log(tmp_path: Path) -> None:
    async with hosting(tmp_path) as (host, created):
        token = next(one.token for one in created.seats if one.role == "participant")
        done = await asyncio.to_thread(surgex, "findings", host.url, folder=tmp_path, SURGEX_TOKEN=token)

    assert done.returncode == 2
    assert "take control's or an evaluator's" in done.stderr
