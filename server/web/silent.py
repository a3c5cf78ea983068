"""Cuts connections that were opened and never finish asking for anything: they would be kept for ever."""

import asyncio

from aiohttp import web

LOOKS = 4
"""So often in the time that a connection has."""


class Silent:
    """Watches one site's connections."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._asked: set[object] = set()
        """Connections that have asked for something."""
        self._since: dict[object, float] = {}

    def heard(self, request: web.BaseRequest) -> None:
        """A connection has finished asking: from here aiohttp keeps its time."""
        self._asked.add(request.protocol)

    async def watch(self, server: web.Server) -> None:
        """Look for as long as the site is there."""
        while True:
            await asyncio.sleep(self._seconds / LOOKS)
            now, there = asyncio.get_running_loop().time(), server.connections
            self._asked.intersection_update(there)
            self._since = {one: self._since.get(one, now) for one in there if one not in self._asked}
            for one in there:
                if now - self._since.get(one, now) >= self._seconds:
                    one.force_close()
