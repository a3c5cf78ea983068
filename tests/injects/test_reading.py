from pathlib import Path

import pytest

from engine.ids import OrganisationId
from injects.check import check
from injects.load import load_world, shipped_decks
from injects.problems import DeckError, Problem
from tests.support.decks import OPENING, DeckFolder, but_for_its_size, opening_world


def only(problems: tuple[Problem, ...]) -> Problem:
    assert len(problems) == 1, "\n".join(map(str, problems))
    return problems[0]


def test_a_deck_is_named_by_its_id_or_by_its_folder(folder: DeckFolder) -> None:
    by_folder = load_world(folder.deck, baseline=folder.baseline)

    assert by_folder == opening_world()
    assert "taiwan-blockade" in shipped_decks()
    assert load_world("taiwan-blockade").deck.id == "taiwan-blockade"


def test_an_unknown_deck_is_an_error_that_suggests_a_shipped_one() -> None:
    with pytest.raises(DeckError, match="did you mean `taiwan-blockade`"):
        load_world("taiwan-blokade")


def test_a_variant_sets_the_baseline_anew() -> None:
    start, mid = opening_world("start-2026"), opening_world("mid-2026")

    assert start == opening_world()
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
    folder.change("deck/deck.yaml", "unheld: hold\n", "", after="theatres:")

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
        ("deck/injects.yaml", "to: [nsc/staff]", "to: nsc/staff", "`to` must be a list", "write [nsc/staff]"),
        ("deck/injects.yaml", "due_turns: 1", "due_turns: soon", "must be a whole number, not `soon`", "digits"),
        ("deck/injects.yaml", "title: Magazine report", "title: 12", "`title` must be text, not `12`", "quotes"),
        ("deck/injects.yaml", "to: [nsc/staff]", "to: [12]", "entry 1 of `to` must be text", "quotes"),
        ("baseline/playbook.yaml", "reducible: true", "reducible: yes", "must be true or false, not `yes`", "without"),
        ("baseline/systems.yaml", "per_unit: 1000", "per_unit: {a: 1}", "not a mapping", "digits"),
        ("baseline/theatres.yaml", "theatres:", "theatres: x #", "has its value on its own line", "delete that value"),
        ("baseline/accounts.yaml", "grants: []", "grants: {}", "`grants` must be a list, not a mapping", "[]"),
    ],
)
def test_a_value_of_the_wrong_kind_is_reworded_with_a_mend(
    folder: DeckFolder, name: str, old: str, new: str, message: str, mend: str
) -> None:
    place = folder.change(name, old, new)

    problem = only(folder.problems())

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
        "  - path: systems/LRASM/holdings/western-pacific/units\n"
        "    set: {value: 300, tag: N}\n"
        "  - path: organisations/nsc/staff/slots/principals-meetings/start\n"
        "    set: 1\n"
        "  - path: systems/LRASM/holdings/western-pacific/units\n"
        "    set: {value: 200, tag: N}\n",
    )

    loaded = folder.loaded()

    lrasm = loaded.world.baseline.systems[0]
    assert (lrasm.holdings[0].units.value, lrasm.holdings[0].units.source) == (200, "")
    assert loaded.world.organisations[OrganisationId("nsc/staff")].slots[0].start == 1
    assert [(one.path, one.place.line, one.replaced.line) for one in loaded.overrides] == [
        ("systems/LRASM/holdings/western-pacific/units", 2, 11),
        ("organisations/nsc/staff/slots/principals-meetings/start", 4, 28),
        ("systems/LRASM/holdings/western-pacific/units", 6, 3),
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

    report = check(folder.deck, baseline=folder.baseline)

    assert [str(one.place).rsplit("/", 1)[-1] for one in report.errors] == ["injects.yaml:1:10"]
    assert (report.overrides, report.load_table, report.warnings) == ((), (), ())


def test_a_deck_with_warnings_loads_and_one_with_errors_does_not(folder: DeckFolder) -> None:
    folder.change("deck/organisations.yaml", "  - organisation: allies/japan", "  - organisation: nsc/staff")

    with pytest.raises(DeckError) as caught:
        load_world(folder.deck, baseline=folder.baseline)

    assert all(problem.severity == "error" for problem in caught.value.problems)
    assert "stands in `briefs` twice" in str(caught.value)


@pytest.mark.parametrize("broken", [b"id: taiwan-blockade\n\ttitle: x\n", b"id: \xff\n"])
def test_a_deck_file_that_cannot_be_read_is_the_only_problem(folder: DeckFolder, broken: bytes) -> None:
    folder.write("deck/deck.yaml", broken)

    problem = only(folder.problems())

    assert Path(problem.file).name == "deck.yaml"
    assert problem.message in ("there is a tab", "this is not UTF-8 text")


def test_problems_of_every_kind_are_reported_at_once(folder: DeckFolder) -> None:
    unknown = folder.change("deck/demand.yaml", "system: LRASM", "system: LRAMS")
    twice = folder.change("deck/deck.yaml", "unheld: hold", "unheld: hold\nunheld: hold")
    truth = folder.change("deck/injects.yaml", "due_turns: 1", "due_turns: 1\n    on: yes", after="quarantine-drills")
    trigger = folder.change("deck/injects.yaml", "condition: days-of-supply", "condition: when-it-suits")
    time = folder.change("deck/calendar.yaml", "shooting_week: 18", "shooting_week: 12:30")
    cycle = folder.change("baseline/playbook.yaml", "after: []", "after: [accept]")
    folder.write("deck/calender.yaml", "weeks: 3\n")
    folder.write("baseline/accounts.yaml", b"accounts:\n\t- id: x\n")

    problems = {(Path(one.file).name, one.line): one.message for one in folder.problems()}

    assert "no system or repair `LRAMS`" in problems["demand.yaml", unknown.line]
    assert "`unheld` stands here twice" in problems["deck.yaml", twice.line + 1]
    assert "`when-it-suits` is no `condition`" in problems["injects.yaml", trigger.line]
    assert "`on` is not known" in problems["injects.yaml", truth.line + 1]
    assert "must be a whole number, not `12:30`" in problems["calendar.yaml", time.line]
    assert "can never open" in problems["playbook.yaml", cycle.line]
    assert "nothing reads a file of this name" in problems["calender.yaml", 1]
    assert "there is a tab" in problems["accounts.yaml", 2]
    assert len(problems) == 8


def test_a_wrong_release_or_effect_hides_nothing_else_of_its_inject(folder: DeckFolder) -> None:
    release = folder.change("deck/injects.yaml", "by: brief", "by: wishes")
    addressee = folder.change("deck/injects.yaml", "to: [nsc/staff", "to: [nsc/stuff")
    effect = folder.change("deck/injects.yaml", "effect: index", "effect: omen")
    index = folder.change("deck/injects.yaml", "objective: O9", "objective: O99")

    lines = [(one.line, one.message.split("`")[1]) for one in folder.problems()]

    expected = [(release.line, "wishes"), (addressee.line, "nsc/stuff"), (effect.line, "omen"), (index.line, "O99")]
    assert lines == sorted(expected)


def test_what_names_an_entry_of_the_wrong_shape_is_not_blamed_for_it(folder: DeckFolder) -> None:
    folder.change("baseline/systems.yaml", "unit_cost: {value: 3200,", "unit_cost: {value: much,")
    folder.change("baseline/components.yaml", "buffer_weeks: 4", "buffer_weeks: four")
    folder.change("deck/injects.yaml", "due_turns: 1", "due_turns: soon", after="magazine-report")
    folder.change("deck/calendar.yaml", "weeks: 169", "weeks: many")

    names = [(Path(one.file).name, one.message.split("`")[1]) for one in folder.problems()]

    assert names == [
        ("components.yaml", "buffer_weeks"),
        ("systems.yaml", "value"),
        ("calendar.yaml", "weeks"),
        ("injects.yaml", "due_turns"),
    ]


@pytest.mark.parametrize(
    ("name", "mend"),
    [
        ("deck/injets.yaml", "move it out of this folder"),
        ("deck/red.yml", "did you mean `red.yaml`? else move it elsewhere"),
        ("baseline/authoritys.yaml", "did you mean `authorities.yaml`? else move it elsewhere"),
        ("baseline/theatre.yaml", "move it out of this folder"),
    ],
)
def test_a_file_that_nothing_reads_is_an_error(folder: DeckFolder, name: str, mend: str) -> None:
    folder.write(name, "red: []\n")

    problem = only(folder.problems())

    assert (problem.file, problem.severity) == (str(folder.file(name)), "error")
    assert problem.message == "nothing reads a file of this name here"
    assert problem.mend == mend


def test_notes_for_people_and_hidden_files_are_left_alone(folder: DeckFolder) -> None:
    folder.write("deck/README.md", "# Notes\n")
    folder.write("baseline/.swap", b"\xff")

    assert folder.problems() == ()


@pytest.mark.parametrize("key", ["baseline/playbook", "deck/injects"])
def test_a_list_may_be_a_folder_of_files_that_follow_one_another_by_their_names(folder: DeckFolder, key: str) -> None:
    whole = folder.world()
    parts = folder.in_parts(key)

    loaded = folder.loaded()

    assert loaded.world == whole
    tree = loaded.baseline if key.startswith("baseline") else loaded.deck
    place = tree.place(key.split("/")[1], 2, "id")
    assert (place.file, place.line) == (str(parts[2]), 2)
    assert folder.problems() == ()


def test_a_problem_in_a_part_names_the_part(folder: DeckFolder) -> None:
    parts = folder.in_parts("baseline/playbook")
    text = parts[-1].read_text(encoding="utf-8")
    parts[-1].write_text(text.replace("after: [accept]", "after: [acept]"), encoding="utf-8")
    parts[0].with_name("notes.txt").write_text("x", encoding="utf-8")
    parts[1].with_name("empty.yaml").write_text("levers: []\n", encoding="utf-8")

    found = {Path(one.file).name: one.message for one in folder.problems()}

    assert "no step `acept`" in found[parts[-1].name]
    assert "nothing reads" in found["notes.txt"]
    assert "`levers` does not belong" in found["empty.yaml"]


def test_a_list_that_is_a_file_and_a_folder_is_an_error(folder: DeckFolder) -> None:
    whole = folder.file("baseline/playbook.yaml").read_bytes()
    folder.in_parts("baseline/playbook")
    folder.write("baseline/playbook.yaml", whole)

    assert "nothing reads a file of this name" in only(folder.problems()).message


def test_files_of_which_a_small_world_has_no_need_may_be_missing(folder: DeckFolder) -> None:
    before = folder.world()
    folder.write("baseline/repairs.yaml", "repairs: []\n")
    folder.write("baseline/suitability.yaml", "suitability: {LRASM: {}}\n")
    folder.write("deck/red.yaml", "red: []\n")

    after = folder.world()

    assert (before.baseline.repairs, before.baseline.suitability, before.deck.red) == ((), {}, ())
    assert (after.baseline.suitability, after.deck) == ({"LRASM": {}}, before.deck)


def test_an_override_finds_what_stands_under_a_name_with_a_stroke(folder: DeckFolder) -> None:
    folder.write(
        "baseline/partners.yaml",
        """partners:
  - id: allies/japan
    title: Japan
    labour_cost: {value: 68, tag: N}
    skill: {value: 85, tag: N}
    slack: {value: 40, tag: N}
    yards: {value: 85, tag: N}
    interoperability: 3
    information_level: 2
    vulnerability: {value: 70, tag: N}
    transfer_risk: {value: 20, tag: N}
    political_risk: {value: 35, tag: N}
    notice_weeks: 3
    summary: An ally.
""",
    )
    folder.write("baseline/suitability.yaml", "suitability:\n  LRASM:\n    allies/japan: 1\n")
    folder.write(
        "deck/overlays.yaml",
        "overrides:\n"
        "  - {path: suitability/LRASM/allies/japan, set: 2}\n"
        "  - {path: partners/allies/japan/notice_weeks, set: 2}\n",
    )

    world = folder.world()

    assert world.baseline.suitability == {"LRASM": {"allies/japan": 2}}
    assert world.partners[OrganisationId("allies/japan")].notice_weeks == 2
    assert folder.problems() == ()


def test_the_tests_own_deck_is_sound() -> None:
    assert but_for_its_size(check(OPENING / "deck", baseline=OPENING / "baseline").problems) == ()
