"""Every command as a new user meets it: its help, what it prints, and how it says that something is wrong."""

import gzip
import os
import re
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from aar.models import Summary
from aar.results import FILES
from aar.snapshot import StateSnapshot
from engine.recording import ENGINE_VERSION
from tests.cli.conftest import Here
from tests.support.commands import SMALL, surgex
from tests.support.decks import DeckFolder

ROOT = Path(__file__).parents[2]
COMMANDS = (
    "demo",
    "play",
    "host",
    "new",
    "join",
    "bots",
    "verify",
    "replay",
    "findings",
    "release",
    "export",
    "backup",
    "restore",
    "import",
    "promote",
    "branch",
    "compare",
    "sweep",
    "lessons",
    "decks list",
    "decks check",
    "decks new",
    "decks preview",
    "decks dry-run",
    "decks rehearse",
    "decks schema",
    "seats list",
    "seats add",
    "seats revoke",
    "seats reissue",
    "seats pass",
    "names erase",
    "operator new",
    "operator reissue",
)


@pytest.fixture(scope="module")
def one_turn(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the results of one turn, and a copy of its log for Japan."""
    folder = tmp_path_factory.mktemp("one-turn")
    surgex("play", *SMALL, "--seed", "2", "--bots", "idle", "--until", "1", "--out", "results", folder=folder)
    surgex("release", "results/exercise.jsonl", "--for", "allies/japan", "--out", "japan.jsonl", folder=folder)
    return folder


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_with_an_example(command: str, tmp_path: Path, here: Here) -> None:
    shown = here(*command.split(), "--help", folder=tmp_path)

    assert shown.returncode == 0
    assert f"Example: surgex {command}" in shown.stdout


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["play", "taiwan-blokade"], "did you mean"),
        (["play", "--pace", "half-dya"], "did you mean `half-day`?"),
        (["play", "--bots", "prommpt"], "did you mean `prompt`?"),
        (["play", "--bots", "nsc/staf=prompt"], "did you mean `nsc/staff`?"),
        (["play", "--bots", "nsc/staff=prommpt"], "did you mean `prompt`?"),
        (["play", "--bots", "nsc/staff"], "there is no policy `nsc/staff`"),
        (["play", "--bots", "idle", "--bots", "typical"], "both given for all"),
        (["play", "--bots", "nsc/staff=idle", "--bots", "nsc/staff=typical"], "given two policies"),
        (["play", "--baseline", "start-2062"], "did you mean `start-2026`?"),
        (["play", "--start", "warnin"], "did you mean `warning`?"),
        (["play", "--until", "4"], "give --until a number from 1 to 3"),
        (["play", "--seed", ""], "leave --seed out"),
        (["play", "--out", "garbage.log"], "cannot be made or read as a folder"),
        (["play", "--out", "."], "is not empty"),
        (["verify", "absent.log"], "cannot be read"),
        (["verify", "garbage.log"], "garbage.log:1:"),
        (["findings", "garbage.log"], "garbage.log:1:"),
        (["verify", "garbage.log", "--head", "12"], "give at least its first 16 signs"),
        (["release", "garbage.log", "--for", "allies/japan", "--out", "x.log"], "garbage.log:1:"),
        (["release", "empty.log", "--for", "allies/japan", "--out", "x.log"], "empty"),
        (["release", "absent.log", "--for", "allies/japan", "--out", "x.log"], "cannot be read"),
        (["release", "empty.log", "--for", "allies/japan", "--out", "garbage.log"], "is there already"),
        (["export", "empty.log", "--out", "garbage.log"], "is there already"),
        (["play", "--sed", "2"], "No such option: --sed (Possible options: --seed); see `surgex play --help`"),
        (["play", "--until", "soon"], "'--until': a whole number is wanted; see `surgex play --help`"),
        (["play", "--redraws", "-1"], "'--redraws': 0 or more is wanted; see `surgex play --help`"),
        (["decks", "preview", "--format", "pdf", "x"], "'--format': 'pdf' is not one of 'table', 'timeline', 'html'; see"),
        (["play", "."], "there is no deck in this folder"),
        (["pley"], "Did you mean 'play'"),
        (["verify"], "see `surgex verify --help`"),
        (["replay", "garbage.log"], "garbage.log:1:"),
        (["replay", "empty.log", "--view", "allies/japan"], "empty"),
        (["branch", "garbage.log", "--at", "1"], "say where the new log goes"),
        (["branch", "garbage.log", "--at", "1", "--out", "x.log", "--into", "x.db"], "say where the new log goes"),
        (["branch", "garbage.log", "--at", "1", "--out", "empty.log"], "is there already"),
        (["branch", "garbage.log", "--drop", "1", "--out", "x.log"], "garbage.log:1:"),
        (["compare", "empty.log", "garbage.log"], "empty"),
        (["sweep", "taiwan-blockade", "--games", "1", "--out", "x.xlsx"], "ends with .parquet or .csv"),
        (["sweep", "taiwan-blockade", "--policies", "typicl", "--out", "x.csv"], "did you mean `typical`?"),
        (["lessons", "garbage.log"], "give two or more"),
        (["branch", "garbage.log", "--at", "1", "--out", "x.log"], "garbage.log:1:"),
        (["branch", "empty.log", "--at", "0", "--out", "x.log"], "empty"),
        (["replay", "empty.log"], "empty"),
        (["findings", "empty.log"], "empty"),
        (["export", "garbage.log", "--out", "x.log"], "garbage.log:1:"),
        (["join", "http://127.0.0.1:1"], "should begin with ws://"),
        (["join", "ws://127.0.0.1:1"], "needs a terminal"),
        (["join", "ws://127.0.0.1:99999", "--plain"], "is no server's address"),
        (["join", "ws://a b", "--plain"], "is no server's address"),
        (["join", "ws://127.0.0.1:1?token=x", "--plain"], "does not belong into it"),
        (["demo", "--as", "nobody"], "or `control`"),
        (["demo", "--as", "japn"], "did you mean `japan`?"),
        (["host", "--address", "192.0.2.1"], "this machine has no address 192.0.2.1"),
        (["bots", "absent.json"], "cannot be read"),
        (["bots", "garbage.log"], "is no seats file"),
        (["new", "taiwan-blockade", "--database", "garbage.log"], "garbage.log"),
        (["host", "--database", "garbage.log"], "garbage.log"),
        (["host", "--port", "99999"], "--port: 65535 or less is wanted"),
        (["host", "--address", "nowhere", "--port", "-1"], "--port: 0 or more is wanted"),
        (["host", "--orders-per-second", "inf"], "--orders-per-second: a number is wanted"),
        (["host", "--origin", "https://a.example/page"], "--origin: `https://a.example/page` should be https://name"),
        (["host", "--proxy", "10.0.0.0/8"], "--proxy: `10.0.0.0/8` should be one address in digits"),
        (["host", "--log-file", "."], "the server's log cannot be written to .: Is a directory; name another file"),
        (["host", "--tls-cert", "garbage.log"], "give both --tls-cert and --tls-key"),
        (["host", "--tls-cert", "garbage.log", "--tls-key", "absent.pem"], "absent.pem cannot be read"),
        (["host", "--tls-cert", "garbage.log", "--tls-key", "garbage.log"], "in PEM form"),
        (["host", "--connections-per-seat", "-1"], "--connections-per-seat"),
        (["seats", "list", "--at", "wss://127.0.0.1:1", "--ca", "absent.pem"], "--ca: absent.pem cannot be read"),
        (["decks", "check", "nowhere"], "there is no deck"),
        (["decks", "schema", "--out", "garbage.log"], "garbage.log cannot be written"),
        (["operator", "reissue", "--database", "absent.db"], "absent.db: there is no such file"),
        (["bots", "garbage.log", "--thinking", "nan"], "--thinking is seconds"),
    ],
)
def test_wrong_use_ends_with_one_line_that_names_the_mend(arguments: list[str], said: str, tmp_path: Path, here: Here) -> None:
    (tmp_path / "garbage.log").write_text("this is no log\n")
    (tmp_path / "empty.log").write_text("")

    shown = here(*arguments, folder=tmp_path)

    assert shown.returncode == 2, shown.stderr
    assert said in shown.stderr
    assert "Traceback" not in shown.stderr
    assert len(shown.stderr.strip().splitlines()) == 1


@pytest.mark.parametrize("group", ["config", "print", "decks", "msel", "seats", "names", "operator"])
def test_the_help_of_a_group_says_in_whole_sentences_what_each_command_does(group: str, tmp_path: Path, here: Here) -> None:
    shown = here(group, "--help", folder=tmp_path)

    assert shown.returncode == 0
    assert "..." not in shown.stdout.partition("Commands:")[2]


def test_play_writes_a_log_that_verifies_replays_and_gives_the_same_answer(tmp_path: Path) -> None:
    played = surgex("play", *SMALL, "--seed", "2", "--until", "1", "--out", "results", folder=tmp_path)
    verified = surgex("verify", "results/exercise.jsonl", folder=tmp_path)
    replayed = surgex("replay", "results/exercise.jsonl", folder=tmp_path)
    found = surgex("findings", "results/exercise.jsonl", folder=tmp_path)

    assert verified.stdout.startswith("intact\n")
    assert found.stdout == played.stdout
    states = [re.search(r"^state (\w{64})$", one.stdout, re.MULTILINE) for one in (verified, replayed)]
    assert states[0]
    assert states[1]
    assert states[0][1] == states[1][1]


def test_verify_of_a_log_that_other_rules_recorded_says_first_that_its_chain_is_intact(tmp_path: Path) -> None:
    log = str(Path(__file__).parents[1] / "golden" / "format-2-walkthrough.log.gz")

    shown = surgex("verify", log, folder=tmp_path)
    head = shown.stdout.split("head  ")[1].split("\n")[0]
    anchored = surgex("verify", log, "--head", head, folder=tmp_path)
    branched = surgex(
        "branch", log.replace("walkthrough", "typical-seed-2"), "--drop", "100", "--out", "x.jsonl", folder=tmp_path
    )

    assert (shown.returncode, anchored.returncode) == (1, 1)
    assert shown.stdout.startswith("The chain is intact: 275 entries")
    assert "\nNOT BY THESE RULES: entry 0: " in shown.stdout
    assert "or somebody wrote it anew" in shown.stdout
    assert "this log is as it was recorded" in anchored.stdout
    assert (branched.returncode, branched.stderr.count("\n")) == (2, 1)
    assert "cannot be given once more: these rules do not know it" in branched.stderr


def test_verify_says_no_with_exit_code_1_where_a_line_is_missing(one_turn: Path, tmp_path: Path) -> None:
    lines = (one_turn / "results" / "exercise.jsonl").read_bytes().splitlines(keepends=True)
    log = tmp_path / "exercise.jsonl"
    log.write_bytes(b"".join(lines[:20] + lines[21:]))

    shown = surgex("verify", str(log), folder=tmp_path)

    assert shown.returncode == 1
    assert "entry 21 stands where entry 20 belongs" in shown.stdout


def test_a_released_log_verifies_as_intact_and_says_how_many_parts_it_withholds(one_turn: Path) -> None:
    wrote = surgex("release", "results/exercise.jsonl", "--for", "allies/japan", "--out", "again.jsonl", folder=one_turn)
    unknown = surgex("release", "results/exercise.jsonl", "--for", "allies/jpan", "--out", "x.jsonl", folder=one_turn)
    verified = surgex("verify", "again.jsonl", folder=one_turn)

    withheld = re.search(r"(\d+ parts withheld)", wrote.stdout)
    assert withheld
    assert verified.stdout.splitlines()[0] == f"intact; {withheld[1]}"
    assert verified.returncode == 0
    assert unknown.returncode == 2
    assert "did you mean `allies/japan`?" in unknown.stderr


def test_replay_shows_the_state_and_a_view_after_an_entry(one_turn: Path) -> None:
    japan = ("--to", "30", "--view", "allies/japan")

    whole, released = (surgex("replay", log, *japan, folder=one_turn) for log in ("results/exercise.jsonl", "japan.jsonl"))
    state = surgex("replay", "results/exercise.jsonl", "--to", "30", "--json", folder=one_turn)

    assert "STATE AFTER ENTRY 30" in surgex("replay", "results/exercise.jsonl", "--to", "30", folder=one_turn).stdout
    assert "WHAT allies/japan KNEW AFTER ENTRY 30" in whole.stdout
    assert whole.stdout == released.stdout
    assert StateSnapshot.model_validate_json(state.stdout).entry == 30


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["replay", "results/exercise.jsonl", "--to", "999"], "give --to a number from 0 to "),
        (["replay", "results/exercise.jsonl", "--view", "allies/jpan"], "did you mean `allies/japan`?"),
        (["replay", "japan.jsonl"], "--view ORGANISATION"),
        (["replay", "japan.jsonl", "--view", "dod/as"], "withholds the parts of dod/as"),
        (["findings", "japan.jsonl"], "withholds control's parts"),
        (["release", "japan.jsonl", "--for", "dod/as", "--out", "x.jsonl"], "itself withholds the parts of dod/as"),
        (["verify", "results/exercise.jsonl", "--exercise", "x"], "leave out --exercise"),
        (["branch", "results/exercise.jsonl", "--out", "x.jsonl"], "say where the new log departs"),
        (["branch", "results/exercise.jsonl", "--drop", "9999", "--out", "x.jsonl"], "name one from 1 to"),
        (["branch", "results/exercise.jsonl", "--policy", "prompt", "--out", "x.jsonl"], "name an organisation and a bot"),
        (["branch", "results/exercise.jsonl", "--replace", "japan.jsonl", "--out", "x.jsonl"], "is no JSON"),
        (["branch", "results/exercise.jsonl", "--at", "5", "--into", "results"], "results: this is a folder"),
        (["report", "results/exercise.jsonl", "--out", "japan.jsonl"], "japan.jsonl cannot be made: File exists"),
    ],
)
def test_what_a_log_does_not_hold_is_said_in_one_line(arguments: list[str], said: str, one_turn: Path, here: Here) -> None:
    shown = here(*arguments, folder=one_turn)

    assert shown.returncode == 2
    assert said in shown.stderr
    assert len(shown.stderr.strip().splitlines()) == 1
    assert shown.stdout == ""
    assert not (one_turn / "x.jsonl").exists()


def test_a_log_without_an_end_is_intact_but_asks_for_the_head(one_turn: Path) -> None:
    plain = surgex("verify", "results/exercise.jsonl", folder=one_turn)
    head = re.search(r"^head +(\w+)$", plain.stdout, re.MULTILINE)
    assert head
    anchored = surgex("verify", "results/exercise.jsonl", "--head", head[1], folder=one_turn)

    assert "give --head to be sure" in plain.stdout
    assert "give --head" not in anchored.stdout
    assert (plain.returncode, anchored.returncode) == (0, 0)


@pytest.mark.slow  # the whole answer of a whole exercise, as `make demo` prints it
def test_demo_without_a_terminal_is_played_over_sockets_to_its_end_and_prints_the_page(tmp_path: Path) -> None:
    shown = surgex("demo", "--seed", "2", folder=tmp_path)
    (database,) = (tmp_path / "surgex" / "demo").glob("*.db")

    joined = [one for one in database.with_suffix(".log").read_text().splitlines() if '"joined"' in one]
    page, told, where = shown.stdout.partition("The log of this exercise is in ")
    assert len([one for one in joined if "surgex-bot/" in one]) == 26
    assert "turn 3 of 3 played" in shown.stderr
    assert "DID THE SURGE ASSUMPTION HOLD?" in page
    assert told
    assert where.startswith(str(database))


def test_the_orders_of_a_log_are_played_anew_to_the_same_page(one_turn: Path) -> None:
    again = surgex("play", *SMALL, "--orders", "results/exercise.jsonl", folder=one_turn)

    assert again.returncode == 0, again.stderr
    assert "played anew: the same entries" in again.stderr
    page = (one_turn / "results" / "summary.md").read_text()
    assert re.sub(r"head \w+", "", again.stdout) in re.sub(r"head \w+", "", page)


def test_play_leaves_four_files_and_prints_what_they_hold(tmp_path: Path) -> None:
    play = ("play", *SMALL, "--seed", "2", "--until", "1", "--out")

    page = surgex(*play, "results", folder=tmp_path).stdout
    printed = surgex(*play, "again", "--json", folder=tmp_path).stdout
    found = surgex("findings", "results/exercise.jsonl", "--json", folder=tmp_path).stdout

    results = tmp_path / "results"
    assert sorted(one.name for one in results.iterdir()) == sorted(FILES)
    assert Summary.model_validate_json(printed).systems
    assert (results / "summary.json").read_text() == printed
    assert (results / "findings.json").read_text() == found
    assert page in (results / "summary.md").read_text()
    for name in FILES:
        assert (results / name).read_bytes() == (tmp_path / "again" / name).read_bytes()


def test_results_are_replaced_only_by_force_and_nothing_else_in_their_folder_is_touched(tmp_path: Path) -> None:
    (tmp_path / "results").mkdir()
    (tmp_path / "results" / "notes.txt").write_text("mine")
    play = ("play", *SMALL, "--seed", "2", "--bots", "idle", "--until", "1", "--out", "results")

    refused = surgex(*play, folder=tmp_path)
    forced = surgex(*play, "--force", folder=tmp_path)

    assert refused.returncode == 2
    assert (
        refused.stderr
        == "surgex: results is not empty: it holds notes.txt. Name a new folder, or replace its results with --force.\n"
    )
    assert forced.returncode == 0
    assert (tmp_path / "results" / "notes.txt").read_text() == "mine"
    assert (tmp_path / "results" / "summary.json").is_file()


def test_play_until_a_turn_stops_at_its_end_and_says_that_the_exercise_has_not_ended(tmp_path: Path) -> None:
    shown = surgex("play", *SMALL, "--seed", "2", "--bots", "idle", "--until", "1", "--json", folder=tmp_path)

    summary = Summary.model_validate_json(shown.stdout)
    assert (summary.turns_played, summary.weeks, summary.ended, summary.seed) == (1, 13, False, "2")


def test_play_begins_at_the_start_that_is_named(tmp_path: Path) -> None:
    folder = DeckFolder(tmp_path)
    folder.change("deck/calendar.yaml", "starts:\n", "starts:\n  - {id: protracted, title: In the war, week: 18}\n")
    play = ("play", "deck", "--baseline", "baseline", "--bots", "idle", "--until", "1", "--json")

    first, named, wrong = (surgex(*play, "--start", one, folder=tmp_path) for one in ("protracted", "warning", "warnin"))

    starts = [Summary.model_validate_json(shown.stdout) for shown in (first, named)]
    assert [(one.start, one.shooting_week) for one in starts] == [("protracted", 1), ("warning", 18)]
    assert (wrong.returncode, len(wrong.stderr.splitlines())) == (2, 1)
    assert "the deck has no start `warnin`" in wrong.stderr
    assert "did you mean `warning`?" in wrong.stderr


def test_the_policy_of_one_organisation_is_its_own(tmp_path: Path) -> None:
    names = ("typical", "--bots", "nsc/staff=prompt"), ("typical",)
    answers = [
        surgex("play", *SMALL, "--seed", "2", "--until", "1", "--bots", *name, "--json", folder=tmp_path).stdout
        for name in names
    ]

    shared, alone = (Summary.model_validate_json(answer) for answer in answers)
    assert shared.head != alone.head


def console_blocks(document: str) -> list[tuple[str, list[str]]]:
    """The `surgex` commands of a document that can run by themselves, with the lines that are shown beneath them."""
    text = (ROOT / document).read_text(encoding="utf-8")
    found: list[tuple[str, list[str]]] = []
    for block in re.findall(r"```console\n(.*?)```", text, re.DOTALL):
        for line in block.splitlines():
            if line.startswith("$ "):
                found.append((line[2:], []))
            elif line.strip() and found:
                found[-1][1].append(line)
    return [(command, shown) for command, shown in found if shown and command.startswith("surgex ")]


def unpack_what_it_unpacks(document: str, folder: Path) -> None:
    """What a reader does with `gunzip -c FILE > OTHER` in a checkout."""
    text = (ROOT / document).read_text(encoding="utf-8")
    for packed, name in re.findall(r"^\$ gunzip -c (\S+) > (\S+)$", text, re.MULTILINE):
        (folder / name).write_bytes(gzip.decompress((ROOT / packed).read_bytes()))


def test_the_version_is_told(tmp_path: Path) -> None:
    command, environment = [sys.executable, "-m", "cli", "--version"], {**os.environ, "PYTHONPATH": str(ROOT)}
    shown = subprocess.run(command, capture_output=True, text=True, env=environment, cwd=tmp_path, check=False)

    assert (shown.returncode, shown.stdout) == (0, f"surgex {ENGINE_VERSION}\n")


@pytest.mark.parametrize("documents", [("README.md", "docs/results.md"), ("docs/walkthrough.md",)])
def test_the_commands_of_a_document_print_what_it_shows(documents: tuple[str, ...], tmp_path: Path) -> None:
    """Documents that are read one after the other are tried in one folder."""
    for document in documents:
        blocks = console_blocks(document)
        unpack_what_it_unpacks(document, tmp_path)

        assert blocks
        for command, shown in blocks:
            printed = surgex(*command.removeprefix("surgex ").split(), folder=tmp_path).stdout
            for line in shown:
                assert line in printed, f"{document}: `{command}` does not print: {line}"


@pytest.mark.skipif(os.name != "posix", reason="file modes are POSIX")
def test_what_holds_secrets_is_readable_by_its_owner_alone(tmp_path: Path) -> None:
    surgex("new", *SMALL, "--database", "x.db", "--out", "seats.json", folder=tmp_path)
    surgex("play", *SMALL, "--bots", "idle", "--until", "1", "--out", "results", folder=tmp_path)

    modes = {one.name: oct(one.stat().st_mode & 0o777) for one in tmp_path.rglob("*") if one.is_file()}
    assert {"seats.json", *FILES} <= set(modes)
    assert set(modes.values()) == {"0o600"}


def test_a_seats_file_that_is_there_is_never_written_over(tmp_path: Path) -> None:
    (tmp_path / "seats.json").write_text("{}")

    shown = surgex("new", *SMALL, "--database", "x.db", "--out", "seats.json", folder=tmp_path)

    assert shown.returncode == 2
    assert "name another file" in shown.stderr
    assert not (tmp_path / "x.db").exists()


def test_a_port_that_is_taken_and_a_data_folder_that_cannot_be_are_said_in_one_line(tmp_path: Path, here: Here) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        ports = [
            here("host", *options, folder=tmp_path, database="x.db")
            for options in (["--port", port], ["--port", "0", "--metrics-port", port], ["--port", "0", "--web", port])
        ]
    nowhere = tmp_path / "nowhere"
    nowhere.mkdir()
    (nowhere / "surgex").write_text("a file where the folder should be")
    places = [here(*command, folder=nowhere) for command in (["demo"], ["host"], ["new", "taiwan-blockade"])]

    assert [one.returncode for one in (*ports, *places)] == [2] * 6
    assert [one.stderr.splitlines()[-1].partition(" is taken")[0] for one in ports] == [f"surgex: 127.0.0.1 port {port}"] * 3
    assert all("set XDG_DATA_HOME" in one.stderr.splitlines()[-1] for one in places)
