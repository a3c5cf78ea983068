"""What an effect does, in words that a person reads: titles in the place of ids. What it does is `engine/effects.py`."""

from collections.abc import Mapping
from typing import Any

from engine import effects as f
from engine.baseline import REAR
from engine.titles import amounts_in_words, named, plural, short_name
from engine.world import World


def effect_words(world: World, effect: f.Effect) -> str:
    """One effect: what it moves, by how much and for how long; ids of things that nobody declared stay as they are."""
    match effect:
        case f.IndexEffect() | f.MoneyEffect() | f.AuthorityEffect() | f.DelayEffect() | f.MechanismEffect() | f.InjectEffect():
            return _on_people(world, effect)
        case f.DemandEffect() | f.LaunchEffect() | f.TransitEffect() | f.DetourEffect() | f.DrainEffect() | f.LeakEffect():
            return _on_the_war(world, effect)
        case _:
            return _on_industry(world, effect)


def _on_people(world: World, effect: f.Effect) -> str:
    match effect:
        case f.IndexEffect():
            return f"{_title(world.index_kinds, effect.index)}: {_signed(effect.by)}"
        case f.MoneyEffect():
            asked = " on request" if effect.requested else ""
            sum_of = amounts_in_words(f"${effect.thousand_dollars}K".replace("$-", "\u2212$"))
            return f"{_title(world.accounts, effect.account)}: {sum_of}{asked}"
        case f.AuthorityEffect():
            law = _title(world.authorities, effect.authority)
            return f"comes into force{_for(effect.weeks)}: {law}" if effect.in_force else f"lapses: {law}"
        case f.DelayEffect():
            longer = f"{plural(abs(effect.weeks), 'week')} {'more' if effect.weeks > 0 else 'less'}"
            return f"{_step(world, effect.type, effect.step)}: {longer}"
        case f.MechanismEffect():
            return f"the interagency mechanism stands at level {effect.level}"
        case f.InjectEffect():
            later = f" {plural(effect.weeks, 'week')} later" if effect.weeks else ""
            found = next((one for one in world.deck.injects if one.id == effect.inject), None)
            return f"brings {f'{found.reference} {found.title}' if found else effect.inject}{later}"
        case _:
            raise TypeError(effect)


def _on_the_war(world: World, effect: f.Effect) -> str:
    match effect:
        case f.DemandEffect():
            needed = f"need of {effect.system}{_where(world, effect.theatre)}"
            return f"{needed}: {_signed_share(effect.permille - 1_000)}{_for(effect.weeks)}"
        case f.LaunchEffect():
            platforms = f"{effect.platform} platforms{_where(world, effect.theatre)}"
            return f"{platforms}: launch {_share(effect.permille)} of what they could{_for(effect.weeks)}"
        case f.TransitEffect():
            return f"sea lift{_where(world, effect.theatre)}: {_share(effect.permille)} sails{_for(effect.weeks)}"
        case f.DetourEffect():
            longer = f"{plural(effect.longer, 'week')} longer"
            return f"ships{_where(world, effect.theatre)}: under way {longer}{_for(effect.weeks)}"
        case f.DrainEffect():
            return f"other theatres of the world draw {_share(effect.permille)} of what they drew at StartEx"
        case f.LeakEffect():
            return f"{effect.system}: {_share(effect.permille)} more needed for the same result"
        case _:
            raise TypeError(effect)


def _on_industry(world: World, effect: f.Effect) -> str:
    match effect:
        case f.ContractEffect():
            return f"{_count(effect.units)} more {effect.system} on contract"
        case f.CapacityEffect():
            return f"{_site(world, effect.line)}: {_signed(effect.percent)} %, over {plural(effect.weeks, 'week')}"
        case f.ComponentEffect():
            how = "from another source" if effect.new_source else "more"
            return f"{named(world, effect.component)}: {_signed(effect.percent)} % {how}{_over(effect.weeks)}"
        case f.SiteEffect():
            part = named(world, effect.component)
            source = (
                f"; {part} {_signed(effect.component_percent)} % from its own makers" if effect.rung == "components" else ""
            )
            return f"opens to its declared target, over {plural(effect.weeks, 'week')}: {_site(world, effect.line)}{source}"
        case f.StockEffect():
            reserve = f", out of the reserve of {short_name(world, effect.owner)}" if effect.owner else ""
            return f"{_signed(effect.units)} {effect.system}{_where(world, effect.theatre)}{reserve}"
        case f.DamageEffect():
            return f"{_site(world, effect.site)}: {_share(effect.permille)} less{_for(effect.weeks)}"
        case f.WorkforceEffect():
            return f"trained people of {short_name(world, effect.operator)}: {_signed_share(effect.permille)}"
        case f.RepairEffect():
            return f"{_title(world.repairs, effect.repair)}: the yard of {short_name(world, effect.operator)} is tasked"
        case f.RevealEffect():
            return f"{named(world, effect.to)} learns what is to spare: {named(world, effect.component)}"
        case _:
            raise TypeError(effect)


def _title(declared: Mapping[Any, Any], identity: str) -> str:
    found = declared.get(identity)
    return str(found.title) if found is not None else identity.replace("-", " ")


def _where(world: World, theatre: str) -> str:
    return " (at home)" if theatre == REAR else f" ({_title(world.theatres, theatre)})"


def _site(world: World, site: str) -> str:
    """A line by its own title, or a component by its."""
    return _title(world.lines, site) if site in world.lines else named(world, site)


def _step(world: World, kind: str, step: str) -> str:
    found = world.playbook.get(kind)
    title = next((one.title for one in found.steps if one.id == step), step) if found else step
    return f"steps `{title}` that open from now on"


def _count(amount: int | str) -> str:
    return f"{amount:,}" if isinstance(amount, int) else amount


def _signed(amount: int | str) -> str:
    return f"{amount:+,}".replace("-", "\u2212") if isinstance(amount, int) else f"+{amount}"


def _share(permille: int) -> str:
    whole, tenth = divmod(permille, 10)
    return f"{whole}.{tenth} %" if tenth else f"{whole} %"


def _signed_share(permille: int) -> str:
    return f"{'+' if permille >= 0 else chr(0x2212)}{_share(abs(permille))}"


def _for(weeks: int) -> str:
    return f" for {plural(weeks, 'week')}" if weeks else ""


def _over(weeks: int) -> str:
    return f", over {plural(weeks, 'week')}" if weeks else ""
