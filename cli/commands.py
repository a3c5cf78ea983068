"""Which commands there are, each by the module that it stands in: a module is loaded when its command is asked for."""

from collections.abc import Iterator, MutableMapping
from importlib import import_module
from typing import Any

import typer
from typer.core import TyperGroup

COMMANDS = {
    "demo": "cli.playing:demo",
    "play": "cli.playing:play",
    "host": "cli.serving:host",
    "new": "cli.making:new",
    "join": "cli.joining:join",
    "wall": "cli.joining:wall",
    "send": "cli.joining:send",
    "bots": "cli.serving:bots",
    "verify": "cli.logs:verify",
    "replay": "cli.logs:replay",
    "review": "cli.reviewing:review",
    "findings": "cli.logs:findings",
    "release": "cli.logs:release",
    "export": "cli.logs:export",
    "backup": "cli.keeping:backup",
    "restore": "cli.keeping:restore",
    "promote": "cli.standing_by:promote",
    "import": "cli.keeping:import_log",
    "branch": "cli.branching:branch",
    "compare": "cli.comparing:compare",
    "sweep": "cli.sweeping:sweep",
    "lessons": "cli.sweeping:lessons",
    "keys": "cli.configuring:keys",
    "doctor": "cli.doctoring:doctor",
    "report": "cli.reporting:report",
    "documents": "cli.documents:documents",
    "docs": "cli.docs:docs",
    "config": "cli.configuring:app",
    "print": "cli.printing:app",
    "decks": "cli.decks:app",
    "msel": "cli.msel:app",
    "seats": "cli.seats:app",
    "names": "cli.seats:names",
    "operator": "cli.seats:operator",
}
"""By name: module and function, or module and group. What each is for stands in contents.py."""
HIDDEN = ("docs",)
"""For those who work on surgex."""


class Commands(MutableMapping[str, Any]):
    """Every command by its name, loaded when it is taken."""

    def __init__(self) -> None:
        self._taken: dict[str, Any] = {}

    def __getitem__(self, name: str) -> Any:
        if name not in self._taken:
            self._taken[name] = _loaded(name)
        return self._taken[name]

    def __setitem__(self, name: str, command: Any) -> None:
        self._taken[name] = command

    def __delitem__(self, name: str) -> None:
        del self._taken[name]

    def __contains__(self, name: object) -> bool:
        return name in COMMANDS or name in self._taken

    def __iter__(self) -> Iterator[str]:
        yield from COMMANDS

    def __len__(self) -> int:
        return len(COMMANDS)


class LoadedWhenAsked(TyperGroup):
    """The commands of the table; only what is asked for is loaded, and for the help none of them."""

    def __init__(self, **given: Any) -> None:
        super().__init__(**given)
        self.commands = Commands()

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        """Every command in a line of its own, by what it is for."""
        from cli.contents import CONTENTS

        for purpose, commands in CONTENTS.items():
            with formatter.section(purpose):
                formatter.write_dl([(name.ljust(8), words) for name, words in commands.items()])


class WholeSentences(TyperGroup):
    """A group whose help says what each of its commands does in a whole sentence."""

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        """Every command with the first sentence of its own help."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, _first_sentence(command.help)) for name, command in self.commands.items()])


def _first_sentence(help: str | None) -> str:
    first = " ".join((help or "").partition("\n\n")[0].split())
    return first.partition(". ")[0].rstrip(".")


def _loaded(name: str) -> Any:
    module, _, attribute = COMMANDS[name].partition(":")
    found = getattr(import_module(module), attribute)
    around = typer.Typer(add_completion=False, pretty_exceptions_enable=False, rich_markup_mode=None)
    around.callback()(_nothing)
    if isinstance(found, typer.Typer):
        around.add_typer(found, name=name, cls=WholeSentences)
    else:
        around.command(name=name, hidden=name in HIDDEN)(found)
    group: Any = typer.main.get_command(around)
    return group.commands[name]


def _nothing() -> None:
    """What a group does before its command."""
