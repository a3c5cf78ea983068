"""The words of a document, wherever they stand in it."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass

from aar.documents.model import Block, Document, Section
from aar.papers.making import Source
from aar.papers.rule_book import RuleBook
from engine.world import World
from tui.rulebook.book import book


def words_of(document: Document | tuple[Block, ...] | Section) -> str:
    """Everything that is written in it, one text a line."""
    return "\n".join(_texts(document))


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for one in value:
            yield from _texts(one)
    elif is_dataclass(value):
        for field in fields(value):
            yield from _texts(getattr(value, field.name))


def source_of(world: World, pace: str = "") -> Source:
    """What papers are made from, at the deck's own pace."""
    return Source(world=world, pace=world.deck.pace(pace or world.deck.default_pace), rules=RuleBook(book()))
