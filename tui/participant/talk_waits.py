"""What waits for this organisation in talk, as rows of the inbox: requests, agreements, actions to argue about, hot wash."""

from collections.abc import Iterator

from textual.content import Content

from engine.ids import CONTROL_PARTY
from engine.orders import AnswerRequest, ArgueAction, KeepAgreement, SignAgreement
from engine.phases import Phase
from engine.views import View
from engine.views_actions import ActionSeen
from engine.views_talk import AgreementSeen, RequestSeen
from tui.glyphs import Glyphs
from tui.inking import bad, faint, inked, joined, keys, lines, strong, warn
from tui.participant.row_keys import keys_now
from tui.participant.targets import HotWashTarget, TalkTarget, Target
from tui.sheets.agreements import NOT_KEPT
from tui.waiting import to_keep
from tui.words import CONTROL_TITLE, plural, short_name, weeks

SHOWN_SIGNS = 150


def agreements_to_keep(view: View) -> list[AgreementSeen]:
    """Agreements whose turn has come, not in that in which they were signed, and not yet called kept by this organisation."""
    return [one for one in view.agreements.values() if to_keep(one, view.organisation, view.turn)]


def actions_to_argue(view: View) -> list[ActionSeen]:
    """Actions of others that are not ruled on, and on which this organisation has said nothing."""
    open_ones = (one for one in view.actions.values() if not one.ruling and one.organisation != view.organisation)
    return [one for one in open_ones if all(said.by != view.organisation for said in one.arguments)]


def hot_wash_due(view: View) -> bool:
    """Whether the hot wash is held, and none of its questions is answered."""
    return view.phase is Phase.HOT_WASH and not any(view.hot_wash.values())


def talk_waits(view: View, glyphs: Glyphs) -> Iterator[tuple[Target, Content]]:
    """One row for each thing that waits, the most urgent first."""
    mine = view.organisation
    if hot_wash_due(view):
        yield HotWashTarget(mine), _hot_wash(glyphs)
    if view.phase.over:
        return
    for request in view.waiting_requests():
        yield TalkTarget(mine, "request", request.request), _request(view, request, glyphs)
    for agreement in view.agreements_to_sign():
        yield TalkTarget(mine, "agreement", agreement.agreement), _to_sign(view, agreement, glyphs)
    for agreement in agreements_to_keep(view):
        yield TalkTarget(mine, "agreement", agreement.agreement), _to_keep(view, agreement, glyphs)
    for action in actions_to_argue(view):
        yield TalkTarget(mine, "action", action.action), _to_argue(view, action, glyphs)


def _since(view: View, week: int) -> str:
    gone = view.week - week
    return f"since week {week} ({weeks(gone)})" if gone > 0 else "since this week"


def _who(view: View, party: str) -> str:
    return CONTROL_TITLE if party == CONTROL_PARTY else short_name(view.world, party)


def _due(view: View, turn: int) -> Content:
    return bad(f"was due in turn {turn}") if turn < view.turn else warn(f"due in turn {turn}")


def _first_words(text: str, glyphs: Glyphs) -> str:
    shown = " ".join(text.split())
    return shown if len(shown) <= SHOWN_SIGNS else shown[:SHOWN_SIGNS].rstrip() + glyphs.ellipsis


def _request(view: View, one: RequestSeen, glyphs: Glyphs) -> Content:
    later = f" {glyphs.dot} you said later" if view.organisation in one.answers else ""
    waits = faint(f" {glyphs.dot} {_who(view, one.sender)} waits {_since(view, one.week)}{later}")
    return lines(
        [
            joined(warn(f"{glyphs.waits} "), strong(f"{_who(view, one.sender)} asks")),
            inked(f"  {_first_words(one.text, glyphs)}"),
            joined("  ", _due(view, one.due_turn), waits),
            joined("  ", keys_now(view, AnswerRequest, ("r", "answer"), ("enter", "read"))),
        ]
    )


def _to_sign(view: View, one: AgreementSeen, glyphs: Glyphs) -> Content:
    signed = ", ".join(short_name(view.world, party) for party in one.signed)
    verb = "waits" if len(one.signed) == 1 else "wait"
    return lines(
        [
            joined(warn(f"{glyphs.waits} "), strong(f"To sign: {_first_words(one.title, glyphs)}")),
            joined("  ", _due(view, one.due_turn), faint(f" {glyphs.dot} {signed} {verb} {_since(view, one.week)}")),
            joined("  ", keys_now(view, SignAgreement, ("a", "sign"), ("d", "refuse"), ("enter", "read"))),
        ]
    )


def _to_keep(view: View, one: AgreementSeen, glyphs: Glyphs) -> Content:
    waits = [party for party in one.parties if party != view.organisation]
    names = ", ".join(short_name(view.world, party) for party in waits)
    can = [
        ("a", "say that it was kept"),
        *([("d", "break it yourself")] if one.stands == "in-force" else []),
        ("enter", "read"),
    ]
    return lines(
        [
            joined(warn(f"{glyphs.waits} "), strong(f"Was it kept? {_first_words(one.title, glyphs)}")),
            joined("  ", _due(view, one.due_turn), faint(f" {glyphs.dot} with {names}")),
            faint(f"  {NOT_KEPT}"),
            joined("  ", keys_now(view, KeepAgreement, *can)),
        ]
    )


def _to_argue(view: View, one: ActionSeen, glyphs: Glyphs) -> Content:
    spoken = [said for said in one.arguments if said.side != "dissent"]
    argued = f"{plural(len(spoken), 'argument')} so far" if spoken else "nobody has argued"
    return lines(
        [
            joined(f"{glyphs.to_come} ", strong(f"{_who(view, one.organisation)} acts: {_first_words(one.title, glyphs)}")),
            joined("  ", faint(f"you may argue until control rules {glyphs.dot} {argued}")),
            joined("  ", keys_now(view, ArgueAction, ("r", "argue"), ("enter", "read"))),
        ]
    )


def _hot_wash(glyphs: Glyphs) -> Content:
    return lines(
        [
            joined(warn(f"{glyphs.waits} "), strong("Hot wash: five short questions")),
            joined("  ", faint("what you assumed, and what was never answered; control waits until it seals the log")),
            joined("  ", keys(("H", "answer"))),
        ]
    )
