"""What the `{parameter}` and `{parameter.field}` of a lever can stand for. Whether that is declared is asked elsewhere."""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice, product

from engine.playbook import Parameter
from engine.rules.parameters import FIELDS, is_known, offered
from engine.world import World
from injects.problems import did_you_mean

MOST = 4_000
"""Of so many ways to fill a text all are looked at."""
_PLACEHOLDER = re.compile(r"{([^{}]*)}")
_NUMBER = re.compile(r"-?[0-9]+")


class Filling:
    """The parameters of one lever, with what they can stand for."""

    def __init__(self, world: World, parameters: Sequence[Parameter]) -> None:
        self._world = world
        self.parameters: Mapping[str, Parameter] = {one.id: one for one in parameters}

    def faults(self, text: str) -> Iterator[tuple[str, str]]:
        """Message and mend for each placeholder that stands for nothing."""
        for written in _PLACEHOLDER.findall(text):
            name, _, field = written.partition(".")
            parameter = self.parameters.get(name)
            if parameter is None:
                yield f"there is no parameter `{{{name}}}` here", did_you_mean(name, self.parameters)
            elif field and not parameter.of:
                yield f"`{name}` has no fields", f"say with `of` what its choices are, or write `{{{name}}}`"
            elif field and field not in FIELDS[parameter.of]:
                yield f"`{{{name}}}` has no field `{field}`", did_you_mean(field, FIELDS[parameter.of])

    def ways(self, text: str) -> tuple[str, ...]:
        """Every text that filling in can give, without repeats; a text that has faults gives none."""
        if any(True for _ in self.faults(text)):
            return ()
        tokens = tuple(dict.fromkeys(_PLACEHOLDER.findall(text)))
        names = tuple(dict.fromkeys(token.partition(".")[0] for token in tokens))
        filled: dict[str, None] = {}
        for chosen in islice(product(*(self._choices(self.parameters[name]) for name in names)), MOST):
            values = dict(zip(names, chosen, strict=True))
            way = text
            for token in tokens:
                name, _, field = token.partition(".")
                value = self._field(self.parameters[name], values[name], field) if field else values[name]
                way = way.replace("{" + token + "}", value)
            filled[way] = None
        return tuple(filled)

    def values(self, reference: str) -> tuple[str, ...]:
        """What a parameter, or a field of it, written without braces can be."""
        return self.ways("{" + reference + "}")

    def whole(self, text: str) -> Parameter | None:
        """The parameter that a text consists of, if it is nothing else."""
        return self.parameters.get(text[1:-1]) if text.startswith("{") and text.endswith("}") else None

    def _choices(self, parameter: Parameter) -> tuple[str, ...]:
        return offered(self._world, parameter) or (str(parameter.low), str(parameter.high))

    def _field(self, parameter: Parameter, choice: str, field: str) -> str:
        """A choice that nothing declares has empty fields: the choice itself is reported where it stands."""
        made = parameter.of != "system" or any(line.system == choice for line in self._world.baseline.lines)
        return FIELDS[parameter.of][field](self._world, choice) if made and is_known(self._world, parameter, choice) else ""


def is_number(text: str) -> bool:
    """Whether a filled text can be read as a whole number."""
    return _NUMBER.fullmatch(text) is not None
