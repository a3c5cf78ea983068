"""Which sheets there are: by the first word of their keys, and as the list of what can be done now."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from engine import orders as o
from engine.decide import PHASES
from engine.views import View
from tui.sheets import actions, agreements, closing, estimates, initiatives, red, standing, steps, talk, undoing
from tui.sheets.sheet import Offer, Sheet


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of sheet: the order that comes of it, and how it is read from a view and what it is about."""

    order: type
    read: Callable[[View, str], Sheet | str]


KINDS: Mapping[str, Kind] = {
    "approve": Kind(o.ApproveStep, steps.approve),
    "decline": Kind(o.DeclineStep, steps.decline),
    "return": Kind(o.ReturnStep, steps.send_back),
    "amend": Kind(o.AmendInitiative, initiatives.amend),
    "answer": Kind(o.AnswerInject, standing.answer),
    "reply": Kind(o.AnswerRequest, talk.reply),
    "sign": Kind(o.SignAgreement, agreements.sign),
    "refuse": Kind(o.RefuseAgreement, agreements.refuse),
    "keep": Kind(o.KeepAgreement, agreements.keep),
    "break": Kind(o.BreakAgreement, agreements.break_off),
    "estimate": Kind(o.SealEstimate, estimates.estimate),
    "propose": Kind(o.ProposeInitiative, initiatives.propose),
    "message": Kind(o.SendMessage, talk.message),
    "request": Kind(o.MakeRequest, talk.request),
    "said": Kind(o.NoteSaid, talk.told),
    "agree": Kind(o.ProposeAgreement, agreements.agree),
    "act": Kind(o.TakeAction, actions.act),
    "argue": Kind(o.ArgueAction, actions.argue),
    "dissent": Kind(o.DissentAction, actions.dissent),
    "move": Kind(o.MoveRed, red.move),
    "pilot": Kind(o.SetAutopilot, red.pilot),
    "intent": Kind(o.SetIntent, standing.intent),
    "policy": Kind(o.SetPolicy, standing.steer),
    "rank": Kind(o.SetRanking, standing.rank),
    "withdraw": Kind(o.WithdrawInitiative, initiatives.withdraw),
    "take-back": Kind(o.TakeBack, undoing.take_back),
    "ready": Kind(o.MarkReady, standing.ready),
    "hot-wash": Kind(o.GiveHotWash, closing.hot_wash),
}
"""In the order in which what can be done is listed: what waits for an answer first."""


def sheet_for(view: View, key: str) -> Sheet | str:
    """The sheet of a key as it stands now, or a sentence: why there is none any more."""
    kind, _, rest = key.partition(" ")
    about = rest.removeprefix(view.organisation).strip()
    known = KINDS.get(kind)
    return known.read(view, about) if known is not None else f"There is no sheet of the kind `{kind}`."


def offers(view: View) -> list[Offer]:
    """What this organisation can give in the present phase, what waits for it first."""
    found = [one for chapter in _CHAPTERS for one in chapter(view) if view.phase in PHASES[order_of(one.key)]]
    places = {kind: place for place, kind in enumerate(KINDS)}
    return sorted(found, key=lambda one: places[kind_of(one.key)])


def kind_of(key: str) -> str:
    """The kind of sheet that a key names."""
    return key.partition(" ")[0]


def order_of(key: str) -> type:
    """The kind of order that comes of a sheet, by its key or kind."""
    return KINDS[kind_of(key)].order


_CHAPTERS: tuple[Callable[[View], Iterator[Offer]], ...] = (
    steps.offers,
    initiatives.offers,
    undoing.offers,
    estimates.offers,
    standing.offers,
    talk.offers,
    agreements.offers,
    actions.offers,
    red.offers,
    closing.offers,
)
