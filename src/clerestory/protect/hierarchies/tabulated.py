"""Contributors of a table that was added up already: of each cell only their number and the largest are known.

So statistical offices hand magnitudes over. The rules ask for more: the largest few, and somebody who knows each. Here
every cell gets contributors of whom the first is the largest, and the next are as large as they can be. The true ones
cannot be more concentrated, so a cell that is safe with these is safe.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import narwhals as nw
import numpy as np

from clerestory.errors import TableError
from clerestory.model.rules import TableRules
from clerestory.protect.hierarchies.dimensions import TOTAL
from clerestory.protect.hierarchies.frames import check_columns, counts_of

CONTRIBUTOR = "contributor"


@dataclass(frozen=True)
class Tabulated:
    """Which columns say what is known of the contributors of each cell, and what will be asked of them.

    Attributes
    ----------
    largest : str
        The value of the largest one.
    number : str
        How many there are. Each contributes to one inner cell.
    rules : TableRules
    """

    largest: str
    number: str
    rules: TableRules

    @property
    def looked_at(self) -> int:
        """How many contributors of a cell the rules may have to tell apart, one at least."""
        rules = self.rules
        asked = [1, rules.threshold.contributors]
        asked += [rules.operations.min_operations] if rules.operations else []
        asked += [rules.dominance.n] if rules.dominance else []
        asked += [2] if rules.p_percent else []
        return max(asked)


def with_contributors(frame: Any, value: str, tabulated: Tabulated) -> Any:
    """Split every inner cell into rows of one contributor each, as many as the rules look at, and the rest of nobody.

    Parameters
    ----------
    frame : polars, pandas or pyarrow table
        One inner cell a row; rows with ``Total`` are margins and stay as they are.
    value : str
        The column of values, whole numbers from 0.
    tabulated : Tabulated

    Returns
    -------
    the same kind as ``frame``
        With the column ``contributor``: that of operations, for ``protect_frame`` and ``protect_linked_frame``.

    Raises
    ------
    TableError
        If a column is missing, or a largest value or a number of contributors cannot be true.

    Examples
    --------
    >>> import polars as pl
    >>> from clerestory.model.rules import DominanceRule, ThresholdRule
    >>> cells = pl.DataFrame({"branch": ["A", "B"], "turnover": [90, 70], "largest": [50, 70], "firms": [4, 1]})
    >>> rules = TableRules(ThresholdRule(1), dominance=DominanceRule(2, 85))
    >>> rows = with_contributors(cells, "turnover", Tabulated("largest", "firms", rules))
    >>> rows.select("branch", "turnover", "contributor").rows()
    [('A', 50, '1/1'), ('A', 38, '1/2'), ('A', 2, ''), ('B', 70, '2/1')]
    """
    source = nw.from_native(frame, eager_only=True)
    if CONTRIBUTOR in source.columns:
        raise TableError(
            f"the column {CONTRIBUTOR!r} is one that is added",
            where="the table",
            remedy="Give the column another name, or name it as that of the operations.",
        )
    numbers = (value, tabulated.largest, tabulated.number)
    check_columns(source.columns, numbers)
    codes = {name: source[name].to_list() for name in source.columns if name not in numbers}
    margin = np.zeros(len(source), dtype=bool)
    for column in codes.values():
        margin |= np.array([code == TOTAL for code in column], dtype=bool)
    rows: list[tuple[int, int, str]] = []
    for row, (total, largest, number) in enumerate(zip(*(counts_of(source[n]).tolist() for n in numbers), strict=True)):
        _check(row, total, largest, number)
        parts = [] if margin[row] else _parts(total, largest, number, tabulated.looked_at)
        rows += [(row, part, f"{row + 1}/{n}") for n, part in enumerate(parts, start=1)]
        rest = total - sum(parts)
        rows += [(row, rest, "")] if rest or not parts else []
    at, values, who = (list(column) for column in zip(*rows, strict=True)) if rows else ([], [], [])
    found = {name: [column[row] for row in at] for name, column in codes.items()}
    return nw.from_dict(found | {value: values, CONTRIBUTOR: who}, backend=source.implementation).to_native()


def rows_of(frame: Any, value: str, tabulated: Tabulated | None) -> nw.DataFrame[Any]:
    """Give the rows of a confidential table, with contributors where they are tabulated."""
    return nw.from_native(frame if tabulated is None else with_contributors(frame, value, tabulated), eager_only=True)


def _parts(total: int, largest: int, number: int, named: int) -> list[int]:
    """Give the largest parts that a cell can have, whose first is known; everybody else has a unit, while there is one.

    Examples
    --------
    >>> _parts(90, 50, 4, 2), _parts(90, 30, 3, 5), _parts(90, 40, 30, 3), _parts(7, 7, 3, 3)
    ([50, 38], [30, 30, 30], [40, 22, 1], [7])
    """
    parts, rest = [largest], total - largest
    for others in range(number - 1, max(0, number - named), -1):
        part = min(largest, rest - min(others - 1, max(rest - 1, 0)))
        parts.append(part)
        rest -= part
    return [part for part in parts if part]


def _check(row: int, total: int, largest: int, number: int) -> None:
    """Refuse what cannot be true, but for a unit each, which rounding may cost."""
    if largest <= total <= number * (largest + 1) and (number > 1 or largest == total):
        return
    raise TableError(
        "has a largest contributor, or a number of them, that its value cannot have",
        where=f"row {row + 1}",
        remedy="The largest is not more than the value, and not less than the value by the number of contributors.",
    )
