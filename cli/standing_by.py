"""`surgex host --standby` and `surgex promote`: a second server that follows the first, and takes its place."""

import asyncio
import sys
import time
from collections.abc import Iterable
from typing import TYPE_CHECKING

from cli.choices import wrong
from cli.databases import DatabaseOption, ServingError, told
from cli.places import default_database
from cli.sitting_down import check_url

if TYPE_CHECKING:
    from server.settings import Settings
    from server.store import ExerciseSummary

PATIENCE = 30.0
"""Seconds that a standby may take to hear of its promotion and to take over."""


def follow_until_promoted(settings: "Settings", url: str, token: str) -> None:
    """Follow the server at this address until `surgex promote`; after that the caller may serve."""
    from server.logs import logger_to, open_log
    from server.standby import Standby, StandbyError

    check_url(url)
    if not token:
        wrong("--standby needs the operator's token of the other server: --operator-token, or SURGEX_OPERATOR_TOKEN")
    log = open_log(settings.log_file)

    async def follow() -> tuple["ExerciseSummary", ...]:
        standby = Standby(settings, url, token, logger_to(log))
        print(f"{standby.database} follows {url}; `surgex promote` makes this the server", file=sys.stderr)
        return await standby.until_promoted()

    try:
        _tell_heads(asyncio.run(follow()))
    except StandbyError as error:
        raise ServingError(f"{url} cannot be followed: {error}") from None
    except KeyboardInterrupt:
        sys.exit(0)


def promote(database: DatabaseOption = None) -> None:
    """Have a standby take the place of the server that it follows; that one, if it still answers, records nothing more.

    Example: surgex promote --database standby.db
    """
    from server.store import Store
    from server.succession import ask_promotion, standing
    from server.succession import promote as promote_now
    from server.trouble import StoreError

    with told():
        store = Store(database or default_database(), create=False)
        try:
            ask_promotion(store)
            try:
                lease = store.lease()
            except StoreError:
                until = time.monotonic() + PATIENCE
                while standing(store) is not None and time.monotonic() < until:
                    time.sleep(0.1)
                if standing(store) is not None:
                    raise ServingError("the standby does not take over: look at its log, end it, and promote again") from None
                print("promoted; the standby serves now")
                _tell_heads(store.exercises())
            else:
                _tell_heads(promote_now(store))
                lease.let_go()
                print("promoted; serve it with `surgex host`")
        finally:
            store.close()


def _tell_heads(exercises: Iterable["ExerciseSummary"]) -> None:
    """A later head than one of these that somebody noted means that entries were lost with the other server."""
    for one in exercises:
        print(f"  {one.id}: goes on after entry {one.number}, head {one.head[:16]}")
