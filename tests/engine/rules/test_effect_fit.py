from collections.abc import Iterator
from dataclasses import fields, replace
from typing import Any, get_args, get_type_hints

import pytest

from engine import effects as f
from engine.declared import Between, Named
from engine.effects import Effect
from engine.refusals import Refusal, RefusalCode
from engine.rules.causes import Cause
from engine.rules.effect_fit import HIGHEST, misfit, names
from engine.rules.outcomes import carry_out
from tests.support.actions import action, adjudicating, odds, ruling
from tests.support.decks import main_world
from tests.support.exercises import before_check_in, in_orders, refused
from tests.support.worlds import AS, JAPAN, MISSILE, SEEKER, small_world

KINDS: tuple[Any, ...] = get_args(get_args(Effect)[0])
SHIPPED = main_world("taiwan-blockade")
INDEX = f.IndexEffect(effect="index", index="warning", by=5)


def marks(kind: Any, field: str) -> tuple[Any, ...]:
    return getattr(get_type_hints(kind, include_extras=True)[field], "__metadata__", ())


def named(kind: Any, field: str) -> Named | None:
    return next((mark for mark in marks(kind, field) if isinstance(mark, Named)), None)


def filled(kind: Any) -> Iterator[Any]:
    """Effects of one kind on the shipped world: each name that fits, in each field, beside the first of all others."""
    known = names(SHIPPED)
    first: dict[str, Any] = {}
    choices: dict[str, tuple[str, ...]] = {}
    for one in fields(kind):
        mark = named(kind, one.name)
        plain = get_type_hints(kind)[one.name]
        if one.name == "effect":
            first["effect"] = get_args(plain)[0]
        elif mark is not None and mark.kind != "amount":
            choices[one.name] = (*known[mark.kind], *mark.also)
            first[one.name] = choices[one.name][0] if choices[one.name] else None
        elif plain is bool:
            first[one.name] = True
        elif plain is str:
            first[one.name] = ""
        else:
            first[one.name] = 1
    if kind is f.DelayEffect:
        first["step"] = SHIPPED.playbook[first["type"]].steps[0].id
        choices = {}
    if None not in first.values():
        yield kind(**first)
        for field, several in choices.items():
            for name in several:
                yield kind(**{**first, field: name})


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_13_6_every_effect_that_fits_can_be_carried_out(kind: Any) -> None:
    exercise = before_check_in(SHIPPED, pace=SHIPPED.deck.default_pace)

    for effect in filled(kind):
        assert misfit(SHIPPED, (effect,)) is None, effect
        list(carry_out(exercise, effect, Cause(name="action action:dod-as:1", since=1)))


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_13_6_every_word_in_an_effect_is_the_name_of_something(kind: Any) -> None:
    texts = {one.name for one in fields(kind) if get_type_hints(kind)[one.name] is str}
    exempt = {"step"} if kind is f.DelayEffect else set()

    marked = {one: named(kind, one) for one in texts - exempt}
    assert all(mark is not None and mark.kind in names(SHIPPED) for mark in marked.values())


@pytest.mark.parametrize(
    ("effect", "said"),
    [
        (replace(INDEX, index="mood"), "Effect index, index: write one of "),
        (replace(INDEX, by=HIGHEST + 1), f"Effect index, by: write a whole number from -{HIGHEST} to {HIGHEST}."),
        (
            f.StockEffect(effect="stock", system=MISSILE, theatre="moon", units=5),
            "Effect stock, theatre: write one of strait, rear.",
        ),
        (
            f.StockEffect(effect="stock", system=MISSILE, theatre="rear", units="{units}"),
            "Effect stock, units: write a whole number.",
        ),
        (
            f.ContractEffect(effect="contract", system=MISSILE, units=0),
            f"Effect contract, units: write a whole number from 1 to {HIGHEST}.",
        ),
        (
            f.TransitEffect(effect="transit", theatre="strait", permille=1_001),
            "Effect transit, permille: write a whole number from 0 to 1000.",
        ),
        (f.RevealEffect(effect="reveal", component=SEEKER, to="control"), "Effect reveal, to: write one of allies/japan, "),
        (f.DelayEffect(effect="delay", type="warn", step="ask", weeks=2), "Effect delay, step: write one of answer."),
        (
            f.AuthorityEffect(effect="authority", authority="dpa", in_force=True),
            "Effect authority, authority: write another effect, for there is no authority here.",
        ),
    ],
)
def test_13_6_a_wrong_name_or_number_is_named_with_its_mend(effect: Effect, said: str) -> None:
    found = misfit(small_world(), (INDEX, effect))

    assert isinstance(found, Refusal)
    assert found.code is RefusalCode.BAD_PARAMETER
    assert found.sentence.startswith(said)


def test_13_6_what_fits_is_no_misfit() -> None:
    fitting = (
        INDEX,
        replace(INDEX, by=-5),
        f.StockEffect(effect="stock", system=MISSILE, theatre="rear", units=-5),
        f.StockEffect(effect="stock", system=MISSILE, theatre="strait", units=5, owner=JAPAN),
        f.DelayEffect(effect="delay", type="warn", step="answer", weeks=-2),
    )

    assert misfit(small_world(), fitting) is None


def test_13_6_control_rules_with_nothing_that_does_not_fit() -> None:
    wrong = replace(INDEX, index="mood")

    for order in (odds("even", wrong), ruling("yes", wrong)):
        assert refused(adjudicating(), None, order) is RefusalCode.BAD_PARAMETER


def test_13_1_an_author_names_only_what_everybody_may_read_of() -> None:
    secret = f.InjectEffect(effect="inject", inject="storm")

    assert refused(in_orders(), AS, action(wants=(secret,))) is RefusalCode.BAD_PARAMETER
    assert misfit(small_world(), (secret,)) is None


def test_13_6_a_number_without_bounds_of_its_own_has_those_of_a_slip_of_the_key() -> None:
    unbounded = [
        (kind, one.name)
        for kind in KINDS
        for one in fields(kind)
        if get_type_hints(kind)[one.name] is int and not any(isinstance(mark, Between) for mark in marks(kind, one.name))
    ]

    assert unbounded
    for kind, field in unbounded:
        effect = next(filled(kind))
        assert misfit(SHIPPED, (replace(effect, **{field: -HIGHEST - 1}),)) is not None
