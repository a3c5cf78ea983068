"""How declared data is written down: frozen dataclasses that pydantic checks strictly. Not the data itself."""

from dataclasses import dataclass
from typing import Literal, TypeVar, dataclass_transform

from pydantic import ConfigDict

T = TypeVar("T")

Tag = Literal["V", "V-", "S", "C", "M", "N"]
"""Verified, weakly verified, stated in a seed document, computed, from memory, notional."""


@dataclass_transform(frozen_default=True, kw_only_default=True)
def declared(cls: type[T]) -> type[T]:
    """A frozen, slotted, keyword-only dataclass; unknown fields and coerced types are errors at the edges."""
    made = dataclass(frozen=True, slots=True, kw_only=True)(cls)
    made.__pydantic_config__ = ConfigDict(extra="forbid", strict=True)  # type: ignore[attr-defined]
    return made


@declared
class Figure:
    """A whole number with its confidence tag and source; its unit is said by the field that holds it."""

    value: int
    tag: Tag
    source: str = ""

    @property
    def notional(self) -> bool:
        """Whether every screen must show this value as notional."""
        return self.tag == "N"
