"""What came in by itself: notices and injects since this client looked first, with the turn, read or not."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from engine.ids import OrganisationId
from engine.orders import Phase
from engine.takeover import added
from engine.views import View


def of_others(view: View) -> Mapping[str, object]:
    """By thing of talk: what others have put into it. It changes exactly where there is something new to read."""
    mine = view.organisation
    found: dict[str, object] = {}
    places: dict[int, int] = {}
    for message in view.messages:
        place = places[message.week] = places.get(message.week, 0) + 1
        if message.sender != mine:
            found[f"{message.week}.{place}"] = True
    for request in view.requests.values():
        found[request.request] = (tuple(one for one in request.answers if one != mine), request.lapsed)
    for agreement in view.agreements.values():
        signed, kept = (tuple(one for one in some if one != mine) for some in (agreement.signed, agreement.kept_says))
        over = agreement.stands in ("lapsed", "due")
        found[agreement.agreement] = (signed, kept, over, agreement.reason)
    for action in view.actions.values():
        argued = tuple(one for one in action.arguments if one.by != mine)
        found[action.action] = (argued, action.rulings)
    own = {str(one.request) for one in view.requests.values() if one.sender == mine and not one.answers and not one.lapsed}
    own |= {str(one.agreement) for one in view.agreements.values() if one.proposer == mine and one.signed == (mine,)}
    own |= {str(one.action) for one in view.actions.values() if one.organisation == mine and found[one.action] == ((), ())}
    return {key: what for key, what in found.items() if key not in own}


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that came in; `inject` where it is one."""

    organisation: OrganisationId
    turn: int
    sentence: str
    inject: str = ""


@dataclass(slots=True)
class News:
    """Compares each view with how it was; what a client finds at its first look is no news."""

    items: list[Item] = field(default_factory=list)
    unread_injects: int = 0
    unread_notices: int = 0
    unread_talk: int = 0
    """Things of talk that somebody else began or went on with since they were looked at."""
    unread_messages: list[tuple[OrganisationId, str]] = field(default_factory=list)
    """For whom, and week and place of the message: those of others that nobody looked at, oldest first."""
    _notices: dict[OrganisationId, tuple[str, ...]] = field(default_factory=dict)
    _injects: dict[OrganisationId, set[str]] = field(default_factory=dict)
    _talk: dict[OrganisationId, Mapping[str, object]] = field(default_factory=dict)
    _phases: dict[OrganisationId, Phase] = field(default_factory=dict)
    _since: dict[OrganisationId, int] = field(default_factory=dict)
    _before_practice: dict[OrganisationId, int] = field(default_factory=dict)
    """How many items there were when an organisation's practice began."""

    def look(self, views: Sequence[View]) -> list[Item]:
        """What is new in these views; it counts as unread."""
        found: list[Item] = []
        for view in views:
            self._mind_practice(view)
            self._mind_talk(view)
        told = {one.inject for one in self.items if one.inject}
        for view in views:
            for one in self._new_of(view):
                if one.inject and one.inject in told:
                    continue
                told.add(one.inject)
                found.append(one)
        self.items += found
        self.unread_injects += sum(bool(one.inject) for one in found)
        self.unread_notices += sum(not one.inject for one in found)
        return found

    def _mind_practice(self, view: View) -> None:
        """Rule 1.7: what came in during practice is forgotten with it."""
        one = view.organisation
        if view.practice:
            self._before_practice.setdefault(one, len(self.items))
        elif one in self._before_practice:
            kept = self._before_practice.pop(one)
            self.items = [item for at, item in enumerate(self.items) if at < kept or item.organisation != one]
            self._notices[one], self._injects[one] = view.notices, set(view.injects)
            self._since.pop(one, None)
            self.unread_injects = self.unread_notices = self.unread_talk = 0
            self.unread_messages = [each for each in self.unread_messages if each[0] != one]
            self._talk.pop(one, None)

    def _mind_talk(self, view: View) -> None:
        now = of_others(view)
        before = self._talk.get(view.organisation)
        if before is not None:
            changed = [key for key, what in now.items() if before.get(key) != what]
            self.unread_talk += len(changed)
            self.unread_messages += [(view.organisation, key) for key in changed if now[key] is True]
        self._talk[view.organisation] = now

    def talk_was_seen(self) -> None:
        """Whoever looks at talk has read it."""
        self.unread_talk = 0
        self.unread_messages = []

    def message_was_read(self, organisation: OrganisationId, place: str) -> None:
        """One message was opened by itself."""
        if (organisation, place) in self.unread_messages:
            self.unread_messages.remove((organisation, place))
            self.unread_talk -= 1

    def _new_of(self, view: View) -> list[Item]:
        known = view.organisation in self._notices
        before = self._notices.get(view.organisation, ())
        injects = self._injects.setdefault(view.organisation, set())
        new = [
            Item(view.organisation, view.turn, f"New inject {one.reference}: {one.title}", one.inject)
            for one in view.injects.values()
            if one.inject not in injects
        ]
        new += [Item(view.organisation, view.turn, sentence) for sentence in added(before, view.notices)]
        injects |= set(view.injects)
        self._notices[view.organisation] = view.notices
        self._mark(view)
        return new if known else []

    def _mark(self, view: View) -> None:
        """Where the orders of a turn ended, the digest begins."""
        if self._phases.get(view.organisation) is Phase.ORDERS and view.phase is not Phase.ORDERS:
            self._since[view.organisation] = len(self.items)
        self._phases[view.organisation] = view.phase

    def since_orders(self, view: View) -> list[Item]:
        """What came since the last orders ended: in the picture and in the brief after it."""
        if view.phase not in (Phase.PICTURE, Phase.BRIEF) or view.organisation not in self._since:
            return []
        return [one for one in self.items[self._since[view.organisation] :] if one.organisation == view.organisation]

    def turn_of(self, organisation: OrganisationId, sentence: str) -> int:
        """In which turn a notice came; 0 where this client was not there."""
        same = (one.turn for one in reversed(self.items) if (one.organisation, one.sentence) == (organisation, sentence))
        return next(same, 0)
