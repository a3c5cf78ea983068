"""What aiohttp has to say about connections, told in the server's log without anything that a browser sent."""

import logging

from server.logs import Logger


class _Forward(logging.Handler):
    def __init__(self, logger: Logger) -> None:
        super().__init__()
        self._logger = logger

    def emit(self, record: logging.LogRecord) -> None:
        """What a browser sent stays out: only the kind of the fault is told."""
        error = record.exc_info[1] if record.exc_info else None
        self._logger.warning("web fault", kind=type(error).__name__ if error else "request")


def quiet_logger(logger: Logger) -> logging.Logger:
    """What aiohttp logs into."""
    library = logging.Logger("aiohttp.server", level=logging.WARNING)
    library.addHandler(_Forward(logger))
    return library
