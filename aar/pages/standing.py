"""The part of the page about moods: readiness of industry, coalition, deterrence and consent at home."""

from collections.abc import Iterator, Sequence

from aar.plain import PlainAnswer
from aar.wording import indented

Index = tuple[str, str, int, int]
MOST_MOVED = 3
LABELS = {"web": "made among allies", "culture": "bias to refusal"}
"""Indices whose id says too little."""


def standing(answer: PlainAnswer) -> Iterator[str]:
    """Each heading with its indices from StartEx to now; nothing where the baseline has none of them."""
    parts = (
        ("Readiness of industry", [*_named(answer, "confidence"), *_sources(answer)]),
        ("Coalition", [*_named(answer, "web", "culture"), *_group(answer, "trust-", "trust")]),
        ("Deterrence", _named(answer, "deterrence", "escalation", "warning")),
        ("Consent at home", list(_group(answer, "politics-", "resistance"))),
    )
    told = [f"{heading}: {', '.join(said)}." for heading, said in parts if said]
    if told:
        yield from indented(f"STANDING, 0 to 100, StartEx → now. {' '.join(told)}", 0, hanging=2)
        yield ""


def _named(answer: PlainAnswer, *names: str) -> list[str]:
    return [f"{LABELS.get(key, key)} {start} → {now}" for key, _, start, now in answer.indices if key in names]


def _group(answer: PlainAnswer, prefix: str, word: str) -> Iterator[str]:
    """What moved of many indices of one kind, or that none did."""
    all_of = [one for one in answer.indices if one[0].startswith(prefix)]
    moved = sorted((one for one in all_of if one[2] != one[3]), key=lambda one: (-abs(one[3] - one[2]), one[0]))
    if moved:
        yield f"{word} {', '.join(_short(one, prefix) for one in moved[:MOST_MOVED])}"
    elif all_of:
        yield f"{word} unmoved"


def _short(one: Index, prefix: str) -> str:
    key, _, start, now = one
    return f"{key.removeprefix(prefix)} {start} → {now}"


def _sources(answer: PlainAnswer) -> Sequence[str]:
    start, now = answer.sources
    return [f"qualified sources of components {start} → {now}"] if start else []
