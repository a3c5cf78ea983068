"""A released copy: it verifies, it shows its organisation what it knew, and holds no word of anybody else."""

from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aar.log_file import read_log, write_log
from aar.releasing import Withheld, released
from aar.replaying import UnreadableLogError, glimpses, moments
from aar.verifying import verify
from bots.table import Table
from engine.ids import CONTROL, PUBLIC, Audience, OrganisationId
from tests.support.planted import WORD, planted_game, words_told, words_withheld


@cache
def game(salt: int = 0) -> Table:
    return planted_game(f"released {salt}")


def copy_for(table: Table, audience: str, folder: Path) -> Path:
    path = folder / "copy.jsonl"
    write_log(path, released(table.entries, Audience(audience), Withheld()))
    return path


@settings(max_examples=5)
@given(salt=st.integers(0, 10_000))
def test_no_word_planted_in_a_withheld_part_is_in_the_copy_of_anybody(
    tmp_path_factory: pytest.TempPathFactory, salt: int
) -> None:
    table = game(salt)

    for audience in (PUBLIC, *table.world.organisations):
        copy = copy_for(table, audience, tmp_path_factory.mktemp("copy")).read_text()
        secret, told = words_withheld(table.entries, Audience(audience)), words_told(table.entries, PUBLIC, Audience(audience))
        assert len(secret) > 10
        assert {word for word in secret if word in copy} == set()
        assert {word for word in told if word not in copy} == set()


def test_words_are_planted_in_briefs_injects_and_all_that_players_and_control_write() -> None:
    entries = [entry for salt in range(3) for entry in game(salt).entries]
    given = [entry.parts[CONTROL].plain["order"] for entry in entries if entry.number]
    kinds = {order["kind"] for order in given if WORD.search(str(order))}

    told = " ".join(words_told(entries, CONTROL))
    assert "zzbrief" in told
    assert "zzinject" in told
    assert kinds >= {"propose-initiative", "set-intent", "decline-step", "answer-inject", "send-message", "make-request"}
    assert kinds >= {"take-action", "rule-action", "edit-inject", "pause-exercise", "give-hot-wash"}


def test_the_brief_of_one_organisation_is_in_its_own_copy_and_in_no_other(tmp_path: Path) -> None:
    table = game()
    briefs = {brief.organisation: brief.private_fact for brief in table.world.deck.briefs}

    for audience in table.world.organisations:
        copy = copy_for(table, audience, tmp_path).read_text()
        assert [one for one, fact in briefs.items() if fact in copy] == [one for one in briefs if one == audience]


def test_a_copy_is_intact_names_the_same_head_and_says_how_many_parts_it_withholds(tmp_path: Path) -> None:
    table = game()
    kept = sum(audience in (PUBLIC, "dod/as") for entry in table.entries for audience in entry.parts)

    found = verify(read_log(copy_for(table, "dod/as", tmp_path)))

    assert (found.fault, found.head, found.entries) == ("", table.entries[-1].hash, len(table.entries))
    assert found.withheld == sum(len(entry.parts) for entry in table.entries) - kept


def test_from_its_copy_an_organisation_sees_what_it_saw_in_play(tmp_path: Path) -> None:
    table = game()

    for organisation in table.world.organisations:
        *_, last = glimpses(read_log(copy_for(table, organisation, tmp_path)), organisation)
        assert last.view == table.views[organisation]


def test_from_a_copy_nobody_sees_more(tmp_path: Path) -> None:
    copy = copy_for(game(), "dod/as", tmp_path)

    with pytest.raises(UnreadableLogError, match="withholds the parts of nsc/staff"):
        list(glimpses(read_log(copy), OrganisationId("nsc/staff")))
    with pytest.raises(UnreadableLogError, match="withholds control's parts"):
        list(moments(read_log(copy)))
    with pytest.raises(UnreadableLogError, match="itself withholds the parts of nsc/staff"):
        list(released(read_log(copy), Audience("nsc/staff"), Withheld()))


def test_controls_parts_and_every_salt_of_a_withheld_part_are_gone(tmp_path: Path) -> None:
    table = game()
    copy = copy_for(table, "dod/as", tmp_path).read_text()

    for entry in table.entries:
        for audience, part in entry.parts.items():
            assert (part.salt.hex() in copy) == (audience in (PUBLIC, "dod/as"))
            assert audience != CONTROL or part.content.decode() not in copy
