"""The page for whoever writes a client: it names everything, its example is true, and its two clients run."""

import asyncio
import json
import re
import sys
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from cli.docs import ROOT
from cli.protocol_exchange import exchange
from engine.orders import StartExercise
from server.codes import CLOSE_CODES, MEANINGS, WireCode
from server.wire import CLOSE_CODES as SAME
from server.wire import Message, frame
from tests.server.test_wire import FROM_CLIENT, FROM_SERVER
from tests.support.server import PATIENCE, Follower, hosting

PAGE = (ROOT / "docs/protocol.md").read_text(encoding="utf-8")
SCHEMA = json.loads((ROOT / "docs/schemas/protocol.json").read_text(encoding="utf-8"))
CLIENTS = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)


def test_every_code_has_a_meaning_and_stands_on_the_page() -> None:
    assert set(MEANINGS) == set(WireCode)
    assert CLOSE_CODES is SAME
    for code in WireCode:
        assert f"| `{code}` |" in PAGE


@pytest.mark.parametrize("message", [*FROM_CLIENT, *FROM_SERVER], ids=lambda message: message.type)
def test_every_message_has_a_section_and_fits_the_schema(message: Message) -> None:
    kind = json.loads(frame(message))["type"]
    side = "from-client" if message in FROM_CLIENT else "from-server"

    assert f"### `{kind}`" in PAGE
    Draft202012Validator({**SCHEMA, "anyOf": [{"$ref": f"#/$defs/{side}"}]}).validate(json.loads(frame(message)))


def test_a_frame_with_a_field_too_many_does_not_fit_the_schema() -> None:
    validator = Draft202012Validator(SCHEMA)

    assert not validator.is_valid({"type": "seen", "sequence": 1, "more": 1})
    assert not validator.is_valid({"type": "seen", "sequence": -1})
    assert validator.is_valid({"type": "seen", "sequence": 1})


def test_the_example_is_what_a_server_says_today() -> None:
    said = exchange()

    assert said in PAGE
    assert "closed with 4426" in said


@pytest.mark.parametrize("number", range(2))
async def test_the_clients_on_the_page_run(tmp_path: Path, number: int) -> None:
    script = tmp_path / "client.py"
    script.write_text(CLIENTS[number], encoding="utf-8")
    async with hosting(tmp_path) as (host, made), Follower(host.url, made.control.token) as control:
        await control.give(StartExercise())
        good, bad = [await _run(script, host.url, token) for token in (made.seat_of("dod/as").token, "no-such-token")]

    assert len(CLIENTS) == 2
    assert good[0] == 0, good
    assert "dod/as" in good[1]
    assert good[1].endswith("accepted\n")
    assert bad[0] == 1
    assert "not admitted: No seat has this token." in bad[2]


async def _run(script: Path, *args: str) -> tuple[int | None, str, str]:
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        str(script),
        *args,
        env={"PYTHONPATH": str(ROOT)},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    async with asyncio.timeout(PATIENCE):
        out, err = await process.communicate()
    return process.returncode, out.decode(), err.decode()
