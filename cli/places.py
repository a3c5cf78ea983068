"""Where surgex keeps things when it is not told otherwise."""

import os
from pathlib import Path

from platformdirs import user_data_path

from engine.mistakes import MistakeError


class PlaceError(MistakeError):
    """A folder that cannot be made, in one line with its mend."""


def data_folder(*below: str) -> Path:
    """The folder of this user's exercises, or one below it; made if it is not there. Raises PlaceError."""
    folder = user_data_path("surgex", appauthor=False)
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        folder = folder.joinpath(*below)
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        mend = "set XDG_DATA_HOME to a folder that can be written"
        raise PlaceError(f"{folder} cannot be made: {error.strerror}; {mend}") from None
    return folder


def default_database() -> str:
    """`SURGEX_DATABASE`, or surgex.db in the data folder."""
    return os.environ.get("SURGEX_DATABASE") or str(data_folder() / "surgex.db")
