"""Candidates and findings in rows, and each on a page: what was found, whom it concerns, how it stands."""

from collections.abc import Iterator

from textual.content import Content

from engine.annotations.folding import Judged, Raised
from engine.findings.candidates import Candidate, candidates_of
from engine.world import World
from tui.glyphs import Glyphs
from tui.inking import bad, faint, good, heading, inked, joined, lines, strong, warn
from tui.sheets.annotations import Case
from tui.widgets.rows import Row
from tui.words import plural, short_name, with_titles

EMPTY = "Detectors have found nothing yet; what they find stands here. Press a to raise a candidate by hand."


def candidate_rows(case: Case, glyphs: Glyphs, *, sees_others: bool) -> list[tuple[Row, str]]:
    """What nobody has judged first, then what was, then what was dismissed or merged."""
    world = case.exercise.world
    rows = [_of_detector(world, one) for one in candidates_of(case.exercise)]
    rows += [_of_hand(world, one) for one in case.annotations.raised.values()]
    places = {None: 0, "confirmed": 1, "disputed": 1, "dismissed": 2, "merged": 2}
    found = sorted(rows, key=lambda one: places[_word(case, one[0], sees_others=sees_others)])
    return [
        (
            Row(
                key,
                lines(
                    [
                        joined(_state(case, key, glyphs, sees_others=sees_others), "  ", strong(title)),
                        faint(f"    {small}"),
                    ]
                ),
            ),
            key,
        )
        for key, title, small in found
    ]


def _of_detector(world: World, one: Candidate) -> tuple[str, str, str]:
    turns = ", ".join(map(str, one.turns))
    names = ", ".join(short_name(world, each) for each in one.organisations)
    return one.id, with_titles(world, one.title), f"{one.code} {one.kind}, turn {turns}: {names}"


def _of_hand(world: World, one: Raised) -> tuple[str, str, str]:
    concerned = ", ".join(short_name(world, each) for each in one.body.organisations) or "nobody named"
    return one.id, one.body.title, f"{one.body.what}, by hand at entry {one.record.entry}: {concerned}"


def own_verdict(case: Case, about: str) -> Judged | None:
    """What this seat has said of it."""
    return case.annotations.verdicts.get(about, {}).get(case.me)


def _word(case: Case, about: str, *, sees_others: bool) -> str | None:
    """Rule 17.3 for candidates too: an evaluator reads the others' once its own is given."""
    own = own_verdict(case, about)
    if own is None and not sees_others:
        return None
    return case.annotations.standing(about).word or (own.body.verdict if own else None)


def _state(case: Case, about: str, glyphs: Glyphs, *, sees_others: bool) -> Content:
    word = _word(case, about, sees_others=sees_others)
    if word is None:
        return warn(f"{glyphs.to_come} open")
    drawn = {"confirmed": good, "disputed": bad}.get(word, faint)
    return drawn(f"{glyphs.done if word == 'confirmed' else glyphs.stopped} {word}")


def candidate_page(case: Case, about: str, glyphs: Glyphs, *, sees_others: bool) -> Content:
    """Everything about one."""
    return lines(
        [
            strong(case.title_of(about)),
            *(_found(case, about)),
            "",
            heading("Verdicts"),
            *_verdicts(case, about, glyphs, sees_others=sees_others),
            "",
            heading("Positions of organisations"),
            *(_positions(case, about) or [faint("none yet: they are taken from EndEx on")]),
            *_plan(case, about),
        ]
    )


def _found(case: Case, about: str) -> Iterator[Content]:
    world = case.exercise.world
    raised = case.annotations.raised.get(about)
    if raised is not None:
        body = raised.body
        yield inked(body.text)
        yield faint(f"{body.what}, by {_author(case, raised.record.author.holder)}")
        yield inked(f"concerns {', '.join(short_name(world, one) for one in body.organisations) or 'nobody named'}")
        yield faint(f"entries {', '.join(map(str, body.entries or (raised.record.entry,)))}")
        return
    for one in candidates_of(case.exercise):
        if one.id == about:
            yield faint(f"{one.kind}, {one.code}; found in turn {', '.join(map(str, one.turns))}")
            yield inked(f"concerns {', '.join(short_name(world, each) for each in one.organisations)}")
            if one.objectives:
                yield faint(f"speaks to {', '.join(one.objectives)}")


def _verdicts(case: Case, about: str, glyphs: Glyphs, *, sees_others: bool) -> Iterator[Content]:
    given = sorted(case.annotations.verdicts.get(about, {}).values(), key=lambda one: one.record.number)
    if not given:
        yield faint("nobody has judged it yet")
    elif own_verdict(case, about) is None and not sees_others:
        yield faint(f"{plural(len(given), 'verdict')} of others: you read them once yours is given")
    else:
        for one in given:
            into = f" into {case.title_of(one.body.into)}" if one.body.into else ""
            reason = f": {one.body.reason}" if one.body.reason else ""
            yield inked(f"{glyphs.dot} {_author(case, one.record.author.holder)}: {one.body.verdict}{into}{reason}")


def _positions(case: Case, about: str) -> list[Content]:
    world = case.exercise.world
    return [
        inked(
            f"{short_name(world, one.body.organisation)} {'agrees' if one.body.agrees else 'does not agree'}"
            + (f": {one.body.words}" if one.body.words else "")
        )
        for one in case.annotations.positions_on(about)
    ]


def _plan(case: Case, about: str) -> Iterator[Content]:
    rows = [one.body for one in case.annotations.plan.values() if one.body.finding == about]
    if rows:
        yield inked("")
        yield heading("Improvement plan")
    for one in rows:
        when = " to ".join(day for day in (one.start, one.completion) if day)
        owner = short_name(case.exercise.world, one.owner)
        yield inked(f"{one.action} ({one.capability}; {owner}{f'; {when}' if when else ''})")


def _author(case: Case, holder: str) -> str:
    return "you" if holder and holder == case.me else case.annotations.authors().get(holder, "nobody named")


def concerned(case: Case, about: str) -> tuple[str, ...]:
    """The organisations that a candidate concerns, by id."""
    raised = case.annotations.raised.get(about)
    if raised is not None:
        return tuple(raised.body.organisations)
    return next((tuple(one.organisations) for one in candidates_of(case.exercise) if one.id == about), ())
