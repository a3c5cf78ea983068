"""Many games: the same rows whatever the workers and interruptions, and what they say together."""

import csv
import json
import os
from collections.abc import Sequence
from pathlib import Path

import pytest
from pyarrow import parquet

from aar.lessons import Begun, Group, check_groups, lessons_lines, lessons_of
from aar.models import Findings
from aar.reading import read
from aar.sweeping.journal import Journal
from aar.sweeping.lock import alone
from aar.sweeping.plan import Plan, SweepError, Varied, varied_in
from aar.sweeping.row import columns, played_out, row_of
from aar.sweeping.running import swept
from aar.sweeping.tables import paths_for
from aar.sweeping.told import told_lines
from aar.wording import WIDTH
from bots.roster import policy
from bots.table import play
from bots.unlogged import UnloggedTable
from tests.support.decks import OPENING, opening_world

DECK, BASELINE = str(OPENING / "deck"), str(OPENING / "baseline")
PLAN = Plan(
    deck=DECK,
    baseline=BASELINE,
    games=2,
    policies=("idle",),
    vary=(Varied(path="systems/LRASM/drain", values=("50%", "100%")),),
)


def nothing(done: int, of: int, there: int) -> None:
    """No progress is wanted."""


def bytes_of(paths: Sequence[Path]) -> list[bytes]:
    return [path.read_bytes() for path in paths]


def test_a_sweep_gives_the_same_files_when_it_was_interrupted_and_whatever_the_workers(tmp_path: Path) -> None:
    told, whole = swept(PLAN, tmp_path / "whole.parquet", workers=1, progress=nothing)
    journal = Journal(tmp_path / "cut.rows.jsonl", PLAN.name())
    games = PLAN.all_games()
    for game in games[:3]:
        journal.add(row_of(PLAN, game))
    journal.close()
    with (tmp_path / "cut.rows.jsonl").open("a", encoding="utf-8") as cut:
        cut.write('{"game": 4, "seed"')
    seen: list[int] = []

    again, resumed = swept(PLAN, tmp_path / "cut.csv", workers=2, progress=lambda done, of, there: seen.append(there))

    assert seen[0] == 3
    assert bytes_of(resumed) == bytes_of(whole)
    with pytest.raises(SweepError, match=r"cut\.parquet is there already"):
        swept(PLAN, tmp_path / "cut.parquet", workers=1, progress=nothing)
    assert bytes_of(resumed) == bytes_of(whole)
    assert again == told
    assert sorted(path.name for path in tmp_path.glob("cut*")) == ["cut.codebook.csv", "cut.csv", "cut.parquet"]


def test_a_second_sweep_to_the_same_name_is_refused_and_a_lock_that_a_kill_left_is_not(tmp_path: Path) -> None:
    lock = tmp_path / "one.lock"

    at_work = rf"another sweep \(process {os.getpid()}\) is at work on .*one: wait for it"
    with alone(lock), pytest.raises(SweepError, match=at_work):
        swept(PLAN, tmp_path / "one.parquet", workers=1, progress=nothing)
    lock.write_text("4711\n")
    with alone(lock):
        assert lock.read_text() == f"{os.getpid()}\n"

    assert list(tmp_path.iterdir()) == []


def test_the_table_the_comma_file_and_the_codebook_hold_the_same_columns(tmp_path: Path) -> None:
    plan = Plan(deck=DECK, baseline=BASELINE, games=1, policies=("idle",), split=True)
    told, (packed, comma, codebook) = swept(plan, tmp_path / "one.parquet", workers=1, progress=nothing)

    table = parquet.read_table(packed)
    with comma.open(encoding="utf-8", newline="") as opened:
        (row,) = csv.DictReader(opened)
    with codebook.open(encoding="utf-8", newline="") as opened:
        book = list(csv.DictReader(opened))
    assert [one["column"] for one in book] == table.column_names == list(row)
    assert all(one["meaning"] for one in book)
    values = table.to_pylist()[0]
    assert {name: "" if value is None else str(value) for name, value in values.items()} == row
    shares = ("seam", "pacing", "unheld", "withheld", "rest")
    assert values["LRASM.short"] == sum(values[f"LRASM.{share}"] for share in shares)
    assert max(map(len, told_lines(told))) <= WIDTH


def test_a_game_that_keeps_no_log_is_what_the_log_of_the_same_game_tells() -> None:
    world = opening_world()
    policies = {one: policy("typical", "7") for one in world.organisations}

    noted = played_out(UnloggedTable(world=world, pace=world.deck.default_pace, seed="7"), policies)

    told = read(play(world, pace=world.deck.default_pace, seed="7", policies=policies).entries)
    assert told.evidence
    assert told.conduct
    assert told.exercise.initiatives
    told.head = noted.head
    assert noted == told


def test_a_journal_of_another_sweep_is_not_gone_on_with(tmp_path: Path) -> None:
    Journal(tmp_path / "a.rows.jsonl", "another plan").close()
    (tmp_path / "b.rows.jsonl").write_text("no journal\n")

    with pytest.raises(SweepError, match="journal of another sweep"):
        Journal(tmp_path / "a.rows.jsonl", PLAN.name())
    with pytest.raises(SweepError, match="no journal of a sweep"):
        Journal(tmp_path / "b.rows.jsonl", PLAN.name())


def test_rows_that_are_kept_outlive_a_journal_that_cannot_be_begun_anew(tmp_path: Path) -> None:
    path = tmp_path / "c.rows.jsonl"
    journal = Journal(path, "a plan")
    journal.add({"game": 1})
    journal.close()
    before = path.read_bytes()
    path.with_name(path.name + ".part").mkdir()  # where it would be begun anew

    with pytest.raises(SweepError, match="cannot be read or written"):
        Journal(path, "a plan")

    assert path.read_bytes() == before


@pytest.mark.parametrize(
    ("vary", "said"),
    [
        ("systems/LRASM/drian=50%", "there is no such figure"),
        ("systems/LRASM/drain=half", "a whole number, or percent"),
        ("pace=fast", "the deck has no pace `fast`"),
        ("pace", "PATH=VALUE,VALUE is wanted"),
    ],
)
def test_what_cannot_be_varied_is_named_with_the_mend(vary: str, said: str) -> None:
    with pytest.raises(SweepError, match=said):
        Plan(deck=DECK, baseline=BASELINE, games=1, policies=("idle",), vary=tuple(varied_in([vary]))).name()


def test_a_value_that_is_varied_is_in_the_world_that_is_played() -> None:
    declared = PLAN.world(()).systems["LRASM"].drain.value  # type: ignore[index]

    halved = PLAN.world((("systems/LRASM/drain", "50%"),)).systems["LRASM"].drain.value  # type: ignore[index]

    assert halved == declared // 2


def test_only_the_two_files_have_names_of_their_own() -> None:
    with pytest.raises(SweepError, match="ends with"):
        paths_for(Path("sweep.xlsx"))
    assert [one.name for one in columns(PLAN)][:5] == ["game", "seed", "policy", "pace", "systems/LRASM/drain"]


def findings(head: str, **changes: object) -> Findings:
    """Findings of one group, as findings.json would hold them."""
    one = {
        "ids": ["split-concurrence dod/as nsc/state"],
        "code": "COO-1",
        "kind": "seam",
        "class": "coordination",
        "status": "computed",
        "organisations": ["dod/as", "nsc/state"],
        "severity": 3,
        "title": "Releases waited.",
        "chain": [],
        "evidence": [12, 40],
        "dotmlpf": ["policy"],
        "owner": "nsc/state",
        "objectives": [],
        "week": 9,
        "notional": True,
        "control_inputs": [],
    }
    boundary = {
        "between": ["dod/as", "nsc/state"],
        "shapley": {},
        "first_in": {},
        "last_in": {},
        "joint_with": [],
        "sampled": False,
        "error": {},
        "redrawn": None,
        "weighted": 5_000,
        "equal": 5_000,
    }
    document = {
        "exercise": "x",
        "deck": "taiwan-blockade",
        "head": head * 64,
        "entries": 10,
        "ended": True,
        "findings": [one],
        "boundaries": [boundary],
        "objectives": [],
        "systems": {},
        "redraws": 0,
        "redraws_of_boundaries": 0,
        "red_reactions": [],
        "control_inputs": [],
        "thorough": None,
        "rests_on": [],
        **changes,
    }
    return Findings.model_validate_json(json.dumps(document))


def test_lessons_are_what_recurs_in_two_groups_or_more() -> None:
    groups = [Group(name="monday", findings=findings("a")), Group(name="tuesday", findings=findings("b", findings=[]))]
    groups.append(Group(name="wednesday", findings=findings("c")))

    found = lessons_of(groups)

    (lesson,) = found.lessons
    assert [one.group for one in lesson.groups] == ["monday", "wednesday"]
    assert found.boundaries[0].weighted == {"monday": 5_000, "tuesday": 5_000, "wednesday": 5_000}
    page = list(lessons_lines(found))
    assert "IN 2 OF 3 GROUPS" in page
    assert max(map(len, page)) <= WIDTH


def test_lessons_are_of_one_deck_and_of_different_groups() -> None:
    def group(name: str, deck: str, head: str) -> Begun:
        return Begun(name=name, entries=(), deck=deck, head=head)

    one = group("a", "taiwan-blockade", "a")
    check_groups([one, group("b", "taiwan-blockade", "b")])
    with pytest.raises(ValueError, match="different decks"):
        check_groups([one, group("b", "two-front-war", "b")])
    with pytest.raises(ValueError, match="the same log"):
        check_groups([one, group("b", "taiwan-blockade", "a")])
