"""An effect as people say it, in the words of a world. Not the vocabulary itself, which `effects.py` declares."""

from engine import effects as f
from engine.titles import effect_words, named, short_name
from engine.world import World


def effect_in_words(world: World, effect: f.Effect) -> str:
    """One effect as a reader of a table or a handbook wants it; the rest as the deck states it."""
    match effect:
        case f.IndexEffect():
            return f"{effect.index.replace('-', ' ')} {_signed(effect.by)}"
        case f.StockEffect():
            lent = f", out of the reserve of {short_name(world, effect.owner)}" if effect.owner else ""
            return f"{_signed(int(effect.units))} {effect.system} {_where(world, effect.theatre)}{lent}"
        case f.MoneyEffect():
            return f"{_money(int(effect.thousand_dollars))} in {_account(world, effect.account)}"
        case f.ComponentEffect():
            source = " from a new source" if effect.new_source else ""
            span = f" in {effect.weeks} weeks" if effect.weeks else ""
            return f"{named(world, effect.component)} {_signed(int(effect.percent))} %{source}{span}"
        case f.CapacityEffect():
            return f"{_line(world, effect.line)} {_signed(int(effect.percent))} % in {effect.weeks} weeks"
        case f.DamageEffect():
            return f"{_line(world, effect.site)} {_percent(-effect.permille)} for {effect.weeks} weeks"
        case f.WorkforceEffect():
            sign = "+" if effect.permille > 0 else ""
            return f"workforce of {short_name(world, effect.operator)} {sign}{_percent(effect.permille)}"
        case _:
            return _of_the_theatre(world, effect)


def _of_the_theatre(world: World, effect: f.Effect) -> str:
    match effect:
        case f.DemandEffect():
            change = _percent(effect.permille - 1000)
            needed = f"need of {effect.system} {_where(world, effect.theatre)} {'+' if effect.permille > 1000 else ''}{change}"
            return needed + _for(effect.weeks)
        case f.LaunchEffect():
            able = f"{_percent(effect.permille)} of {effect.platform} platforms {_where(world, effect.theatre)} can launch"
            return able + _for(effect.weeks)
        case f.TransitEffect():
            return f"sea lift {_where(world, effect.theatre)} at {_percent(effect.permille)}{_for(effect.weeks)}"
        case f.DetourEffect():
            return f"sailings {_where(world, effect.theatre)} take {effect.longer} weeks longer{_for(effect.weeks)}"
        case f.DrainEffect():
            return f"other theatres of the world draw {_percent(effect.permille)} of what they drew at StartEx"
        case f.LeakEffect():
            return f"{_percent(effect.permille)} more {effect.system} needed for the same result"
        case _:
            return _of_papers(world, effect)


def _of_papers(world: World, effect: f.Effect) -> str:
    match effect:
        case f.RevealEffect():
            return f"{named(world, effect.to)} learns what {named(world, effect.component)} can spare"
        case f.RepairEffect():
            return f"the yard of {short_name(world, effect.operator)} is tasked"
        case f.InjectEffect():
            return f"brings {_reference(world, effect.inject)}" + (f" {effect.weeks} weeks later" if effect.weeks else "")
        case f.AuthorityEffect():
            title = next((one.title for one in world.baseline.authorities if one.id == effect.authority), effect.authority)
            return f"“{title}” " + (f"comes into force{_for(effect.weeks)}" if effect.in_force else "lapses")
        case _:
            return effect_words(effect)


def _reference(world: World, inject: str) -> str:
    return next((f"{one.reference} {one.title}" for one in world.deck.injects if one.id == inject), inject)


def _line(world: World, site: str) -> str:
    """A line by its title, a component by its own."""
    return next((one.title for one in world.baseline.lines if one.id == site), named(world, site))


def _account(world: World, account: str) -> str:
    found = world.accounts.get(account)
    return f"“{found.title}”" if found else account


def _where(world: World, theatre: str) -> str:
    """The theatre in brackets; `rear` is what a deck calls home."""
    title = next((one.title for one in world.baseline.theatres if one.id == theatre), theatre)
    return "(at home)" if theatre == "rear" else f"({title})"


def _money(thousand_dollars: int) -> str:
    sign = "+" if thousand_dollars >= 0 else "\u2212"
    millions, rest = divmod(abs(thousand_dollars), 1000)
    return f"{sign}${millions:,}M" if not rest else f"{sign}${abs(thousand_dollars):,}K"


def _for(weeks: int) -> str:
    return f" for {weeks} weeks" if weeks else ""


def _percent(permille: int) -> str:
    whole, tenth = divmod(abs(permille), 10)
    sign = "\u2212" if permille < 0 else ""
    return f"{sign}{whole}.{tenth} %" if tenth else f"{sign}{whole} %"


def _signed(number: int) -> str:
    return f"{number:+,}".replace("-", "\u2212")
