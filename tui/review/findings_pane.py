"""Findings as rows; one opens with its chain, and each link of the chain opens its entry."""

from collections.abc import Iterator

from textual.content import Content

from aar.models import Finding
from aar.models_of_plain import PlainFindings, PlainSystemShape
from aar.pages.short import NAMES
from aar.wording import packed
from engine.units import THOUSAND
from tui.inking import bad, faint, good, heading, inked, joined, lines, strong, warn
from tui.review.model import Review
from tui.review.opening_entries import Said
from tui.review.pane import FollowingRows
from tui.widgets.rows import Row
from tui.words import short_name

WIDEST, MOST_DIVIDED = 9, 8
KINDS = {
    "seam": "SEAM",
    "pacing": "pacing",
    "unheld": "unheld",
    "withheld": "CHOICE",
    "not_attempted": "not attempted",
    "gap": "GAP",
    "strength": "strength",
}
NONE = "No detector found anything, and no world priced anything: there is no finding in this log."


class FindingsPane(FollowingRows[int]):
    """The severest first."""

    def __init__(self, number: int) -> None:
        super().__init__(number, "Findings")

    def follow(self, review: Review) -> None:
        """All of them; what the entry under the cursor is evidence of stands out."""
        found = review.findings
        if found is None:
            later = f"{review.computing} Findings appear here with their chains; meanwhile all else can be looked at."
            self.show([], empty=later, foot=divided(review.divided) if review.divided else None)
            return
        ranked = sorted(range(len(found.findings)), key=lambda at: (-found.findings[at].severity, at))
        rows = [(Row(f"finding {at}", _row(review, found.findings[at])), at) for at in ranked]
        so_far = "" if found.ended else "The exercise has not ended: these are the findings so far. "
        foot = faint(f"{so_far}Severity 5 is worst; n rests on notional values. enter opens the chain.")
        self.show(rows, empty=NONE, foot=foot)


def divided(split: PlainFindings) -> Content:
    """How what was short divides, the system with most of its need unmet first; nothing of what a planner would add."""
    short = [(name, one) for name, one in split.systems.items() if one.short]
    ranked = sorted(short, key=lambda each: (-(each[1].short * THOUSAND // each[1].need), each[0]))
    rows = [joined(strong(f"{name:<{WIDEST}}"), f" {_shares(one)}") for name, one in ranked[:MOST_DIVIDED]]
    if not rows:
        return faint("Nothing was short.")
    more = f" {len(ranked) - len(rows)} more: surgex findings LOG --quick." if len(ranked) > len(rows) else ""
    return lines([heading("percent of need unmet, and of that lost to"), *rows, faint(f"Rest: untried or gap.{more}")])


def _shares(one: PlainSystemShape) -> str:
    shares = {NAMES.get(key, key): packed(units, one.short) for key, units in one.split.model_dump().items()}
    told = ", ".join(f"{name} {share.removesuffix('%')}" for name, share in shares.items() if share != "0%")
    return f"{packed(one.short, one.need):>4} {told}"


def _row(review: Review, one: Finding) -> Content:
    here = review.cursor in one.evidence
    word = {"seam": bad, "withheld": warn, "gap": warn, "strength": good}.get(one.kind, faint)(KINDS[one.kind])
    verdict = f", {one.verdicts.word}" if one.verdicts and one.verdicts.word else ""
    return lines(
        [
            joined(
                strong(f"{one.severity} "),
                word,
                faint(f" {one.status}{verdict}{' n' if one.notional else ''}  "),
                _here(review, here),
            ),
            joined("  ", one.title),
            faint(f"  {', '.join(short_name(review.world, each) for each in one.organisations)}"),
        ]
    )


def _here(review: Review, here: bool) -> Content:
    return warn(f"{review.glyphs.mine} this entry is evidence") if here else inked("")


def head_of(review: Review, one: Finding) -> Content:
    """What stands above the chain of a finding."""
    by_hand = f"Control's hand is in it: entries {', '.join(map(str, one.control_inputs))}." if one.control_inputs else None
    verdicts = one.verdicts
    said = []
    if verdicts is not None:
        for word, voices in (("confirmed", verdicts.confirmed), ("disputed", verdicts.disputed)):
            said += [f"{word} by {voice.by}{f': {voice.words}' if voice.words else ''}" for voice in voices]
        said += [f"{voice.by} agrees{f': {voice.words}' if voice.words else ''}" for voice in verdicts.agrees]
        said += [f"{voice.by} disagrees{f': {voice.words}' if voice.words else ''}" for voice in verdicts.disagrees]
    owner = short_name(review.world, one.owner)
    others = [short_name(review.world, each) for each in one.organisations if each != one.owner]
    with_them = f", with {', '.join(others)}" if others else ""
    return lines(
        [
            strong(one.title),
            joined(KINDS[one.kind], f", severity {one.severity}, {one.status}; for {owner} to mend{with_them}"),
            faint(f"cause in {', '.join(one.dotmlpf)}; objectives {', '.join(one.objectives) or 'none'}"),
            by_hand,
            *said,
            faint("From the shortage back to the boundary; enter goes to the entry that says so, esc back."),
        ]
    )


def chain_of(review: Review, one: Finding) -> Iterator[Said]:
    """Every link with its entries; then the entries that prove the finding and stand in no link."""
    known: set[int] = set()
    for at, link in enumerate(one.chain):
        known.update(link.entries)
        yield joined(faint(f"{review.glyphs.arrow if at else ' '} {link.link:<11}"), link.says), link.entries
    rest = [entry for entry in one.evidence if entry not in known]
    if rest:
        yield faint("  evidence beside the chain"), rest
