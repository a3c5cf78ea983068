"""Before StartEx and after EndEx: practice, curtain, hot wash and the end of the log (chapter 1)."""

from typing import ClassVar, Literal

from engine.declared import declared

SecretKind = Literal["brief", "inject", "initiative", "estimates", "actions", "red", "candidate"]


@declared
class StartPractice:
    """Play one turn on a copy that is thrown away (rule 1.7). Control only."""

    kind: ClassVar[str] = "start-practice"


@declared
class EndPractice:
    """Throw the practice away: the exercise stands as at check-in (rule 1.7). Control only."""

    kind: ClassVar[str] = "end-practice"


@declared
class OpenSecret:
    """Tell everybody something that some organisations did not know, once play is over (rule 1.8). Control only."""

    kind: ClassVar[str] = "open-secret"
    secret: SecretKind
    subject: str
    """An organisation, an inject, an initiative or a candidate, by its id."""


@declared
class GiveHotWash:
    """An organisation's short answers to the five questions of the hot wash; given again, the last counts (rule 1.9)."""

    kind: ClassVar[str] = "give-hot-wash"
    assumed: str = ""
    """What did you assume about surge?"""
    unanswered: str = ""
    """Which request of yours was never answered?"""
    knew: str = ""
    """What did you know that another cell needed?"""
    law: str = ""
    """Which law or regulation would you change first?"""
    not_sharing: str = ""
    """What did not sharing cost?"""


@declared
class SealExercise:
    """Close the play log: nothing is taken after it (rule 1.10). Control only."""

    kind: ClassVar[str] = "seal-exercise"
