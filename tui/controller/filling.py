"""Control's forms: how one is opened once armed, and what it closes with is given. Which there are is in the sheets."""

from collections.abc import Callable, Sequence

from engine.annotations.bodies import Annotation
from engine.ids import OrderId
from engine.orders import AnswerRequest, MakeRequest, NoteSaid, Order, SendMessage
from tui.controller.arming import Arming
from tui.hands import ControlHand
from tui.sheets.control.held import Held, at_hand
from tui.widgets.choose_screen import ChooseScreen
from tui.widgets.form_screen import Filled, FormScreen
from tui.widgets.rows import Row

TALK = (SendMessage, MakeRequest, AnswerRequest, NoteSaid)
"""What changes no quantity and brings nothing out: it is said armed or not."""
Given = Callable[[OrderId, Order], None]


class Filling(Arming):
    """A form opens armed; sending it is the answer to what it says, and renews the minute."""

    @property
    def held(self) -> Held:
        """What control's sheets are read from."""
        return Held(self.exercise, at_hand(self.desk.link.kept, self.desk.link.recent))

    def open_sheet(self, key: str, *, what: str, then: Given | None = None) -> None:
        """Open the form of one of control's sheets; a word why, where its matter has moved on."""
        hand = ControlHand(self.desk)
        sheet = hand.sheet(key)
        if isinstance(sheet, str):
            self.refuse(sheet)
        elif why := hand.why_not(sheet.order):
            self.refuse(why)
        elif sheet.order in TALK:
            self.open_form(FormScreen(hand, sheet), then)
        else:
            armed = ControlHand(self.desk, armed=True)
            self.when_armed(lambda: self.open_form(FormScreen(armed, sheet), then), what=what)

    def open_form(self, form: FormScreen, then: Given | None = None) -> None:
        """Open a form, and give what it closes with; `then` hears under which id."""

        def sent(filled: Filled | None) -> None:
            if filled is not None and not isinstance(filled.order, Annotation):
                if self.armed_for:
                    self.renew()
                order_id = self.give(filled.order, filled.based_on, filled.form)
                if then is not None:
                    then(order_id, filled.order)
            self.told()

        self.app.push_screen(form, sent)

    def choose(
        self, title: str, rows: Sequence[Row], then: Callable[[str], None], *, said: str = "", empty: str = "", at: str = ""
    ) -> None:
        """Let one row be chosen."""

        def chosen(key: str | None) -> None:
            if key is not None:
                then(key)
                if self.app.screen is self:
                    self.closed_early()

        self.app.clear_notifications()
        self.app.push_screen(ChooseScreen(title, rows, said=said, empty=empty, at=at), chosen)
