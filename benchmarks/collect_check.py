"""Seconds and peak memory to check one return with a million suspects, in every form, beside its bare reading.

The peer reads the same file of suspects with the library underneath (polars; the reader of sheets for workbooks) and
checks nothing. Workbooks have fewer rows: a sheet holds a million at most, and nobody sends that. Each run is a process
of its own, so that the peak memory is its own.

    .venv/bin/python benchmarks/collect_check.py [ROWS [SHEET_ROWS]]
"""

import tempfile
from pathlib import Path

import numpy as np
import polars as pl
import python_calamine
from processes import asked_for, asked_sizes, measured

from clerestory.collect import check_return
from clerestory.spreadsheets import Column, Sheet, Workbook, ods_bytes, xlsx_bytes
from clerestory.study import read_instrument, shipped_instrument
from clerestory.synthetic import make_nation
from clerestory.synthetic.drawing import pseudonyms

ROWS, SHEET_ROWS = 1_000_000, 100_000
SUSPECT = "suspect"


def ours(place: str, instrument: str) -> int:
    receipt = check_return(Path(place), read_instrument(Path(instrument)))
    return receipt.rows_in[SUSPECT]


def peer(place: str, _: str) -> int:
    (path,) = [p for p in Path(place).iterdir() if p.stem == SUSPECT or p.suffix in (".xlsx", ".ods")]
    if path.suffix == ".csv":
        return pl.read_csv(path, infer_schema=False).height
    if path.suffix == ".parquet":
        return pl.read_parquet(path).height
    return len(python_calamine.CalamineWorkbook.from_path(str(path)).get_sheet_by_name(SUSPECT).to_python()) - 1


def many_suspects(few: pl.DataFrame, number: int) -> pl.DataFrame:
    """The suspects of a small return again and again, each under a pseudonym of its own."""
    again = few[np.arange(number) % few.height]
    return again.with_columns(
        pl.Series("sus_pseudo", pseudonyms(np.random.default_rng(1), number, prefix="sus")),
        cross_pseudo=pl.lit("", dtype=pl.String),
    )


def write(place: Path, frames: dict[str, pl.DataFrame], form: str) -> None:
    place.mkdir(parents=True)
    if form in ("xlsx", "ods"):
        sheets = tuple(Sheet(name, tuple(map(Column, f.columns)), tuple(f.rows())) for name, f in frames.items())
        (place / f"return.{form}").write_bytes(
            (xlsx_bytes if form == "xlsx" else ods_bytes)(Workbook("Return", sheets))
        )
        return
    for name, frame in frames.items():
        if form == "parquet":
            frame.write_parquet(place / f"{name}.parquet")
        else:
            frame.write_csv(place / f"{name}.csv", quote_style="always" if form == "quoted csv" else "never")


def main(rows: int, sheet_rows: int) -> None:
    print("collect check of one return; peer: the library beneath reads the file of suspects and checks nothing")
    print(f"{'form':<12} {'rows':>10} {'seconds':>9} {'peak MB':>9} {'peer s':>8} {'peer MB':>8} {'ratio':>6}")
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made) / "n"
        make_nation(folder, read_instrument(shipped_instrument()), persons=5_000, givers=8)
        source = sorted(folder.glob("returns/SYN-FORCE-*/*"))[0]
        frames = {p.stem: pl.read_csv(p, infer_schema=False).fill_null("") for p in sorted(source.glob("*.csv"))}
        for form, number in [
            ("csv", rows),
            ("quoted csv", rows),
            ("parquet", rows),
            ("xlsx", sheet_rows),
            ("ods", sheet_rows),
        ]:
            place = Path(made) / form.replace(" ", "-") / source.parent.name / source.name
            write(place, frames | {SUSPECT: many_suspects(frames[SUSPECT], number)}, form)
            checked = measured(__file__, "ours", place, folder / "instrument")
            plain = measured(__file__, "peer", place, folder / "instrument")
            assert checked["count"] == plain["count"] == number
            print(
                f"{form:<12} {number:>10,} {checked['seconds']:>9.2f} {checked['peak_mb']:>9.0f}"
                f" {plain['seconds']:>8.2f} {plain['peak_mb']:>8.0f} {checked['seconds'] / plain['seconds']:>6.1f}",
                flush=True,
            )


if __name__ == "__main__" and not asked_for({"ours": ours, "peer": peer}):
    sizes = asked_sizes(__doc__, (ROWS, SHEET_ROWS))
    main(*sizes, *(ROWS, SHEET_ROWS)[len(sizes) :])
