"""How facts about practice, curtain and control's own hands change a view."""

from collections.abc import Mapping

from engine.changing import replace
from engine.observe import Fact
from engine.phases import Phase
from engine.titles import named, order_kind_words
from engine.units import CENTS_IN_THOUSAND_DOLLARS, THOUSAND
from engine.views import Fold, SecretSeen, View
from engine.world import World


def _practice_began(view: View, fact: Fact) -> View:
    return replace(view, aside=view, turns=fact["turns"])


def _practice_ended(view: View, fact: Fact) -> View:
    """Rule 1.7: what was seen in practice is forgotten; who came meanwhile is not."""
    if view.aside is None:
        return view
    return replace(
        view.aside,
        present_organisations=view.present_organisations,
        paused=view.paused,
        pause_reason=view.pause_reason,
        paused_by_clock=view.paused_by_clock,
        clock_driven=view.clock_driven,
        real_world_stop=view.real_world_stop,
    )


def _secret(view: View, fact: Fact) -> View:
    tells = tuple((name, text) for name, text in fact["tells"])
    opened = SecretSeen(secret=fact["secret"], subject=fact["subject"], title=fact["title"], tells=tells)
    return replace(view, secrets=(*view.secrets, opened)).noticing(f"Control opened: {opened.title}.")


def _hot_wash(view: View, fact: Fact) -> View:
    answers = {name: text for name, text in fact.items() if name not in ("kind", "organisation")}
    return replace(view, hot_wash=answers)


def _sealed(view: View, fact: Fact) -> View:
    return replace(view, phase=Phase.SEALED)


def _corrected(view: View, fact: Fact) -> View:
    """Rule 2.11: whoever hears of a correction reads it; the value itself comes with a fact of its own."""
    what, old, new = _said(view.world, tuple(fact["path"]), fact["old"], fact["new"])
    return view.noticing(f"Control corrected {what} from {old} to {new}: {fact['reason']}")


def _said(world: World, path: tuple[str, ...], old: int, new: int) -> tuple[str, str, str]:
    match path:
        case ("theatre", theatre, system):
            return f"the stock of {system} in {named(world, theatre)}", _units(old), _units(new)
        case ("rear", system):
            return f"the stock of {system} in the rear", _units(old), _units(new)
        case ("account", account):
            dollars = [f"${value // CENTS_IN_THOUSAND_DOLLARS:,}K" for value in (old, new)]
            return f"the account {account}", dollars[0], dollars[1]
        case ("authority", authority):
            return f"how long {authority} is in force", _until(old), _until(new)
        case ("wait", _, step, _):
            return f"the weeks that step {step} has waited", str(old), str(new)
        case _:
            return " ".join(path), str(old), str(new)


def _until(week: int) -> str:
    if week < 0:
        return "not in force"
    return f"week {week}" if week else "without end"


def _units(thousandths: int) -> str:
    whole, rest = divmod(thousandths, THOUSAND)
    return f"{whole:,}" + (f".{rest:03}".rstrip("0") if rest else "")


def _late(view: View, fact: Fact) -> View:
    return view.noticing(f"Control accepted your order after the lock{_slip(fact)}: {order_kind_words(fact['order'])}.")


def _acted_for(view: View, fact: Fact) -> View:
    done = "entered your order" if fact.get("slip") else "gave an order in your place"
    return view.noticing(f"Control {done}{_slip(fact)}: {order_kind_words(fact['order'])}.")


def _slip(fact: Fact) -> str:
    """Rule 2.12: what control entered from paper names its slip."""
    return f", from slip {fact['slip']}" if fact.get("slip") else ""


CONTROL_FOLDS: Mapping[str, Fold] = {
    "practice-began": _practice_began,
    "practice-ended": _practice_ended,
    "secret-opened": _secret,
    "hot-wash-given": _hot_wash,
    "exercise-sealed": _sealed,
    "corrected": _corrected,
    "late-accepted": _late,
    "acted-for": _acted_for,
}
"""Facts about practice, curtain and what control did for an organisation."""
