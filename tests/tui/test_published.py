from pathlib import Path

import pytest

from engine.ids import OrganisationId
from engine.world import published
from injects.trace import read_trace
from tests.support.screens import DOD, Table, client_of, settled, text_of
from tests.support.shipped_games import shipped_world
from tui.published.pages import pages

PAGES = {one.key: one.content().plain for one in pages(published(shipped_world()))}


def pointed_at() -> list[str]:
    trace = read_trace()
    return sorted({path for one in (*trace.rows, *trace.orders, *trace.beyond) for path in one.baseline})


async def test_f_lists_what_is_published_and_enter_reads_the_page_of_one_thing(tmp_path: Path) -> None:
    table = Table(shipped_world())
    table.start()
    app, _ = client_of(table, DOD, folder=tmp_path)

    async with app.run_test(size=(100, 40)) as pilot:
        await settled(pilot)
        await pilot.press("enter", "f")
        await settled(pilot)
        listed = text_of(app)
        await pilot.press("enter")
        await settled(pilot)
        page = text_of(app)
        await pilot.press("escape")
        await settled(pilot)
        back = text_of(app)

    assert "The world as it is published" in listed
    assert "Japan  country" in listed
    assert "Labour cost, the United States being 100: 68 (notional)" in page
    assert "Japan  country" in back


async def test_control_reads_in_the_same_list_what_is_true(tmp_path: Path) -> None:
    table = Table(shipped_world())
    table.start()
    app, _ = client_of(table, folder=tmp_path)

    async with app.run_test(size=(100, 40)) as pilot:
        await settled(pilot)
        await pilot.press("f")
        await settled(pilot)
        listed = text_of(app)

    assert "Japan  country" in listed
    assert any("In truth, percent" in one.content().plain for one in pages(shipped_world()))


def test_no_page_of_a_participant_tells_what_is_hidden() -> None:
    assert not any("In truth" in page or "Campaign budget" in page for page in PAGES.values())


def test_no_page_shows_the_blanks_of_a_declared_text() -> None:
    assert [key for key, page in PAGES.items() if "{" in page] == []


def test_a_country_page_tells_ties_risks_lines_and_what_may_be_made_there() -> None:
    page = PAGES["partners/allies/australia"]

    assert "Member of: procurement agreement, security of supply, part of the industrial base in law, licence exemption" in page
    assert "Notice to Congress of its cases: 3 weeks" in page
    assert "Programme: assembles kits" in page
    assert "After an assessment: " in page
    assert "Easily struck, of 100: 10 (notional)" in page


def test_a_system_page_tells_cost_lead_time_stock_parts_and_lines() -> None:
    page = PAGES["systems/GMLRS"]

    assert "A unit: $170K" in page
    assert "Months from order to delivery: 26" in page
    assert "Made of" in page
    assert "GMLRS line, Camden, Arkansas" in page
    assert "needs a release decision first" in page.lower()


@pytest.mark.parametrize("path", pointed_at())
def test_what_traceability_says_is_met_in_the_published_world_has_a_page(path: str) -> None:
    world = shipped_world()
    kind, _, rest = path.partition("/")
    if kind == "lines":
        line = next(one for one in world.baseline.lines if one.id == rest.partition("/")[0])
        kind, rest = "systems", line.system
    if kind == "suitability":
        kind = "systems"
    of_organisation = kind in ("partners", "adversaries", "organisations")
    identity = OrganisationId("/".join(rest.split("/")[: 2 if of_organisation else 1]))

    assert PAGES[f"{kind}/{identity}"]


def test_a_country_page_tells_what_is_known_with_tag_and_source() -> None:
    korea, primes = PAGES["partners/allies/south-korea"], PAGES["organisations/industry/primes"]

    assert "Constraint: Without an agreement on procurement its bids are priced half as high again." in korea
    assert "V: Korea Herald, 28 October 2025" in korea
    assert "Fifty-one prime contractors have become five." in primes
    assert "Risk: Strikes, politics of the Diet, imported energy. (notional)" in PAGES["partners/allies/japan"]
