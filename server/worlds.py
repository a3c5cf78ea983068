"""Declared worlds by their content: exercises of the same deck share one, read once, while any of them is open."""

import hashlib
import threading
from collections.abc import Mapping
from typing import Any, cast
from weakref import WeakValueDictionary

from pydantic_core import to_json

from engine.stored import canonical, parse, world_of, world_plain
from engine.world import World

_OPEN: "WeakValueDictionary[bytes, World]" = WeakValueDictionary()
_READING = threading.Lock()
_WORLD, _END = b',"world":', b"}}"
"""What is written before and after the world in a part of entry 0: keys are sorted, so that it is the last of the header,
and the header the last of the part."""
_WRITTEN = "written by itself"
"""Under which the bytes of a world stand in what is worked out from it."""


def declared_in(content: bytes) -> tuple[World, Mapping[str, Any]]:
    """The world that a part of entry 0 declares, and the rest of its header. Raises StoredError where it declares none.

    What is written of a world that is open is not read again: a hash of it says which one it is.
    """
    ahead, _, written = content.partition(_WORLD)
    key = hashlib.sha256(written).digest()
    with _READING:
        world = _OPEN.get(key)
        if world is None:
            header = dict(parse(content)["header"])
            plain = header.pop("world")
            world, itself = world_of(plain), canonical(plain)
            world.kept[_WRITTEN] = itself
            if written == itself + _END:  # as surgex writes it, so that what stands before it is the rest of the header
                _OPEN[key] = world
            return world, header
    return world, parse(ahead + _END)["header"]


def world_written(world: World) -> bytes:
    """A world as JSON: as its log has it, where it was read from one."""
    return cast(bytes, world.kept.get(_WRITTEN)) or to_json(world_plain(world))
