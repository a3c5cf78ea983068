"""Which sheet of a workbook is the MSEL, and what is said of the others. Not what stands in its rows."""

import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from injects.hidden_cells import Hidden
from injects.msel.columns import Header, find_header, meant
from injects.problems import did_you_mean
from injects.sheet_file import Row, SheetError


def chosen_sheet(
    path: Path, sheets: Mapping[str, Sequence[Row]], wanted: str, hidden: Mapping[str, Hidden]
) -> tuple[str, Header, list[str]]:
    """The sheet with the MSEL, and what is said of the others. A hidden one is taken where no other has an MSEL."""
    unseen = {name for name in sheets if name in hidden and hidden[name].sheet}
    found = {name: find_header(rows) for name, rows in sheets.items()}
    found = {name: its if its and {"title", "text"} & its.columns.keys() else None for name, its in found.items()}
    if wanted:
        name = next((one for one in sheets if one.lower() == wanted.lower()), None)
        if name is None:
            raise SheetError(f"{path}: there is no sheet `{wanted}` with anything in it: {did_you_mean(wanted, sheets)}")
    else:
        fit = {one: (one not in unseen, len(its.columns)) for one, its in found.items() if its}
        name = max(fit, key=lambda one: fit[one], default=None)
    header = found.get(name) if name is not None else None
    if name is None or header is None:
        raise SheetError(f"{path}: {_no_header(sheets if name is None or not wanted else {name: sheets[name]})}")
    others = [
        f"sheet {one}{' (hidden)' if one in unseen else ''}: not read; "
        + (f"it looks like an MSEL too: --sheet '{one}' takes it" if its else "no MSEL is in it")
        for one, its in found.items()
        if one != name
    ]
    return name, header, others


def _no_header(sheets: Mapping[str, Sequence[Row]]) -> str:
    """What stands in the sheet that looks most like a table, and what of it was understood."""
    widest = {name: max(rows[:20], key=len, default={}) for name, rows in sheets.items()}
    name = max(widest, key=lambda one: len(widest[one]), default="")
    row = list(widest.get(name, {}).values())
    known = [cell.text for cell in row if meant(cell.text)]
    has = f" (sheet {name} has " if name else " (it has "
    has = has + ", ".join(f"`{cell.text[:30]}`" for cell in row[:8]) + ")" if row else ""
    of_it = f"only {', '.join(f'`{one[:30]}`' for one in known[:8])} is known there; " if known else ""
    mend = "name the columns in one row, for example Number, Turn, Title, Full text, From, To"
    return f"no row names the columns of an MSEL{has}: {of_it}{mend}"


def startex_told(sheets: Mapping[str, Sequence[Row]]) -> str:
    """Where a workbook itself says when StartEx is, and its words; empty where it does not."""
    for rows in sheets.values():
        for cell in (cell for row in rows for cell in row.values()):
            if re.search(r"start\s?-?ex", cell.text, re.IGNORECASE) and re.search(r"\d", cell.text) and not cell.wrong:
                return f"{cell.place} has: {' '.join(cell.text.split())[:120]}"
    return ""
