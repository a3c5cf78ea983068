"""The report as a workbook: one sheet for each thing that people sort and filter. No text is ever taken for a formula."""

import io
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from aar.documents.shaping import clean
from aar.report.as_data import participants_in, report_data
from aar.report.findings import key_of, references, standing
from aar.report.material import Material
from aar.report.plan import HEAD, plan_rows
from aar.report.sheets import Cell, Sheet, entries_cell, sheets_of_talk
from aar.wording import initiative_words
from aar.worlds.course import step_title
from engine.ids import StepId
from engine.units import THOUSAND

WIDEST, LONGEST = 60, 32_000
"""Signs across a column, and in a cell: a spreadsheet holds no more than 32,767."""


def workbook(material: Material) -> bytes:
    """The bytes of the file: the same material gives the same. Figures are numbers, thousandths become units."""
    import xlsxwriter

    made = io.BytesIO()
    book = xlsxwriter.Workbook(
        made,
        {
            "in_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
            "nan_inf_to_errors": True,
        },
    )
    book.set_properties(
        {
            "title": "After-action report",
            "subject": material.answer.deck,
            "author": "surgex",
            "category": material.marking,
            "created": datetime.fromisoformat(material.world.deck.start_date),
        }
    )
    head = book.add_format({"bold": True, "bg_color": "#EEEEEE", "text_wrap": True, "valign": "top", "bottom": 1})
    plain = book.add_format({"text_wrap": True, "valign": "top"})
    for sheet in sheets(material):
        _write(book, sheet, material.marking, head, plain)
    book.close()
    return made.getvalue()


def _write(book: Any, sheet: Sheet, marking: str, head: Any, plain: Any) -> None:
    name, columns, rows = sheet
    page = book.add_worksheet(name)
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 0)
    page.set_header(f"&C&B{marking.replace('&', '&&')}")
    page.set_footer(f"&C&B{marking.replace('&', '&&')}&R&P of &N")
    page.repeat_rows(0)
    page.freeze_panes(1, 1)
    for column, title in enumerate(columns):
        longest = max((len(str(row[column] or "")) for row in rows), default=0)
        page.set_column(column, column, min(WIDEST, max(10, longest, len(title))), plain)
        page.write_string(0, column, title, head)
    for number, row in enumerate(rows, start=1):
        for column, cell in enumerate(row):
            if isinstance(cell, str):
                page.write_string(number, column, clean(cell)[:LONGEST], plain)
            elif cell is not None:
                page.write_number(number, column, cell, plain)
    page.autofilter(0, 0, max(len(rows), 1), len(columns) - 1)


def sheets(material: Material) -> list[Sheet]:
    """What stands in it, sheet by sheet."""
    return [
        _findings(material),
        _boundaries(material),
        _systems(material),
        _objectives(material),
        ("improvement plan", HEAD, [list(row) for row in plan_rows(material)]),
        _msel(material),
        _initiatives(material),
        _estimates(material),
        *sheets_of_talk(material.talk.shape),
        _participants(material),
        _figures(material),
    ]


def _units(thousandths: int | None) -> float | None:
    """Units with their thousandths: three digits are exact in a spreadsheet."""
    return None if thousandths is None else thousandths / THOUSAND


def _findings(material: Material) -> Sheet:
    known = references(material)
    rows: list[Sequence[Cell]] = [
        (
            known[key_of(one)],
            one.kind,
            one.code,
            one.class_,
            one.severity,
            standing(one),
            one.title,
            ", ".join(one.organisations),
            one.owner,
            ", ".join(one.dotmlpf),
            ", ".join(one.objectives),
            "\n".join(f"{link.link}: {link.says}" for link in one.chain),
            entries_cell(one.evidence),
            "yes" if one.notional else "no",
            entries_cell(one.control_inputs),
        )
        for one in material.findings.findings
    ]
    columns = ("No.", "Kind", "Code", "Class", "Severity", "Standing", "Title", "Sides", "Owner", "DOTMLPF-P", "Objectives")
    return "findings", (*columns, "Chain", "Entries", "Rests on notional values", "Control's entries"), rows


def _boundaries(material: Material) -> Sheet:
    rows: list[Sequence[Cell]] = [
        (
            *one.between,
            system,
            _units(share),
            _units(one.first_in[system]),
            _units(one.last_in[system]),
            _units(one.error[system]),
            "; ".join(" ↔ ".join(other) for other in one.joint_with),
        )
        for one in material.findings.boundaries
        for system, share in one.shapley.items()
        if share or one.first_in[system] or one.last_in[system]
    ]
    columns = ("One side", "Other side", "System", "Share, units", "First in", "Last in", "Standard error", "Joint with")
    return "boundaries", columns, rows


def _systems(material: Material) -> Sheet:
    rows: list[Sequence[Cell]] = [
        (
            system,
            one.title,
            theatre,
            _units(one.need[theatre]),
            _units(one.met[theatre]),
            _units(one.short[theatre]),
            *(_units(getattr(one.split_in[theatre], key)) for key in SPLIT),
            one.first_week_short,
            one.weeks_short,
            _units(one.start_rate),
            _units(one.best_rate),
            one.month_doubled,
            _units(one.beforehand),
        )
        for system, one in material.summary.systems.items()
        for theatre in one.split_in
    ]
    columns = ("System", "Title", "Theatre", "Need", "Met", "Short", *(key.replace("_", " ") for key in SPLIT))
    more = ("First week short", "Weeks short", "Rate at StartEx", "Best rate", "Month doubled", "Short, begun 2 years earlier")
    return "systems", (*columns, *more), rows


SPLIT = ("seam", "pacing", "unheld", "withheld", "not_attempted", "gap")


def _objectives(material: Material) -> Sheet:
    rows: list[Sequence[Cell]] = []
    for one in material.findings.objectives:
        rated = "; ".join(f"{each.said.by} {each.rating}" for each in one.evaluators if not each.task)
        for criterion in one.criteria or (None,):
            seen = "; ".join(measure.says for measure in criterion.measures) if criterion else ""
            entries = sorted({entry for measure in criterion.measures for entry in measure.entries}) if criterion else []
            met = {True: "met", False: "not met", None: "for evaluators"}[criterion.met] if criterion else ""
            asks = criterion.asks if criterion else ""
            rows.append((one.id, one.title, one.rating or "", rated, asks, met, seen, entries_cell(entries)))
    columns = ("No.", "Core capability", "Computed", "Evaluators", "Asks for", "Met", "Observed", "Entries")
    return "objectives", columns, rows


def _msel(material: Material) -> Sheet:
    rows: list[Sequence[Cell]] = [
        (one.reference, one.status, one.came, one.title, one.text, ", ".join(one.to), "\n".join(one.expects), one.objective,
         one.answers, one.remarks, entries_cell(one.entries))
        for one in report_data(material).injects
    ]  # fmt: skip
    planned = ("No.", "Status", "Came", "Title", "Text", "To", "Expected player action", "Objective")
    return "MSEL", (*planned, "Answers", "Remarks", "Entries"), rows


def _initiatives(material: Material) -> Sheet:
    played = material.played
    rows: list[Sequence[Cell]] = []
    for one in played.exercise.initiatives.values():
        if material.audience and material.audience not in (one.proposer, *(step.by for step in one.steps.values())):
            continue
        title = initiative_words(played.exercise, one)
        for key, step in one.steps.items():
            rows.append(
                (
                    one.id, title, one.proposer, one.week, one.done_week, one.stopped, step_title(played, one.id, StepId(key)),
                    step.by, step.after, step.kind, step.opened, step.decided or None, step.verdict, step.processing,
                    step.waited_by_organisation, step.waited_for_turn, step.waited_for_slots, step.waited_unheld,
                    step.waited_for_authority, step.waited_returned,
                    entries_cell(dict.fromkeys(played.evidence.get(f"step {one.id} {key}", ()))),
                )
            )  # fmt: skip
    columns = (
        "Id", "Initiative", "Proposer", "Week", "Done in week", "Stopped", "Step", "By", "After", "Kind", "Opened", "Decided",
        "Verdict", "Processing", "Waited by organisation", "Waited for turn", "For slots", "Unheld", "For law", "Returned",
        "Entries",
    )  # fmt: skip
    return "initiatives", columns, rows


def _estimates(material: Material) -> Sheet:
    rows: list[Sequence[Cell]] = [
        (
            organisation,
            occasion,
            system,
            one.month,
            _units(one.low),
            _units(one.expected),
            _units(one.high),
            one.confidence,
            one.first_mover,
            _units(one.came),
            material.gathered.sealed_estimates.get((organisation, occasion)),
        )
        for system, summary in material.summary.systems.items()
        for organisation, occasions in summary.said.items()
        for occasion, said in occasions.items()
        for one in said
    ]
    columns = ("Organisation", "Occasion", "System", "Month", "Low", "Expected", "High", "Confidence", "First mover", "Came")
    return "estimates", (*columns, "Entry"), rows


def _participants(material: Material) -> Sheet:
    rows: list[Sequence[Cell]] = [
        (one.organisation, one.group, ", ".join(one.holders), entries_cell(one.since)) for one in participants_in(material)
    ]
    return "participants", ("Organisation", "Group", "Holders", "Entries"), rows


def _figures(material: Material) -> Sheet:
    """Every figure of the document that the log alone says."""
    rows: list[Sequence[Cell]] = [
        (one.what, ", ".join(one.of), one.value, one.unit, entries_cell(one.entries)) for one in material.figures.used.values()
    ]
    return "figures", ("What", "Of", "Value", "Unit", "Entries"), rows
