"""Which bots sit in a server: those that `host --bots` names, else typical ones on the seats that a deck gives to bots."""

import secrets

from bots.roster import policy
from cli.choices import DEFAULT_POLICY, known_policy
from server.players import Players


def players_of(name: str) -> Players:
    """The players of a server; exits with 2 where there is no policy of that name, `` is for what decks declare alone."""
    if name:
        known_policy(name)
    salt = secrets.token_hex(8)
    return Players(make=lambda organisation: policy(name or DEFAULT_POLICY, salt), every_seat=bool(name))
