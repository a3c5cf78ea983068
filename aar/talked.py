"""What was said, asked, agreed, done in players' own words and ruled: from control's parts, or from one audience's alone."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from pydantic import TypeAdapter

from aar.models_of_talk import (
    ActionShape,
    AgreementShape,
    AnswerShape,
    ArgumentShape,
    RequestShape,
    RulingShape,
    TalkShape,
    WordShape,
)
from aar.replaying import format_in, parts_in
from engine.effect_words import effect_words
from engine.effects import Effect
from engine.entries import Entry
from engine.ids import CONTROL, PUBLIC, Audience
from engine.stored import FORMAT, Plain, canonical
from engine.world import World

Fact = Mapping[str, Any]
_EFFECT: TypeAdapter[Effect] = TypeAdapter(Effect)
_STANDS = {
    "agreement-in-force": "in-force",
    "agreement-due": "due",
    "agreement-refused": "refused",
    "agreement-lapsed": "lapsed",
    "agreement-kept": "kept",
    "agreement-broken": "broken",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Talked:
    """All of it, and by the kind of what happened the entries that record it, one for each time."""

    shape: TalkShape
    audience: str
    """Empty for control."""
    happened: Mapping[str, tuple[int, ...]]


def talked(entries: Iterable[Entry], world: World, audience: str = "", practice: Collection[int] = frozenset()) -> Talked:
    """Go through a log once, without these entries. For an audience nothing is read but what was told to it.

    Raises UnreadableLogError where a part is damaged.
    """
    found = _Found(world)
    for number, fact in _facts(entries, audience):
        if number not in practice:
            _take(found, number, fact)
    happened = {kind: tuple(numbers) for kind, numbers in found.happened.items()}
    return Talked(shape=found.shape(), audience=audience, happened=happened)


def _facts(entries: Iterable[Entry], audience: str) -> Iterator[tuple[int, Fact]]:
    wanted = (PUBLIC, Audience(audience)) if audience else (CONTROL,)
    written = FORMAT
    for entry in entries:
        if entry.number == 0:
            written = format_in(entry)
        for one, part in parts_in(entry, tuple(dict.fromkeys(wanted)), written).items():
            for fact in _told(one, part):
                yield entry.number, fact


def _told(audience: Audience, part: Plain) -> Iterable[Fact]:
    facts: Iterable[Fact] = part.get("verdict", {}).get("events", ()) if audience == CONTROL else part.get("facts", ())
    return facts


@dataclass(slots=True)
class _Found:
    """What was found so far, as the fields of the shapes."""

    world: World
    actions: dict[str, dict[str, Any]] = field(default_factory=dict)
    agreements: dict[str, dict[str, Any]] = field(default_factory=dict)
    requests: dict[str, dict[str, Any]] = field(default_factory=dict)
    said: list[WordShape] = field(default_factory=list)
    messages: list[WordShape] = field(default_factory=list)
    happened: dict[str, list[int]] = field(default_factory=dict)

    def shape(self) -> TalkShape:
        return TalkShape(
            actions=tuple(ActionShape(**_frozen(one)) for one in self.actions.values()),
            agreements=tuple(AgreementShape(**_frozen(one)) for one in self.agreements.values()),
            requests=tuple(RequestShape(**_frozen(one)) for one in self.requests.values()),
            said=tuple(self.said),
            messages=tuple(self.messages),
        )


def _frozen(fields: Mapping[str, Any]) -> dict[str, Any]:
    return {name: tuple(value) if isinstance(value, list) else value for name, value in fields.items()}


def _take(found: _Found, number: int, fact: Fact) -> None:
    kind = fact["kind"]
    if kind.startswith("agreement-"):
        _agreement(found, number, fact)
    elif kind.startswith("action-") or kind == "odds-set":
        _action(found, number, fact)
    elif kind.startswith("request-"):
        _request(found, number, fact)
    elif kind == "message-sent":
        found.messages.append(_word(number, fact, by=fact["sender"], text=fact["text"]))
    elif kind == "said-in-room":
        found.said.append(_word(number, fact, by=fact["speaker"], text=fact["what"], given=fact["given"]))
    else:
        return
    found.happened.setdefault(kind, []).append(number)


def _word(number: int, fact: Fact, *, by: str, text: str, given: str = "") -> WordShape:
    about = fact["about_title"] or fact["about"]
    to = tuple(fact["to"])
    return WordShape(by=by, to=to, text=text, given=given, about=about, turn=fact["turn"], week=fact["week"], entries=(number,))


def _request(found: _Found, number: int, fact: Fact) -> None:
    if fact["kind"] == "request-made":
        found.requests[fact["request"]] = {
            "id": fact["request"],
            "sender": fact["sender"],
            "to": list(fact["to"]),
            "text": fact["text"],
            "due_turn": fact["due_turn"],
            "about": fact["about_title"] or fact["about"],
            "turn": fact["turn"],
            "answers": [],
            "lapsed": False,
            "entries": [number],
        }
    elif one := found.requests.get(fact["request"]):
        one["entries"].append(number)
        if fact["kind"] == "request-lapsed":
            one["lapsed"] = True
        else:
            answer = {name: fact[name] for name in ("by", "verdict", "text", "turn")}
            one["answers"].append(AnswerShape(**answer))


def _agreement(found: _Found, number: int, fact: Fact) -> None:
    kind = fact["kind"]
    if kind == "agreement-proposed":
        found.agreements[fact["agreement"]] = {
            "id": fact["agreement"],
            **{name: fact[name] for name in ("proposer", "title", "terms", "due_turn", "turn")},
            "parties": list(fact["parties"]),
            "signed": [fact["proposer"]],
            "stands": "open",
            "by": (),
            "ruled": False,
            "reason": "",
            "entries": [number],
        }
    elif one := found.agreements.get(fact["agreement"]):
        one["entries"].append(number)
        if kind == "agreement-signed":
            one["signed"].append(fact["by"])
        elif kind in _STANDS:
            by = fact.get("broken_by") or fact.get("unsigned") or ((fact["by"],) if "by" in fact else ())
            ruled, reason = bool(fact.get("ruled", False)), fact.get("reason", "")
            one.update(stands=_STANDS[kind], by=tuple(by), ruled=ruled, reason=reason)


def _action(found: _Found, number: int, fact: Fact) -> None:
    kind, identity = fact["kind"], fact["action"]
    if kind in ("action-taken", "action-opened") and identity not in found.actions:
        readers = fact["readers"] if kind == "action-taken" else (fact["organisation"], *fact["to"])
        found.actions[identity] = {
            "id": identity,
            **{name: fact[name] for name in ("organisation", "title", "text", "turn", "week")},
            "aims": list(fact["aims"]),
            "wants": _effects(found.world, fact["wants"]),
            "readers": list(readers),
            "arguments": [],
            "rulings": [],
            "entries": [number],
        }
        return
    one = found.actions.get(identity)
    if one is None:
        return
    one["entries"].append(number)
    match kind:
        case "action-taken-back":
            del found.actions[identity]
        case "action-opened":
            one["readers"] += [each for each in fact["to"] if each not in one["readers"]]
        case "action-argued" | "action-dissented":
            side = fact.get("side", "dissent")
            one["arguments"].append(ArgumentShape(by=fact["by"], side=side, text=fact["text"], entries=(number,)))
        case "action-ruled" | "action-deferred" | "action-overridden":
            one["rulings"].append(_ruling(found.world, number, fact))
        case _:  # the odds alone: they are told with the ruling that rolled on them
            pass


def _ruling(world: World, number: int, fact: Fact) -> RulingShape:
    rolled = fact.get("die") is not None
    return RulingShape(
        ruling=fact.get("ruling", "later"),
        reason=fact["reason"],
        odds=fact["odds"] if rolled else "",
        permille=fact["permille"] if rolled else 0,
        die=fact.get("die"),
        brought=tuple(_effects(world, fact.get("effects", ()))),
        instead_of=fact.get("overrode", ""),
        turn=fact["turn"],
        entries=(number,),
    )


def _effects(world: World, plain: Iterable[Fact]) -> list[str]:
    return [effect_words(world, _EFFECT.validate_json(canonical(one))) for one in plain]
