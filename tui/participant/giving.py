"""Forms, lists and orders of a participant: how one is opened, chosen and given. Which there are is in `acting.py`."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from engine.annotations.bodies import Annotation
from engine.decide import PHASES
from engine.ids import OrganisationId
from engine.stored import plain_of
from engine.versions import ON_THE_PRESENT, BasedOn
from engine.views import View
from tui.inking import inked
from tui.noting_hands import hand_for
from tui.participant.order_forms import form_for
from tui.participant.targets import Target, is_sent_with
from tui.sheets.sheet import Given
from tui.widgets.choose_screen import ChooseScreen
from tui.widgets.form_screen import Filled, FormScreen
from tui.widgets.rows import Row
from tui.widgets.workspace import Workspace
from tui.words import not_now, short_name


class Giving(Workspace):
    """What cannot be done now says why, and what comes next."""

    @property
    def target(self) -> Target | None:
        """What the cursor is on."""
        raise NotImplementedError

    def let_go(self) -> None:
        """What the cursor is on is dealt with by whoever has the cursor: that its row goes is no news."""

    def after_sending(self) -> None:
        """A form was sent: the cursor goes where the next thing waits."""

    def say(self, sentence: str) -> None:
        """A word that goes away by itself."""
        self.app.notify(sentence, timeout=5, markup=False)

    def give(self, order: Given, organisation: OrganisationId, form: str = "", based_on: BasedOn = ON_THE_PRESENT) -> None:
        """Give an order; offline it is kept and goes out by itself."""
        self.desk.give(order, organisation, form, based_on)
        if not self.desk.online:
            self.say("You are offline. The order is kept on disk and goes out when the connection is back.")
        self.told()

    def mind_late(self) -> None:
        """A draft that control accepted after the lock is done with."""
        for form, (organisation, plain) in list(self.desk.late.items()):
            given = (one for one in self.desk.view(organisation).orders if one.by_control and not one.refusal)
            if any(one.order == plain for one in given):
                del self.desk.late[form]
                self.desk.drafts.drop_form(form)

    def open_form(self, form: FormScreen) -> None:
        """Open a form, and give what it closes with."""
        begun_on = self.target

        def sent(filled: Filled | None) -> None:
            if filled is not None and filled.organisation is not None:
                if self.target == begun_on and is_sent_with(begun_on, filled.form):
                    self.let_go()
                if not isinstance(filled.order, Annotation):
                    self.desk.late[filled.form] = (filled.organisation, plain_of(filled.order))
                self.give(filled.order, filled.organisation, filled.form, filled.based_on)
                self.after_sending()
            self.told()

        self.app.push_screen(form, sent)

    def open_sheet(self, organisation: OrganisationId, key: str) -> None:
        """Open the form of a sheet; a word why, where its matter has moved on."""
        hand = hand_for(self.desk, organisation, key)
        sheet = hand.sheet(key)
        if isinstance(sheet, str):
            self.say(sheet)
        else:
            self.open_form(form_for(hand, sheet))

    def for_organisation(self, then: Callable[[OrganisationId], None], among: Sequence[OrganisationId] = ()) -> None:
        """Ask for which organisation, where the seat speaks for several."""
        organisations = list(among or self.desk.link.organisations)
        if len(organisations) == 1:
            then(organisations[0])
            return
        rows = [Row(one, inked(short_name(self.desk.view(one).world, one))) for one in organisations]
        self.choose("For which organisation?", rows, lambda key: then(OrganisationId(key)))

    def choose(
        self, title: str, rows: Sequence[Row], then: Callable[[str], None], *, said: str = "", empty: str = "", at: str = ""
    ) -> None:
        """Let one row be chosen."""

        def chosen(key: str | None) -> None:
            if key is not None:
                then(key)

        self.app.push_screen(ChooseScreen(title, rows, said=said, empty=empty, at=at), chosen)

    def forbidden(self, *orders: type) -> bool:
        """Say at once where the phase takes no order of this kind; a pause still lets forms be filled in."""
        views = self.desk.views
        if not views:
            self.say("Not connected yet.")
            return True
        if any(view.phase in PHASES[order] for view in views for order in orders):
            return False
        self.say(not_now(replace(views[0], paused=False), orders[0]))
        return True

    def give_if_possible(self, view: View, order: Given) -> None:
        why = not_now(view, type(order))
        if why:
            self.say(why)
        else:
            self.give(order, view.organisation)
