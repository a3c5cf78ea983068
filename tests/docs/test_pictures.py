"""The pictures of the documents: all there, small, fetching nothing, and each shown. `make pictures` draws them."""

import re
from pathlib import Path

from pictures.__main__ import FOLDER, LARGEST, PICTURES

ROOT = Path(__file__).parents[2]


def test_every_picture_is_there_small_and_fetches_nothing() -> None:
    files = {file.stem: file.read_text(encoding="utf-8") for file in FOLDER.glob("*.svg")}

    assert set(files) == {picture.name for picture in PICTURES}
    assert all(len(svg) <= LARGEST for svg in files.values())
    assert not [name for name, svg in files.items() if re.search(r"url\(.?http|href=.http|@import", svg)]


def test_every_picture_is_shown_with_words_and_every_one_that_is_shown_exists() -> None:
    page = (FOLDER / "README.md").read_text(encoding="utf-8")
    shown = re.findall(r"!\[(.*?)\]\((.*?)\)", page)

    assert {name for _, name in shown} == {f"{picture.name}.svg" for picture in PICTURES}
    assert all(words for words, _ in shown)
    for document in (ROOT / "README.md", ROOT / "docs" / "walkthrough.md"):
        linked = re.findall(r"!\[.+?\]\(([^)]*?)\)", document.read_text(encoding="utf-8"))
        assert linked
        assert all((document.parent / one).exists() for one in linked), linked
