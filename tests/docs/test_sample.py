"""What a visitor finds before installing: the report of each main deck, and links that lead somewhere."""

import re
from pathlib import Path

import pytest

from injects.load import shipped_decks

DOCS = Path(__file__).parents[2] / "docs"
SAMPLES = DOCS / "sample"
MOST_BYTES = 1_700_000


@pytest.mark.parametrize("deck", shipped_decks())
def test_the_sample_of_a_main_deck_is_a_whole_report(deck: str) -> None:
    page = (SAMPLES / deck / "report.html").read_text(encoding="utf-8")
    text = (SAMPLES / deck / "report.md").read_text(encoding="utf-8")

    assert page.rstrip().endswith("</html>")
    for words in ("The answer", "Appendix A: Improvement Plan", "Appendix G: Assumptions and sources"):
        assert words in page
        assert words in text
    assert "<script" not in page


def test_every_link_of_the_page_leads_somewhere() -> None:
    links = re.findall(r"\]\(([^)#]+)\)", (SAMPLES / "README.md").read_text(encoding="utf-8"))

    assert len(links) > 8
    assert [one for one in links if not (SAMPLES / one).exists()] == []


def test_the_samples_stay_small() -> None:
    assert sum(one.stat().st_size for one in SAMPLES.rglob("*") if one.is_file()) < MOST_BYTES
