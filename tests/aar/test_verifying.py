"""What a log proves: nobody can change, drop, move or invent an entry without `verify` naming the first that does not hold."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from shutil import copytree, rmtree
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aar.log_file import LogError, read_log, write_log
from aar.reading import read
from aar.replaying import UnreadableLogError, moments
from aar.verifying import HEAD_PRINTED, Verification, verify
from bots.roster import policy
from bots.table import play
from engine.entries import NO_PREVIOUS, Entry, Part, sealed
from engine.ids import CONTROL, PUBLIC, Audience, OrganisationId
from engine.orders import SetIntent
from engine.phases import Phase
from engine.recording import ENGINE_VERSION
from engine.stored import FORMAT, Plain, commitment, state_hash
from injects.load import load_world
from tests.properties.test_secrecy import given_on
from tests.support.decks import OPENING, opening_world
from tests.support.random_play import RandomGame
from tests.support.worlds import small_world

WORLD = opening_world()
ENTRIES = play(WORLD, pace="half-day", seed="4", policies={one: policy("typical", "4") for one in WORLD.organisations}).entries
JAPAN = Audience("allies/japan")
Parts = dict[Audience, Plain]


def changed(number: int, change: Callable[[Entry], Entry]) -> list[Entry]:
    return [change(entry) if entry.number == number else entry for entry in ENTRIES]


def forged(number: int, change: Callable[[Parts], Any]) -> list[Entry]:
    """The log with other parts in one entry, and a chain that looks right from there on."""
    return forged_from(ENTRIES, number, change)


def forged_from(entries: Sequence[Entry], number: int, change: Callable[[Parts], Any]) -> list[Entry]:
    made: list[Entry] = []
    for entry in entries:
        parts: Parts = {one: {k: v for k, v in part.plain.items() if k != "audience"} for one, part in entry.parts.items()}
        if entry.number == number:
            change(parts)
        made.append(sealed(entry.number, made[-1].hash if made else NO_PREVIOUS, parts, b"another key"))
    return made


def in_file(entries: Sequence[Entry], folder: Path) -> Verification:
    write_log(folder / "exercise.jsonl", entries)
    return verify(read_log(folder / "exercise.jsonl"))


def entry_where(kind: str, audience: Audience | None = None) -> int:
    """The number of the first entry of an order of this kind in which this audience has a part."""
    return next(
        entry.number
        for entry in ENTRIES[1:]
        if entry.parts[CONTROL].plain["order"]["kind"] == kind and (audience is None or audience in entry.parts)
    )


def test_a_whole_log_is_intact_and_ended(tmp_path: Path) -> None:
    found = in_file(ENTRIES, tmp_path)

    assert (found.fault, found.withheld, found.ended, found.entries) == ("", 0, True, len(ENTRIES))
    assert found.decided_again == len(ENTRIES) - 1


def test_a_changed_part_is_named_with_its_audience(tmp_path: Path) -> None:
    def rewrite(entry: Entry) -> Entry:
        part = entry.parts[CONTROL]
        other = Part(salt=part.salt, content=part.content.replace(b'"week":1', b'"week":2', 1))
        return replace(entry, parts={**entry.parts, CONTROL: other})

    found = in_file(changed(5, rewrite), tmp_path)

    assert found.fault == "entry 5: the part of control is not the one that was committed to"


def test_a_changed_salt_is_named_with_its_audience(tmp_path: Path) -> None:
    def salted(entry: Entry) -> Entry:
        part = entry.parts[PUBLIC]
        return replace(entry, parts={**entry.parts, PUBLIC: replace(part, salt=part.salt[::-1])})

    found = in_file(changed(7, salted), tmp_path)

    assert found.fault == "entry 7: the part of public is not the one that was committed to"


def test_a_part_that_is_changed_together_with_its_commitment_breaks_the_chain_at_the_next_entry() -> None:
    def rewrite(entry: Entry) -> Entry:
        part = entry.parts[CONTROL]
        other = Part(salt=part.salt, content=part.content.replace(b'"wall":null', b'"wall":"x"', 1))
        before, after = commitment(part.salt, part.content), commitment(other.salt, other.content)
        commitments = tuple(after if one == before else one for one in entry.commitments)
        return replace(entry, commitments=commitments, parts={**entry.parts, CONTROL: other})

    found = verify(changed(5, rewrite))

    assert found.fault == "entry 6 does not follow the entry before it: one of the two was changed"


def test_a_missing_entry_is_named(tmp_path: Path) -> None:
    found = in_file([entry for entry in ENTRIES if entry.number != 7], tmp_path)

    assert found.fault == "entry 8 stands where entry 7 belongs: one is missing or out of order"


def test_two_entries_in_each_others_place_are_named(tmp_path: Path) -> None:
    found = in_file([*ENTRIES[:7], ENTRIES[8], ENTRIES[7], *ENTRIES[9:]], tmp_path)

    assert found.fault == "entry 8 stands where entry 7 belongs: one is missing or out of order"


def test_an_entry_that_is_put_in_is_named(tmp_path: Path) -> None:
    found = in_file([*ENTRIES[:8], ENTRIES[7], *ENTRIES[8:]], tmp_path)

    assert found.fault == "entry 7 stands where entry 8 belongs: it was moved or added"


def test_an_invented_order_with_a_chain_that_looks_right_is_named() -> None:
    ready = entry_where("mark-ready")

    def invent(parts: Parts) -> None:
        parts[CONTROL]["order"] = {"kind": "end-exercise"}

    found = verify(forged(ready, invent))

    assert found.fault.startswith(f"entry {ready}: these rules would refuse the order")


def test_an_invented_outcome_with_a_chain_that_looks_right_is_named() -> None:
    week = entry_where("resolve-week")

    def more_made(parts: Parts) -> None:
        parts[CONTROL]["verdict"]["events"][-1]["week"] += 1

    found = verify(forged(week, more_made))

    assert found.fault == f"entry {week}: these rules would decide the order otherwise (resolve-week)"


def test_a_log_of_another_version_says_whose_rules_decided_otherwise() -> None:
    def of_another_version(parts: Parts) -> None:
        for part in parts.values():
            part["header"]["engine"] = "0.0.9"

    older = forged(0, of_another_version)
    refused = forged_from(older, entry_where("mark-ready"), lambda parts: parts[CONTROL].update(verdict={"events": []}))

    assert verify(older).fault == ""
    assert verify(refused).fault.endswith("surgex 0.0.9 recorded it, this is " + ENGINE_VERSION)


def test_a_chain_that_holds_is_told_apart_from_rules_that_decide_otherwise() -> None:
    week = entry_where("resolve-week")

    def by_other_rules(parts: Parts) -> None:
        parts[CONTROL]["order"]["weeks_then"] = 1

    other_rules = verify(forged(week, by_other_rules))
    changed_later = verify(forged(week, by_other_rules)[:-3] + list(ENTRIES[-3:]))

    assert other_rules.chain_intact
    assert other_rules.fault.startswith(f"entry {week}: these rules do not know such an order")
    assert (other_rules.decided_again, other_rules.decided_otherwise) == (len(ENTRIES) - 2, 1)
    assert other_rules.entries == len(ENTRIES)
    assert not changed_later.chain_intact
    assert changed_later.fault == f"entry {len(ENTRIES) - 3} does not follow the entry before it: one of the two was changed"


def test_a_made_up_refusal_is_named() -> None:
    ready = entry_where("mark-ready")

    def refuse(parts: Parts) -> None:
        parts[CONTROL]["verdict"] = {"refusal": {"code": "not-yours", "sentence": "No."}}

    assert verify(forged(ready, refuse)).fault.startswith(f"entry {ready}: these rules would decide the order otherwise")


def test_what_one_organisation_is_said_to_have_learned_is_held_against_what_happened() -> None:
    estimate = entry_where("seal-estimate", JAPAN)

    def other(parts: Parts) -> None:
        parts[JAPAN]["facts"][0]["rows"][0]["expected"] += 1

    found = verify(forged(estimate, other))

    assert found.fault == f"entry {estimate}: the part of {JAPAN} does not say what these rules tell {JAPAN}"


def test_a_part_that_is_put_in_or_left_out_is_named() -> None:
    estimate = entry_where("seal-estimate", JAPAN)

    added = verify(forged(estimate, lambda parts: parts.update({PUBLIC: {"facts": []}})))
    dropped = verify(forged(estimate, lambda parts: parts.pop(JAPAN)))

    assert added.fault == f"entry {estimate}: public learned nothing by these rules, and yet it has a part"
    assert dropped.fault == f"entry {estimate} commits to 1 parts, where these rules make 2"


def test_a_header_that_shows_everybody_another_world_is_named() -> None:
    def other(parts: Parts) -> None:
        parts[PUBLIC]["header"]["world"]["deck"]["title"] = "Another exercise"

    assert verify(forged(0, other)).fault == "entry 0: the part of public does not say what these rules tell public"


def test_controls_part_cannot_be_held_back_from_one_entry_alone() -> None:
    def hold_back(entry: Entry) -> Entry:
        return replace(entry, parts={one: part for one, part in entry.parts.items() if one != CONTROL})

    assert verify(changed(9, hold_back)).fault.startswith("entry 9 has not control's part, but entry 0 has")


def test_a_cut_tail_is_seen_with_the_head_and_only_with_it() -> None:
    cut = ENTRIES[:-3]

    assert verify(cut).fault == ""
    assert "the head is" in verify(cut, head=ENTRIES[-1].hash).fault


def test_a_head_is_found_by_the_signs_that_are_printed_at_lock() -> None:
    assert verify(ENTRIES, head=ENTRIES[-1].hash[:HEAD_PRINTED]).fault == ""


def test_entries_behind_the_head_that_was_given_are_named() -> None:
    last = len(ENTRIES) - 1

    found = verify(ENTRIES, head=ENTRIES[-3].hash)

    assert found.fault == f"entries {last - 1} to {last} stand after the head that was given, which is that of entry {last - 2}"


@pytest.mark.parametrize("entries", [[], ENTRIES[1:]])
def test_no_log_at_all_and_a_log_without_its_header_are_faults(entries: list[Entry]) -> None:
    assert verify(entries).fault


def test_a_damaged_line_is_named(tmp_path: Path) -> None:
    path = tmp_path / "exercise.jsonl"
    write_log(path, ENTRIES)
    lines = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(b"".join([*lines[:12], lines[12][:100] + b"\n", *lines[13:]]))

    found = verify(read_log(path))

    assert found.fault.startswith(f"{path}:13: not JSON that can be stored")
    assert found.entries == 12


def test_a_line_with_something_that_no_entry_has_is_named(tmp_path: Path) -> None:
    path = tmp_path / "exercise.jsonl"
    write_log(path, ENTRIES)
    path.write_bytes(path.read_bytes().replace(b'"number":4,', b'"note":"x","number":4,'))

    assert verify(read_log(path)).fault.startswith(f"{path}:5: this line is not as surgex writes it")


SMALL = small_world()
SHORT = play(
    SMALL, pace="quarters", seed="4", policies={one: policy("idle", "") for one in SMALL.organisations}, until=1
).entries
"""A log of a small world and one turn."""


@settings(max_examples=150)
@given(at=st.floats(0, 1, exclude_max=True), other=st.integers(0, 255))
def test_no_byte_of_a_log_can_be_changed_unnoticed(tmp_path_factory: pytest.TempPathFactory, at: float, other: int) -> None:
    path = tmp_path_factory.mktemp("log") / "exercise.jsonl"
    write_log(path, SHORT)
    content = bytearray(path.read_bytes())
    place = int(at * len(content))
    was, content[place] = content[place], other
    path.write_bytes(content)

    try:
        noticed = bool(verify(read_log(path), head=SHORT[-1].hash).fault)
    except (LogError, UnreadableLogError):
        noticed = True

    assert noticed == (was != other)


def of_format(number: int) -> list[Entry]:
    def other(parts: Parts) -> None:
        for part in parts.values():
            part["header"]["format"] = number

    return forged(0, other)


def test_a_log_of_a_later_format_is_refused_with_a_sentence() -> None:
    later = of_format(FORMAT + 1)

    for reader in (verify, read, lambda entries: list(moments(entries))):
        with pytest.raises(UnreadableLogError, match=r"which a later version of surgex writes; .* update surgex"):
            reader(later)


def test_a_released_log_of_a_later_format_is_refused_too() -> None:
    released = [replace(entry, parts={k: v for k, v in entry.parts.items() if k == PUBLIC}) for entry in of_format(FORMAT + 1)]

    with pytest.raises(UnreadableLogError, match="update surgex"):
        verify(released)


def test_a_log_replays_and_verifies_after_its_deck_is_gone(tmp_path: Path) -> None:
    deck = Path(copytree(OPENING / "deck", tmp_path / "my-deck"))
    world = load_world(deck, baseline=OPENING / "baseline")
    table = play(world, pace="half-day", seed="4", policies={one: policy("idle", "4") for one in world.organisations}, until=1)
    write_log(tmp_path / "exercise.jsonl", table.entries)

    rmtree(deck)

    assert verify(read_log(tmp_path / "exercise.jsonl")).fault == ""
    *_, last = moments(read_log(tmp_path / "exercise.jsonl"))
    assert state_hash(last.exercise) == state_hash(table.exercise)


def test_a_refusal_of_what_had_changed_since_is_decided_again_on_what_its_order_was_based_on(tmp_path: Path) -> None:
    game = RandomGame(WORLD, "stale")
    game.to_phase(Phase.ORDERS)
    given_on(game, OrganisationId("allies/japan"), SetIntent(stance="ask"), {"intent": 99})
    entries = game.table.entries
    last = entries[-1].number

    found = in_file(entries, tmp_path)
    forgotten = in_file(forged_from(entries, last, lambda parts: parts[CONTROL].pop("based_on")), tmp_path)

    assert entries[-1].parts[CONTROL].plain["verdict"]["refusal"]["code"] == "changed-since"
    assert found.fault == ""
    assert forgotten.fault.startswith(f"entry {last}: these rules would decide the order otherwise")
