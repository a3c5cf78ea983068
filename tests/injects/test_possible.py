import pytest

from engine import conditions as c
from injects.checks.possible import never_holds
from tests.support.decks import DeckFolder, opening_world

WEEK_ONE = c.WeekReached(condition="week", at_least=1)
ALWAYS = c.WeekReached(condition="week", at_least=0)
CONDITIONS = [
    (c.WeekReached(condition="week", at_least=170), True),
    (c.WeekReached(condition="week", at_least=169), False),
    (c.TurnReached(condition="turn", at_least=10), True),
    (c.TurnReached(condition="turn", at_least=9), False),
    (c.IndexAtLeast(condition="index", index="confidence", at_least=101), True),
    (c.IndexBelow(condition="index-below", index="confidence", below=0), True),
    (c.IndexBelow(condition="index-below", index="confidence", below=1), False),
    (c.ChanceOf(condition="chance", permille=0, about="anything"), True),
    (c.ChanceOf(condition="chance", permille=1, about="anything"), False),
    (c.StockBelow(condition="stock", system="LRASM", theatre="western-pacific", below=1), False),
    (c.StockBelow(condition="stock", system="LRASM", theatre="western-pacific", below=0), True),
    (c.DaysOfSupply(condition="days-of-supply", system="LRASM", theatre="western-pacific", below=0), True),
    (c.ShortFor(condition="short", system="LRASM", theatre="western-pacific", weeks=169), False),
    (c.ShortFor(condition="short", system="LRASM", theatre="western-pacific", weeks=170), True),
    (c.ShortFor(condition="short", system="LRASM", theatre="taiwan", weeks=1), True),
    (c.RateAtLeast(condition="rate", system="LRASM", percent=200), False),
    (c.ComponentBinds(condition="component-binds", component="CASTING"), False),
    (c.ComponentBinds(condition="component-binds", component="MAGNET"), True),
    (c.InitiativeStands(condition="initiative", type="coproduce", state="done", proposer="congress/appropriators"), True),
    (c.InitiativeStands(condition="initiative", type="coproduce", state="none", proposer="congress/appropriators"), False),
    (c.InitiativeStands(condition="initiative", type="coproduce", state="done", proposer="dod/as"), False),
    (c.InitiativeStands(condition="initiative", type="coproduce", state="done", parameter="rung", value="components"), False),
    (c.InitiativeStands(condition="initiative", type="coproduce", state="done", parameter="rung", value="whole"), True),
    (c.InitiativeStands(condition="initiative", type="coproduce", state="done", parameter="colour", value="red"), True),
    (c.InjectAnswered(condition="inject-answered", inject="this-one"), True),
    (c.InjectAnswered(condition="inject-answered", inject="magazine-report"), False),
    (c.InjectAnswered(condition="inject-answered", inject="magazine-report", by="allies/japan"), True),
    (c.OrderGiven(condition="order", kind="set-ranking"), False),
    (c.AgreementBroken(condition="agreement-broken"), False),
]


@pytest.mark.parametrize(("condition", "never"), CONDITIONS)
def test_a_condition_that_can_never_hold_is_recognised(condition: c.Condition, never: bool) -> None:
    world = opening_world()

    assert never_holds(condition, world, "this-one") is never
    assert never_holds(c.Once(condition="once", of=condition), world, "this-one") is never
    assert never_holds(c.AllOf(condition="all", of=(WEEK_ONE, condition)), world, "this-one") is never
    assert never_holds(c.AnyOf(condition="any", of=(condition, condition)), world, "this-one") is never
    assert not never_holds(c.AnyOf(condition="any", of=(WEEK_ONE, condition)), world, "this-one")
    assert never_holds(c.Not(condition="not", of=ALWAYS), world, "this-one")


AUTHORITIES = """authorities:
  - {id: standing, title: Standing, holder: dod/as, in_force: true, tag: N, source: "why"}
  - {id: running-out, title: Running out, holder: dod/as, in_force: true, until_week: 9, tag: N, source: "why"}
  - {id: missing, title: Missing, holder: dod/as, in_force: false, tag: N, source: "why"}
  - {id: given, title: Given by an inject, holder: dod/as, in_force: false, tag: N, source: "why"}
"""


@pytest.mark.parametrize(
    ("authority", "in_force", "never"),
    [
        ("standing", False, True),
        ("standing", True, False),
        ("running-out", False, False),
        ("missing", True, True),
        ("missing", False, False),
        ("given", True, False),
    ],
)
def test_an_authority_that_nothing_gives_or_takes_is_never_waited_for(
    folder: DeckFolder, authority: str, in_force: bool, never: bool
) -> None:
    folder.write("baseline/authorities.yaml", AUTHORITIES)
    effect = "      - {effect: index, index: warning, by: 2}"
    given = "      - {effect: authority, authority: given, in_force: true}"
    folder.change("deck/injects.yaml", effect, f"{effect}\n{given}")
    condition = c.AuthorityInForce(condition="authority", authority=authority, in_force=in_force)

    assert never_holds(condition, folder.world()) is never
