"""A new deck is sound from its first minute, and its schemas say of a file what the loader says."""

from functools import cache
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from injects.check import check
from injects.load import ADDITIONS, DECKS, load_world, shipped_additions, shipped_decks
from injects.making import TEMPLATE, copy_deck, new_folder, title_from
from injects.problems import DeckError
from injects.schema import FOLDER, KINDS, Schema, schema_of
from injects.strict_yaml import Value, read_yaml
from tests.support.decks import main_world, whole_deck

SHIPPED = [TEMPLATE, *(DECKS / one for one in shipped_decks()), *(ADDITIONS / one for one in shipped_additions())]


@cache
def schema(kind: str) -> Schema:
    return schema_of(kind, whole_deck(TEMPLATE))


@cache
def validator(kind: str) -> Draft202012Validator:
    return Draft202012Validator(schema(kind))


def wrong_with(kind: str, value: object) -> list[str]:
    return [error.message for error in validator(kind).iter_errors(value)]


def files_of(deck: Path, kind: str) -> list[Path]:
    return [file for file in (deck / f"{kind}.yaml", *sorted((deck / kind).glob("*.yaml"))) if file.is_file()]


def value_of(file: Path) -> Value:
    return read_yaml(file.read_bytes(), str(file)).value


def made(folder: Path, source: Path = TEMPLATE) -> Path:
    copy_deck(source, folder, 'The harbour: "one"', whole_deck(source))
    return folder


def test_a_new_deck_has_neither_errors_nor_warnings(tmp_path: Path) -> None:
    deck = made(tmp_path / "harbour-exercise")

    assert check(deck).problems == ()
    assert (load_world(deck).deck.id, load_world(deck).deck.title) == ("harbour-exercise", 'The harbour: "one"')


def test_a_deck_like_another_is_the_same_but_for_its_names(tmp_path: Path) -> None:
    deck = made(tmp_path / "another", DECKS / "taiwan-blockade")

    assert load_world(deck).deck.injects == main_world("taiwan-blockade").deck.injects
    assert load_world(deck).deck.id == "another"


def test_every_file_of_a_new_deck_names_a_schema_that_is_there(tmp_path: Path) -> None:
    deck = made(tmp_path / "harbour-exercise")

    for file in deck.rglob("*.yaml"):
        first = file.read_text(encoding="utf-8").splitlines()[0]
        named = first.removeprefix("# yaml-language-server: $schema=")
        assert (file.parent / named).resolve().parent == (deck / FOLDER).resolve()
        assert (file.parent / named).is_file()


@pytest.mark.parametrize("name", ["Harbour", "my deck", "..", "a_b", "-a", "a" * 80])
def test_a_name_that_is_none_is_refused_with_one_that_would_do(name: str, tmp_path: Path) -> None:
    with pytest.raises(DeckError) as refused:
        new_folder(str(tmp_path / name))

    (problem,) = refused.value.problems
    assert new_folder(problem.mend.split("`")[1]).name


def test_nothing_that_is_there_is_written_over(tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "notes.txt").write_text("kept")

    with pytest.raises(DeckError, match="something is there already"):
        new_folder(str(tmp_path / "mine"))


def test_a_title_is_made_of_a_name() -> None:
    assert title_from("spring-exercise") == "Spring exercise"


@pytest.mark.parametrize("kind", KINDS)
def test_every_schema_is_one_and_refuses_a_key_that_nobody_knows(kind: str) -> None:
    Draft202012Validator.check_schema(schema(kind))

    assert any("unheard-of" in one for one in wrong_with(kind, {"unheard-of": 1}))


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("deck", SHIPPED, ids=lambda deck: deck.name)
def test_every_file_of_every_deck_fits_its_schema(deck: Path, kind: str) -> None:
    for file in files_of(deck, kind):
        assert wrong_with(kind, value_of(file)) == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("to: [nsc/state, allies/japan]", "to: [nsc/state, allies/japon]"),
        ("release: {by: brief, week: 3}", "release: {by: letter, week: 3}"),
        ("release: {by: brief, week: 3}", "release: {by: brief, weak: 3}"),
        ("index: trust-japan, by: 2", "index: trust-japan, by: two"),
        ("source_type: e-mail", "source_type: pigeon"),
        ("    objective: O3\n", ""),
    ],
)
def test_a_schema_refuses_what_the_loader_refuses(old: str, new: str) -> None:
    file = TEMPLATE / "injects" / "1-warning.yaml"
    text = file.read_text(encoding="utf-8")
    assert old in text

    assert wrong_with("injects", read_yaml(text.replace(old, new, 1).encode(), str(file)).value)


@pytest.mark.parametrize(
    ("more", "fits"), [({"leaves_out": {"deck": ["x"]}}, True), ({"leave_out": []}, False), ({"id": 1}, False)]
)
def test_the_schema_of_an_addition_takes_what_the_loader_takes(more: dict[str, object], fits: bool) -> None:
    assert (not wrong_with("addition", {"id": "a", "title": "b", "summary": "c", **more})) == fits


def test_every_field_of_an_inject_is_explained_in_its_schema() -> None:
    inject = schema("injects")["$defs"]["Inject"]["properties"]

    assert {name for name, field in inject.items() if "description" not in field} <= {"title", "text"}
