"""Any bytes are a message or a clean error; every message comes back from its frame as it was."""

import json
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.ids import PUBLIC, OrderId, OrganisationId, SeatId
from server.wire import (
    LARGEST_FRAME,
    PROTOCOL,
    ExerciseWhole,
    Give,
    Greeting,
    Hello,
    Message,
    Notice,
    Presence,
    Refused,
    Resume,
    SeatPresence,
    Told,
    ToldControl,
    Verdict,
    ViewsWhole,
    WireCode,
    WireError,
    client_message,
    frame,
    server_message,
)

JAPAN = OrganisationId("allies/japan")
GREETING = Greeting(
    exercise="x",
    log="00",
    seat=SeatId("seat-1"),
    role="participant",
    organisations=(JAPAN,),
    title="A deck",
    marking="UNCLASSIFIED",
    rules_version="0.1.0",
    now=datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC),
    sequence=3,
    whole=ViewsWhole(header={"a": 1}, views={JAPAN: {"b": [1, None]}}),
)
FROM_CLIENT: tuple[Message, ...] = (
    Hello(token="t", client="surgex/0.1.0"),
    Hello(token="t", client="surgex/0.1.0", resume=Resume(log="00", sequence=4)),
    Give(order_id=OrderId("a1"), organisation=JAPAN, order={"kind": "mark-ready", "ready": True}),
    Give(order_id=OrderId("a1"), organisation=None, order={"kind": "start-exercise"}),
)
FROM_SERVER: tuple[Message, ...] = (
    GREETING,
    GREETING.model_copy(update={"whole": None}),
    GREETING.model_copy(update={"whole": ExerciseWhole(header={}, exercise={}, world={}, number=1, hash="00", recent=())}),
    Told(sequence=4, parts={PUBLIC: {"facts": []}}),
    ToldControl(sequence=4, number=3, hash="00", part={}),
    Verdict(order_id=OrderId("a1"), accepted=False, code="not-yours", sentence="No."),
    Presence(
        whole=True,
        seats=(
            SeatPresence(
                seat=SeatId("s"), role="participant", organisations=(JAPAN,), connections=2, since=GREETING.now, kind="bot"
            ),
        ),
    ),
    Presence(
        whole=False,
        seats=(SeatPresence(seat=SeatId("s"), role="control", organisations=(), connections=0, since=None, kind=None),),
    ),
    Notice(code="x", sentence="y"),
    Refused(code="unknown-token", sentence="No seat has this token."),
)

plain = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)
TYPES = ("hello", "give", "greeting", "told", "told-control", "verdict", "presence", "notice", "refused")
almost = st.fixed_dictionaries(
    {"type": st.sampled_from(TYPES)},
    optional={
        "protocol": st.sampled_from([PROTOCOL]) | plain,
        "token": st.text() | plain,
        "client": st.text() | plain,
        "resume": plain,
        "order_id": st.text() | plain,
        "organisation": plain,
        "order": plain,
        "sequence": st.integers() | plain,
        "parts": plain,
    },
)


@pytest.mark.parametrize("message", FROM_CLIENT, ids=lambda message: message.type)
def test_what_a_client_says_comes_back_from_its_frame_as_it_was(message: Message) -> None:
    assert client_message(frame(message)) == message


@pytest.mark.parametrize("message", FROM_SERVER, ids=lambda message: message.type)
def test_what_a_server_says_comes_back_from_its_frame_as_it_was(message: Message) -> None:
    assert server_message(frame(message)) == message


@given(st.binary() | st.text() | plain.map(json.dumps) | almost.map(json.dumps))
def test_any_bytes_are_a_message_or_a_clean_error(content: str | bytes) -> None:
    for read in (client_message, server_message):
        message = _read(read, content)

        if isinstance(message, WireError):
            assert message.code in WireCode
            assert 0 < len(message.sentence) < 1_000
        else:
            assert read(frame(message)) == message


def _read(read: Callable[[str | bytes], Message], content: str | bytes) -> Message | WireError:
    try:
        return read(content)
    except WireError as error:
        return error


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ('{"type":"give","order_id":"a","order":{"kind":"x","price":1.5}}', WireCode.BAD_FRAME),
        ('{"type":"give","order_id":"a","order":{"price":NaN}}', WireCode.BAD_FRAME),
        ('{"type":"give","order_id":"not an id!","order":{}}', WireCode.BAD_FRAME),
        ('{"type":"give","order_id":"a","order":{},"seat":"another"}', WireCode.BAD_FRAME),
        ('{"type":"verdict","order_id":"a","accepted":true}', WireCode.BAD_FRAME),
        ('{"type":"hello","protocol":4,"token":"t","client":"c","resume":{"log":"a","sequence":-1}}', WireCode.BAD_FRAME),
        ('{"type":"hello","protocol":true,"token":"t","client":"c"}', WireCode.OTHER_PROTOCOL),
        ("[" * 100_000, WireCode.BAD_FRAME),
        ('"\\ud800"', WireCode.BAD_FRAME),
        ('{"type":"hello","protocol":4,"' + "ü" * 1_000 + '":1}', WireCode.BAD_FRAME),
        ("1." + "0" * 100_000, WireCode.BAD_FRAME),
        ("null", WireCode.BAD_FRAME),
        ("", WireCode.BAD_FRAME),
        (" " * (LARGEST_FRAME + 1), WireCode.FRAME_TOO_LARGE),
        ("ü" * (LARGEST_FRAME // 2 + 1), WireCode.FRAME_TOO_LARGE),
        ('{"type":"hello","protocol":0,"seat":"old"}', WireCode.OTHER_PROTOCOL),
        ('{"type":"hello","protocol":5,"token":"t","news":[]}', WireCode.OTHER_PROTOCOL),
        ('{"type":"hello","token":"t","client":"c"}', WireCode.OTHER_PROTOCOL),
    ],
)
def test_what_is_wrong_with_a_frame_has_a_stable_code(content: str, code: WireCode) -> None:
    with pytest.raises(WireError) as caught:
        client_message(content)

    assert caught.value.code == code
    assert len(caught.value.sentence) < 1_000


@pytest.mark.parametrize(
    ("protocol", "mend"),
    [
        ("1", "the older 1: install surgex"),
        ("99", "the newer 99: install surgex"),
        ('"2"', "names none: a Hello carries"),
        ("null", "names none: a Hello carries"),
    ],
)
def test_who_speaks_another_version_hears_both_and_what_to_do(protocol: str, mend: str) -> None:
    with pytest.raises(WireError) as caught:
        client_message('{"type":"hello","protocol":' + protocol + ',"token":"t","something":"new"}')

    assert caught.value.code is WireCode.OTHER_PROTOCOL
    assert f"speaks protocol {PROTOCOL}" in caught.value.sentence
    assert mend in caught.value.sentence


def test_a_client_loads_neither_the_database_nor_a_room() -> None:
    loaded = "import server.wire, server.client, sys; print(*sys.modules)"

    modules = subprocess.run([sys.executable, "-c", loaded], capture_output=True, text=True, check=True).stdout.split()

    assert "server.client" in modules
    assert not {"sqlmodel", "sqlalchemy", "sqlite3", "server.store", "server.room"}.intersection(modules)
