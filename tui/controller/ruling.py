"""Control's word on free actions and agreements, from one queue: by a word, by odds and a die, or another in its place."""

from collections.abc import Iterator, Mapping
from typing import Literal

from textual.content import Content

from engine.actions import Action
from engine.decide import PHASES
from engine.exercise import Exercise
from engine.findings.candidates import candidates_of
from engine.ids import CONTROL, ActionId, AgreementId
from engine.orders import RuleAction, RuleAgreement
from engine.rules.adjudication import unruled
from engine.talk import Agreement
from engine.versions import BasedOn, version_seen
from tui.controller.log_words import value_words
from tui.controller.pausing import Pausing
from tui.controller.queue_screen import Matter, QueueScreen
from tui.hands import ControlHand
from tui.inking import bad, faint, good, inked, joined, keys, lines, strong, warn
from tui.sheets.control.actions import story
from tui.sheets.control.held import Held
from tui.sheets.control.talk import agreement_story, before_control, in_force
from tui.widgets.reason_screen import ReasonScreen
from tui.widgets.words_screen import WordsScreen
from tui.words import plural, short_name

Word = Literal["yes", "yes-but", "no", "later"]
WORDS: Mapping[str, tuple[Word, str]] = {
    "y": ("yes", "Yes"),
    "b": ("yes-but", "Yes, but"),
    "n": ("no", "No"),
    "t": ("later", "Another turn"),
}
"""The key of each ruling, and how it reads."""
WAITING = (
    *((key, reads, word) for key, (word, reads) in WORDS.items()),
    ("o", "Odds", "odds"),
    ("d", "Roll", "roll"),
    ("e", "Word with effects", "rule"),
    ("x", "Open to more", "open-action"),
)
RULED = (("O", "Override", "override"),)
KEPT = (("y", "Kept", "kept"), ("n", "Broken, or more", "agreement"))
NONE_WAITS = "No free action waits for your word."


def unruled_words(exercise: Exercise) -> str:
    """How many free actions wait for control's word; empty where none does."""
    waiting = len(unruled(exercise))
    later = " once orders are locked" if exercise.phase not in PHASES[RuleAction] else ""
    return f"{plural(waiting, 'free action')} to rule on{later}" if waiting else ""


def due_words(exercise: Exercise) -> str:
    """How many agreements are before control; empty where none is."""
    due = len(before_control(Held(exercise)))
    return f"{plural(due, 'agreement')} due" if due else ""


def matters(held: Held) -> list[Matter]:
    """What waits first; then agreements in force, what was ruled on and may be overridden, and candidates."""
    exercise = held.exercise
    waiting = unruled(exercise)
    later = [one for one in exercise.actions.values() if not one.ruling and one not in waiting]
    ruled = [one for one in reversed(list(exercise.actions.values())) if one.ruling]
    return [
        *(_action(held, one, warn("waits")) for one in waiting),
        *(_agreement(held, one, warn("due")) for one in before_control(held)),
        *(_action(held, one, faint("put off")) for one in later),
        *(_agreement(held, one, faint("in force")) for one in in_force(held)),
        *(_action(held, one, good(one.ruling)) for one in ruled),
        *_candidates(held),
    ]


def _action(held: Held, action: Action, state: Content) -> Matter:
    who = f"{short_name(held.exercise.world, action.organisation)}, turn {action.turn}"
    dissents = sum(one["action"] == action.id for one in held.events("action-dissented"))
    said = bad(f"  {plural(dissents, 'dissent')}") if dissents else Content("")
    odds = faint(f"  odds {action.odds}") if action.odds and not action.ruling else Content("")
    row = joined(state, "  ", strong(action.title), faint(f"  {who}"), odds, said)
    return Matter(f"action {action.id}", row, action_page(held, action), RULED if action.ruling else WAITING)


def _agreement(held: Held, one: Agreement, state: Content) -> Matter:
    row = joined(state, "  ", strong(one.title), faint(f"  agreement of {held.names(one.parties)}"))
    return Matter(f"agreement {one.id}", row, lines(map(inked, agreement_story(held, one))), KEPT)


def _candidates(held: Held) -> Iterator[Matter]:
    found = {f"{one['detector']} {one['subject']}": one for one in held.events("candidate-found")}
    for one in candidates_of(held.exercise):
        turns = f"turn {', '.join(map(str, one.turns))}"
        row = joined(faint("candidate"), "  ", strong(one.title), faint(f"  {turns}"))
        last = found.get(one.id)
        read = value_words(held.exercise, last["kind"], "evidence", last["evidence"]) if last else ""
        page = lines(
            [
                f"{one.kind}, {one.code}; found in {turns}",
                f"concerns {held.names(one.organisations)}",
                read or None,
                faint("A candidate is settled by what fell short, or by an evaluator: D opens it."),
            ]
        )
        yield Matter(f"candidate {one.id}", row, page, ())


def action_page(held: Held, action: Action) -> Content:
    """What its author wrote, who may read it, what others said, and how it was ruled on."""
    texts = list(story(held, action))
    unsettled = faint("No week is resolved before every action has a word.") if not action.ruling else None
    return lines([*map(inked, texts), unsettled])


class Rulings(Pausing):
    """One key opens the queue; each answer passes the same door as every change."""

    def action_rule(self) -> None:
        """Rule on what waits."""
        if not matters(self.held):
            self.refuse(NONE_WAITS)
            return
        self.app.push_screen(QueueScreen(self.desk, lambda: matters(self.held), self._answer, self.action_arm))

    def _answer(self, word: str, key: str, read: BasedOn | None = None) -> None:
        kind, _, about = key.partition(" ")
        if word == "read":
            self._read(key)
        elif kind == "action" and word in {one for one, _ in WORDS.values()}:
            self._why(ActionId(about), word, read or self._seen(key))
        elif word == "kept":
            if why := ControlHand(self.desk).why_not(RuleAgreement):
                self.refuse(why)
                return
            self.when_armed(lambda: self._ask_kept(AgreementId(about)), what="rule on it")
        else:
            self.open_sheet(f"{word} {about}", what="rule on it")

    def _read(self, key: str) -> None:
        matter = next((one for one in matters(self.held) if one.key == key), None)
        if matter is not None:
            read = self._seen(key)
            does = keys(*((pressed, said) for pressed, said, _ in matter.can))
            page = WordsScreen(matter.row.plain, lines([matter.page, "", does]), actions=matter.can)
            self.app.push_screen(page, lambda word: self._answer(word, key, read) if word else None)

    def _seen(self, about: str) -> BasedOn:
        return {about: version_seen(self.exercise, CONTROL, about)}

    def _why(self, action: ActionId, word: str, read: BasedOn) -> None:
        ruling = next(one for one, _ in WORDS.values() if one == word)
        if why := ControlHand(self.desk).why_not(RuleAction):
            self.refuse(why)
            return
        self.when_armed(lambda: self._ask_why(self.exercise.actions[action], ruling, read), what="rule on it")

    def _ask_why(self, action: Action, ruling: Word, read: BasedOn) -> None:
        def given(reason: str | None) -> None:
            if reason:
                self.give(RuleAction(action=action.id, ruling=ruling, reason=reason), read)

        said = "Whoever may read the action reads the reason. It brings no effect by itself."
        self.app.push_screen(ReasonScreen(f"{ruling}: {action.title}", said), given)

    def _ask_kept(self, agreement: AgreementId) -> None:
        one = self.exercise.talk.agreements[agreement]

        def given(reason: str | None) -> None:
            if reason:
                self.give(RuleAgreement(agreement=agreement, verdict="kept", reason=reason))

        said = f"Its parties read it: {self.held.names(one.parties)}."
        self.app.push_screen(ReasonScreen(f"kept: {one.title}", said), given)
