"""What wheels say of themselves, and which of them need which. It builds and installs nothing."""

import hashlib
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from email.message import Message
from email.parser import HeaderParser
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name


@dataclass(frozen=True, slots=True, kw_only=True)
class Wheel:
    """One wheel: its file, the file's SHA-256, and its metadata."""

    path: Path
    sha256: str
    metadata: Message

    @property
    def name(self) -> str:
        """As package indexes write it."""
        return str(canonicalize_name(str(self.metadata["Name"])))

    @property
    def version(self) -> str:
        """As it stands in the metadata."""
        return str(self.metadata["Version"])


def wheels_in(folder: Path) -> dict[str, Wheel]:
    """The wheels of a folder, by name. Raises ValueError where one is there in two versions, or a file is no wheel."""
    found: dict[str, Wheel] = {}
    for path in sorted(folder.iterdir()):
        wheel = Wheel(path=path, sha256=hashlib.sha256(path.read_bytes()).hexdigest(), metadata=_metadata(path))
        if wheel.name in found:
            raise ValueError(f"{wheel.name} is there twice: {found[wheel.name].path.name} and {path.name}")
        found[wheel.name] = wheel
    return found


def _metadata(path: Path) -> Message:
    try:
        with zipfile.ZipFile(path) as archive:
            named = next(one for one in archive.namelist() if one.endswith(".dist-info/METADATA"))
            return HeaderParser().parsestr(archive.read(named).decode("utf-8"))
    except (zipfile.BadZipFile, StopIteration):
        raise ValueError(f"{path.name} is no wheel: everything in a bundle has to install without a compiler") from None


def requirements(wheels: Mapping[str, Wheel]) -> str:
    """A requirements file for pip's --require-hashes: each wheel with the one version and hash that may be installed."""
    return "".join(f"{one.name}=={one.version} --hash=sha256:{one.sha256}\n" for one in wheels.values())


def needs(wheels: Mapping[str, Wheel], root: str, extras: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """By wheel: those that it needs on this machine. Raises ValueError where one is not there, or is needed by none."""
    wanted: dict[str, set[str]] = {root: set(extras)}
    todo = [root]
    while todo:
        for requirement in _asked_for(wheels[todo.pop()], wanted):
            name = str(canonicalize_name(requirement.name))
            if name not in wheels:
                raise ValueError(f"{name} is needed and not there")
            if name not in wanted or not requirement.extras <= wanted[name]:
                wanted.setdefault(name, set()).update(requirement.extras)
                todo.append(name)
    unused = sorted(wheels.keys() - wanted.keys())
    if unused:
        raise ValueError(f"nothing needs {', '.join(unused)}")
    return {
        name: tuple(sorted({str(canonicalize_name(one.name)) for one in _asked_for(wheels[name], wanted)})) for name in wheels
    }


def _asked_for(wheel: Wheel, wanted: Mapping[str, set[str]]) -> Iterator[Requirement]:
    for line in wheel.metadata.get_all("Requires-Dist", []):
        requirement = Requirement(line)
        extras = ["", *sorted(wanted[wheel.name])]
        if requirement.marker is None or any(requirement.marker.evaluate({"extra": one}) for one in extras):
            yield requirement
