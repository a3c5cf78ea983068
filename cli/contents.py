"""The first screen of `surgex`: its commands by what they are for, a line for each. It loads none of them."""

from collections.abc import Mapping

CONTENTS: Mapping[str, Mapping[str, str]] = {
    "Play": {
        "demo": "Sit down at once in an exercise that is running; bots do the rest",
        "join": "Sit down at a server, with the token of your seat",
        "wall": "Show the room what everybody may know, on a projector",
        "send": "Give one order from a script",
    },
    "Hold an exercise": {
        "new": "Make an exercise: each seat gets a token",
        "host": "Serve it to terminals, and with --web to browsers",
        "bots": "Have bots play the seats that nobody came for",
        "seats": "Who holds which seat: list, add, revoke, reissue, pass on",
        "print": "Seat sheets, situations, injects and order slips on paper",
        "operator": "The token that manages exercises from another machine",
        "names": "Forget the names of the people who played",
        "backup": "Copy every exercise of a database into one file",
        "restore": "Make a database from such a copy",
        "import": "Go on from the log of an exercise",
        "promote": "Have a second server take the place of the first",
    },
    "Afterwards": {
        "findings": "The answer on one page: did the surge assumption hold?",
        "report": "The after-action report with its improvement plan and tables",
        "review": "Go through a log on screen, entry by entry",
        "replay": "Print how things stood after an entry",
        "verify": "Whether a log is whole, and follows from the rules",
        "export": "Write an exercise as a log file",
        "release": "Write a log that one organisation may have",
        "branch": "What if? Go back to an entry, or leave an order out",
        "compare": "What differs between two logs, and since when",
        "lessons": "What recurs in several groups on one deck",
    },
    "Without people": {
        "play": "Bots play an exercise here to its end; prints the answer",
        "sweep": "Bots play many: how often does the assumption hold?",
    },
    "What is played": {
        "decks": "Make, check, preview and rehearse decks",
        "documents": "A deck's manual, handbooks and evaluation guides",
        "msel": "The list of injects as a workbook, out and in again",
    },
    "This terminal": {
        "doctor": "In the week before: can one play from here?",
        "config": "Your settings: theme, keys, server and so on",
        "keys": "What each key does",
    },
}
"""By what they are for: each command, and what it does."""
