"""What a log proves: nobody can change, drop or reorder an entry without `verify` naming the first that does not hold."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from aar.verifying import verify
from bots.roster import policy
from bots.table import play
from engine.entries import NO_PREVIOUS, Entry, Part, sealed
from engine.ids import CONTROL, Audience
from engine.stored import commitment
from injects.load import load_world

WORLD = load_world("taiwan-blockade")
ENTRIES = play(WORLD, pace="half-day", seed="4", policies={one: policy("typical", "4") for one in WORLD.organisations}).entries
JAPAN = Audience("allies/japan")


def changed(entries: list[Entry], number: int, change: Callable[[Entry], Entry]) -> list[Entry]:
    return [change(entry) if entry.number == number else entry for entry in entries]


def test_a_whole_log_is_intact_and_ended() -> None:
    found = verify(ENTRIES)

    assert (found.fault, found.withheld, found.ended, found.entries) == ("", 0, True, len(ENTRIES))


def test_a_changed_part_is_named_with_its_audience() -> None:
    def rewrite(entry: Entry) -> Entry:
        part = entry.parts[CONTROL]
        forged = Part(salt=part.salt, content=part.content.replace(b'"week":1', b'"week":2', 1))
        return replace(entry, parts={**entry.parts, CONTROL: forged})

    found = verify(changed(ENTRIES, 5, rewrite))

    assert found.fault == "entry 5: the part of control is not the one that was committed to"


def test_a_part_that_is_changed_together_with_its_commitment_breaks_the_chain_at_the_next_entry() -> None:
    def rewrite(entry: Entry) -> Entry:
        part = entry.parts[CONTROL]
        forged = Part(salt=part.salt, content=part.content.replace(b'"wall":null', b'"wall":"x"', 1))
        before, after = commitment(part.salt, part.content), commitment(forged.salt, forged.content)
        commitments = tuple(after if one == before else one for one in entry.commitments)
        return replace(entry, commitments=commitments, parts={**entry.parts, CONTROL: forged})

    found = verify(changed(ENTRIES, 5, rewrite))

    assert found.fault == "entry 6 does not follow the entry before it: one of the two was changed"


def test_a_missing_entry_is_named() -> None:
    found = verify([entry for entry in ENTRIES if entry.number != 7])

    assert found.fault == "entry 8 stands where entry 7 belongs: one is missing or out of order"


def test_a_cut_tail_is_seen_with_the_head_and_only_with_it() -> None:
    cut = ENTRIES[:-3]

    assert verify(cut).fault == ""
    assert "the head is" in verify(cut, head=ENTRIES[-1].hash).fault


def test_a_copy_that_withholds_the_parts_of_others_is_still_intact() -> None:
    released = [
        replace(entry, parts={audience: part for audience, part in entry.parts.items() if audience in (JAPAN, "public")})
        for entry in ENTRIES
    ]

    found = verify(released)

    assert found.fault == ""
    assert found.withheld == sum(len(entry.parts) for entry in ENTRIES) - sum(len(entry.parts) for entry in released)


def test_an_order_that_these_rules_would_decide_otherwise_is_named() -> None:
    forged, previous = [], NO_PREVIOUS
    for entry in ENTRIES:
        parts = {audience: {k: v for k, v in part.plain.items() if k != "audience"} for audience, part in entry.parts.items()}
        if entry.number == 40:
            parts[CONTROL]["verdict"] = {"events": []}
        again = sealed(entry.number, previous, parts, b"another key")
        forged.append(again)
        previous = again.hash

    found = verify(forged)

    assert found.fault.startswith("entry 40: these rules would")


@pytest.mark.parametrize("entries", [[], ENTRIES[1:]])
def test_no_log_at_all_and_a_log_without_its_header_are_faults(entries: list[Entry]) -> None:
    assert verify(entries).fault
