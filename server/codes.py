"""Stable codes of the wire with what each means, and the close code that goes with it. No message, no decision."""

from enum import StrEnum


class WireCode(StrEnum):
    """Why a server refuses a frame, a seat or an order before any rule is asked, or what a notice is about."""

    BAD_FRAME = "bad-frame"
    FRAME_TOO_LARGE = "frame-too-large"
    OTHER_PROTOCOL = "other-protocol"
    HELLO_EXPECTED = "hello-expected"
    UNKNOWN_TOKEN = "unknown-token"
    SEAT_REVOKED = "seat-revoked"
    EXERCISE_UNAVAILABLE = "exercise-unavailable"
    TOO_SLOW = "too-slow"
    TOO_MANY = "too-many"
    TOO_MANY_CONNECTIONS = "too-many-connections"
    GOING_AWAY = "going-away"
    EXPORT_FAILED = "export-failed"
    NOT_AN_ORDER = "not-an-order"
    NOT_YOUR_ORGANISATION = "not-your-organisation"
    ONLY_LOOKS = "only-looks"
    OPEN_TWICE = "open-twice"
    OPEN_ONCE = "open-once"
    ASKED_TOO_SOON = "asked-too-soon"
    HEAD = "head"
    ORDER_ID_REUSED = "order-id-reused"
    RULES_FAILED = "rules-failed"
    NOT_ALLOWED = "not-allowed"
    NO_SUCH_EXERCISE = "no-such-exercise"
    OTHER_HISTORY = "other-history"
    NO_SUCH_SEAT = "no-such-seat"
    BAD_DECK = "bad-deck"
    BAD_SEATS = "bad-seats"
    SERVER_FAILED = "server-failed"


MEANINGS: dict[WireCode, str] = {
    WireCode.BAD_FRAME: "These bytes are no message.",
    WireCode.FRAME_TOO_LARGE: "The frame is larger than a frame may be.",
    WireCode.OTHER_PROTOCOL: "Client and server speak different versions; the sentence names both.",
    WireCode.HELLO_EXPECTED: "The first frame was no Hello, or it did not come in time.",
    WireCode.UNKNOWN_TOKEN: "No seat has this token.",
    WireCode.SEAT_REVOKED: "The seat's token was revoked.",
    WireCode.EXERCISE_UNAVAILABLE: "The exercise cannot be opened or recorded here now; trying again later can help.",
    WireCode.TOO_SLOW: "The client did not read what it was sent; it may come back and resume.",
    WireCode.TOO_MANY: "The seat has given too many orders at once; nothing came of this one, and it may be given again.",
    WireCode.TOO_MANY_CONNECTIONS: "Too many connections are open from this address, or on this seat; try again later.",
    WireCode.GOING_AWAY: "The server stops; what was accepted is recorded.",
    WireCode.EXPORT_FAILED: "The copy of the log at a lock could not be written; play goes on, and the log itself is whole.",
    WireCode.NOT_AN_ORDER: "The order has a field too many, too few, or of a wrong kind.",
    WireCode.NOT_YOUR_ORGANISATION: "The seat does not speak for this organisation.",
    WireCode.ONLY_LOOKS: "The seat is an evaluator's, an observer's or a spectator's: it gives no orders.",
    WireCode.OPEN_TWICE: "More than one connection is open on this seat: each hears everything, and each may give orders.",
    WireCode.OPEN_ONCE: "The other connections on this seat have ended.",
    WireCode.ASKED_TOO_SOON: "The takeover packet was sent just now: ask for it again in a while.",
    WireCode.HEAD: "The head of the log at a lock and at the end, for control to note down.",
    WireCode.ORDER_ID_REUSED: "Another order was given under this id.",
    WireCode.RULES_FAILED: "A fault in the rules: nothing was recorded.",
    WireCode.NOT_ALLOWED: "The token does not open this: an operator's or control's is needed.",
    WireCode.NO_SUCH_EXERCISE: "The server has no exercise of this id.",
    WireCode.OTHER_HISTORY: "Server and standby hold two histories of one exercise; the sentence names exercise and entry.",
    WireCode.NO_SUCH_SEAT: "The exercise has no such seat, or more than one that is meant.",
    WireCode.BAD_DECK: "The deck cannot be played; the sentence names every problem with its place, one a line.",
    WireCode.BAD_SEATS: "A seat names an organisation that the deck does not have, or none where one is needed.",
    WireCode.SERVER_FAILED: "A fault in the server: it has done nothing, and its log says more.",
}
"""One sentence for each code."""

CLOSE_CODES = {
    WireCode.BAD_FRAME: 4400,
    WireCode.UNKNOWN_TOKEN: 4401,
    WireCode.SEAT_REVOKED: 4403,
    WireCode.HELLO_EXPECTED: 4408,
    WireCode.FRAME_TOO_LARGE: 1009,
    WireCode.OTHER_PROTOCOL: 4426,
    WireCode.TOO_SLOW: 4429,
    WireCode.TOO_MANY_CONNECTIONS: 4430,
    WireCode.EXERCISE_UNAVAILABLE: 1013,
    WireCode.GOING_AWAY: 1001,
}
"""The WebSocket close code that goes with a code which ends a connection."""


class WireError(ValueError):
    """A frame that is no message of this protocol: a stable code, and a sentence that names field and mend."""

    def __init__(self, code: WireCode, sentence: str) -> None:
        super().__init__(sentence)
        self.code = code
        self.sentence = sentence
