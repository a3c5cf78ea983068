"""A standing policy: for what it is set, and to which value."""

from collections.abc import Iterable

from textual.widget import Widget

from engine.ids import OrganisationId
from engine.orders import Order, SetPolicy
from engine.policies import Policy, policies_of, policy_key, subjects_of
from engine.views import View
from tui.desk import Desk
from tui.forms import whole
from tui.inking import faint, inked, lines, strong
from tui.widgets.fields import Choice, Labelled, Number
from tui.widgets.form_screen import FormScreen
from tui.widgets.prose import Prose
from tui.widgets.rows import Row
from tui.words import named


class PolicyForm(FormScreen):
    """It holds until another value is set; within the order phase the last one counts."""

    ORDER = SetPolicy
    send_word = "Set"

    def __init__(self, desk: Desk, organisation: OrganisationId, policy: Policy) -> None:
        self.policy = policy
        super().__init__(desk, organisation, f"policy {organisation} {policy.id}", f"Standing policy: {policy.title}")

    def _subjects(self) -> tuple[str, ...]:
        return subjects_of(self.view.world, self.policy, self.organisation)

    def about_objects(self) -> tuple[str, ...]:
        """The policy for the subject that is chosen: a second seat may set it as well."""
        return (f"policy {self.policy.id} {self.values['subject']}",)

    def starting_values(self) -> dict[str, str]:
        """The first subject, and what holds for it."""
        first = self._subjects()[0]
        return {"subject": first, "value": value_now(self.view, self.policy, first)}

    def fields(self) -> Iterable[Widget]:
        """What it does, for what, and the value."""
        yield Prose(faint(self.policy.explanation), classes="said")
        choices = tuple((one, named(self.view.world, one)) for one in self._subjects())
        yield Labelled(self.policy.subject.capitalize(), Choice("subject", choices, self.values["subject"], self.desk.glyphs))
        hint = f"{self.policy.low} to {self.policy.high}: {self.policy.unit}"
        yield Labelled("Value", Number("value", self.values["value"], hint), hint)
        yield Prose(id="now", classes="said")

    def changed(self) -> None:
        """Say what holds now for the subject that was chosen."""
        now = value_now(self.view, self.policy, self.values["subject"])
        self.query_one("#now", Prose).say(faint(f"It stands at: {now or 'nothing set; the rules decide'}"))

    def order(self) -> Order | str:
        """The policy as it is filled in; the engine says what is wrong with it."""
        value = whole(self.values["value"])
        if value is None:
            return f"The value is a whole number from {self.policy.low} to {self.policy.high}."
        return SetPolicy(policy=self.policy.id, subject=self.values["subject"], value=value)


def value_now(view: View, policy: Policy, subject: str) -> str:
    """What holds for a subject: what was set, or what counts unless it is set."""
    value = view.policies.get(policy_key(policy.id, subject, view.organisation), policy.default)
    return "" if value is None else str(value)


def policy_rows(view: View) -> list[Row]:
    """The policies that this organisation may set, each with what it does."""
    return [
        Row(one.id, lines([strong(one.title), faint(one.explanation), inked("")]))
        for one in policies_of(view.world, view.organisation)
    ]


def policy_words(view: View) -> list[str]:
    """The standing policies that this organisation has set, in words."""
    found = []
    for policy in policies_of(view.world, view.organisation):
        for subject in subjects_of(view.world, policy, view.organisation):
            value = view.policies.get(policy_key(policy.id, subject, view.organisation))
            if value is not None:
                found.append(f"{policy.title}: {named(view.world, subject)}, {value} ({policy.unit})")
    return found
