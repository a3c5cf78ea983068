"""Everything that the report is made from, in one value: the answer, what was annotated, and what was gathered beside them."""

from collections.abc import Sequence
from dataclasses import dataclass

from aar.annotated import annotated
from aar.answer import Answer
from aar.models import Findings, Summary
from aar.msel import PlayedMsel, played_msel
from aar.reading import Played
from aar.report.audiences import LEFT_OUT, annotations_for, answer_for, document_for, gathered_for, msel_for, played_for
from aar.report.figures import Figures
from aar.report.gathered import Gathered, gathered
from aar.summary import findings_of, summary_of
from aar.talked import Talked, talked
from aar.thorough import Thorough
from engine.annotations.folding import Annotations
from engine.entries import Entry
from engine.world import World, published


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """One report's material. Where it is for an audience, nothing in it is what that audience may not see."""

    played: Played
    answer: Answer
    findings: Findings
    """With what was annotated."""
    summary: Summary
    thorough: Thorough | None
    annotations: Annotations
    annotations_head: str
    msel: PlayedMsel
    gathered: Gathered
    talk: Talked
    figures: Figures
    marking: str
    assumptions: tuple[tuple[str, ...], ...]
    """The rows of Annex A of the rule book: what was typed in, and why."""
    audience: str
    """Empty for the whole report; an organisation's id, or `public`."""
    fault: str
    """Where the log is not sound: the report tells of what stands before that."""

    @property
    def left_out(self) -> tuple[str, ...]:
        """What a report for an audience says is missing; nothing in the whole one."""
        return LEFT_OUT if self.audience else ()

    @property
    def world(self) -> World:
        """The declared world, as far as the audience may read it."""
        world = self.played.start.world
        return published(world) if self.audience else world


def material_of(
    entries: Sequence[Entry],
    played: Played,
    answer: Answer,
    *,
    annotations: Annotations,
    assumptions: tuple[tuple[str, ...], ...],
    thorough: Thorough | None = None,
    marking: str = "",
    audience: str = "",
    fault: str = "",
) -> Material:
    """From a log and its answer, as the audience may have it. Raises UnreadableLogError as `played_msel` does."""
    found, msel, head = gathered(entries), played_msel(entries), annotations.head
    talk = talked(entries, played.start.world, audience, found.practice)
    if audience:
        msel = msel_for(msel, found, audience)
        found = gathered_for(found, audience)
        played, answer = played_for(played, audience), answer_for(answer, audience)
        annotations, thorough = annotations_for(annotations, audience), None
    document = annotated(findings_of(played, answer, thorough), annotations)
    return Material(
        played=played,
        answer=answer,
        findings=document_for(document) if audience else document,
        summary=summary_of(played, answer),
        thorough=thorough,
        annotations=annotations,
        annotations_head=head,
        msel=msel,
        gathered=found,
        talk=talk,
        figures=Figures(played=played, answer=answer, gathered=found, talk=talk),
        marking=marking or answer.marking,
        assumptions=assumptions,
        audience=audience,
        fault=fault,
    )
