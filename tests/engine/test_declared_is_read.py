"""What a file declares is read by a rule, or shown to somebody: nothing is filled in for nobody."""

import ast
from collections.abc import Iterator
from dataclasses import fields
from functools import cache
from pathlib import Path

import pytest

from engine import baseline, conditions, deck, effects, playbook
from engine.phases import Phase

ROOT = Path(__file__).parents[2]
DECLARED_IN = (baseline, conditions, deck, effects, playbook)
READERS = ("engine", "aar", "bots", "server", "tui", "cli")
SHAPES = sorted(
    {
        one
        for module in DECLARED_IN
        for one in vars(module).values()
        if isinstance(one, type) and one.__module__ == module.__name__
    },
    key=lambda one: one.__qualname__,
)
BY_NAME = {"condition", "effect", "by", "kind", *(phase.value for phase in Phase)}
"""Fields that say which of several shapes a value has, and the minutes of a phase, which are read by the phase's name."""
ON_PAGES = {
    "lead_months": "tui/published/items.py",
    "seeds": "tui/published/items.py",
    "vulnerability": "tui/published/places.py",
    "labour_cost": "tui/published/places.py",
    "skill": "tui/published/places.py",
    "slack": "tui/published/places.py",
    "information_level": "tui/published/places.py",
    "notice_weeks": "tui/published/places.py",
    "memberships": "tui/published/places.py",
    "growth_months": "tui/published/places.py",
    "suitability": "tui/published/places.py",
}
"""Fields that no rule reads: people do, on this page."""


@cache
def readers() -> dict[str, set[str]]:
    """The files that read an attribute of each name, those left out that declare it."""
    declaring = {Path(str(module.__file__)).resolve() for module in DECLARED_IN}
    found: dict[str, set[str]] = {}
    for file in sorted(file for folder in READERS for file in (ROOT / folder).rglob("*.py")):
        if file.resolve() not in declaring:
            for name in names_read(ast.parse(file.read_text(encoding="utf-8"))):
                found.setdefault(name, set()).add(str(file.relative_to(ROOT)))
    for module in DECLARED_IN:  # what a shape's own methods read is handed on by them
        for name in names_read(ast.parse(Path(str(module.__file__)).read_text(encoding="utf-8"))):
            found.setdefault(name, set()).add(module.__name__)
    return found


def names_read(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Load):
            yield node.attr
        elif isinstance(node, ast.MatchClass):
            yield from node.kwd_attrs


def declared_fields() -> list[tuple[type, str]]:
    return [(shape, one.name) for shape in SHAPES if hasattr(shape, "__dataclass_fields__") for one in fields(shape)]


def test_every_declared_field_is_read_by_a_rule_or_shown_on_a_page() -> None:
    unread = [
        f"{shape.__name__}.{name}" for shape, name in declared_fields() if name not in BY_NAME and not readers().get(name)
    ]

    assert unread == []


@pytest.mark.parametrize("name", ON_PAGES)
def test_a_field_that_no_rule_reads_is_shown_where_it_is_said_to_be(name: str) -> None:
    assert ON_PAGES[name] in readers()[name]
    assert [one for one in readers()[name] if not one.startswith(("tui/", "aar/papers/"))] == []
