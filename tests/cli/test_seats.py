"""Exercises and seats from the command line: here in a database, and at a running server; who is told what, and who is not."""

import asyncio
import csv
import json
import os
import sys
from pathlib import Path

import pytest

from server.operators import new_operator
from tests.support.commands import done, surgex
from tests.support.decks import OPENING
from tests.support.server import PATIENCE, Follower, hosting


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with an exercise from a roster; tests take copies of what they change."""
    folder = tmp_path_factory.mktemp("made")
    (folder / "roster.csv").write_text(
        'Name,Organisations,Contact,Role\nAda,"japan, australia",ada@example.org,\nBea,nsc,+1 555 0100,\n,,,evaluator\n'
    )
    done("new", "taiwan-blockade", "--roster", "roster.csv", "--database", "x.db", "--out", "seats.csv", folder=folder)
    return folder


def test_a_roster_becomes_seats_and_a_file_for_a_mail_merge_that_only_its_owner_reads(made: Path) -> None:
    rows = list(csv.DictReader((made / "seats.csv").open(newline="")))
    listed = json.loads(done("seats", "list", "--database", "x.db", "--json", folder=made))

    assert [(row["name"], row["role"], row["organisations"], row["contact"]) for row in rows] == [
        ("", "control", "", ""),
        ("Ada", "participant", "allies/japan; allies/australia", "ada@example.org"),
        ("Bea", "participant", "nsc/commerce; nsc/intelligence; nsc/staff; nsc/state", "+1 555 0100"),
        ("", "evaluator", "", ""),
    ]
    assert all(row["join"] == f"SURGEX_TOKEN={row['token']} surgex join {row['url']}" for row in rows)
    assert (made / "seats.csv").stat().st_mode & 0o777 == 0o600
    assert {one["seat"] for one in listed["seats"]} == {row["seat"] for row in rows}


def test_nothing_is_made_from_a_roster_with_a_mistake(tmp_path: Path) -> None:
    (tmp_path / "roster.csv").write_text("name,org\nAda,japan\nBea,allies/jpan\nCid,nowhere at all\n")

    shown = surgex("new", "taiwan-blockade", "--roster", "roster.csv", "--database", "x.db", folder=tmp_path)

    assert shown.returncode == 2
    assert [line.split(": ")[2] for line in shown.stderr.strip().splitlines()] == ["row 3, column B", "row 4, column B"]
    assert "did you mean `allies/japan`?" in shown.stderr
    assert not (tmp_path / "x.db").exists()


def test_seats_are_revoked_reissued_passed_on_and_added_beside_the_database(made: Path) -> None:
    where = ("--database", "x.db")

    revoked = done("seats", "revoke", "allies/japan", *where, folder=made)
    listed = done("seats", "list", *where, folder=made)
    reissued = done("seats", "reissue", "allies/japan", *where, folder=made)
    passed = done("seats", "pass", "nsc/state", "--name", "Cleo", *where, folder=made)
    added = done("seats", "add", "--role", "observer", "--seat", "dod/as, dod/dsca", *where, folder=made)
    after = done("seats", "list", *where, folder=made)

    assert "revoked: allies/japan, allies/australia" in revoked
    assert "revoked" in listed
    assert reissued.count("SURGEX_TOKEN=") == passed.count("SURGEX_TOKEN=") == added.count("SURGEX_TOKEN=") == 1
    assert "(Cleo)" in after
    assert "(Bea)" not in after
    assert "observer: dod/as, dod/dsca" in after
    assert "revoked" not in after
    assert "SURGEX_TOKEN" not in after


def test_names_are_erased_and_nothing_else(made: Path) -> None:
    exercise = json.loads(done("seats", "list", "--database", "x.db", "--json", folder=made))["exercise"]

    said = done("names", "erase", exercise, "--database", "x.db", folder=made)
    again = done("names", "erase", exercise, "--database", "x.db", folder=made)
    listed = done("seats", "list", "--database", "x.db", folder=made)

    assert "names erased; copies and backups made before still hold them" in said
    assert again.startswith("0 names")
    assert "Ada" not in listed
    assert "person" in listed


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["seats", "list", "--database", "absent.db"], "there is no such file"),
        (["seats", "revoke", "nowhere", "--database", "x.db"], "has no seat `nowhere`"),
        (["seats", "add", "--role", "observr", "--database", "x.db"], "did you mean `observer`"),
        (["seats", "add", "--seat", "allies/jpan", "--database", "x.db"], "did you mean `allies/japan`?"),
        (["seats", "list", "--exercise", "nothing", "--database", "x.db"], "There is no exercise `nothing`"),
        (["seats", "pass", "--database", "x.db"], "name the seat that is passed on"),
        (["seats", "list", "--database", "x.db", "--at", "ws://127.0.0.1:1"], "name one of them"),
        (["seats", "list", "--at", "ws://127.0.0.1:1"], "a token is needed"),
        (["new", "taiwan-blockade", "--seat", "allies/jpan"], "did you mean"),
        (["new", "taiwan-blockade", "--seat", "japan", "--roster", "x.csv"], "give one of them"),
        (["new", "taiwan-blockade", "--out", "nowhere/seats.json"], "there is no folder nowhere"),
        (["bots", "ws://127.0.0.1:1"], "without a token there is no seat"),
        (["bots", "ws://127.0.0.1:1", "--without", "control"], "go with a seats file"),
    ],
)
def test_wrong_use_ends_with_one_line_that_names_the_mend(arguments: list[str], said: str, made: Path) -> None:
    shown = surgex(*arguments, folder=made)

    assert shown.returncode == 2, shown.stderr
    assert said in shown.stderr
    assert len(shown.stderr.strip().splitlines()) == 1


def test_an_operators_token_is_made_once_and_replaced_on_purpose(tmp_path: Path) -> None:
    first = done("operator", "new", "--database", "x.db", folder=tmp_path)
    again = surgex("operator", "new", "--database", "x.db", folder=tmp_path)
    second = done("operator", "reissue", "--database", "x.db", "--out", "operator.env", folder=tmp_path)

    assert first.startswith("SURGEX_OPERATOR_TOKEN=")
    assert again.returncode == 2
    assert "operator reissue" in again.stderr
    assert "SURGEX_OPERATOR_TOKEN" not in second
    assert (tmp_path / "operator.env").read_text().startswith("SURGEX_OPERATOR_TOKEN=")
    assert (tmp_path / "operator.env").stat().st_mode & 0o777 == 0o600


async def test_an_exercise_is_made_and_managed_at_a_running_server(tmp_path: Path) -> None:
    async with hosting(tmp_path) as (host, _):
        operator, at = {"SURGEX_OPERATOR_TOKEN": new_operator(host.store)}, ("--at", host.url)

        async def told(*arguments: str, **environment: str) -> str:
            return await asyncio.to_thread(done, *arguments, *at, folder=tmp_path, **(environment or operator))

        await told("new", "taiwan-blockade", "--seat", "allies/japan,dod/as", "--out", "seats.json")
        given = json.loads((tmp_path / "seats.json").read_text())
        japan = next(one for one in given["seats"] if "allies/japan" in one["organisations"])
        control = next(one for one in given["seats"] if one["role"] == "control")
        async with Follower(host.url, japan["token"]) as player:
            listed = await told("seats", "list", SURGEX_TOKEN=control["token"])
            with pytest.raises(AssertionError, match="There are 2 exercises"):
                await told("seats", "revoke", "allies/japan")
            revoked = await told("seats", "revoke", "allies/japan", "--exercise", given["exercise"])
            await player.until(lambda client: client.state == "refused")
        reissued = await told("seats", "reissue", japan["seat"])
        token = reissued.partition("SURGEX_TOKEN=")[2].split()[0]
        passed = await told("seats", "pass", SURGEX_TOKEN=token)
        assert given["url"] == host.url

    assert player.client.exercise_id == given["exercise"]
    assert "1 connected" in listed
    assert revoked.startswith(given["exercise"])
    assert passed.count("SURGEX_TOKEN=") == 1
    assert token not in passed


async def test_a_deck_of_the_senders_own_goes_whole(tmp_path: Path) -> None:
    (tmp_path / "mine").symlink_to(OPENING / "deck")
    async with hosting(tmp_path) as (host, _):
        operator = {"SURGEX_OPERATOR_TOKEN": new_operator(host.store)}
        arguments = ("new", "mine", "--baseline", str(OPENING / "baseline"), "--at", host.url)
        said = await asyncio.to_thread(done, *arguments, folder=tmp_path, **operator)

        token = said.rpartition("Control\n")[2].partition("SURGEX_TOKEN=")[2].split()[0]
        async with Follower(host.url, token) as control:
            assert control.client.exercise is not None
            assert len(control.client.exercise.world.organisations) == 6


async def test_a_bot_takes_one_seat_by_its_token(tmp_path: Path) -> None:
    async with hosting(tmp_path) as (host, made):
        environment = {
            **os.environ,
            "SURGEX_TOKEN": made.seat_of("allies/japan").token,
            "PYTHONPATH": str(Path(__file__).parents[2]),
        }
        command = (sys.executable, "-m", "cli", "bots", host.url, "--policy", "prompt")
        bot = await asyncio.create_subprocess_exec(*command, env=environment, stderr=asyncio.subprocess.PIPE)
        try:
            async with Follower(host.url, made.control.token) as control:
                await control.until(lambda client: "allies/japan" in client.exercise.holders, PATIENCE)  # type: ignore[union-attr]
                holder = control.client.exercise.holders  # type: ignore[union-attr]
        finally:
            bot.terminate()
            await bot.wait()

    assert holder["allies/japan"].startswith("bot-")  # type: ignore[index]
