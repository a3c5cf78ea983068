"""What outlines call organisations, and who of a world is meant: `OSD` is `dod/as`. Names that a world itself has go first."""

import re
from collections.abc import Mapping

from engine.ids import OrganisationId
from engine.world import World
from injects.naming import exactly_named

_WORDS: Mapping[str, str] = {
    "nsc/staff": "white house|the white house|president|principals|nsc staff|national security council",
    "nsc/state": "dos|department of state|state department|state dept|embassy|ddtc",
    "nsc/commerce": "doc|department of commerce|commerce department|bis",
    "nsc/intelligence": "ic|intel|intelligence community|odni|cia|dia",
    "dod/as": "osd|secdef|sec def|secretary of defense|office of the secretary of defense|pentagon|"
    "a&s|dod a&s|osd a&s|usd a&s|ousd a&s|acquisition|services|programme office|program office|peo|pm",
    "dod/dsca": "fms|security cooperation",
    "dod/indopacom": "usindopacom|pacom|joint staff|js|cocom|ccmd|combatant command|command|the command|fleet|pacific fleet",
    "congress/appropriators": "appropriations|hac|sac|hac-d|sac-d|house appropriations|senate appropriations",
    "congress/armed-services": "hasc|sasc|armed services",
    "congress/foreign-relations": "hfac|sfrc|foreign affairs|foreign relations",
    "industry/primes": "prime|the primes|prime contractor|contractors",
    "industry/suppliers": "supplier|subcontractors|sub-tier|lower tier|foundries",
    "allies/japan": "tokyo|mod japan|japan mod|japanese mod|jmod|gsdf|jsdf|jmsdf",
    "allies/south-korea": "rok|seoul|korea|republic of korea|rok mnd|mnd korea|rok jcs",
    "allies/australia": "canberra|adf|australian defence|defence australia",
    "allies/taiwan": "taipei",
    "allies/india": "delhi|new delhi",
    "allies/philippines": "manila",
    "allies/uk": "london|britain|great britain|united kingdom|uk mod|mod uk|british mod|royal navy",
    "allies/nato-europe": "europe|nato|eu|germany|france|poland|netherlands|norway|berlin|paris|warsaw|oslo",
    "red/prc": "china|beijing|pla",
    "red/dprk": "north korea|pyongyang",
    "red/russia": "moscow",
    "red/iran": "tehran",
}
WORDS: Mapping[str, OrganisationId] = {word: OrganisationId(one) for one, words in _WORDS.items() for word in words.split("|")}
"""By what an outline says, in small letters: the organisation of the baseline that is meant."""


def planned_organisations(text: str, world: World) -> tuple[tuple[OrganisationId, ...], list[str]]:
    """The organisations that a planner's words name, of a cell those who have a seat; and the names that nobody has."""
    found: dict[OrganisationId, None] = {}
    unknown: list[str] = []
    for piece in (one.strip() for line in re.split(r"[;\n|+]", text) for one in _parts(line.strip(), world)):
        named = exactly_named(piece, world)
        word = WORDS.get(" ".join(piece.lower().split()))
        if not named and word in world.organisations:
            named = (word,) if word else ()
        found.update(dict.fromkeys(_with_seats(named, world)))
        unknown += [piece] if piece and not named else []
    return tuple(found), unknown


def _parts(line: str, world: World) -> list[str]:
    """A title may hold commas: what is one as it stands is not taken apart."""
    return [line] if exactly_named(line, world) else line.split(",")


def _with_seats(named: tuple[OrganisationId, ...], world: World) -> tuple[OrganisationId, ...]:
    """A cell's name (`NSC`) stands for those of it that people play; where nobody plays it, for all of it."""
    seated = tuple(one for one in named if one in world.seated)
    return seated if len(named) > 1 and seated else named
