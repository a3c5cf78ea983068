"""The way to the server: name, proxy, connection, certificate, health, clock, the upgrade to a websocket, and the protocol."""

import http.client
import json
import logging
import re
import socket
import ssl
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit

from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

from server.client import CLIENT
from server.wire import PROTOCOL, Hello, Refused, WireCode, WireError, frame, server_message
from tui.doctor.checks import Area, Check, bounded, looked
from tui.options import wrong_address

AREA = Area("server")
SECONDS = 6.0
"""How long each step may take."""
DAYS_SOON = 14
CLOCK_OFF = 5
"""Seconds between the two clocks from which it is said."""
OLD_PROTOCOL = 0
"""No client speaks it: the server answers with its own, and no seat is touched."""


@dataclass(frozen=True, slots=True)
class Where:
    """A server's address in parts."""

    url: str
    host: str
    port: int
    secure: bool

    @property
    def named(self) -> str:
        """Host and port."""
        return f"[{self.host}]:{self.port}" if ":" in self.host else f"{self.host}:{self.port}"


def parsed(url: str) -> Where:
    """The parts of a ws:// or wss:// address. Raises ValueError with the mend."""
    url = url.strip()
    if why := wrong_address(url):
        raise ValueError(f"`{url}` {why}")
    parts = urlsplit(url)
    secure = parts.scheme == "wss"
    return Where(url, parts.hostname or "", parts.port or (443 if secure else 80), secure)


def network_checks(where: Where, environ: Mapping[str, str]) -> Iterator[Check]:
    """Step by step, and no further than the first that fails."""
    yield from looked(AREA, "proxy", lambda: _proxies(where, environ))
    for name, step in (("name", _name), ("connection", _connection), ("certificate", _certificate)):
        found = list(looked(AREA, name, lambda step=step: step(where)))  # type: ignore[misc]
        yield from found
        if any(one.level == "FAIL" for one in found):
            return
    yield from looked(AREA, "health", lambda: _health(where))
    yield from looked(AREA, "websocket", lambda: _websocket(where))


def _proxies(where: Where, environ: Mapping[str, str]) -> Iterator[Check]:
    named = sorted({one for one in environ if one.lower() in ("http_proxy", "https_proxy", "all_proxy") and environ[one]})
    if named:
        said = f"{', '.join(named)} set: surgex does not go through a proxy, it connects to {where.named} directly"
        yield AREA.warn("proxy", said, f"if the steps below fail, have the network let {where.named} (TCP) out")
    else:
        yield AREA.ok("proxy", "no proxy is set")


def _name(where: Where) -> Iterator[Check]:
    try:
        found = bounded(lambda: socket.getaddrinfo(where.host, where.port, type=socket.SOCK_STREAM), SECONDS)
    except (socket.gaierror, UnicodeError) as error:
        why = getattr(error, "strerror", None) or error
        yield AREA.fail(
            "name", f"{where.host} is not known here: {why}", "check the address, and this network's name server or VPN"
        )
        return
    except TimeoutError as error:
        yield AREA.fail("name", f"the name server gave {error}", "check this network, or its VPN")
        return
    addresses = list(dict.fromkeys(str(one[4][0]) for one in found))
    yield AREA.ok("name", f"{where.host} is {', '.join(addresses[:4])}")


def _connection(where: Where) -> Iterator[Check]:
    began = time.monotonic()
    try:
        bounded(lambda: socket.create_connection((where.host, where.port), SECONDS).close(), SECONDS + 1)
    except ConnectionRefusedError:
        mend = "is the server running, and on that port? Ask whoever runs it"
        yield AREA.fail("connection", f"{where.named} refuses the connection", mend)
    except OSError as error:
        why = error.strerror or str(error) or "no answer"
        yield AREA.fail("connection", f"{where.named}: {why}", f"have the network let {where.named} (TCP) out, or use its VPN")
    else:
        yield AREA.ok("connection", f"{where.named} answers after {(time.monotonic() - began) * 1000:.0f} ms")


def _certificate(where: Where) -> Iterator[Check]:
    if not where.secure:
        if not where.host.startswith("127.") and where.host not in ("localhost", "::1"):
            mend = "use wss:// where you can; ask whoever runs the server"
            yield AREA.warn("certificate", "ws:// is not encrypted: who sees the traffic sees the token", mend)
        return
    try:
        version, issued = bounded(lambda: _shaken(where), SECONDS + 1)
    except ssl.SSLCertVerificationError as error:
        yield AREA.fail("certificate", f"not trusted here: {error.verify_message}", _mend(error, where))
        return
    except ssl.SSLError as error:
        said = (error.reason or str(error)).replace("_", " ").lower()
        yield AREA.fail("certificate", f"no TLS: {said}", "is it a wss:// server? ws:// goes without encryption")
        return
    except OSError as error:
        yield AREA.fail(
            "certificate",
            f"no TLS: {error.strerror or str(error) or 'it hung up'}",
            "something between here and there cuts TLS: ask the network",
        )
        return
    days = int((ssl.cert_time_to_seconds(str(issued["notAfter"])) - time.time()) // 86_400)
    said = f"{version}, trusted, for {where.host}, {days} days left"
    if days < DAYS_SOON:
        yield AREA.warn("certificate", said, "tell whoever runs the server that it is to be renewed before the exercise")
    else:
        yield AREA.ok("certificate", said)


def _shaken(where: Where) -> tuple[str, Mapping[str, object]]:
    context = ssl.create_default_context()
    with (
        socket.create_connection((where.host, where.port), SECONDS) as plain,
        context.wrap_socket(plain, server_hostname=where.host) as secure,
    ):
        return secure.version() or "TLS", secure.getpeercert() or {}


def _mend(error: ssl.SSLCertVerificationError, where: Where) -> str:
    said = error.verify_message.lower()
    if "expired" in said or "not yet valid" in said:
        return "check this machine's clock; else whoever runs the server renews the certificate"
    if "mismatch" in said or "doesn't match" in said or "not valid for" in said:
        return f"the certificate is of another name than {where.host}: check the address"
    return "name the authority that signed it with --ca, SURGEX_CA or `ca` in your settings; a network may put its own between"


def _health(where: Where) -> Iterator[Check]:
    try:
        status, date, body = bounded(lambda: _asked(where), SECONDS + 1)
    except (OSError, http.client.HTTPException) as error:
        yield AREA.warn(
            "health",
            f"/healthz gives no answer: {str(error) or type(error).__name__}",
            "ask whoever runs the server, or its proxy",
        )
        return
    try:
        plain = json.loads(body)
        plain["ok"], plain["exercises"]
    except (ValueError, KeyError, TypeError):
        yield AREA.warn(
            "health", f"/healthz answers {status}, but not as surgex does", "is it a server of surgex? A proxy may keep it back"
        )
    else:
        if plain["ok"]:
            count = len(plain["exercises"])
            yield AREA.ok("health", f"the server is well, with {count} exercise{'' if count == 1 else 's'}")
        else:
            yield AREA.fail("health", f"the server is not well: {plain.get('why', '')}", "tell whoever runs the server")
    if date:
        yield from _clock(date)


def _clock(date: str) -> Iterator[Check]:
    off = round(time.time() - parsedate_to_datetime(date).timestamp())
    if abs(off) < CLOCK_OFF:
        yield AREA.ok("clock", "this clock agrees with the server's")
    else:
        way = "ahead of" if off > 0 else "behind"
        said = f"this clock is {abs(off)} s {way} the server's; deadlines are counted by the server's"
        yield AREA.warn("clock", said, "let this machine set its clock by the network")


def _asked(where: Where) -> tuple[int, str, bytes]:
    kind = http.client.HTTPSConnection if where.secure else http.client.HTTPConnection
    connection = kind(where.host, where.port, timeout=SECONDS)
    try:
        connection.request("GET", "/healthz")
        response = connection.getresponse()
        return response.status, response.getheader("Date") or "", response.read(1_000_000)
    finally:
        connection.close()


def _websocket(where: Where) -> Iterator[Check]:
    try:
        answer = bounded(lambda: _greeted(where), 2 * SECONDS)
    except InvalidStatus as error:
        status = error.response.status_code
        mend = "is it a server of surgex? A proxy before it has to pass Upgrade and Connection on"
        yield AREA.fail("websocket", f"no upgrade: HTTP status {status}", mend)
    except Exception as error:  # what is no websocket fails in many ways inside the library
        said = str(error).splitlines()[0] if str(error) else "it hung up"
        yield AREA.fail(
            "websocket", f"no websocket: {said}", "something between here and there cuts websockets: ask the network"
        )
    else:
        yield AREA.ok("websocket", "the connection is upgraded, and messages go both ways")
        yield _protocol(answer)


def _greeted(where: Where) -> str | bytes:
    """What the server answers to a client of a protocol that is none."""
    quiet = logging.getLogger("surgex.doctor")
    quiet.disabled = True  # it would write tracebacks where only sentences belong
    with connect(where.url, proxy=None, compression=None, open_timeout=SECONDS, close_timeout=1, logger=quiet) as opened:
        opened.send(frame(Hello(protocol=OLD_PROTOCOL, token="doctor", client=f"{CLIENT} doctor")))
        return opened.recv(timeout=SECONDS)


def _protocol(answer: str | bytes) -> Check:
    mend = "install the version of surgex that the exercise uses: ask whoever runs it"
    try:
        message = server_message(answer)
    except WireError:
        return AREA.fail("protocol", "what answers is no server of surgex, or one of another time", mend)
    found = re.search(r"\(surgex ([^)]+)\) speaks protocol (\d+)", message.sentence) if isinstance(message, Refused) else None
    if not isinstance(message, Refused) or message.code != WireCode.OTHER_PROTOCOL or found is None:
        return AREA.warn("protocol", "the server does not say which it speaks", mend)
    theirs = f"server surgex {found.group(1)}, protocol {found.group(2)}"
    if int(found.group(2)) == PROTOCOL:
        return AREA.ok("protocol", f"{theirs}, as here")
    return AREA.fail("protocol", f"{theirs}; here protocol {PROTOCOL}", mend)
