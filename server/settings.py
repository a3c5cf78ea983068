"""What can be set about a server, with its defaults. Where the values come from is the caller's business."""

import re
from ipaddress import ip_address
from pathlib import Path
from typing import Self

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

from engine.rules.timers import CONTROLLER_SECONDS, LATE_SECONDS

ORIGIN = r"^https?://[A-Za-z0-9.\-]+(:\d{1,5})?$|^https?://\[[0-9A-Fa-f:]+\](:\d{1,5})?$"


def known_origin(text: str) -> str:
    """An origin as browsers send it. Raises ValueError where no browser would ever send it."""
    origin = text.rstrip("/").lower()
    if not re.match(ORIGIN, origin):
        raise ValueError(f"`{text}` should be https://name, with a port where it is not the usual one, and no path")
    return origin


class Settings(BaseModel):
    """Frozen; a value of the wrong kind is a ValidationError that names it."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)

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
    orders_per_second: float = Field(default=20.0, gt=0)
    """How many orders one seat may give in the long run; one that is sent again does not count again."""
    orders_at_once: int = Field(default=200, gt=0)
    """How many orders one seat may give at once, after it gave none for a while."""
    connections_per_address: int = Field(default=500, ge=0)
    """How many connections one address may have open; 0 for any number. A whole hall may share an address."""
    connections_per_seat: int = Field(default=8, ge=0)
    """How many connections one seat may have open; 0 for any number."""
    proxies: tuple[str, ...] = ()
    """Addresses of reverse proxies: what they say in X-Forwarded-For counts as a connection's address."""
    origins: tuple[str, ...] = ()
    """Web pages, as `https://name`, whose scripts may connect; clients that are no browsers name none and always may."""
    tls_cert: Path | None = None
    tls_key: Path | None = None
    """Certificate chain and key as PEM files: with both, the server speaks TLS and nothing else."""
    metrics_address: str = "127.0.0.1"
    metrics_port: int | None = Field(default=None, ge=0, le=65_535)
    """Where `/metrics` is answered, beside the port of play; nowhere where this is None, and 0 takes any free port."""
    controller_seconds: float = Field(default=CONTROLLER_SECONDS, gt=0)
    """How long the clock goes on without a controller before play pauses (rule 2.15)."""
    late_seconds: float = Field(default=LATE_SECONDS, ge=0)
    """How late a server that was down may still end a phase by itself (rule 2.15)."""

    @field_validator("origins")
    @classmethod
    def _are_origins(cls, origins: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(known_origin(one) for one in origins)

    @field_validator("proxies")
    @classmethod
    def _are_addresses(cls, proxies: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(_address(one) for one in proxies)

    @model_validator(mode="after")
    def _both_or_neither(self) -> Self:
        if (self.tls_cert is None) != (self.tls_key is None):
            raise ValueError("certificate and key go together: give both --tls-cert and --tls-key")
        return self


def _address(text: str) -> str:
    """As a socket names its peer. Raises ValueError for a name or a range: no peer is ever called so."""
    try:
        return str(ip_address(text))
    except ValueError:
        raise ValueError(f"`{text}` should be one address in digits, such as 127.0.0.1: no name, port or range") from None
