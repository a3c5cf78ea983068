"""The client from scratch in docs/protocol.md does what the page says, whatever seat the token opens."""

import asyncio
import re
import sys
from pathlib import Path

from engine.ids import OrganisationId
from server.admission import create_exercise
from server.wire import SeatWanted
from tests.support.server import hosting, world

PAGE = Path(__file__).parents[2] / "docs" / "protocol.md"
WITHIN = 300.0


async def said(program: Path, url: str, token: str) -> str:
    """What the program prints, errors included."""
    pipe = asyncio.subprocess.PIPE
    process = await asyncio.create_subprocess_exec(sys.executable, program, url, token, stdout=pipe, stderr=pipe)
    async with asyncio.timeout(WITHIN):
        return "\n".join(one.decode() for one in await process.communicate())


async def test_the_client_of_the_page_prints_its_answer_with_any_token(tmp_path: Path) -> None:
    (code,) = re.findall(r"```python\n(\"\"\"Prints what a seat is told.*?)```", PAGE.read_text(), re.DOTALL)
    program = tmp_path / "scratch.py"
    program.write_text(code)

    async with hosting(tmp_path) as (host, _):
        made = create_exercise(
            host.store, world(), seats=[SeatWanted(role="evaluator"), SeatWanted(organisations=(OrganisationId("dod/as"),))]
        )
        answers = await asyncio.gather(*(said(program, host.url, one.token) for one in made.seats))
        stranger = await said(program, host.url, "no token")

    for role, answer in zip(("control", "evaluator", "participant"), answers, strict=True):
        assert answer.startswith(f"greeted as {role} of ")
        assert "\nrefused: " in answer
    assert stranger.startswith("\nnot admitted: No seat has this token.")
