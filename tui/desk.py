"""What every screen of one client shares: the link, the drafts, the signs, and the way to give an order."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from engine.annotations.bodies import Annotation
from engine.annotations.folding import Annotations
from engine.entries import Entry
from engine.exercise import Exercise
from engine.ids import OrderId, OrganisationId, SeatId
from engine.orders import Order
from engine.stored import Plain, order_of
from engine.versions import ON_THE_PRESENT, BasedOn
from engine.views import OrderSeen, View
from engine.world import World
from server.client import HandedOver, LinkState
from server.wire import Annotate, Answer, Give, Notice, Question, Role, SeatPresence, Verdict
from tui.drafts import Drafts
from tui.glyphs import Glyphs
from tui.looked_at import LookedAt
from tui.news import News
from tui.order_sentences import order_sentence
from tui.settings import ClientConfig
from tui.sheets.sheet import Given
from tui.words import kind_words, with_titles


class SeatLink(Protocol):
    """What the screens ask of a seat's end of the connection; `server.client.SeatClient` is one."""

    @property
    def url(self) -> str:
        """Where it connects to."""

    @property
    def state(self) -> LinkState:
        """Where the connection stands."""

    @property
    def why(self) -> str:
        """A sentence: why it is not online."""

    @property
    def role(self) -> Role | None:
        """What the seat is for, once greeted."""

    @property
    def organisations(self) -> tuple[OrganisationId, ...]:
        """For whom the seat speaks."""

    @property
    def exercise_id(self) -> str:
        """Which exercise it is."""

    @property
    def verdicts(self) -> Mapping[OrderId, Verdict]:
        """What became of the orders of this run."""

    @property
    def stale_pending(self) -> Sequence[Give]:
        """Orders of another log, which are not sent again."""

    @property
    def presence(self) -> Mapping[SeatId, SeatPresence]:
        """Control and evaluators only: who is at each seat."""

    @property
    def packet(self) -> HandedOver | None:
        """The takeover packet, where this client was sent one."""

    @property
    def notices(self) -> Sequence[Notice]:
        """What the person at the seat should read, newest last."""

    @property
    def now(self) -> datetime:
        """The server's time of day."""

    @property
    def retry_in(self) -> float:
        """Seconds until the next attempt to connect."""

    @property
    def sequence(self) -> int:
        """The seat's own number of the last thing told."""

    @property
    def views(self) -> dict[OrganisationId, View]:
        """What each organisation of the seat knows."""

    @property
    def exercise(self) -> Exercise | None:
        """Control and evaluators only: the exercise."""

    @property
    def head(self) -> tuple[int, str] | None:
        """Control and evaluators only: number and hash of the last entry."""

    @property
    def recent(self) -> Sequence[tuple[int, Plain]]:
        """Control and evaluators only: the last entries, oldest first."""

    @property
    def kept(self) -> Sequence[tuple[int, Plain]]:
        """Control and evaluators only: what is kept of the entries before those, oldest first."""

    @property
    def pending(self) -> Sequence[Give]:
        """Orders given and not answered."""

    @property
    def pending_annotations(self) -> Sequence[Annotate]:
        """Annotations given and not answered."""

    @property
    def logged(self) -> Sequence[Entry]:
        """Control and evaluators only: the log from its first entry on, as far as it was asked for."""

    @property
    def annotations(self) -> Annotations:
        """Control and evaluators only: what was annotated."""

    @property
    def seat(self) -> SeatId | None:
        """Which seat it is, once greeted."""

    @property
    def holder(self) -> str:
        """Who holds the seat, by a random id: under it control and evaluators annotate."""

    def take_up(self, saved: Plain) -> None:
        """Send orders that were kept under another token of this seat."""

    def annotate(self, body: Annotation, entry: int | None = None) -> OrderId:
        """Annotate, online or not; `entry`: what it is about."""

    def pending_plain(self) -> Plain:
        """The unanswered orders, for the next run."""

    def give(self, order: Order, organisation: OrganisationId | None, based_on: BasedOn = ON_THE_PRESENT) -> OrderId:
        """Give an order, online or not, with the versions that it was based on."""

    def saw(self) -> None:
        """The person here has seen what is shown."""

    def ask_packet(self) -> None:
        """Ask for the takeover packet."""

    def ask_view(self, organisation: OrganisationId) -> None:
        """Control and evaluators: ask for what an organisation knows; it comes into `views`."""

    def ask_log(self) -> None:
        """Control and evaluators: ask for what the log holds behind `logged`."""

    async def ask(self, question: Question) -> Answer:
        """Manage seats, as far as this seat may. Raises NotManagedError."""

    async def run(self) -> None:
        """Follow the exercise until the link is closed or the seat refused."""

    def close(self) -> None:
        """Leave."""


Connect = Callable[[Callable[[str], object], Plain | None], SeatLink]
"""Makes the link, from what to call at a change and the unanswered orders of an earlier run."""


@dataclass(frozen=True, slots=True)
class Said:
    """A message as it was shown, for the history."""

    what: str
    """`done`, `refused`, `notice` or `news`."""
    sentence: str


@dataclass(slots=True, kw_only=True)
class Desk:
    """One client's link and drafts, and what was said on it."""

    link: SeatLink
    drafts: Drafts
    config: ClientConfig
    news: News = field(default_factory=News)
    said: list[Said] = field(default_factory=list)
    late: dict[str, tuple[OrganisationId, Plain]] = field(default_factory=dict)
    """The last order that each form has made: control may accept it late."""
    held: list[str] = field(default_factory=list)
    """What came in while something was open to be read or filled in: said once that is closed."""
    refusals: list[str] = field(default_factory=list)
    """Refusals that nobody has put away yet, newest last."""

    @property
    def glyphs(self) -> Glyphs:
        """The signs in use."""
        return self.config.glyphs

    @property
    def views(self) -> list[View]:
        """The views of this seat, in the order of its organisations."""
        return [self.link.views[one] for one in self.link.organisations if one in self.link.views]

    @property
    def world(self) -> World | None:
        """The declared world as this seat may read it: the published one, for control the whole; None before the greeting."""
        exercise = self.link.exercise
        return exercise.world if exercise else next((view.world for view in self.views), None)

    def view(self, organisation: OrganisationId) -> View:
        """The view of one of the seat's organisations."""
        return self.link.views[organisation]

    def mind_looked_at(self) -> None:
        """Once it is known which exercise this is: what was looked at here in earlier runs."""
        link = self.link
        if self.news.file is None and link.role is not None and link.organisations:
            self.news.file = LookedAt(self.config.folder, link.exercise_id, link.organisations)

    def find_drafts(self) -> bool:
        """Once it is known who this is: what was kept under another token too. False where other drafts were set aside."""
        link = self.link
        belongs = self.drafts.belongs_to(link.exercise_id, str(link.seat or ""), link.holder)
        if self.drafts.pending:
            link.take_up(self.drafts.pending)
        return belongs

    @property
    def online(self) -> bool:
        """Whether what is given goes out at once."""
        return self.link.state is LinkState.ONLINE

    def give(
        self, order: Given, organisation: OrganisationId | None, form: str = "", based_on: BasedOn = ON_THE_PRESENT
    ) -> OrderId:
        """Give an order, or annotate, and keep it on disk until its verdict comes."""
        if isinstance(order, Annotation):
            return self._annotate(order, form)
        view = self.link.views.get(organisation) if organisation else None
        sentence = order_sentence(view, order) if view else kind_words(order.kind)
        order_id = self.link.give(order, organisation, based_on)
        self.drafts.given(order_id, sentence, form, self.link.pending_plain())
        return order_id

    def _annotate(self, body: Annotation, form: str) -> OrderId:
        """It is about what is seen now, also where it goes out later."""
        head = self.link.head
        identity = self.link.annotate(body, head[0] if head else None)
        self.drafts.given(identity, f"Recorded: {kind_words(body.kind)}", form, self.link.pending_plain())
        return identity

    def sentence_of(self, view: View, seen: OrderSeen) -> str:
        """An own order in words: as it was given here, else as the organisation knows it."""
        return self.drafts.sentences.get(seen.order_id) or order_sentence(view, order_of(seen.order))

    def unsent(self) -> int:
        """Orders and annotations that have not been answered."""
        return len(self.link.pending) + len(self.link.pending_annotations)

    def say(self, what: str, sentence: str) -> Said:
        """Put a message into the history; a refusal also stays until it is put away."""
        sentence = with_titles(self.world, sentence) if self.world else sentence
        said = Said(what, sentence)
        self.said.append(said)
        if what == "refused":
            self.refusals.append(sentence)
        return said
