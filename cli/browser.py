"""`surgex host --web`: from the option to the site, and the client that runs behind a page."""

import os
import sys
import threading
import time
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from pathlib import Path
from typing import TYPE_CHECKING

from cli.choices import wrong
from cli.places import data_folder
from cli.wrong import in_plain_words

if TYPE_CHECKING:
    from server.app import Host
    from server.web.settings import WebSettings

Beside = Callable[["Host"], AbstractAsyncContextManager[object]]
"""What runs as long as a server that listens."""
EVERY_ADDRESS = {"0.0.0.0": "127.0.0.1", "::": "::1", "": "127.0.0.1"}
"""Where a server that listens everywhere is found on its own machine."""
OWN_MACHINE = ("127.0.0.1", "::1", "localhost")
IN_THE_CLEAR = (
    "Tokens go over the network unencrypted there: use --tls-cert, or a proxy and --web-origin, where others share it."
)
LOOK_SECONDS = 1.0
NO_EXTRA = "--web needs textual-serve: pip install 'surgex[web]'"


def beside_host(where: str, origin: str, server: str, pages: int, *, encrypted: bool) -> "Beside | None":
    """What runs beside a server so that browsers can join; None where nobody wants it. Exits with 2 where it cannot be."""
    if not where:
        if origin or server:
            wrong("--web-origin and --web-server go with --web: name where the pages are served, for example --web 8080")
        return None
    host, port = address_of(where)
    try:
        from server.web.door import site_of
    except ImportError:
        wrong(NO_EXTRA)
    if encrypted and not server.startswith("wss://"):
        wrong("with --tls-cert, name this server as its certificate does, for the clients: --web-server wss://name:8765")
    given = {"host": host, "port": port, "origin": origin, "terminals": pages}
    checked = _settings(given | {"command": ("surgex",)})

    def beside(running: "Host") -> AbstractAsyncContextManager[object]:
        command = (sys.executable, "-m", "cli.browser", server or _own_url(running), str(data_folder() / "browser-drafts"))
        site = site_of(running, checked.model_copy(update={"command": command}))
        return _Told(site, (host, port), in_the_clear=not (encrypted or origin or host in OWN_MACHINE))

    return beside


class _Told:
    """The site, with a line that says where it is."""

    def __init__(self, site: "AbstractAsyncContextManager[object]", where: tuple[str, int], *, in_the_clear: bool) -> None:
        self._site = site
        self._where = where
        self._in_the_clear = in_the_clear

    async def __aenter__(self) -> object:
        try:
            site = await self._site.__aenter__()
        except OSError as error:
            from cli.databases import ServingError, cannot_listen

            raise ServingError(cannot_listen(error, *self._where)) from None
        print(f"browsers join at {site.url}", file=sys.stderr)  # type: ignore[attr-defined]
        if self._in_the_clear:
            print(IN_THE_CLEAR, file=sys.stderr)
        return site

    async def __aexit__(self, *how: object) -> bool | None:
        return await self._site.__aexit__(*how)  # type: ignore[arg-type]


def _settings(given: dict[str, object]) -> "WebSettings":
    from pydantic import ValidationError

    from server.web.settings import WebSettings

    try:
        return WebSettings.model_validate(given)
    except ValidationError as error:
        first = error.errors()[0]
        option = {"origin": "--web-origin", "terminals": "--web-pages"}.get(str(first["loc"][0]), "--web")
        wrong(f"{option}: {in_plain_words(first['msg'])}")


def address_of(where: str) -> tuple[str, int]:
    """`8080`, `0.0.0.0:8080` or `[::]:8080`. Exits with 2 for anything else."""
    host, _, port = where.rpartition(":")
    if not port.isdecimal() or int(port) > 65_535 or (":" in host and not (host.startswith("[") and host.endswith("]"))):
        wrong(f"--web is a port, or an address and a port, such as 8080 or 0.0.0.0:8080; not `{where}`")
    return host.removeprefix("[").removesuffix("]") or "127.0.0.1", int(port)


def _own_url(running: "Host") -> str:
    host = EVERY_ADDRESS.get(running.settings.host, running.settings.host)
    return f"ws://{f'[{host}]' if ':' in host else host}:{running.port}"


def end_with_its_server() -> None:
    """End this process when the one that started it is gone, even if that was killed: drafts are on disk already."""
    server = os.getppid()

    def watch() -> None:
        while os.getppid() == server:
            time.sleep(LOOK_SECONDS)
        os._exit(1)

    threading.Thread(target=watch, name="server-lives", daemon=True).start()


def main() -> int:
    """One client for one page: `python -m cli.browser URL FOLDER`, with its token in the environment. The exit code."""
    from tui.app import run_client
    from tui.settings import ClientConfig

    end_with_its_server()
    url, folder = sys.argv[1:]
    token = os.environ.pop("SURGEX_TOKEN")
    return run_client(url, token, config=ClientConfig(folder=Path(folder)))


if __name__ == "__main__":
    sys.exit(main())
