"""What can be set about a server, with its defaults. Where the values come from is the caller's business."""

from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field

from engine.rules.timers import CONTROLLER_SECONDS, LATE_SECONDS


class Settings(BaseModel):
    """Frozen; a value of the wrong kind is a ValidationError that names it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    database: str
    """A SQLite file, or an SQLAlchemy URL."""
    host: str = "127.0.0.1"
    port: int = Field(default=8765, ge=0, le=65_535)
    """0 takes any free one."""
    log_file: Path | None = None
    """Where the server's own log goes, one JSON object a line; None is stderr."""
    export_to: Path | None = None
    """The folder that gets a copy of each log at every lock; none where this is None."""
    hello_seconds: float = Field(default=10.0, gt=0)
    """How long a connection may wait before it says Hello."""
    slow_reader_bytes: int = Field(default=4 * 1024 * 1024, gt=0)
    """How much may wait for one socket before it is dropped."""
    idle_seconds: float = Field(default=600.0, gt=0)
    """How long an exercise stays in memory in which nobody is and no clock runs."""
    closing_seconds: float = Field(default=5.0, gt=0)
    """How long a socket may take to read the last of what it was sent."""
    controller_seconds: float = Field(default=CONTROLLER_SECONDS, gt=0)
    """How long the clock goes on without a controller before play pauses (rule 2.15)."""
    late_seconds: float = Field(default=LATE_SECONDS, ge=0)
    """How late a server that was down may still end a phase by itself (rule 2.15)."""
