"""Mistakes that planners make with a text editor: each is named with file, line and column, and with a mend that helps."""

from pathlib import Path

import pytest

from injects.problems import Problem
from tests.support.decks import DeckFolder

INJECTS, CALENDAR, DEMAND, DECK = "injects.yaml", "calendar.yaml", "demand.yaml", "deck.yaml"
TITLE = 'title: "A supplier: show me the order"'
TO = "to: [dod/as, congress/appropriators]"
WEEK = "release: {by: brief, week: 15}"
LETTER = "          - {effect: index, index: confidence, by: 2}"

# file, what stood there, what the planner writes, the words at the place that is named, what is said, the mend
SLIPS = [
    (INJECTS, TO, "to: [dod/az, congress/appropriators]", "dod/az", "no organisation `dod/az`", "did you mean `dod/as`?"),
    (INJECTS, "to: [nsc/staff]", "to: [NSC/Staff]", "NSC/Staff", "no organisation", "did you mean `nsc/staff`?"),
    (INJECTS, "allies/japan]", "Japan]", "Japan", "no organisation `Japan`", "did you mean `allies/japan`?"),
    (INJECTS, TO, "to: dod/as, industry/primes", "dod/as, ind", "must be a list", "write [dod/as, industry/primes] in square"),
    (INJECTS, TO, "to: [dod/as, congress/appropriators", "[dod/as", "`[` is not closed", "end it with `]`"),
    (INJECTS, WEEK, "release: {by: brief, week: 15", "{by", "`{` is not closed", "end it with `}`"),
    (INJECTS, WEEK, "release: {by: brief, week: 170}", "170", "never fires: week 170 is not", "from 1 to 169"),
    (INJECTS, WEEK, "release: {by: brief, week: D+10}", "D+10", "a whole number, not `D+10`", "in digits, without quotes"),
    (INJECTS, WEEK, 'release: {by: brief, week: "15"}', '"15"', "a whole number, not `15`", "in digits, without quotes"),
    (INJECTS, WEEK, "release: {by: brief}", "{by", "`week` is missing", "add `week: …` here"),
    (INJECTS, WEEK, "release: {by: briefing, week: 15}", "briefing", "`briefing` is no `by`", "did you mean `brief`?"),
    (INJECTS, "    reference: BK-07", "\t  reference: BK-07", "\t", "there is a tab", "use spaces"),
    (INJECTS, "    reference: BK-07", "  \xa0 reference: BK-07", "\xa0", "a no-break space", "type it again"),
    (INJECTS, TITLE, "title: A supplier: show me the order", ": show", "a second `: `", "put the text in quotes"),
    (INJECTS, TITLE, 'title: "A supplier: show me', '"A supplier', "never closed", "put one at the end"),
    (INJECTS, TITLE, "title: “A supplier shows”", "“A", "`“` is a typographic quotation mark", "straight ones"),
    (INJECTS, TITLE, "title: “A supplier: show me”", "“A", "`“` is a typographic quotation mark", "straight ones"),
    (INJECTS, TITLE, "title: 'It's late'", "s late", "something follows behind a text in quotes", "write ''"),
    (INJECTS, TITLE, "title: @home", "@home", "cannot begin with `@`", "in quotes"),
    (INJECTS, f"    {TITLE}", "   title: Show me", "title", "set in by 3 spaces, the one above by 4", "as its neighbours are"),
    (INJECTS, f"    {TITLE}", "      title: Show me", ": Show", "has its value on its own line", "the first letter"),
    (
        INJECTS,
        "      - id: letter-of-intent",
        "      – id: letter-of-intent",
        "– id",
        "`–` does not begin an entry",
        "write `- `",
    ),
    (
        INJECTS,
        "      - Ask allies for substitutes",
        "      -Ask allies",
        "-Ask",
        "no space stands behind the `-`",
        "write `- `",
    ),
    (INJECTS, "objective: O3", "objective:O3", "objective:O3", "no space stands behind the colon", "`objective: …`"),
    (INJECTS, "    text: >-\n      D+10.", "    text:\n      D+10:", "once before", "nor the text of a key", "write `key: >-`"),
    (INJECTS, "    text: >-\n      D+10.", "    text: >- D+10.\n     ", "D+10", "on the line of its `>-`", "on the next line"),
    (INJECTS, "fictional_level: Company", "fictional_lvl: Company", "fictional_lvl", "is not known here", "`fictional_level`?"),
    (INJECTS, "    objective: O3\n", "", "id: show-me", "`objective` is missing", "add `objective: …`"),
    (
        INJECTS,
        "    source_type: phone",
        "    source_type: phone\n    source_type: news",
        "source_type: news",
        "stands here twice",
        "keep",
    ),
    (INJECTS, "source_type: phone", "source_type: call", "call", "`source_type` cannot be `call`", "did you mean"),
    (INJECTS, "id: show-me-the-order", "id: magazine-report", "magazine-report", "stands in `injects` twice", "another id"),
    (INJECTS, "system: LRASM, theatre", "system: LRAMS, theatre", "LRAMS", "no system `LRAMS`", "did you mean `LRASM`?"),
    (INJECTS, LETTER, "          - {effect: indx, index: confidence, by: 2}", "indx", "`indx` is no `effect`", "`index`?"),
    (INJECTS, LETTER, LETTER.replace("by: 2", "by: 2.5"), "2.5", "2.5 is not a whole number", "whole number in the unit"),
    (INJECTS, f"        effects:\n{LETTER}\n", "", "tell-allies", "has no effect", "say in `effects` what it changes"),
    (INJECTS, LETTER, LETTER.replace("by: 2", "by: -2"), "surge-first", "change the same", "another effect"),
    (INJECTS, "days-of-supply, system", "index-below, system", "{condition", "`index` is missing", "add `index: …`"),
    (
        INJECTS,
        "theatre: western-pacific, below: 7",
        "theatre: western-pacific, below: 0",
        "{condition",
        "never fires",
        "at_the_latest",
    ),
    (DEMAND, "low: 300000", "low: 300,000", "000,", "as if a number had a comma", "write numbers without commas"),
    (DEMAND, "low: 300000", "low: 300.000", "300.000", "not a whole number", "integers only"),
    (CALENDAR, '"2026-01-01"', '"1 January 2026"', '"1 January', "is no date", '"2026-01-31"'),
    (CALENDAR, "turns: [13, 30, 126]", "turns: [13, 30]", "[13, 30]", "have 43 weeks, and the exercise has 169", "+126"),
    (
        DECK,
        "baseline: start-2026",
        "baseline: start-2062",
        "start-2062",
        "no variant `start-2062`",
        "did you mean `start-2026`?",
    ),
]


def problems_at(folder: DeckFolder, name: str, words: str) -> list[Problem]:
    """The problems whose place is where these words stand."""
    lines = folder.file(f"deck/{name}").read_text(encoding="utf-8").split("\n")
    here = [one for one in folder.problems() if Path(one.file).name == name]
    return [one for one in here if lines[one.line - 1][one.column - 1 :].startswith(words)]


@pytest.mark.parametrize(("name", "old", "new", "words", "said", "mend"), SLIPS, ids=lambda value: str(value)[:30])
def test_a_slip_is_named_at_its_place_with_a_mend(
    tmp_path: Path, name: str, old: str, new: str, words: str, said: str, mend: str
) -> None:
    folder = DeckFolder(tmp_path)
    folder.change(f"deck/{name}", old, new)

    assert any(said in one.message and mend in f"{one.message} {one.mend}" for one in problems_at(folder, name, words))


def test_what_other_programs_leave_in_a_text_file_is_read(tmp_path: Path) -> None:
    folder = DeckFolder(tmp_path)
    text = folder.file("deck/injects.yaml").read_bytes()
    folder.write("deck/injects.yaml", b"\xef\xbb\xbf" + text.replace(b"\n", b"\r\n"))

    assert folder.problems() == ()


@pytest.mark.parametrize("encoding", ["latin-1", "utf-16"])
def test_a_file_in_another_encoding_is_named_where_it_first_differs(tmp_path: Path, encoding: str) -> None:
    folder = DeckFolder(tmp_path)
    text = folder.file("deck/injects.yaml").read_text(encoding="utf-8").replace("Magazine report", "Magazine à revoir", 1)
    folder.write("deck/injects.yaml", text.encode(encoding))

    (problem,) = folder.problems()
    line = 1 + text[: text.index("à")].count("\n") if encoding == "latin-1" else 1
    assert (problem.line, problem.mend) == (line, "save the file as UTF-8")


def test_one_id_in_two_files_of_the_msel_is_named_in_the_second_with_the_first(tmp_path: Path) -> None:
    folder = DeckFolder(tmp_path)
    first, *_, last = folder.in_parts("deck/injects")
    text = last.read_text(encoding="utf-8")
    last.write_text(text.replace(text.split("id: ")[1].split("\n")[0], "surge-assumption-call", 1), encoding="utf-8")

    named = [one for one in folder.problems() if "twice" in one.message]
    assert [(one.file, one.line) for one in named] == [(str(last), 2)]
    assert str(first) in named[0].message


def test_everything_is_told_at_once(tmp_path: Path) -> None:
    folder = DeckFolder(tmp_path)
    folder.change("deck/injects.yaml", TO, "to: [dod/az]")
    folder.change("deck/injects.yaml", WEEK, "release: {by: brief, week: 170}")
    folder.change("deck/calendar.yaml", '"2026-01-01"', '"yesterday"')

    said = " ".join(one.message for one in folder.problems())
    assert all(one in said for one in ("no organisation `dod/az`", "week 170 is not in the calendar", "`yesterday` is no date"))
