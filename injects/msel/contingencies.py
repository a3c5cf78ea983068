"""What a contingency in words waits for: the answer to another inject, or none. Whether a row is one is judged elsewhere."""

import re
from collections.abc import Sequence
from difflib import get_close_matches
from typing import Any

from injects.msel.cells import Plain

ANSWERED = frozenset({"answered", "any answer", "answer", "response", "response received", "reply", "replied", "responded"})
UNANSWERED = frozenset({"not answered", "no answer", "no response", "unanswered", "no reply", "no action", "not", "silence"})
_FILLERS = re.compile(
    r"^(?:[\s:;,.()–—/-]+|(?:contingent|contingency|upon|on|of|from|after|if|when|inject|event|number|is|was|are|the|they|"
    r"players?|choose|chooses|chosen|chose|select|selects|selected|decides?|decided|option|choice|to|parent|with|response|by)\b)+",
    re.IGNORECASE,
)
_COUNTED = r"(?:weeks?|turns?|days?|hours?|months?|units?|percent|of)\b"
"""A number before these counts, and names no inject."""
_FEW = {"a": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6}
_WITHIN = re.compile(
    rf"\b(?:(?:with)?in|after|for)\s+(?P<count>\d{{1,2}}|{'|'.join(_FEW)})\s+(?:weeks?|wks?)\b"
    r"|\b(?:by|until|before)\s+(?:week|wk)\s*(?P<week>\d{1,3})\b",
    re.IGNORECASE,
)
_NOT = re.compile(r"^(?:not|unless|does not|do not|did not|don't|doesn't|other than|except)\b\s*", re.IGNORECASE)


def awaited_answer(text: str, others: Sequence[Plain]) -> Plain | None:
    """The release that a contingency means, where parent and condition can be read; `others` are the injects beside it."""
    found = _parent(text, others)
    if found is None:
        return None
    parent, rest = found
    rest, week = _until(rest, parent)
    negated, rest = _NOT.match(rest) is not None, _NOT.sub("", rest)
    words = _words(rest)
    about: Plain = {"condition": "inject-answered", "inject": parent["id"]}
    if words in UNANSWERED or (negated and words in ANSWERED):
        return _unless(parent, about, week)
    if week and not negated:
        return None
    if words and words not in ANSWERED:
        choice = _choice(words, parent)
        if not choice:
            return None
        about["choice"] = choice
    elif not (parent.get("choices") or parent.get("expects")):
        return None
    if negated:
        return _unless(parent, about, week)
    return {"by": "condition", "when": about}


def _until(rest: str, parent: Plain) -> tuple[str, int]:
    """What a contingency says without `within two weeks` or `by week 9`, and that week; 0 where it names none."""
    match = _WITHIN.search(rest)
    if match is None:
        return rest, 0
    left = f"{rest[: match.start()]} {rest[match.end() :]}".strip(" .:;,()")
    if match["week"]:
        return left, int(match["week"])
    said = match["count"].lower()
    first = parent.get("release", {}).get("week", 0)
    return left, first + (int(said) if said.isdigit() else _FEW[said]) if first else 0


def _unless(parent: Plain, about: Plain, until: int = 0) -> Plain | None:
    """In the week of the parent or after it, or from `until` on, unless it was answered so; only where that week is known."""
    week = until or parent.get("release", {}).get("week")
    if not week or (parent.get("due_turns", 1) != 1 and not until):
        return None
    of: list[Any] = [{"condition": "week", "at_least": week}, {"condition": "not", "of": about}]
    return {"by": "condition", "when": {"condition": "all", "of": of}}


def _parent(text: str, injects: Sequence[Plain]) -> tuple[Plain, str] | None:
    """The inject that a contingency names by number or title, and what stands beside the name."""
    said = text.lower()
    names = ((name, one) for one in injects for name in (one.get("reference", ""), one.get("title", "")) if name)
    known = [(name, one) for name, one in names if name.lower() in said]
    for name, one in sorted(known, key=lambda pair: -len(pair[0])):
        before = (
            r"(?:^\W*|\b(?:inject|event|number|no\.?|of|on|upon|after|parent|if|unless|once|when)\W+|#\s*)"
            if name.isdigit()
            else r"(?<![\w-])"
        )
        match = re.search(rf"{before}{re.escape(name)}(?![\w-]|\s*(?:%|{_COUNTED}))", text, re.IGNORECASE)
        if match:
            return one, _FILLERS.sub("", f"{text[: match.start()]} {text[match.end() :]}".strip()).strip(" .:;,()")
    return None


def _words(text: str) -> str:
    return " ".join(re.findall(r"[a-z0-9]+", text.lower()))


def _choice(words: str, parent: Plain) -> str:
    """The id of the choice that these words mean, or nothing."""
    titles = {_words(one["title"]): one["id"] for one in parent.get("choices", ())}
    ids = {_words(one["id"]): one["id"] for one in parent.get("choices", ())}
    for known in (titles, ids):
        near = get_close_matches(words, known, n=1, cutoff=0.85)
        if near:
            return str(known[near[0]])
    inside = [identity for title, identity in titles.items() if title and title in words]
    return str(inside[0]) if len(inside) == 1 else ""
