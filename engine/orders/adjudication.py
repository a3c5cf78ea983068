"""Free actions in the players' own words, the arguments about them, and how control rules on them (chapter 13)."""

from typing import ClassVar, Literal

from engine.declared import declared
from engine.effects import Effect
from engine.ids import ActionId, OrganisationId

Odds = Literal["remote", "unlikely", "even", "likely", "near-certain"]
"""The five words in which odds are set (rule 13.4)."""


@declared
class TakeAction:
    """Do something that no lever is for, in one's own words; one for each organisation and turn (rule 13.1)."""

    kind: ClassVar[str] = "take-action"
    title: str
    text: str
    """What is done, how, and why it should work."""
    aims: tuple[str, ...] = ()
    """Ids of what it is aimed at: systems, components, lines, accounts, organisations, initiatives, injects …"""
    wants: tuple[Effect, ...] = ()
    """What it should bring, in the effect words, where its author can say so."""
    shown_to: tuple[OrganisationId, ...] = ()
    """Who beside control may read it and argue."""


@declared
class ArgueAction:
    """Say why an action should work, or why not, before it is ruled on (rule 13.3)."""

    kind: ClassVar[str] = "argue-action"
    action: ActionId
    side: Literal["for", "against"]
    text: str


@declared
class DissentAction:
    """Disagree with a ruling; what is said stays beside it (rule 13.8)."""

    kind: ClassVar[str] = "dissent-action"
    action: ActionId
    text: str


@declared
class OpenAction:
    """Let more organisations read an action and argue. Control only (rule 13.2)."""

    kind: ClassVar[str] = "open-action"
    action: ActionId
    to: tuple[OrganisationId, ...]


@declared
class SetOdds:
    """Set the odds of an action, and what it brings if it succeeds; until the die is rolled the last odds count (rule 13.4)."""

    kind: ClassVar[str] = "set-odds"
    action: ActionId
    odds: Odds
    because: str
    effects: tuple[Effect, ...] = ()


@declared
class RollAction:
    """Roll the die of an action whose odds are set. Control only (rule 13.4)."""

    kind: ClassVar[str] = "roll-action"
    action: ActionId


@declared
class RuleAction:
    """Rule on an action in one word, without a die. Control only (rule 13.5)."""

    kind: ClassVar[str] = "rule-action"
    action: ActionId
    ruling: Literal["yes", "yes-but", "no", "later"]
    reason: str
    effects: tuple[Effect, ...] = ()


@declared
class OverrideAction:
    """Put another ruling in the place of one that was given; the old one stays on record. Control only (rule 13.7)."""

    kind: ClassVar[str] = "override-action"
    action: ActionId
    ruling: Literal["yes", "yes-but", "no"]
    reason: str
    effects: tuple[Effect, ...] = ()


ActionOrder = TakeAction | ArgueAction | DissentAction | OpenAction | SetOdds | RollAction | RuleAction | OverrideAction
