"""The table of lists of a study's cohort: which of its cases are on exactly which lists."""

from __future__ import annotations

import numpy as np

from clerestory.errors import TableError
from clerestory.model.findings.lists import LEAST_LISTS, MOST_LISTS, ListTable
from clerestory.model.tables import OFF, ON, ConfidentialCohort, TableShape, merged


def lists_of_cohort(cohort: ConfidentialCohort, shape: TableShape) -> ListTable:
    """Count the cases of an overlap table by the lists that they are on.

    Parameters
    ----------
    cohort : ConfidentialCohort
        Knows of each case whether it is on each list.
    shape : TableShape
        Of the overlap table; its selection holds here too.

    Raises
    ------
    TableError
        If there are too few lists, or too many. Lists without a case are left out.

    Returns
    -------
    ListTable
        Named by the codes of the lists.
    """
    on = [(position.key, next(iter(position.where))) for position in shape.rows if position.where]
    used = [
        (code, name)
        for code, (name, _) in on
        if cohort.count(merged([shape.where, frozenset({(name, frozenset({ON}))})]))
    ]
    if not LEAST_LISTS <= len(used) <= MOST_LISTS:
        raise TableError(
            f"has {len(used)} lists with cases; an estimate of scale needs {LEAST_LISTS} to {MOST_LISTS}",
            where=f"study.toml, table {shape.id}",
            remedy="Leave [[scale]] out, or group the lists.",
        )
    counts = np.zeros(2 ** len(used), dtype=np.int64)
    for history in range(1, len(counts)):
        exactly = frozenset(
            (name, frozenset({ON if history >> bit & 1 else OFF})) for bit, (_, name) in enumerate(used)
        )
        counts[history] = cohort.count(merged([shape.where, exactly]))
    return ListTable(tuple(code for code, _ in used), counts)
