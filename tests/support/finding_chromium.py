"""A Chromium to look at pages with: the machine's own, else the one that npm's @sparticuz/chromium carries, in a cache."""

import os
import shutil
import subprocess
import sys
import tarfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from platformdirs import user_cache_path

PACKAGE = Path(__file__).parent / "chromium_package" / "package.json"
VARIABLE = "SURGEX_CHROMIUM"
NAMES = ("chromium", "chromium-browser", "chrome-headless-shell", "google-chrome", "google-chrome-stable")
WITHIN = 300.0
UNPACK = """
const fs = require("node:fs"), zlib = require("node:zlib"), {pipeline} = require("node:stream/promises");
const [from, to] = process.argv.slice(1);
pipeline(fs.createReadStream(from), zlib.createBrotliDecompress(), fs.createWriteStream(to, {mode: 0o755}))
  .catch(error => { console.error(error.message); process.exit(1); });
"""
"""Brotli is something that node can read and Python cannot."""

FONTS = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>{folder}</dir>
  <dir>/usr/share/fonts</dir>
  <cachedir prefix="xdg">fontconfig</cachedir>
</fontconfig>
"""


@dataclass(frozen=True, slots=True)
class Binary:
    """What is started, and what its environment needs beside our own."""

    path: Path
    environment: Mapping[str, str] = field(default_factory=dict)


class NoChromiumError(Exception):
    """There is none; the message says what was looked for."""


def find_chromium() -> Binary:
    """Raises NoChromiumError. It may install one with npm, into this user's cache, once."""
    named = os.environ.get(VARIABLE)
    if named:
        if not Path(named).is_file():
            raise NoChromiumError(f"{VARIABLE} names {named}, and there is no such file")
        return Binary(Path(named))
    for name in NAMES:
        found = shutil.which(name)
        if found:
            return Binary(Path(found))
    return _from_npm()


def _from_npm() -> Binary:
    looked = f"looked for {VARIABLE}, for {', '.join(NAMES)} on the PATH"
    if shutil.which("node") is None or shutil.which("npm") is None:
        raise NoChromiumError(f"{looked}, and for node and npm to fetch @sparticuz/chromium with")
    folder = user_cache_path("surgex-tests") / "chromium"
    try:
        _install(folder)
    except (OSError, subprocess.SubprocessError, tarfile.TarError) as error:
        raise NoChromiumError(f"{looked}; npm could not fetch @sparticuz/chromium: {error}") from None
    ready = folder / "ready"
    environment = {
        "LD_LIBRARY_PATH": os.pathsep.join(filter(None, (str(ready / "lib"), os.environ.get("LD_LIBRARY_PATH")))),
        "FONTCONFIG_PATH": str(ready / "fonts"),
    }
    return Binary(ready / "chromium", environment)


def _install(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    known, ready = folder / "package.json", folder / "ready"
    if ready.is_dir() and known.exists() and known.read_bytes() == PACKAGE.read_bytes():
        return
    print("a Chromium is installed with npm ...", file=sys.stderr)
    known.write_bytes(PACKAGE.read_bytes())
    command = ("npm", "install", "--no-audit", "--no-fund", "--silent", "--ignore-scripts")
    subprocess.run(command, cwd=folder, check=True, timeout=WITHIN, capture_output=True)
    packed, making = folder / "node_modules" / "@sparticuz" / "chromium" / "bin", folder / "making"
    shutil.rmtree(making, ignore_errors=True)
    shutil.rmtree(ready, ignore_errors=True)
    making.mkdir()
    _decompress(packed / "chromium.br", making / "chromium")
    for name in ("al2023", "swiftshader", "fonts"):
        _decompress(packed / f"{name}.tar.br", making / f"{name}.tar")
        with tarfile.open(making / f"{name}.tar") as archive:
            archive.extractall(making / ("fonts" if name == "fonts" else ""), filter="data")
        (making / f"{name}.tar").unlink()
    (making / "fonts" / "fonts.conf").write_text(FONTS.format(folder=ready / "fonts"), encoding="utf-8")
    making.rename(ready)


def _decompress(source: Path, target: Path) -> None:
    subprocess.run(("node", "-e", UNPACK, str(source), str(target)), check=True, timeout=WITHIN, capture_output=True)
