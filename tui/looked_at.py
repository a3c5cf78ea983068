"""What the person at a seat has looked at, in a small file beside the drafts: losing it loses marks and nothing else."""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path

from engine.ids import OrganisationId
from tui.drafts import write_atomically


@dataclass(slots=True)
class Looked:
    """What was looked at for one organisation: injects by id, the rest by digests, so that no word of it is written down."""

    injects: list[str] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)
    talk: dict[str, str] = field(default_factory=dict)


def digest(what: object) -> str:
    """A few signs that differ where what was read differs."""
    return hashlib.sha256(repr(what).encode()).hexdigest()[:12]


def digests(talk: Mapping[str, object]) -> dict[str, str]:
    """Of each thing of talk, as others have put it."""
    return {key: digest(what) for key, what in talk.items()}


def looked_at(injects: Iterable[str], notices: Sequence[str], talk: Mapping[str, object]) -> Looked:
    """All of this, as it stands."""
    return Looked(injects=sorted(injects), notices=[digest(one) for one in notices], talk=digests(talk))


class LookedAt:
    """The file of one seat of one exercise; nothing is known of an organisation that was never looked at here."""

    def __init__(self, folder: Path, exercise: str, organisations: Sequence[OrganisationId]) -> None:
        named = digest((exercise, *organisations))
        self.path = folder / f"looked-at-{named}.json"
        self._known = self._read()

    def of(self, organisation: OrganisationId) -> Looked | None:
        """What was looked at; None where this machine has never shown it."""
        return self._known.get(organisation)

    def keep(self, organisation: OrganisationId, looked: Looked) -> None:
        """Remember it, on disk where it has changed."""
        if self._known.get(organisation) != looked:
            self._known[organisation] = looked
            plain = {one: asdict(each) for one, each in self._known.items()}
            write_atomically(self.path, json.dumps(plain))  # what cannot be kept is marked once more the next time

    def _read(self) -> dict[OrganisationId, Looked]:
        try:
            plain = json.loads(self.path.read_text(encoding="utf-8"))
            return {
                OrganisationId(one): Looked(
                    injects=list(each["injects"]), notices=list(each["notices"]), talk=dict(each["talk"])
                )
                for one, each in plain.items()
            }
        except (OSError, ValueError, TypeError, KeyError, AttributeError):
            return {}
