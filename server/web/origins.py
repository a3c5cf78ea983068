"""Which address is ours: what a browser may have typed to come here, and whether a request comes from our own page."""

import ipaddress
import socket
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit


@dataclass(frozen=True, slots=True)
class Origins:
    """`told` is the address that a proxy shows, or empty: then a request's Host counts, where it is this machine's."""

    told: str
    encrypted: bool
    """Whether the site itself speaks TLS."""

    @property
    def secure(self) -> bool:
        """Whether cookies may be kept to encrypted connections."""
        return self.told.startswith("https://") if self.told else self.encrypted

    def own(self, headers: Mapping[str, str]) -> str:
        """Our origin as this browser sees it; empty where it came by a name that is not ours."""
        if self.told:
            return self.told
        host = headers.get("Host", "")
        return f"{'https' if self.encrypted else 'http'}://{host.lower()}" if _is_this_machine(host) else ""

    def socket_url(self, headers: Mapping[str, str]) -> str:
        """Where our page opens its socket."""
        return "ws" + self.own(headers).removeprefix("http") + "/socket"

    def is_own(self, headers: Mapping[str, str]) -> bool:
        """Whether a request comes from our own page. One that does not say from where it comes does not."""
        own = self.own(headers)
        return bool(own) and headers.get("Origin", "").lower() == own.lower()


def _is_this_machine(host: str) -> bool:
    try:
        name = urlsplit(f"//{host}").hostname or ""
    except ValueError:
        return False
    if name in ("localhost", socket.gethostname().lower()):
        return True
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True
