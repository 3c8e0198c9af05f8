"""Spoiled returns, instruments and documents without end: every reader ends in a receipt or an error of ours.

    FUZZ_SECONDS=600 python tests/fuzz/fuzz_readers.py [csv xlsx ods parquet checklist-ods document-docx ...]

Each target has its seconds, in processes of their own with bounded memory, so that a crash of a library below is found
too. What fails is kept in build/fuzz with the number of its case; the same number makes the same bytes.
"""

from __future__ import annotations

import csv
import io
import os
import random
import resource
import shutil
import subprocess
import sys
import tempfile
import time
import traceback
import warnings
from collections import Counter
from collections.abc import Callable
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent)]

import polars as pl  # noqa: E402 - the path comes first
import pyarrow as pa  # noqa: E402
import pyarrow.parquet as pq  # noqa: E402
from fuzz_checklist import TARGETS as CHECKLIST  # noqa: E402
from fuzz_checklist import checklist_case  # noqa: E402
from fuzz_documents import TARGETS as DOCUMENTS  # noqa: E402
from fuzz_documents import document_case  # noqa: E402
from mutations import spoiled_bytes, spoiled_package  # noqa: E402

from clerestory.collect import check_return, feedback_report  # noqa: E402
from clerestory.errors import InstrumentError  # noqa: E402
from clerestory.spreadsheets import Column, Sheet, Workbook, ods_bytes, xlsx_bytes  # noqa: E402
from clerestory.study import read_instrument, shipped_instrument  # noqa: E402
from returns import GOOD, INSTRUMENT, a_return, text_of  # noqa: E402

warnings.filterwarnings("ignore", message="Duplicate name")  # two parts of one name are among the cases
KEPT = Path("build/fuzz")
MEMORY = 6 * 2**30  # bytes of address space; libraries reserve more than they use
SECRET = "ZQXSECRET"
ENTITY = "event"


def frames() -> dict[str, pl.DataFrame]:
    """The good return, with a secret where a value may be free."""
    spoken = {**GOOD, ENTITY: [row | {"remark": f"{SECRET} was here"} for row in GOOD[ENTITY]]}
    return {e: pl.read_csv(text_of(e, rows).encode(), infer_schema=False).fill_null("") for e, rows in spoken.items()}


def workbook() -> Workbook:
    sheets = (Sheet(name, tuple(map(Column, f.columns)), tuple(f.rows())) for name, f in frames().items())
    return Workbook("Return", tuple(sheets))


def files_of_other_programs(suffix: str) -> list[bytes]:
    """The same workbook as openpyxl or odfdo writes it."""
    out = io.BytesIO()
    if suffix == "xlsx":
        import openpyxl

        book = openpyxl.Workbook()
        book.remove(book.active)
        for name, frame in frames().items():
            sheet = book.create_sheet(name)
            for row in [frame.columns, *frame.rows()]:
                sheet.append(row)
        book.save(out)
        return [out.getvalue()]
    import odfdo

    document = odfdo.Document("spreadsheet")
    document.body.clear()
    for name, frame in frames().items():
        table = odfdo.Table(name)
        for row in [frame.columns, *frame.rows()]:
            table.append_row(odfdo.Row())
            table.set_row_values(table.height - 1, list(row))
        document.body.append(table)
    document.save(out)
    return [out.getvalue()]


def parquet_files() -> list[bytes]:
    made = []
    for compression in ("zstd", "uncompressed", "snappy"):
        out = io.BytesIO()
        frames()[ENTITY].write_parquet(out, compression=compression)
        made.append(out.getvalue())
    out = io.BytesIO()
    pq.write_table(frames()[ENTITY].to_arrow(), out, use_dictionary=True, row_group_size=1)
    return [*made, out.getvalue()]


def any_parquet(rng: random.Random) -> bytes:
    """Columns of the instrument and others, of any type, doubled or lacking."""
    columns = rng.choices([*INSTRUMENT.columns_of(ENTITY), "a", "a.b", "", SECRET], k=rng.randrange(1, 16))
    if rng.random() < 0.5:
        columns = [*INSTRUMENT.columns_of(ENTITY), *columns[:2]]
    rows = rng.randrange(4)
    kinds: list[Callable[[], pa.Array]] = [
        lambda: pa.array([rng.choice([None, "RED", SECRET, "\0", "=1"]) for _ in range(rows)], pa.string()),
        lambda: pa.array([rng.choice([None, "RED"]) for _ in range(rows)], pa.string_view()),
        lambda: pa.array([rng.choice([None, 2**63]) for _ in range(rows)], pa.uint64()),
        lambda: pa.array([rng.choice([None, float("nan"), 1e300, -0.0]) for _ in range(rows)], pa.float64()),
        lambda: pa.array([rng.choice([None, [SECRET]]) for _ in range(rows)], pa.list_(pa.string())),
        lambda: pa.array([rng.choice([None, {"b": {"c": SECRET}}]) for _ in range(rows)]),
        lambda: pa.array([rng.choice([None, -(2**62), 2**62]) for _ in range(rows)], pa.timestamp("ns")),
        lambda: pa.array([rng.choice([None, 2**31 - 1]) for _ in range(rows)], pa.date32()),
        lambda: pa.array([rng.choice([None, b"\xff"]) for _ in range(rows)], pa.binary()),
        lambda: pa.array([rng.choice([None, 5]) for _ in range(rows)], pa.duration("s")),
        lambda: pa.array([None] * rows, pa.decimal128(38, 10)),
        lambda: pa.nulls(rows),
    ]
    out = io.BytesIO()
    pq.write_table(pa.table([rng.choice(kinds)() for _ in columns], names=columns), out)
    return out.getvalue()


def check_a_return(folder: Path, name: str, data: bytes) -> str:
    """Put spoiled bytes into a return, check it, and give what came of it."""
    place = a_return(folder)
    if not name.endswith(".csv"):
        for path in place.iterdir():
            path.unlink()
        if name.endswith(".parquet"):
            for entity, frame in frames().items():
                frame.write_parquet(place / f"{entity}.parquet")
    (place / name).write_bytes(data)
    receipt = check_return(place, INSTRUMENT)
    told = feedback_report(receipt, INSTRUMENT) + str(receipt)
    assert SECRET.lower() not in told.lower(), "a value was echoed"
    for entity, rows in receipt.rows_in.items():
        assert rows == receipt.accepted[entity] + receipt.quarantined[entity]
    assert receipt.faults or sum(receipt.quarantined.values()) == 0
    assert sum(receipt.accepted.values()) <= sum(map(len, GOOD.values())) + 40, "rows came from nowhere"
    return (
        min((f.kind for f in receipt.faults), key=lambda kind: kind.exit_code).__name__
        if receipt.faults
        else "accepted"
    )


def check_an_instrument(folder: Path, name: str, data: bytes) -> str:
    place = folder / "instrument"
    shutil.copytree(shipped_instrument(), place)
    (place / name).write_bytes(data)
    try:
        read_instrument(place)
    except InstrumentError:
        return "InstrumentError"
    return "read"


def case(target: str, number: int) -> tuple[str, bytes, Callable[[Path, str, bytes], str]]:
    """Give the file of a case, its bytes and what checks them."""
    rng = random.Random(f"{target}:{number}")
    if target in DOCUMENTS:
        return document_case(target, rng)
    if target in CHECKLIST:
        return checklist_case(target, rng)
    if target == "instrument":
        names = [p.relative_to(shipped_instrument()).as_posix() for p in sorted(shipped_instrument().rglob("*.csv"))]
        name = rng.choice(["variables.csv", "keys.csv", rng.choice(names)])
        return name, spoiled_text((shipped_instrument() / name).read_bytes(), rng), check_an_instrument
    if target == "csv":
        return f"{ENTITY}.csv", spoiled_text(frames()[ENTITY].write_csv().encode(), rng), check_a_return
    if target == "parquet" and rng.random() < 0.3:
        return f"{ENTITY}.parquet", any_parquet(rng), check_a_return
    if target == "parquet":
        return f"{ENTITY}.parquet", spoiled_bytes(rng.choice(SEEDS[target]), rng), check_a_return
    spoil = spoiled_package if rng.random() < 0.8 else spoiled_bytes
    return f"r.{target}", spoil(rng.choice(SEEDS[target]), rng), check_a_return


def spoiled_text(data: bytes, rng: random.Random) -> bytes:
    """Spoil a CSV file by its bytes, or by its records and fields."""
    if rng.random() < 0.5:
        return spoiled_bytes(data, rng)
    rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"))))
    for _ in range(rng.choice([1, 2, 5])):
        row = rng.choice(rows)
        how = rng.randrange(4)
        if how == 0:
            row.insert(rng.randrange(len(row) + 1), rng.choice(["", SECRET, '"', "=1+1", "a\nb", "\r", "\ufeff"]))
        elif how == 1 and row:
            del row[rng.randrange(len(row))]
        elif how == 2 and row:
            row[rng.randrange(len(row))] = rng.choice(
                ["", SECRET, "a\nb", "2020", "RED;", "x" * 2000, rng.choice(rows[0] or [""])]
            )
        else:
            rows.insert(rng.randrange(len(rows) + 1), list(row))
    out = io.StringIO()
    csv.writer(out, lineterminator=rng.choice(["\n", "\r\n", "\r"]), quoting=rng.choice([0, 1])).writerows(rows)
    return out.getvalue().encode()


SEEDS = {
    "xlsx": [xlsx_bytes(workbook()), *files_of_other_programs("xlsx")],
    "ods": [ods_bytes(workbook()), *files_of_other_programs("ods")],
    "parquet": parquet_files(),
}


def work(target: str, start: int, seconds: float, progress: Path) -> None:
    """Try case after case until the time is over; the number of the case in hand is always on disk."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    ends, number = time.monotonic() + seconds, start
    found: Counter[str] = Counter()
    while time.monotonic() < ends:
        progress.write_text(str(number))
        name, data, check = case(target, number)
        with tempfile.TemporaryDirectory() as folder:
            try:
                found[check(Path(folder), name, data)] += 1
            except BaseException:
                traceback.print_exc()
                keep(target, number, data)
                found["FAILED"] += 1
        number += 1
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(
        f"{target}: {number - start:,} cases, peak {peak} MB, " + ", ".join(f"{n} {k}" for k, n in found.most_common())
    )
    sys.exit(1 if found["FAILED"] else 0)


def keep(target: str, number: int, data: bytes) -> None:
    KEPT.mkdir(parents=True, exist_ok=True)
    (KEPT / f"{target}-{number}").write_bytes(data)
    print(f"kept: build/fuzz/{target}-{number}", file=sys.stderr)


def fuzz(target: str, seconds: float) -> bool:
    """Run a target for its time; a process that dies is a failure, and the next one goes on behind its case."""
    ends, start, good = time.monotonic() + seconds, 0, True
    with tempfile.TemporaryDirectory() as folder:
        progress = Path(folder) / "case"
        while (left := ends - time.monotonic()) > 1:
            done = subprocess.run(
                [sys.executable, __file__, "--work", target, str(start), str(left), str(progress)], check=False
            )
            good &= done.returncode == 0
            if done.returncode not in (0, 1):
                at = int(progress.read_text())
                print(f"{target}: the process died ({done.returncode}) at case {at}", file=sys.stderr)
                keep(target, at, case(target, at)[1])
                start = at + 1
            else:
                break
    return good


if __name__ == "__main__":
    if sys.argv[1:2] == ["--work"]:
        work(sys.argv[2], int(sys.argv[3]), float(sys.argv[4]), Path(sys.argv[5]))
    targets = sys.argv[1:] or ["csv", "xlsx", "ods", "parquet", "instrument", *CHECKLIST, *DOCUMENTS]
    each = float(os.environ.get("FUZZ_SECONDS", "600"))
    results = [fuzz(target, each) for target in targets]
    sys.exit(0 if all(results) else 1)
