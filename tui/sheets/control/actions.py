"""Control's sheets for free actions: open to more, odds, roll, a word with effects, another word in its place."""

from collections.abc import Iterator, Mapping
from functools import partial
from typing import Literal, get_args

from engine.actions import Action
from engine.effect_words import effect_words
from engine.effects import Effect
from engine.ids import ActionId, OrganisationId
from engine.orders import OpenAction, Order, OverrideAction, RollAction, RuleAction, SetOdds
from engine.orders.adjudication import Odds
from engine.rules.adjudication import ODDS
from tui.sheets.control.effect_lines import HOW, effect_line, effects_in, vocabulary
from tui.sheets.control.held import NO_REASON, REASON_HINT, Held
from tui.sheets.sheet import Choices, Field, Sheet, matter, said, several
from tui.words import named

GONE = "This action has been ruled on, or taken back. esc goes back."
NOT_RULED = "This action has no ruling that another could take the place of. esc goes back."
WORDS: Choices = (("yes", "Yes"), ("yes-but", "Yes, but"), ("no", "No"))
LATER: Choices = (("later", "Later: in another turn"),)


def story(held: Held, action: Action) -> Iterator[str]:
    """What was written about an action: its text, what it is for, arguments, rulings and dissent, as far as at hand."""
    world = held.exercise.world
    yield f"{held.name(action.organisation)}, turn {action.turn}: {action.text}"
    if action.aims:
        yield f"aimed at: {', '.join(named(world, one) for one in action.aims)}"
    if action.wants:
        yield f"should bring: {'; '.join(effect_words(world, one) for one in action.wants)}"
    yield f"read by: {held.names(action.readers)}"
    for one in held.events("action-argued", "action-ruled", "action-overridden", "action-deferred", "action-dissented"):
        if one["action"] == action.id:
            yield _told(held, one)
    if action.odds and not action.ruling:
        yield f"odds set: {action.odds} ({action.permille} in a thousand), because {action.because}"


def _told(held: Held, one: Mapping[str, object]) -> str:
    match one["kind"]:
        case "action-argued":
            return f"{one['side']}, {held.name(str(one['by']))}: {one['text']}"
        case "action-dissented":
            return f"DISSENT of {held.name(str(one['by']))}: {one['text']}"
        case "action-deferred":
            return f"put off in turn {one['turn']}: {one['reason']}"
        case "action-overridden":
            return f"overridden: {one['overrode']} became {one['ruling']}: {one['reason']}"
        case _:
            rolled = (
                f", {one['odds']}: a die of {one['die']}, success below {one['permille']}" if one["through"] == "die" else ""
            )
            return f"ruled {one['ruling']}{rolled}: {one['reason']}"


def _action(held: Held, about: str, *, ruled: bool) -> Action | None:
    found = held.exercise.actions.get(ActionId(about))
    return found if found is not None and bool(found.ruling) is ruled else None


def _effect_fields(held: Held, action: Action) -> tuple[Field, ...]:
    typed = Field(id="effects", title="Effects", kind="words", hint=HOW)
    if not action.wants:
        return (typed,)
    wanted = tuple((effect_line(one), effect_words(held.exercise.world, one)) for one in action.wants)
    return (Field(id="wanted", title="Effects asked for", kind="several", choices=wanted), typed)


def _effects(values: Mapping[str, str]) -> tuple[Effect, ...] | str:
    return effects_in("\n".join((*several(values.get("wanted", "")), values.get("effects", ""))))


def _shows_effects(held: Held, values: Mapping[str, str]) -> tuple[str, ...]:
    if said(values, "effects") == "?":
        return ("The effects that there are:", *vocabulary())
    effects = _effects(values)
    if isinstance(effects, str):
        return (effects,)
    none = "It brings no effect. Type ? to see the effects that there are."
    return tuple(f"brings {effect_words(held.exercise.world, one)}" for one in effects) or (none,)


def _sheet(held: Held, action: Action, kind: str, order: type, word: str, **more: object) -> Sheet:
    return Sheet(
        key=f"{kind} {action.id}",
        order=order,
        objects=matter(f"action {action.id}"),
        title=f"{word}: {action.title}",
        said=tuple(story(held, action)),
        **more,  # type: ignore[arg-type]
    )


def odds(held: Held, about: str) -> Sheet | str:
    """The odds in five words, why, and what success brings."""
    action = _action(held, about, ruled=False)
    if action is None:
        return GONE
    choices = (("", "not chosen yet"), *((word, f"{word} ({ODDS[word]} in a thousand)") for word in get_args(Odds)))

    def make(values: Mapping[str, str]) -> Order | str:
        word, because, effects = said(values, "odds"), said(values, "because"), _effects(values)
        chosen: Odds | None = next((one for one in get_args(Odds) if one == word), None)
        if chosen is None:
            return "Choose the odds."
        if isinstance(effects, str):
            return effects
        return SetOdds(action=action.id, odds=chosen, because=because, effects=effects) if because else NO_REASON

    fields = (
        Field(id="odds", title="Odds", kind="one", choices=choices, start=action.odds),
        Field(id="because", title="Because", kind="line", hint=REASON_HINT, start=action.because),
        *_effect_fields(held, action),
    )
    return _sheet(
        held,
        action,
        "odds",
        SetOdds,
        "Odds",
        send_word="Set them; the die is rolled apart",
        fields=fields,
        make=make,
        shows=partial(_shows_effects, held),
    )


def roll(held: Held, about: str) -> Sheet | str:
    """Roll the die; nothing is to be filled in."""
    action = _action(held, about, ruled=False)
    if action is None:
        return GONE
    if not action.odds:
        return "Set its odds first (o), or rule on it by a word."
    return _sheet(
        held,
        action,
        "roll",
        RollAction,
        "Roll",
        send_word="Roll: it cannot be taken back",
        make=lambda values: RollAction(action=action.id),
    )


def rule(held: Held, about: str) -> Sheet | str:
    """A word, with its reason and with effects."""
    action = _action(held, about, ruled=False)
    if action is None:
        return GONE

    def make(values: Mapping[str, str]) -> Order | str:
        word, reason, effects = said(values, "ruling"), said(values, "reason"), _effects(values)
        if isinstance(effects, str):
            return effects
        if word == "later":
            return RuleAction(action=action.id, ruling="later", reason=reason) if reason else NO_REASON
        ruling = _ruling(word)
        if ruling is None:
            return "Choose a word."
        return RuleAction(action=action.id, ruling=ruling, reason=reason, effects=effects) if reason else NO_REASON

    return _sheet(
        held,
        action,
        "rule",
        RuleAction,
        "Rule",
        send_word="Rule",
        fields=_ruling_fields(held, action, (*WORDS, *LATER)),
        make=make,
        shows=partial(_shows_effects, held),
    )


def override(held: Held, about: str) -> Sheet | str:
    """Another word in the place of the one that was given."""
    action = _action(held, about, ruled=True)
    if action is None:
        return NOT_RULED

    def make(values: Mapping[str, str]) -> Order | str:
        ruling, reason, effects = _ruling(said(values, "ruling")), said(values, "reason"), _effects(values)
        if ruling is None:
            return "Choose a word."
        if isinstance(effects, str):
            return effects
        return OverrideAction(action=action.id, ruling=ruling, reason=reason, effects=effects) if reason else NO_REASON

    return _sheet(
        held,
        action,
        "override",
        OverrideAction,
        "Override",
        send_word="Override",
        fields=_ruling_fields(held, action, WORDS),
        make=make,
        shows=partial(_shows_effects, held),
    )


def _ruling_fields(held: Held, action: Action, words: Choices) -> tuple[Field, ...]:
    return (
        Field(id="ruling", title="Word", kind="one", choices=(("", "not chosen yet"), *words)),
        Field(id="reason", title="Reason", kind="line", hint=REASON_HINT),
        *_effect_fields(held, action),
    )


def _ruling(word: str) -> Literal["yes", "yes-but", "no"] | None:
    match word:
        case "yes" | "yes-but" | "no":
            return word
        case _:
            return None


def open_up(held: Held, about: str) -> Sheet | str:
    """Let more organisations read and argue."""
    action = _action(held, about, ruled=False)
    if action is None:
        return GONE
    others = held.organisations(but=action.readers)
    if not others:
        return "Every organisation may read it already."

    def make(values: Mapping[str, str]) -> Order | str:
        to = tuple(OrganisationId(one) for one in several(values.get("to", "")))
        return OpenAction(action=action.id, to=to) if to else "Choose who may read it."

    fields = (Field(id="to", title="Open to", kind="several", choices=others),)
    return _sheet(
        held, action, "open-action", OpenAction, "Open", send_word="Let them read and argue", fields=fields, make=make
    )
