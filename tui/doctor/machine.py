"""This machine: Python and libraries, the user's settings, and room for drafts."""

import os
import platform
import re
import shutil
import sys
import tempfile
from collections.abc import Iterator, Mapping
from importlib import metadata
from pathlib import Path

from tui.config_file import ConfigError, Settings, config_path, read_settings, unknown_variables
from tui.doctor.checks import Area, Check, looked
from tui.drafts import default_folder

AREA = Area("machine")
SETTINGS = Area("settings")
OLDEST_PYTHON = (3, 11)
LITTLE_ROOM, NO_ROOM = 50_000_000, 1_000_000
"""Bytes that are free for drafts: below the first it is said, below the second it is in the way."""
FOR_THE_CLIENT = ("textual", "websockets", "pydantic", "rich", "platformdirs")


def machine_checks(folder: Path | None = None) -> Iterator[Check]:
    """Python, libraries, and the folder of the drafts."""
    yield from looked(AREA, "python", _python)
    yield from looked(AREA, "libraries", _libraries)
    yield from looked(AREA, "drafts", lambda: _room(folder or default_folder()))


def settings_checks(environ: Mapping[str, str]) -> tuple[list[Check], Settings | None]:
    """Whether file and variables are sound, and the settings where they are."""
    try:
        settings = read_settings(environ)
        if settings.keys:
            from tui.keymap import check_keys

            check_keys(settings)
    except ConfigError as error:
        return [SETTINGS.fail("file", one, "mend that line, or remove it") for one in error.problems], None
    file = config_path(environ)
    there = "is sound" if file.exists() else "is not there: everything is as usual"
    strange = [SETTINGS.warn("variables", one, "correct its name, or unset it") for one in unknown_variables(environ)]
    return [SETTINGS.ok("file", f"{file} {there}"), *strange], settings


def _python() -> Iterator[Check]:
    here = f"{platform.python_version()} on {platform.system()} {platform.release()}"
    if sys.version_info >= OLDEST_PYTHON:
        yield AREA.ok("python", here)
    else:
        yield AREA.fail("python", f"{here} is too old", "install Python 3.11 or newer, and surgex with it")


def _libraries() -> Iterator[Check]:
    wanted = {}
    for one in metadata.requires("surgex") or ():
        named = re.match(r"([A-Za-z0-9_.-]+)(?:\[[^\]]*\])?\s*([^;]*)$", one)  # what belongs to an extra has a `;`
        if named:
            wanted[named.group(1).lower()] = named.group(2)
    shown, wrong = [], []
    for name in FOR_THE_CLIENT:
        try:
            version = metadata.version(name)
        except metadata.PackageNotFoundError:
            wrong.append(f"{name} is not installed")
            continue
        shown.append(f"{name} {version}")
        if not fits(version, wanted.get(name, "")):
            wrong.append(f"{name} {version} does not fit {wanted[name]}")
    if wrong:
        yield AREA.fail("libraries", "; ".join(wrong), "install surgex anew into an environment of its own")
    else:
        yield AREA.ok("libraries", f"surgex {metadata.version('surgex')}, {', '.join(shown)}")


def fits(version: str, wanted: str) -> bool:
    """Whether a version is within bounds such as `>=8.2,<9`."""
    here = _numbers(version)
    for bound in filter(None, (one.strip() for one in wanted.split(","))):
        if bound.startswith(">=") and here < _numbers(bound[2:]):
            return False
        if bound.startswith("<") and not bound.startswith("<=") and here >= _numbers(bound[1:]):
            return False
    return True


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(one) for one in re.findall(r"\d+", version)[:3])


def _room(folder: Path) -> Iterator[Check]:
    mend = "free it, or set XDG_DATA_HOME to a folder that can be written"
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        with tempfile.NamedTemporaryFile(dir=folder) as file:
            file.write(b"x" * 4096)
            file.flush()
            os.fsync(file.fileno())
        free = shutil.disk_usage(folder).free
    except OSError as error:
        yield AREA.fail("drafts", f"{folder} cannot be written: {error.strerror or error}", mend)
        return
    here = f"{folder}, {free // 1_000_000:,} MB free"
    if free < NO_ROOM:
        yield AREA.fail("drafts", f"{here}: no draft would be kept", mend)
    elif free < LITTLE_ROOM:
        yield AREA.warn("drafts", f"{here}: little room", "free some space before the exercise")
    else:
        yield AREA.ok("drafts", here)
