"""What a visitor finds before installing: a log of each main deck with its report, and links that lead somewhere."""

import gzip
import re
from pathlib import Path

import pytest

from aar.replaying import published_world
from engine.entries import entry_of
from engine.stored import parse
from injects.load import shipped_decks

DOCS = Path(__file__).parents[2] / "docs"
SAMPLES = DOCS / "sample"
MOST_BYTES = 5_000_000


@pytest.mark.parametrize("deck", shipped_decks())
def test_the_sample_of_a_main_deck_is_a_whole_report(deck: str) -> None:
    page = (SAMPLES / deck / "report.html").read_text(encoding="utf-8")
    text = (SAMPLES / deck / "report.md").read_text(encoding="utf-8")

    assert page.rstrip().endswith("</html>")
    for words in ("The answer", "Appendix A: Improvement Plan", "Appendix G: Assumptions and sources"):
        assert words in page
        assert words in text
    assert "<script" not in page


@pytest.mark.parametrize("deck", shipped_decks())
def test_the_report_of_the_sample_is_that_of_the_log_beside_it(deck: str) -> None:
    packed = (SAMPLES / deck / "exercise.jsonl.gz").read_bytes()
    text = (SAMPLES / deck / "report.md").read_text(encoding="utf-8")
    lines = gzip.decompress(packed).splitlines()
    first, last = (entry_of(parse(line)) for line in (lines[0], lines[-1]))

    assert last.hash in text
    assert f"{len(lines):,} entries, 0 to {len(lines) - 1}" in text
    assert published_world(first).deck.id == deck
    assert packed[3:8] == bytes(5)  # no name and no time stand in it: the same log has the same bytes


def test_every_link_of_the_page_leads_somewhere() -> None:
    links = re.findall(r"\]\(([^)#]+)\)", (SAMPLES / "README.md").read_text(encoding="utf-8"))

    assert len(links) > 8
    assert [one for one in links if not (SAMPLES / one).exists()] == []


def test_the_samples_stay_small() -> None:
    assert sum(one.stat().st_size for one in SAMPLES.rglob("*") if one.is_file()) < MOST_BYTES
