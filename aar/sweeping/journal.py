"""The rows of a sweep that are there already, one a line: what an interrupted sweep goes on from."""

import json
import os
from collections.abc import Iterator
from pathlib import Path

from aar.log_file import LogError, write_whole
from aar.sweeping.plan import SweepError
from aar.sweeping.row import Row


class Journal:
    """Rows as they come, on the disk after each. A line that was cut off in the middle is played again."""

    def __init__(self, path: Path, plan: str) -> None:
        """Take up what is there. Raises SweepError where it belongs to another sweep, or cannot be read or written."""
        self.path = path
        self.rows: dict[int, Row] = {}
        try:
            kept = list(self._kept(path, plan)) if path.exists() else []
            # whole or not at all: a kill in between must not take the rows along
            write_whole(path, (json.dumps(one).encode() + b"\n" for one in ({"plan": plan}, *kept)))
            self._file = path.open("a", encoding="utf-8", newline="\n")
        except LogError as error:
            raise SweepError(str(error)) from None
        except OSError as error:
            raise SweepError(f"{path} cannot be read or written: {error.strerror}. Name another --out.") from None
        self.rows = {int(str(row["game"])): row for row in kept}

    @staticmethod
    def _kept(path: Path, plan: str) -> Iterator[Row]:
        lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
        try:
            begun = json.loads(lines[0])["plan"] if lines else plan
        except (ValueError, TypeError, KeyError):
            raise SweepError(f"{path} is no journal of a sweep: move it away, or name another --out") from None
        if begun != plan:
            raise SweepError(f"{path} is the journal of another sweep: finish that one, delete it, or name another --out")
        for line in lines[1:]:
            try:
                row = json.loads(line)
            except ValueError:
                return
            if not isinstance(row, dict) or not isinstance(row.get("game"), int):
                return
            yield row

    def add(self, row: Row) -> None:
        """Keep a row."""
        self._file.write(json.dumps(row) + "\n")
        self._file.flush()
        os.fsync(self._file.fileno())
        self.rows[int(str(row["game"]))] = row

    def close(self) -> None:
        """The file is let go; what is in it stays."""
        self._file.close()

    def remove(self) -> None:
        """All rows stand elsewhere."""
        self.close()
        self.path.unlink(missing_ok=True)
