"""How often what an order may be based on has changed before each audience's eyes, and whether it has since."""

from collections.abc import Iterator, Mapping

from engine import events as e
from engine.actors import Actor
from engine.changing import replace
from engine.exercise import Exercise
from engine.ids import CONTROL, PUBLIC
from engine.observe import Fact, audiences_of
from engine.refusals import Refusal, RefusalCode

BasedOn = Mapping[str, int]
"""By object, such as `initiative ID` or `ranking`: the version that the sender saw (rule 3.12)."""
ON_THE_PRESENT: BasedOn = {}
"""Of an order that names nothing: it is judged on what is now."""

CHANGES: Mapping[type, tuple[str, ...]] = {
    e.StepApproved: ("initiative", ".initiative"),
    e.StepReturned: ("initiative", ".initiative"),
    e.StepAmended: ("initiative", ".initiative"),
    e.StepReopened: ("initiative", ".initiative"),
    e.StepClosed: ("initiative", ".initiative"),
    e.InjectReleased: ("inject", ".inject"),
    e.InjectHeld: ("inject", ".inject"),
    e.InjectSkipped: ("inject", ".inject"),
    e.InjectDelayed: ("inject", ".inject"),
    e.InjectEdited: ("inject", ".inject"),
    e.RequestAnswered: ("request", ".request"),
    e.RequestLapsed: ("request", ".request"),
    e.AgreementInForce: ("agreement", ".agreement"),
    e.AgreementRefused: ("agreement", ".agreement"),
    e.AgreementLapsed: ("agreement", ".agreement"),
    e.AgreementCalledKept: ("agreement", ".agreement"),
    e.AgreementDue: ("agreement", ".agreement"),
    e.AgreementKept: ("agreement", ".agreement"),
    e.AgreementBroken: ("agreement", ".agreement"),
    e.ActionOpened: ("action", ".action"),
    e.ActionArgued: ("action", ".action"),
    e.OddsSet: ("action", ".action"),
    e.ActionRuled: ("action", ".action"),
    e.ActionDeferred: ("action", ".action"),
    e.ActionOverridden: ("action", ".action"),
    e.RankingSet: ("ranking",),
    e.PolicySet: ("policy", ".policy", ".subject"),
    e.IntentSet: ("intent",),
}
"""Events that change what somebody may be writing about, with the object: words, and the event's fields by `.name`."""

_BY_KIND = {event.kind: words for event, words in CHANGES.items()}  # type: ignore[attr-defined]


def changed_by(event: e.Event) -> Iterator[str]:
    """`audience object` of each audience before whose eyes the event changes an object; control sees every change."""
    words = CHANGES.get(type(event))
    if words is None or (isinstance(event, e.StepApproved) and not (event.granted or event.provisos)):
        return
    changed = " ".join(str(getattr(event, word[1:])) if word[0] == "." else word for word in words)
    yield f"{CONTROL} {changed}"
    for audience in audiences_of(event):
        yield f"{audience} {changed}"


def with_changes(exercise: Exercise, event: e.Event) -> Exercise:
    """The exercise with what this event changed counted for those who are told of it."""
    changed = tuple(changed_by(event)) if type(event) in CHANGES else ()
    if not changed:
        return exercise
    versions = dict(exercise.versions)
    for key in changed:
        versions[key] = versions.get(key, 0) + 1
    counted: Exercise = replace(exercise, versions=versions)
    return counted


def object_changed(fact: Fact) -> str:
    """The object that a fact says has changed; empty where it changes none."""
    words = _BY_KIND.get(fact["kind"])
    if words is None or (fact["kind"] == e.StepApproved.kind and not (fact["granted"] or fact["provisos"])):
        return ""
    return " ".join(str(fact[word[1:]]) if word[0] == "." else word for word in words)


def version_seen(exercise: Exercise, audience: str, changed: str) -> int:
    """Of how many changes of an object an organisation was told, or control, which is told of all."""
    told_to_all = 0 if audience == CONTROL else exercise.versions.get(f"{PUBLIC} {changed}", 0)
    return told_to_all + exercise.versions.get(f"{audience} {changed}", 0)


def changed_since(exercise: Exercise, by: Actor, based_on: BasedOn) -> Refusal | None:
    """Rule 3.12: an order that names what it was based on is refused where its sender was told of a change since."""
    audience = by if isinstance(by, str) else CONTROL
    for changed, version in sorted(based_on.items()):
        if version != version_seen(exercise, audience, changed):
            what = changed.partition(" ")[0]
            sentence = f"The {what} has changed since you wrote: look at it again, and send what still holds."
            return Refusal(RefusalCode.CHANGED_SINCE, sentence)
    return None
