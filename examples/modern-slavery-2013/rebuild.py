"""Rebuild the returns of the six list holders from the printed counts.

    python rebuild.py [OUT]     writes OUT/<list>/2013/{return,case}.csv; OUT is returns/ beside this file by default

Only the counts were ever printed. A case gets a running number in the order of the printed table, so the same counts
always give the same returns, and no number stands for a person that anybody knows.
"""

import csv
import sys
from pathlib import Path

HERE = Path(__file__).parent


def rebuild(out: Path) -> None:
    """Write one return for each list: a row for each case on it."""
    with (HERE / "source" / "printed_counts.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(line for line in file if not line.startswith("#")))
    lists = [name for name in rows[0] if name != "count"]
    cases: dict[str, list[str]] = {name: [] for name in lists}
    number = 0
    for row in rows:
        for _ in range(int(row["count"])):
            number += 1
            for name in lists:
                if row[name] == "1":
                    cases[name].append(f"uk2013-{number:04d}")
    for name in lists:
        folder = out / name / "2013"
        folder.mkdir(parents=True, exist_ok=True)
        write(
            folder / "return.csv",
            "return_id,provider,period_start,period_end,made_from",
            [f"2013,{name},2013-01-01,2013-12-31,REBUILT"],
        )
        write(folder / "case.csv", "case_id,list", [f"{case},{name}" for case in cases[name]])


def write(path: Path, header: str, rows: list[str]) -> None:
    """Write a CSV file with LF line ends."""
    path.write_text("\n".join([header, *rows]) + "\n", encoding="utf-8", newline="\n")


if __name__ == "__main__":
    rebuild(Path(sys.argv[1]) if len(sys.argv) > 1 else HERE / "returns")
