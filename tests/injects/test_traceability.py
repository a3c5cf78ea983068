from collections.abc import Collection
from functools import cache
from pathlib import Path
from re import findall

import pytest

from cli.docs import refreshed
from engine.decide import PHASES
from engine.findings.catalogue import CATALOGUE
from engine.policies import POLICIES
from injects.load import read_deck, shipped_decks
from injects.problems import DeckError, Place, Problem
from injects.reading import Loaded
from injects.trace import CHANGING, KINDS, Pointers, Row, Trace, read_trace, traceability

ROOT = Path(__file__).parent.parent.parent
READ_ONLY = {3, 13, 29, 31, 83, 101, 103, 105, 147, 161, 169}
"""Rows whose mechanic in the matrix is a text, a card or a sheet: no order, no state, no detector."""


@cache
def trace() -> Trace:
    return read_trace()


@cache
def decks() -> tuple[Loaded, ...]:
    return tuple(read_deck(one) for one in shipped_decks())


def everything() -> list[Pointers]:
    return [*trace().rows, *trace().orders, *trace().beyond]


def pointed(kind: str) -> list[str]:
    """Everything of a kind that the trace points at, each once."""
    return list(dict.fromkeys(name for one in everything() for name in getattr(one, kind)))


def anchor(heading: str) -> str:
    """What a link to a heading of a page is called."""
    kept = "".join(sign for sign in heading.strip().lower() if sign.isalnum() or sign in " -")
    return kept.replace(" ", "-")


def is_text(pointer: str) -> bool:
    page, _, name = pointer.partition("#")
    headings = findall(r"(?m)^#+ (.+)$", (ROOT / page).read_text(encoding="utf-8")) if (ROOT / page).is_file() else []
    return name in {anchor(one) for one in headings}


def known(kind: str) -> Collection[str]:
    """The names of a kind that rules, baseline and decks declare."""
    worlds = [one.world for one in decks()]
    baseline = worlds[0].baseline
    match kind:
        case "initiative":
            return {one.id for one in baseline.playbook}
        case "order":
            return {one.kind for one in PHASES}  # type: ignore[attr-defined]
        case "policy":
            return POLICIES
        case "index":
            return {one.id for one in baseline.indices}
        case "authority":
            return {one.id for one in baseline.authorities}
        case "account":
            return {one.id for one in baseline.accounts}
        case "red":
            return {one.id for world in worlds for one in world.deck.red}
        case "inject":
            return {one.id for world in worlds for one in world.deck.injects}
        case "brief":
            return {one.organisation for world in worlds for one in world.deck.briefs}
        case "deck":
            return shipped_decks()
        case "rule":
            return findall(r"(?m)^- \*\*([0-9]+\.[0-9]+)", (ROOT / "rules.md").read_text(encoding="utf-8"))
        case _:
            raise KeyError(kind)


def is_part_of_the_baseline(path: str) -> bool:
    return not isinstance(decks()[0].baseline.resolve(path, Place("trace.yaml")), Problem)


def test_no_row_of_the_matrix_is_dropped() -> None:
    numbers = [one.row for one in trace().rows]

    assert numbers == list(range(1, 170))
    assert [one.row for one in trace().rows if not list(one.by_kind())] == []


@pytest.mark.parametrize("kind", [one for one in KINDS if one not in ("baseline", "detector", "later_detector", "text")])
def test_every_pointer_leads_to_something_that_is_declared(kind: str) -> None:
    nowhere = set(pointed(kind)) - set(known(kind))

    assert nowhere == set()


def test_every_pointer_into_the_baseline_leads_to_a_value() -> None:
    assert [one for one in pointed("baseline") if not is_part_of_the_baseline(one)] == []


def test_every_pointer_to_a_text_leads_to_a_heading() -> None:
    assert [one for one in pointed("text") if not is_text(one)] == []


def test_every_detector_is_traced_and_what_is_not_built_is_called_later() -> None:
    assert set(pointed("detector")) == set(CATALOGUE)
    assert set(pointed("later_detector")).isdisjoint(CATALOGUE)


def test_a_row_about_an_order_a_state_or_a_detector_points_at_something_that_play_changes() -> None:
    def changes(row: Row) -> bool:
        return any(kind in CHANGING for kind, _ in row.by_kind())

    assert {one.row for one in trace().rows if not changes(one)} == READ_ONLY


def test_the_levers_of_the_playbook_name_the_rows_that_point_at_them() -> None:
    rows: dict[str, list[int]] = {}
    for row in trace().rows:
        for lever in row.initiative:
            rows.setdefault(lever, []).append(row.row)

    assert {one.id: list(one.seeds) for one in decks()[0].world.baseline.playbook} == rows


def test_every_lever_is_found_under_the_orders_that_the_seeds_name_or_beyond_them() -> None:
    named = {lever for one in (*trace().orders, *trace().beyond) for lever in one.initiative}

    assert set(known("initiative")) - named == set()


def test_the_page_is_fresh() -> None:
    page = (ROOT / "docs" / "traceability.md").read_text(encoding="utf-8")

    assert refreshed(page) == page
    assert traceability() in page


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("row: 1,", "row: one,", "must be a whole number"),
        ("reference:", "refers:", "is not known here"),
        ("rows:", "rows: []\nrows:", "rows"),
    ],
)
def test_a_wrong_trace_is_refused_with_its_place(tmp_path: Path, old: str, new: str, said: str) -> None:
    file = tmp_path / "trace.yaml"
    text = (ROOT / "injects" / "trace.yaml").read_text(encoding="utf-8")
    file.write_text(text.replace(old, new, 1), encoding="utf-8")

    with pytest.raises(DeckError) as error:
        read_trace(file)

    assert said in str(error.value)
    assert f"{file}:" in str(error.value)
