"""`surgex docs`: documents, and parts of documents, that are generated from the code, written or checked to be fresh."""

import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Annotated

import typer

from aar.schemas import SCHEMAS, schema_text
from cli import model_card, protocol_page
from cli.protocol_exchange import exchange
from engine.decide import PHASES, givers
from engine.observe import table_rows
from engine.policies import OPERATOR, POLICIES, Policy
from engine.refusals import SENTENCES
from injects.decisions import decisions
from injects.load import read_deck
from injects.making import TEMPLATE
from injects.reference import deck_reference
from injects.trace import traceability

ROOT = Path(__file__).parent.parent
END = "<!-- end -->"


def observations() -> str:
    """Annex B: the closed observation table."""
    rows = [f"| {kind} | {audience} | {fields} |" for kind, audience, fields in table_rows()]
    return "\n".join(("| event | audience | fields |", "|---|---|---|", *rows))


def phases() -> str:
    """Annex C: the phases of each order, and who gives it."""
    rows = [
        f"| {order.kind} | {', '.join(givers(order))} | {', '.join(taken)} |"  # type: ignore[attr-defined]
        for order, taken in PHASES.items()
    ]
    return "\n".join(("| order | given by | phases |", "|---|---|---|", *rows))


def refusals() -> str:
    """Annex D: every refusal of the rules."""
    rows = [f"| {code} | {sentence} |" for code, sentence in SENTENCES.items()]
    return "\n".join(("| code | sentence |", "|---|---|", *rows))


def policies() -> str:
    """Annex E: every standing policy, whose it is, and its bounds."""
    head = ("| policy | about a | set by | from | to | unless set | unit | what it does |", "|---|---|---|---|---|---|---|---|")
    rows = [
        f"| {one.id} | {one.subject} | {_setters(one)} | {one.low} | {one.high} | {_default(one)} | {one.unit} "
        f"| {one.explanation} |"
        for one in POLICIES.values()
    ]
    return "\n".join((*head, *rows))


def _default(policy: Policy) -> str:
    return "the rules decide" if policy.default is None else str(policy.default)


def _setters(policy: Policy) -> str:
    if OPERATOR in policy.setters:
        return "whoever runs the line"
    return " and ".join(policy.setters) + ", each for itself" if policy.own else ", or without it ".join(policy.setters)


def deck_words() -> str:
    """The reference of decks, with the names of the shipped baseline."""
    return deck_reference(read_deck(TEMPLATE).world)


GENERATED: Mapping[str, Callable[[], str]] = {
    "observations": observations,
    "phases": phases,
    "refusals": refusals,
    "policies": policies,
    "traceability": traceability,
    "model-card-backtest": model_card.backtest,
    "model-card-confidence": model_card.confidence,
    "model-card-assumptions": model_card.assumptions,
    "deck-reference": deck_words,
    "decisions": decisions,
    "protocol-from-client": protocol_page.messages_from_client,
    "protocol-from-server": protocol_page.messages_from_server,
    "protocol-managing": protocol_page.messages_of_managing,
    "protocol-codes": protocol_page.codes,
    "protocol-limits": protocol_page.limits,
    "protocol-exchange": exchange,
}
DOCUMENTS = (
    "rules.md",
    "docs/traceability.md",
    "docs/decisions.md",
    "docs/deck-reference.md",
    "docs/protocol.md",
    "docs/model-card.md",
)


def refreshed(text: str) -> str:
    """A document with its generated parts made anew."""
    for name, make in GENERATED.items():
        begin = f"<!-- generated: {name} -->"
        before, found, rest = text.partition(begin)
        if found:
            text = f"{before}{begin}\n{make()}\n{END}{rest.partition(END)[2]}"
    return text


def documents() -> dict[str, str]:
    """Every generated document as it should be, by its path in the checkout. Exits with 2 outside of one."""
    made = {}
    for name in DOCUMENTS:
        path = ROOT / name
        if not path.is_file():
            print(f"surgex: {path} is not there: run this in a checkout", file=sys.stderr)
            raise typer.Exit(2)
        made[name] = refreshed(path.read_text(encoding="utf-8"))
    schemas = {f"docs/schemas/{name}.schema.json": schema_text(name) for name in SCHEMAS}
    return made | schemas | {"docs/schemas/protocol.json": protocol_page.protocol_schema()}


def docs(
    write: Annotated[bool, typer.Option("--write/--check", help="Write the documents anew, or only look.")] = False,
) -> None:
    """Keep the generated documents fresh; in a checkout only. Exit code 1 if one is stale.

    Example: surgex docs --check
    """
    stale = []
    for name, fresh in documents().items():
        path = ROOT / name
        if path.is_file() and path.read_text(encoding="utf-8") == fresh:
            continue
        if write:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(fresh, encoding="utf-8")
            print(f"wrote {name}")
        else:
            stale.append(name)
    for name in stale:
        print(f"{name} is stale: run `surgex docs --write` and commit it")
    raise typer.Exit(1 if stale else 0)
