"""Opening what the cursor is on: pages to read, forms to go on with, the first page and the last."""

from collections.abc import Iterator, Sequence

from textual import on
from textual.widgets import OptionList

from engine.ids import OrganisationId
from engine.orders import AnswerInject, ApproveStep
from engine.views import View
from server.client import HandedOver
from tui.desk import Desk
from tui.inking import lines
from tui.noting_hands import hand_for
from tui.participant import initiative_rows, inject_rows, talk_rows
from tui.participant.acting import Acting
from tui.participant.by_intent import intent_page
from tui.participant.order_forms import form_for
from tui.participant.pages import closing, welcome
from tui.participant.row_keys import taken_now
from tui.participant.takeover_page import takeover_page
from tui.participant.targets import (
    DraftTarget,
    EstimateTarget,
    HotWashTarget,
    InitiativeTarget,
    InjectTarget,
    IntentTarget,
    StepTarget,
    TalkTarget,
    Target,
    key_of,
)
from tui.participant.theatre_map import theatre_map
from tui.rulebook import book
from tui.sheets import groups
from tui.sheets.sheet import Sheet
from tui.widgets.search_screen import SearchedPage
from tui.widgets.words_screen import WordsScreen
from tui.words import initiative_title

PAGE_ACTIONS = {
    "approve": groups.APPROVE,
    "decline": groups.DECLINE,
    "return": groups.SEND_BACK,
    "amend": groups.AMEND,
    "answer": groups.ANSWER,
}
"""What a page can be closed with."""
BEFORE = "before StartEx"
ENDED = "EndEx"


def _pages_due(views: Sequence[View]) -> Iterator[str]:
    """Which pages should have been shown by now."""
    if views[0].phase.before_start:
        yield BEFORE
    for view in views:
        if view.brief is not None:
            yield view.organisation
    if views[0].phase.over:
        yield ENDED


class BriefScreen(WordsScreen):
    """Who you are; it turns into the brief when the exercise starts while it is open."""

    undisturbed = True
    """What comes in meanwhile waits behind it, and does not cover it."""

    def __init__(self, desk: Desk, organisation: OrganisationId) -> None:
        view = desk.view(organisation)
        title = f"{view.world.deck.title}: who you are"
        super().__init__(title, welcome(view, desk.glyphs), actions=[("enter", "Begin", "begin")])
        self._desk = desk
        self._organisation = organisation

    def told(self) -> None:
        """Say it as it is known now."""
        self.show(welcome(self._desk.view(self._organisation), self._desk.glyphs))


class Opening(Acting):
    """Enter opens; esc comes back."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._shown: set[str] = set()
        self._packet: HandedOver | None = None
        """The takeover packet that was shown last."""

    def show_pages(self) -> None:
        """The brief, once for each organisation, and the closing page, once; never over something that is open."""
        views = self.desk.views
        if self.app.screen is not self or not views:
            return
        if self.desk.link.packet is not self._packet:
            self._take_over(views)
            return
        page = next((one for one in _pages_due(views) if one not in self._shown), "")
        self._shown.add(page)
        if page == ENDED:
            self.action_closing()
        elif page == BEFORE:
            self._welcome(views[0])
        elif page:
            self._welcome(self.desk.view(OrganisationId(page)))

    def on_screen_resume(self) -> None:
        """What came due while another page was open is shown once that is closed."""
        if self.stands:
            self.call_after_refresh(self.show_pages)

    def _take_over(self, views: Sequence[View]) -> None:
        """The packet holds the briefs: they are not shown beside it."""
        packet = self._packet = self.desk.link.packet
        if packet is None:
            return
        self._shown |= {view.organisation for view in views if view.brief is not None} | {BEFORE}
        page = takeover_page(views, packet, self.desk.glyphs)
        begin = [("enter", "Begin", "begin")]
        self.app.push_screen(WordsScreen("Taking over", page, actions=begin), lambda _: self.told())

    def action_takeover(self) -> None:
        """The takeover packet of this sitting again; asked for where there is none."""
        if self.desk.link.packet is None:
            self.desk.link.ask_packet()
        elif self.desk.views:
            self._take_over(self.desk.views)

    def _welcome(self, view: View) -> None:
        organisation = view.organisation

        def begun(_: str | None) -> None:
            if self.desk.view(organisation).brief is not None:
                self._shown.add(organisation)
            self.told()

        self.app.push_screen(BriefScreen(self.desk, organisation), begun)

    def action_brief(self) -> None:
        """Who you are, what waits, what only you know."""
        self.for_organisation(lambda one: self._welcome(self.desk.view(one)))

    def action_map(self) -> None:
        """The map of each organisation of the seat."""
        views = self.desk.views
        if views:
            page = lines(theatre_map(view, self.desk.glyphs, named=len(views) > 1) for view in views)
            self.app.push_screen(SearchedPage("Map", page))

    def action_rules(self) -> None:
        """The rule book, with search."""
        self.app.push_screen(SearchedPage("Rule book", book.page(book.names_in(self.desk.views))))

    def action_closing(self) -> None:
        """What happened for each organisation of the seat."""
        page = lines(closing(view) for view in self.desk.views)
        self.app.push_screen(WordsScreen("EndEx: what happened", page, actions=[("enter", "Look around", "look")]))

    @on(OptionList.OptionSelected)
    def _opened(self) -> None:
        target = self.target
        match target:
            case StepTarget(organisation=organisation, initiative=initiative):
                self._read_initiative(InitiativeTarget(organisation, initiative), target)
            case InitiativeTarget():
                self._read_initiative(target, target)
            case InjectTarget():
                self._read_inject(target)
            case EstimateTarget():
                self.action_estimate()
            case HotWashTarget():
                self.open_sheet(target.organisation, key_of(target))
            case TalkTarget():
                self._read_talk(target)
            case IntentTarget():
                page = intent_page(self.desk.view(target.organisation), target.turn)
                self.app.push_screen(WordsScreen("Approved by your standing intent", page))
            case DraftTarget():
                self._go_on(target)
            case _:
                return

    def _read_initiative(self, target: InitiativeTarget, about: StepTarget | InitiativeTarget) -> None:
        view = self.desk.view(target.organisation)
        seen = view.initiatives.get(target.initiative)
        if seen is None:
            return
        page = initiative_rows.initiative_page(view, target.initiative, self.desk.glyphs)
        taken = taken_now(view, ApproveStep)
        waits = taken and any(one.id == target.initiative for one, _, _ in view.waiting_steps())
        actions = [("a", "Approve", "approve"), ("d", "Decline", "decline"), ("s", "Send back", "return")] if waits else []
        if taken and any(one.id == target.initiative for one, _, _ in view.running_clocks()):
            actions.append(("d", "Hold the clock", "decline"))
        if taken and any(one.id == target.initiative for one, _, _ in view.returned_steps()):
            actions.append(("M", "Amend", "amend"))
        title = initiative_title(view, seen.type, seen.parameters)
        self.app.push_screen(WordsScreen(title, page, actions=actions), lambda what: self._then(what, about))

    def _read_inject(self, target: InjectTarget) -> None:
        view = self.desk.view(target.organisation)
        inject = view.injects[target.inject]
        actions = [("r", "Answer", "answer")] if taken_now(view, AnswerInject) and inject in view.waiting_injects() else []
        actions.append(("t", "Talk", "talk"))
        page = inject_rows.inject_page(view, inject, self.desk.glyphs)
        self.app.push_screen(
            WordsScreen(f"{inject.reference}  {inject.title}", page, actions=actions), lambda what: self._then(what, target)
        )

    def _read_talk(self, target: TalkTarget) -> None:
        view = self.desk.view(target.organisation)
        page = talk_rows.talk_page(view, target, self.desk.glyphs)
        actions = talk_rows.actions_on(view, target)

        def closed(what: str | None) -> None:
            self._then(what, target)
            self.desk.news.message_was_read(target.organisation, target.about)
            self.told()

        self.app.push_screen(WordsScreen(talk_rows.talk_title(view, target), page, actions=actions), closed)

    def _then(self, what: str | None, about: Target) -> None:
        """What a page was closed with: a form for the thing that the page is about, wherever the cursor is by now."""
        if what == "talk" and isinstance(about, InjectTarget):
            self.talk_about(about)
        if what in PAGE_ACTIONS:
            self.act_on(PAGE_ACTIONS[what], about)

    def _go_on(self, target: DraftTarget) -> None:
        """Open an unfinished form where it was left."""
        desk, organisation = self.desk, target.organisation
        hand = hand_for(desk, organisation, target.key)
        sheet = hand.sheet(target.key)
        if isinstance(sheet, Sheet):
            self.open_form(form_for(hand, sheet))
            return
        desk.drafts.drop_form(target.key)
        self.say("What this draft was about has moved on; the draft is put away.")
        self.told()
