"""A log of a later format is refused with a sentence; one of an older format is upgraded, or refused with a sentence."""

import pytest

from engine.formats import FormatError, format_of, upgraded
from engine.stored import FORMAT, Plain


def renamed(part: Plain) -> Plain:
    return {("amount" if key == "units" else key): value for key, value in part.items()}


def doubled(part: Plain) -> Plain:
    return {**part, "amount": 2 * part["amount"]}


def test_a_log_of_the_present_format_is_read_as_it_is() -> None:
    assert format_of({"format": FORMAT}) == FORMAT
    assert upgraded({"units": 1}, FORMAT) == {"units": 1}


def test_a_log_of_a_later_format_is_refused_with_what_to_do() -> None:
    with pytest.raises(FormatError, match=rf"format {FORMAT + 1}, which a later version .* update surgex"):
        format_of({"format": FORMAT + 1})


def test_a_log_of_an_older_format_without_an_upgrade_is_refused_with_the_version_that_reads_it() -> None:
    with pytest.raises(FormatError, match=r"reads no more: use surgex 0\.0\.9"):
        format_of({"format": 1, "engine": "0.0.9"}, present=3, upgrades={2: doubled})


def test_a_log_of_an_older_format_is_upgraded_step_by_step() -> None:
    steps = {1: renamed, 2: doubled}

    written = format_of({"format": 1}, present=3, upgrades=steps)

    assert upgraded({"units": 4}, written, present=3, upgrades=steps) == {"amount": 8}
    assert upgraded({"amount": 4}, 2, present=3, upgrades=steps) == {"amount": 8}


@pytest.mark.parametrize("header", [{}, {"format": "1"}, {"format": 0}, {"format": True}, {"format": None}])
def test_a_header_without_a_format_is_none_of_a_log(header: Plain) -> None:
    with pytest.raises(FormatError, match="names no format"):
        format_of(header)
