"""The settings of a user: from where each comes, and what is said of a mistake."""

from pathlib import Path

import pytest

from tui.config_file import ConfigError, example, read_settings, unknown_variables
from tui.keymap import check_keys
from tui.options import OPTIONS
from tui.settings import ClientConfig


def _written(folder: Path, text: str, **variables: str) -> dict[str, str]:
    file = folder / "config.toml"
    file.write_text(text, encoding="utf-8")
    return {"SURGEX_CONFIG": str(file), **variables}


def _problems(environ: dict[str, str]) -> list[str]:
    with pytest.raises(ConfigError) as raised:
        read_settings(environ)
    return list(raised.value.problems)


def test_a_flag_comes_before_a_variable_a_variable_before_the_file_and_the_file_before_the_default(tmp_path: Path) -> None:
    text = 'theme = "light"\nupdates = 4\nserver = "wss://one.example"\n'
    environ = _written(tmp_path, text, SURGEX_UPDATES="5", SURGEX_THEME="ansi-dark")

    settings = read_settings(environ, {"theme": "high-contrast", "ascii": None})

    found = {name: (one.value, one.source) for name, one in settings.options.items()}
    assert found["theme"] == ("high-contrast", "--theme")
    assert found["updates"] == (5, "SURGEX_UPDATES")
    assert found["server"] == ("wss://one.example", "config.toml, line 3")
    assert found["ascii"] == (False, "default")


def test_every_problem_of_the_file_is_told_with_its_line_and_a_mend(tmp_path: Path) -> None:
    text = 'theem = "light"\nascii = "yes"\ntoken = "abc"\nupdates = 99\ntime_zone = "Mars/Base"\n\n[keys]\nsee.copy = []\n'
    environ = _written(tmp_path, text, SURGEX_MOUSE="maybe")
    file = environ["SURGEX_CONFIG"]

    found = _problems(environ)

    assert found[0] == "SURGEX_MOUSE should be 1 or 0"
    assert [one.partition(": ")[0] for one in found[1:]] == [f"{file}:{line}" for line in (1, 2, 3, 4, 5, 8)]
    assert "did you mean `theme`?" in found[1]
    assert "SURGEX_TOKEN" in found[3]
    assert "from 1 to 30" in found[4]
    assert "abc" not in "".join(found)


@pytest.mark.parametrize("text", ["theme = light\n", "theme = \n", "[keys\n", '"""', "a = 1\na = 2\n", "\x00"])
def test_a_file_that_is_no_toml_is_one_problem_with_its_place(tmp_path: Path, text: str) -> None:
    environ = _written(tmp_path, text)

    (found,) = _problems(environ)

    assert found.startswith(environ["SURGEX_CONFIG"])
    assert "\n" not in found


def test_a_file_that_is_named_has_to_be_there_the_usual_one_does_not(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    monkeypatch.setenv("HOME", str(tmp_path))

    assert "it is not there" in _problems({"SURGEX_CONFIG": str(tmp_path / "none.toml")})[0]
    assert read_settings({}).options["mouse"].value is True


def test_a_server_with_a_secret_in_its_address_is_refused(tmp_path: Path) -> None:
    (found,) = _problems(_written(tmp_path, 'server = "wss://me:pass1234@one.example"\n'))

    assert "a token does not belong into it" in found
    assert "pass1234" not in found


def test_the_example_names_every_option_and_is_a_sound_file_also_with_all_of_it_set(tmp_path: Path) -> None:
    whole = "\n".join(
        line.removeprefix("#") if line.startswith("#") and " = " in line else line for line in example().splitlines()
    )

    settings = read_settings(_written(tmp_path, whole))

    assert read_settings(_written(tmp_path, example())).keys == {}
    assert [name for name, one in settings.options.items() if one.source == "default"] == []
    check_keys(settings)
    assert settings.keys == {"order.new": "f3", "see.copy": "f8,f9"}
    assert all(one.variable in example() for one in OPTIONS)


def test_variables_that_set_nothing_are_named() -> None:
    said = unknown_variables({"SURGEX_THEEM": "x", "SURGEX_TOKEN": "t", "SURGEX_THEME": "light", "HOME": "/"})

    assert said == ["SURGEX_THEEM sets nothing (did you mean `SURGEX_THEME`?)"]


def test_only_a_client_that_joined_by_itself_remembers_its_server(tmp_path: Path) -> None:
    ClientConfig(folder=tmp_path).keep_server("ws://demo:1")
    joined = ClientConfig(folder=tmp_path, keeps_server=True)
    joined.keep_server("wss://one.example")
    joined.keep_theme("light")

    assert ClientConfig(folder=tmp_path).last_server() == "wss://one.example"
    assert ClientConfig(folder=tmp_path).chosen_theme() == "light"
