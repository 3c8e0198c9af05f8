"""A linkage held against a known truth: exact numbers of pairs, for those who hold one, and by kinds of givers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from clerestory.errors import RecordsError

ID, PERSON, SOURCE, KIND, TRUTH = "id", "person", "source", "kind", "truth"
_OTHER = "other"


@dataclass(frozen=True)
class Measured:
    """How many pairs of records are one person, in truth and by the linkage.

    Attributes
    ----------
    kinds : tuple of str
        Of which kinds of givers the two records are; empty for all pairs.
    true, found, right : int
        Pairs that are one person, that were put into one person, and both.
    """

    kinds: tuple[str, ...]
    true: int
    found: int
    right: int

    @property
    def false(self) -> int:
        """Pairs that were put into one person and are two."""
        return self.found - self.right

    @property
    def missed(self) -> int:
        """Pairs that are one person and were not put into one."""
        return self.true - self.right

    @property
    def precision(self) -> float | None:
        """The share of found pairs that is right; None where none was found."""
        return self.right / self.found if self.found else None

    @property
    def recall(self) -> float | None:
        """The share of true pairs that was found; None where there are none."""
        return self.right / self.true if self.true else None

    @property
    def f1(self) -> float | None:
        """The harmonic mean of precision and recall."""
        of = self.found + self.true
        return 2 * self.right / of if of else None


def read_truth(path: Path, id_columns: Sequence[str] = (ID,)) -> pl.DataFrame:
    """Read a truth: CSV or Parquet with the id and the person of every record, and ``source`` where ids are not unique.

    Parameters
    ----------
    id_columns : sequence of str
        Names that the column of ids may have; the first one that is there is taken.

    Returns
    -------
    DataFrame
        ``id``, ``truth`` and perhaps ``source``, as text.

    Raises
    ------
    RecordsError
        If the file is not of the form.
    """
    frame = _read(path)
    name = next((column for column in id_columns if column in frame.columns), "")
    if not name or PERSON not in frame.columns:
        raise RecordsError(
            f"has not the columns {' or '.join(id_columns)}, and {PERSON}",
            where=str(path),
            remedy="Give the id of every record and a name or number of its person; docs/reference/linkage.md.",
        )
    columns = [pl.col(name).alias(ID), pl.col(PERSON).alias(TRUTH), *([SOURCE] if SOURCE in frame.columns else [])]
    said = frame.select(columns).cast(pl.String).filter(pl.col(ID).is_not_null() & (pl.col(ID) != ""))
    keys = [column for column in said.columns if column != TRUTH]
    faults = int(said[TRUTH].is_null().sum()) + said.height - said.unique(keys).height
    if faults or said.is_empty():
        raise RecordsError(
            f"names {faults:,} record(s) twice or without a person" if faults else "names no record",
            where=str(path),
            remedy="Name each record once; where ids of two files are the same, add the column source.",
        )
    return said


def _read(path: Path) -> pl.DataFrame:
    try:
        if path.suffix == ".parquet":
            return pl.read_parquet(path)
        return pl.read_csv(path, infer_schema=False, encoding="utf8")
    except (pl.exceptions.PolarsError, UnicodeDecodeError):
        raise RecordsError(
            "is neither CSV in UTF-8 with a header nor Parquet", where=str(path), remedy="Save it again as one of them."
        ) from None


def held_against(rows: pl.DataFrame, truth: pl.DataFrame, *, where: str, across: bool) -> tuple[Measured, ...]:
    """Hold persons against a truth.

    Parameters
    ----------
    rows : DataFrame
        ``id``, ``source``, ``kind`` (of the giver, or the file) and the ``person`` that each record was put into.
    truth : DataFrame
        As ``read_truth`` gives it.
    where : str
        The file of the truth, for messages.
    across : bool
        Whether pairs within one source are left out, since nobody looked for them.

    Returns
    -------
    tuple of Measured
        Of all pairs, and of each two kinds.

    Raises
    ------
    RecordsError
        If the truth does not name every record.
    """
    named = rows.with_columns(pl.col(ID, SOURCE).cast(pl.String))
    keys = [ID, SOURCE] if SOURCE in truth.columns else [ID]
    whole = named.join(truth, on=keys, how="left")
    lacking = whole[TRUTH].null_count()
    if lacking:
        raise RecordsError(
            f"says nothing of {lacking:,} of {rows.height:,} records",
            where=where,
            remedy="Give the truth of these very records; the ids are those of the files that were linked.",
        )
    return _measured(whole, across=across)


def _measured(rows: pl.DataFrame, *, across: bool) -> tuple[Measured, ...]:
    counts = [
        _pairs(rows, by, across=across).rename({"pairs": name})
        for name, by in (("true", [TRUTH]), ("found", [PERSON]), ("right", [PERSON, TRUTH]))
    ]
    found = counts[0]
    for one in counts[1:]:
        found = found.join(one, on=[KIND, _OTHER], how="full", coalesce=True)
    numbers = found.fill_null(0).sort(KIND, _OTHER).select(KIND, _OTHER, "true", "found", "right")
    by_kinds = tuple(Measured((a, b), *of) for a, b, *of in numbers.iter_rows() if any(of))
    whole = Measured((), *(int(numbers[name].sum()) for name in ("true", "found", "right")))
    return whole, *by_kinds


def _pairs(rows: pl.DataFrame, by: list[str], *, across: bool) -> pl.DataFrame:
    """Count pairs of records that agree in some columns, by the kinds of the two."""
    counted = rows.group_by(*by, KIND).agg(pl.len().cast(pl.Int64).alias("n"))
    same = counted.select(KIND, pl.col(KIND).alias(_OTHER), (pl.col("n") * (pl.col("n") - 1) // 2).alias("pairs"))
    two = counted.join(counted, on=by, suffix="_b").filter(pl.col(KIND) < pl.col(f"{KIND}_b"))
    apart = two.select(KIND, pl.col(f"{KIND}_b").alias(_OTHER), (pl.col("n") * pl.col("n_b")).alias("pairs"))
    found = [same, apart]
    if across:
        within = rows.group_by(*by, KIND, SOURCE).agg(pl.len().cast(pl.Int64).alias("n"))
        found.append(
            within.select(KIND, pl.col(KIND).alias(_OTHER), -(pl.col("n") * (pl.col("n") - 1) // 2).alias("pairs"))
        )
    return pl.concat(found).group_by(KIND, _OTHER).agg(pl.col("pairs").sum())
