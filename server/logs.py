"""The server's own log for whoever runs it, one JSON object a line: never a token, an order or what a seat learned."""

import logging
import sys
from pathlib import Path
from typing import TextIO

import structlog

from engine.mistakes import MistakeError

HANDSHAKE_FAILED = "opening handshake failed"
"""What the websockets library says of one."""


class LogFileError(MistakeError):
    """The file for the server's own log cannot be written; the message names it."""


Logger = structlog.typing.FilteringBoundLogger


def logger_to(file: TextIO) -> Logger:
    """A logger that writes to this file, and to no global place."""
    logger: Logger = structlog.wrap_logger(
        structlog.WriteLogger(file),
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            structlog.processors.JSONRenderer(),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        cache_logger_on_first_use=True,
    )
    return logger


def open_log(path: Path | None) -> TextIO:
    """The file to log to: stderr for None. Raises LogFileError where it cannot be written."""
    try:
        return sys.stderr if path is None else path.open("a", encoding="utf-8", buffering=1)
    except OSError as error:
        raise LogFileError(f"the server's log cannot be written to {path}: {error.strerror}; name another file") from None


class _Forward(logging.Handler):
    def __init__(self, logger: Logger) -> None:
        super().__init__()
        self._logger = logger

    def emit(self, record: logging.LogRecord) -> None:
        """A handshake that fails is the other side's fault, and what it sent stays out; anything else is a fault here."""
        error = record.exc_info[1] if record.exc_info else None
        if record.getMessage() == HANDSHAKE_FAILED:
            self._logger.warning("no websocket", kind=type(error).__name__)
        else:
            self._logger.error("websockets", message=record.getMessage(), exc_info=error)


def library_logger(logger: Logger) -> logging.Logger:
    """What the websockets library logs into: its warnings come to the server's log, and never to a terminal."""
    library = logging.Logger("websockets", level=logging.WARNING)
    library.addHandler(_Forward(logger))
    return library
