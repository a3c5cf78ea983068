"""What one cell of an MSEL says, both ways: lists, choices, effects, objectives, notes. Times and rows are read elsewhere."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from pydantic import TypeAdapter

from engine.deck import Inject, SourceType
from engine.world import World
from injects.msel.columns import plain
from injects.msel.yaml_text import in_one_line
from injects.naming import named_organisations, nobody_is_named
from injects.outline_words import planned_organisations
from injects.problems import did_you_mean
from injects.strict_yaml import read_yaml

Plain = dict[str, Any]
"""An inject as a deck's file holds it, without what is as it would be anyway."""
PUBLIC = "public"
EVERYBODY = ("all", "all players", "everybody", "everyone", "public", "all participants", "all cells", "all organisations",
             "all organizations", "whole audience")  # fmt: skip
NOTES = ("Responsible controller", "Controller notes", "Remarks")
"""Notes that have a column of their own and stand at the end of an inject's guidance, each on a line of its own."""
LONGEST_ID = 60
MOST_NAMES = 60
"""In one cell of addressees."""
_DELIVERIES: Mapping[SourceType, str] = {
    "news": "news|newspaper|tv|television|press|press release|media|radio|news report|news article|broadcast|article|video",
    "social": "social|social media|twitter|x|tweet|post|blog",
    "e-mail": "e-mail|email|e mail|mail|letter|message|chat|text message|electronic",
    "phone": "phone|telephone|call|phone call|telephone call|sms|radio call|verbal|in person|face to face|vtc|video call",
    "intelligence": "intelligence|intel|intelligence report|intsum|sigint|humint",
    "report": "report|sitrep|situation report|memo|memorandum|paper|briefing|brief|written|document|handout|assessment|cable",
    "order": "order|frago|opord|directive|tasking|warno|execute order",
}
DELIVERY: Mapping[str, SourceType] = {name: kind for kind, names in _DELIVERIES.items() for name in names.split("|")}
"""How each way may be called."""
DELIVERIES = {plain(name) for name in DELIVERY}
_SLASHES = r"\s/\s|(?<=[A-Z])/(?=[A-Z])"
CONTROL = ("control", "excon", "white cell", "whitecell", "controllers", "exercise control", "sim cell", "simcell")
_INJECT: TypeAdapter[Inject] = TypeAdapter(Inject)
_OBJECTIVE = re.compile(
    r"(?:(?:training |exercise )?obj(?:ective)?s?\b|eo\b|o\b)?[\s.#:-]*(?:no\.?|number)?\s*0*([1-9]\d?)\b", re.IGNORECASE
)
"""Objective 1, Obj. 1, O-1, 1."""
_NUMBERED = re.compile(r"\d+[.)]\s+")
_ENUMERATED = re.compile(r"(?:^|(?<=\s))\(?(?:[A-H]|[a-h]|[1-9])[.)]\s+")
_WITH_ID = re.compile(r"(.*?)\s*\[([a-z0-9][a-z0-9/_-]*)\]", re.DOTALL)


class CellError(Exception):
    """What a cell says cannot be understood: the message says why, and how to mend it."""


def plain_of(inject: Inject) -> Plain:
    """An inject as plain values, in the order of a deck's keys."""
    made: Plain = _INJECT.dump_python(inject, mode="json", exclude_defaults=True)
    return made


def identifier(text: str, taken: Iterable[str] = ()) -> str:
    """An id made from a title, that nothing else has."""
    words = re.findall(r"[a-z0-9]+", text.lower().replace("'", "").replace("’", ""))
    base = "-".join(words)
    base = base if len(base) <= LONGEST_ID else base[: LONGEST_ID + 1].rpartition("-")[0] or base[:LONGEST_ID]
    base = base or "inject"
    known = set(taken)
    numbered = (f"{base}-{number}" for number in range(2, len(known) + 3))
    return base if base not in known else next(one for one in numbered if one not in known)


def kind_of(plain: Mapping[str, Any]) -> str:
    """The type that doctrine gives an inject."""
    if plain["release"]["by"] in ("condition", "control"):
        return "contingency"
    return "expected-action" if plain.get("choices") or plain.get("expects") else "contextual"


def organisations_text(names: Sequence[str], world: World) -> str:
    """Organisations by their titles, one a line; by id where a title does not lead back."""
    titles = {str(one): its.title for one, its in world.organisations.items()}
    said = []
    for name in names:
        title = titles.get(name, name)
        said.append(title if named_organisations(title, world)[0] == (name,) else name)
    return "\n".join(said)


def organisations_in(text: str, world: World) -> tuple[list[str], bool, bool]:
    """The organisations that a cell names, `public` for everybody; whether that, and whether control is among them.

    Raises CellError, also where control alone is named.
    """
    found: dict[str, None] = {}
    wrong: list[str] = []
    control = False
    pieces = _addressees(text)
    if len(pieces) + text.count(",") > MOST_NAMES:
        raise CellError(f"more than {MOST_NAMES} names are too many: write `All` for everybody")
    for piece in pieces:
        said = " ".join(re.findall(r"[a-z]+", piece.lower()))
        if said in EVERYBODY:
            found[PUBLIC] = None
            continue
        if said in CONTROL:
            control = True
            continue
        named, unknown = planned_organisations(piece, world)
        for parts in (_SLASHES, rf"{_SLASHES}|\s+(?:and|&)\s+") if unknown else ():
            again, still = planned_organisations(re.sub(parts, "\n", piece), world)
            named, unknown = (again, still) if not still else (named, unknown)
        found.update(dict.fromkeys(map(str, named)))
        wrong.extend(nobody_is_named(one, world) for one in unknown)
    if control and not found and not wrong:
        wrong.append("control gets no injects: take the row out, and write it into the evaluator notes of the one beside it")
    if wrong:
        raise CellError("; ".join(wrong))
    return list(found), PUBLIC in found, control


def _addressees(text: str) -> list[str]:
    """The names between signs; control's is taken out of those that commas part."""
    pieces = [one.strip() for one in re.split(r"[;\n]", text) if one.strip()]
    parted = [one.split(",") if any(plain(name) in CONTROL for name in one.split(",")) else [one] for one in pieces]
    return [name.strip() for one in parted for name in one if name.strip()]


def objective_text(identity: str, world: World) -> str:
    """`O2 Sustain stockpiles`."""
    titles = {one.id: one.title for one in world.deck.objectives}
    return f"{identity} {titles[identity]}" if identity in titles else identity


def objective_in(text: str, world: World) -> str:
    """The objective that a cell names by id or title. Raises CellError."""
    said = " ".join(text.split())
    for one in world.deck.objectives:
        if said.lower() in (one.id.lower(), one.title.lower()) or re.match(rf"{re.escape(one.id)}\b", said, re.IGNORECASE):
            return one.id
    number = _OBJECTIVE.match(said)
    numbered = [one.id for one in world.deck.objectives if number and re.sub(r"\D", "", one.id).lstrip("0") == number[1]]
    if len(numbered) == 1:
        return numbered[0]
    titles = {one.title: one.id for one in world.deck.objectives}
    mend = did_you_mean(said, [*titles, *titles.values()])
    known = ", ".join(f"{identity} {title}" for title, identity in titles.items())
    raise CellError(f"there is no objective `{said[:80]}`: {mend if mend.startswith('did you') else f'known here: {known}'}")


def lines_text(lines: Sequence[str]) -> str:
    """Sentences, one a line."""
    return _sound("\n".join(lines), list(lines), lines_in)


def lines_in(text: str) -> list[str]:
    """Sentences, one a line; signs before them do not belong to them. Raises CellError."""
    if text.startswith("["):
        return [str(one) for one in _list(text)]
    return [said for line in text.split("\n") if (said := re.sub(r"^\s*(?:[•▪◦*–-]|\d+[.)])\s+", "", line).strip())]


def effects_text(effects: Sequence[Mapping[str, Any]]) -> str:
    """`{effect: …}`, one a line."""
    return "\n".join(map(in_one_line, effects))


def effects_in(text: str) -> list[Plain]:
    """The effects in a cell. Raises CellError."""
    if text.startswith(("[", "- ")):
        return _list(text)
    return _list("\n".join(f"- {line}" if line.startswith("{") else f"  {line}" for line in text.split("\n") if line.strip()))


def choices_text(choices: Sequence[Mapping[str, Any]]) -> str:
    """Each choice with a number, its title and its id; its effects below it."""
    lines = []
    for number, one in enumerate(choices, 1):
        lines.append(f"{number}. {one['title']} [{one['id']}]")
        lines.extend(map(in_one_line, one.get("effects", ())))
    return _sound("\n".join(lines), list(choices), choices_in)


def choices_in(text: str) -> list[Plain]:
    """The choices in a cell, numbered or one a line; ids are made from titles where there are none. Raises CellError."""
    if text.startswith(("[", "- {", "- id:")):
        return _list(text)
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    if len(lines) == 1 and "{" not in text:
        lines = _in_one_line(lines[0])
    numbered = bool(lines and _NUMBERED.match(lines[0]))
    titles: list[str] = []
    effects: list[list[str]] = []
    for line in lines:
        if line.startswith("{") and titles:
            effects[-1].append(line)
        elif titles and numbered and not _NUMBERED.match(line):
            titles[-1] += f"\n{line}"
        else:
            titles.append(_NUMBERED.sub("", line, count=1))
            effects.append([])
    return _choices(titles, effects)


def _in_one_line(text: str) -> list[str]:
    """Choices that stand behind one another: A) pay B) wait; or pay; wait; or pay / wait."""
    if _ENUMERATED.match(text):
        counted = [one.strip(" ;,") for one in _ENUMERATED.split(text) if one.strip(" ;,")]
        return counted if len(counted) > 1 else [text]
    return [one.strip() for one in re.split(r";|\s/\s" if ";" not in text else ";", text) if one.strip()]


def _choices(titles: Sequence[str], effects: Sequence[Sequence[str]]) -> list[Plain]:
    made: list[Plain] = []
    for title, its in zip(titles, effects, strict=True):
        with_id = _WITH_ID.fullmatch(title)
        name = with_id[1] if with_id else re.sub(r"^(?:[•▪◦*–-]|[A-Za-z][.)])\s+", "", title)
        identity = with_id[2] if with_id else identifier(name, [one["id"] for one in made])
        what = {"effects": effects_in("\n".join(its))} if its else {}
        made.append({"id": identity, "title": name, **what})
    return made


def condition_in(text: str) -> Plain:
    """The condition in a cell. Raises CellError."""
    read = _yaml(text)
    if not isinstance(read, dict):
        raise CellError("a condition looks like {condition: week, at_least: 20}")
    return read


def names_in(text: str) -> list[str]:
    """Short names in a cell: paces, starts."""
    return [one for one in re.split(r"[\s,;]+", text) if one]


def delivery_in(text: str) -> SourceType | None:
    """The way that a cell means, or None."""
    said = " ".join(re.findall(r"[a-z]+", text.lower()))
    if said in DELIVERY or text.lower() in DELIVERY:
        return DELIVERY.get(said) or DELIVERY[text.lower()]
    return next((DELIVERY[word] for word in said.split() if word in DELIVERY and len(word) > 1), None)


def with_notes(body: str, notes: Iterable[tuple[str, str]]) -> str:
    """Guidance with notes below it, each after its label."""
    return "\n".join([body, *(f"{label}: {text}" for label, text in notes if text)])


def without_notes(guidance: str) -> tuple[str, dict[str, str]]:
    """Guidance, and the notes at its end that have columns of their own; none where they would not come back the same."""
    pieces = re.split(rf"\n({'|'.join(NOTES)}): ", guidance)
    notes = dict(zip(pieces[1::2], pieces[2::2], strict=True))
    again = with_notes(pieces[0], ((label, notes[label]) for label in NOTES if label in notes))
    same = again == guidance and all(one == one.strip() for one in (pieces[0], *notes.values()))
    return (pieces[0], notes) if same else (guidance, {})


def _sound(text: str, value: list[Any], read: Callable[[str], list[Any]]) -> str:
    """The readable form where it leads back, else the exact one."""
    try:
        return text if read(text) == value else in_one_line(value)
    except CellError:
        return in_one_line(value)


def _list(text: str) -> list[Any]:
    read = _yaml(text)
    if not isinstance(read, list):
        raise CellError("this must be a list, one {…} a line")
    return read


def _yaml(text: str) -> Any:
    document = read_yaml(text.encode(), "")
    if document.problems:
        first = document.problems[0]
        raise CellError(f"line {first.line}: {first.message}: {first.mend}")
    return document.value


def objective_names(identity: str, world: World) -> set[str]:
    """How an objective may be called by somebody who says nothing else of it."""
    titles = [one.title for one in world.deck.objectives if one.id == identity]
    number = re.sub(r"\D", "", identity).lstrip("0")
    numbered = (number, f"obj {number}", f"objective {number}", f"o {number}", f"eo {number}") if number else ()
    return {plain(one) for one in (identity, *titles, *(f"{identity} {title}" for title in titles), *numbered)}


def in_words(text: str) -> bool:
    """Whether effects are told in words, which no deck can carry out."""
    return bool(text) and not text.startswith(("{", "[", "- "))


def happens_in(text: str) -> str:
    """Whether a choice takes effect for each or once. Raises CellError."""
    if text.lower() in ("each", "once"):
        return text.lower()
    raise CellError(f"`{text[:40]}` is neither each nor once")


def due_in(text: str) -> int:
    """In how many turns an answer is due. Raises CellError."""
    number = re.fullmatch(r"(\d{1,3})(?:\.0)?(?:\s*turns?)?", text.lower())
    if number is None:
        raise CellError(f"`{text[:40]}` is no number of turns")
    return int(number[1])
