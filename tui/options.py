"""What can be set about a client: each option with its variable, its default and what it may be. No file is read here."""

from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from tui.theme_names import THEMES

Value = str | bool | int
MOST_UPDATES = 30
"""Times a second at the most that the screens are drawn anew because of news."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One option: `check` says what is wrong with a value of the right kind, or nothing."""

    name: str
    default: Value
    says: str
    example: str
    check: Callable[[Value], str] = lambda value: ""

    @property
    def variable(self) -> str:
        """The variable of the environment that sets it."""
        return f"SURGEX_{self.name.upper()}"

    @property
    def kind(self) -> type:
        """What its value is."""
        return type(self.default)

    def wrong(self, value: object) -> str:
        """What is wrong with a value of any kind, with the mend; empty where nothing is."""
        if not isinstance(value, str | bool | int) or type(value) is not self.kind:
            words = {bool: "true or false", int: "a whole number", str: "text in quotes"}
            return f"should be {words[self.kind]}, for example {self.example}"
        return self.check(value) if value != self.default else ""

    def from_text(self, text: str) -> Value:
        """The value that a variable of the environment means. Raises ValueError with what is wrong and the mend."""
        value: Value = text.strip()
        if self.kind is bool:
            known = {
                "1": True,
                "true": True,
                "yes": True,
                "on": True,
                "0": False,
                "false": False,
                "no": False,
                "off": False,
                "": False,
            }
            found = known.get(text.strip().lower())
            if found is None:
                raise ValueError("should be 1 or 0")
            value = found
        elif self.kind is int:
            if not text.strip().isdecimal():
                raise ValueError("should be a whole number")
            value = int(text)
        if why := self.wrong(value):
            raise ValueError(why)
        return value


def _theme(value: Value) -> str:
    return "" if value in THEMES else f"cannot be `{value}`; there are: {', '.join(THEMES)}"


def _updates(value: Value) -> str:
    return "" if isinstance(value, int) and 1 <= value <= MOST_UPDATES else f"should be from 1 to {MOST_UPDATES}"


def wrong_address(value: Value) -> str:
    """Why this is no server's address, with the mend; empty where it is one."""
    address = str(value)
    if not address.startswith(("ws://", "wss://")):
        return "should begin with ws:// (or wss://), for example ws://127.0.0.1:8765"
    try:
        parts = urlsplit(address)
        parts.port  # noqa: B018 - raises where it is none
    except ValueError as error:
        return f"is no server's address: {error}; it looks like wss://exercise.example:8765"
    if not parts.hostname or any(sign.isspace() for sign in address):
        return "is no server's address: it looks like wss://exercise.example:8765"
    if parts.username or parts.password or parts.query:
        return "should be an address alone: a name, a password or a token does not belong into it"
    return ""


def _zone(value: Value) -> str:
    try:
        ZoneInfo(str(value))
    except (OSError, ValueError, LookupError):
        return f'cannot be `{value}`: this machine knows no such time zone; one is "Europe/Berlin"'
    return ""


OPTIONS: tuple[Option, ...] = (
    Option(
        name="theme",
        default="",
        says=f"Colours: {', '.join(THEMES)}. Empty: what was chosen last with ctrl+t.",
        example='"high-contrast"',
        check=_theme,
    ),
    Option(name="ascii", default=False, says="Draw with plain ASCII characters only.", example="true"),
    Option(
        name="mouse", default=True, says="Take clicks and the wheel; without it the terminal selects text.", example="false"
    ),
    Option(name="bell", default=False, says="Ring the terminal's bell when something new comes in.", example="true"),
    Option(
        name="updates",
        default=10,
        says=f"How often a second the screen follows what happens, 1 to {MOST_UPDATES}; fewer for slow lines.",
        example="4",
        check=_updates,
    ),
    Option(
        name="server",
        default="",
        says="The server that `surgex join` goes to when none is named. Empty: the one joined last.",
        example='"wss://exercise.example"',
        check=wrong_address,
    ),
    Option(
        name="time_zone",
        default="",
        says="The time zone of deadlines. Empty: this machine's.",
        example='"Europe/Berlin"',
        check=_zone,
    ),
    Option(
        name="ca",
        default="",
        says="A PEM file with the authority that signed the server's certificate, if no public one did.",
        example='"/etc/ssl/exercise-ca.pem"',
    ),
)
BY_NAME = {one.name: one for one in OPTIONS}
