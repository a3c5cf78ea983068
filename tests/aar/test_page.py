"""The one-page answer as a reader meets it."""

import gzip
import re
from dataclasses import replace
from functools import cache

from aar.answer import Answer, answer_of
from aar.findings.collected import findings_in
from aar.findings.telling import NO_UNIT
from aar.models import Finding
from aar.page import LINES, full, page
from aar.pages.assumption import verdict, verdict_told
from aar.pages.places import MOST
from aar.pages.short import short
from aar.reading import read
from aar.surge_asked import SurgeAsked, surge_asked
from aar.wording import WIDTH
from aar.worlds.ladder import KEYS
from bots.roster import policy
from bots.table import Table, play, seat_all
from engine.entries import entry_of
from engine.ids import InitiativeId, TheatreId
from engine.objectives import Criterion, Measure, Objective
from engine.orders import EndExercise, ProposeInitiative, StartExercise
from engine.stored import parse
from engine.world import World
from tests.aar.test_ladder import AS, Script, approve
from tests.golden.test_old_logs import HERE as GOLDEN
from tests.support.decks import opening_world

WORLD = opening_world()


@cache
def answer(name: str = "typical", seed: str = "2") -> Answer:
    policies = {one: policy(name, seed) for one in WORLD.organisations}
    return answer_of(read(play(WORLD, pace="half-day", seed=seed, policies=policies).entries))


def told(of: Answer) -> str:
    return page(of, ())


def test_the_page_fits_a_window_of_80_columns() -> None:
    as_on_a_server = replace(answer(), seed="f" * 32, exercise="taiwan-blockade-7ee5a1")

    lines = [*told(as_on_a_server).splitlines(), *full(as_on_a_server, ()).splitlines()]

    assert max(len(line) for line in lines) <= WIDTH


def test_16_2_the_surge_is_held_against_what_an_objective_of_the_deck_asks_and_against_nothing_where_none_does() -> None:
    surged = Criterion(asks="Two", any=(Measure(measure="systems-surged", at_least=2, by_month=9),))
    leaks = Criterion(asks="None", any=(Measure(measure="leaks", at_most=0),))
    objectives = tuple(Objective(id=id, title="", target="", criteria=(one,)) for id, one in (("A", leaks), ("B", surged)))
    asking, silent = (replace(WORLD.deck, objectives=some) for some in (objectives, objectives[:1]))

    first = verdict_told(replace(answer(), asked=surge_asked(asking)))
    second = verdict_told(replace(answer(), asked=surge_asked(silent)))

    assert "times their rate by month 9; objective B asks for 2." in first
    assert second.endswith("reached 1.5 times their rate.")


def test_a_system_that_is_short_in_two_theatres_is_told_with_the_names_of_both() -> None:
    pacific, korea = TheatreId("western-pacific"), TheatreId("korea")
    lost = {pacific: 5_000, korea: 2_500}
    split_in = {theatre: {**dict.fromkeys(KEYS, 0), "gap": units} for theatre, units in lost.items()}
    one = replace(answer().systems[0], short_in=lost, need_in=dict.fromkeys(lost, 10_000), split_in=split_in)

    text = " ".join(" ".join(short(replace(answer(), systems=(one,), priority=()))).split())

    assert f"in western-pacific {one.system} 50%; in korea {one.system} 25%." in text


def test_the_handling_marking_stands_first() -> None:
    assert told(answer()).startswith("UNCLASSIFIED // EXERCISE MATERIAL\n")


def test_every_organisation_finds_what_it_had_said_beside_what_came() -> None:
    text = " ".join(full(answer(), ()).split())

    for organisation in WORLD.organisations:
        said = r"\d of 2 to double by month 24, [+-]\d+ % off in month 24; first to act: [^.]+\. So said [^.]*"
        assert re.search(said + organisation, text)
    assert re.search(r"^  LRASM +12 +\d+ +\d+ +\d+ +(never|month \d+)   \d+", told(answer()), re.MULTILINE)


def test_an_exercise_without_waits_says_that_there_was_no_seam() -> None:
    assert "No step waited for its organisation: there was no seam." in told(answer("prompt"))


def test_a_page_of_an_exercise_that_has_not_ended_says_not_yet() -> None:
    table = Table(world=WORLD, pace="half-day", seed="1")
    seat_all(table, {one: policy("idle", "") for one in WORLD.organisations})
    table.control(StartExercise())

    text = told(answer_of(read(table.entries)))

    assert "The exercise has not ended: this is the answer so far." in text
    assert "DID THE SURGE ASSUMPTION HOLD?  NOT YET\n  0 of 2 priority systems doubled their rate in 0 weeks." in text
    assert "seed 1" not in text, "the seed is secret in play"


def test_an_exercise_that_was_ended_before_the_month_in_question_has_not_seen_the_answer() -> None:
    table = Table(world=WORLD, pace="half-day", seed="1")
    seat_all(table, {one: policy("idle", "") for one in WORLD.organisations})
    table.control(StartExercise())
    table.control(EndExercise())
    whole = answer()
    asked = SurgeAsked(objective="O1", systems=2, month=24)

    text = " ".join(told(answer_of(read(table.entries))).split())

    assert "DID THE SURGE ASSUMPTION HOLD? NOT SEEN 0 of 2 priority systems" in text
    assert "Play ended after 0 weeks, before month 1 was over: it does not say." in text
    assert verdict(replace(whole, asked=asked)) == "NO"
    assert verdict(replace(whole, asked=asked, weeks=103)) == "NOT SEEN"
    assert verdict(replace(whole, asked=asked, weeks=104)) == "NO"
    assert verdict(replace(whole, asked=asked, weeks=103, ended=False)) == "NOT YET"


def test_what_an_initiative_would_have_lifted_is_told_apart_by_whether_it_bound() -> None:
    text = " ".join(full(answer("typical", "2"), ()).split())

    assert "It would have lifted what bound: contract" in text
    assert "What it lifts did not bind in play" in text


def shipped() -> tuple[Answer, list[Finding]]:
    """A game of the shipped deck, as an older version recorded it."""
    with gzip.open(GOLDEN / "format-2-typical-seed-2.log.gz") as lines:
        played = read([entry_of(parse(line)) for line in lines])
    found = answer_of(played)
    return found, findings_in(played, found)


def test_the_front_is_one_page_with_three_to_seven_places_and_what_the_claim_rests_on() -> None:
    found, findings = shipped()

    lines = page(found, findings).splitlines()

    assert len(lines) <= LINES
    assert 3 <= sum(bool(re.match(r"  \d\. (SEAM|CHOICE|GAP|SEEN)", line)) for line in lines) <= MOST
    assert lines[-1].endswith("What each organisation knew too late is not counted.")


def test_15_7_a_wait_that_cost_nothing_is_of_the_least_severity_and_on_no_front() -> None:
    expand = ProposeInitiative(type="expand-component", parameters={"component": "CASTING", "percent": "50"})
    justified = approve("justify", InitiativeId("expand-component:CASTING-50:dod-as:1"))
    played = Script({1: [(AS, expand), (AS, justified)]}).played()
    found = answer_of(played)
    findings = findings_in(played, found)

    costless = [one for one in findings if one.title.endswith(NO_UNIT)]

    assert [(one.code, one.severity) for one in costless] == [("AUT-4", 1)]
    assert NO_UNIT not in page(found, findings)
    assert "Steps waited on 1 seam, and that cost no unit." in page(found, findings)


def test_a_missed_surge_has_a_chain_also_where_nothing_was_short() -> None:
    calm = World(baseline=WORLD.baseline, deck=replace(WORLD.deck, need=()))
    policies = {one: policy("typical", "2") for one in calm.organisations}
    played = read(play(calm, pace="half-day", seed="2", policies=policies).entries)

    missed = [one for one in findings_in(played, answer_of(played)) if one.code == "CAP-4"]

    assert missed
    for one in missed:
        assert [link.link for link in one.chain] == ["line"]
        assert one.chain[0].entries
