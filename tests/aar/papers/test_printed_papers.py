"""What lies on the table: inject sheets, order slips, situation pages, seat sheets."""

from typing import get_args

import pytest

from aar.documents.model import Figure, Section
from aar.papers.inject_sheets import inject_sheets
from aar.papers.order_slips import BY_WORD, FORMS, TooManySlipsError, forms_of, order_slips
from aar.papers.seat_sheets import SeatLine, seat_sheets
from aar.papers.situation_page import situation_page
from aar.snapshot import view_at
from bots.roster import policy
from bots.table import play
from engine.decide import givers
from engine.ids import OrganisationId
from engine.orders import MoveRed, Order, SealEstimate, SetRanking
from engine.views import View
from tests.support.decks import opening_world
from tests.support.reading_papers import source_of, words_of
from tests.support.shipped_games import shipped_world

JAPAN, STATE, STAFF = OrganisationId("allies/japan"), OrganisationId("nsc/state"), OrganisationId("nsc/staff")
SMALL = opening_world()


@pytest.fixture(scope="module")
def views() -> dict[OrganisationId, View]:
    """What each organisation knew in the middle of a game."""
    policies = {one: policy("typical", "5") for one in SMALL.organisations}
    entries = play(SMALL, pace="day", seed="5", policies=policies, until=2).entries
    return {one: view_at(iter(entries), one, None).view for one in SMALL.organisations}


def test_an_inject_sheet_says_what_its_reader_may_read_and_nothing_that_evaluators_do() -> None:
    sheets = words_of(inject_sheets(source_of(SMALL)))

    for inject in SMALL.deck.injects:
        assert inject.text in sheets
        assert inject.source in sheets
        for hidden in (*inject.expects, inject.guidance, inject.exposes):
            assert hidden not in sheets


def test_an_organisation_is_handed_its_own_injects_and_no_list_of_those_of_others() -> None:
    document = inject_sheets(source_of(SMALL), (JAPAN,))
    titles = [one.title for one in document.blocks if isinstance(one, Section)]

    assert [one.split(":")[0] for one in titles] == ["BK-01", "BK-02", "BK-04", "BK-09"]
    assert titles[-1].endswith("(for information)")
    assert "Magazine report" not in words_of(document)


def test_whoever_reads_an_inject_for_information_is_asked_for_nothing() -> None:
    blocks = inject_sheets(source_of(SMALL), (JAPAN,)).blocks
    sheet = next(one for one in blocks if isinstance(one, Section) and one.title.startswith("BK-09"))
    choices = next(one.choices for one in SMALL.deck.injects if one.reference == "BK-09")

    words = words_of(sheet)

    assert all(one.title not in words for one in choices)
    assert "An answer is expected" not in words


def test_every_order_that_an_organisation_gives_has_a_form_or_is_said_aloud() -> None:
    given = {one for part in get_args(Order) for one in (get_args(part) or (part,)) if "organisation" in givers(one)}

    assert {order for form in FORMS for order in form.orders} | set(BY_WORD) == given


def test_2_12_slips_are_numbered_one_by_one_and_never_beyond_what_is_taken() -> None:
    document = order_slips(source_of(SMALL), (JAPAN,), first=101)
    pad = document.blocks[0]
    assert isinstance(pad, Section)
    numbers = [int(one.title[4:8]) for one in pad.blocks if isinstance(one, Section)]

    assert numbers == list(range(101, 101 + len(numbers)))
    with pytest.raises(TooManySlipsError, match="from 1 to 9999"):
        order_slips(source_of(SMALL), (JAPAN,), first=9_990)


def test_only_who_ranks_has_a_form_for_it_and_only_an_adversary_for_its_campaign() -> None:
    world = shipped_world()
    ranks = {one for one in world.organisations if any(SetRanking in form.orders for form in forms_of(world, one))}
    red = {one for one in world.organisations if any(MoveRed in form.orders for form in forms_of(world, one))}

    assert ranks == {STAFF}
    assert red == {one.id for one in world.baseline.adversaries}


def test_a_situation_page_says_what_waits_what_is_there_and_what_is_under_way(views: dict[OrganisationId, View]) -> None:
    for organisation, view in views.items():
        page = words_of(situation_page(view))

        assert view.marking in page
        for initiative, _, step in view.waiting_steps():
            assert step.title in page
            assert initiative.title in page
        for inject in view.waiting_injects():
            assert inject.text in page
        for slot in SMALL.organisations[organisation].slots:
            assert f"{view.slots_left(slot.id)} left" in page


def test_a_situation_page_holds_nothing_that_another_organisation_alone_was_told(views: dict[OrganisationId, View]) -> None:
    for view in views.values():
        page = words_of(situation_page(view))
        for brief in SMALL.deck.briefs:
            assert brief.private_fact not in page
        for inject in set(SMALL.injects) - set(view.injects):
            assert SMALL.injects[inject].text not in page


def test_a_seat_sheet_has_the_line_the_code_and_the_code_for_a_camera() -> None:
    seat = SeatLine(
        title="Government of Japan",
        role="participant",
        name="A. N. Other",
        organisations=("allies/japan",),
        url="ws://127.0.0.1:8765",
        token="not-a-real-code",
        join="SURGEX_TOKEN=not-a-real-code surgex join ws://127.0.0.1:8765",
    )

    document = seat_sheets("x-1", [seat, seat], "UNCLASSIFIED")

    sheet = document.blocks[1]
    assert isinstance(sheet, Section)
    assert sheet.new_page
    assert {seat.join, seat.token, seat.name} <= set(words_of(document).split("\n"))
    assert any(isinstance(one, Figure) and one.alt == "The join code as a QR code" for one in sheet.blocks)


def test_16_1_one_slip_holds_the_whole_estimate() -> None:
    world = shipped_world()
    form = next(one for one in forms_of(world, JAPAN) if SealEstimate in one.orders)

    assert set(world.deck.priority_systems) <= set(words_of(form.fields).split("\n"))
