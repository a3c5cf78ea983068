"""What an order would do, in words: price, slots, the path of hand-offs, when it would stand and what it would save."""

from textual.content import Content

from engine.preview import Preview
from engine.views import View
from tui.glyphs import Glyphs
from tui.inking import bad, faint, good, heading, joined, lines, strong, warn
from tui.participant.initiative_rows import outlook_lines
from tui.words import money, short_name


def preview_text(view: View, made: Preview, glyphs: Glyphs, *, notional: bool) -> Content:
    """The preview, from the view alone: what others know may change it."""
    if made.refusal is not None and not made.hand_offs:
        return lines([heading("What would follow"), warn(made.refusal.sentence)])
    return lines(
        [
            heading("What would follow"),
            _price(view, made, " n (notional)" if notional else ""),
            *(_slot(slot.title, slot.takes, slot.left) for slot in made.slots),
            *outlook_lines(view, made, glyphs),
            bad(f"{glyphs.alert} {made.refusal.sentence}") if made.refusal else None,
            "",
            heading("Who acts, and when if everybody acts at once"),
            *(_hand_off(view, made, index, glyphs) for index in range(len(made.hand_offs))),
        ]
    )


def _price(view: View, made: Preview, mark: str) -> Content | None:
    if not made.account:
        return None
    titles = [view.world.accounts[one].title if one in view.world.accounts else one for one in made.account.split(", ")]
    owned = any(one in view.balances for one in made.account.split(", "))
    held = f", which holds {money(made.balance or view.balances.get(made.account, 0))}" if owned else ", which others keep"
    return joined("Price ", strong(money(made.price)), f"{mark} from {', '.join(titles)}{held}")


def _slot(title: str, takes: int, left: int) -> Content:
    text = f"Takes {takes} of {left}: {title.lower()}"
    return bad(f"{text}: not enough") if takes > left else Content(text)


def _hand_off(view: View, made: Preview, index: int, glyphs: Glyphs) -> Content:
    one = made.hand_offs[index]
    mine = one.by == view.organisation
    mark = good(glyphs.done) if one.decided else (warn(glyphs.waits) if mine else faint(glyphs.to_come))
    who = "you" if mine else short_name(view.world, one.by)
    span = f"week {one.starts}" if one.ends <= one.starts else f"weeks {one.starts}–{one.ends}"
    return joined("  ", mark, f" {span:<13} ", Content(one.title), faint(f"  {who}"))
