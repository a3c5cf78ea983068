"""What can be set about the browser's door, with its defaults."""

from pydantic import BaseModel, ConfigDict, Field, field_validator

from server.settings import known_origin


class WebSettings(BaseModel):
    """Frozen; a value of the wrong kind is a ValidationError that names it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    host: str = "127.0.0.1"
    port: int = Field(default=8080, ge=0, le=65_535)
    """0 takes any free one."""
    origin: str = ""
    """The address that people type, where a proxy stands before it; then no other page may use the door."""
    command: tuple[str, ...]
    """What runs one client; it finds its token in SURGEX_TOKEN."""
    terminals: int = Field(default=60, ge=1)
    """How many pages may be open at once: each is a process."""
    terminals_per_address: int = Field(default=40, ge=1)
    """How many of them one address may have; a hall may share one."""
    terminals_per_token: int = Field(default=6, ge=1)
    """How many of them one seat may have."""
    grace_seconds: float = Field(default=20.0, ge=0)
    """How long a client's process waits for its page to come back."""
    asking_seconds: float = Field(default=15.0, gt=0)
    """How long a connection may take to ask for something, and a form to come whole."""
    ending_seconds: float = Field(default=4.0, gt=0)
    """How long it may take to end once it is told to."""

    @field_validator("origin")
    @classmethod
    def _is_an_origin(cls, origin: str) -> str:
        return known_origin(origin) if origin else ""
