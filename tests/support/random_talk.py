"""Talk at random, sensible and senseless alike, beside the orders of a random player."""

from dataclasses import dataclass

from bots.policy import lot
from engine.effects import IndexEffect
from engine.exercise import Exercise
from engine.ids import CONTROL_PARTY, ActionId, AgreementId, OrganisationId, RequestId
from engine.orders import (
    AnswerRequest,
    ArgueAction,
    BreakAgreement,
    DissentAction,
    KeepAgreement,
    MakeRequest,
    NoteSaid,
    OpenAction,
    Order,
    OverrideAction,
    ProposeAgreement,
    RefuseAgreement,
    RollAction,
    RuleAction,
    RuleAgreement,
    SendMessage,
    SetOdds,
    SignAgreement,
    TakeAction,
    TakeBack,
)
from engine.views import View


@dataclass
class RandomTalker:
    """Talks for any organisation, or rules for control; the same salt talks the same."""

    salt: str
    asked: int = 0

    def pick(self, sides: int) -> int:
        self.asked += 1
        return lot(self.salt, "talk", str(self.asked), sides=sides)

    def one_order(self, view: View) -> Order:
        to = self._others(view)
        about = [*view.initiatives, *view.injects, *view.agreements, ""]
        match self.pick(13):
            case 0:
                return SendMessage(to=to, text="A word.", about=about[self.pick(len(about))])
            case 1:
                return MakeRequest(to=to, text="Please?", due_turn=view.turn + self.pick(3), about=about[self.pick(len(about))])
            case 2:
                subject = [*view.requests, *about]
                given = ("fact", "answer", "agreement")[self.pick(3)]
                return NoteSaid(
                    speaker=view.organisation,
                    to=to,
                    what="So it is.",
                    given=given,  # type: ignore[arg-type]
                    about=subject[self.pick(len(subject))],
                )
            case 3 | 4:
                due = view.turn + self.pick(3)
                return ProposeAgreement(parties=to, title="A bargain", terms="You, then we.", due_turn=due)
            case 5 | 6:
                requests: list[RequestId] = [*view.requests, RequestId("request:nobody:1")]
                verdict = ("yes", "no", "later")[self.pick(3)]
                return AnswerRequest(request=requests[self.pick(len(requests))], verdict=verdict)  # type: ignore[arg-type]
            case 10:
                return TakeAction(title="Try it", text="Somehow.", aims=("LRASM",), shown_to=self._readers(view))
            case 11:
                return self._about_an_action(view)
            case _:
                return self._about_an_agreement(view)

    def _others(self, view: View) -> tuple[OrganisationId, ...]:
        others = [one for one in (*view.world.organisations, CONTROL_PARTY) if one != view.organisation]
        at = self.pick(len(others))
        return tuple(others[at : at + 1 + self.pick(2)])

    def _readers(self, view: View) -> tuple[OrganisationId, ...]:
        return tuple(one for one in self._others(view) if one != CONTROL_PARTY)

    def _about_an_action(self, view: View) -> Order:
        known: list[ActionId] = [*view.actions, ActionId("action:nobody:1")]
        action = known[self.pick(len(known))]
        match self.pick(4):
            case 0:
                return TakeBack(action=action)
            case 1:
                return DissentAction(action=action, text="It is not so.")
            case _:
                return ArgueAction(action=action, side=("for", "against")[self.pick(2)], text="Because.")

    def _about_an_agreement(self, view: View) -> Order:
        known: list[AgreementId] = [*view.agreements, AgreementId("agreement:nobody:1")]
        agreement = known[self.pick(len(known))]
        match self.pick(6):
            case 0:
                return RefuseAgreement(agreement=agreement, reason="Not so.")
            case 1:
                return BreakAgreement(agreement=agreement, reason="It cannot be helped.")
            case 2:
                return KeepAgreement(agreement=agreement)
            case _:
                return SignAgreement(agreement=agreement)

    def ruling(self, exercise: Exercise) -> Order:
        """Control rules on some agreement or action, wherever it stands."""
        agreements, actions = [*exercise.talk.agreements.values()], [*exercise.actions]
        if self.pick(2) and actions:
            return self._ruling_on_action(exercise, actions[self.pick(len(actions))])
        if not agreements:
            return SendMessage(to=(), text="")
        agreement = agreements[self.pick(len(agreements))]
        if self.pick(2):
            return RuleAgreement(agreement=agreement.id, verdict="kept", reason="Seen.")
        return RuleAgreement(agreement=agreement.id, verdict="broken", reason="Seen.", broken_by=agreement.parties[:1])

    def _ruling_on_action(self, exercise: Exercise, action: ActionId) -> Order:
        effects = (IndexEffect(effect="index", index="confidence", by=self.pick(9) - 4),)
        organisations = [*exercise.world.organisations]
        match self.pick(7):
            case 0:
                return OpenAction(action=action, to=(organisations[self.pick(len(organisations))],))
            case 1:
                return SetOdds(action=action, odds="even", because="Who knows.", effects=effects)
            case 2 | 3:
                return RollAction(action=action)
            case 4:
                return OverrideAction(action=action, ruling="yes-but", reason="After all.", effects=effects)
            case 5:
                return RuleAction(action=action, ruling="later", reason="Not yet.")
            case _:
                return RuleAction(action=action, ruling="yes", reason="It works.", effects=effects)
