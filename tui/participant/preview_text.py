"""What an order would do, in words: price, slots, the path of hand-offs, when it would stand and what it would save."""

from textual.content import Content

from engine.ids import OrganisationId, StepId
from engine.orders import AmendInitiative
from engine.playbook import InitiativeType
from engine.preview import Preview
from engine.units import CENTS_IN_THOUSAND_DOLLARS
from engine.views import View
from tui.glyphs import Glyphs
from tui.inking import bad, faint, good, heading, inked, joined, lines, strong, warn
from tui.participant.bottleneck_text import bottleneck_lines
from tui.participant.brings_text import brings
from tui.participant.initiative_rows import outlook_lines
from tui.sheets.sheet import Sheet
from tui.words import account_title, money, plural, short_name, step_word, with_titles

PREVIEWED = ("propose", "approve", "amend")
"""The kinds of sheets of which can be said what would follow."""


def preview_of(sheet: Sheet, view: View, made: Preview, glyphs: Glyphs) -> Content:
    """The preview of a sheet: its key names the playbook entry, or an initiative of it, and the step of an approval."""
    _, _, about, *named = sheet.key.split(" ")
    kind = view.world.playbook[about.partition(":")[0]]
    steps = [kind.step(StepId(one)) for one in named] or kind.steps
    notional = any(step.price is not None and step.price.tag == "N" for step in steps)
    return preview_text(view, made, glyphs, kind, notional=notional and sheet.order is not AmendInitiative)


def preview_text(view: View, made: Preview, glyphs: Glyphs, kind: InitiativeType, *, notional: bool) -> Content:
    """The preview, from the view alone: what others know may change it."""
    if made.refusal is not None and not made.hand_offs:
        return lines([heading("What would follow"), warn(made.refusal.sentence)])
    return lines(
        [
            heading("What would follow"),
            _price(view, made, kind, " n (notional)" if notional else ""),
            *(_slot(slot.title, slot.takes, slot.left) for slot in made.slots),
            brings(view, made),
            *outlook_lines(view, made, glyphs),
            _risk(view, made, kind),
            _case(made),
            *bottleneck_lines(view, made.bottleneck),
            bad(f"{glyphs.alert} {made.refusal.sentence}") if made.refusal else None,
            *_others(view, made, kind),
            "",
            heading("Who acts, and when if everybody acts at once"),
            *(_hand_off(view, made, index, glyphs) for index in range(len(made.hand_offs))),
        ]
    )


def _price(view: View, made: Preview, kind: InitiativeType, mark: str) -> Content | None:
    if not made.account:
        return _nothing_to_pay(view, made, kind)
    titles = [account_title(view.world, one) for one in made.account.split(", ")]
    owned = any(one in view.balances for one in made.account.split(", "))
    held = f", which holds {money(made.balance or view.balances.get(made.account, 0))}" if owned else ", which others keep"
    return joined("Price ", strong(money(made.price)), f"{mark} from {', '.join(titles)}{held}")


def _nothing_to_pay(view: View, made: Preview, kind: InitiativeType) -> Content | None:
    """What is known of the money where somebody else pays."""
    paying = {step.id for step in kind.steps if step.kind == "pay"}
    if not paying:
        return None
    if any(not one.decided and one.by == view.organisation for one in made.hand_offs if one.step in paying):
        return faint("Costs you no money now; a later step of yours pays, and its price stands there.")
    if all(one.decided for one in made.hand_offs if one.step in paying):
        return faint("Costs you no money; paid for already: the steps before yours are decided.")
    return faint("Costs you no money; others pay in a step of their own, at a price that is not told to you.")


def _risk(view: View, made: Preview, kind: InitiativeType) -> Content:
    """The points that ceilings of standing intents are held against: the sum and the four."""
    four = ", ".join(f"{step_word(name)} {points}" for name, points in kind.risks.items())
    ceiling = view.intent.get("risk_ceiling")
    own = f"; your standing intent's ceiling is {ceiling}" if ceiling is not None else ""
    return faint(f"Risk {plural(kind.risk, 'point')} ({four}), notional{own}")


def _case(made: Preview) -> Content | None:
    """Rule 9.1: a firm's own sheet, in thousand dollars of present value; every coefficient in it is notional."""
    case = made.case
    if case is None:
        return None
    low, expected, high = (money(one * CENTS_IN_THOUSAND_DOLLARS) for one in (case.low, case.expected, case.high))
    rests = f"{plural(case.years, 'year')} of orders, plant at risk {money(case.at_risk * CENTS_IN_THOUSAND_DOLLARS)}"
    design = f", designs given away {money(case.design * CENTS_IN_THOUSAND_DOLLARS)}" if case.design else ""
    mark = good if case.worth_it else warn
    return joined("Your business case n: ", mark(expected), f" ({low} to {high}); {rests}{design}")


def _others(view: View, made: Preview, kind: InitiativeType) -> list[Content]:
    """What it costs others to say yes, as the playbook declares it."""
    acts = {one.step: one.by for one in made.hand_offs if not one.decided}
    shown = []
    for step in kind.steps:
        by = acts.get(StepId(step.id))
        if by is None or by == view.organisation or not step.spends:
            continue
        takes = ", ".join(f"{amount} of its {_slot_title(view, by, slot)}" for slot, amount in step.spends.items())
        shown.append(f"Yes costs {short_name(view.world, by)} {takes}")
    return [faint(one) for one in dict.fromkeys(shown)]


def _slot_title(view: View, by: OrganisationId, slot: str) -> str:
    found = view.world.slot_kind(by, slot)
    return found.title.lower() if found else slot


def _slot(title: str, takes: int, left: int) -> Content:
    text = f"Takes {takes} of {left}: {title.lower()}"
    return bad(f"{text}: not enough") if takes > left else inked(text)


def _hand_off(view: View, made: Preview, index: int, glyphs: Glyphs) -> Content:
    one = made.hand_offs[index]
    mine = one.by == view.organisation
    mark = good(glyphs.done) if one.decided else (warn(glyphs.waits) if mine else faint(glyphs.to_come))
    who = "you" if mine else short_name(view.world, one.by)
    span = f"week {one.starts}" if one.ends <= one.starts else f"weeks {one.starts}–{one.ends}"
    return joined("  ", mark, f" {span:<13} ", inked(with_titles(view.world, one.title)), faint(f"  {who}"))
