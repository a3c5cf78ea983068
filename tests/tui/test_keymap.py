"""Keys by their ids: every binding has one, other keys hold everywhere, and what is in whose way is told."""

from pathlib import Path

import pytest
from textual.binding import Binding
from textual.widget import Widget

from tests.support.screens import DOD, Table, client_of, settled, text_of
from tui.config_file import ConfigError, read_settings
from tui.help_screen import TASKS
from tui.inking import inked
from tui.key_names import key_problem
from tui.keymap import all_bound, check_keys, notes, place_name, problems, screens
from tui.settings import ClientConfig
from tui.widgets.words_screen import WordsScreen


def _ours(owner: type) -> list[type]:
    below: list[type] = owner.__subclasses__()
    return [one for each in below for one in (each, *_ours(each)) if one.__module__.startswith("tui.")]


def test_every_binding_of_every_screen_and_widget_has_an_id_and_stands_under_a_task_of_the_help() -> None:
    found = screens()
    owners = {one for one in (*found, *_ours(Widget)) if "BINDINGS" in one.__dict__}
    without = [
        f"{owner.__name__}: {one}"
        for owner in owners
        for one in owner.__dict__["BINDINGS"]
        if not isinstance(one, Binding) or not one.id or one.id.partition(".")[0] not in TASKS
    ]

    assert len(owners) > 12
    assert without == []
    assert {"participant", "control", "wall", "form"} <= {place_name(one) for one in found}


def test_an_id_means_the_same_keys_on_every_screen_that_listens_to_it() -> None:
    by_id: dict[str, set[str]] = {}
    for screen in screens():
        for one in screen.__dict__.get("BINDINGS", ()):
            by_id.setdefault(one.id, set()).add(",".join(sorted(one.key.split(","))))

    assert {name: keys for name, keys in by_id.items() if len(keys) > 1} == {}


def test_the_actions_of_a_page_have_ids_too() -> None:
    page = WordsScreen("A page", inked("words"), actions=[("r", "Release", "release"), ("enter", "Begin", "begin")])

    assert {one.id for _, one in page._bindings} >= {"inject.release", "page.begin"}


async def test_other_keys_work_and_stand_in_footer_and_help(tmp_path: Path) -> None:
    table = Table()
    table.start()
    app, _ = client_of(table, DOD, folder=tmp_path)
    app.config.keys = {"order.new": "f3", "order.approve": "o", "see.facts": "ctrl+n"}

    async with app.run_test(size=(80, 60)) as pilot:
        await settled(pilot)
        await pilot.press("enter")
        await settled(pilot)
        footer = text_of(app).splitlines()[-1]
        await pilot.press("o")
        await settled(pilot)
        approve = [one.message for one in app._notifications]
        await pilot.press("escape", "f3")
        await settled(pilot)
        propose = text_of(app)
        await pilot.press("escape", "question_mark")
        await settled(pilot)
        helped = text_of(app)

    assert "f3 New order" in footer
    assert "o Approve" in footer
    assert any("Nothing to approve or sign here" in one for one in approve)
    assert "New order: what do you want to start?" in propose
    assert "  f3            New order" in helped
    assert "  ^n            Facts that are published" in helped


@pytest.mark.parametrize(
    ("keys", "said"),
    [
        ({"order.nwe": "f3"}, "`order.nwe` is no binding (did you mean `order.new`?)"),
        ({"order.new": "a"}, "a is the key of order.approve already (participant"),
        ({"order.new": "j"}, "j is the key of list.down already"),
        ({"order.new": "enter"}, "enter is the key of select already"),
        ({"order.new": "ctrl+t"}, "ctrl+t is the key of client.theme already"),
        ({"order.new": "f3", "see.map": "f3"}, "f3 is the key of"),
        ({"form.send": "x"}, "x is written into fields"),
        ({"client.leave": "Q"}, "Q is written into fields"),
        ({"order.new": "ctrl+i"}, "a terminal sends ctrl+i as tab"),
        ({"order.new": "f33"}, "`f33` is no key"),
        ({"order.new": "hyper+x"}, "`hyper` is no modifier"),
    ],
)
def test_keys_that_cannot_be_are_named_with_the_mend(keys: dict[str, str], said: str) -> None:
    assert said in "\n".join(sentence for _, sentence in problems(keys))


def test_keys_that_change_places_are_in_nobodys_way_and_those_that_terminals_keep_are_told() -> None:
    assert problems({"order.new": "a", "order.approve": "o"}) == []
    assert notes({"see.map": "f7,ctrl+s", "see.copy": "alt+c"}) == [
        "see.map: many terminals stop their output at ctrl+s",
        "see.copy: terminals and tmux use alt for themselves",
    ]


@pytest.mark.parametrize("key", ["?", "question_mark", "F3", "ctrl+n", "pgdn", "space", "é", "+", "plus", "shift+tab", "esc"])
def test_keys_as_people_write_them_are_known(key: str) -> None:
    assert key_problem(key) == ""


def test_keys_that_cannot_be_are_told_with_their_line(tmp_path: Path) -> None:
    file = tmp_path / "config.toml"
    file.write_text('[keys]\nsee.map = "f7"\norder.new = "a"\n', encoding="utf-8")

    with pytest.raises(ConfigError, match=r"config\.toml:3: order\.new: a is the key of order\.approve"):
        check_keys(read_settings({"SURGEX_CONFIG": str(file)}))


def test_every_key_that_is_listed_can_be_given_to_another_binding_by_the_name_that_is_printed() -> None:
    bound = all_bound({})

    assert len(bound) > 60
    assert [(one.id, key) for one in bound for key in one.keys if key_problem(key)] == []
    assert ClientConfig().keys == {}
