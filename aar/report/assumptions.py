"""Appendix G: what the model rests on: numbers that were typed into rules, tags, and the sources of declared values."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from typing import Any, get_args

from aar.documents.model import Block, Paragraph, Section, Table
from aar.report.material import Material
from engine.declared import Tag

MEANING: Mapping[Tag, str] = {
    "V": "verified in a public source",
    "V-": "weakly verified: one source, or a digest of it",
    "S": "stated in a source document of the exercise",
    "C": "computed from others",
    "M": "from memory",
    "N": "notional: invented for play",
}
MOST = 150
"""Sources that are listed, those of most values first."""


def assumptions(material: Material) -> Section:
    """Tags with how many values bear them, the numbers typed into rules, and the sources."""
    found = list(_tagged(material.world.baseline)) + list(_tagged(material.world.deck))
    blocks: list[Block] = [_tags(found)]
    if material.assumptions:
        blocks.append(
            Table(
                caption="Numbers that are typed into the rules (Annex A of rules.md)",
                head=("Number", "Rule", "Tag and reason"),
                rows=material.assumptions,
                widths=(8, 2, 5),
            )
        )
    blocks += list(_sources(found))
    return Section(title="Appendix G: Assumptions and sources", numbered=False, blocks=tuple(blocks), new_page=True)


def _tags(found: list[tuple[Tag, str]]) -> Table:
    counted = Counter(tag for tag, _ in found)
    rows = tuple((tag, MEANING[tag], f"{counted[tag]:,}") for tag in get_args(Tag))
    return Table(
        caption="Values of the declared world by their tags",
        head=("Tag", "Means", "Values"),
        rows=rows,
        widths=(1, 8, 2),
        numbers=(2,),
        row_heads=True,
    )


def _sources(found: list[tuple[Tag, str]]) -> Iterator[Block]:
    counted = Counter((source, tag) for tag, source in found if source)
    ordered = sorted(counted, key=lambda one: (-counted[one], one))
    rows = tuple((source, tag, str(counted[source, tag])) for source, tag in ordered[:MOST])
    if rows:
        yield Table(caption="Sources", head=("Source", "Tag", "Values"), rows=rows, widths=(12, 1, 1), numbers=(2,))
    if len(ordered) > MOST:
        yield Paragraph(f"{len(ordered) - MOST} more sources of single values stand in the baseline's files.", "note")


def _tagged(value: Any) -> Iterator[tuple[Tag, str]]:
    """Every tag with its source, wherever it stands."""
    if isinstance(value, Mapping):
        value = tuple(value.values())
    if isinstance(value, tuple):
        for one in value:
            yield from _tagged(one)
    elif is_dataclass(value):
        if (tag := getattr(value, "tag", None)) is not None:
            yield tag, getattr(value, "source", "")
        for each in fields(value):
            yield from _tagged(getattr(value, each.name))
