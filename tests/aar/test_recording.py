"""A log taken in entry by entry: every moment and view at once, as far as it is sound, whatever stands behind that."""

import pytest

from aar.recording import Recording, recorded
from aar.replaying import UnreadableLogError, glimpses, moments
from engine.entries import NO_PREVIOUS, Entry, sealed
from engine.stored import state_hash
from tests.support.reviewing import small_game
from tests.support.screens import DOD


def recording(entries: tuple[Entry, ...]) -> Recording:
    *_, last = recorded(iter(entries))
    return last


def later_format() -> Entry:
    """Entry 0 of a log that a version to come has written."""
    parts = {audience: part.plain for audience, part in small_game()[0].parts.items()}
    for part in parts.values():
        part["header"]["format"] = 99
    return sealed(0, NO_PREVIOUS, parts, b"key")


def test_any_moment_and_any_view_are_those_of_a_replay_whatever_was_asked_before() -> None:
    taken = recording(small_game())
    played = list(moments(small_game()))
    seen = list(glimpses(small_game(), DOD))

    for number in (taken.last, 26, 0, 25, 51, 50, 1):
        assert state_hash(taken.moment(number).exercise) == state_hash(played[number].exercise)
        assert taken.glimpse(DOD, number) == seen[number]


def test_a_missing_entry_is_named_and_what_is_before_it_is_kept() -> None:
    taken = recording((*small_game()[:30], *small_game()[31:]))

    assert taken.last == 29
    assert taken.fault.startswith("entry 31 stands where entry 30 belongs")


@pytest.mark.parametrize(
    ("entries", "said"), [((), "the log is empty"), ((later_format(),), "format 99")], ids=("empty", "later")
)
def test_a_log_of_which_nothing_can_be_read_is_refused_with_a_sentence(entries: tuple[Entry, ...], said: str) -> None:
    with pytest.raises(UnreadableLogError, match=said):
        recording(entries)
