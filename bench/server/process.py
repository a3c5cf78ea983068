"""A server under load in a process of its own: starting it, what it takes of processor and memory, and ending it."""

import asyncio
import os
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

STARTS_WITHIN = 60.0
ENDS_WITHIN = 20.0
MEGABYTE = 1 << 20


class Served:
    """`async with Served(command, folder) as server`: its first line of output is there, and what it says else is in a file."""

    def __init__(self, command: Sequence[str], folder: Path, environment: Mapping[str, str] | None = None) -> None:
        self._command = tuple(command)
        self._said = folder / "server.err"
        self._environment = {**os.environ, **(environment or {})}
        self._process: asyncio.subprocess.Process | None = None
        self.first = ""
        """The first line that it printed: its port, where it chooses one."""

    async def __aenter__(self) -> Self:
        with self._said.open("ab") as said:
            self._process = await asyncio.create_subprocess_exec(
                *self._command, stdout=subprocess.PIPE, stderr=said, env=self._environment
            )
        assert self._process.stdout is not None
        async with asyncio.timeout(STARTS_WITHIN):
            self.first = (await self._process.stdout.readline()).decode().strip()
        if not self.first:
            raise ChildProcessError(f"{' '.join(self._command[:3])} did not start: {self._said.read_text()[-500:]}")
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._process is None or self._process.returncode is not None:
            return
        self._process.terminate()
        try:
            async with asyncio.timeout(ENDS_WITHIN):
                await self._process.wait()
        except TimeoutError:
            self._process.kill()
            await self._process.wait()

    @property
    def running(self) -> bool:
        """Whether it has not ended."""
        return self._process is not None and self._process.returncode is None

    def processor_seconds(self) -> float:
        """What it has taken of processors since its start."""
        fields = Path(f"/proc/{self._number}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def memory(self) -> float:
        """Megabytes of it that are in memory."""
        return self._status("VmRSS") / 1024

    def threads(self) -> int:
        """How many it has."""
        return self._status("Threads")

    def _status(self, name: str) -> int:
        lines = Path(f"/proc/{self._number}/status").read_text().splitlines()
        return next(int(line.split()[1]) for line in lines if line.startswith(f"{name}:"))

    @property
    def _number(self) -> int:
        assert self._process is not None
        return self._process.pid
