"""`surgex documents`: what is written where, for whom, and what is said when it is not."""

from pathlib import Path

import pytest

from tests.support.commands import SMALL, done, surgex


def test_an_organisations_papers_are_written_in_every_format_for_their_owner_alone(tmp_path: Path) -> None:
    said = done("documents", *SMALL, "--for", "allies/japan", "--out", "papers", folder=tmp_path)

    names = ("situation-manual", "player-handbook-allies-japan")
    assert said.split() == [f"papers/{name}.{format}" for name in names for format in ("html", "docx", "pdf")]
    assert {path.stat().st_mode & 0o777 for path in (tmp_path / "papers").iterdir()} == {0o600}


def test_a_marking_of_ones_own_stands_on_every_page_instead_of_the_decks(tmp_path: Path) -> None:
    done(
        "documents", *SMALL, "--for", "nsc/state", "--format", "html", "--marking", "CUI // TEST", "--out", "p",
        folder=tmp_path,
    )  # fmt: skip

    page = (tmp_path / "p" / "player-handbook-nsc-state.html").read_text(encoding="utf-8")
    assert page.count(">CUI // TEST<") == 2
    assert "UNCLASSIFIED" not in page


def test_what_was_edited_is_not_written_over_unless_that_is_asked_for(tmp_path: Path) -> None:
    arguments = ("documents", *SMALL, "--for", "dod/as", "--format", "html", "--out", "p")
    done(*arguments, folder=tmp_path)
    manual = tmp_path / "p" / "situation-manual.html"
    manual.write_text("edited", encoding="utf-8")

    shown = surgex(*arguments, folder=tmp_path)

    assert shown.returncode == 2
    assert "situation-manual.html is there already and may have been edited" in shown.stderr
    assert manual.read_text(encoding="utf-8") == "edited"
    done(*arguments, "--replace", folder=tmp_path)
    assert manual.read_text(encoding="utf-8").startswith("<!DOCTYPE html>")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--format", "pfd"), "there is no format `pfd` (did you mean `pdf`?); there are: html, docx, pdf, md"),
        (("--for", "allies/japn"), "has no organisation `allies/japn`: did you mean `allies/japan`?"),
        (("--paper", "a5"), "there is no paper `a5`; there are: a4, us-letter"),
        (("--pace", "hour"), "has no pace `hour`"),
    ],
)
def test_a_mistake_is_one_line_with_its_mend(tmp_path: Path, arguments: tuple[str, ...], said: str) -> None:
    shown = surgex("documents", *SMALL, "--out", "p", *arguments, folder=tmp_path)

    assert shown.returncode == 2
    assert said in shown.stderr
    assert shown.stderr.count("\n") == 1
