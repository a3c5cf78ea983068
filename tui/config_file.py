"""The settings of this user: flag over variable over file over default. Every mistake in the file is told with its line."""

import difflib
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from platformdirs import user_config_path

from engine.mistakes import MistakeError
from tui.options import BY_NAME, OPTIONS, Option, Value

FILE_VARIABLE = "SURGEX_CONFIG"
"""Names another file than the usual one."""
KEYS = "keys"
"""The table of the file that gives other keys."""
OTHER_VARIABLES = ("SURGEX_CA", "SURGEX_CONFIG", "SURGEX_DATABASE", "SURGEX_OPERATOR_TOKEN", "SURGEX_TOKEN")
_KEY_LINE = re.compile(r"""^\s*((?:[\w-]+|"[^"]*"|'[^']*')(?:\s*\.\s*(?:[\w-]+|"[^"]*"|'[^']*'))*)\s*=""")
_TABLE_LINE = re.compile(r"^\s*\[\s*([^\]]*?)\s*\]")


class ConfigError(MistakeError):
    """What is wrong with the settings: one line for each problem, with its place and its mend."""

    def __init__(self, problems: Iterable[str]) -> None:
        self.problems: tuple[str, ...] = tuple(sorted(problems, key=_by_line))
        super().__init__("\n".join(self.problems))


@dataclass(frozen=True, slots=True)
class Setting:
    """A value, and where it comes from in words: `default`, `SURGEX_THEME`, `config.toml, line 3`, `--theme`."""

    value: Value
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """All options and the keys that were changed; `lines` says where in the file each key binding stands."""

    file: Path
    options: Mapping[str, Setting]
    keys: Mapping[str, str] = field(default_factory=dict)
    """By id of a binding: its keys, separated by commas."""
    lines: Mapping[str, int] = field(default_factory=dict)

    def text(self, name: str) -> str:
        """The value of an option that is text."""
        return str(self.options[name].value)

    def number(self, name: str) -> int:
        """The value of an option that is a number."""
        return int(self.options[name].value)

    def on(self, name: str) -> bool:
        """The value of an option that is true or false."""
        return bool(self.options[name].value)


def _by_line(problem: str) -> int:
    found = re.match(r"[^\n]*?:(\d+): ", problem)
    return int(found.group(1)) if found else 0


def config_path(environ: Mapping[str, str]) -> Path:
    """Where this user's file is looked for."""
    named = environ.get(FILE_VARIABLE, "")
    return Path(named).expanduser() if named else user_config_path("surgex", appauthor=False) / "config.toml"


def read_settings(environ: Mapping[str, str], flags: Mapping[str, Value | None] | None = None) -> Settings:
    """Every option: a flag that was given, else the variable, else the file, else the default. Raises ConfigError.

    A file that is not there is an empty one, unless SURGEX_CONFIG names it.
    """
    file = config_path(environ)
    text = _text(file, named=bool(environ.get(FILE_VARIABLE)))
    problems: list[str] = []
    plain = _parsed(file, text)
    lines = _lines(text)
    keys = dict(_keys(file, plain.pop(KEYS, {}), lines, problems))
    problems += _unknown(file, plain, lines)
    options = {one.name: _setting(one, file, plain, lines, environ, problems) for one in OPTIONS}
    options |= {name: _flag(BY_NAME[name], value, problems) for name, value in (flags or {}).items() if value is not None}
    if problems:
        raise ConfigError(problems)
    at = {name.removeprefix(f"{KEYS}."): line for name, line in lines.items() if name.startswith(f"{KEYS}.")}
    return Settings(file=file, options=options, keys=keys, lines=at)


def unknown_variables(environ: Mapping[str, str]) -> list[str]:
    """Variables that look like ours and set nothing, each with what may have been meant."""
    known = [*(one.variable for one in OPTIONS), *OTHER_VARIABLES]
    return [
        f"{one} sets nothing{did_you_mean(one, known)}" for one in environ if one.startswith("SURGEX_") and one not in known
    ]


def did_you_mean(given: str, known: Iterable[str]) -> str:
    """A hint, where something known looks like what was given."""
    near = difflib.get_close_matches(given, list(known), n=1)
    return f" (did you mean `{near[0]}`?)" if near else ""


def place(file: Path, line: int | None) -> str:
    """A place in the file, as errors name it."""
    return f"{file}:{line}" if line else str(file)


def _text(file: Path, *, named: bool) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except FileNotFoundError:
        if named:
            raise ConfigError([f"{file}: {FILE_VARIABLE} names this file, and it is not there"]) from None
        return ""
    except UnicodeDecodeError as error:
        raise ConfigError([f"{file}: byte {error.start} is not UTF-8; save the file as UTF-8"]) from None
    except OSError as error:
        raise ConfigError([f"{file}: cannot be read: {error.strerror}"]) from None


def _parsed(file: Path, text: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        said = str(error)
        found = re.search(r" \(at line (\d+), column \d+\)$", said)
        line = int(found.group(1)) if found else None
        why = said[: found.start()] if found else said.removesuffix(" (at end of document)")
        raise ConfigError([f'{place(file, line)}: {why}; text stands in quotes: theme = "surgex"']) from None


def _lines(text: str) -> dict[str, int]:
    """By full name of a key or table: the line on which it stands first."""
    found: dict[str, int] = {}
    table = ""
    for number, line in enumerate(text.splitlines(), start=1):
        if header := _TABLE_LINE.match(line):
            table = _bare(header.group(1))
            found.setdefault(table, number)
        elif key := _KEY_LINE.match(line):
            name = _bare(key.group(1))
            full = f"{table}.{name}" if table else name
            for end in range(1, full.count(".") + 2):
                found.setdefault(".".join(full.split(".")[:end]), number)
    return found


def _bare(name: str) -> str:
    return re.sub(r"\s*\.\s*", ".", name.replace('"', "").replace("'", ""))


def _unknown(file: Path, plain: Mapping[str, Any], lines: Mapping[str, int]) -> Iterator[str]:
    for name in plain:
        if name in BY_NAME:
            continue
        where = place(file, lines.get(name))
        if "token" in name.lower():
            yield f"{where}: a token never stands in this file; put it into SURGEX_TOKEN, or type it when asked"
        else:
            yield f"{where}: `{name}` is no setting{did_you_mean(name, (*BY_NAME, KEYS))}; `surgex config example` lists them"


def _setting(
    one: Option,
    file: Path,
    plain: Mapping[str, Any],
    lines: Mapping[str, int],
    environ: Mapping[str, str],
    problems: list[str],
) -> Setting:
    setting = Setting(one.default, "default")
    if one.name in plain:
        if why := one.wrong(plain[one.name]):
            problems.append(f"{place(file, lines.get(one.name))}: {one.name} {why}")
        else:
            setting = Setting(plain[one.name], f"{file.name}, line {lines.get(one.name, '?')}")
    if one.variable in environ:
        try:
            setting = Setting(one.from_text(environ[one.variable]), one.variable)
        except ValueError as error:
            problems.append(f"{one.variable} {error}")
    return setting


def _flag(one: Option, value: Value, problems: list[str]) -> Setting:
    if why := one.wrong(value):
        problems.append(f"--{one.name} {value} {why}")
    return Setting(value, f"--{one.name}")


def _keys(file: Path, plain: object, lines: Mapping[str, int], problems: list[str]) -> Iterator[tuple[str, str]]:
    """Each id with its keys, from `order.new = "f3"` or `"order.new" = ["f3", "n"]`."""
    if not isinstance(plain, dict):
        problems.append(f'{place(file, lines.get(KEYS))}: `keys` is a table: write [keys], and below it order.new = "f3"')
        return
    for name, value in _flat(plain, ""):
        where = place(file, lines.get(f"{KEYS}.{name}"))
        several = value if isinstance(value, list) else [value]
        if not several or not all(isinstance(one, str) and one.strip() for one in several):
            problems.append(f'{where}: {name} should be a key or a list of keys, for example "f3" or ["f3", "ctrl+n"]')
            continue
        yield name, ",".join("comma" if one == "," else one.strip() for one in several)


def _flat(table: Mapping[str, Any], before: str) -> Iterator[tuple[str, Any]]:
    for name, value in table.items():
        full = f"{before}.{name}" if before else name
        if isinstance(value, dict):
            yield from _flat(value, full)
        else:
            yield full, value


def example() -> str:
    """A whole file with every setting, all of them commented out."""
    shown = [
        "# Settings of surgex for this user. What is commented out shows an example; remove the # to set it.",
        "# A flag of a command comes before a variable, a variable before this file, this file before the default.",
        "",
    ]
    for one in OPTIONS:
        shown += [f"# {one.says}", f"# Variable: {one.variable}", f"#{one.name} = {one.example}", ""]
    shown += [
        "# Other keys, by the ids that `surgex keys` lists; one key, or several in a list.",
        "[keys]",
        '#order.new = "f3"',
        '#see.copy = ["f8", "f9"]',
    ]
    return "\n".join(shown) + "\n"
