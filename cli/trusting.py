"""`--ca`: a certificate authority of one's own, for servers whose certificate no public one has signed."""

import os
from pathlib import Path
from typing import Annotated

import typer

from cli.choices import wrong


def trust(ca: Path | None) -> Path | None:
    """Have every connection of this process trust what this file has signed. Exits with 2 where it cannot be read."""
    if ca is not None:
        try:
            ca.read_bytes()
        except OSError as error:
            wrong(f"--ca: {ca} cannot be read: {error.strerror}")
        os.environ["SSL_CERT_FILE"] = str(ca)  # what OpenSSL, and so every Python, goes by
    return ca


CaOption = Annotated[
    Path | None,
    typer.Option(
        "--ca",
        envvar="SURGEX_CA",
        show_envvar=True,
        callback=trust,
        help="For wss:// addresses: a PEM file with the authority that signed the server's certificate.",
    ),
]
