"""The options of `surgex host`, each with what its help says. What comes of them is in serving.py."""

from pathlib import Path
from typing import Annotated

import typer

AddressOption = Annotated[str, typer.Option("--address", help="The address to listen on; 0.0.0.0 for every one.")]
PortOption = Annotated[int, typer.Option(help="The port to listen on; 0 for any free one.")]
LogFileOption = Annotated[Path | None, typer.Option(help="Where the server's own log goes; the terminal if not given.")]
ExportOption = Annotated[Path | None, typer.Option(help="A folder, on another disk, for each log at every lock.")]
StandbyOption = Annotated[str, typer.Option(help="Follow the server at this address; serve only after `surgex promote`.")]
OperatorOption = Annotated[
    str,
    typer.Option(
        envvar="SURGEX_OPERATOR_TOKEN",
        help="The operator's token of the server to follow; others here can read an option.",
        show_envvar=True,
    ),
]
SeatedBotsOption = Annotated[
    str, typer.Option(help="Bots of this policy take every seat that nobody holds; a person who comes takes over.")
]
CertificateOption = Annotated[Path | None, typer.Option(help="Speak TLS (wss://) with this certificate chain, a PEM file.")]
KeyOption = Annotated[Path | None, typer.Option(help="The certificate's key, a PEM file without a password.")]
OriginOption = Annotated[
    list[str] | None, typer.Option(help="A web page whose scripts may connect, as https://name. Can be repeated.")
]
ProxyOption = Annotated[
    list[str] | None,
    typer.Option(help="A reverse proxy's address: its X-Forwarded-For says where a client is. Can be repeated."),
]
OrdersOption = Annotated[float, typer.Option(help="Orders that one seat may give in the long run.")]
AddressLimitOption = Annotated[int, typer.Option(help="Connections that one address may have; 0: any number.")]
SeatLimitOption = Annotated[int, typer.Option(help="Connections that one seat may have; 0: any number.")]
MetricsPortOption = Annotated[
    int | None, typer.Option(help="Answer /metrics for Prometheus on this port; 0 for any free one. Off if not given.")
]
MetricsAddressOption = Annotated[str, typer.Option(help="The address for /metrics; only this machine's own.")]
WebOption = Annotated[str, typer.Option(metavar="[HOST:]PORT", help="Let browsers join at this port; needs surgex[web].")]
WebOriginOption = Annotated[str, typer.Option(help="The address that browsers show, as https://name: behind a proxy.")]
WebServerOption = Annotated[str, typer.Option(help="With --tls-cert: this server as its certificate names it, wss://…")]
WebPagesOption = Annotated[int, typer.Option(help="How many browser pages may be open at once: each is a process.")]
