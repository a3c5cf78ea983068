"""What a seat is told of an entry: the bytes that were recorded, as the protocol's own messages read and write them."""

from engine.entries import Entry, Part
from engine.ids import CONTROL, PUBLIC, Audience
from engine.stored import Plain, canonical
from server.telling import Telling
from server.wire import Told, ToldControl, server_message

PLAIN: dict[Audience, Plain] = {
    CONTROL: {"audience": "control", "order": {"kind": "note", "text": 'a "quoted" line\nand ünïcode'}},
    PUBLIC: {"audience": "public", "facts": [{"fact": "one", "week": 3}]},
    Audience("dod/as"): {"audience": "dod/as", "facts": [], "receipt": {"order_id": "a", "turn": 1}},
    Audience("state"): {"audience": "state", "facts": [{"fact": "two"}]},
}
ENTRY = Entry(
    number=7,
    previous="0" * 64,
    commitments=("a", "b"),
    parts={audience: Part(salt=b"salt", content=canonical(plain)) for audience, plain in PLAIN.items()},
)


def test_a_seat_is_told_the_parts_of_its_audiences_and_no_other() -> None:
    heard = (PUBLIC, Audience("state"), Audience("nobody"))
    message = server_message(Telling(ENTRY).told(4, heard))
    assert message == Told(sequence=4, parts={PUBLIC: PLAIN[PUBLIC], Audience("state"): PLAIN[Audience("state")]})


def test_seats_that_hear_the_same_are_told_the_same_under_their_own_numbers() -> None:
    telling = Telling(ENTRY)
    heard = frozenset((PUBLIC, Audience("dod/as")))
    first, second = (server_message(telling.told(sequence, heard)) for sequence in (1, 12))
    assert isinstance(first, Told)
    assert isinstance(second, Told)
    assert (first.sequence, second.sequence) == (1, 12)
    assert first.parts == second.parts == {PUBLIC: PLAIN[PUBLIC], Audience("dod/as"): PLAIN[Audience("dod/as")]}


def test_control_is_told_the_whole_entry() -> None:
    message = server_message(Telling(ENTRY).told_control(9))
    assert message == ToldControl(sequence=9, number=7, hash=ENTRY.hash, part=PLAIN[CONTROL])
