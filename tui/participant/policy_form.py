"""A standing policy: its sheet, with what holds now for the subject that was chosen."""

from collections.abc import Iterable

from textual.widget import Widget

from engine.policies import POLICIES, Policy, policies_of, policy_key, subjects_of
from engine.views import View
from tui.inking import faint
from tui.sheets.policy_values import policy_value_words, value_of
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

    def last_word(self) -> str:
        """A level that one key chooses is read once more before it is set; an amount was typed."""
        policy, value = POLICIES[self.sheet.key.split(" ")[2]], self.values["value"]
        if all(one.id != "value" or one.kind != "one" for one in self.sheet.fields) or not value:
            return ""
        set_to = policy_value_words(policy, value_of(policy, int(value)))
        subject = named(self.view.world, self.values["subject"])
        return f"{policy.title}: {subject}, {set_to}. It holds until another value is set."


def policy_now(view: View, policy: Policy, subject: str) -> str:
    """How a standing policy stands for one subject: `Add shifts: Standard Missiles, order them now`."""
    return f"{policy.title}: {named(view.world, subject)}, {value_now(view, policy, subject) or 'the rules decide'}"


def policy_words(view: View) -> list[str]:
    """The standing policies that this organisation has set, in words."""
    return [
        policy_now(view, policy, subject)
        for policy in policies_of(view.world, view.organisation)
        for subject in subjects_of(view.world, policy, view.organisation)
        if policy_key(policy.id, subject, view.organisation) in view.policies
    ]
