"""Control's hand on injects that are not out: release, hold, skip, delay, edit; and what an organisation would read."""

from collections.abc import Callable

from engine.ids import InjectId, OrderId, OrganisationId
from engine.orders import HoldInject, Order, ReleaseInject
from engine.rules.inject_plan import inject_now
from engine.rules.lifecycle import forgotten
from tui.controller.late_orders import LateOrders
from tui.controller.plan_words import missed_words
from tui.controller.run_of_show import inject_as, readers
from tui.inking import faint, inked, joined, lines, strong, warn
from tui.sheets.control.injects import difference
from tui.widgets.reason_screen import ReasonScreen
from tui.widgets.rows import Row
from tui.widgets.words_screen import WordsScreen
from tui.words import short_name


class Injecting(LateOrders):
    """Which inject is meant, the workspace says."""

    _then_released: tuple[OrderId, Callable[[], InjectId | None]] | None = None
    """The edit, or what was written, after whose verdict the release of that inject is asked."""

    def with_inject(self, then: Callable[[InjectId], None]) -> None:
        """Do something with the inject under the cursor."""
        raise NotImplementedError

    def release(self, inject: InjectId) -> None:
        """Release an inject now."""
        exercise = self.exercise
        if inject in exercise.released:
            self.refuse("This inject is out already.")
        elif practice := forgotten(exercise):
            self.refuse(practice.sentence)
        elif exercise.phase.before_start or exercise.phase.over:
            self.refuse("Injects are released between StartEx and EndEx.")
        else:
            self.when_armed(lambda: self._ask_release(inject), what="release it")

    def _ask_release(self, inject: InjectId) -> None:
        one, declared = inject_now(self.exercise, inject), self.exercise.injects[inject]
        changes = list(difference(self.held, declared, one))
        to = ", ".join(short_name(self.exercise.world, organisation) for organisation in one.to)
        also = ", ".join(readers(self.exercise.world, one.seen_by))
        said = lines(
            [
                joined(strong(one.title), faint(f"  {one.reference}")),
                "It goes out at once and cannot be called back.",
                "",
                joined("To: ", to),
                joined("Also read by: ", also) if also else None,
                warn("Edited, against what the deck declares:") if changes else None,
                *map(inked, changes),
                "",
                joined(strong("y"), " releases it, ", strong("n"), " leaves everything as it is."),
            ]
        )
        self.ask("Release now?", said, ReleaseInject(inject=inject))

    def hold(self, inject: InjectId) -> None:
        """Hold an inject back, or let it go again."""
        if inject in self.exercise.released:
            self.refuse("This inject is out already.")
        elif self.exercise.phase.over:
            self.refuse("The exercise has ended.")
        elif practice := forgotten(self.exercise):
            self.refuse(practice.sentence)
        elif inject in self.exercise.held_injects:
            self.when_armed(lambda: self._let_go(inject), what="let it go")
        else:
            self.when_armed(lambda: self._ask_reason(inject), what="hold it")

    def _let_go(self, inject: InjectId) -> None:
        self.give(HoldInject(inject=inject, held=False, reason=""))
        missed = missed_words(self.exercise, self.exercise.injects[inject], held=False)
        if missed:
            self.say(f"{self.exercise.injects[inject].title}: {missed}.")

    def _ask_reason(self, inject: InjectId) -> None:
        title = self.exercise.injects[inject].title

        def given(reason: str | None) -> None:
            if reason:
                self.give(HoldInject(inject=inject, held=True, reason=reason))

        self.app.push_screen(ReasonScreen(f"Hold {title}", "It waits until you release it or let it go. Why?"), given)

    def action_skip(self) -> None:
        """Skip the inject under the cursor for good."""
        self.with_inject(lambda inject: self.open_sheet(f"skip {inject}", what="skip it"))

    def action_delay(self) -> None:
        """Let the inject under the cursor come later."""
        self.with_inject(lambda inject: self.open_sheet(f"delay {inject}", what="delay it"))

    def action_edit(self) -> None:
        """Edit the inject under the cursor, and release it if that is wanted."""
        self.with_inject(lambda inject: self.open_sheet(f"edit {inject}", what="edit it", then=self._edited(inject)))

    def _edited(self, inject: InjectId) -> Callable[[OrderId, Order], None]:
        def then(order_id: OrderId, order: Order) -> None:
            self._then_released = (order_id, lambda: inject)
            self.mind_release()

        return then

    def action_write(self) -> None:
        """Write an inject on the fly, and release it if that is wanted."""
        self.open_sheet("write", what="write one", then=self._written)

    def _written(self, order_id: OrderId, order: Order) -> None:
        def which() -> InjectId | None:
            written = self.exercise.written_injects.items()
            return next((key for key, one in reversed(list(written)) if one.title == getattr(order, "title", "")), None)

        self._then_released = (order_id, which)
        self.mind_release()

    def mind_release(self) -> None:
        """Once an edit was accepted, ask whether it goes out at once: what is released is what was edited."""
        if self._then_released is None or self.app.screen is not self:
            return
        order_id, which = self._then_released
        verdict = self.desk.link.verdicts.get(order_id)
        if verdict is None:
            return
        self._then_released = None
        phase, inject = self.exercise.phase, which()
        if (
            verdict.accepted
            and inject is not None
            and inject not in self.exercise.released
            and not (phase.before_start or phase.over)
        ):
            self.release(inject)

    def action_preview(self) -> None:
        """Read the inject under the cursor as one organisation would."""
        self.with_inject(self._choose_reader)

    def _choose_reader(self, inject: InjectId) -> None:
        one = inject_now(self.exercise, inject)
        public = "public" in one.seen_by
        rows = []
        for organisation in self.exercise.world.organisations:
            does = (
                "is asked" if organisation in one.to else "reads" if public or organisation in one.seen_by else "reads nothing"
            )
            rows.append(Row(organisation, joined(inked(self.held.name(organisation)), faint(f"  {does}"))))
        self.choose(f"{one.title}: as whom?", rows, lambda key: self._read_as(inject, OrganisationId(key)))

    def _read_as(self, inject: InjectId, organisation: OrganisationId) -> None:
        page = inject_as(self.exercise, inject, organisation, self.desk.glyphs)
        self.app.push_screen(WordsScreen(f"As {self.held.name(organisation)} would read it", page))
