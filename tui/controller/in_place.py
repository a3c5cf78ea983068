"""Control in the place of an organisation: its own orders, from paper too, and its workspace as it sees it."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any, cast

from textual.binding import Binding

from engine.ids import OrganisationId
from engine.orders import ActFor
from engine.phases import Phase
from engine.views import View
from tui.controller.setting_right import SettingRight
from tui.controller.standing_line import holder_kind
from tui.desk import Desk, SeatLink
from tui.hands import ControlHand, InPlaceHand
from tui.inking import faint, joined, lines, strong
from tui.news import News
from tui.participant.order_forms import form_for
from tui.participant.workspace import ParticipantScreen
from tui.sheets.catalogue import offers, order_of
from tui.widgets.heading import Heading
from tui.widgets.rows import Row
from tui.words import plural, short_name


class SeenAs:
    """Control's link, as an observer of one organisation would have it."""

    role = "observer"

    def __init__(self, link: SeatLink, organisation: OrganisationId) -> None:
        self._link = link
        self.organisations = (organisation,)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._link, name)

    @property
    def views(self) -> dict[OrganisationId, View]:
        """That one view."""
        return {one: self._link.views[one] for one in self.organisations if one in self._link.views}

    @property
    def exercise(self) -> None:
        """No observer has it."""


class SeenAsScreen(ParticipantScreen):
    """The workspace of an organisation, to look at: nothing can be ordered here, and no page comes up by itself."""

    BINDINGS = [
        Binding("q", "back", "Back to control", id="see.back"),
        Binding("escape", "back", "Back to control", show=False, id="see.back-too"),
    ]

    def told(self) -> None:
        """As the organisation sees it, with who looks on in the heading."""
        super().told()
        if self.stands and self.desk.views:
            (view,) = self.desk.views
            who = short_name(view.world, view.organisation)
            self.query_one(Heading).show(f"LOOKING ON as {who}", view.marking)

    def show_pages(self) -> None:
        """`b` opens the brief; nothing comes up by itself."""

    def action_back(self) -> None:
        """Back to control's own workspace."""
        self.dismiss(None)


def seen_as(desk: Desk, organisation: OrganisationId) -> Desk:
    """The desk at which an observer of this organisation would sit."""
    link = cast("SeatLink", SeenAs(desk.link, organisation))
    return replace(desk, link=link, news=News(), said=[], late={}, refusals=[])


def possible(view: View) -> View:
    """The view in which orders that may still be accepted late are offered."""
    sealed = view.phase in (Phase.LOCKED, Phase.ADJUDICATE)
    return replace(view, phase=Phase.ORDERS if sealed else view.phase, paused=False)


class InPlace(SettingRight):
    """The server is asked for a view once; from then on it is kept up here."""

    _waits_for: tuple[OrganisationId, Callable[[], None]] | None = None

    def action_act_for(self) -> None:
        """Give an order in an organisation's place, or enter its paper slip."""
        if why := ControlHand(self.desk).why_not(ActFor):
            self.refuse(why)
        else:
            self._choose_organisation("Act for which organisation?", self._offers)

    def action_see_as(self) -> None:
        """Look at the workspace of an organisation as it sees it."""
        self._choose_organisation("See as which organisation?", self._see_as)

    def _choose_organisation(self, title: str, then: Callable[[OrganisationId], None]) -> None:
        exercise = self.exercise
        rows = [
            Row(one, joined(strong(short_name(exercise.world, one)), faint(f"  held by {holder_kind(exercise, one)}")))
            for one in exercise.world.organisations
        ]

        def chosen(key: str) -> None:
            organisation = OrganisationId(key)
            self._with_view(organisation, lambda: then(organisation))

        self.choose(title, rows, chosen)

    def _with_view(self, organisation: OrganisationId, then: Callable[[], None]) -> None:
        if organisation in self.desk.link.views:
            then()
        elif not self.desk.online:
            self.refuse("You are offline: what an organisation knows is asked of the server.")
        else:
            self._waits_for = (organisation, then)
            self.desk.link.ask_view(organisation)
            self.mind_view()

    def mind_view(self) -> None:
        """The view that was asked for is here: go on."""
        if self._waits_for is not None and self._waits_for[0] in self.desk.link.views and self.app.screen is self:
            (_, then), self._waits_for = self._waits_for, None
            then()

    def _see_as(self, organisation: OrganisationId) -> None:
        self.app.push_screen(SeenAsScreen(seen_as(self.desk, organisation)))

    def _offers(self, organisation: OrganisationId) -> None:
        view = self.desk.view(organisation)
        hand = InPlaceHand(self.desk, organisation)
        found = [one for one in offers(possible(view)) if not hand.why_not(order_of(one.key))]
        drafts = self.desk.drafts.forms
        rows = [
            Row(
                one.key,
                lines(
                    [
                        joined(strong(one.title), faint("  draft") if one.key in drafts else ""),
                        faint(one.about) if one.about else None,
                    ]
                ),
            )
            for one in found
        ]
        slips = len(self.exercise.slips.get(organisation, ()))
        said = f"Given in the place of {short_name(view.world, organisation)}, which reads that you gave it."
        said += f" {plural(slips, 'paper slip')} entered so far." if slips else ""
        empty = "It can give nothing in this phase. esc goes back."
        self.choose("Act for: what?", rows, lambda key: self._fill_in(organisation, key), said=said, empty=empty)

    def _fill_in(self, organisation: OrganisationId, key: str) -> None:
        hand = InPlaceHand(self.desk, organisation)
        sheet = hand.sheet(key)
        if isinstance(sheet, str):
            self.refuse(sheet)
        else:
            self.when_armed(lambda: self.open_form(form_for(hand, sheet)), what=f"act for {organisation}")
