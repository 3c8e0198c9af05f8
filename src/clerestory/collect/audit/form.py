"""The form flag-audit.csv: read and checked; what is wrong with it costs no row of the return."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from clerestory.collect.audit.estimate import FlagEstimate, Stratum, estimate_flag
from clerestory.collect.faults import KEPT
from clerestory.collect.reading import LINE, RefusedFile
from clerestory.collect.reading.csv_text import read_csv
from clerestory.collect.reading.refusal import NO_FILE, is_no_file
from clerestory.collect.reading.shape import Wanted
from clerestory.model.checks import Check, Finding, Weight

FLAG_AUDIT = "flag-audit.csv"
FLAGS = ("cse_flag", "csa_flag", "group_flag")
COLUMNS = ("flag", "flagged", "stratum_size", "verdict")
_PAGE = "docs/reference/flag-audit.md has the form."
_STRATUM = ["flag", "flagged"]


@dataclass(frozen=True)
class FlagAudit:
    """What an audit estimates for each flag, and what is wrong with its file."""

    estimates: tuple[FlagEstimate, ...] = ()
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True)
class _Whose:
    provider: str
    return_id: str

    def fault(self, what: str, column: str = "", rows: tuple[int, ...] = (), *, number: int = 0) -> Finding:
        told = f"{what}; no estimate is made"
        place = (self.provider, self.return_id, Weight.FAULT, told, _PAGE)
        return Finding(Check.FLAG_AUDIT, *place, file=FLAG_AUDIT, column=column, rows=rows[:KEPT], number=number)


def read_flag_audit(folder: Path, provider: str, return_id: str) -> FlagAudit:
    """Read the flag audit of a return, if its giver sent one, and estimate from it.

    Parameters
    ----------
    folder : Path
        The folder of the return.

    Returns
    -------
    FlagAudit
        Empty where there is no file; findings and no estimate where anything in it is wrong.
    """
    path, whose = folder / FLAG_AUDIT, _Whose(provider, return_id)
    if not path.exists() and not path.is_symlink():
        return FlagAudit()
    if is_no_file(path):
        return FlagAudit(findings=(whose.fault(NO_FILE),))
    read = read_csv(path, Wanted(FLAG_AUDIT, COLUMNS, ()))
    if isinstance(read, RefusedFile):
        faults = [whose.fault(f"{f.what}: {f.remedy}", f.column, (f.row,) if f.row else ()) for f in read.faults]
        return FlagAudit(findings=tuple(faults))
    wrong = tuple(_wrong_values(read.frame, whose)) or tuple(_wrong_strata(read.frame, whose))
    return FlagAudit(findings=wrong) if wrong else FlagAudit(_estimates(read.frame))


def _wrong_values(frame: pl.DataFrame, whose: _Whose) -> Iterator[Finding]:
    told = {
        "flag": (pl.col("flag").is_in(FLAGS), "is not the name of a flag: " + ", ".join(FLAGS)),
        "flagged": (pl.col("flagged").is_in(["Y", "N"]), "is not Y or N"),
        "stratum_size": (pl.col("stratum_size").str.contains(r"^[1-9]\d{0,8}$"), "is not a whole number above 0"),
        "verdict": (pl.col("verdict").is_in(["Y", "N"]), "is not Y or N"),
    }
    for column, (right, what) in told.items():
        rows = frame.filter(~right)[LINE].to_list()
        if rows:
            yield whose.fault(what, column, tuple(rows), number=len(rows))
    if frame.is_empty():
        yield whose.fault("has no row")


def _wrong_strata(frame: pl.DataFrame, whose: _Whose) -> Iterator[Finding]:
    for (flag,), mine in sorted(frame.partition_by("flag", as_dict=True).items()):
        if mine["flagged"].n_unique() < 2:
            yield whose.fault(f"has a sample of only one stratum of {flag}: what the other hides is not known")
    for (flag, flagged), mine in sorted(frame.partition_by(_STRATUM, as_dict=True).items()):
        called = f"the stratum {flag} {flagged}"
        if mine["stratum_size"].n_unique() > 1:
            yield whose.fault(f"gives several sizes for {called}", "stratum_size", (mine[LINE][0],), number=1)
        elif mine.height > int(mine["stratum_size"][0]):
            yield whose.fault(f"has more rows than {called} has records", "stratum_size", (mine[LINE][0],), number=1)


def _estimates(frame: pl.DataFrame) -> tuple[FlagEstimate, ...]:
    strata = {
        (flag, flagged): Stratum(int(mine["stratum_size"][0]), mine.height, int((mine["verdict"] == "Y").sum()))
        for (flag, flagged), mine in frame.partition_by(_STRATUM, as_dict=True).items()
    }
    return tuple(estimate_flag(flag, strata[flag, "Y"], strata[flag, "N"]) for flag in FLAGS if (flag, "Y") in strata)
