"""What the keys of a participant do: each opens a form or a list, and gives the order that comes back."""

from collections.abc import Sequence

from textual.content import Content

from engine.ids import OrganisationId
from engine.orders import MarkReady, Phase, ProposeInitiative
from engine.views import View
from tui.inking import faint, inked, lines, strong
from tui.participant.giving import Giving
from tui.participant.summary import turn_summary
from tui.participant.targets import is_under
from tui.participant.type_rows import type_rows
from tui.sheets.catalogue import kind_of, offers, order_of, sheet_for
from tui.sheets.sheet import Offer, key_for
from tui.widgets.rows import Row
from tui.widgets.words_screen import WordsScreen
from tui.words import not_now, short_name

TALK = ("message", "request", "said", "agree", "act", "move", "pilot")
"""Sheets that begin something with others; what waits for a word of one's own is answered where it stands."""


class Acting(Giving):
    """The orders of a participant. What cannot be done now says why, and what comes next."""

    def action_new_order(self) -> None:
        """Choose a type from the playbook, then fill it in."""
        if not self.forbidden(ProposeInitiative):
            self.for_organisation(self._choose_type)

    def _choose_type(self, organisation: OrganisationId) -> None:
        self.choose(
            "New order: what do you want to start?",
            type_rows(self.desk.view(organisation)),
            lambda key: self.open_sheet(organisation, key),
            empty="The playbook lets your organisation start nothing. What others start waits for you in [1]. esc goes back.",
        )

    def action_approve(self) -> None:
        """Approve the step under the cursor, sign the agreement, or choose one."""
        empty = "No step waits for you. When somebody needs your word it appears in [1] Waits for me. esc goes back."
        self._one_of(("approve", "sign", "keep"), "Approve what?", empty)

    def action_decline(self) -> None:
        """Decline the step under the cursor, hold the clock, refuse or break the agreement, or choose one."""
        empty = "Nothing waits for you that you could decline. esc goes back."
        self._one_of(("decline", "refuse", "break"), "Decline what?", empty)

    def action_return(self) -> None:
        """Send the step under the cursor back, or choose one."""
        empty = "No step waits for you that you could send back. esc goes back."
        self._one_of(("return",), "Send which step back?", empty)

    def action_amend(self) -> None:
        """Amend the initiative under the cursor that came back, or choose one."""
        self._one_of(("amend",), "Amend which initiative?", "Nothing of yours has been sent back. esc goes back.")

    def action_answer(self) -> None:
        """Answer the inject or request under the cursor, argue about the action, or choose one."""
        empty = "Nothing waits for your answer: no inject, no request, no action. esc goes back."
        self._one_of(("answer", "reply", "argue", "dissent"), "Answer what?", empty)

    def action_talk(self) -> None:
        """Begin something with others: a message, a request, an agreement, an action; or note what was said."""
        self._one_of(TALK, "Talk: what do you want to do?", "Nothing can be said in this phase. esc goes back.")

    def action_told(self) -> None:
        """Put on record what was said in the room."""
        self._one_of(("said",), "Said in the room", "Nothing can be noted in this phase. esc goes back.")

    def _one_of(self, kinds: Sequence[str], title: str, empty: str) -> None:
        """Open the sheet of one of these kinds: that under the cursor, the only one, or one that is chosen."""
        if self.forbidden(*map(order_of, kinds)):
            return
        found = {one.key: (view, one) for view in self.desk.views for one in offers(view) if kind_of(one.key) in kinds}
        key = next((one for one in found if is_under(self.target, one)), "")
        if not key and len(found) == 1:
            key = next(iter(found))
        if key:
            self.open_sheet(found[key][0].organisation, key)
            return
        several = len(self.desk.views) > 1
        rows = [Row(key, offer_row(view, one, several=several)) for key, (view, one) in found.items()]
        self.choose(title, rows, lambda key: self.open_sheet(found[key][0].organisation, key), empty=empty)

    def action_estimate(self) -> None:
        """Fill in the estimate that is due."""
        empty = "No estimate is due. They are sealed in the first, the middle and the last turn, once each. esc goes back."
        self._one_of(("estimate",), "Which estimate?", empty)

    def action_intent(self) -> None:
        """Say what happens to steps that open while weeks pass."""
        self._one_of(("intent",), "Whose standing intent?", "A standing intent is not taken now. esc goes back.")

    def action_policy(self) -> None:
        """Choose a standing policy, then set it."""
        self._one_of(("policy",), "Which standing policy?", "No standing policy is your organisation's to set. esc goes back.")

    def action_rank(self) -> None:
        """Rank systems for scarce components."""
        self._one_of(("rank",), "Rank systems", "Nothing can be ranked now. esc goes back.")

    def action_hot_wash(self) -> None:
        """Answer the questions of the hot wash."""
        self._one_of(("hot-wash",), "Whose hot wash?", "The hot wash is held after the curtain. esc goes back.")

    def action_withdraw(self) -> None:
        """Give up an initiative of one's own."""
        said = "Enter withdraws it for good: what was spent stays spent. In this order phase u takes back without that."
        self._at_once("withdraw", "Withdraw which initiative?", said, "You have no initiative under way. esc goes back.")

    def action_take_back(self) -> None:
        """Undo an own order of this phase."""
        said = "Until control locks the turn, what you did can be undone; what others built on it falls with it."
        empty = (
            "Nothing to take back: that can be done in the order phase in which a proposal or answer was given. esc goes back."
        )
        self._at_once("take-back", "Take back which order?", said, empty)

    def _at_once(self, kind: str, title: str, said: str, empty: str) -> None:
        """Choose one, and give it: there is nothing to fill in."""
        found = {one.key: (view, one) for view in self.desk.views for one in offers(view) if kind_of(one.key) == kind}
        ready = {key_for("ready", view.organisation): view for view in self.desk.views if view.ready and kind == "take-back"}
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

        self.choose(title, rows, chosen, said=said, empty=empty)

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
