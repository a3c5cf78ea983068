"""`surgex docs`: the parts of documents that are generated from the code, written or checked to be fresh."""

import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Annotated

import typer

from engine.decide import PHASES
from engine.observe import table_rows
from engine.refusals import SENTENCES

ROOT = Path(__file__).parent.parent
END = "<!-- end -->"


def observations() -> str:
    """Annex B: the closed observation table."""
    rows = [f"| {kind} | {audience} | {fields} |" for kind, audience, fields in table_rows()]
    return "\n".join(("| event | audience | fields |", "|---|---|---|", *rows))


def phases() -> str:
    """Annex C: the phases of each order."""
    rows = [f"| {order.kind} | {', '.join(taken)} |" for order, taken in PHASES.items()]  # type: ignore[attr-defined]
    return "\n".join(("| order | phases |", "|---|---|", *rows))


def refusals() -> str:
    """Annex D: every refusal of the rules."""
    rows = [f"| {code} | {sentence} |" for code, sentence in SENTENCES.items()]
    return "\n".join(("| code | sentence |", "|---|---|", *rows))


GENERATED: Mapping[str, Callable[[], str]] = {"observations": observations, "phases": phases, "refusals": refusals}
DOCUMENTS = ("rules.md",)


def refreshed(text: str) -> str:
    """A document with its generated parts made anew."""
    for name, make in GENERATED.items():
        begin = f"<!-- generated: {name} -->"
        before, found, rest = text.partition(begin)
        if found:
            text = f"{before}{begin}\n{make()}\n{END}{rest.partition(END)[2]}"
    return text


def docs(
    write: Annotated[bool, typer.Option("--write/--check", help="Write the documents anew, or only look.")] = False,
) -> None:
    """Keep the generated parts of the documents fresh; in a checkout only. Exit code 1 if one is stale.

    Example: surgex docs --check
    """
    stale = []
    for name in DOCUMENTS:
        path = ROOT / name
        if not path.is_file():
            print(f"surgex: {path} is not there: run this in a checkout", file=sys.stderr)
            raise typer.Exit(2)
        text = path.read_text(encoding="utf-8")
        fresh = refreshed(text)
        if fresh != text and write:
            path.write_text(fresh, encoding="utf-8")
            print(f"wrote {name}")
        elif fresh != text:
            stale.append(name)
    for name in stale:
        print(f"{name} is stale: run `surgex docs --write` and commit it")
    raise typer.Exit(1 if stale else 0)
