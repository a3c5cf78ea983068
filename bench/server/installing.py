"""boardgame.io for the comparison: npm puts the versions that `boardgame/package.json` names into a cache of this user."""

import shutil
import subprocess
import sys
from pathlib import Path

from platformdirs import user_cache_path

PACKAGE = Path(__file__).parent / "boardgame" / "package.json"
WITHIN = 300.0


def boardgame_modules() -> Path | None:
    """Where they are, installed if need be; None where node or npm is missing or the registry cannot be had."""
    folder = user_cache_path("surgex-bench") / "boardgame"
    if shutil.which("node") is None or shutil.which("npm") is None:
        _say("node and npm are not both installed here")
        return None
    try:
        folder.mkdir(parents=True, exist_ok=True)
        known = folder / "package.json"
        if not (folder / "node_modules").is_dir() or not known.exists() or known.read_bytes() != PACKAGE.read_bytes():
            print("boardgame.io is installed with npm ...", file=sys.stderr)
            known.write_bytes(PACKAGE.read_bytes())
            command = ("npm", "install", "--no-audit", "--no-fund", "--silent")
            subprocess.run(command, cwd=folder, check=True, timeout=WITHIN, capture_output=True)
    except (OSError, subprocess.SubprocessError) as error:
        (folder / "package.json").unlink(missing_ok=True)
        _say(f"npm could not install it: {error}")
        return None
    return folder / "node_modules"


def _say(why: str) -> None:
    print(f"WITHOUT boardgame.io: {why}. Its rows will be missing.", file=sys.stderr)
