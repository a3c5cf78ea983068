"""A standing policy: its sheet, with what holds now for the subject that was chosen."""

from collections.abc import Iterable

from textual.widget import Widget

from engine.policies import POLICIES, policies_of, policy_key, subjects_of
from engine.views import View
from tui.inking import faint
from tui.sheets.policy_values import policy_value_words
from tui.sheets.standing import value_now
from tui.widgets.form_screen import FormScreen
from tui.widgets.prose import Prose
from tui.words import named


class PolicyForm(FormScreen):
    """It holds until another value is set; within the order phase the last one counts."""

    def fields(self) -> Iterable[Widget]:
        """Those of the sheet, and how it stands."""
        yield from super().fields()
        yield Prose(id="now", classes="said")

    def changed(self) -> None:
        """Say what holds now for the subject that was chosen."""
        policy = POLICIES[self.sheet.key.split(" ")[2]]
        now = value_now(self.view, policy, self.values["subject"])
        self.query_one("#now", Prose).say(faint(f"It stands at: {now or 'nothing set; the rules decide'}"))


def policy_words(view: View) -> list[str]:
    """The standing policies that this organisation has set, in words."""
    found = []
    for policy in policies_of(view.world, view.organisation):
        for subject in subjects_of(view.world, policy, view.organisation):
            value = view.policies.get(policy_key(policy.id, subject, view.organisation))
            if value is not None:
                found.append(f"{policy.title}: {named(view.world, subject)}, {policy_value_words(policy, value)}")
    return found
