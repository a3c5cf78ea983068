"""How much waits for an organisation's word, by kind: one count for its own list, from its view, and for control's page."""

from dataclasses import astuple, dataclass

from engine.exercise import Exercise
from engine.ids import OrganisationId
from engine.phases import Phase
from engine.rules.estimates import occasion_of
from engine.rules.inject_plan import inject_now
from engine.rules.waits import waiting_for
from engine.talk import Agreement
from engine.views import View
from engine.views_talk import AgreementSeen
from tui.words import plural


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """So many things of each kind wait while the exercise runs."""

    steps: int = 0
    came_back: int = 0
    """Own initiatives that somebody sent back."""
    estimate: int = 0
    injects: int = 0
    requests: int = 0
    to_sign: int = 0
    to_keep: int = 0

    @property
    def total(self) -> int:
        """All of it."""
        return sum(astuple(self))

    @property
    def besides_steps(self) -> list[str]:
        """`the estimate`, `2 injects`, `1 request`, `1 agreement to sign`; empty where nothing but steps waits."""
        counted = (
            (f"{plural(self.came_back, 'initiative')} sent back to them", self.came_back),
            ("the estimate", self.estimate),
            (plural(self.injects, "inject"), self.injects),
            (plural(self.requests, "request"), self.requests),
            (f"{plural(self.to_sign, 'agreement')} to sign", self.to_sign),
            (f"{plural(self.to_keep, 'agreement')} to call kept", self.to_keep),
        )
        return [words for words, number in counted if number]


def waiting_in_view(view: View) -> Waiting:
    """As the organisation's own list holds it."""
    if view.phase.over:
        return Waiting()
    return Waiting(
        steps=len(view.waiting_steps()),
        came_back=len({one.id for one, _, _ in view.returned_steps()}),
        estimate=int(bool(estimate_missing(view.phase, view.turn, view.turns, tuple(view.estimates)))),
        injects=len(view.waiting_injects()),
        requests=len(view.waiting_requests()),
        to_sign=len(view.agreements_to_sign()),
        to_keep=sum(to_keep(one, view.organisation, view.turn) for one in view.agreements.values()),
    )


def waiting_in(exercise: Exercise, organisation: OrganisationId) -> Waiting:
    """The same from the exercise that control holds."""
    if exercise.phase.over:
        return Waiting()
    sealed = [key.partition(" ")[0] for key in exercise.estimates if key.partition(" ")[2] == organisation]
    answered = {one.inject for one in exercise.answers.values() if one.organisation == organisation}
    released = [inject_now(exercise, key) for key in exercise.released if key in exercise.injects and key not in answered]
    agreements = exercise.talk.agreements.values()
    mine = [one for one in exercise.initiatives.values() if one.running and one.proposer == organisation]
    requests = exercise.talk.requests.values()
    return Waiting(
        steps=len(waiting_for(exercise, organisation)),
        came_back=sum(any(step.verdict == "returned" for step in one.steps.values()) for one in mine),
        estimate=int(bool(estimate_missing(exercise.phase, exercise.turn, exercise.turns, tuple(sealed)))),
        injects=sum(organisation in one.to and bool(one.expects or one.choices) for one in released),
        requests=sum(organisation in (*one.unanswered, *one.put_off) for one in requests),
        to_sign=sum(
            one.stands == "open" and organisation in one.parties and organisation not in one.signed for one in agreements
        ),
        to_keep=sum(to_keep(one, organisation, exercise.turn) for one in agreements),
    )


def estimate_missing(phase: Phase, turn: int, turns: int, sealed: tuple[str, ...]) -> str:
    """The occasion for which an estimate is still missing; empty if there is none."""
    occasion = occasion_of(turn, turns) if phase in (Phase.BRIEF, Phase.ORDERS) else ""
    return "" if occasion in sealed else occasion


def to_keep(agreement: Agreement | AgreementSeen, organisation: OrganisationId, turn: int) -> bool:
    """Whether its turn has come, not in that in which it was signed, and this party has not yet called it kept."""
    stands = agreement.stands == "due" or (agreement.stands == "in-force" and agreement.force_turn < turn)
    party = organisation in agreement.parties and organisation not in agreement.kept_says
    return stands and party and agreement.due_turn <= turn
