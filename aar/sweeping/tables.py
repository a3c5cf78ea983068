"""The rows of a sweep as Parquet and CSV, and their codebook: the same rows give the same bytes."""

import csv
import io
from collections.abc import Sequence
from pathlib import Path

from aar.log_file import write_whole
from aar.sweeping.plan import SweepError
from aar.sweeping.row import Column, Row


def paths_for(out: Path) -> tuple[Path, Path, Path]:
    """Parquet, CSV and codebook, whichever of them was named. Raises SweepError for another ending."""
    if out.suffix not in (".parquet", ".csv"):
        raise SweepError(f"--out {out}: a name that ends with .parquet or .csv is wanted; both are written")
    return out.with_suffix(".parquet"), out.with_suffix(".csv"), out.with_suffix(".codebook.csv")


def parquet_there() -> None:
    """Raises SweepError where Parquet cannot be written."""
    try:
        import pyarrow.parquet  # noqa: F401
    except ImportError:
        raise SweepError("Parquet needs one more library: pip install 'surgex[sweep]'") from None


def write_tables(out: Path, columns: Sequence[Column], rows: Sequence[Row]) -> tuple[Path, Path, Path]:
    """All three files, each whole or not at all."""
    import pyarrow
    import pyarrow.parquet

    parquet, comma, codebook = paths_for(out)
    kinds = {"text": pyarrow.string(), "integer": pyarrow.int64()}
    schema = pyarrow.schema([pyarrow.field(one.name, kinds[one.type]) for one in columns])
    table = pyarrow.table([[row[one.name] for row in rows] for one in columns], schema=schema)
    filled = io.BytesIO()
    pyarrow.parquet.write_table(table, filled, compression="zstd")
    write_whole(parquet, (filled.getvalue(),))
    write_whole(comma, (_comma([one.name for one in columns], [[row[one.name] for one in columns] for row in rows]),))
    about = [[one.name, one.type, one.unit, one.meaning] for one in columns]
    write_whole(codebook, (_comma(["column", "type", "unit", "meaning"], about),))
    return parquet, comma, codebook


def _comma(head: Sequence[str], rows: Sequence[Sequence[object]]) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(head)
    writer.writerows(["" if value is None else value for value in row] for row in rows)
    return text.getvalue().encode()
