"""The files that pages load: our own, and those of textual-serve. They are read once, and no other file can be asked for."""

from collections.abc import Awaitable, Callable
from importlib.resources import files
from pathlib import Path

import textual_serve
from aiohttp import web

_STATIC = {
    "door.css": "text/css",
    "door.js": "text/javascript",
    "play.css": "text/css",
    "icon.svg": "image/svg+xml",
}
_FROM_TEXTUAL = {
    "textual.js": ("js/textual.js", "text/javascript"),
    "xterm.css": ("css/xterm.css", "text/css"),
    "mono.ttf": ("fonts/RobotoMono-VariableFont_wght.ttf", "font/ttf"),
    "mono-italic.ttf": ("fonts/RobotoMono-Italic-VariableFont_wght.ttf", "font/ttf"),
}


Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


def file_routes() -> list[web.RouteDef]:
    """A path for each file, under its name."""
    return [web.get(f"/static/{name}", _file(read, kind)) for name, (read, kind) in _served().items()]


def _served() -> dict[str, tuple[bytes, str]]:
    """The files of the pages, ours and textual-serve's, by name."""
    own, theirs = files("server.web") / "static", Path(str(textual_serve.__file__)).parent / "static"
    served = {name: ((own / name).read_bytes(), kind) for name, kind in _STATIC.items()}
    return served | {name: ((theirs / path).read_bytes(), kind) for name, (path, kind) in _FROM_TEXTUAL.items()}


def _file(read: bytes, kind: str) -> Handler:
    async def answer(request: web.Request) -> web.Response:
        return web.Response(body=read, content_type=kind, headers={"Cache-Control": "max-age=3600"})

    return answer
