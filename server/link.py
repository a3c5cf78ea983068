"""Opening a connection to a server: its states, its failures as sentences, when to try again. Nothing that is said over it."""

import asyncio
import errno
import random
import re
import socket
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from enum import StrEnum

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidHandshake, InvalidMessage, InvalidStatus, InvalidURI

from server.wire import CLOSE_CODES, WireCode, WireError

CLIENT = "surgex/0.1.0"
"""What our own clients say they are."""
FIRST_DELAY = 0.5
LONGEST_DELAY = 15.0
"""Seconds between two attempts to connect: the first, doubled each time, up to the longest; with jitter."""
GREETING_SECONDS = 30.0
"""Seconds for the server to answer a Hello; it may have to open the exercise first."""
LARGEST_ANSWER = 64 * 1024 * 1024
"""Bytes that the server may send in one frame: a whole view of a long exercise fits many times."""


class LinkState(StrEnum):
    """Where the connection stands. `refused` and `closed` are final."""

    CONNECTING = "connecting"
    ONLINE = "online"
    RECONNECTING = "reconnecting"
    REFUSED = "refused"
    CLOSED = "closed"


NOT_REACHED = {
    (errno.ECONNREFUSED,): "nothing answers at that port; the server may not be running",
    (socket.EAI_NONAME, getattr(socket, "EAI_NODATA", socket.EAI_NONAME)): "no machine of that name is known here",
    (socket.EAI_AGAIN,): "names cannot be looked up now; this machine may be on no network",
    (errno.ENETUNREACH, errno.EHOSTUNREACH): "there is no way to it from this network",
}
"""By numbers of an operating system's error: what it means for who wants to join."""


class LinkLostError(Exception):
    """The connection ended, for the reason in the message; another attempt follows."""


class SeatRefusedError(Exception):
    """The server refused the seat, for the reason in the message; no attempt follows."""


def delay_after(failures: int) -> float:
    """Seconds to wait after so many failures in a row."""
    return min(LONGEST_DELAY, FIRST_DELAY * 2.0 ** min(failures - 1, 10)) * random.uniform(0.5, 1)


@asynccontextmanager
async def connected(url: str) -> AsyncIterator[ClientConnection]:
    """A socket to the server. Whatever ends it raises LinkLostError, or SeatRefusedError where trying again cannot help."""
    try:
        async with connect(
            url, proxy=None, compression=None, max_size=LARGEST_ANSWER, open_timeout=10, close_timeout=2
        ) as connection:
            yield connection
    except InvalidURI:
        raise SeatRefusedError(f"{url} is no address of a server; it looks like ws://host:port.") from None
    except InvalidStatus as error:
        raise LinkLostError(f"{url} answers with HTTP status {error.response.status_code}.") from None
    except TimeoutError:
        raise LinkLostError(f"{url} does not answer.") from None
    except ConnectionClosed as closed:
        if closed.rcvd is not None and closed.rcvd.code == CLOSE_CODES[WireCode.SEAT_REVOKED]:
            raise SeatRefusedError(_why_closed(closed)) from None
        raise LinkLostError(_why_closed(closed)) from None
    except ssl.SSLCertVerificationError as error:
        mend = "name the authority that signed it with --ca or SURGEX_CA"
        raise LinkLostError(f"{url}: its certificate is not trusted here, {error.verify_message}; {mend}.") from None
    except (OSError, InvalidHandshake, EOFError, asyncio.IncompleteReadError) as error:
        raise LinkLostError(f"{url} cannot be reached: {_why_not_reached(url, error)}.") from None
    except WireError as error:
        raise LinkLostError(f"The server sent what this client does not understand: {error}.") from None


def _why_not_reached(url: str, error: Exception) -> str:
    if isinstance(error, InvalidMessage | EOFError) and url.startswith("ws://"):
        return "what answers is no server of surgex; one with TLS is reached by wss://"
    if isinstance(error, ssl.SSLError) and error.reason == "WRONG_VERSION_NUMBER":
        return "what answers there speaks no TLS; ws:// goes without, and nothing is encrypted then"
    if not str(error) and url.startswith("wss://"):
        return "it hung up before anything was encrypted; where it speaks no TLS, ws:// goes without"
    return _in_words(str(error).partition("\n")[0])


def _in_words(said: str) -> str:
    """What an operating system says of a failed connection, of several addresses too, as somebody would say it."""
    found = {int(number) for number in re.findall(r"\[Errno (-?\d+)\]", said)}
    return next((words for numbers, words in NOT_REACHED.items() if found & set(numbers)), said or "it hung up")


def _why_closed(closed: ConnectionClosed) -> str:
    if closed.rcvd is None:
        return "The connection broke off."
    return closed.rcvd.reason or f"The server closed the connection (code {closed.rcvd.code})."
