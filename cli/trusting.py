"""`--ca`: a certificate authority of one's own, for servers whose certificate no public one has signed."""

from pathlib import Path
from typing import Annotated

import typer

from cli.sitting_down import trust as trust

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
