"""How long an initiative that the curtain opened waited, read from what the curtain tells of it."""

import re

from engine.views import SecretSeen

WAITED = re.compile(r"; waited (\d+) weeks for its organisation")
"""How the curtain tells that a step waited (rule 1.8)."""


def longest_wait(seen: SecretSeen) -> tuple[int, str]:
    """Of an initiative that was opened: the most weeks that a step waited for its organisation, and for which; else nothing."""
    waits = [(int(found[1]), text.partition(",")[0]) for _, text in seen.tells if (found := WAITED.search(text))]
    return max(waits, default=(0, ""))
