"""What the keys of a participant do: each opens a form or a list, and gives the order that comes back."""

from collections.abc import Mapping

from textual.content import Content

from engine.decide import PHASES
from engine.ids import OrganisationId
from engine.orders import MarkReady, ProposeInitiative, SendMessage, SetAutopilot
from engine.phases import Phase
from engine.views import View
from tui.inking import faint, inked, lines, strong
from tui.participant.giving import Giving
from tui.participant.summary import turn_summary
from tui.participant.talk_rows import sender_of
from tui.participant.targets import InitiativeTarget, InjectTarget, NoTarget, TalkTarget, Target, is_under, kinds_about
from tui.participant.type_rows import type_rows
from tui.sheets import closing, groups
from tui.sheets.catalogue import kind_of, offers, order_of, sheet_for
from tui.sheets.groups import Group
from tui.sheets.sheet import Offer, key_for
from tui.sheets.talk import ABOUT
from tui.widgets.rows import Row
from tui.widgets.words_screen import WordsScreen
from tui.words import not_now, short_name

MOVES = ("move", "pilot")
"""Kinds of sheets of a red cell that stand among what can be started."""

ABOUT_INJECTS = ("message", "request")
"""What of talk has a subject that an inject can be."""


class Acting(Giving):
    """The orders of a participant. What cannot be done now says why, and what comes next."""

    def action_new_order(self) -> None:
        """Choose a type from the playbook, or a move of one's campaign, then fill it in."""
        moves = (SetAutopilot,) if any(view.campaign.actions for view in self.desk.views) else ()
        if not self.forbidden(ProposeInitiative, *moves):
            self.for_organisation(self._choose_type)

    def _choose_type(self, organisation: OrganisationId) -> None:
        view = self.desk.view(organisation)
        moves = [Row(one.key, offer_row(view, one, several=False)) for one in offers(view) if kind_of(one.key) in MOVES]
        self.choose(
            groups.PROPOSE.title,
            [*(type_rows(view) if view.phase in PHASES[ProposeInitiative] else ()), *moves],
            lambda key: self.open_sheet(organisation, key),
            empty=_empty(groups.PROPOSE),
        )

    def row_moved(self) -> str:
        """What stands under the cursor now, where news moved it there and nobody was told; empty else."""
        raise NotImplementedError

    def action_approve(self) -> None:
        """Approve the step under the cursor, or sign the agreement; where no row is marked, choose one."""
        self._on_row(groups.APPROVE)

    def action_decline(self) -> None:
        """Decline the step under the cursor, hold the clock, refuse or break the agreement; else choose one."""
        self._on_row(groups.DECLINE)

    def action_return(self) -> None:
        """Send the step under the cursor back; where no row is marked, choose one."""
        self._on_row(groups.SEND_BACK)

    def action_amend(self) -> None:
        """Amend the initiative under the cursor that came back; where no row is marked, choose one."""
        self._on_row(groups.AMEND)

    def action_answer(self) -> None:
        """Answer what is under the cursor: an inject, a request, a message; argue about an action; else choose one."""
        self._on_row(groups.ANSWER)

    def action_talk(self) -> None:
        """Begin something with others: a message, a request, an agreement, an action; or note what was said."""
        if isinstance(self.target, InjectTarget):
            self.talk_about(self.target)
        else:
            self._one_of(groups.TALK)

    def talk_about(self, target: InjectTarget) -> None:
        """Begin something with others; a message or a request is about this inject."""
        if self.forbidden(*map(order_of, groups.TALK.kinds)):
            return
        found = {}
        for key, (view, one) in self._offered(groups.TALK).items():
            about = kind_of(key) in ABOUT_INJECTS and view.organisation == target.organisation
            found[f"{key} {ABOUT}{target.inject}" if about else key] = (view, one)
        self._open_one(groups.TALK, found)

    def action_told(self) -> None:
        """Put on record what was said in the room."""
        self._one_of(groups.TOLD)

    def action_estimate(self) -> None:
        """Fill in the estimate that is due."""
        self._one_of(groups.ESTIMATE)

    def action_intent(self) -> None:
        """Say what happens to steps that open while weeks pass."""
        self._one_of(groups.INTENT)

    def action_policy(self) -> None:
        """Choose a standing policy, then set it."""
        self._one_of(groups.POLICY)

    def action_rank(self) -> None:
        """Rank systems for scarce components."""
        self._one_of(groups.RANK)

    def action_hot_wash(self) -> None:
        """Answer the questions of the hot wash, take a position on a finding, or fill in the feedback form."""
        found = {one.key: (view, one) for view in self.desk.views for one in (*closing.offers(view), *closing.afterwards(view))}
        several = len(self.desk.views) > 1
        rows = [Row(key, offer_row(view, one, several=several)) for key, (view, one) in found.items()]
        empty = f"{groups.HOT_WASH.empty} esc goes back."
        self.choose(groups.HOT_WASH.title, rows, lambda key: self.open_sheet(found[key][0].organisation, key), empty=empty)

    def _on_row(self, group: Group) -> None:
        """Act on the row under the cursor and on no other one; not at once on a row that nobody moved the cursor to."""
        if (here := self.row_moved()) and not self.forbidden(*map(order_of, group.kinds)):
            self.say(f"That row is gone; this one is: {here}. Press {group.key} again if you mean it.")
        elif self.target is None or isinstance(self.target, NoTarget):
            self._one_of(group)
        else:
            self.act_on(group, self.target)

    def act_on(self, group: Group, target: Target) -> None:
        """Open the sheet of one of these kinds that is about this; a word where there is none."""
        if group is groups.ANSWER and isinstance(target, TalkTarget) and self._replied(target):
            return
        found = {key: one for key, one in self._offered(group).items() if is_under(target, key)}
        if not found:
            self._nothing_here(group, target)
        elif isinstance(target, InitiativeTarget):
            self._open_one(group, found)
        else:
            self.open_sheet(next(iter(found.values()))[0].organisation, next(iter(found)))

    def _replied(self, target: TalkTarget) -> bool:
        """Whether it is a message of somebody, which is answered by another message."""
        sender = sender_of(self.desk.view(target.organisation), target)
        if sender and not self.forbidden(SendMessage):
            self.open_sheet(target.organisation, key_for("message", target.organisation, sender))
        return bool(sender)

    def _nothing_here(self, group: Group, target: Target) -> None:
        """Why the key does nothing on this row: the phase, or nothing waits there."""
        kinds = [one for one in kinds_about(target) if one in group.kinds]
        if not kinds or not self.forbidden(*map(order_of, kinds)):
            self.say(f"Nothing to {group.verb} here: keys act on the row that is marked. Move to one that offers it.")

    def _one_of(self, group: Group) -> None:
        """Open the sheet of one of these kinds: the only one, or one that is chosen."""
        if not self.forbidden(*map(order_of, group.kinds)):
            self._open_one(group, self._offered(group))

    def _open_one(self, group: Group, found: Mapping[str, tuple[View, Offer]]) -> None:
        if len(found) == 1:
            key = next(iter(found))
            self.open_sheet(found[key][0].organisation, key)
            return
        several = len(self.desk.views) > 1
        rows = [Row(key, offer_row(view, one, several=several)) for key, (view, one) in found.items()]
        self.choose(group.title, rows, lambda key: self.open_sheet(found[key][0].organisation, key), empty=_empty(group))

    def _offered(self, group: Group) -> dict[str, tuple[View, Offer]]:
        return {one.key: (view, one) for view in self.desk.views for one in offers(view) if kind_of(one.key) in group.kinds}

    def action_withdraw(self) -> None:
        """Give up an initiative of one's own."""
        said = "Enter withdraws it for good: what was spent stays spent. In this order phase u takes back without that."
        self._at_once(groups.WITHDRAW, said)

    def action_take_back(self) -> None:
        """Undo an own order of this phase."""
        said = "Until control locks the turn, what you did can be undone; what others built on it falls with it."
        ready = {key_for("ready", view.organisation): view for view in self.desk.views if view.ready}
        self._at_once(groups.TAKE_BACK, said, ready)

    def _at_once(self, group: Group, said: str, ready: Mapping[str, View] | None = None) -> None:
        """Choose one, and give it: there is nothing to fill in."""
        ready, found = ready or {}, self._offered(group)
        rows = [Row(key, inked(f"ready: {short_name(view.world, view.organisation)}")) for key, view in ready.items()]
        several = len(self.desk.views) > 1
        rows += [Row(key, offer_row(view, one, several=several)) for key, (view, one) in found.items()]

        def chosen(key: str) -> None:
            view = ready[key] if key in ready else found[key][0]
            sheet = sheet_for(self.desk.view(view.organisation), key)
            order = sheet if isinstance(sheet, str) else sheet.make({})
            if isinstance(order, str):
                self.say(order)
            else:
                self.give_if_possible(view, order)

        self.choose(group.title, rows, chosen, said=said, empty=_empty(group))

    def action_ready(self) -> None:
        """Look at the turn once more, and say that it is done."""
        views = self.desk.views
        phases = {view.phase for view in views}
        if not phases & {Phase.BRIEF, Phase.ORDERS}:
            self.say(not_now(views[0], MarkReady) if views else "Not connected yet.")
            return
        ready = all(view.ready for view in views)
        drafts = self.desk.drafts.forms
        content = lines(
            turn_summary(
                view, self.desk.glyphs, [form.title for form in drafts.values() if form.organisation == view.organisation]
            )
            for view in views
        )
        title = "You are ready; take that back?" if ready else "Ready? Your turn in short"
        actions = [("enter", "Not ready after all" if ready else "I am ready", "ready"), ("i", "Standing intent", "intent")]

        def chosen(what: str | None) -> None:
            if what == "ready":
                for view in views:
                    self.give(MarkReady(ready=not ready), view.organisation)
            elif what == "intent":
                self.action_intent()

        self.app.push_screen(WordsScreen(title, content, actions=actions), chosen)


def offer_row(view: View, one: Offer, *, several: bool) -> Content:
    """A sheet in a list: what it does, to what it belongs, and for whom where the seat speaks for several."""
    whose = f"for {short_name(view.world, view.organisation)}" if several else ""
    small = "; ".join(part for part in (one.about, whose) if part)
    return lines([strong(one.title), faint(small) if small else None])


def _empty(group: Group) -> str:
    return f"{group.empty} esc goes back."
