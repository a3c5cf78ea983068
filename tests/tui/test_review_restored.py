"""A review that follows a server whose database was put back to an older copy: from there on it is another log."""

import shutil
from pathlib import Path

from engine.orders import StartExercise
from engine.phases import Phase
from server.admission import create_exercise
from server.app import Host
from tests.support.reviewing import following, pressed
from tests.support.screens import until
from tests.support.server import Follower, settings, world


async def test_where_the_server_went_back_what_was_read_stays_and_a_banner_says_so(tmp_path: Path) -> None:
    old, new = tmp_path / "old", tmp_path / "new"
    old.mkdir()
    new.mkdir()
    async with Host(settings(old)) as first:
        created = create_exercise(first.store, world(), seed="a seed")
        token = next(one.token for one in created.seats if one.role == "control")
        port, url = first.port, first.url
    for file in old.iterdir():
        shutil.copy(file, new / file.name)
    app = following(tmp_path, url, token)
    async with app.run_test(size=(100, 30)) as pilot:
        async with Host(settings(old, port=port)) as first, Follower(first.url, token) as control:
            await until(pilot, lambda: bool(app.reviews) and app.screen is app.reviews[0])
            await control.give(StartExercise())
            await control.advance(Phase.ORDERS)
            await until(pilot, lambda: app.reviews[0].review.moment.exercise.phase is Phase.ORDERS)
        read = app.reviews[0].review.recording.last
        async with Host(settings(new, port=port)) as second, Follower(second.url, token) as control:
            await control.give(StartExercise())
            await until(pilot, lambda: bool(app.reviews[0].cut))
            page = await pressed(app, pilot)
            print(page)

            assert f"NO LONGER FOLLOWED after entry {read}" in page
            assert app.reviews[0].review.recording.last == read
            app.action_leave()
