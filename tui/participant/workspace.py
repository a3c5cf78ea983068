"""The participant's workspace: six panes, the pages around them, and the work that is done beside the screen."""

from collections.abc import Mapping
from dataclasses import replace

from textual.binding import ActiveBinding, Binding
from textual.worker import get_current_worker

from engine.decide import PHASES
from engine.ids import OrganisationId
from engine.orders import AnswerInject, AnswerRequest, ApproveStep, MarkReady, ProposeInitiative, SendMessage, SignAgreement
from engine.phases import Phase
from engine.policies import policies_of
from engine.rules.standing import RANKING_ORGANISATION
from engine.views import View
from tui.desk import Desk
from tui.inking import lines
from tui.participant import inbox, initiative_rows, inject_rows, own_orders, talk_rows
from tui.participant.ahead import NOTHING_AHEAD, Ahead, basis, look_ahead
from tui.participant.opening import Opening
from tui.participant.situation import situation
from tui.participant.targets import DraftTarget, Target, key_of
from tui.sheets import groups
from tui.times import deadline_words, run_words
from tui.widgets.ask_screen import AskScreen
from tui.widgets.heading import Heading
from tui.widgets.pane import Pane, RowsPane, WordsPane
from tui.widgets.paned import TWO_PANES
from tui.widgets.phase_line import PhaseLine
from tui.widgets.refusals import Refusals
from tui.widgets.rows import Row
from tui.widgets.searching import search_pane
from tui.widgets.status_line import StatusLine
from tui.words import phase_line, phase_name, short_name, short_title

ORDERS = (
    "new_order",
    "approve",
    "decline",
    "return",
    "amend",
    "ready",
    "estimate",
    "intent",
    "policy",
    "rank",
    "take_back",
    "withdraw",
    "told",
)
"""Actions that give orders: none is offered after EndEx."""
WRITING = ("talk", "answer")
"""These are offered until the log is sealed: people write to each other in the hot wash too."""

TAKEN_IN: Mapping[str, tuple[Phase, ...]] = {
    "new_order": PHASES[ProposeInitiative],
    "approve": PHASES[ApproveStep] + PHASES[SignAgreement],
    "answer": PHASES[AnswerInject] + PHASES[AnswerRequest] + PHASES[SendMessage],
    "ready": PHASES[MarkReady],
}
"""The phases that take what a key of the footer gives."""


class ParticipantScreen(Opening):
    """What waits for me comes first."""

    BINDINGS = [
        Binding("o", "new_order", "New order", id="order.new"),
        Binding("a", "approve", "Approve, sign", id="order.approve"),
        Binding("r", "answer", "Answer", id="order.answer"),
        Binding("l", "ready", "Ready", id="turn.ready"),
        Binding(groups.DECLINE.key, "decline", groups.DECLINE.words, show=False, id="order.decline"),
        Binding(groups.SEND_BACK.key, "return", groups.SEND_BACK.words, show=False, id="order.return"),
        Binding(groups.AMEND.key, "amend", groups.AMEND.words, show=False, id="order.amend"),
        Binding(groups.ESTIMATE.key, "estimate", groups.ESTIMATE.words, show=False, id="order.estimate"),
        Binding(groups.INTENT.key, "intent", groups.INTENT.words, show=False, id="order.intent"),
        Binding(groups.POLICY.key, "policy", groups.POLICY.words, show=False, id="order.policy"),
        Binding(groups.RANK.key, "rank", groups.RANK.words, show=False, id="order.rank"),
        Binding(groups.TAKE_BACK.key, "take_back", groups.TAKE_BACK.words, show=False, id="order.take-back"),
        Binding(groups.TALK.key, "talk", groups.TALK.words, show=False, id="talk.begin"),
        Binding(groups.TOLD.key, "told", groups.TOLD.words, show=False, id="talk.said"),
        Binding(groups.WITHDRAW.key, "withdraw", groups.WITHDRAW.words, show=False, id="order.withdraw"),
        Binding("x", "discard", "Discard an unfinished draft", show=False, id="order.discard"),
        Binding("6", "go(6)", "Go to pane 6", show=False, id="go.pane-6"),
        Binding("slash", "search", "Search in the pane", show=False, id="see.search", key_display="/"),
        Binding("W", "save", "Write the whole pane into a file", show=False, id="see.save"),
        Binding("p", "map", "Map: sites, routes, theatres", show=False, id="see.map"),
        Binding("R", "rules", "Rule book, with search", show=False, id="see.rules"),
        Binding("b", "brief", "Who you are, and what only you know", show=False, id="see.brief"),
        Binding("T", "takeover", "Takeover packet: waits, promises, unread", show=False, id="see.takeover"),
        Binding("c", "closing", "What happened (after EndEx)", show=False, id="see.closing"),
        Binding(groups.HOT_WASH.key, "hot_wash", groups.HOT_WASH.words, show=False, id="order.hot-wash"),
    ]

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.inbox: RowsPane[Target] = RowsPane(1, "Waits for me")
        self.injects: RowsPane[Target] = RowsPane(2, "Injects")
        self.initiatives: RowsPane[Target] = RowsPane(3, "Initiatives")
        self.situation = WordsPane(4, "Situation")
        self.orders: RowsPane[Target] = RowsPane(5, "Orders")
        self.talk: RowsPane[Target] = RowsPane(6, "Talk", follow=True)
        self._ended = 0
        self._phases: set[Phase] = set()
        self._to_top = False
        self._cursor_was = ""
        self._ahead: dict[OrganisationId, Ahead] = {}
        self._worked_out_for: dict[OrganisationId, tuple[object, ...]] = {}

    @property
    def panes(self) -> list[Pane]:
        """The six panes."""
        return [self.inbox, self.injects, self.initiatives, self.situation, self.orders, self.talk]

    @property
    def target(self) -> Target | None:
        """What the cursor of the current pane is on."""
        pane = self.panes[self.current - 1]
        return pane.target if isinstance(pane, RowsPane) else None

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Ranking and policies are shown to those who have them; after EndEx closing is, and no orders; observers give none."""
        views = self.desk.views
        if action == "hot_wash":
            return self.desk.link.role != "observer"
        observes = self.desk.link.role == "observer"
        if action in ORDERS and (observes or (views and all(view.phase.over for view in views))):
            return False
        if action in WRITING and (observes or (views and all(view.phase is Phase.SEALED for view in views))):
            return False
        if action == "rank":
            return RANKING_ORGANISATION in self.desk.link.organisations
        if action == "policy" and views:
            return any(policies_of(view.world, view.organisation) for view in views)
        if action == "closing":
            return any(view.phase.over for view in self.desk.views)
        return True

    def row_moved(self) -> str:
        """The first line of a row that news put under the cursor; it is said once."""
        pane = self.panes[self.current - 1]
        if not isinstance(pane, RowsPane) or not pane.rows.fell:
            return ""
        pane.rows.settle_for()
        return pane.rows.text.partition("\n")[0].strip()

    def let_go(self) -> None:
        """Its row may go."""
        pane = self.panes[self.current - 1]
        if isinstance(pane, RowsPane):
            pane.rows.let_go(pane.rows.key or "")

    def action_go(self, number: int) -> None:
        """Whoever opens a pane sees where its cursor is."""
        pane = self.panes[number - 1]
        if isinstance(pane, RowsPane):
            pane.rows.settle_for()
        super().action_go(number)

    @property
    def active_bindings(self) -> dict[str, ActiveBinding]:
        """The footer names no key of an order that the phase does not take; pressed all the same, it says when it is."""
        phases = {view.phase for view in self.desk.views}
        found = super().active_bindings
        for key, one in found.items():
            taken = TAKEN_IN.get(one.binding.action)
            if taken is not None and phases and phases.isdisjoint(taken):
                found[key] = one._replace(binding=replace(one.binding, show=False))
        return found

    def looked_at(self, number: int) -> None:
        """Injects and news are read where their pane was opened; what is new of talk is marked until its pane is left."""
        if number != self.talk.number and self.desk.news.new_talk:
            self.desk.news.talk_was_left()
            self.talk.show(talk_rows.talk_rows(self.desk), empty=talk_rows.EMPTY)
        if number == self.injects.number:
            self.desk.news.injects_were_seen()
        elif number == self.orders.number:
            self.desk.news.notices_were_seen()
        elif number == self.talk.number:
            self.desk.news.talk_was_seen()
            self._show_inbox()

    def counts(self) -> list[int | str]:
        """What waits; injects that are unread, else those that expect an answer; unread news."""
        views, news = self.desk.views, self.desk.news
        expecting = sum(len(view.waiting_injects()) for view in views if not view.phase.over)
        return [
            inbox.how_many(views),
            f"+{news.unread_injects}" if news.unread_injects else expecting,
            0,
            0,
            f"+{news.unread_notices}" if news.unread_notices else 0,
            f"+{news.unread_talk}" if news.unread_talk else 0,
        ]

    def told(self) -> None:
        """Show the views as they are now; rows keep their places."""
        desk, views = self.desk, self.desk.views
        if not views or not self.stands:
            return
        self.mind_late()
        if self.app.screen is self:
            self.looked_at(self.current)
        self._cursor_was = self.inbox.rows.key or ""
        self._mind_cursor(self._show_inbox())
        self.injects.show(inject_rows.inject_rows(desk), empty=inject_rows.EMPTY)
        self.initiatives.show(initiative_rows.initiative_rows(desk), empty=initiative_rows.EMPTY)
        self.orders.show(own_orders.own_order_rows(desk), empty=own_orders.EMPTY)
        self.talk.show(talk_rows.talk_rows(desk), empty=talk_rows.EMPTY)
        self._show_situation()
        self._show_frame(views)
        self._mind_footer(views)
        self.lay_out()
        self.work_out()
        self.show_pages()

    def action_search(self) -> None:
        """Ask for a word, and go from place to place in this pane until esc."""
        search_pane(self.app, self.panes[self.current - 1])

    def _show_inbox(self) -> list[tuple[Row, Target]]:
        costs = {key: cost for known in self._ahead.values() for key, cost in known.costs.items()}
        rows = inbox.inbox_rows(self.desk, costs, wrote=True)
        self.inbox.show(rows, empty=inbox.empty_words(self.desk.views))
        return rows

    def _mind_footer(self, views: list[View]) -> None:
        ended = sum(view.phase.over + (view.phase is Phase.SEALED) for view in views)
        phases = {view.phase for view in views}
        if (ended, phases) != (self._ended, self._phases):
            self._ended, self._phases = ended, phases
            self.refresh_bindings()

    def after_sending(self) -> None:
        """The top row of what waits comes next; a draft is never under the cursor by itself."""
        self._to_top = True

    def _mind_cursor(self, rows: list[tuple[Row, Target]]) -> None:
        """After a form was sent the cursor is on the top row, or nowhere where only drafts are left."""
        list_of_rows = self.inbox.rows
        here = self.inbox.target
        fell_on_draft = isinstance(here, DraftTarget) and key_of(here) != self._cursor_was
        if (self._to_top or fell_on_draft) and rows:
            if isinstance(rows[0][1], DraftTarget):
                list_of_rows.highlighted = None
            elif list_of_rows.fell and not self._to_top:
                list_of_rows.fall_to(0)
            else:
                list_of_rows.highlighted = 0
        self._to_top = False

    def action_discard(self) -> None:
        """Discard the draft under the cursor, after a question."""
        target = self.target
        if not isinstance(target, DraftTarget):
            self.say("Put the cursor on an unfinished draft in [1], then press x.")
            return
        form = self.desk.drafts.forms[target.key]

        def answered(yes: bool | None) -> None:
            if yes:
                self.let_go()
                self.desk.drafts.drop_form(target.key)
                self.told()

        said = lines([form.title, "What was filled in is gone then.", "", "y discards it, n keeps it."])
        self.app.push_screen(AskScreen("Discard this draft?", said), answered)

    def _show_situation(self) -> None:
        views = self.desk.views
        shown = [
            situation(view, self._ahead.get(view.organisation, NOTHING_AHEAD).outlook, self.desk.glyphs, named=len(views) > 1)
            for view in views
        ]
        self.situation.show(lines(shown))

    def _show_frame(self, views: list[View]) -> None:
        view = views[0]
        dot = self.desk.glyphs.dot
        self.query_one(Heading).show(view.world.deck.title, view.marking)
        announced = f"{view.turn} {view.phase} {view.paused} {view.practice}"
        self.query_one(PhaseLine).show(phase_line(view, dot, deadline_words(view.timer, self.desk.link.now)), announced)
        self.query_one(Refusals).show()
        who = f"{len(views)} organisations"
        if len(views) == 1:
            title = short_title(short_name(view.world, view.organisation), 24, self.desk.glyphs.ellipsis)
            who = title if self.size.width >= TWO_PANES else str(view.organisation)
        if self.desk.link.role == "observer":
            who = f"observer of {who}, read-only"
        ready = " ready" if all(one.ready for one in views) else ""
        count = "PRACTICE" if view.practice else f"T{view.turn}/{view.turns}"
        turn = f"{count} {phase_name(view.phase)}{ready}" if view.turn else phase_name(view.phase)
        by_hand = view.turn > 0 and not view.phase.over and view.phase is not Phase.RESOLVE
        now, stop = self.desk.link.now, view.real_world_stop
        run = run_words(view.timer, now, paused=view.paused, stop=stop, by_hand=by_hand)
        self.query_one(StatusLine).show(who, turn, f"wk {view.week}", run)

    def on_resize(self) -> None:
        """Where it is narrow, organisations go by their ids."""
        if self.stands and self.desk.views:
            self._show_frame(self.desk.views)

    def second_passed(self) -> None:
        """What is left of the phase is counted down."""
        if self.stands and self.desk.views and self.desk.views[0].timer is not None:
            self._show_frame(self.desk.views)

    def work_out(self) -> None:
        """Costs of waiting and what lies ahead, beside the screen, where the view has changed; not while weeks run."""
        changed = [
            view
            for view in self.desk.views
            if not (view.phase.before_start or view.phase is Phase.RESOLVE)
            and self._worked_out_for.get(view.organisation) != basis(view)
        ]
        if not changed:
            return
        for view in changed:
            self._worked_out_for[view.organisation] = basis(view)

        def work() -> None:
            worker = get_current_worker()
            for view in changed:
                ahead = look_ahead(view)
                if worker.is_cancelled:
                    return
                self.app.call_from_thread(self._looked_ahead, view.organisation, ahead)

        self.run_worker(work, thread=True, group="ahead", exit_on_error=False)

    def _looked_ahead(self, organisation: OrganisationId, ahead: Ahead) -> None:
        self._ahead[organisation] = ahead
        self.told()
