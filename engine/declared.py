"""How declared data is written down: frozen dataclasses that pydantic checks strictly. Not the data itself."""

from dataclasses import dataclass
from typing import Annotated, Literal, TypeVar, dataclass_transform

from pydantic import ConfigDict, Field

T = TypeVar("T")

Tag = Literal["V", "V-", "S", "C", "M", "N"]
"""Verified, weakly verified, stated in a seed document, computed, from memory, notional."""


@dataclass(frozen=True, slots=True)
class Named:
    """Marks a field that holds the name of something declared elsewhere: the checks of content look for it there."""

    kind: str
    also: tuple[str, ...] = ()
    """Words that the field may hold beside such names; the empty one where none has to be named."""


@dataclass(frozen=True, slots=True)
class Between:
    """Marks a number, or a figure, that has bounds; a figure without this mark is from 0 up."""

    lowest: int = 0
    highest: int | None = None


FromZero = Annotated[int, Between(0)]
FromOne = Annotated[int, Between(1)]
Minutes = Annotated[int, Between(0, 100_000)]
Platform = Literal["naval", "air", "ground"]
"""A kind of launch platform."""
Permille = Annotated[int, Between(0, 1_000)]
Level = Annotated[int, Between(0, 3)]
Amount = Annotated[int | str, Named("amount")]
"""A whole number, or the `{parameter}` of an initiative that is filled in when it is proposed."""
SlipNumber = Annotated[int, Field(exclude_if=lambda number: number == 0)]
"""The number printed on a paper slip; 0 where there was none, which is not written down."""
AccountName = Annotated[str, Named("account")]
AdversaryName = Annotated[str, Named("adversary")]
AuthorityName = Annotated[str, Named("authority")]
ComponentName = Annotated[str, Named("component")]
IndexName = Annotated[str, Named("index")]
InitiativeTypeName = Annotated[str, Named("initiative type")]
InjectName = Annotated[str, Named("inject")]
LineName = Annotated[str, Named("line")]
NeededName = Annotated[str, Named("system or repair")]
ObjectiveName = Annotated[str, Named("objective")]
OrganisationName = Annotated[str, Named("organisation")]
PaceName = Annotated[str, Named("pace")]
PartnerName = Annotated[str, Named("partner")]
RepairName = Annotated[str, Named("repair")]
SiteName = Annotated[str, Named("line or component")]
StartName = Annotated[str, Named("start")]
SystemName = Annotated[str, Named("system")]
TheatreName = Annotated[str, Named("theatre")]


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


Score = Annotated[Figure, Between(0, 100)]
"""A figure on a scale of 0 to 100."""
Months = Annotated[Figure, Between(1)]
Parties = Annotated[tuple[OrganisationName, ...], Field(exclude_if=lambda parties: not parties)]
"""Organisations between which something is; where there are none, that is not written down."""
