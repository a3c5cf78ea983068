"""Where surgex keeps things when it is not told otherwise."""

import os
from pathlib import Path

from platformdirs import user_data_path


def data_folder() -> Path:
    """The folder of this user's exercises; made if it is not there."""
    folder = user_data_path("surgex", appauthor=False)
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder


def default_database() -> str:
    """`SURGEX_DATABASE`, or surgex.db in the data folder."""
    return os.environ.get("SURGEX_DATABASE") or str(data_folder() / "surgex.db")
