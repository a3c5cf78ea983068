"""What a participant does with initiatives that came back, and with standing policies."""

from textual.content import Content

from engine.ids import OrganisationId
from engine.orders import AmendInitiative, SetPolicy
from engine.policies import POLICIES
from engine.views import InitiativeSeen, View
from tui.inking import faint, lines, strong
from tui.participant.amend_form import AmendForm
from tui.participant.giving import Giving
from tui.participant.policy_form import PolicyForm, policy_rows
from tui.participant.targets import InitiativeTarget
from tui.widgets.rows import Row
from tui.words import initiative_title


class Steering(Giving):
    """Each opens a form or a list, and gives the order that comes back."""

    def action_amend(self) -> None:
        """Amend the initiative under the cursor that came back, or choose one."""
        if self.forbidden(AmendInitiative):
            return
        came = {
            f"{view.organisation} {seen.id}": (view, seen) for view in self.desk.views for seen, _, _ in view.returned_steps()
        }
        key = ""
        if isinstance(self.target, InitiativeTarget):
            key = f"{self.target.organisation} {self.target.initiative}"
        if key not in came and len(came) == 1:
            key = next(iter(came))
        if key in came:
            view, seen = came[key]
            self.open_form(AmendForm(self.desk, view.organisation, seen.id))
            return
        rows = [Row(name, _came_back(view, seen)) for name, (view, seen) in came.items()]

        def chosen(name: str) -> None:
            view, seen = came[name]
            self.open_form(AmendForm(self.desk, view.organisation, seen.id))

        self.choose("Amend which initiative?", rows, chosen, empty="Nothing of yours has been sent back. esc goes back.")

    def action_policy(self) -> None:
        """Choose a standing policy, then set it."""
        if not self.forbidden(SetPolicy):
            self.for_organisation(self._choose_policy)

    def _choose_policy(self, organisation: OrganisationId) -> None:
        self.choose(
            "Which standing policy?",
            policy_rows(self.desk.view(organisation)),
            lambda policy: self.open_form(PolicyForm(self.desk, organisation, POLICIES[policy])),
            empty="No standing policy is your organisation's to set. esc goes back.",
        )


def _came_back(view: View, seen: InitiativeSeen) -> Content:
    reasons = [step.reason for step in seen.steps.values() if step.verdict == "returned"]
    return lines([strong(initiative_title(view, seen.type, seen.parameters)), faint("; ".join(reasons))])
