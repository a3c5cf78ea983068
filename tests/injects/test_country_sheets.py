"""What the playbook says of a country agrees with the country's own page."""

from engine.effects import DamageEffect
from engine.ids import ComponentId
from engine.playbook import InitiativeType, Step
from tests.support.shipped_games import shipped_world

WORLD = shipped_world()
BARRED = 0


def notices() -> list[tuple[InitiativeType, Step]]:
    return [(kind, step) for kind in WORLD.playbook.values() for step in kind.steps if step.may_hold.startswith("congress/")]


def test_a_notice_to_congress_runs_as_long_as_the_page_of_its_country_says() -> None:
    said = {
        (kind.id, country): weeks for kind, step in notices() if step.by_choice for country, weeks in by_country(step).items()
    }

    assert len(said) > 5
    for (lever, country), weeks in said.items():
        notice = next(one.notice_weeks for one in WORLD.baseline.partners if one.id == country)
        assert weeks == notice, f"{lever}: {country}"


def by_country(step: Step) -> dict[str, int]:
    assert step.by_choice is not None
    partners = {one.id for one in WORLD.baseline.partners}
    return {name: weeks for name, weeks in step.by_choice.weeks.items() if name in partners}


def test_an_embargo_takes_no_more_of_a_part_than_the_share_of_its_input_that_comes_from_the_adversary() -> None:
    (embargo,) = (one for one in WORLD.deck.red if one.id == "mineral-embargo")
    damages = [one for one in embargo.effects if isinstance(one, DamageEffect)]

    assert damages
    for one in damages:
        share = WORLD.components[ComponentId(one.site)].adversary_share.value
        assert one.permille <= share * 10, one.site


def test_no_line_is_offered_for_a_system_that_its_country_is_barred_from() -> None:
    offered = {
        value for kind in WORLD.playbook.values() for one in kind.parameters if one.of == "line" for value in one.choices
    }
    lines = [line for line in WORLD.lines.values() if line.id in offered and line.country in WORLD.partners]

    assert len(lines) > 5
    suitability = WORLD.baseline.suitability
    assert [line.id for line in lines if suitability[line.system][line.country] == BARRED] == []
