"""What happened before StartEx and after EndEx: practice, secrets opened, hot wash, the log sealed."""

from typing import ClassVar

from engine.declared import declared
from engine.ids import OrganisationId
from engine.orders.lifecycle import SecretKind


@declared
class PracticeBegan:
    """From here a copy of the exercise is played; the exercise itself stands aside."""

    kind: ClassVar[str] = "practice-began"
    title: str
    turns: int
    seed: str
    """What practice draws its chance from, so that it tells nothing of the exercise's."""


@declared
class PracticeEnded:
    """The copy is gone, and with it all that was done on it; who came meanwhile stays."""

    kind: ClassVar[str] = "practice-ended"


@declared
class SecretOpened:
    """Control told everybody what some organisations did not know."""

    kind: ClassVar[str] = "secret-opened"
    secret: SecretKind
    subject: str
    title: str
    tells: tuple[tuple[str, str], ...]
    """What there is to know: its name, and the text."""


@declared
class HotWashGiven:
    """An organisation's answers in the hot wash."""

    kind: ClassVar[str] = "hot-wash-given"
    organisation: OrganisationId
    assumed: str
    unanswered: str
    knew: str
    law: str
    not_sharing: str


@declared
class ExerciseSealed:
    """The play log ends here."""

    kind: ClassVar[str] = "exercise-sealed"
    week: int
