"""The papers of a deck: whole, without a second copy of any fact, and without a secret in the wrong hands."""

import io
from pathlib import Path

import pytest
from pypdf import PdfReader

from aar.documents.writing import write
from aar.papers.of_a_deck import papers_of
from engine.ids import OrganisationId
from engine.world import World
from tests.support.decks import DeckFolder, opening_world
from tests.support.reading_papers import source_of, words_of
from tests.support.shipped_games import shipped_world

JAPAN = OrganisationId("allies/japan")


def read(world: World, *only: OrganisationId) -> dict[str, str]:
    return {name: words_of(document) for name, document in papers_of(source_of(world), only)}


@pytest.fixture(scope="module")
def shipped() -> dict[str, str]:
    return read(shipped_world())


def test_a_deck_has_a_manual_a_handbook_for_each_organisation_and_papers_for_control(shipped: dict[str, str]) -> None:
    handbooks = {name for name in shipped if name.startswith("player-handbook-")}

    assert handbooks == {f"player-handbook-{one.replace('/', '-')}" for one in shipped_world().briefs}
    assert set(shipped) - handbooks == {"situation-manual", "controller-handbook", "evaluation-guides", "msel"}


def test_no_handbook_holds_what_another_organisation_alone_knows(shipped: dict[str, str]) -> None:
    world = shipped_world()
    for brief in world.deck.briefs:
        for name, words in shipped.items():
            mine = name == f"player-handbook-{brief.organisation.replace('/', '-')}"
            for secret in (brief.private_fact, brief.aim, brief.leverage):
                if name.startswith("player-handbook-") or name == "situation-manual":
                    assert (secret in words) is mine, name


def test_only_those_who_watch_read_which_dilemma_an_inject_puts(shipped: dict[str, str]) -> None:
    assert "jobs at home or capacity abroad" in shipped["controller-handbook"]
    assert [name for name, words in shipped.items() if "jobs at home or capacity abroad" in words] == ["controller-handbook"]


def test_no_player_reads_an_inject_before_it_comes(shipped: dict[str, str]) -> None:
    for inject in shipped_world().deck.injects:
        for name, words in shipped.items():
            if name.startswith("player-handbook-") or name == "situation-manual":
                assert inject.text not in words, name
                assert inject.guidance not in words, name


def test_a_handbook_is_the_same_whatever_others_alone_know(tmp_path: Path) -> None:
    """Every secret that is not Japan's is another one, and Japan's handbook does not change by a letter."""
    before = read(opening_world(), JAPAN)
    folder = DeckFolder(tmp_path)
    folder.change(
        "deck/organisations.yaml", "private_fact: >-\n      ", "private_fact: >-\n      Otherwise. ", after="nsc/state"
    )
    folder.change("deck/organisations.yaml", "aim: >-\n      ", "aim: >-\n      Otherwise. ", after="dod/as")
    folder.change("deck/injects.yaml", "D-60. Before", "D-60. Long before")
    folder.change("baseline/components.yaml", "spare: {value: ", "spare: {value: 1")

    assert read(folder.world(), JAPAN) == before


@pytest.mark.parametrize(
    ("file", "old", "new", "papers"),
    [
        ("deck/organisations.yaml", "You buy the weapons", "You order the weapons", ("player-handbook-dod-as",)),
        ("deck/injects.yaml", "Do not help with numbers.", "Help nobody with numbers.", ("controller-handbook",)),
        ("deck/injects.yaml", "Surge assumption call", "Surge call", ("controller-handbook", "msel", "evaluation-guides")),
        (
            "deck/deck.yaml",
            "Turn warning into production",
            "Turn warning into output",
            ("situation-manual", "evaluation-guides"),
        ),
        ("deck/deck.yaml", "is fictional or from", "is invented or from", ("situation-manual",)),
    ],
)
def test_what_is_changed_in_a_deck_is_changed_in_its_papers(
    tmp_path: Path, file: str, old: str, new: str, papers: tuple[str, ...]
) -> None:
    folder = DeckFolder(tmp_path)
    folder.change(file, old, new)

    after = read(folder.world())

    for name in papers:
        assert new in after[name], name


def test_a_price_of_the_baseline_and_a_rule_of_the_rule_book_stand_in_the_papers_as_they_are(tmp_path: Path) -> None:
    folder = DeckFolder(tmp_path)
    folder.change("baseline/systems.yaml", "unit_cost: {value: ", "unit_cost: {value: 9")
    world = folder.world()
    cost = world.baseline.systems[0].unit_cost.value

    manual = read(world)["situation-manual"]

    assert f"${cost // 1_000:,}" in manual
    assert "Control goes on by naming the next phase." in manual


def test_the_manual_tells_who_has_a_table_and_who_is_only_in_the_story(tmp_path: Path, shipped: dict[str, str]) -> None:
    folder = DeckFolder(tmp_path)
    folder.change("deck/deck.yaml", "theatres:", "seats: [dod/as, nsc/staff]\ntheatres:")

    manual = read(folder.world())["situation-manual"]

    players, _, behind = manual.partition("Who plays")  # a table's caption is told behind its rows
    others, _, _ = behind.partition("In the story, without a table")
    assert "Acquisition and Sustainment" in players
    assert "Appropriations committees" not in players
    assert "Appropriations committees" in others
    assert "In the story, without a table" not in shipped["situation-manual"]


def test_a_handbook_tells_levers_with_who_else_must_act_and_what_it_costs(shipped: dict[str, str]) -> None:
    handbook = shipped["player-handbook-allies-japan"]

    assert "Coproduce at an allied line" in handbook
    assert "Defense Counterintelligence and Security Agency" in handbook
    assert "$50M to $400M, by the allied line" in handbook
    assert "not needed with: Emergency that lets transfers go without notice" in handbook


def test_only_what_an_organisation_may_have_is_written_for_it(shipped: dict[str, str]) -> None:
    assert list(read(shipped_world(), JAPAN)) == ["situation-manual", "player-handbook-allies-japan"]


def test_an_evaluation_guide_leads_from_the_objective_to_the_rating(shipped: dict[str, str]) -> None:
    guides = shipped["evaluation-guides"]
    order = ("Core capability", "Capability target", "Critical tasks", "Observation notes", "Target rating", "Evaluator's name")

    places = [guides.index(one) for one in order]

    assert places == sorted(places)
    assert all(one.target in guides for one in shipped_world().deck.objectives)


def test_a_number_that_the_rule_book_lacks_is_told() -> None:
    with pytest.raises(KeyError):
        source_of(opening_world()).rules.rules("99.1")


def test_state_is_told_of_its_own_money_and_of_nobody_elses(shipped: dict[str, str]) -> None:
    appropriators, state = (
        shipped["player-handbook-congress-appropriators"],
        shipped["player-handbook-nsc-state"],
    )

    assert "$1,800M" in appropriators
    assert "$1,800M" not in state
    assert "$22,100M" not in appropriators, "how much may be asked for is control's to know"
    assert "$22,100M" in shipped["controller-handbook"]


def test_the_manual_has_a_brief_of_every_country_and_organisation_with_tag_and_source(shipped: dict[str, str]) -> None:
    world, manual = shipped_world(), shipped["situation-manual"]
    playing = {one.id for one in world.baseline.organisations}

    assert {one.about for one in world.baseline.known} >= playing - {"nsc/intelligence", "dod/dcsa"}
    for one in world.baseline.known:
        assert one.said in manual
        assert f"{one.tag}: {one.source}" in manual


def test_what_is_known_of_an_organisation_stands_in_its_own_handbook(shipped: dict[str, str]) -> None:
    assert "Fifty-one prime contractors have become five." in shipped["player-handbook-industry-primes"]
    assert "Without an agreement on procurement" in shipped["player-handbook-allies-south-korea"]


def test_every_paper_can_be_set_and_bears_its_marking() -> None:
    source = source_of(opening_world())
    for name, document in papers_of(source):
        if name.startswith("player-handbook-") and not name.endswith("japan"):
            continue  # one handbook for all
        pages = PdfReader(io.BytesIO(write(document, "pdf"))).pages
        assert all(page.extract_text().count(document.marking) >= 2 for page in pages), name
