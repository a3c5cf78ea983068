"""Times told by the turn (T1 wk 4, T2 + 3 weeks, end of turn 3), and words for no time at all. Not which week that is."""

import re
from dataclasses import dataclass

LAST = 0
"""In the place of a turn's number: the last one."""
NO_TIME = frozenset(
    ("tbd", "tbc", "tba", "n/a", "na", "none", "-", "?", "open", "floating", "any", "any time", "anytime", "on call",
     "on order",
     "as needed", "as required", "if needed", "when needed", "when ready", "ad hoc", "at discretion", "control", "excon",
     "white cell", "controller", "by control", "control decides", "to be decided", "to be determined")
)  # fmt: skip
_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
_TURN = r"(?:the )?(?:(?:turn|move|module|phase)\s*(?:no\.?|number|#)?\s*|t)(?P<turn>\d{1,2})(?![\d:+h])"
_LAST = r"(?:the )?(?P<last>last|final) (?:turn|move|module|phase)"
_WHICH = rf"(?:{_TURN}|{_LAST})"
_GAP = r"[\s,;:/()-]*"
_WEEK = r"(?:weeks?|wks?|w)"
_BEGINS = r"(?:start|beginning|begin|opening|top)"
_ENDS = r"(?:end|close|closing|last week)"
_FORMS = tuple(
    (kind, re.compile(form))
    for kind, form in (
        ("begins", rf"(?:at )?(?:the )?{_BEGINS} of {_WHICH}"),
        ("begins", rf"{_WHICH}(?:{_GAP}(?:at )?(?:the )?{_BEGINS}\)?)?"),
        ("ends", rf"(?:at )?(?:the )?{_ENDS} of {_WHICH}"),
        ("ends", rf"{_WHICH}{_GAP}(?:at )?(?:the )?{_ENDS}\)?"),
        ("middle", rf"(?:in )?(?:the )?(?:mid|middle)(?: of)?[\s-]*{_WHICH}"),
        ("middle", rf"{_WHICH}{_GAP}(?:mid|middle)\)?"),
        ("week", rf"(?:in )?{_WHICH}{_GAP}(?:in )?{_WEEK}\s*(?P<count>\d{{1,3}})\)?"),
        ("week", rf"(?:in )?{_WEEK}\s*(?P<count>\d{{1,3}}){_GAP}(?:of |in )?{_WHICH}\)?"),
        ("day", rf"(?:in )?{_WHICH}{_GAP}day\s*(?P<count>\d{{1,3}})\)?"),
        ("weeks later", rf"{_WHICH}\s*\+\s*(?P<count>\d{{1,3}})\s*{_WEEK}"),
        ("days later", rf"{_WHICH}\s*\+\s*(?P<count>\d{{1,3}})\s*(?:days?|d)"),
    )
)
_EXERCISE_ENDS = re.compile(r"(?:at )?(?:the )?(?:end of (?:the )?(?:exercise|game)|end ?ex)")
_CONDITIONAL = re.compile(r"\W*(?:contingent|contingency|conditional|if|unless|once|in case|provided)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class InTurn:
    """A week of a turn."""

    number: int
    """From 1; LAST for the last."""
    week: int = 0
    """Of the turn from 1, or of the exercise; 0 where the rest says it."""
    days: int = 0
    """After its first."""
    middle: bool = False
    ends: bool = False


def in_turn(said: str) -> InTurn | None:
    """What a text in small letters says of a week of a turn; None where it says none."""
    if _EXERCISE_ENDS.fullmatch(said):
        return InTurn(number=LAST, ends=True)
    for kind, form in _FORMS:
        match = form.fullmatch(said)
        if match:
            return _meant(kind, match)
    return None


def numbered(said: str) -> str:
    """`second week` as `week 2`, without words that only lead to a time."""
    text = re.sub(rf"\b({'|'.join(_ORDINALS)})\s+(turn|move|week|day)\b", _counted, said)
    text = re.sub(r"\b(\d{1,2})(?:st|nd|rd|th)\s+(turn|move|week|day)\b", r"\2 \1", text)
    text = re.sub(r"\s*[(\[](?:t|tbc|tent(?:ative)?|est(?:imated)?|approx|confirmed|notional|local)\.?[)\]]$", "", text)
    return re.sub(r"^(?:(?:in|on|during|about|approx\.?|ca\.?|~)\s+)?(?:day (?=d\s*[+-]))?", "", text)


def _counted(match: re.Match[str]) -> str:
    return f"{match[2]} {_ORDINALS.index(match[1]) + 1}"


def _meant(kind: str, match: re.Match[str]) -> InTurn:
    number, count = int(match["turn"] or LAST), int(match.groupdict().get("count") or 0)
    if kind == "week":
        return InTurn(number=number, week=count)
    if kind == "day":
        return InTurn(number=number, days=max(count, 1) - 1)
    if kind.endswith("later"):
        return InTurn(number=number, days=count * (7 if kind == "weeks later" else 1))
    return InTurn(number=number, middle=kind == "middle", ends=kind == "ends")


def no_time(text: str) -> bool:
    """Whether a cell says that nobody knows yet: TBD, as needed."""
    return " ".join(text.lower().replace("–", "-").replace("—", "-").split()).strip(" .!") in NO_TIME | {""}


def conditional(text: str) -> bool:
    """Whether a cell of times tells what an inject waits for, and no time: if 4 is not answered."""
    return _CONDITIONAL.match(text) is not None
