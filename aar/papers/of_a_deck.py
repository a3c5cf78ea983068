"""Which papers a deck has, and what their files are called. Each is built in a file of its own."""

from collections.abc import Iterator, Sequence

from aar.documents.model import Document
from aar.papers.controller_handbook import controller_handbook
from aar.papers.evaluation_guides import evaluation_guides
from aar.papers.making import Source
from aar.papers.msel import msel
from aar.papers.own import own_of
from aar.papers.player_handbook import player_handbook
from aar.papers.situation_manual import situation_manual
from engine.ids import OrganisationId


def papers_of(source: Source, only: Sequence[OrganisationId] = ()) -> Iterator[tuple[str, Document]]:
    """By file name without its ending; with `only`, what these organisations may have and nothing else."""
    yield "situation-manual", situation_manual(source)
    for organisation in only or source.world.organisations:
        if only or organisation in source.world.briefs:
            yield f"player-handbook-{organisation.replace('/', '-')}", player_handbook(own_of(source, organisation))
    if not only:
        yield "controller-handbook", controller_handbook(source)
        yield "evaluation-guides", evaluation_guides(source)
        yield "msel", msel(source)
