"""What a deck is played with: injects that follow its own, and injects of its own that do not go with them."""

from pathlib import Path

import pytest

from injects.check import check
from injects.load import comes_with_surgex, deck_folder, load_world, shipped_additions, shipped_decks
from injects.problems import DeckError
from tests.support.decks import main_world, whole_deck

DECK = "taiwan-blockade"
OWN = {one.id: one for one in whole_deck(DECK).deck.injects}
FIRST = next(iter(OWN))


@pytest.fixture
def addition(tmp_path: Path) -> Path:
    """One inject of control, beside the deck's own; the first of them is left out."""
    folder = tmp_path / "extra"
    folder.mkdir()
    (folder / "addition.yaml").write_text(
        f"id: extra\ntitle: one more thing\nsummary: One more inject.\nleaves_out: [{FIRST}]\n"
    )
    (folder / "injects.yaml").write_text(
        "injects:\n"
        "  - id: one-more-thing\n"
        "    reference: X-1\n"
        "    title: One more thing\n"
        "    release: {by: control}\n"
        "    source: Wire services (simulated)\n"
        "    source_type: news\n"
        "    to: [nsc/staff]\n"
        "    marking: UNCLASSIFIED // EXERCISE MATERIAL\n"
        "    fictional_level: Public\n"
        "    text: Something else happened.\n"
        "    objective: O6\n"
        "    exposes: Who hears of it.\n"
        "    guidance: For evaluators.\n"
    )
    return folder


def test_an_addition_follows_the_deck_and_leaves_out_what_does_not_go_with_it(addition: Path) -> None:
    world = main_world(f"{DECK}+{addition}")

    ids = [one.id for one in world.deck.injects]
    assert "one-more-thing" in ids
    assert FIRST not in ids
    assert world.deck.title.endswith(", with one more thing")


def test_what_is_wrong_in_an_addition_is_named_in_its_own_files(addition: Path) -> None:
    (addition / "addition.yaml").write_text("id: extra\ntitle: x\nsummary: x\nleaves_out: [surge-assumption-cal]\n")
    text = (addition / "injects.yaml").read_text().replace("nsc/staff", "nsc/stuff")
    (addition / "injects.yaml").write_text(text)
    (addition / "inject.yaml").write_text("injects: []\n")

    said = [str(problem) for problem in check(f"{DECK}+{addition}").problems]

    assert any("addition.yaml:4:" in one and "no inject `surge-assumption-cal`" in one for one in said)
    assert any("extra/injects.yaml:8:" in one and "nsc/stuff" in one for one in said)
    assert any("inject.yaml" in one and "nothing reads a file of this name" in one for one in said)


def test_decks_may_differ_in_what_an_addition_leaves_out(addition: Path) -> None:
    about = "id: extra\ntitle: one more thing\nsummary: x\nleaves_out: "
    (addition / "addition.yaml").write_text(f"{about}{{{DECK}: [{FIRST}, one-more-thing], another-deck: [of-another]}}\n")
    ids = [one.id for one in whole_deck(f"{DECK}+{addition}").deck.injects]
    assert set(OWN) - set(ids) == {FIRST}
    assert "one-more-thing" not in ids

    (addition / "addition.yaml").write_text(f"{about}{{taiwan-blockad: [{FIRST}]}}\n")
    said = [str(problem) for problem in check(f"{DECK}+{addition}").problems]
    assert any("addition.yaml:4:" in one and f"did you mean `{DECK}`" in one for one in said)


def test_an_addition_says_what_it_is_and_need_not_leave_out_anything(addition: Path) -> None:
    (addition / "addition.yaml").write_text("id: extra\ntitle: one more thing\n")
    said = [str(problem) for problem in check(f"{DECK}+{addition}").problems]
    assert any("addition.yaml:1:" in one and "`summary` is missing" in one for one in said)

    (addition / "addition.yaml").write_text("id: extra\ntitle: one more thing\nsummary: x\n")
    assert FIRST in [one.id for one in main_world(f"{DECK}+{addition}").deck.injects]


def test_an_addition_that_is_not_there_is_named() -> None:
    with pytest.raises(DeckError, match="there is no addition `nowhere`"):
        load_world(f"{DECK}+nowhere")


def test_an_addition_counts_once_and_only_where_a_deck_is_played(addition: Path) -> None:
    with pytest.raises(DeckError, match="is named twice"):
        load_world(f"{DECK}+{addition}+{addition}")
    with pytest.raises(DeckError, match=f"name `{DECK}`"):
        deck_folder(f"{DECK}+{addition}")


def test_what_is_shipped_is_on_every_server_of_this_version(addition: Path) -> None:
    assert all(comes_with_surgex(f"{deck}+{one}") for deck in shipped_decks() for one in shipped_additions())
    assert not comes_with_surgex(f"{DECK}+{addition}")
