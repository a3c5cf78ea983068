"""Sheets of evaluators and control: notes, ratings, candidates, verdicts, rows of the plan. Players' are in `closing.py`."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import get_args

from engine.annotations.bodies import Area, Capability, JudgeFinding, Mark, Note, PlanAction, RaiseCandidate, RaisedKind, Rate
from engine.annotations.folding import Annotations
from engine.exercise import Exercise
from engine.findings.candidates import candidates_of
from engine.ids import OrganisationId
from tui.sheets.sheet import NO_REASON, Choices, Field, Given, Sheet, said, several, whole
from tui.words import with_titles

MARKS: Choices = (
    ("P", "P  performed without challenges"),
    ("S", "S  with some challenges: met, and nothing else was harmed"),
    ("M", "M  with major challenges: met, but others were harmed, or against procedure"),
    ("U", "U  unable to be performed"),
)
"""The four steps of an exercise evaluation."""
RAISED: Mapping[RaisedKind, str] = {"gap": "gap", "seam": "seam", "choice": "choice", "strength": "strength"}
VERDICT_WORDS = {"confirmed": "Confirm", "disputed": "Dispute", "dismissed": "Dismiss", "merged": "Merge"}
NOT_THERE = "There is no such candidate any more."


@dataclass(frozen=True, slots=True)
class Case:
    """What these sheets are read from: the exercise, what was annotated, and whose hand holds the pen."""

    exercise: Exercise
    annotations: Annotations
    me: str
    """The holder's random id, as the server told it; empty before that."""

    def organisations(self) -> Choices:
        """To choose from: every organisation."""
        return tuple((str(key), one.title) for key, one in self.exercise.world.organisations.items())

    def findings(self) -> Choices:
        """Candidates and what was raised, by id."""
        world = self.exercise.world
        found = [(one.id, with_titles(world, one.title)) for one in candidates_of(self.exercise)]
        return (*found, *((key, one.body.title) for key, one in self.annotations.raised.items()))

    def title_of(self, about: str) -> str:
        """A finding by its title."""
        return dict(self.findings()).get(about, about)

    def tasks(self) -> Choices:
        """Objectives and their critical tasks, as `O1 2`; nothing first."""
        found = [("", "nothing in particular")]
        for one in self.exercise.world.deck.objectives:
            found.append((f"{one.id} 0", f"{one.id} {one.title}"))
            found += [(f"{one.id} {number}", f"{one.id}.{number} {task.asks}") for number, task in enumerate(one.criteria, 1)]
        return tuple(found)


def task_of(text: str) -> tuple[str, int]:
    """The objective and the number of its task that `O1 2` names."""
    objective, _, number = text.partition(" ")
    return objective, whole(number) or 0


def note(case: Case, about: str) -> Sheet | str:
    """An observation: words first; whom it concerns and what it is about are filled in from where the cursor stood."""
    task, _, organisations = about.partition(" for ")

    def make(values: Mapping[str, str]) -> Given | str:
        objective, number = task_of(values.get("task", ""))
        named = tuple(map(OrganisationId, several(values.get("organisations", ""))))
        text = said(values, "text")
        if not text:
            return "Say what you saw."
        return Note(text=text, objective=objective, task=number, organisations=named)

    return Sheet(
        key=f"note {about}".strip(),
        order=Note,
        title="Note",
        send_word="Note it",
        said=(
            f"Stamped with turn {case.exercise.turn}, week {case.exercise.week} and the newest entry.",
            "No organisation reads it.",
        ),
        fields=(
            Field(id="text", title="What you saw", kind="words"),
            Field(
                id="organisations",
                title="Whom it concerns",
                kind="several",
                choices=case.organisations(),
                start="\n".join(organisations.split()),
            ),
            Field(id="task", title="About", kind="one", choices=case.tasks(), start=task),
        ),
        make=make,
    )


def rate(case: Case, about: str) -> Sheet | str:
    """P, S, M or U, and why; given again the last counts (rule 17.3)."""
    objective, number = task_of(about)
    titles = dict(case.tasks())
    if about not in titles or not objective:
        return "The deck has no such objective."
    own = case.annotations.rated_by(case.me, objective, number)

    def make(values: Mapping[str, str]) -> Given | str:
        chosen: Mark | None = next((one for one in get_args(Mark) if one == values.get("mark")), None)
        if chosen is None:
            return "Choose P, S, M or U."
        return Rate(objective=objective, task=number, mark=chosen, explanation=said(values, "explanation"))

    choices = MARKS if own else (*MARKS, ("", "not chosen yet"))
    return Sheet(
        key=f"rate {about}",
        order=Rate,
        title=f"Rate: {titles[about]}",
        send_word="Rate it",
        said=(titles[about], "Your own first: what others rate is shown once you have."),
        fields=(
            Field(id="mark", title="Rating", kind="one", choices=choices, start=own.body.mark if own else "", spread=True),
            Field(id="explanation", title="Explanation", kind="words", hint="why", start=own.body.explanation if own else ""),
        ),
        make=make,
    )


def raised(case: Case, about: str = "") -> Sheet | str:
    """A gap, seam, choice or strength that no detector found (rule 17.4)."""

    def make(values: Mapping[str, str]) -> Given | str:
        numbers = [whole(one) for one in values.get("entries", "").replace(",", " ").split()]
        entries = tuple(one for one in numbers if one is not None)
        what: RaisedKind | None = next((one for one in get_args(RaisedKind) if one == values.get("what")), None)
        if not said(values, "title") or not said(values, "text") or what is None:
            return "A candidate has a title, a kind, and words that say what it is."
        if len(entries) != len(numbers):
            return "Entries are numbers, with blanks between them."
        named = tuple(map(OrganisationId, several(values.get("organisations", ""))))
        return RaiseCandidate(
            title=said(values, "title"), what=what, text=said(values, "text"), organisations=named, entries=entries
        )

    return Sheet(
        key="raise",
        order=RaiseCandidate,
        title="Raise a candidate",
        send_word="Raise it",
        said=("What no detector found: it stands beside the others, and is judged like them.",),
        fields=(
            Field(id="title", title="Title", kind="line"),
            Field(id="what", title="Kind", kind="one", choices=tuple(RAISED.items()), start="seam"),
            Field(id="text", title="What it is", kind="words"),
            Field(id="organisations", title="Whom it concerns", kind="several", choices=case.organisations()),
            Field(id="entries", title="Entries", kind="line", hint="numbers of the log that show it; may stay empty"),
        ),
        make=make,
    )


def judge(case: Case, about: str) -> Sheet | str:
    """Confirm, dispute, dismiss or merge (rule 17.5)."""
    verdict, _, finding = about.partition(" ")
    titles = dict(case.findings())
    if finding not in titles or verdict not in VERDICT_WORDS:
        return NOT_THERE
    others = tuple((key, title) for key, title in titles.items() if key != finding and case.annotations.root(key) != finding)
    merges = verdict == "merged"
    into = Field(id="into", title="Into", kind="one", choices=others, start=others[0][0] if others else "")

    def make(values: Mapping[str, str]) -> Given | str:
        reason = said(values, "reason")
        if not reason and verdict != "confirmed":
            return NO_REASON
        if merges and not values.get("into"):
            return "There is no other that it could be merged into."
        return JudgeFinding(
            about=finding,
            verdict=verdict,  # type: ignore[arg-type]
            reason=reason,
            into=values.get("into", "") if merges else "",
        )

    hint = "may stay empty" if verdict == "confirmed" else "why: it is part of the record"
    reason = Field(id="reason", title="Reason", kind="words", hint=hint)
    return Sheet(
        key=f"judge {about}",
        order=JudgeFinding,
        title=f"{VERDICT_WORDS[verdict]}: {titles[finding]}",
        send_word=f"{VERDICT_WORDS[verdict]} it",
        said=(titles[finding],),
        fields=(into, reason) if merges else (reason,),
        make=make,
    )


def plan(case: Case, about: str) -> Sheet | str:
    """A row of the improvement plan (rule 17.8)."""
    titles = dict(case.findings())
    if about not in titles:
        return NOT_THERE
    capabilities, areas = get_args(Capability), get_args(Area)

    def make(values: Mapping[str, str]) -> Given | str:
        if not said(values, "action"):
            return "Say what is to be done."
        return PlanAction(
            finding=about,
            action=said(values, "action"),
            capability=values.get("capability", capabilities[0]),  # type: ignore[arg-type]
            owner=OrganisationId(values.get("owner", "")),
            areas=several(values.get("areas", "")),  # type: ignore[arg-type]
            implications=said(values, "implications"),
            start=said(values, "start"),
            completion=said(values, "completion"),
        )

    organisations = case.organisations()
    return Sheet(
        key=f"plan {about}",
        order=PlanAction,
        title=f"Plan: {titles[about]}",
        send_word="Put it into the plan",
        said=(titles[about], "A row of the improvement plan: what is to be done about it, by whom, by when."),
        fields=(
            Field(id="action", title="Corrective action", kind="words"),
            Field(id="owner", title="Responsible", kind="one", choices=organisations, start=organisations[0][0]),
            Field(
                id="capability",
                title="Element",
                kind="one",
                choices=tuple((one, one) for one in capabilities),
                start=capabilities[0],
            ),
            Field(id="areas", title="Where the cause lies", kind="several", choices=tuple((one, one) for one in areas)),
            Field(id="start", title="From", kind="line", hint="2027-01-31, or nothing"),
            Field(id="completion", title="To", kind="line", hint="2027-06-30, or nothing"),
            Field(id="implications", title="Implications", kind="words", hint="may stay empty"),
        ),
        make=make,
    )


KINDS: Mapping[str, Callable[[Case, str], Sheet | str]] = {
    "note": note,
    "rate": rate,
    "raise": raised,
    "judge": judge,
    "plan": plan,
}


def annotation_sheet_for(case: Case, key: str) -> Sheet | str:
    """The sheet of a key as it stands now, or a sentence: why there is none any more."""
    kind, _, about = key.partition(" ")
    known = KINDS.get(kind)
    return known(case, about) if known is not None else f"There is no sheet of the kind `{kind}`."
