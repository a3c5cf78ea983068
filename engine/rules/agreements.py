"""Chapter 14, agreements: proposed, signed, in force, kept or broken. What they promise binds nobody but their parties."""

from collections.abc import Collection, Iterator

from engine import events as e
from engine.exercise import Exercise
from engine.ids import AgreementId, OrganisationId
from engine.orders import BreakAgreement, KeepAgreement, ProposeAgreement, RefuseAgreement, RuleAgreement, SignAgreement
from engine.refusals import Refusal, RefusalCode
from engine.rules.talk import bad_due_turn, empty_text, next_id
from engine.talk import Agreement
from engine.unfolding import Unfolding

CAME_INTO_FORCE = ("in-force", "due", "kept", "broken")


def propose_agreement(exercise: Exercise, by: OrganisationId, order: ProposeAgreement) -> tuple[e.Event, ...] | Refusal:
    """Rule 14.3: an organisation offers others an agreement with title, terms and due turn, and has thereby signed it."""
    others = [one for one in order.parties if one != by]
    known = [one for one in exercise.world.organisations if one != by]
    if not others:
        return Refusal(RefusalCode.INCOMPLETE, "Say with whom.")
    if len(set(others)) < len(others) or any(one not in known for one in others):
        return Refusal(RefusalCode.BAD_PARAMETER, "Name each party once, out of: " + ", ".join(known))
    refusal = empty_text(order.title) or empty_text(order.terms) or bad_due_turn(exercise, order.due_turn)
    if refusal is not None:
        return refusal
    return (
        e.AgreementProposed(
            agreement=AgreementId(next_id(exercise, "agreement", by, others)),
            proposer=by,
            parties=tuple(sorted({by, *others})),
            title=order.title.strip(),
            terms=order.terms,
            due_turn=order.due_turn,
            turn=exercise.turn,
            week=exercise.week,
        ),
    )


def sign_agreement(exercise: Exercise, by: OrganisationId, order: SignAgreement) -> tuple[e.Event, ...] | Refusal:
    """Rule 14.3: with the last party's signature an agreement is in force."""
    agreement = _of_party(exercise, by, order.agreement, "open")
    if agreement is None or by in agreement.signed:
        return Refusal(RefusalCode.NOT_POSSIBLE_NOW)
    unfolding = Unfolding(exercise)
    parties, turn, week = agreement.parties, exercise.turn, exercise.week
    unfolding.happen(e.AgreementSigned(agreement=agreement.id, by=by, parties=parties, turn=turn, week=week))
    if set(unfolding.exercise.talk.agreements[agreement.id].signed) == set(parties):
        unfolding.happen(e.AgreementInForce(agreement=agreement.id, parties=parties, turn=turn, week=week))
    return unfolding.outcome()


def refuse_agreement(exercise: Exercise, by: OrganisationId, order: RefuseAgreement) -> tuple[e.Event, ...] | Refusal:
    """Rule 14.3: until it is in force any party, the proposer too, may refuse it with a reason; that ends it."""
    agreement = _of_party(exercise, by, order.agreement, "open")
    if agreement is None:
        return Refusal(RefusalCode.NOT_POSSIBLE_NOW)
    if not order.reason.strip():
        return Refusal(RefusalCode.REASON_NEEDED)
    return (
        e.AgreementRefused(
            agreement=agreement.id,
            by=by,
            parties=agreement.parties,
            reason=order.reason.strip(),
            turn=exercise.turn,
            week=exercise.week,
        ),
    )


def keep_agreement(exercise: Exercise, by: OrganisationId, order: KeepAgreement) -> tuple[e.Event, ...] | Refusal:
    """Rule 14.4: a party says that an agreement in force was kept; once all say so, it was."""
    agreement = _of_party(exercise, by, order.agreement, "in-force", "due")
    if agreement is None or by in agreement.kept_says:
        return Refusal(RefusalCode.NOT_POSSIBLE_NOW)
    unfolding = Unfolding(exercise)
    parties, turn, week = agreement.parties, exercise.turn, exercise.week
    unfolding.happen(e.AgreementCalledKept(agreement=agreement.id, by=by, parties=parties, turn=turn, week=week))
    if set(unfolding.exercise.talk.agreements[agreement.id].kept_says) == set(parties):
        kept = e.AgreementKept(agreement=agreement.id, parties=parties, ruled=False, reason="", turn=turn, week=week)
        unfolding.happen(kept)
    return unfolding.outcome()


def break_agreement(exercise: Exercise, by: OrganisationId, order: BreakAgreement) -> tuple[e.Event, ...] | Refusal:
    """Rule 14.4: a party breaks an agreement in force by saying so, and says why."""
    agreement = _of_party(exercise, by, order.agreement, "in-force", "due")
    if agreement is None:
        return Refusal(RefusalCode.NOT_POSSIBLE_NOW)
    if not order.reason.strip():
        return Refusal(RefusalCode.REASON_NEEDED)
    return (_broken(exercise, agreement, (by,), ruled=False, reason=order.reason.strip()),)


def rule_agreement(exercise: Exercise, order: RuleAgreement) -> tuple[e.Event, ...] | Refusal:
    """Rule 14.5: control rules with a reason whether an agreement was kept, and names who broke it where it was not."""
    agreement = exercise.talk.agreements.get(order.agreement)
    if agreement is None or agreement.stands not in ("in-force", "due"):
        return Refusal(RefusalCode.NOT_POSSIBLE_NOW, "There is no such agreement in force.")
    if not order.reason.strip():
        return Refusal(RefusalCode.REASON_NEEDED)
    if order.verdict == "kept":
        if order.broken_by:
            return Refusal(RefusalCode.BAD_PARAMETER, "Nobody broke an agreement that was kept.")
        parties, turn, week = agreement.parties, exercise.turn, exercise.week
        reason = order.reason.strip()
        return (e.AgreementKept(agreement=agreement.id, parties=parties, ruled=True, reason=reason, turn=turn, week=week),)
    if not order.broken_by:
        return Refusal(RefusalCode.INCOMPLETE, "Name who broke it, out of: " + ", ".join(agreement.parties))
    if any(one not in agreement.parties for one in order.broken_by):
        return Refusal(RefusalCode.BAD_PARAMETER, "Name who broke it, out of: " + ", ".join(agreement.parties))
    return (_broken(exercise, agreement, tuple(sorted(set(order.broken_by))), ruled=True, reason=order.reason.strip()),)


def _broken(
    exercise: Exercise, agreement: Agreement, by: tuple[OrganisationId, ...], *, ruled: bool, reason: str
) -> e.AgreementBroken:
    return e.AgreementBroken(
        agreement=agreement.id,
        parties=agreement.parties,
        broken_by=by,
        ruled=ruled,
        reason=reason,
        turn=exercise.turn,
        week=exercise.week,
    )


def agreements_due(exercise: Exercise) -> Iterator[e.AgreementLapsed | e.AgreementDue]:
    """Rule 14.5: in the picture of its due turn an agreement in force comes before control; one not signed is over."""
    for agreement in exercise.talk.agreements.values():
        if agreement.due_turn > exercise.turn:
            continue
        parties, turn, week = agreement.parties, exercise.turn, exercise.week
        if agreement.stands == "in-force":
            yield e.AgreementDue(agreement=agreement.id, parties=parties, turn=turn, week=week)
        elif agreement.stands == "open":
            unsigned = tuple(one for one in parties if one not in agreement.signed)
            yield e.AgreementLapsed(agreement=agreement.id, parties=parties, unsigned=unsigned, turn=turn, week=week)


def broken(exercise: Exercise, *, party: str = "", by: str = "") -> int:
    """Rule 14.7: how many agreements with this party were broken by that one; with anybody, by anybody, where none is named."""
    agreements = exercise.talk.agreements.values()
    return sum(one.stands == "broken" and party in ("", *one.parties) and by in ("", *one.broken_by) for one in agreements)


def reached(exercise: Exercise, parties: Collection[str]) -> int:
    """Rule 14.7: how many agreements to which all of these are parties have come into force, kept, broken or still due."""
    agreements = exercise.talk.agreements.values()
    return sum(one.stands in CAME_INTO_FORCE and set(parties) <= set(one.parties) for one in agreements)


def _of_party(exercise: Exercise, by: OrganisationId, agreement: AgreementId, *stands: str) -> Agreement | None:
    """The agreement, if this is a party to it and it stands so; others do not hear that there is one."""
    found = exercise.talk.agreements.get(agreement)
    return found if found is not None and by in found.parties and found.stands in stands else None
