"""Effects as people say them: with titles, percent and signs, and no word of the code."""

import pytest

from engine import effects as f
from engine.effect_words import effect_words
from engine.ids import AccountId, ComponentId, InjectId, LineId, OrganisationId, SystemId, TheatreId
from tests.support.decks import main_world

WORLD = main_world("taiwan-blockade")
PACIFIC = TheatreId("western-pacific")


@pytest.mark.parametrize(
    ("effect", "said"),
    [
        (f.IndexEffect(effect="index", index="trust-japan", by=-3), "Trust between the United States and Japan: \u22123"),
        (
            f.StockEffect(effect="stock", system=SystemId("PAC3MSE"), theatre="rear", units=1200),
            "+1,200 PAC3MSE (at home)",
        ),
        (
            f.StockEffect(effect="stock", system=SystemId("SM6"), theatre=PACIFIC, units=40, owner="allies/japan"),
            "+40 SM6 (Western Pacific), out of the reserve of Government of Japan",
        ),
        (
            f.MoneyEffect(effect="money", account=AccountId("procurement"), thousand_dollars=-150_000),
            "Munitions procurement: \u2212$150 million",
        ),
        (
            f.ComponentEffect(effect="component", component=ComponentId("SEEK_PAC3"), percent=25, weeks=52, new_source=True),
            "PAC-3 seeker: +25 % from another source, over 52 weeks",
        ),
        (
            f.DamageEffect(effect="damage", site=LineId("pac3-camden"), permille=205, weeks=6),
            ": 20.5 % less for 6 weeks",
        ),
        (
            f.DemandEffect(effect="demand", system=SystemId("SM6"), theatre=PACIFIC, permille=1010, weeks=26),
            "need of SM6 (Western Pacific): +1 % for 26 weeks",
        ),
        (
            f.TransitEffect(effect="transit", theatre=PACIFIC, permille=525),
            "sea lift (Western Pacific): 52.5 % sails",
        ),
        (
            f.WorkforceEffect(effect="workforce", operator=OrganisationId("industry/primes"), permille=20),
            "trained people of Prime contractors: +2 %",
        ),
        (f.LeakEffect(effect="leak", system=SystemId("GMLRS"), permille=5), "GMLRS: 0.5 % more needed for the same result"),
        (
            f.AuthorityEffect(effect="authority", authority="full-year-appropriation", in_force=False),
            "lapses: Full-year appropriation, or an exception from the stopgap",
        ),
        (
            f.InjectEffect(effect="inject", inject=InjectId("magazine-report"), weeks=2),
            "brings BK-06 Magazine report 2 weeks later",
        ),
    ],
)
def test_an_effect_is_said_in_words(effect: f.Effect, said: str) -> None:
    words = effect_words(WORLD, effect)

    assert words.endswith(said)
    assert "permille" not in words
    assert "effect" not in words
