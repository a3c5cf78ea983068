"""Two pages of a participant: who you are before anything else, and what came of it at the end."""

from textual.content import Content

from engine.beliefs import believed, days_of_supply
from engine.estimates import EstimateRow
from engine.ids import SystemId
from engine.views import View
from tui.glyphs import Glyphs
from tui.inking import faint, heading, inked, joined, key, lines, strong, supply, warn
from tui.participant.own_hand import own_hand
from tui.sheets.estimates import estimate_due, rate_now
from tui.words import count, initiative_title, place_words, plural, short_name, supply_word, with_titles


def welcome(view: View, glyphs: Glyphs, *, by_lines: bool = False) -> Content:
    """Who you are and want, the first thing that waits for you, what only you know. `by_lines`: enter opens nothing there."""
    begins = inked("") if by_lines else joined(key("enter"), " begins.  ")
    name = short_name(view.world, view.organisation)
    if view.brief is None:
        return lines(
            [
                joined("You speak for ", strong(name), "."),
                "",
                inked(view.world.deck.summary),
                "",
                joined(f"{glyphs.waits} ", "The exercise has not started. Your brief opens when control starts it."),
                "",
                joined(begins, key("?"), " helps at any time."),
            ]
        )
    number = _waiting(view)
    return lines(
        [
            joined("You are ", strong(name)),
            inked(view.brief.who),
            "",
            heading("What you want"),
            inked(view.brief.aim),
            _campaign(view),
            "",
            heading(f"The first of {number} things that wait for you" if number > 1 else "The one thing that waits for you"),
            first_thing(view, glyphs),
            "",
            joined(heading("What only you know"), "  ", strong(view.marking)),
            inked(view.brief.private_fact),
            "",
            heading("What makes others talk to you"),
            inked(view.brief.leverage),
            "",
            faint(view.world.deck.handling),
            "",
            joined(begins, key("b"), " brings this page back.  ", key("?"), " shows every key."),
        ]
    )


def _campaign(view: View) -> Content | None:
    """That an adversary has a campaign, how it moves, and that it may move by itself; nothing for anybody else."""
    campaign = view.campaign
    if not campaign.actions:
        return None
    left = strong(plural(campaign.points_left(view.week), "point"))
    pilot = "stops the autopilot, now on" if campaign.autopilot else "starts the autopilot, now off"
    return joined("Your campaign: ", left, ". ", key("o"), f" orders moves, or {pilot}.")


def _waiting(view: View) -> int:
    """How many things wait for an answer."""
    return len(view.waiting_steps()) + len(view.waiting_injects()) + bool(estimate_due(view))


def first_thing(view: View, glyphs: Glyphs) -> Content:
    """What to turn to first, with its key."""
    steps, injects = view.waiting_steps(), view.waiting_injects()
    if steps:
        seen, _, step = steps[0]
        title = initiative_title(view, seen.type, seen.parameters)
        what = f"{with_titles(view.world, step.title)} ({title}): "
        return joined(warn(f"{glyphs.waits} "), what, key("a"), " approves, ", key("d"), " declines", _and_more(view, glyphs))
    if estimate_due(view):
        return joined(warn(f"{glyphs.waits} "), "Your sealed estimate of the rates that you expect: ", key("e"))
    if injects:
        return joined(warn(f"{glyphs.waits} "), f"{injects[0].title}: ", key("r"), " answers")
    if view.phase.over:
        return joined("Nothing: the exercise has ended. ", key("c"), " shows what happened")
    return joined("Nothing yet. ", key("o"), " starts something of your own")


def _and_more(view: View, glyphs: Glyphs) -> Content:
    """That it is not the only thing."""
    others = _waiting(view) - 1
    return faint(f"  {glyphs.dot} then {plural(others, 'thing')} more, in [1]") if others > 0 else inked("")


def closing(view: View) -> Content:
    """What happened for this organisation, as far as it knows, and where the rest is."""
    return lines(
        [
            joined(strong(short_name(view.world, view.organisation)), ": the exercise has ended"),
            "",
            own_hand(view),
            "",
            heading("What you had expected"),
            *_estimates(view),
            "",
            heading("Need and shortage"),
            *_needs(view),
            "",
            *_secrets(view),
            heading("Check the dice"),
            joined("Seed of all chance, now revealed: ", strong(view.seed)),
            faint("It must match the commitment that was published at StartEx; control's log proves it."),
            "",
            inked("Whether the surge assumption held, what was short and why: control has the answer, with the evidence."),
        ]
    )


def _secrets(view: View) -> list[Content]:
    """What control opened at the curtain."""
    if not view.secrets:
        return []
    shown = [heading("Opened at the curtain")]
    for secret in view.secrets:
        shown.append(strong(with_titles(view.world, secret.title)))
        shown += [inked(f"  {name}: {with_titles(view.world, text)}") for name, text in secret.tells]
    return [*shown, inked("")]


def _needs(view: View) -> list[Content]:
    shown: list[Content] = []
    believed_only: dict[str, list[str]] = {}
    for theatre, name in view.world.places:
        reports = view.reports.get(f"{theatre} {name}", ())
        said = supply_word(believed(view).theatre[theatre][name], days_of_supply(view, theatre, name))
        word = supply(said)
        system = place_words(view.world, theatre, name)
        if not reports:
            believed_only.setdefault(said, []).append(system)
            continue
        need, short = sum(one.need for one in reports), sum(one.short for one in reports)
        share = f" ({short * 100 // need}%)" if need else ""
        told = f"weeks {reports[0].week}–{reports[-1].week}: needed {count(need)}, short {count(short)}{share}"
        shown.append(joined(f"{system}: {told}, at the end ", word))
    if believed_only:
        told = "; ".join(f"{said}: {', '.join(systems)}" for said, systems in believed_only.items())
        shown.append(faint(f"Of these the theatres' reports did not come to you; believed at the end {told}"))
    return shown


def _estimates(view: View) -> list[Content]:
    if not view.estimates:
        return [faint("You sealed no estimate.")]
    shown: list[Content] = []
    for system in view.world.deck.priority_systems:
        rate = rate_now(view, SystemId(system))
        shown.append(joined(strong(system), f": about {rate} a month at the end, as far as you know"))
        for occasion, rows in view.estimates.items():
            said = ", ".join(_said(row) for row in rows if row.system == system)
            shown.append(inked(f"  at {occasion} you said {said}"))
    return shown


def _said(row: EstimateRow) -> str:
    return f"month {row.month}: {row.expected} ({row.low}–{row.high})"
