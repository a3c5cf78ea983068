"""Non-interference, in its two halves: what an organisation may not know leaves no trace in what it is sent."""

import re
from collections.abc import Iterable
from copy import deepcopy
from dataclasses import replace

import pytest

from bots.policy import lot
from engine.ids import PUBLIC, Audience, HolderId, OrderId, OrganisationId, SeatId
from engine.orders import Order
from engine.phases import Phase
from engine.preview import preview
from engine.recording import Submission, record
from engine.stored import canonical, state_plain
from engine.versions import BasedOn
from engine.world import World
from tests.support.decks import opening_world
from tests.support.random_play import RandomGame, RandomPlayer

WORLD = opening_world()
ORGANISATIONS = tuple(WORLD.organisations)
COMMITMENTS = ("seed_commitment", "deck_hash", "baseline_hash")


def sent_to(game: RandomGame, organisation: OrganisationId, since: int = 0) -> list[bytes]:
    """All that an organisation was sent after entry `since`, as bytes; commitments aside, which hide what they commit to."""
    sent = []
    for entry in game.table.entries[since:]:
        for audience in (PUBLIC, Audience(organisation)):
            if audience in entry.parts:
                plain = entry.parts[audience].plain
                for name in COMMITMENTS:
                    plain.get("header", {}).pop(name, None)
                plain.get("receipt", {}).pop("order_id", None)
                sent.append(canonical(plain))
    return sent


def advanced(game: RandomGame, turns: int) -> None:
    for _ in range(turns):
        game.to_phase(Phase.ORDERS)
        game.play_phase()
    game.to_phase(Phase.ORDERS)


@pytest.mark.parametrize("salt", range(18))
def test_within_an_order_phase_an_order_leaves_no_trace_with_those_who_are_not_told_of_it(salt: int) -> None:
    game = RandomGame(WORLD, f"secret {salt}")
    advanced(game, turns=salt % 3)
    game.play_phase()
    other = deepcopy(game)
    actor = ORGANISATIONS[lot(str(salt), "actor", sides=len(ORGANISATIONS))]
    before = len(other.table.entries)

    something_happens(other, actor)

    told = {audience for entry in other.table.entries[before:] for audience in entry.parts}
    assert PUBLIC not in told, "whatever a player does in an order phase is told to nobody at large"
    blind = [one for one in ORGANISATIONS if one != actor and Audience(one) not in told]
    since, since_other = len(game.table.entries), len(other.table.entries)
    everything_of(blind, game, other, salt=str(salt))
    for organisation in blind:
        assert sent_to(game, organisation, since) == sent_to(other, organisation, since_other)


def something_happens(game: RandomGame, actor: OrganisationId) -> None:
    """The actor gives orders until one of them has moved an initiative or answered an inject."""
    for _ in range(200):
        exercise = game.table.exercise
        game.table.give(actor, game.players[actor].one_order(game.table.views[actor]))
        now = game.table.exercise
        if (now.initiatives, now.answers) != (exercise.initiatives, exercise.answers):
            return
    raise AssertionError("nothing happened: this salt proves nothing")


def everything_of(blind: Iterable[OrganisationId], game: RandomGame, other: RandomGame, *, salt: str) -> None:
    """The same orders by the same blind organisations in both games, sensible and senseless, refusals included."""
    for organisation in blind:
        player = RandomPlayer(f"{salt} {organisation} afterwards")
        for _ in range(12):
            order = player.one_order(game.table.views[organisation])
            assert preview(game.table.views[organisation], order) == preview(other.table.views[organisation], order)
            claims = claimed(player, game, other)
            given_on(game, organisation, order, claims)
            given_on(other, organisation, order, claims)


def given_on(game: RandomGame, organisation: OrganisationId, order: Order, based_on: BasedOn) -> None:
    """An order that names what it was based on, as a form sends it."""
    table = game.table
    table.given += 1
    given = Submission(
        order_id=OrderId(f"{organisation}-{table.given}"),
        seat=SeatId(organisation),
        holder=HolderId(organisation),
        organisation=organisation,
        order=order,
        based_on=based_on,
    )
    table._tell(record(table.exercise, given, table.entries[-1], table.log_key, None))


def claimed(player: RandomPlayer, *games: RandomGame) -> BasedOn:
    """Versions that an order may name: none, or one of anything that changed for anybody in one of the games."""
    changed = sorted({key.partition(" ")[2] for game in games for key in game.table.exercise.versions})
    if not changed or player.pick(2):
        return {}
    return {changed[player.pick(len(changed))]: player.pick(3)}


def with_other_secrets(world: World, of: str) -> World:
    """Another world for everybody but `of`: its brief, injects that are not out, dice ranges, hidden capacity."""
    briefs = tuple(
        replace(one, private_fact="Something else entirely.", aim="Win.") if one.organisation == of else one
        for one in world.deck.briefs
    )
    injects = tuple(
        replace(one, text="Another text.", effects=(), choices=one.choices[:1]) if one.release.by != "brief" else one
        for one in world.deck.injects
    )
    need = tuple(replace(one, low=one.mode // 3, high=one.mode * 3) for one in world.deck.need)
    components = tuple(replace(one, spare=replace(one.spare, value=one.spare.value + 40)) for one in world.baseline.components)
    accounts = tuple(
        replace(one, opening=replace(one.opening, value=one.opening.value + 7_000), grants=()) if one.owner == of else one
        for one in world.baseline.accounts
    )
    deck = replace(world.deck, briefs=briefs, injects=injects, need=need)
    return World(baseline=replace(world.baseline, components=components, accounts=accounts), deck=deck)


@pytest.mark.parametrize("salt", range(8))
def test_before_the_first_resolution_other_secrets_and_another_seed_send_the_same_bytes(salt: int) -> None:
    of = ORGANISATIONS[salt % len(ORGANISATIONS)]
    knows_capacity = {brief.organisation for brief in WORLD.deck.briefs if brief.reveals}
    game = RandomGame(WORLD, f"seed {salt}")
    other = RandomGame(with_other_secrets(WORLD, of), f"seed {salt}")
    other.table.exercise = replace(other.table.exercise, seed="another")
    blind = [one for one in ORGANISATIONS if one != of and one not in knows_capacity]
    for one in (game, other):
        one.to_phase(Phase.ORDERS)

    everything_of(blind, game, other, salt=str(salt))

    for organisation in blind:
        assert sent_to(game, organisation) == sent_to(other, organisation)


@pytest.mark.parametrize("salt", range(8))
def test_across_a_resolution_equal_observations_are_followed_by_equal_bytes(salt: int) -> None:
    quiet = RandomGame(WORLD, f"across {salt}", orders_each=2)
    advanced(quiet, turns=2)
    other = RandomGame(WORLD, f"across {salt}", orders_each=2)
    other.table.exercise = replace(other.table.exercise, seed=f"another {salt}")
    advanced(other, turns=2)
    alike = [one for one in ORGANISATIONS if sent_to(quiet, one) == sent_to(other, one)]
    assert quiet.table.exercise.stocks.theatre != other.table.exercise.stocks.theatre
    assert alike, "this salt proves nothing: nobody observed the same"

    since, since_other = len(quiet.table.entries), len(other.table.entries)
    everything_of(alike, quiet, other, salt=str(salt))

    for organisation in alike:
        assert sent_to(quiet, organisation, since) == sent_to(other, organisation, since_other)
        views = [canonical(state_plain(one.table.views[organisation])) for one in (quiet, other)]
        assert without_order_ids(views[0]) == without_order_ids(views[1])


def without_order_ids(view: bytes) -> bytes:
    """A bot's order ids count all orders at its table; a person's are random."""
    return re.sub(rb'"order_id":"[^"]*"', b"", view)


def test_some_organisation_sees_the_same_across_a_resolution_under_another_seed() -> None:
    """The property above is not empty: those who get no stock reports cannot tell one war from another."""
    games = [RandomGame(WORLD, "across 0", orders_each=2) for _ in range(2)]
    games[1].table.exercise = replace(games[1].table.exercise, seed="another 0")

    for game in games:
        advanced(game, turns=2)

    alike = [one for one in ORGANISATIONS if sent_to(games[0], one) == sent_to(games[1], one)]
    needs = [list(game.table.exercise.stocks.theatre.values()) for game in games]
    assert alike
    assert needs[0] != needs[1]


def test_no_part_of_a_player_holds_an_entry_number_a_hash_or_a_wall_time() -> None:
    table = RandomGame(WORLD, "numbers").play_to_end()

    for entry in table.entries[1:]:
        for audience, part in entry.parts.items():
            if audience != "control":
                assert set(part.plain) <= {"audience", "facts", "receipt"}
                assert entry.previous.encode() not in part.content


def test_8_2_nobody_reads_in_the_published_world_what_an_account_holds_or_will_hold() -> None:
    header = RandomGame(WORLD, "accounts").table.entries[0].parts[PUBLIC].plain["header"]

    accounts = header["world"]["baseline"]["accounts"]
    assert [account["id"] for account in accounts] == list(WORLD.accounts)
    assert all(account["grants"] == [] and account["opening"]["value"] == 0 for account in accounts)
