"""Whether a step that pays has an account of its own and a price that can be worked out. What it costs is for play."""

from collections.abc import Iterator

from engine.declared import Named
from engine.playbook import Price, Step
from engine.world import World
from injects.checks.filling import Filling
from injects.checks.names import AMOUNT, Names, check_filled
from injects.checks.walking import Written
from injects.problems import Problem, did_you_mean
from injects.strict_yaml import Path
from injects.tree import Tree


def check_payment(world: World, tree: Tree, names: Names, filling: Filling, path: Path, step: Step) -> Iterator[Problem]:
    """The account and the price of one step."""

    def problem(at: Path, message: str, mend: str) -> Problem:
        return Problem(place=tree.place(*path, *at), message=message, mend=mend)

    if step.kind != "pay":
        if step.account or step.price:
            field = "account" if step.account else "price"
            yield problem((field,), f"`{step.id}` has money, but only `pay` steps pay", "make its kind `pay`")
        return
    if not step.account or step.price is None:
        yield problem(("account",), f"`{step.id}` pays without account or price", "add `account: …` and `price: …`")
    wrong: dict[str, None] = {}
    for way in filling.ways(f"{step.account}\n{step.by}"):
        name, payer = way.split("\n")
        account = world.accounts.get(name)
        if account and names.has("organisation", payer) and account.owner != payer:
            wrong[f"`{payer}` pays from `{name}`, which belongs to `{account.owner}`"] = None
    for message in wrong:
        yield problem(("account",), message, "name an account of its own, or let the owner pay")
    if step.price:
        yield from _price(tree, names, filling, path, step.price)


def _price(tree: Tree, names: Names, filling: Filling, step: Path, price: Price) -> Iterator[Problem]:
    path: Path = (*step, "price")

    def problem(at: Path, message: str, mend: str) -> Problem:
        return Problem(place=tree.place(*path, *at), message=message, mend=mend)

    parameters: Path = (*step[:2], "parameters")
    references = (
        ("per_unit_of", price.per_unit_of, "system"),
        ("tooling_for", price.tooling_for, "system"),
        ("expansion_of", price.expansion_of, "component"),
        ("units", price.units, AMOUNT),
    )
    for field, reference, kind in references:
        if reference:
            written = Written((*path, field), "{" + reference + "}", Named(kind))
            yield from check_filled(tree, names, filling, written, parameters)
            if kind == "system" and not price.units:
                yield problem((field,), f"`{field}` needs `units`", "name the parameter that counts them")
    if price.per_each and not price.units:
        yield problem(("per_each",), "`per_each` needs `units`", "name the parameter that counts them")
    if bool(price.choice_of) != bool(price.by_choice):
        yield problem((), "`choice_of` and `by_choice` need each other", "add the other, or delete both")
    elif price.choice_of:
        faults = list(filling.faults("{" + price.choice_of + "}"))
        yield from (problem(("choice_of",), *fault) for fault in faults)
        choices = filling.values(price.choice_of)
        for choice in choices:
            if choice not in price.by_choice:
                yield problem(("by_choice",), f"`{choice}` has no price", f"add `{choice}: …`")
        for choice in price.by_choice if not faults else ():
            if choice not in choices:
                message = f"`{choice}` is no choice of `{price.choice_of}`"
                yield problem(("by_choice", choice), message, did_you_mean(choice, choices))
