"""What came in by itself: notices and injects since this client looked first, with the turn, read or not."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from engine.ids import OrganisationId
from engine.phases import Phase
from engine.takeover import added
from engine.views import View
from tui.looked_at import Looked, LookedAt, digest, digests, looked_at


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
    """Compares each view with how it was; what a client finds at its first look is no news, but may still be unread."""

    items: list[Item] = field(default_factory=list)
    unread_injects: int = 0
    unread_notices: int = 0
    unread_talk: int = 0
    """Things of talk that somebody else began or went on with since they were looked at."""
    file: LookedAt | None = None
    """What was looked at here before, in this run of the client and in earlier ones."""
    unread_messages: list[tuple[OrganisationId, str]] = field(default_factory=list)
    """For whom, and week and place of the message: those of others that nobody looked at, oldest first."""
    new_talk: set[tuple[OrganisationId, str]] = field(default_factory=set)
    """For whom, and what of talk is marked as new: what was unread when the pane was opened stays marked until it is left."""
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
            self._mind_earlier(view)
            for one in self._new_of(view):
                if one.inject and one.inject in told:
                    continue
                told.add(one.inject)
                found.append(one)
        self.items += found
        self.unread_injects += sum(bool(one.inject) for one in found)
        self.unread_notices += sum(not one.inject for one in found)
        return found

    def _mind_earlier(self, view: View) -> None:
        """At the first look: what this organisation was told and nobody has looked at here is unread, but no news."""
        one = view.organisation
        if self.file is None or view.practice:
            return
        before = self.file.of(one)
        if before is None:
            self.file.keep(one, looked_at(view.injects, view.notices, self._talk[one]))
        elif one not in self._notices:
            told = {each for known in self._injects.values() for each in known}
            self.unread_injects += len(set(view.injects) - set(before.injects) - told)
            self.unread_notices += sum(digest(each) not in before.notices for each in view.notices)
            talk = self._talk[one]
            changed = [key for key, what in talk.items() if before.talk.get(key) != digest(what)]
            self.unread_talk += len(changed)
            self.new_talk |= {(one, key) for key in changed}
            self.unread_messages += [(one, key) for key in changed if talk[key] is True]

    def injects_were_seen(self) -> None:
        """Whoever looks at injects has read them."""
        self.unread_injects = 0
        for one, before in self._kept():
            self._keep(one, replace(before, injects=sorted(self._injects[one])))

    def notices_were_seen(self) -> None:
        """Whoever looks at the own orders has read what was told."""
        self.unread_notices = 0
        for one, before in self._kept():
            self._keep(one, replace(before, notices=[digest(each) for each in self._notices[one]]))

    def _kept(self) -> list[tuple[OrganisationId, Looked]]:
        """What was looked at of each organisation; a practice leaves nothing behind."""
        if self.file is None:
            return []
        known = ((one, self.file.of(one)) for one in self._notices if one not in self._before_practice)
        return [(one, before) for one, before in known if before is not None]

    def _keep(self, one: OrganisationId, looked: Looked) -> None:
        if self.file is not None:
            self.file.keep(one, looked)

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
            self.new_talk = {each for each in self.new_talk if each[0] != one}
            self._talk.pop(one, None)

    def _mind_talk(self, view: View) -> None:
        now = of_others(view)
        before = self._talk.get(view.organisation)
        if before is not None:
            changed = [key for key, what in now.items() if before.get(key) != what]
            self.unread_talk += len(changed)
            self.new_talk |= {(view.organisation, key) for key in changed}
            self.unread_messages += [(view.organisation, key) for key in changed if now[key] is True]
        self._talk[view.organisation] = now

    def talk_was_seen(self) -> None:
        """Whoever looks at talk has read it."""
        self.unread_talk = 0
        self.unread_messages = []
        for one, before in self._kept():
            self._keep(one, replace(before, talk=digests(self._talk[one])))

    def talk_was_left(self) -> None:
        """What was read there is not new any more."""
        if not self.unread_talk:
            self.new_talk.clear()

    def message_was_read(self, organisation: OrganisationId, place: str) -> None:
        """One message was opened by itself."""
        if (organisation, place) in self.unread_messages:
            self.unread_messages.remove((organisation, place))
            self.unread_talk -= 1
            self.new_talk.discard((organisation, place))
            read = {key: digest(what) for key, what in self._talk[organisation].items() if key == place}
            for one, before in self._kept():
                if one == organisation:
                    self._keep(one, replace(before, talk={**before.talk, **read}))

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
