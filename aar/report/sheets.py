"""Sheets of the workbook about talk: actions, agreements, requests, what was said in the room, and every message."""

from collections.abc import Iterable, Iterator, Sequence

from aar.models_of_talk import ActionShape, TalkShape, WordShape

Cell = str | int | float | None
Sheet = tuple[str, Sequence[str], list[Sequence[Cell]]]
"""Name, columns, rows."""


def entries_cell(numbers: Iterable[int]) -> str:
    """Numbers of entries in one cell, each once."""
    return ", ".join(map(str, dict.fromkeys(numbers)))


def sheets_of_talk(talk: TalkShape) -> list[Sheet]:
    """As much as whoever reads the report may have: words and all."""
    return [
        _actions(talk),
        _agreements(talk),
        _requests(talk),
        _words("said in the room", talk.said),
        _words("messages", talk.messages),
    ]


def _actions(talk: TalkShape) -> Sheet:
    """One row for what was done, and one for each argument and ruling."""
    rows = [row for one in talk.actions for row in _action(one)]
    columns = (
        "Id",
        "Organisation",
        "Title",
        "Turn",
        "What",
        "By",
        "Words",
        "Odds, permille",
        "Die",
        "Brought, or should",
        "Entries",
    )
    return "actions", columns, rows


def _action(one: ActionShape) -> Iterator[Sequence[Cell]]:
    of = (one.id, one.organisation, one.title)
    brings = "; ".join(one.wants)
    yield (*of, one.turn, "taken", one.organisation, one.text, None, None, brings, entries_cell(one.entries[:1]))
    for said in one.arguments:
        yield (*of, None, said.side, said.by, said.text, None, None, "", entries_cell(said.entries))
    for ruled in one.rulings:
        permille = ruled.permille if ruled.die is not None else None
        brought = "; ".join(ruled.brought)
        entries = entries_cell(ruled.entries)
        yield (*of, ruled.turn, f"ruled {ruled.ruling}", "control", ruled.reason, permille, ruled.die, brought, entries)


def _agreements(talk: TalkShape) -> Sheet:
    rows: list[Sequence[Cell]] = [
        (
            one.id,
            one.title,
            one.proposer,
            ", ".join(one.parties),
            one.terms,
            one.turn,
            one.due_turn,
            one.stands,
            ", ".join(one.by),
            "yes" if one.ruled else "no",
            one.reason,
            entries_cell(one.entries),
        )
        for one in talk.agreements
    ]
    columns = (
        "Id",
        "Title",
        "Proposer",
        "Parties",
        "Terms",
        "Turn",
        "Due in turn",
        "Stands",
        "By",
        "Ruled by control",
        "Reason",
    )
    return "agreements", (*columns, "Entries"), rows


def _requests(talk: TalkShape) -> Sheet:
    rows: list[Sequence[Cell]] = [
        (
            one.id,
            one.sender,
            ", ".join(one.to),
            one.text,
            one.about,
            one.turn,
            one.due_turn,
            "\n".join(f"{each.by}: {each.verdict} {each.text}".rstrip() for each in one.answers),
            "yes" if one.lapsed else "no",
            entries_cell(one.entries),
        )
        for one in talk.requests
    ]
    columns = ("Id", "From", "To", "Asked", "About", "Turn", "Due in turn", "Answers", "Lapsed", "Entries")
    return "requests", columns, rows


def _words(name: str, words: Sequence[WordShape]) -> Sheet:
    rows: list[Sequence[Cell]] = [
        (one.by, ", ".join(one.to), one.turn, one.week, one.given, one.about, one.text, entries_cell(one.entries))
        for one in words
    ]
    return name, ("From", "To", "Turn", "Week", "Given", "About", "Words", "Entries"), rows
