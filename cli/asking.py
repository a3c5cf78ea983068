"""Where questions about exercises and seats go: to a database on this machine, or to a running server with a token."""

import asyncio
import getpass
import ipaddress
import os
import sys
from typing import Annotated
from urllib.parse import urlsplit

import typer

from cli.choices import wrong
from cli.databases import ServingError
from cli.places import default_database
from cli.sitting_down import check_url
from server.wire import Answer, Question

OPERATOR_TOKEN = "SURGEX_OPERATOR_TOKEN"
AtOption = Annotated[
    str | None,
    typer.Option(
        "--at", help=f"A running server instead of a database; the token comes from {OPERATOR_TOKEN} or is asked for."
    ),
]
ExerciseOption = Annotated[str, typer.Option("--exercise", help="Which exercise; the newest if not given.")]


def answered(question: Question, database: str | None, at: str | None) -> Answer:
    """The answer, where it was done. Raises ServingError otherwise; exits with 2 where it is not clear whom to ask."""
    if at is None:
        return _answered_here(question, database)
    if database is not None:
        wrong("--database is a file on this machine and --at a running server: name one of them")
    check_url(at)
    return answered_at(at, question, manager_token())


def answered_at(url: str, question: Question, token: str) -> Answer:
    """The answer of a running server. Raises ServingError."""
    from server.asking import NotManagedError, ask

    warn_of_open_wire(url)
    try:
        return asyncio.run(ask(url, token, question))
    except NotManagedError as error:
        raise ServingError(str(error)) from None


def _answered_here(question: Question, database: str | None) -> Answer:
    from server.operating import AT_THE_DATABASE, answer
    from server.store import Store
    from server.trouble import StoreError

    try:
        store = Store(database or default_database(), create=False)
        try:
            told = answer(store, AT_THE_DATABASE, question, {})
        finally:
            store.close()
    except StoreError as error:
        raise ServingError(error.sentence) from None
    if told.code:
        raise ServingError(told.sentence)
    return told


def manager_token() -> str:
    """The operator's token from the environment, or a seat's own; asked for at a terminal. Never from the command line."""
    token = os.environ.get(OPERATOR_TOKEN) or os.environ.get("SURGEX_TOKEN")
    if not token and sys.stdin.isatty():
        token = getpass.getpass("operator's token (or your seat's own): ").strip()
    if not token:
        wrong(f"a token is needed: put the operator's into {OPERATOR_TOKEN}, or your seat's own into SURGEX_TOKEN")
    return token


def warn_of_open_wire(url: str) -> None:
    """Say on standard error where tokens would go over a network as they are."""
    parts = urlsplit(url)
    if parts.scheme == "ws" and not _is_this_machine(parts.hostname or ""):
        print(
            f"Note: {url} is not encrypted; whoever sees the traffic sees the tokens. Use wss:// where you can.",
            file=sys.stderr,
        )


def _is_this_machine(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
