"""A program in the place of the client behind a page: says what it was given, and draws back what is typed."""

import os
import sys


def _draw(text: str) -> None:
    data = text.encode()
    os.write(1, b"D" + len(data).to_bytes(4, "big") + data)


def main() -> None:
    """Until it is told to quit."""
    os.write(1, b"__GANGLION__\n")
    _draw(f"pid {os.getpid()} token {os.environ['SURGEX_TOKEN']} argv {sys.argv[1:]} names {sorted(os.environ)}\n")
    while head := os.read(0, 1):
        payload = b""
        size = int.from_bytes(os.read(0, 4), "big")
        while len(payload) < size:
            payload += os.read(0, size - len(payload))
        if head == b"M" and b"quit" in payload:
            return
        _draw(f"typed {payload.decode()}\n" if head == b"D" else f"told {payload.decode()}\n")


if __name__ == "__main__":
    main()
