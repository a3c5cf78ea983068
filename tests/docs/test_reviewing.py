"""The guide for reviewers: its path of keys leads to the costliest pair and to what a change would have been worth."""

import re
from collections.abc import Iterator
from pathlib import Path

from tests.support.reviewing import log_in, opened, pressed, review_of, small_findings
from tui.widgets.pane import PANE_KEYS
from tui.words import short_name

PAGE = Path(__file__).parents[2] / "docs" / "reviewing.md"


def path_of_keys() -> Iterator[tuple[str, str]]:
    """Each key, and the words that stand on the screen when it is pressed."""
    block = PAGE.read_text(encoding="utf-8").split("```text\n")[1].split("```")[0]
    for line in block.splitlines():
        key, said, _ = re.split(r"\s{2,}", line)
        yield key, said


async def test_the_path_of_keys_leads_to_the_costliest_pair_and_to_what_a_change_is_worth(tmp_path: Path) -> None:
    found = small_findings().boundaries[0]
    app = review_of(tmp_path, log_in(tmp_path, findings=True))
    async with app.run_test(size=(100, 40)) as pilot:
        screen = await opened(app, pilot)
        for key, said in path_of_keys():
            page = await pressed(app, pilot, key)
            if "SIDE BY SIDE" in said:
                await app.workers.wait_for_complete()
                page = await pressed(app, pilot)
                assert "How it went" in page
            assert said in page, f"{key}: {said}"

        names = [short_name(screen.review.world, one) for one in found.between]
        assert found.weighted > 0
        assert f"1. {' and '.join(names)}" in " ".join(screen.seams_pane.rows.texts)


def test_every_pane_of_the_guide_has_the_key_that_opens_it() -> None:
    screen_panes = re.findall(r"^\| `(.)` \| (\w+) \|", PAGE.read_text(encoding="utf-8"), flags=re.MULTILINE)

    assert "".join(key for key, _ in screen_panes) == PANE_KEYS
