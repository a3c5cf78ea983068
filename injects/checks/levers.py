"""Whether every lever of the playbook is a path that can be walked to its end. Whether it is worth walking is for play."""

import re
from collections.abc import Iterator
from itertools import chain, product

from engine import effects as f
from engine.playbook import InitiativeType, Parameter, Price, Step
from engine.world import World
from injects.checks.names import AMOUNT, Names, effect_names, reference
from injects.problems import Problem, did_you_mean
from injects.reading import Loaded
from injects.strict_yaml import Path
from injects.tree import Tree

PURPOSES = ("supply", "alliance", "deterrence", "readiness")
RISKS = ("industry", "technology", "politics", "not-sharing")
HIGHEST_POINTS = 2
_PLACEHOLDER = re.compile(r"{([^{}]*)}")


def check_levers(loaded: Loaded) -> Iterator[Problem]:
    """Every initiative type of the playbook."""
    for index, lever in enumerate(loaded.world.baseline.playbook):
        yield from _Lever(loaded.world, loaded.baseline, ("playbook", index), lever).problems()


class _Lever:
    """One initiative type with the place of everything in it."""

    def __init__(self, world: World, tree: Tree, path: Path, lever: InitiativeType) -> None:
        self._world = world
        self._names = Names.of(world)
        self._tree = tree
        self._path = path
        self._lever = lever
        self._parameters = {one.id: one for one in lever.parameters}

    def problems(self) -> Iterator[Problem]:
        """Everything that is wrong with this lever."""
        steps = (self._step((*self._path, "steps", at), step) for at, step in enumerate(self._lever.steps))
        return chain(self._declaration(), self._order_of_steps(), self._reductions(), *steps, self._effects())

    def _problem(self, path: Path, message: str, mend: str) -> Problem:
        return Problem(place=self._tree.place(*path), message=message, mend=mend)

    def _declaration(self) -> Iterator[Problem]:
        lever, path = self._lever, self._path
        for at, parameter in enumerate(lever.parameters):
            if bool(parameter.choices) == (parameter.low < parameter.high):
                message = f"`{parameter.id}` needs either choices, or a low and a higher high"
                yield self._problem((*path, "parameters", at), message, "give it one of the two")
        yield from self._placeholders((*path, "title"), lever.title)
        for at, proposer in enumerate(lever.proposers):
            yield from self._reference((*path, "proposers", at), proposer, "organisation")
        for at, parameter_id in enumerate(lever.once_for):
            yield from self._parameter((*path, "once_for", at), parameter_id)
        for field, points, known in (("purposes", lever.purposes, PURPOSES), ("risks", lever.risks, RISKS)):
            for name, value in points.items():
                if name not in known:
                    mend = did_you_mean(name, known)
                    yield self._problem((*path, field, name), f"`{name}` is none of the four {field}", mend)
                if not 0 <= value <= HIGHEST_POINTS:
                    message = f"`{name}` has {value} points"
                    yield self._problem((*path, field, name), message, f"give it 0 to {HIGHEST_POINTS}")
            for name in known:
                if name not in points:
                    yield self._problem((*path, field), f"`{name}` is missing in {field}", f"add `{name}: 0`")

    def _order_of_steps(self) -> Iterator[Problem]:
        steps = {step.id: step for step in self._lever.steps}
        path = (*self._path, "steps")
        if not steps:
            yield self._problem(path, "the initiative has no step", "add the steps that lead to its effects")
        for at, step in enumerate(self._lever.steps):
            for place, before in enumerate(step.after):
                if before not in steps:
                    mend = did_you_mean(before, [one for one in steps if one != step.id])
                    yield self._problem((*path, at, "after", place), f"there is no step `{before}`", mend)
        reachable = _reachable(self._lever)
        for at, step in enumerate(self._lever.steps):
            if step.id not in reachable and all(before in steps for before in step.after):
                message = f"`{step.id}` can never open: the steps before it wait for one another"
                yield self._problem((*path, at, "after"), message, "take one of them out of an `after`")
        needed = {before for step in self._lever.steps for before in step.after}
        last = [at for at, step in enumerate(self._lever.steps) if step.id not in needed]
        for at in last[:-1]:
            message = f"`{self._lever.steps[at].id}` leads nowhere: no step comes after it, and it is not the last"
            yield self._problem((*path, at), message, f"name it in the `after` of `{self._lever.steps[last[-1]].id}`")

    def _reductions(self) -> Iterator[Problem]:
        """One step alone may grant less of a parameter: else nobody could say whose grant stands when one is taken back."""
        reduced: dict[str, str] = {}
        for at, step in enumerate(self._lever.steps):
            for place, parameter_id in enumerate(step.reduces):
                first = reduced.setdefault(parameter_id, step.id)
                if first != step.id:
                    message = f"`{parameter_id}` may be granted less of by `{first}` already"
                    yield self._problem((*self._path, "steps", at, "reduces", place), message, "leave it to one step")

    def _step(self, path: Path, step: Step) -> Iterator[Problem]:
        yield from self._reference((*path, "by"), step.by, "organisation")
        yield from self._placeholders((*path, "title"), step.title)
        if step.processing < 0 or step.sla < 0:
            yield self._problem(path, f"`{step.id}` takes less than no time", "write weeks from 0 up")
        for at, parameter_id in enumerate(step.reduces):
            yield from self._parameter((*path, "reduces", at), parameter_id)
            if parameter_id in self._parameters and not self._parameters[parameter_id].reducible:
                message = f"`{parameter_id}` cannot be granted in part"
                mend = "give the parameter `reducible: true`, or take it out of `reduces`"
                yield self._problem((*path, "reduces", at), message, mend)
        yield from chain(self._kind(path, step), self._payment(path, step), self._slots(path, step))

    def _kind(self, path: Path, step: Step) -> Iterator[Problem]:
        if step.kind == "work" and step.duration is None:
            yield self._problem(
                (*path, "kind"), f"`{step.id}` is work without a duration", "add `duration: {low, mode, high, tag}`"
            )
        if step.kind != "work" and step.duration is not None:
            yield self._problem((*path, "duration"), "only work has a duration", "use `processing`, or make it work")
        if step.duration and not 1 <= step.duration.low <= step.duration.mode <= step.duration.high:
            message = "low, mode and high of a duration must rise, from one week up"
            yield self._problem((*path, "duration"), message, "write them in rising order")
        if step.duration:
            yield from self._names.check(self._tree, (*path, "duration", "tag"), step.duration.tag, "confidence tag")
        if step.kind == "clock" and step.processing < 1:
            yield self._problem(
                (*path, "processing"), f"the clock of `{step.id}` has no weeks", "give the statutory weeks in `processing`"
            )
        if step.kind in ("clock", "work") and (step.spends or step.reduces):
            message = f"nobody decides `{step.id}`, so it can neither spend nor reduce"
            yield self._problem(path, message, "move `spends` and `reduces` to a step of kind decide or pay")

    def _payment(self, path: Path, step: Step) -> Iterator[Problem]:
        if step.kind != "pay":
            if step.account or step.price:
                field = "account" if step.account else "price"
                message = f"`{step.id}` has money, but only `pay` steps pay"
                yield self._problem((*path, field), message, "make its kind `pay`")
            return
        if not step.account or step.price is None:
            message = f"`{step.id}` pays without account or price"
            yield self._problem((*path, "account"), message, "add `account: …` and `price: …`")
        if step.account:
            yield from self._names.check(self._tree, (*path, "account"), step.account, "account")
            for payer in self._choices(step.by):
                account = self._world.accounts.get(step.account)
                if account and payer in self._names.by_kind["organisation"] and account.owner != payer:
                    message = f"`{payer}` pays from `{step.account}`, which belongs to `{account.owner}`"
                    mend = "name an account of its own, or let the owner pay"
                    yield self._problem((*path, "account"), message, mend)
        if step.price:
            yield from self._price((*path, "price"), step.price)

    def _price(self, path: Path, price: Price) -> Iterator[Problem]:
        for field, kind in (("per_unit_of", "system"), ("tooling_for", "system"), ("expansion_of", "component")):
            if written := str(getattr(price, field)):
                yield from self._reference((*path, field), "{" + written + "}", kind)
                if kind == "system" and not price.units:
                    yield self._problem((*path, field), f"`{field}` needs `units`", "name the parameter that counts them")
        if price.units:
            yield from self._reference((*path, "units"), "{" + price.units + "}", AMOUNT)
        yield from self._names.check(self._tree, (*path, "tag"), price.tag, "confidence tag")
        if bool(price.choice_of) != bool(price.by_choice):
            yield self._problem(path, "`choice_of` and `by_choice` need each other", "add the other, or delete both")
        elif price.choice_of:
            yield from self._parameter((*path, "choice_of"), price.choice_of)
            choices = self._choices("{" + price.choice_of + "}")
            for choice in choices:
                if choice not in price.by_choice:
                    yield self._problem((*path, "by_choice"), f"`{choice}` has no price", f"add `{choice}: …`")
            for choice in price.by_choice:
                if choice not in choices:
                    message = f"`{choice}` is no choice of `{price.choice_of}`"
                    yield self._problem((*path, "by_choice", choice), message, did_you_mean(choice, choices))

    def _slots(self, path: Path, step: Step) -> Iterator[Problem]:
        for kind, number in step.spends.items():
            if number < 1:
                yield self._problem((*path, "spends", kind), f"`{kind}` spends {number}", "spend one or more")
            for payer in self._choices(step.by):
                organisation = next((one for one in self._world.baseline.organisations if one.id == payer), None)
                slots = [slot.id for slot in organisation.slots] if organisation else [kind]
                if kind not in slots:
                    message = f"`{payer}` has no slots `{kind}`"
                    yield self._problem((*path, "spends", kind), message, did_you_mean(kind, slots))

    def _effects(self) -> Iterator[Problem]:
        lever, path = self._lever, self._path
        if not lever.effects:
            yield self._problem(path, f"`{lever.id}` has no effect", "add what it brings when its last step is done")
        yield from effect_names(self._tree, (*path, "effects"), lever.effects, self._names, lever.parameters)
        yield from effect_names(self._tree, (*path, "on_decline"), lever.on_decline, self._names, lever.parameters)
        lines = {(line.system, line.country) for line in self._world.baseline.lines}
        for at, effect in enumerate(lever.effects):
            if isinstance(effect, f.SiteEffect):
                for system, country in product(self._choices(effect.system), self._choices(effect.country)):
                    if (system, country) not in lines:
                        message = f"no line makes `{system}` in `{country}`"
                        yield self._problem((*path, "effects", at), message, "declare it in lines.yaml")

    def _reference(self, path: Path, written: str, kind: str) -> Iterator[Problem]:
        return reference(self._tree, path, written, kind, self._names, self._lever.parameters)

    def _parameter(self, path: Path, written: str) -> Iterator[Problem]:
        if written not in self._parameters:
            mend = did_you_mean(written, self._parameters)
            yield self._problem(path, f"there is no parameter `{written}` here", mend)

    def _placeholders(self, path: Path, text: str) -> Iterator[Problem]:
        for written in _PLACEHOLDER.findall(text):
            yield from self._parameter(path, written)

    def _choices(self, written: str) -> tuple[str, ...]:
        """What a name can stand for: itself, or the choices of its parameter."""
        parameter: Parameter | None = self._parameters.get(written.strip("{}"))
        return parameter.choices if parameter and written.startswith("{") else (written,)


def _reachable(lever: InitiativeType) -> set[str]:
    """The steps that open when every step before them is done."""
    reached: set[str] = set()
    for _ in lever.steps:
        reached |= {step.id for step in lever.steps if reached.issuperset(step.after)}
    return reached
