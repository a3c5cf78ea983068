"""An operator's, control's or holder's end of the connection: one question and its answer. It tries once."""

import asyncio

from server.link import CLIENT, LinkLostError, SeatRefusedError, connected
from server.wire import Answer, Manage, Managing, Notice, Question, Refused, ServerMessage, frame, server_message

ANSWER_SECONDS = 120.0
"""How long a server may take: it may have to check a deck first."""


class NotManagedError(Exception):
    """The question was not answered, or not done; the message says why, one line for each problem."""

    def __init__(self, sentence: str, code: str = "") -> None:
        super().__init__(sentence)
        self.code = code


async def ask(url: str, token: str, question: Question) -> Answer:
    """The server's answer, where it was done. Raises NotManagedError."""
    try:
        async with asyncio.timeout(ANSWER_SECONDS), connected(url) as socket:
            await socket.send(frame(Manage(token=token, client=CLIENT)))
            _expect(server_message(await socket.recv()), Managing)
            await socket.send(frame(question))
            answer = server_message(await socket.recv())
    except TimeoutError:
        raise NotManagedError(f"{url} does not answer in time: look at the server's log") from None
    except (LinkLostError, SeatRefusedError) as error:
        raise NotManagedError(str(error)) from None
    if not isinstance(answer, Answer):
        _expect(answer, Answer)
        raise NotManagedError(f"{url} gave no answer")
    if answer.code:
        raise NotManagedError(answer.sentence, answer.code)
    return answer


def _expect(message: ServerMessage, kind: type[ServerMessage]) -> None:
    if isinstance(message, Refused | Notice):
        raise NotManagedError(message.sentence, message.code)
    if not isinstance(message, kind):
        raise NotManagedError("The server answered what was not asked: is it of another version?")
