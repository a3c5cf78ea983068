from pathlib import Path

import pytest

from engine.ids import OrganisationId
from injects.check import check
from injects.load import load_world, shipped_decks, shipped_variants
from injects.problems import DeckError, Problem
from tests.support.decks import DeckFolder


def only(problems: tuple[Problem, ...]) -> Problem:
    assert len(problems) == 1, "\n".join(map(str, problems))
    return problems[0]


def test_a_deck_is_named_by_its_id_or_by_its_folder(folder: DeckFolder) -> None:
    by_id = load_world("taiwan-blockade")
    by_folder = load_world(folder.deck)

    assert by_id.deck == by_folder.deck
    assert "taiwan-blockade" in shipped_decks()


def test_an_unknown_deck_is_an_error_that_suggests_a_shipped_one() -> None:
    with pytest.raises(DeckError, match="did you mean `taiwan-blockade`"):
        load_world("taiwan-blokade")


def test_a_variant_sets_the_baseline_anew() -> None:
    start = load_world("taiwan-blockade", "start-2026")
    mid = load_world("taiwan-blockade", "mid-2026")

    assert shipped_variants() == ("mid-2026", "start-2026")
    assert start == load_world("taiwan-blockade")
    assert (start.baseline.id, mid.baseline.id) == ("start-2026", "mid-2026")
    assert start.baseline.systems[1].stock_world.value == 1600
    assert mid.baseline.systems[1].stock_world.value == 1120
    assert mid.baseline.systems[0] == start.baseline.systems[0]


def test_an_unknown_variant_is_an_error_where_the_deck_names_it(folder: DeckFolder) -> None:
    place = folder.change("deck/deck.yaml", "start-2026", "start-2025", after="baseline:")

    problem = only(folder.problems())

    assert problem.place == place
    assert "no variant `start-2025`" in problem.message
    assert problem.mend == "did you mean `start-2026`?"


@pytest.mark.parametrize("written", ["baseline: 0", "unheld: hold"])
def test_a_deck_that_names_no_variant_is_told_which_there_are(folder: DeckFolder, written: str) -> None:
    folder.change("deck/deck.yaml", "baseline: start-2026", written)
    folder.change("deck/deck.yaml", "unheld: hold\n", "", after="theatre:")

    problem = only(folder.problems())

    assert Path(problem.file).name == "deck.yaml"
    assert problem.mend == "known here: `mid-2026`, `start-2026`"


def test_an_error_is_printed_with_place_message_and_mend(folder: DeckFolder) -> None:
    place = folder.change("deck/calendar.yaml", "18", '"18"', after="shooting_week")

    problem = only(folder.problems())

    assert str(problem) == (
        f"{place.file}:{place.line}:{place.column}: `shooting_week` must be a whole number, not `18` "
        "— write it in digits, without quotes or leading zeros"
    )


@pytest.mark.parametrize(
    ("name", "after", "old", "new", "message", "mend"),
    [
        ("deck/injects.yaml", "quarantine", "due_turns:", "due_turn:", "`due_turn` is not known", "mean `due_turns`?"),
        ("deck/injects.yaml", "", "week: 5", "wek: 5", "`wek` is not known", "did you mean `week`?"),
        ("deck/injects.yaml", "", "below: 7", "under: 7", "`under` is not known", "known here: `below`"),
        ("baseline/playbook.yaml", "", "processing: 2", "procesing: 2", "`procesing` is not known", "`processing`?"),
        ("baseline/systems.yaml", "", "{value: 3200,", "{valeu: 3200,", "`valeu` is not known", "did you mean `value`?"),
        ("deck/calendar.yaml", "", "default_pace", "default_pase", "does not belong in this file", "`default_pace`?"),
        ("deck/deck.yaml", "", "handling:", "weeks: 3\nhandling:", "does not belong", "move it to calendar.yaml"),
    ],
)
def test_an_unknown_key_is_reported_at_the_key_with_what_was_meant(
    folder: DeckFolder, name: str, after: str, old: str, new: str, message: str, mend: str
) -> None:
    place = folder.change(name, old, new, after=after)

    problem = next(one for one in folder.problems() if "missing" not in one.message)

    at_the_key = place if not new.startswith("{") else type(place)(place.file, place.line, place.column + 1)
    assert problem.place == at_the_key
    assert message in problem.message
    assert mend in problem.mend


@pytest.mark.parametrize(
    ("name", "old", "new", "message", "mend"),
    [
        ("deck/injects.yaml", "effect: transit", "effect: transitt", "`transitt` is no `effect`", "`transit`?"),
        ("deck/injects.yaml", "condition: days-of-supply", "condition: days", "no `condition`", "known here: `week`"),
        ("deck/injects.yaml", "by: brief", "by: breif", "`breif` is no `by`", "did you mean `brief`?"),
        ("deck/injects.yaml", "source_type: news", "source_type: new", "cannot be `new`", "did you mean `news`?"),
        ("baseline/playbook.yaml", "kind: work", "kind: labour", "`kind` cannot be `labour`", "`decide`"),
        ("baseline/systems.yaml", "tag: V", "tag: X", "`tag` cannot be `X`", "known here: `V`"),
        ("deck/injects.yaml", "to: [nsc/staff]", "to: nsc/staff", "`to` must be a list", "`- `"),
        ("deck/injects.yaml", "due_turns: 1", "due_turns: soon", "must be a whole number, not `soon`", "digits"),
        ("deck/injects.yaml", "title: Magazine report", "title: 12", "`title` must be text, not `12`", "quotes"),
        ("deck/injects.yaml", "to: [nsc/staff]", "to: [12]", "entry 1 of `to` must be text", "quotes"),
        ("baseline/playbook.yaml", "reducible: true", "reducible: yes", "must be true or false, not `yes`", "without"),
        ("baseline/systems.yaml", "per_unit: 1000", "per_unit: {a: 1}", "not a mapping", "digits"),
        ("baseline/theatre.yaml", "theatre:", "theatre: x #", "this is not YAML", "indentation"),
        ("baseline/accounts.yaml", "grants: []", "grants: {}", "`grants` must be a list, not a mapping", "[]"),
    ],
)
def test_a_value_of_the_wrong_kind_is_reworded_with_a_mend(
    folder: DeckFolder, name: str, old: str, new: str, message: str, mend: str
) -> None:
    place = folder.change(name, old, new)

    problem = folder.problems()[0]

    assert (problem.file, problem.line) in {(place.file, place.line), (place.file, place.line + 1)}
    assert message in problem.message
    assert mend in problem.mend


def test_a_wrong_value_inside_a_tagged_mapping_whose_tag_is_also_a_key_is_found(folder: DeckFolder) -> None:
    place = folder.change("deck/injects.yaml", "by: 2}", "by: two}", after="effect: index")

    problem = only(folder.problems())

    assert (problem.line, problem.column) == (place.line, place.column + len("by: "))
    assert "`by` must be a whole number, not `two`" in problem.message


def test_a_missing_key_is_reported_where_it_belongs(folder: DeckFolder) -> None:
    place = folder.change("deck/injects.yaml", "id: show-me-the-order\n    reference: BK-07\n", "id: show-me-the-order\n")

    problem = only(folder.problems())

    assert problem.place == place
    assert (problem.message, problem.mend) == ("`reference` is missing", "add `reference: …` here")


def test_all_problems_of_all_files_are_reported_at_once(folder: DeckFolder) -> None:
    folder.change("deck/calendar.yaml", "weeks: 169", "weeks: many")
    folder.change("deck/demand.yaml", "mode: 5", "mode: 5.5")
    folder.change("deck/injects.yaml", "objective: O1", "objectiv: O1")
    folder.change("baseline/accounts.yaml", "opening:", "opning:")

    files = {Path(problem.file).name for problem in folder.problems()}

    assert files == {"calendar.yaml", "demand.yaml", "injects.yaml", "accounts.yaml"}


def test_a_mistyped_key_is_not_also_reported_as_missing(folder: DeckFolder) -> None:
    folder.change("deck/injects.yaml", "objective: O1", "objectiv: O1")

    assert "did you mean `objective`?" in only(folder.problems()).mend


def test_a_missing_file_is_named(folder: DeckFolder) -> None:
    folder.file("deck/demand.yaml").unlink()

    problem = only(folder.problems())

    assert problem.file == str(folder.file("deck/demand.yaml"))
    assert problem.message == "this file is missing"


def test_an_override_wins_whole_and_is_listed(folder: DeckFolder) -> None:
    folder.write(
        "deck/overlays.yaml",
        "overrides:\n"
        "  - path: systems/LRASM/stock_theatre\n"
        "    set: {value: 300, tag: N}\n"
        "  - path: organisations/nsc/staff/slots/principals-meetings/start\n"
        "    set: 1\n"
        "  - path: systems/LRASM/stock_theatre\n"
        "    set: {value: 200, tag: N}\n",
    )

    loaded = folder.loaded()

    lrasm = loaded.world.baseline.systems[0]
    assert (lrasm.stock_theatre.value, lrasm.stock_theatre.source) == (200, "")
    assert loaded.world.organisations[OrganisationId("nsc/staff")].slots[0].start == 1
    assert [(one.path, one.place.line, one.replaced.line) for one in loaded.overrides] == [
        ("systems/LRASM/stock_theatre", 2, 8),
        ("organisations/nsc/staff/slots/principals-meetings/start", 4, 28),
        ("systems/LRASM/stock_theatre", 6, 3),
    ]


def test_a_deck_overrides_what_the_variant_has_set(folder: DeckFolder) -> None:
    folder.write(
        "deck/overlays.yaml",
        "overrides:\n  - {path: systems/PAC3MSE/stock_world, set: {value: 1000, tag: N}}\n",
    )

    loaded = folder.loaded("mid-2026")

    assert loaded.world.baseline.systems[1].stock_world.value == 1000
    assert [one.path for one in loaded.overrides][-1] == "systems/PAC3MSE/stock_world"
    assert "variants" in loaded.overrides[-1].replaced.file


def test_a_wrong_value_in_an_override_is_reported_in_the_override(folder: DeckFolder) -> None:
    folder.write("deck/overlays.yaml", "overrides:\n  - path: lines/pac3-camden/open\n    set: maybe\n")

    problem = only(folder.problems())

    assert (Path(problem.file).name, problem.line, problem.column) == ("overlays.yaml", 3, 10)


@pytest.mark.parametrize(
    ("overlays", "line", "column", "message", "mend"),
    [
        ("overrides:\n  - {path: systems/LRASN/open, set: 1}\n", 2, 5, "no `systems/LRASN`", "did you mean `LRASM`?"),
        ("overrides:\n  - {path: sistems/LRASM, set: 1}\n", 2, 5, "no `sistems`", "did you mean `systems`?"),
        ("overrides:\n  - {path: systems/LRASM/title/x/y, set: 1}\n", 2, 5, "no `systems/LRASM/title/x`", "nothing"),
        ("overrides:\n  - {path: systems}\n", 2, 5, "has a path and a value", "set"),
        ("overrides: none\n", 1, 12, "`overrides` must be a list", "`overrides: []`"),
        ("- a\n", 1, 1, "the file must hold a mapping", "key: value"),
    ],
)
def test_an_override_that_cannot_be_is_reported(
    folder: DeckFolder, overlays: str, line: int, column: int, message: str, mend: str
) -> None:
    folder.write("deck/overlays.yaml", overlays)

    problem = folder.problems()[0]

    assert (Path(problem.file).name, problem.line, problem.column) == ("overlays.yaml", line, column)
    assert message in problem.message
    assert mend in problem.mend


def test_the_report_of_a_broken_deck_holds_its_problems_and_nothing_else(folder: DeckFolder) -> None:
    folder.write("deck/injects.yaml", "injects: 3\n")

    report = check(folder.deck)

    assert [str(one.place).rsplit("/", 1)[-1] for one in report.errors] == ["injects.yaml:1:10"]
    assert (report.overrides, report.load_table, report.warnings) == ((), (), ())


def test_a_deck_with_warnings_loads_and_one_with_errors_does_not(folder: DeckFolder) -> None:
    folder.change("deck/organisations.yaml", "  - organisation: allies/japan", "  - organisation: nsc/staff")

    with pytest.raises(DeckError) as caught:
        load_world(folder.deck)

    assert all(problem.severity == "error" for problem in caught.value.problems)
    assert "stands in `briefs` twice" in str(caught.value)
