"""`surgex report`: the after-action report of a log, in the formats that are asked for."""

from collections.abc import Sequence
from itertools import takewhile
from pathlib import Path
from typing import Annotated, cast

import typer

from aar.annotations import annotations_in
from aar.documents.writing import FORMATS, Format, MissingExtraError, write
from aar.papers.rule_book import RuleBook
from aar.recording import Recording
from aar.report.as_data import report_data
from aar.report.building import report as report_of
from aar.report.material import Material, material_of
from aar.report.workbook import workbook
from aar.results import json_text
from cli.choices import did_you_mean, known_organisation, wrong
from cli.handing_out import write_secret
from cli.logs import RedrawsOption, ThoroughOption, WorkersOption, as_far_as_sound
from cli.named_logs import AnnotationsOption, ExerciseOption, LogArgument, records_of
from cli.papers import MarkingOption, PaperOption, ReplaceOption, check_folder, check_paper, on_paper, tell_written
from cli.working_out import answer_with_progress, keeping, thorough_with_progress
from engine.ids import PUBLIC

ALL = (*FORMATS, "xlsx", "json")
NAME = "report"


def report(
    log: LogArgument,
    out: Annotated[Path, typer.Option("--out", help="The folder to write to; made if it is not there.")],
    formats: Annotated[str, typer.Option("--format", help=f"Some of {', '.join(ALL)}, with commas.")] = ",".join(ALL),
    marking: MarkingOption = "",
    audience: Annotated[
        str, typer.Option("--for", help="Only what this organisation, or `public`, may have; after EndEx.")
    ] = "",
    exercise: ExerciseOption = "",
    annotations: AnnotationsOption = None,
    redraws: RedrawsOption = 0,
    thorough: ThoroughOption = False,
    workers: WorkersOption = 1,
    paper: PaperOption = "a4",
    over: ReplaceOption = False,
) -> None:
    """Write the after-action report with its improvement plan (AAR/IP): the answer first, every figure with its entries.

    Example: surgex report results/exercise.jsonl --out report --format html,pdf
    """
    wanted = _formats(formats)
    check_paper(paper)
    paths = [out / f"{NAME}.{one}" for one in wanted]
    for path in paths:
        if path.exists() and not over:
            wrong(f"{path} is there already and may have been edited: name another folder, or use --replace")
    from tui.rulebook.book import book

    recording = as_far_as_sound(log, exercise, "The report")
    if audience:
        _check_audience(audience, recording)
    check_folder(out)
    with keeping(recording.head) as kept:
        played, answer = answer_with_progress(iter(recording.entries), redraws, workers, kept)
        rests_on = thorough_with_progress(played, answer, workers, kept) if thorough and not audience else None
    records = records_of(log, exercise, annotations)
    heads = recording.hashes
    if recording.fault:  # from the first annotation on that points to an entry that is not there, none is read
        records = list(takewhile(lambda one: one.entry < len(heads), records))
    material = material_of(
        recording.entries,
        played,
        answer,
        annotations=annotations_in(records, heads, f"the annotations of {log}"),
        assumptions=RuleBook(book()).assumptions(),
        thorough=rests_on,
        marking=marking,
        audience=audience,
        fault=recording.fault.rstrip("."),
    )
    tell_written(out, _write(material, out, wanted, paper, over=over))


def _check_audience(audience: str, recording: Recording) -> None:
    """Exits with 2 where there is no such organisation, or where nobody but control may know yet."""
    if audience != PUBLIC:
        known_organisation(recording.world, audience)
    if recording.played is not None and not recording.played.exercise.phase.over:
        wrong("the exercise has not ended, and until EndEx what was computed is control's alone: leave out --for")


def _formats(given: str) -> tuple[str, ...]:
    named = [one.strip().lower() for one in given.split(",") if one.strip()]
    for one in named or [given]:
        if one not in ALL:
            wrong(f"there is no format `{one}`{did_you_mean(one, ALL)}; there are: {', '.join(ALL)}")
    return tuple(dict.fromkeys(named))


def _write(material: Material, out: Path, wanted: Sequence[str], paper: str, *, over: bool) -> list[Path]:
    document = on_paper(report_of(material), paper)
    written = []
    try:
        for one in wanted:
            path = out / f"{NAME}.{one}"
            match one:
                case "json":
                    content: str | bytes = json_text(report_data(material))
                case "xlsx":
                    content = workbook(material)
                case _:
                    content = write(document, cast(Format, one))
            if over:
                path.unlink(missing_ok=True)
            write_secret(path, content)
            written.append(path)
    except OSError as error:
        wrong(f"{error.filename or out} cannot be written: {error.strerror}. Name another folder.")
    except ModuleNotFoundError as error:
        wrong(f"{error.name} is missing, which writes {one}: pip install 'surgex[report]'")
    except MissingExtraError as error:
        wrong(str(error))
    return written
