from dataclasses import replace

import pytest

from engine import events as e
from engine import orders as o
from engine.baseline import Partner
from engine.declared import Figure
from engine.playbook import Parameter
from engine.refusals import RefusalCode
from engine.rules.parameters import FIELDS, OFFERED, choices_of, completed, offered, stands_for
from engine.world import World
from tests.support.exercises import done, given, in_orders, only_initiative, refused
from tests.support.law import path, step, world_of_path
from tests.support.worlds import AS, JAPAN, MISSILE, MISSILE_JP, PROCUREMENT, SEEKER, TORPEDO, small_world

LINE = Parameter(id="site", title="Line", of="line")
HOSTED = path(
    step("host", "{site.country}"),
    title="Make {site.system} at {site.title}",
    parameters=(LINE,),
    proposers=(AS, "{site.country}"),
)


def propose(**parameters: str) -> o.ProposeInitiative:
    return o.ProposeInitiative(type="path", parameters=parameters)


def hosted() -> World:
    return world_of_path(HOSTED)


def test_4_1_a_parameter_of_a_kind_offers_everything_of_that_kind() -> None:
    world = small_world()

    assert offered(world, Parameter(id="x", title="X", of="system")) == (MISSILE, TORPEDO)
    assert offered(world, Parameter(id="x", title="X", of="component")) == (SEEKER,)
    assert offered(world, LINE) == (MISSILE_JP,)  # lines of the United States are no allied lines
    assert PROCUREMENT in offered(world, Parameter(id="x", title="X", of="account"))


def test_4_1_a_list_of_its_own_counts_before_the_kind() -> None:
    one = Parameter(id="x", title="X", of="system", choices=(TORPEDO,))

    assert offered(small_world(), one) == (TORPEDO,)


def test_4_1_what_follows_from_a_choice_is_worked_out_once_and_kept_with_the_initiative() -> None:
    proposed, opened = given(in_orders(hosted()), AS, propose(site=MISSILE_JP))

    assert isinstance(proposed, e.InitiativeProposed)
    assert proposed.title == "Make MISSILE at MISSILE-JP"
    assert proposed.parameters == {
        "site": MISSILE_JP,
        "site.title": "MISSILE-JP",
        "site.system": MISSILE,
        "site.country": JAPAN,
        "site.operator": JAPAN,
        "site.short": "",
    }
    assert isinstance(opened, e.StepOpened)
    assert opened.by == JAPAN


def test_4_1_the_id_of_an_initiative_is_made_of_what_was_chosen_alone() -> None:
    exercise = done(in_orders(hosted()), AS, propose(site=MISSILE_JP))

    assert only_initiative(exercise).id == "path:MISSILE-JP:dod-as:1"


def test_4_1_a_country_may_propose_for_the_line_that_it_hosts() -> None:
    exercise = done(in_orders(hosted()), JAPAN, propose(site=MISSILE_JP))

    assert only_initiative(exercise).proposer == JAPAN


@pytest.mark.parametrize("value", ["MISSILE-US", "MISSILE", "", "{site}"])
def test_4_1_what_is_not_of_the_kind_is_refused(value: str) -> None:
    assert refused(in_orders(hosted()), AS, propose(site=value)) is RefusalCode.BAD_PARAMETER


def test_4_1_what_follows_cannot_be_given_instead() -> None:
    order = propose(site=MISSILE_JP, **{"site.country": AS})

    assert refused(in_orders(hosted()), AS, order) is RefusalCode.BAD_PARAMETER


def test_4_1_a_choice_that_names_nothing_has_no_fields() -> None:
    assert completed(small_world(), HOSTED, {"site": "nowhere"}) == {"site": "nowhere"}


def test_4_1_a_line_and_a_partner_are_named_by_the_short_name_of_the_country() -> None:
    figure = Figure(value=50, tag="N")
    sheet = Partner(
        id=JAPAN,
        title="Japan",
        short="japan",
        labour_cost=figure,
        skill=figure,
        slack=figure,
        yards=figure,
        interoperability=3,
        information_level=2,
        vulnerability=figure,
        transfer_risk=figure,
        political_risk=figure,
        notice_weeks=3,
        summary="An ally.",
    )
    small = small_world()
    world = World(baseline=replace(small.baseline, partners=(sheet,)), deck=small.deck)

    filled = completed(world, HOSTED, {"site": MISSILE_JP})

    assert filled["site.short"] == "japan"
    assert FIELDS["partner"]["short"](world, JAPAN) == "japan"


def test_4_1_every_kind_has_a_title_and_its_fields_are_those_that_are_declared() -> None:
    assert set(FIELDS) == set(OFFERED)
    assert all("title" in fields for fields in FIELDS.values())


def test_4_1_what_a_written_name_can_mean() -> None:
    world = hosted()

    assert stands_for(world, HOSTED, AS) == (AS,)
    assert stands_for(world, HOSTED, "{site}") == (MISSILE_JP,)
    assert choices_of(world, HOSTED, "site.country") == (JAPAN,)
    assert choices_of(world, HOSTED, "site.colour") == choices_of(world, HOSTED, "nothing") == ()
