"""`surgex config` and `surgex keys`: what is set for this user's clients, from where, and which key does what."""

import json
import os
from typing import Annotated, Any

import typer

from cli.sitting_down import settings_for
from tui.config_file import Settings, example, read_settings, unknown_variables

app = typer.Typer(name="config", help="Settings of this user's clients: theme, keys, server and so on.", no_args_is_help=True)
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON instead.")]
TOKENS = ("SURGEX_TOKEN", "SURGEX_OPERATOR_TOKEN")


@app.command()
def path() -> None:
    """Print where the file of settings is, or would be.

    Example: surgex config example > "$(surgex config path)"
    """
    from tui.config_file import config_path

    print(config_path(os.environ))


@app.command()
def show(as_json: JsonOption = False) -> None:
    """Print every setting, and from where it comes: a variable, a line of the file, what was chosen last, or the default.

    Example: surgex config show
    """
    settings = settings_for()
    rows = list(_rows(settings))
    if as_json:
        shown = {name: {"value": value, "from": source} for name, value, source in rows}
        print(
            json.dumps(
                {"file": str(settings.file), "exists": settings.file.exists(), "settings": shown, "keys": dict(settings.keys)}
            )
        )
        return
    print(f"{settings.file}{'' if settings.file.exists() else '  (not there: `surgex config example` writes one)'}")
    for name, value, source in rows:
        print(f"  {name:<10} {_written(value):<34} {source}")
    for name, keys in settings.keys.items():
        print(f"  keys.{name} = {keys}  {settings.file.name}, line {settings.lines.get(name, '?')}")
    for name in TOKENS:
        if os.environ.get(name):
            print(f"  {name} is set; it is never printed")
    for said in unknown_variables(os.environ):
        print(f"  note: {said}")


@app.command(name="example")
def print_example() -> None:
    """Print a whole file of settings, each explained and commented out.

    Example: surgex config example > config.toml
    """
    print(example(), end="")


def keys(as_json: JsonOption = False) -> None:
    """List what each key does, by the ids that the [keys] of your settings take. Exit 1 where keys are in each other's way.

    Example: surgex keys
    """
    from tui.help_screen import TASKS
    from tui.keymap import all_bound, notes, problems

    settings = read_settings(os.environ)
    bound, wrong = all_bound(settings.keys), [said for _, said in problems(settings.keys)]
    if as_json:
        rows = [{"id": one.id, "keys": one.keys, "usual": one.usual, "does": one.does, "where": one.places} for one in bound]
        print(json.dumps({"keys": rows, "conflicts": wrong, "notes": notes(settings.keys)}))
        raise typer.Exit(1 if wrong else 0)
    tasks = {**TASKS, **{one.id.partition(".")[0]: "Elsewhere" for one in bound if one.id.partition(".")[0] not in TASKS}}
    for task, title in tasks.items():
        here = [one for one in bound if one.id.partition(".")[0] == task]
        if here:
            print(title)
        for one in here:
            changed = f"  (usually {' '.join(one.usual)})" if one.changed else ""
            print(f"  {one.id:<24} {' '.join(one.keys):<22} {one.does}{changed}")
            print(f"  {'':<24} {'':<22} in: {', '.join(one.places)}")
    for said in wrong:
        print(f"conflict: {said}")
    for said in notes(settings.keys):
        print(f"note: {said}")
    if not wrong:
        print("no conflicts")
    raise typer.Exit(1 if wrong else 0)


def _rows(settings: Settings) -> list[tuple[str, Any, str]]:
    from tui.settings import ClientConfig

    config = ClientConfig.of(settings)
    chosen = {"theme": config.chosen_theme(), "server": config.last_server()}
    rows: list[tuple[str, Any, str]] = []
    for name, setting in settings.options.items():
        if setting.value == "" and chosen.get(name):
            rows.append((name, chosen[name], "chosen last, or the first" if name == "theme" else "joined last"))
        else:
            rows.append((name, setting.value, setting.source))
    return rows


def _written(value: Any) -> str:
    return json.dumps(value) if value != "" else "-"
