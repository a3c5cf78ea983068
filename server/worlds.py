"""Declared worlds by their content: exercises of the same deck share one, read once, while any of them is open."""

import hashlib
import threading
from collections.abc import Mapping
from typing import Any
from weakref import WeakValueDictionary

from pydantic_core import to_json

from engine.stored import world_of
from engine.world import World

_OPEN: "WeakValueDictionary[bytes, World]" = WeakValueDictionary()
_READING = threading.Lock()
_PLAIN = "plain data of it"
"""Under which the plain data of a world stand in what is worked out from it."""


def shared_world(plain: Mapping[str, Any]) -> World:
    """The world that plain data describe. Raises StoredError where they describe none."""
    key = hashlib.sha256(to_json(plain)).digest()
    with _READING:
        world = _OPEN.get(key)
        if world is None:
            world = _OPEN[key] = world_of(plain)
        return world


def shared_header(header: Mapping[str, Any]) -> tuple[World, Mapping[str, Any]]:
    """The world of a header, and the same header with the plain data that others have of this world."""
    world = shared_world(header["world"])
    return world, {**header, "world": world.kept.setdefault(_PLAIN, header["world"])}
