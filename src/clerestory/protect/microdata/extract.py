"""An extract of records for a secure setting: coarser keys, then blanks, and a report on the whole."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import narwhals as nw
import numpy as np
import polars as pl

from clerestory.errors import TableError
from clerestory.model.microdata import FileMeasures, KeyOutcome, MicrodataReport, check_floor
from clerestory.model.tables import Mask
from clerestory.progress import SILENT, Progress
from clerestory.protect.microdata.generalisation import ALL, Hierarchy, Levels, levels_of
from clerestory.protect.microdata.measures import anonymity_of
from clerestory.protect.microdata.recoding import Recoding, least_recoding, recoded
from clerestory.protect.microdata.records import Records, records_of
from clerestory.protect.microdata.screening import check_columns
from clerestory.protect.microdata.suppression import blanks_of, check_enough
from clerestory.protect.microdata.uniques import uniques_of


@dataclass(frozen=True)
class ExtractRule:
    """How safe an extract must be, and how many records the levels may leave to blanks.

    Attributes
    ----------
    k, l : int
        Fewest records, and fewest distinct sensitive values, of a group of records that share all keys.
    max_suppressed_pct : float
        Most records whose group may fail at the levels of the extract, 0 to 100; their keys are blanked.
    """

    k: int
    l: int  # noqa: E741 - the symbol of its source
    max_suppressed_pct: float = 5.0


def make_extract(
    frame: Any,
    keys: Sequence[str],
    sensitive: str,
    rule: ExtractRule,
    *,
    hierarchies: Mapping[str, Hierarchy] | None = None,
    keep: Sequence[str] = (),
    progress: Progress = SILENT,
) -> tuple[Any, MicrodataReport]:
    """Make an extract in which every group of records holds k and l.

    Each key gets the level that costs least together with the others; what still fails gets blanks. Records are put
    in the order of their values in the extract: their order in the source could tell what was made coarser.

    Parameters
    ----------
    frame : polars, pandas or pyarrow table
        One record a row, one person a record.
    keys : sequence of str
        The quasi-identifiers, the most important first: it is coarsened and blanked last.
    sensitive : str
        What must not be learned of a person.
    rule : ExtractRule
        Not weaker than k = 10 and l = 2 (rule S11).
    hierarchies : mapping of str to Hierarchy, optional
        For some keys; a key without one has its own values and ``all``.
    keep : sequence of str
        Other columns, which are given as they are. Nothing is measured on them.

    Returns
    -------
    extract : the same kind as ``frame``
        The columns that are named, in this order.
    report : MicrodataReport
        Confidential: it counts groups below any threshold.

    Raises
    ------
    RuleSetError
        If the rule is weaker than k = 10 and l = 2.
    TableError
        If there is no row, a column is missing, named twice, or holds free text or identifiers; a hierarchy is of no
        key or lacks a code.
    ProtectionError
        If the whole file has fewer than k records or l sensitive values.
    """
    check_floor(rule.k, rule.l)
    source = nw.from_native(frame, eager_only=True)
    made, report = protected_extract(
        source.to_polars(), keys, sensitive, rule, hierarchies=hierarchies or {}, keep=keep, progress=progress
    )
    return nw.from_arrow(made.to_arrow(), backend=source.implementation).to_native(), report


def protected_extract(
    frame: pl.DataFrame,
    keys: Sequence[str],
    sensitive: str,
    rule: ExtractRule,
    *,
    hierarchies: Mapping[str, Hierarchy],
    keep: Sequence[str] = (),
    progress: Progress = SILENT,
) -> tuple[pl.DataFrame, MicrodataReport]:
    """Make an extract by any rule; as ``make_extract``, which does not take one that is too weak."""
    _check_names(keys, sensitive, keep, hierarchies)
    frame = _with_gaps(frame)
    records = records_of(frame, [*keys, sensitive, *keep])
    check_columns(frame, [*keys, sensitive, *keep])
    ranks, records = records.codes[len(keys) + 1 :], records.part(range(len(keys) + 1))
    levels = [
        levels_of(key, _labels(frame[key], code), hierarchies.get(key))
        for key, code in zip(keys, records.codes, strict=False)
    ]
    check_enough(records, k=rule.k, l=rule.l)
    most = int(len(records) * rule.max_suppressed_pct / 100)
    chosen = least_recoding(records, levels, k=rule.k, l=rule.l, most_failing=most, progress=progress)
    coarse = recoded(records, levels, chosen.levels)
    blank = _blanks(coarse, levels, chosen, rule)
    safe = _blanked(coarse, blank)
    columns = [_column(frame[key], levels[i], chosen.levels[i], safe.codes[i]) for i, key in enumerate(keys)]
    order = np.lexsort([*ranks[::-1], *safe.codes[::-1]])
    extract = pl.DataFrame([*columns, frame[sensitive], *(frame[name] for name in keep)])[order]
    new = blank & np.column_stack([code != 0 for code in coarse.codes[:-1]])
    report = MicrodataReport(
        k=rule.k,
        l=rule.l,
        max_suppressed_pct=rule.max_suppressed_pct,
        records=len(records),
        sensitive=sensitive,
        kept=tuple(keep),
        kept_unique=tuple(name for name in keep if frame[name].n_unique() == len(frame)),
        dropped=tuple(name for name in frame.columns if name not in (*keys, sensitive, *keep)),
        keys=tuple(
            KeyOutcome(key=key, levels=levels[i].names, level=chosen.levels[i], blanked=int(new[:, i].sum()))
            for i, key in enumerate(keys)
        ),
        failing=chosen.failing,
        blanked_records=int(new.any(axis=1).sum()),
        level_loss=chosen.loss,
        blank_loss=float(new.mean()),
        before=measures_of(records),
        after=measures_of(safe),
    )
    return extract, report


def measures_of(records: Records) -> FileMeasures:
    """Measure records whose last column is the sensitive one."""
    anonymity = anonymity_of(records)
    size = records.group_sizes(range(len(records.codes) - 1))
    uniques = uniques_of(records.part(range(len(records.codes) - 1)))
    return FileMeasures(
        k=anonymity.k,
        distinct_l=anonymity.distinct_l,
        entropy_l=max(anonymity.entropy_l, 1.0),
        t=min(anonymity.t, 1.0),
        sample_uniques=anonymity.sample_uniques,
        minimal_uniques=dict(uniques.by_size),
        suda=dict(uniques.by_suda),
        discernibility=int(size.sum()),
    )


def _check_names(
    keys: Sequence[str], sensitive: str, keep: Sequence[str], hierarchies: Mapping[str, Hierarchy]
) -> None:
    named = [*keys, sensitive, *keep]
    if not keys or len(set(named)) < len(named):
        raise TableError(
            "no key is named, or a column twice",
            where="the extract",
            remedy="Name each column once: as a key, as the sensitive one, or to keep.",
        )
    strange = [key for key in hierarchies if key not in keys]
    if strange:
        raise TableError(
            f"{strange[0]!r} is no key", where="the hierarchies", remedy="Name it among the keys, or leave it out."
        )


def _with_gaps(frame: pl.DataFrame) -> pl.DataFrame:
    """Take an empty text, and a number that is none, for a missing value: in a file they cannot be told apart."""
    text, numbers = pl.selectors.string(), pl.selectors.float()
    return frame.with_columns(pl.selectors.categorical().cast(pl.String)).with_columns(
        text.replace("", None), numbers.fill_nan(None)
    )


def _labels(series: pl.Series, codes: np.ndarray[tuple[int], np.dtype[np.int64]]) -> list[str]:
    """Give the text of each code from 1."""
    numbers, first = np.unique(codes, return_index=True)
    return [str(value) for value in series[first[numbers > 0]].cast(pl.String).to_list()]


def _blanks(coarse: Records, levels: Sequence[Levels], chosen: Recoding, rule: ExtractRule) -> Mask:
    """Choose the values to blank; none of a key of one code for all, which says nothing."""
    told = [i for i, key in enumerate(levels) if chosen.levels[i] < key.top]
    blank = np.zeros((len(coarse), len(levels)), dtype=bool)
    if told:
        blank[:, told] = blanks_of(coarse.part([*told, len(levels)]), k=rule.k, l=rule.l)
    return blank


def _blanked(coarse: Records, blank: Mask) -> Records:
    codes = [np.where(blank[:, i], 0, coarse.codes[i]) for i in range(blank.shape[1])]
    return Records(coarse.names, (*codes, coarse.codes[-1]), coarse.sizes)


def _column(series: pl.Series, key: Levels, level: int, codes: np.ndarray[Any, np.dtype[np.int64]]) -> pl.Series:
    """Give a key as it stands in the extract; at its own level in its own type."""
    if level == key.top:
        return pl.Series(series.name, [ALL]).new_from_index(0, len(codes))
    if level == 0:
        return pl.select(pl.when(pl.Series(codes != 0)).then(series).alias(series.name)).to_series()
    return pl.Series(series.name, [None, *key.labels[level]], dtype=pl.String)[codes]
