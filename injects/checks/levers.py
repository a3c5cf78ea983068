"""Whether every lever of the playbook is a path that can be walked to its end. Whether it is worth walking is for play."""

from collections.abc import Iterator, Sequence
from itertools import chain

from engine import effects as f
from engine.baseline import HOME
from engine.exercise import slot_cap
from engine.playbook import InitiativeType, Step
from engine.world import World
from injects.checks.filling import Filling
from injects.checks.names import Names, check_filled
from injects.checks.prices import check_payment
from injects.checks.walking import names_in
from injects.problems import Problem, Severity, did_you_mean
from injects.reading import Loaded
from injects.strict_yaml import Path
from injects.tree import Tree

PURPOSES = ("supply", "alliance", "deterrence", "readiness")
RISKS = ("industry", "technology", "politics", "not-sharing")
HIGHEST_POINTS = 2


def check_levers(loaded: Loaded) -> Iterator[Problem]:
    """Every initiative type of the playbook."""
    names = Names.of(loaded)
    for index, lever in enumerate(loaded.world.baseline.playbook):
        yield from _Lever(loaded.world, loaded.baseline, names, ("playbook", index), lever).problems()


class _Lever:
    """One initiative type with the place of everything in it."""

    def __init__(self, world: World, tree: Tree, names: Names, path: Path, lever: InitiativeType) -> None:
        self._world = world
        self._tree = tree
        self._names = names
        self._path = path
        self._lever = lever
        self._filling = Filling(world, lever.parameters)

    def problems(self) -> Iterator[Problem]:
        """Everything that is wrong with this lever."""
        steps = (self._step((*self._path, "steps", at), step) for at, step in enumerate(self._lever.steps))
        parts = (self._parameters, self._references, self._points, self._order_of_steps, self._reductions, self._effects)
        return chain(*(part() for part in parts), *steps)

    def _problem(self, path: Path, message: str, mend: str, severity: Severity = "error") -> Problem:
        return Problem(place=self._tree.place(*path), message=message, mend=mend, severity=severity)

    def _parameters(self) -> Iterator[Problem]:
        for at, parameter in enumerate(self._lever.parameters):
            path: Path = (*self._path, "parameters", at)
            offers = (bool(parameter.choices or parameter.of), parameter.low < parameter.high)
            if offers[0] == offers[1]:
                message = f"`{parameter.id}` needs either choices, or a low and a higher high"
                yield self._problem(path, message, "give it one of the two; `of` alone offers all of a kind")
            for place, choice in enumerate(parameter.choices):
                if choice in parameter.choices[:place]:
                    message = f"`{choice}` is offered twice: the second can never be chosen"
                    yield self._problem((*path, "choices", place), message, "take one of the two out")
                if parameter.of and not self._names.has(parameter.of, choice):
                    mend = did_you_mean(choice, self._names.by_kind[parameter.of])
                    yield self._problem((*path, "choices", place), f"there is no {parameter.of} `{choice}`", mend)
            if parameter.reducible and parameter.of:
                message = f"there is no less of a {parameter.of}"
                yield self._problem((*path, "reducible"), message, "take `reducible` out; amounts and rungs can be less")
            if parameter.reducible and not any(parameter.id in step.reduces for step in self._lever.steps):
                message = f"no step may grant less of `{parameter.id}`"
                mend = "name it in the `reduces` of a step, or take `reducible` out"
                yield self._problem((*path, "reducible"), message, mend, "warning")

    def _references(self) -> Iterator[Problem]:
        """Every name and every text that parameters are filled into."""
        for written in names_in(self._lever, self._path):
            yield from check_filled(self._tree, self._names, self._filling, written, (*self._path, "parameters"))
        texts: list[tuple[Path, str]] = [((*self._path, "title"), self._lever.title)]
        texts += [((*self._path, "steps", at, "title"), step.title) for at, step in enumerate(self._lever.steps)]
        for path, text in texts:
            yield from (self._problem(path, *fault) for fault in self._filling.faults(text))
        for at, parameter_id in enumerate(self._lever.once_for):
            yield from self._parameter((*self._path, "once_for", at), parameter_id)

    def _points(self) -> Iterator[Problem]:
        lever, path = self._lever, self._path
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
        lever, path = self._lever, (*self._path, "steps")
        if not lever.steps:
            yield self._problem(path, "the initiative has no step", "add the steps that lead to its effects")
        yield from self._sequence("after", [step.after for step in lever.steps])
        if any(step.after_side_by_side is not None for step in lever.steps):
            side_by_side = [step.after if step.after_side_by_side is None else step.after_side_by_side for step in lever.steps]
            yield from self._sequence("after_side_by_side", side_by_side)
            if not lever.side_by_side_at:
                at = next(at for at, step in enumerate(lever.steps) if step.after_side_by_side is not None)
                message = f"the steps of `{lever.id}` never open side by side"
                mend = "give the level of the mechanism in `side_by_side_at`"
                yield self._problem((*path, at, "after_side_by_side"), message, mend)
        needed = {before for step in lever.steps for before in step.after}
        last = [at for at, step in enumerate(lever.steps) if step.id not in needed]
        for at in last[:-1]:
            message = f"`{lever.steps[at].id}` leads nowhere: no step comes after it, and it is not the last"
            yield self._problem((*path, at), message, f"name it in the `after` of `{lever.steps[last[-1]].id}`")

    def _sequence(self, field: str, before: Sequence[tuple[str, ...]]) -> Iterator[Problem]:
        """One way in which the steps follow one another: by `after`, or side by side."""
        steps, path = self._lever.steps, (*self._path, "steps")
        known = {step.id for step in steps}
        own = [at for at, step in enumerate(steps) if field == "after" or step.after_side_by_side is not None]
        for at in own:
            for place, name in enumerate(before[at]):
                if name not in known:
                    mend = did_you_mean(name, [one.id for one in steps if one != steps[at]])
                    yield self._problem((*path, at, field, place), f"there is no step `{name}`", mend)
        reachable = _reachable(steps, before)
        stuck = [at for at, step in enumerate(steps) if step.id not in reachable and known.issuperset(before[at])]
        if stuck:
            first = next((at for at in stuck if at in own), stuck[0])
            waiting = ", ".join(f"`{steps[at].id}`" for at in stuck)
            message = f"`{steps[first].id}` can never open: {waiting} wait for one another"
            yield self._problem((*path, first, field), message, f"take one of them out of an `{field}`")

    def _reductions(self) -> Iterator[Problem]:
        """One step alone may grant less of a parameter: else nobody could say whose grant stands when one is taken back."""
        reduced: dict[str, str] = {}
        for at, step in enumerate(self._lever.steps):
            for place, parameter_id in enumerate(step.reduces):
                path = (*self._path, "steps", at, "reduces", place)
                first = reduced.setdefault(parameter_id, step.id)
                if first != step.id:
                    message = f"`{parameter_id}` may be granted less of by `{first}` already"
                    yield self._problem(path, message, "leave it to one step")
                yield from self._parameter(path, parameter_id)
                parameter = self._filling.parameters.get(parameter_id)
                if parameter and not parameter.reducible:
                    mend = "give the parameter `reducible: true`, or take it out of `reduces`"
                    yield self._problem(path, f"`{parameter_id}` cannot be granted in part", mend)

    def _step(self, path: Path, step: Step) -> Iterator[Problem]:
        payers = self._filling.ways(step.by)
        return chain(
            self._kind(path, step),
            self._weeks(path, step),
            check_payment(self._world, self._tree, self._names, self._filling, path, step),
            self._slots(path, step, payers),
        )

    def _kind(self, path: Path, step: Step) -> Iterator[Problem]:
        decided = step.kind in ("decide", "pay")
        if not decided and (step.spends or step.reduces or step.needs):
            message = f"nobody decides `{step.id}`, so it can neither spend nor reduce nor need an authority"
            mend = "move `spends`, `reduces` and `needs` to a step of kind decide or pay"
            yield self._problem(path, message, mend)
        if step.may_hold and step.kind != "clock":
            mend = "make it a clock, or take `may_hold` out"
            yield self._problem((*path, "may_hold"), f"only a clock can be held, and `{step.id}` is none", mend)

    def _weeks(self, path: Path, step: Step) -> Iterator[Problem]:
        table = step.by_choice
        if step.kind == "work" and step.duration is None:
            mend = "add `duration: {low, mode, high, tag}`"
            yield self._problem((*path, "kind"), f"`{step.id}` is work without a duration", mend)
        if step.kind != "work" and (step.duration is not None or (table and table.durations)):
            field = "duration" if step.duration else "by_choice"
            yield self._problem((*path, field), "only work has a duration", "use `processing`, or make it work")
        if step.kind == "work" and table and table.weeks:
            mend = "write them as `durations: {…: {low, mode, high, tag}}`"
            yield self._problem((*path, "by_choice", "weeks"), "the weeks of work are a range", mend)
        if step.kind == "clock" and step.processing < 1 and not (table and any(table.weeks.values())):
            mend = "give the statutory weeks in `processing`"
            yield self._problem((*path, "processing"), f"the clock of `{step.id}` has no weeks", mend)
        if table is None:
            return
        faults = list(self._filling.faults("{" + table.of + "}"))
        yield from (self._problem((*path, "by_choice", "of"), *fault) for fault in faults)
        choices = self._filling.values(table.of)
        for field, named in (("weeks", tuple(table.weeks)), ("durations", tuple(table.durations))):
            for choice in named if not faults else ():
                if choice not in choices:
                    message = f"`{choice}` is no choice of `{table.of}`"
                    yield self._problem((*path, "by_choice", field, choice), message, did_you_mean(choice, choices))

    def _slots(self, path: Path, step: Step, payers: tuple[str, ...]) -> Iterator[Problem]:
        for kind, number in step.spends.items():
            if number < 1:
                yield self._problem((*path, "spends", kind), f"`{kind}` spends {number}", "spend one or more")
            for payer in payers:
                organisation = next((one for one in self._world.baseline.organisations if one.id == payer), None)
                if organisation is None:
                    continue
                caps = {slot.id: slot_cap(slot) for slot in organisation.slots}
                if kind not in caps:
                    message = f"`{payer}` has no slots `{kind}`"
                    yield self._problem((*path, "spends", kind), message, did_you_mean(kind, caps))
                elif number > caps[kind]:
                    message = f"`{payer}` never has {number} `{kind}` at once: at most {caps[kind]} lie unused"
                    yield self._problem((*path, "spends", kind), message, "spend less, or give it more each quarter")

    def _effects(self) -> Iterator[Problem]:
        lever, path = self._lever, self._path
        if not lever.effects:
            yield self._problem(path, f"`{lever.id}` has no effect", "add what it brings when its last step is done")
        countries = {line.id: line.country for line in self._world.baseline.lines}
        for at, effect in enumerate(lever.effects):
            if isinstance(effect, f.SiteEffect):
                for line in self._filling.ways(effect.line):
                    if countries.get(line) == HOME:
                        message = f"`{line}` is a line of the United States, and a site is an ally's"
                        mend = "name a line of another country, or use `capacity`"
                        yield self._problem((*path, "effects", at, "line"), message, mend)

    def _parameter(self, path: Path, written: str) -> Iterator[Problem]:
        if written not in self._filling.parameters:
            mend = did_you_mean(written, self._filling.parameters)
            yield self._problem(path, f"there is no parameter `{written}` here", mend)


def _reachable(steps: Sequence[Step], before: Sequence[tuple[str, ...]]) -> set[str]:
    """The steps that open when every step before them, or one of them where any will do, is done; unknown ones are no bar."""
    known = {step.id for step in steps}
    reached: set[str] = set()
    for _ in steps:
        for step, names in zip(steps, before, strict=True):
            done = [name in reached or name not in known for name in names]
            if not names or (any(done) if step.joins == "any" else all(done)):
                reached.add(step.id)
    return reached
