"""`make bundle`: surgex with everything that it needs, to be installed where there is no network; then it installs it so."""

import hashlib
import shutil
import subprocess
import sys
import sysconfig
import tarfile
import tempfile
import time
import venv
from pathlib import Path

from bundle.bill import bill
from bundle.wheels import needs, requirements, wheels_in

ROOT = Path(__file__).parents[1]
DIST = ROOT / "dist"
EXTRAS = ("postgres", "report", "web")
AS_IT_IS = ("INSTALL.md", "install.sh")
NO_NETWORK = ("unshare", "--map-root-user", "--net")
"""What runs a command where there is no network at all; not every machine allows it."""


def main() -> None:
    """Build, prove, pack, and say where it is."""
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as name:
        _say("downloading every wheel that surgex needs; about a minute where the network is quick")
        python = _environment(Path(name) / "build")
        folder = _built(python, Path(name))
        _say("installing it without a network")
        how = _proven(folder, Path(name) / "proof")
        archive = DIST / f"{folder.name}.tar.gz"
        with tarfile.open(archive, "w:gz") as packed:
            packed.add(folder, folder.name)
    size = archive.stat().st_size / 1_000_000
    _say(f"{folder} and {archive.name}: {size:.0f} MB, {how}; {time.monotonic() - began:.0f} seconds")


def _built(python: Path, scratch: Path) -> Path:
    wheels = scratch / "wheels"
    _run(python, "-m", "pip", "wheel", "--quiet", "--no-deps", "--wheel-dir", wheels, ROOT)
    own = next(wheels.iterdir())
    wanted = f"{own}[{','.join(EXTRAS)}]"
    _run(python, "-m", "pip", "download", "--quiet", "--only-binary", ":all:", "--dest", wheels, wanted)
    found = wheels_in(wheels)
    platform = sysconfig.get_platform().replace("-", "_").replace(".", "_")
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    folder = DIST / f"surgex-{found['surgex'].version}-python{version}-{platform}"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    shutil.copytree(wheels, folder / "wheels")
    for one in AS_IT_IS:
        shutil.copy(Path(__file__).parent / one, folder / one)
    (folder / "requirements.txt").write_text(requirements(found), encoding="utf-8")
    (folder / "sbom.cdx.json").write_text(bill(found, needs(found, "surgex", EXTRAS), "surgex"), encoding="utf-8")
    (folder / "SHA256SUMS").write_text(_sums(folder), encoding="utf-8")
    return folder


def _sums(folder: Path) -> str:
    files = sorted(one for one in folder.rglob("*") if one.is_file())
    return "".join(f"{hashlib.sha256(one.read_bytes()).hexdigest()}  {one.relative_to(folder).as_posix()}\n" for one in files)


def _proven(folder: Path, place: Path) -> str:
    """Install the bundle into a new environment and use it; says whether the network was away or only not asked."""
    away = (
        shutil.which(NO_NETWORK[0]) and subprocess.run([*NO_NETWORK, "true"], capture_output=True, check=False).returncode == 0
    )
    prefix = NO_NETWORK if away else ()
    _run(*prefix, "sh", folder / "install.sh", place, sys.executable)
    for command in (("--version",), ("decks", "list")):
        _run(*prefix, place / "bin" / "surgex", *command)
    return "installed and run with no network at all" if away else "installed and run with pip asking no index (--no-index)"


def _environment(place: Path) -> Path:
    venv.create(place, with_pip=True)
    return place / ("Scripts" if sys.platform == "win32" else "bin") / "python"


def _run(*command: str | Path) -> None:
    done = subprocess.run([str(one) for one in command], check=False)
    if done.returncode:
        sys.exit(f"bundle: this failed: {' '.join(str(one) for one in command)}")


def _say(sentence: str) -> None:
    print(sentence, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
