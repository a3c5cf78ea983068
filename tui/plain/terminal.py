"""The line client on standard input and output. What is asked and answered is in `session.py`."""

import asyncio
import shutil
import sys
import threading

from server.client import SeatClient
from tui.desk import Desk
from tui.drafts import Drafts
from tui.inking import write_with
from tui.plain.session import Session
from tui.settings import ClientConfig
from tui.times import in_zone

WIDEST = 100


async def sit_down(url: str, token: str, config: ClientConfig) -> int:
    """Join and play by lines on standard input and output; the exit code."""
    write_with(config.glyphs)
    in_zone(config.zone)
    drafts = Drafts(config.folder, token)
    lines: asyncio.Queue[str | None] = asyncio.Queue()
    link = SeatClient(url, token, pending=drafts.pending, on_change=lambda kind: session.tell())
    desk = Desk(link=link, drafts=drafts, config=config)
    width = min(WIDEST, shutil.get_terminal_size().columns)
    session = Session(desk=desk, link=link, lines=lines, say=_print, width=width)
    _read_lines(asyncio.get_running_loop(), lines)
    async with link:
        code = await session.run()
    if not code:
        config.keep_server(url)
    return code


def _print(text: str) -> None:
    prompts = text.endswith((">", "> "))
    sys.stdout.write(text.rstrip(" ") + (" " if prompts else "\n"))
    sys.stdout.flush()


def _read_lines(loop: asyncio.AbstractEventLoop, lines: "asyncio.Queue[str | None]") -> None:
    """Read standard input on a thread of its own, which ends with the process."""

    def read() -> None:
        for line in sys.stdin:
            loop.call_soon_threadsafe(lines.put_nowait, line.rstrip("\n"))
        loop.call_soon_threadsafe(lines.put_nowait, None)

    threading.Thread(target=read, daemon=True).start()
