"""From an address and a token to the client in this terminal. It loads little, so that the first picture comes at once."""

import getpass
import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from cli.wrong import wrong
from tui.config_file import Settings, read_settings
from tui.options import Value, wrong_address

URL = "ws://127.0.0.1:8765"
TOKEN_HELP = "Your seat's token; asked for if not given. Others on this machine can read an option, but not SURGEX_TOKEN."


def sit_down_at_once(words: Sequence[str]) -> int | None:
    """`join` with an address at the most, the way nearly everybody calls it: the exit code. None where there is more to read.

    What reads whole command lines takes as long to load as all that the first picture needs.
    """
    if not words or words[0] != "join" or len(words) > 2 or any(one.startswith("-") for one in words):
        return None
    ca = os.environ.get("SURGEX_CA")
    if ca:
        trust(Path(ca))
    return sit_down("".join(words[1:]), os.environ.get("SURGEX_TOKEN"), settings_here({}, named_ca=bool(ca)), plain=False)


def sit_down(url: str, token: str | None, settings: Settings, *, plain: bool) -> int:
    """Open the workspace of a token at `url`, or at the server that is known; the exit code. Exits with 2 where it cannot."""
    url = url or _known_server(settings)
    check_url(url)
    if not plain and not (sys.stdin.isatty() and sys.stdout.isatty()):
        wrong("join needs a terminal: run it in one, or play by lines with --plain")
    if not plain and draws_nothing():
        wrong(f"nothing can be drawn in this terminal (TERM={os.environ['TERM']}): play by lines with --plain")
    held = own_token(token)
    code = open_client(url, held, settings=settings, plain=plain, keeps_server=True)
    if code == 0:
        _say_farewell(url, held, settings, plain=plain, seen=token is not None and token != os.environ.get("SURGEX_TOKEN"))
    return code


def _say_farewell(url: str, token: str, settings: Settings, *, plain: bool, seen: bool) -> None:
    """What is kept and how to come back stays on the terminal when the screen is gone."""
    from tui.farewell import farewell
    from tui.settings import ClientConfig

    print(farewell(url, token, ClientConfig.of(settings).folder, plain=plain, seen=seen), file=sys.stderr)


def draws_nothing() -> bool:
    """Whether this terminal says that it can only take lines."""
    return os.environ.get("TERM", "") in ("dumb", "unknown")


def settings_for(flags: Mapping[str, Value | None] | None = None) -> Settings:
    """The settings that hold for a command, with its flags. Raises ConfigError, also for keys that cannot be."""
    settings = read_settings(os.environ, flags)
    if settings.keys:
        from tui.keymap import check_keys

        check_keys(settings)
    return settings


def settings_here(flags: Mapping[str, Value | None], *, named_ca: bool) -> Settings:
    """The settings with the flags of a command; the authority that they name is trusted, where no other was named."""
    settings = settings_for(flags)
    if not named_ca and settings.text("ca"):
        trust(Path(settings.text("ca")).expanduser())
    return settings


def trust(ca: Path | None) -> Path | None:
    """Have every connection of this process trust what this file has signed. Exits with 2 where it cannot be read."""
    if ca is not None:
        try:
            ca.read_bytes()
        except OSError as error:
            wrong(f"--ca: {ca} cannot be read: {error.strerror}")
        os.environ["SSL_CERT_FILE"] = str(ca)  # what OpenSSL, and so every Python, goes by
    return ca


def check_url(url: str) -> None:
    """Exits with 2 where an address is none that a client can reach."""
    if why := wrong_address(url):
        wrong(f"`{url}` {why}")


def own_token(given: str | None) -> str:
    """The token of one seat: given, in the environment, or asked for at a terminal. Exits with 2 where there is none."""
    token = given or (getpass.getpass("token: ").strip() if sys.stdin.isatty() else "")
    if not token:
        wrong("without a token there is no seat: put the seat's into SURGEX_TOKEN")
    return token


def _known_server(settings: Settings) -> str:
    """The server to join when none is named; said, so that nobody sits down in the wrong exercise."""
    from tui.settings import ClientConfig

    known = settings.text("server") or ClientConfig.of(settings).last_server()
    if not known:
        wrong("join needs the server's address, for example: surgex join ws://127.0.0.1:8765")
    print(f"joining {known}", file=sys.stderr)
    return known


def open_client(
    url: str, token: str, *, settings: Settings | None = None, plain: bool = False, keeps_server: bool = False
) -> int:
    """The terminal client, until its person leaves; the exit code."""
    from tui.settings import ClientConfig

    config = ClientConfig.of(settings or settings_for(), keeps_server=keeps_server)
    if plain:
        import asyncio

        from tui.plain.terminal import sit_down as play_by_lines

        return asyncio.run(play_by_lines(url, token, config))
    from tui.app import run_client

    return run_client(url, token, config=config)
