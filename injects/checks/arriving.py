"""When an inject reaches those whom it is addressed to, and what they can choose. Whether it is too much is asked elsewhere."""

from engine import effects as f
from engine.deck import Choice, Inject, Pace
from engine.world import World


def turn_of(inject: Inject, pace: Pace) -> int | None:
    """The turn in which it can first be answered for sure; None where nobody knows, or where no turn is left.

    What comes in the brief is answered in its turn, what comes while a week is resolved in the turn behind it.
    """
    release = inject.release
    if release.by == "control" or not inject.comes_at(pace.id):
        return None
    if release.by == "condition":
        return holding(pace, release.at_the_latest) if release.at_the_latest else None
    turn = holding(pace, release.week)
    if release.by == "brief" or turn is None:
        return turn
    return turn + 1 if turn < len(pace.turns) else None


def may_come(inject: Inject, pace: Pace) -> bool:
    """Whether it comes in a turn that nobody knows beforehand, or perhaps never."""
    release = inject.release
    return inject.comes_at(pace.id) and (release.by == "control" or (release.by == "condition" and not release.at_the_latest))


def holding(pace: Pace, week: int) -> int | None:
    """The turn that a week belongs to; None for a week behind the last."""
    return next((turn for turn in range(1, len(pace.turns) + 1) if week <= sum(pace.turns[:turn])), None)


def ways_to_answer(world: World, inject: Inject, organisation: str, week: int) -> int:
    """How many of its choices lead to states of their own and take nothing that the organisation may not have that week."""
    open_to_it = (choice for choice in inject.choices if _within_means(world, choice, organisation, week))
    return len({frozenset(repr(effect) for effect in choice.effects) for choice in open_to_it})


def balance(world: World, account: str, week: int) -> int:
    """Thousand dollars that an account has received by a week, as declared, if nothing was spent."""
    declared = world.accounts[account]
    return declared.opening.value + sum(grant.amount.value for grant in declared.grants if grant.week <= week)


def _within_means(world: World, choice: Choice, organisation: str, week: int) -> bool:
    """Whether all money that a choice takes lies in accounts of the organisation."""
    for effect in choice.effects:
        if isinstance(effect, f.MoneyEffect) and (taken := -int(effect.thousand_dollars)) > 0:
            owner = world.accounts[effect.account].owner
            if owner != organisation or balance(world, effect.account, week) < taken:
                return False
    return True
