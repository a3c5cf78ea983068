"""Talk as rows and as pages: messages, what was said in the room, requests, agreements and free actions, newest last."""

from collections.abc import Iterator
from dataclasses import dataclass

from textual.content import Content

from engine.ids import CONTROL_PARTY, ActionId, AgreementId, OrganisationId, RequestId
from engine.views import View
from engine.views_actions import ActionSeen, RulingSeen
from engine.views_talk import AgreementSeen, AnswerSeen, MessageSeen, RequestSeen
from tui.addressees import addressees
from tui.desk import Desk
from tui.glyphs import Glyphs
from tui.inking import Inked, bad, faint, good, heading, inked, joined, keys, lines, strong, warn
from tui.participant.targets import TalkTarget, Target, key_of
from tui.widgets.rows import Row
from tui.words import CONTROL_TITLE, named, short_name, with_titles

EMPTY = (
    "Nothing was said yet.\n\n"
    "Messages, requests and their answers, agreements, free actions with arguments and rulings appear here, newest last.\n"
    "t begins one;  v notes what you said in the room;  enter reads the whole of a row."
)
SHOWN_LINES = 2
"""So many lines of a text stand in a row; enter reads the rest."""
SHOWN_SIGNS = 160
STANDS = {
    "open": "not signed by all",
    "in-force": "in force",
    "due": "due: control rules",
    "refused": "refused",
    "lapsed": "lapsed unsigned",
    "kept": "kept",
    "broken": "broken",
}


@dataclass(frozen=True, slots=True)
class Item:
    """One thing of talk, with when it began."""

    turn: int
    week: int
    target: TalkTarget
    seen: MessageSeen | RequestSeen | AgreementSeen | ActionSeen


def items(view: View) -> list[Item]:
    """Everything that was said, by when it last changed, newest last."""
    return sorted(_items(view), key=lambda one: one.seen.changed)


def _items(view: View) -> Iterator[Item]:
    mine = view.organisation
    places: dict[int, int] = {}
    for message in view.messages:
        place = places[message.week] = places.get(message.week, 0) + 1
        yield Item(message.turn, message.week, TalkTarget(mine, "message", f"{message.week}.{place}"), message)
    for request in view.requests.values():
        yield Item(request.turn, request.week, TalkTarget(mine, "request", request.request), request)
    for agreement in view.agreements.values():
        yield Item(agreement.turn, agreement.week, TalkTarget(mine, "agreement", agreement.agreement), agreement)
    for action in view.actions.values():
        week = view.world.turn_weeks(view.pace, action.turn)[0] if action.turn else 0
        yield Item(action.turn, week, TalkTarget(mine, "action", action.action), action)


def talk_rows(desk: Desk) -> list[tuple[Row, Target]]:
    """A row for each thing that was said, of every organisation of the seat."""
    found = [(view, one) for view in desk.views for one in items(view)]
    several = len(desk.views) > 1
    rows: list[tuple[Row, Target]] = []
    for view, one in found:
        new = warn("new ") if (view.organisation, one.target.about) in desk.news.new_talk else inked("")
        whose = faint(f"for {short_name(view.world, view.organisation)}") if several else None
        first, *rest = _row(view, one, desk.glyphs)
        rows.append((Row(key_of(one.target), lines([whose, joined(new, first), *rest])), one.target))
    return rows


def _row(view: View, one: Item, glyphs: Glyphs) -> list[Content]:
    when = faint(f"  turn {one.turn}, week {one.week}" if one.turn else "  before StartEx")
    match one.seen:
        case MessageSeen() as message:
            return [joined(_message_head(view, message, glyphs), when), inked(f"  {_shortened(message.text, glyphs)}")]
        case RequestSeen() as request:
            head = joined(f"{_way(view, request.sender, glyphs)} ", _between(view, request.sender, request.to, "asked"), when)
            return [head, inked(f"  {_shortened(request.text, glyphs)}"), joined("  ", request_state(view, request, glyphs))]
        case AgreementSeen() as agreement:
            head = joined(f"{glyphs.mine} Agreement: ", strong(_shortened(agreement.title, glyphs)), when)
            return [
                head,
                joined("  ", faint(f"with {_others(view, agreement)} {glyphs.dot} "), agreement_state(view, agreement)),
            ]
        case ActionSeen() as action:
            head = joined(f"{glyphs.arrow} {_party(view, action.organisation, first=True)} ", _acts(view, action), ": ")
            head = joined(head, strong(_shortened(action.title, glyphs)), when)
            return [head, joined("  ", action_state(action, glyphs))]


def _message_head(view: View, message: MessageSeen, glyphs: Glyphs) -> Content:
    said = f" said in the room ({message.given})" if message.given else ""
    way = _way(view, message.sender, glyphs)
    return joined(f"{way} ", _between(view, message.sender, message.to), said)


def _way(view: View, sender: str, glyphs: Glyphs) -> str:
    return glyphs.right if sender == view.organisation else glyphs.left


def _between(view: View, sender: str, to: tuple[OrganisationId, ...], word: str = "to") -> Content:
    whom = addressees(view.world, sender, to, lambda one: _party(view, one))
    return joined(strong(_party(view, sender, first=True)), f" {word} ", strong(whom))


def _acts(view: View, action: ActionSeen) -> str:
    return "act" if action.organisation == view.organisation else "acts"


def _party(view: View, party: str, *, first: bool = False) -> str:
    if party == view.organisation:
        return "You" if first else "you"
    return CONTROL_TITLE if party == CONTROL_PARTY else short_name(view.world, party)


def _others(view: View, agreement: AgreementSeen) -> str:
    return ", ".join(short_name(view.world, one) for one in agreement.parties if one != view.organisation)


def _shortened(text: str, glyphs: Glyphs) -> str:
    found = [line.strip() for line in text.strip().split("\n") if line.strip()]
    shown = " ".join(found[:SHOWN_LINES])
    if len(shown) > SHOWN_SIGNS:
        return shown[:SHOWN_SIGNS].rstrip() + glyphs.ellipsis
    return shown + (f" {glyphs.ellipsis}" if len(found) > SHOWN_LINES else "")


def request_state(view: View, request: RequestSeen, glyphs: Glyphs) -> Content:
    """Who answered what, and who is still asked."""
    mine = view.organisation
    due = f"due in turn {request.due_turn}"
    if request.waits_for(mine):
        put_off = " (you said later)" if mine in request.answers else ""
        return joined(warn(f"{glyphs.waits} waits for you, {due}{put_off}  "), keys(("r", "answer")))
    told = [f"{_party(view, one)}: {_answer_words(answer, glyphs)}" for one, answer in request.answers.items()]
    silent = [one for one in request.to if one not in request.answers] if request.sender == mine else []
    if silent:
        whom = addressees(view.world, mine, silent, lambda one: _party(view, one))
        told.append(f"{whom}: {'no answer in time' if request.lapsed else f'not yet, {due}'}")
    elif request.lapsed:
        told.append("not answered in time")
    return faint("; ".join(told) or due)


def _answer_words(answer: AnswerSeen, glyphs: Glyphs) -> str:
    return f"{answer.verdict}: {_shortened(answer.text, glyphs)}" if answer.text.strip() else answer.verdict


def agreement_state(view: View, agreement: AgreementSeen) -> Content:
    """How it stands, and what this organisation can do about it."""
    mine, due = view.organisation, f"due by turn {agreement.due_turn}"
    match agreement.stands:
        case "open" if mine not in agreement.signed:
            return joined(warn(f"waits for your signature, {due}  "), keys(("a", "sign"), ("d", "refuse")))
        case "open":
            missing = ", ".join(_party(view, one) for one in agreement.parties if one not in agreement.signed)
            return warn(f"not signed yet by {missing}; {due}")
        case "in-force" | "due" if mine not in agreement.kept_says:
            can = [("a", "say that it was kept")] + ([("d", "break")] if agreement.stands == "in-force" else [])
            return joined(good(f"{STANDS[agreement.stands]}, {due}  "), keys(*can))
        case "broken":
            by = ", ".join(_party(view, one) for one in agreement.broken_by)
            return bad(f"broken by {by}: {agreement.reason}")
        case stands:
            return faint(f"{STANDS.get(stands, stands)}, {due}" + (f": {agreement.reason}" if agreement.reason else ""))


def action_state(action: ActionSeen, glyphs: Glyphs) -> Content:
    """How it was ruled, or that it was not; how many argued."""
    argued = [one for one in action.arguments if one.side != "dissent"]
    spoken = f"{len(argued)} argued" if argued else "nobody argued yet"
    if not action.rulings:
        return joined(warn("not ruled on yet"), faint(f" {glyphs.dot} {spoken}  "), keys(("r", "argue")))
    last = action.rulings[-1]
    ink = {"yes": good, "no": bad}.get(last.ruling, warn)
    return joined(ink(f"ruled: {last.ruling}"), faint(f" {glyphs.dot} {last.reason}  "), keys(("r", "dissent")))


def talk_title(view: View, target: TalkTarget) -> str:
    """What the page of a thing is called."""
    one = _found(view, target)
    match one:
        case RequestSeen():
            return f"Request of {_party(view, one.sender)}"
        case AgreementSeen() | ActionSeen():
            return one.title
        case MessageSeen():
            return "Said in the room" if one.given else "Message"
        case None:
            return "Talk"


def _found(view: View, target: TalkTarget) -> MessageSeen | RequestSeen | AgreementSeen | ActionSeen | None:
    return next((one.seen for one in items(view) if one.target == target), None)


def sender_of(view: View, target: TalkTarget) -> str:
    """Who wrote the message; empty for everything else, and for own words."""
    one = _found(view, target)
    return str(one.sender) if isinstance(one, MessageSeen) and one.sender != view.organisation else ""


def wrote_row(view: View, target: TalkTarget, glyphs: Glyphs) -> Content | None:
    """A message that nobody looked at, for what waits: who wrote, and the first words."""
    one = _found(view, target)
    if not isinstance(one, MessageSeen):
        return None
    verb = "said in the room" if one.given else "wrote"
    return lines(
        [
            joined(
                warn(f"{glyphs.left} "),
                strong(f"{_party(view, one.sender, first=True)} {verb}: "),
                _shortened(one.text, glyphs),
            ),
            joined("  ", keys(("6", "reads all"), ("enter", "reads this"), ("r", "reply"))),
        ]
    )


def talk_page(view: View, target: TalkTarget, glyphs: Glyphs) -> Content:
    """The whole of a thing, as far as it is known."""
    one = _found(view, target)
    match one:
        case MessageSeen():
            return lines([_message_head(view, one, glyphs), *_when(one.turn, one.week, one.about_title), "", inked(one.text)])
        case RequestSeen():
            return _request_page(view, one, glyphs)
        case AgreementSeen():
            return _agreement_page(view, one)
        case ActionSeen():
            return _action_page(view, one)
        case None:
            return inked("This is no longer among what is kept; the log has it.")


def _when(turn: int, week: int, about: str = "") -> list[Content]:
    when = f"turn {turn}, week {week}" if turn else "before StartEx"
    return [faint(when), *([faint(f"about {about}")] if about else [])]


def _request_page(view: View, one: RequestSeen, glyphs: Glyphs) -> Content:
    answers: list[Inked] = [
        joined("  ", strong(_party(view, by, first=True)), f": {answer.verdict}", faint(f"  turn {answer.turn}  "), answer.text)
        for by, answer in one.answers.items()
    ]
    return lines(
        [
            _between(view, one.sender, one.to),
            *_when(one.turn, one.week, one.about_title),
            "",
            inked(one.text),
            "",
            heading("Answers"),
            *answers,
            joined("  ", request_state(view, one, glyphs)),
        ]
    )


def _agreement_page(view: View, one: AgreementSeen) -> Content:
    def row(party: OrganisationId) -> Content:
        said = ["signed" if party in one.signed else "not signed"]
        said += ["says that it was kept"] if party in one.kept_says else []
        said += ["broke it"] if party in one.broken_by else []
        return joined("  ", strong(_party(view, party, first=True)), f": {', '.join(said)}")

    return lines(
        [
            joined("Offered by ", strong(_party(view, one.proposer))),
            *_when(one.turn, one.week),
            "",
            inked(one.terms),
            "",
            heading("Parties"),
            *(row(party) for party in one.parties),
            "",
            agreement_state(view, one),
        ]
    )


def _action_page(view: View, one: ActionSeen) -> Content:
    aims = ", ".join(named(view.world, aim) for aim in one.aims)
    argued = [joined("  ", strong(_party(view, each.by, first=True)), f", {each.side}: {each.text}") for each in one.arguments]
    return lines(
        [
            joined(strong(_party(view, one.organisation, first=True)), faint(f"  turn {one.turn}")),
            faint(f"aimed at {aims}") if aims else None,
            "",
            inked(one.text),
            "",
            heading("Arguments"),
            *(argued or [faint("  none so far")]),
            "",
            heading("Rulings"),
            *([_ruling(view, each) for each in one.rulings] or [faint("  none so far: control rules after the lock")]),
        ]
    )


def _ruling(view: View, one: RulingSeen) -> Content:
    came = "for it" if one.die is not None and one.die < one.permille else "against it"
    rolled = "" if one.die is None else f" (odds {one.odds}, {one.permille // 10} in 100: the die fell {came})"
    return joined("  ", strong(one.ruling), f"{rolled}, turn {one.turn}: {with_titles(view.world, one.reason)}")


def actions_on(view: View, target: TalkTarget) -> list[tuple[str, str, str]]:
    """What can be done from the page of a thing: key, word, and what the page closes with."""
    match target.kind:
        case "message":
            return [("r", "Reply", "answer")] if sender_of(view, target) else []
        case "request":
            asked = view.requests.get(RequestId(target.about))
            return [("r", "Answer", "answer")] if asked is not None and asked.waits_for(view.organisation) else []
        case "agreement":
            return _on_agreement(view, view.agreements.get(AgreementId(target.about)))
        case "action":
            seen = view.actions.get(ActionId(target.about))
            return [("r", "Dissent" if seen.ruling else "Argue", "answer")] if seen is not None else []


def _on_agreement(view: View, seen: AgreementSeen | None) -> list[tuple[str, str, str]]:
    if seen is None:
        return []
    mine = view.organisation
    if seen.stands == "open":
        sign = [("a", "Sign", "approve")] if mine not in seen.signed else []
        return [*sign, ("d", "Refuse", "decline")]
    keep = [("a", "It was kept", "approve")] if seen.stands in ("in-force", "due") and mine not in seen.kept_says else []
    return [*keep, *([("d", "Break", "decline")] if seen.stands == "in-force" else [])]
