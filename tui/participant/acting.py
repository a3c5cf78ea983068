"""What the keys of a participant do: each opens a form or a list, and gives the order that comes back."""

from collections.abc import Sequence

from textual.content import Content

from engine.ids import InitiativeId, InjectId, OrganisationId
from engine.orders import (
    AnswerInject,
    ApproveStep,
    DeclineStep,
    MarkReady,
    Order,
    Phase,
    ProposeInitiative,
    ReturnStep,
    SealEstimate,
    TakeBack,
    WithdrawInitiative,
)
from engine.rules.standing import RANKING_ORGANISATION
from engine.views import View
from tui.inking import Inked, faint, joined, lines, strong
from tui.participant.answer_form import AnswerForm
from tui.participant.estimate_form import EstimateForm
from tui.participant.inbox import estimate_due
from tui.participant.initiative_rows import where_it_stands
from tui.participant.intent_form import IntentForm
from tui.participant.proposal_form import ProposalForm, type_rows
from tui.participant.ranking_form import RankingForm
from tui.participant.steering import Steering
from tui.participant.step_forms import ApproveForm, DeclineForm, ReturnForm
from tui.participant.summary import turn_summary
from tui.participant.targets import (
    InitiativeTarget,
    InjectTarget,
    StepTarget,
    answered_now,
    answered_step_now,
    can_take_back,
)
from tui.widgets.rows import Row
from tui.widgets.words_screen import WordsScreen
from tui.words import initiative_title, not_now, short_name


class Acting(Steering):
    """The orders of a participant. What cannot be done now says why, and what comes next."""

    def action_new_order(self) -> None:
        """Choose a type from the playbook, then fill it in."""
        if not self.forbidden(ProposeInitiative):
            self.for_organisation(self._choose_type)

    def _choose_type(self, organisation: OrganisationId) -> None:
        playbook = self.desk.view(organisation).world.playbook
        self.choose(
            "New order: what do you want to start?",
            type_rows(self.desk, organisation),
            lambda kind: self.open_form(ProposalForm(self.desk, organisation, playbook[kind])),
            empty="The playbook lets your organisation start nothing. What others start waits for you in [1]. esc goes back.",
        )

    def action_approve(self) -> None:
        """Approve the step under the cursor, or choose one."""
        if not self.forbidden(ApproveStep):
            self._answer_step("Approve which step?", ApproveForm, self._waiting_steps())

    def action_decline(self) -> None:
        """Decline the step under the cursor, or choose one; a clock that may be held is one as well."""
        if not self.forbidden(DeclineStep):
            self._answer_step("Decline which step?", DeclineForm, [*self._waiting_steps(), *self._running_clocks()])

    def action_return(self) -> None:
        """Send the step under the cursor back, or choose one."""
        if not self.forbidden(ReturnStep):
            self._answer_step("Send which step back?", ReturnForm, self._waiting_steps())

    def _answer_step(
        self, title: str, form: type[ApproveForm | DeclineForm | ReturnForm], waiting: Sequence[StepTarget]
    ) -> None:
        target = self._step_under_cursor(waiting)
        if target is None and len(waiting) == 1:
            target = waiting[0]
        if target is not None:
            self.open_form(form(self.desk, target.organisation, target.initiative, target.step))
            return
        rows = [Row(str(index), self._step_row(one)) for index, one in enumerate(waiting)]
        empty = "No step waits for you. When somebody needs your word it appears in [1] Waits for me. esc goes back."

        def chosen(key: str) -> None:
            one = waiting[int(key)]
            self.open_form(form(self.desk, one.organisation, one.initiative, one.step))

        self.choose(title, rows, chosen, empty=empty)

    def _waiting_steps(self) -> list[StepTarget]:
        return [
            StepTarget(view.organisation, seen.id, step) for view in self.desk.views for seen, step, _ in view.waiting_steps()
        ]

    def _running_clocks(self) -> list[StepTarget]:
        return [
            StepTarget(view.organisation, seen.id, step) for view in self.desk.views for seen, step, _ in view.running_clocks()
        ]

    def _step_under_cursor(self, waiting: Sequence[StepTarget]) -> StepTarget | None:
        match self.target:
            case StepTarget() as step if step in waiting:
                return step
            case InitiativeTarget(organisation=organisation, initiative=initiative):
                here = (one for one in waiting if one.organisation == organisation and one.initiative == initiative)
                return next(here, None)
            case _:
                return None

    def _step_row(self, target: StepTarget) -> Content:
        view = self.desk.view(target.organisation)
        seen = view.initiatives[target.initiative]
        title = initiative_title(view, seen.type, seen.parameters)
        return lines(
            [strong(seen.steps[target.step].title), faint(f"{title}; for {short_name(view.world, view.organisation)}")]
        )

    def action_answer(self) -> None:
        """Answer the inject under the cursor, or choose one."""
        if self.forbidden(AnswerInject):
            return
        waiting = {
            f"{view.organisation} {one.inject}": (view.organisation, one)
            for view in self.desk.views
            for one in view.waiting_injects()
        }
        key = ""
        if isinstance(self.target, InjectTarget):
            key = f"{self.target.organisation} {self.target.inject}"
        if key not in waiting and len(waiting) == 1:
            key = next(iter(waiting))
        if key in waiting:
            self.answer(waiting[key][0], waiting[key][1].inject)
            return
        rows = [
            Row(name, lines([strong(one.title), faint(f"answer due in turn {one.due_turn}; for {organisation}")]))
            for name, (organisation, one) in waiting.items()
        ]
        empty = "No inject waits for your answer. esc goes back."
        self.choose(
            "Answer which inject?", rows, lambda name: self.answer(waiting[name][0], waiting[name][1].inject), empty=empty
        )

    def answer(self, organisation: OrganisationId, inject: InjectId) -> None:
        """Open the answer form."""
        self.open_form(AnswerForm(self.desk, organisation, inject))

    def action_estimate(self) -> None:
        """Fill in the estimate that is due."""
        if self.forbidden(SealEstimate):
            return
        due = [view.organisation for view in self.desk.views if estimate_due(view)]
        if not due:
            self.say("No estimate is due. They are sealed in the first, the middle and the last turn, once each.")
            return
        self.for_organisation(lambda one: self.open_form(EstimateForm(self.desk, one)), due)

    def action_intent(self) -> None:
        """Say what happens to steps that open while weeks pass."""
        self.for_organisation(lambda one: self.open_form(IntentForm(self.desk, one)))

    def action_rank(self) -> None:
        """Rank systems for scarce components."""
        if RANKING_ORGANISATION in self.desk.link.organisations:
            self.open_form(RankingForm(self.desk, RANKING_ORGANISATION))

    def action_withdraw(self) -> None:
        """Give up an initiative of one's own."""
        mine = {
            f"{view.organisation} {seen.id}": (view, seen)
            for view in self.desk.views
            for seen in view.initiatives.values()
            if seen.running and seen.proposer == view.organisation
        }
        rows = [
            Row(
                key,
                lines(
                    [strong(initiative_title(view, seen.type, seen.parameters)), where_it_stands(view, seen, self.desk.glyphs)]
                ),
            )
            for key, (view, seen) in mine.items()
        ]

        def chosen(key: str) -> None:
            view, seen = mine[key]
            self.give_if_possible(view, WithdrawInitiative(initiative=seen.id))

        said = "Enter withdraws it for good: what was spent stays spent. In this order phase u takes back without that."
        self.choose(
            "Withdraw which initiative?", rows, chosen, said=said, empty="You have no initiative under way. esc goes back."
        )

    def action_take_back(self) -> None:
        """Undo an own order of this phase."""
        undoable = {str(index): one for index, one in enumerate(self._undoable())}
        rows = [Row(key, joined(words)) for key, (_, _, words) in undoable.items()]

        def chosen(key: str) -> None:
            view, order, _ = undoable[key]
            self.give_if_possible(view, order)

        said = "Until control locks the turn, what you did can be undone; what others built on it falls with it."
        empty = (
            "Nothing to take back: that can be done in the order phase in which a proposal or answer was given. esc goes back."
        )
        self.choose("Take back which order?", rows, chosen, said=said, empty=empty)

    def _undoable(self) -> list[tuple[View, Order, Inked]]:
        found: list[tuple[View, Order, Inked]] = []
        for view in self.desk.views:
            if view.ready:
                found.append((view, MarkReady(ready=False), f"ready: {short_name(view.world, view.organisation)}"))
            for seen in view.initiatives.values():
                title = initiative_title(view, seen.type, seen.parameters)
                for step_id, step in seen.steps.items():
                    if answered_step_now(view, seen, step_id):
                        words = f"{step.verdict}: {step.title} ({title})"
                        found.append((view, TakeBack(initiative=InitiativeId(seen.id), step=step_id), words))
                if can_take_back(view, seen):
                    found.append((view, TakeBack(initiative=seen.id), f"proposed: {title}"))
            found += [
                (view, TakeBack(inject=inject.inject), f"answered: {inject.title}")
                for inject in view.injects.values()
                if answered_now(view, inject)
            ]
        return found

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
