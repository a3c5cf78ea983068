"""What every paper of a deck has on its first page, and which marking it bears. What stands in one is built elsewhere."""

from dataclasses import dataclass

from aar.documents.model import Block, Document, Words
from aar.papers.rule_book import RuleBook
from engine.deck import Pace
from engine.titles import plural
from engine.world import World


@dataclass(frozen=True, kw_only=True)
class Source:
    """What papers are made from: the whole world of a deck, the pace, the rule book, keys of the terminal, and the marking."""

    world: World
    pace: Pace
    rules: RuleBook
    keys: tuple[tuple[str, str], ...] = ()
    """The participant's keys, each with what it does."""
    marking: str = ""
    """Instead of the deck's own."""


def paper(source: Source, title: str, blocks: tuple[Block, ...], *, of: str = "", landscape: bool = False) -> Document:
    """A document about this deck at this pace."""
    deck = source.world.deck
    about: tuple[tuple[str, Words], ...] = (
        ("Exercise", deck.title),
        ("Deck", f"{deck.id}, on the baseline {source.world.baseline.title}"),
        ("Begins", f"{deck.start_date} (scenario); {deck.starts[0].title}"),
        ("Pace", f"{source.pace.title}; {plural(deck.weeks, 'week')}"),
    )
    return Document(
        title=title,
        subtitle=of or deck.title,
        marking=source.marking or deck.marking,
        handling=deck.handling,
        date=deck.start_date,
        about=about,
        blocks=blocks,
        landscape=landscape,
    )
