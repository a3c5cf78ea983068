"""Who is signed in at the browser's door: random names of sessions, kept in memory with the token that each was opened with."""

import hashlib
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass

IDLE_SECONDS = 12 * 3_600.0
"""A session that nobody used for so long is over: a day of play with its night."""
LONGEST_SECONDS = 48 * 3_600.0
MOST = 1_000
"""So many sessions are kept; the one used least lately goes first."""
MOST_OF_A_TOKEN = 8
"""So many browsers may be signed in with one token, as many as connections of a seat."""


@dataclass(slots=True, eq=False)
class Session:
    """One browser that showed a token."""

    token: str
    begun: float
    used: float
    open: bool = True

    def __repr__(self) -> str:
        """Without the token: this may stand in a traceback."""
        return f"Session(open={self.open})"


class Sessions:
    """What is looked up is the digest of a session's name, so that how long it takes says nothing about the name."""

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        self._now = now
        self._sessions: dict[str, Session] = {}

    def __len__(self) -> int:
        return len(self._sessions)

    def begin(self, token: str) -> str:
        """The name of a new session."""
        self._forget_old()
        same = [key for key, one in self._sessions.items() if one.token == token]
        for key in [*same[: max(0, len(same) - MOST_OF_A_TOKEN + 1)], *self._surplus()]:
            self._drop(key)
        name = secrets.token_urlsafe(32)
        self._sessions[_digest(name)] = Session(token, self._now(), self._now())
        return name

    def find(self, name: str) -> Session | None:
        """The session of that name, where it is still one."""
        self._forget_old()
        session = self._sessions.get(_digest(name)) if name else None
        if session is not None:
            session.used = self._now()
        return session

    def end(self, session: Session) -> None:
        """Forget it, and its token."""
        for key in [key for key, one in self._sessions.items() if one is session]:
            self._drop(key)

    def end_all(self) -> None:
        """Forget every one."""
        for key in list(self._sessions):
            self._drop(key)

    def _surplus(self) -> list[str]:
        oldest = sorted(self._sessions, key=lambda key: self._sessions[key].used)
        return oldest[: max(0, len(oldest) - MOST + 1)]

    def _forget_old(self) -> None:
        now = self._now()
        for key, one in list(self._sessions.items()):
            if now - one.used > IDLE_SECONDS or now - one.begun > LONGEST_SECONDS:
                self._drop(key)

    def _drop(self, key: str) -> None:
        session = self._sessions.pop(key, None)
        if session is not None:
            session.open, session.token = False, ""


def _digest(name: str) -> str:
    return hashlib.sha256(name.encode("utf-8", "surrogatepass")).hexdigest()
