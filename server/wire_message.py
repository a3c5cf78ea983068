"""What every message of the wire is, the version of them all, and the words that several share. No message stands here."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

PROTOCOL = 4
"""The version of these messages, and of the views and facts that they carry; a server takes no other."""

LARGEST_FRAME = 256 * 1024
"""Bytes that a client may send in one frame."""

Role = Literal["participant", "control", "evaluator", "observer", "spectator"]
"""What a seat is for; `server/roles.py` says what each hears and may say."""
Count = Annotated[int, Field(ge=0, lt=2**53)]


class Message(BaseModel):
    """Frozen and strict: no unknown field, no coerced type."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)
