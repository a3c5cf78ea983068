"""What the browser's door asks of a running server: whether a token opens a seat."""

from server.admission import AdmissionError, admit
from server.app import Host
from server.encryption import server_context
from server.trouble import StoreError
from server.web.settings import WebSettings
from server.web.site import Site, TurnedAwayError
from server.wire import WireCode

CLIENT = "surgex-browser/1"
CANNOT = "This server cannot look up tokens now; whoever runs it finds the reason in its log. Try again in a while."


def site_of(host: Host, settings: WebSettings) -> Site:
    """The site of a running server, with the server's own certificate where it has one."""

    def door(token: str) -> None:
        try:
            admit(host.store, token, CLIENT)
        except AdmissionError as error:
            raise TurnedAwayError(error.sentence, unknown=error.code is WireCode.UNKNOWN_TOKEN) from None
        except StoreError as error:
            host.logger.error("web", code=error.code)
            raise TurnedAwayError(CANNOT, unknown=False) from None

    return Site(settings, door, host.gate, host.logger, server_context(host.settings))
