"""Our server as the bench runs it: `python -m bench.server.hosted SETTINGS`, as JSON. Prints its port."""

import asyncio
import sys

from server.app import host
from server.settings import Settings

if __name__ == "__main__":
    asyncio.run(host(Settings.model_validate_json(sys.argv[1]), ready=lambda listening: print(listening.port, flush=True)))
