"""What outlines call organisations, and who of a world is meant: `OSD` is `dod/as`. Names that a world itself has go first."""

import re
from collections.abc import Mapping

from engine.ids import OrganisationId
from engine.world import World
from injects.naming import named_organisations

_WORDS: Mapping[str, str] = {
    "nsc/staff": "white house|the white house|president|principals|nsc staff|national security council",
    "nsc/state": "dos|department of state|state department|state dept|embassy|ddtc",
    "nsc/commerce": "doc|department of commerce|commerce department|bis",
    "nsc/intelligence": "ic|intel|intelligence community|odni|cia|dia",
    "dod/as": "osd|a&s|dod a&s|osd a&s|usd a&s|ousd a&s|acquisition|services|programme office|program office|peo|pm",
    "dod/dsca": "fms|security cooperation",
    "dod/indopacom": "usindopacom|pacom|joint staff|js|cocom|ccmd|combatant command|command|the command|fleet|pacific fleet",
    "congress/appropriators": "appropriations|hac|sac|hac-d|sac-d|house appropriations|senate appropriations",
    "congress/armed-services": "hasc|sasc|armed services",
    "congress/foreign-relations": "hfac|sfrc|foreign affairs|foreign relations",
    "industry/primes": "prime|the primes|prime contractor|contractors",
    "industry/suppliers": "supplier|subcontractors|sub-tier|lower tier|foundries",
    "allies/japan": "tokyo|mod japan|japanese mod|gsdf",
    "allies/south-korea": "rok|seoul|korea|republic of korea",
    "allies/australia": "canberra",
    "allies/taiwan": "taipei",
    "allies/india": "delhi|new delhi",
    "allies/philippines": "manila",
    "allies/uk": "london|britain|great britain|united kingdom",
    "allies/nato-europe": "europe|nato|eu|germany|france|poland|netherlands|norway|berlin|paris|warsaw|oslo",
    "red/prc": "china|beijing|pla",
    "red/dprk": "north korea|pyongyang",
    "red/russia": "moscow",
    "red/iran": "tehran",
}
WORDS: Mapping[str, OrganisationId] = {word: OrganisationId(one) for one, words in _WORDS.items() for word in words.split("|")}
"""By what an outline says, in small letters: the organisation of the baseline that is meant."""


def planned_organisations(text: str, world: World) -> tuple[tuple[OrganisationId, ...], list[str]]:
    """As `named_organisations`, with the words of outlines; of a cell those who have a seat in the deck."""
    pieces = [one for line in re.split(r"[;\n|+]", text) if (one := line.strip())]
    found: dict[OrganisationId, None] = {}
    wrong: list[str] = []
    for piece in pieces:
        named, unknown = named_organisations(piece, world)
        for name in piece.split(",") if unknown else ():
            here, still = named_organisations(name, world)
            meant = WORDS.get(" ".join(name.lower().split()))
            here, still = ((meant,), []) if still and meant in world.organisations and meant else (here, still)
            found.update(dict.fromkeys(_with_seats(name, here, world)))
            wrong += still
        found.update(dict.fromkeys(() if unknown else _with_seats(piece, named, world)))
    return tuple(found), wrong


def _with_seats(name: str, named: tuple[OrganisationId, ...], world: World) -> tuple[OrganisationId, ...]:
    """A cell's name (`NSC`) stands for those of it that people play; where nobody plays it, for all of it."""
    one_name = len(named) > 1 and "," not in name
    seated = tuple(one for one in named if one in world.seated)
    return seated if one_name and seated else named
