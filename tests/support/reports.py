"""A small game that was played once in a process, its answer, and reports of it."""

from collections.abc import Sequence
from functools import cache

from aar.answer import Answer, answer_of
from aar.papers.rule_book import RuleBook
from aar.reading import Played, read
from aar.report.material import Material, material_of
from bots.roster import policy
from bots.table import play
from engine.annotations.bodies import (
    Annotation,
    GiveFeedback,
    JudgeFinding,
    Note,
    PlanAction,
    RaiseCandidate,
    Rate,
    TakePosition,
)
from engine.annotations.folding import folded
from engine.annotations.records import AnnotationRecord, Author
from engine.entries import Entry, entry_plain
from engine.ids import OrganisationId
from engine.stored import canonical
from tests.support.annotating import CONTROLLER, EVE, chain
from tests.support.decks import opening_world
from tui.rulebook.book import book

JAPAN = OrganisationId("allies/japan")
STAFF = OrganisationId("nsc/staff")


@cache
def small_entries() -> tuple[Entry, ...]:
    """The tests' own deck to its end, every organisation played by a bot."""
    world = opening_world()
    policies = {one: policy("typical", "2") for one in world.organisations}
    return tuple(play(world, pace="half-day", seed="2", policies=policies).entries)


def lines_of(entries: Sequence[Entry]) -> list[bytes]:
    """As a log file holds them."""
    return [canonical(entry_plain(one)) + b"\n" for one in entries]


@cache
def small_answer() -> tuple[Played, Answer]:
    """What was played, and the answer."""
    played = read(small_entries())
    return played, answer_of(played)


def report_of_small(said: Sequence[tuple[Author, Annotation]] = (), audience: str = "", fault: str = "") -> Material:
    """A report's material, with these annotations."""
    played, answer = small_answer()
    return material_of(
        small_entries(),
        played,
        answer,
        annotations=folded(annotated(said)),
        assumptions=RuleBook(book()).assumptions(),
        audience=audience,
        fault=fault,
    )


def annotated(said: Sequence[tuple[Author, Annotation]]) -> list[AnnotationRecord]:
    """A chain beside the small game."""
    return chain(*said, heads=tuple(one.hash for one in small_entries()))


def everything_said(finding: str, objective: str) -> list[tuple[Author, Annotation]]:
    """One annotation of each kind, each with a word that is found nowhere else."""
    return [
        (EVE, Note(text="zznotezz they waited for a call", objective=objective)),
        (EVE, Note(text="zztasknotezz of a task", objective=objective, task=1)),
        (EVE, Rate(objective=objective, mark="M", explanation="zzexplanationzz")),
        (EVE, JudgeFinding(about=finding, verdict="confirmed", reason="zzreasonzz")),
        (EVE, RaiseCandidate(title="zztitlezz", what="seam", text="zztextzz", entries=(12,))),
        (
            CONTROLLER,
            PlanAction(finding=finding, action="zzactionzz", capability="planning", owner=JAPAN, completion="2027-03-01"),
        ),
        (CONTROLLER, PlanAction(finding=finding, action="zzothersactionzz", capability="training", owner=STAFF)),
        (CONTROLLER, TakePosition(organisation=JAPAN, about=finding, agrees=False, words="zzjapanszz")),
        (CONTROLLER, TakePosition(organisation=STAFF, about=finding, agrees=True, words="zzstaffszz")),
        (CONTROLLER, GiveFeedback(answers={"plausible": "4", "keep": "zzkeepzz"})),
    ]
