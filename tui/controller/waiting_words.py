"""What waits for an organisation beside steps, as its own list counts it: estimate, injects, requests, agreements."""

from collections.abc import Iterator

from engine.exercise import Exercise
from engine.ids import OrganisationId
from engine.phases import Phase
from engine.rules.estimates import occasion_of
from engine.rules.inject_plan import inject_now
from tui.words import plural


def besides_steps(exercise: Exercise, organisation: OrganisationId) -> list[str]:
    """`the estimate`, `2 injects`, `1 request`, `1 agreement to sign`; empty where nothing of it waits."""
    return [] if exercise.phase.over or exercise.phase.before_start else list(_waiting(exercise, organisation))


def _waiting(exercise: Exercise, organisation: OrganisationId) -> Iterator[str]:
    occasion = occasion_of(exercise.turn, exercise.turns)
    if exercise.phase in (Phase.BRIEF, Phase.ORDERS) and occasion and f"{occasion} {organisation}" not in exercise.estimates:
        yield "the estimate"
    answered = {one.inject for one in exercise.answers.values() if one.organisation == organisation}
    released = [inject_now(exercise, key) for key in exercise.released if key in exercise.injects and key not in answered]
    if injects := sum(organisation in one.to and bool(one.expects or one.choices) for one in released):
        yield plural(injects, "inject")
    requests = exercise.talk.requests.values()
    if asked := sum(organisation in (*one.unanswered, *one.put_off) for one in requests):
        yield plural(asked, "request")
    agreements = exercise.talk.agreements.values()
    if unsigned := sum(_to_sign(one.stands, one.parties, one.signed, organisation) for one in agreements):
        yield f"{plural(unsigned, 'agreement')} to sign"


def _to_sign(
    stands: str, parties: tuple[OrganisationId, ...], signed: tuple[OrganisationId, ...], organisation: OrganisationId
) -> bool:
    return stands == "open" and organisation in parties and organisation not in signed
