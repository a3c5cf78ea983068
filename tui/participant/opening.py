"""Opening what the cursor is on: pages to read, forms to go on with, the first page and the last."""

from collections.abc import Iterator, Mapping, Sequence

from textual import on
from textual.widgets import OptionList

from engine.ids import InitiativeId, InjectId, OrganisationId, StepId
from engine.policies import POLICIES
from engine.views import View
from tui.desk import Desk
from tui.inking import lines
from tui.participant import initiative_rows, inject_rows
from tui.participant.acting import Acting
from tui.participant.amend_form import AmendForm
from tui.participant.estimate_form import EstimateForm, estimate_key
from tui.participant.inbox import estimate_due
from tui.participant.intent_form import IntentForm
from tui.participant.pages import closing, welcome
from tui.participant.policy_form import PolicyForm
from tui.participant.proposal_form import ProposalForm
from tui.participant.ranking_form import RankingForm
from tui.participant.step_forms import ApproveForm, DeclineForm, ReturnForm
from tui.participant.targets import DraftTarget, EstimateTarget, InitiativeTarget, InjectTarget, StepTarget
from tui.widgets.words_screen import WordsScreen
from tui.words import initiative_title

BEFORE = "before StartEx"
ENDED = "EndEx"
STEP_FORMS: Mapping[str, type[ApproveForm | DeclineForm | ReturnForm]] = {
    "approve": ApproveForm,
    "decline": DeclineForm,
    "return": ReturnForm,
}
"""By the first word of a draft's key."""


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

    def show_pages(self) -> None:
        """The brief, once for each organisation, and the closing page, once; never over something that is open."""
        views = self.desk.views
        if self.app.screen is not self or not views:
            return
        page = next((one for one in _pages_due(views) if one not in self._shown), "")
        self._shown.add(page)
        if page == ENDED:
            self.action_closing()
        elif page == BEFORE:
            self._welcome(views[0])
        elif page:
            self._welcome(self.desk.view(OrganisationId(page)))

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

    def action_closing(self) -> None:
        """What happened for each organisation of the seat."""
        page = lines(closing(view) for view in self.desk.views)
        self.app.push_screen(WordsScreen("EndEx: what happened", page, actions=[("enter", "Look around", "look")]))

    @on(OptionList.OptionSelected)
    def _opened(self) -> None:
        target = self.target
        match target:
            case StepTarget(organisation=organisation, initiative=initiative):
                self._read_initiative(InitiativeTarget(organisation, initiative))
            case InitiativeTarget():
                self._read_initiative(target)
            case InjectTarget():
                self._read_inject(target)
            case EstimateTarget():
                self.open_form(EstimateForm(self.desk, target.organisation))
            case DraftTarget():
                self._go_on(target)
            case _:
                return

    def _read_initiative(self, target: InitiativeTarget) -> None:
        view = self.desk.view(target.organisation)
        seen = view.initiatives.get(target.initiative)
        if seen is None:
            return
        page = initiative_rows.initiative_page(view, target.initiative, self.desk.glyphs)
        waits = any(one.id == target.initiative for one, _, _ in view.waiting_steps())
        actions = [("a", "Approve", "approve"), ("d", "Decline", "decline"), ("s", "Send back", "return")] if waits else []
        if any(one.id == target.initiative for one, _, _ in view.running_clocks()):
            actions.append(("d", "Hold the clock", "decline"))
        if any(one.id == target.initiative for one, _, _ in view.returned_steps()):
            actions.append(("M", "Amend", "amend"))
        title = initiative_title(view, seen.type, seen.parameters)
        self.app.push_screen(WordsScreen(title, page, actions=actions), self._then)

    def _read_inject(self, target: InjectTarget) -> None:
        view = self.desk.view(target.organisation)
        inject = view.injects[target.inject]
        actions = [("r", "Answer", "answer")] if inject in view.waiting_injects() else []
        page = inject_rows.inject_page(view, inject, self.desk.glyphs)
        self.app.push_screen(WordsScreen(f"{inject.reference}  {inject.title}", page, actions=actions), self._then)

    def _then(self, what: str | None) -> None:
        """What a page was closed with: a form for the same thing."""
        match what:
            case "approve":
                self.action_approve()
            case "decline":
                self.action_decline()
            case "return":
                self.action_return()
            case "amend":
                self.action_amend()
            case "answer":
                self.action_answer()
            case _:
                return

    def _go_on(self, target: DraftTarget) -> None:
        """Open an unfinished form where it was left."""
        desk, organisation = self.desk, target.organisation
        kind, _, rest = target.key.partition(" ")
        about = rest.removeprefix(organisation).strip()
        view = desk.view(organisation)
        match kind:
            case "propose" if about in view.world.playbook:
                self.open_form(ProposalForm(desk, organisation, view.world.playbook[about]))
            case "approve" | "decline" | "return" if self._still_waits(view, about):
                initiative, _, step = about.rpartition(" ")
                self.open_form(STEP_FORMS[kind](desk, organisation, InitiativeId(initiative), StepId(step)))
            case "amend" if any(seen.id == about for seen, _, _ in view.returned_steps()):
                self.open_form(AmendForm(desk, organisation, InitiativeId(about)))
            case "policy" if about in POLICIES:
                self.open_form(PolicyForm(desk, organisation, POLICIES[about]))
            case "answer" if any(one.inject == about for one in view.waiting_injects()):
                self.answer(organisation, InjectId(about))
            case "estimate" if estimate_due(view) and target.key == estimate_key(view):
                self.open_form(EstimateForm(desk, organisation))
            case "intent":
                self.open_form(IntentForm(desk, organisation))
            case "rank":
                self.open_form(RankingForm(desk, organisation))
            case _:
                self.desk.drafts.drop_form(target.key)
                self.say("What this draft was about has moved on; the draft is put away.")
                self.told()

    def _still_waits(self, view: View, about: str) -> bool:
        waiting = [*view.waiting_steps(), *view.running_clocks()]
        return any(f"{seen.id} {step}" == about for seen, step, _ in waiting)
