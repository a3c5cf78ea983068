"""The standing intent: what happens to steps that open while weeks pass and nobody can ask."""

from collections.abc import Iterable

from textual.widget import Widget

from engine.ids import OrganisationId
from engine.orders import Order, SetIntent
from tui.desk import Desk
from tui.forms import whole
from tui.inking import faint
from tui.participant.situation import intent_words
from tui.widgets.fields import Labelled, Number, Sentence, Sentences
from tui.widgets.form_screen import FormScreen
from tui.widgets.prose import Prose

STANCES = (
    ("ask", "Ask me: they wait until the next order phase"),
    ("approve", "Approve them, within the ceilings below; ask me above those"),
    ("decline", "Decline them, with the reason below"),
)
THOUSANDS_IN_MILLION = 1_000


class IntentForm(FormScreen):
    """It holds until another is set."""

    ORDER = SetIntent
    send_word = "Set"

    def __init__(self, desk: Desk, organisation: OrganisationId) -> None:
        super().__init__(desk, organisation, f"intent {organisation}", "Standing intent")

    def about_objects(self) -> tuple[str, ...]:
        """The intent: a second seat may set it as well."""
        return ("intent",)

    def starting_values(self) -> dict[str, str]:
        """What holds now."""
        intent = self.view.intent
        price = intent.get("price_ceiling")
        risk = intent.get("risk_ceiling")
        return {
            "stance": intent.get("stance", "ask"),
            "price": "" if price is None else str(price // THOUSANDS_IN_MILLION),
            "risk": "" if risk is None else str(risk),
            "reason": intent.get("reason", ""),
        }

    def fields(self) -> Iterable[Widget]:
        """Stance, ceilings, reason."""
        said = f"Many steps open while weeks are played, when you cannot answer. Now: {intent_words(self.view)}."
        yield Prose(faint(said), classes="said")
        yield Sentences("stance", STANCES, self.values["stance"], self.desk.glyphs)
        yield Labelled("Price up to", Number("price", self.values["price"]), "million dollars; empty: no ceiling")
        yield Labelled("Risk up to", Number("risk", self.values["risk"]), "points, 0 to 8; empty: no ceiling")
        yield Labelled("Reason", Sentence("reason", self.values["reason"], "needed to decline; it is part of the record"))

    def order(self) -> Order | str:
        """The intent; ceilings only bound an approval."""
        stance, reason = self.values["stance"], self.values["reason"].strip()
        if stance == "decline" and not reason:
            return "Say why you decline: the reason is part of the record."
        price, risk = whole(self.values["price"]), whole(self.values["risk"])
        ceiling = None if price is None else price * THOUSANDS_IN_MILLION
        match stance:
            case "approve":
                return SetIntent(stance="approve", price_ceiling=ceiling, risk_ceiling=risk, reason=reason)
            case "decline":
                return SetIntent(stance="decline", reason=reason)
            case _:
                return SetIntent(stance="ask", reason=reason)
