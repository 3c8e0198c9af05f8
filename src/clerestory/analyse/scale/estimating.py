"""From a table of lists to estimates by every method, or to the words why there is no number."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from clerestory.analyse.scale.lattice import sizes
from clerestory.analyse.scale.methods import Procedures, estimate_by
from clerestory.analyse.scale.sensitivity import MOST_HIDDEN, hidden_tables, moved_by_links, scenario_ranges
from clerestory.model.findings.lists import LEAST_LISTS, ListTable
from clerestory.model.findings.scale import MethodEstimate, ScaleEstimate, ScaleSettings, spread_of
from clerestory.progress import SILENT, Progress

_TOO_UNCERTAIN = (
    "The links between the lists are too uncertain: at some point of what the linkage expects to be wrong there is no"
    " finite estimate, or more links would be wrong than there are."
)
LEAST_OVERLAP = 10  # cases on two or more lists; with fewer, one case more or less moves everything


def estimate_scale(
    table: ListTable, settings: ScaleSettings | None = None, *, progress: Progress = SILENT
) -> ScaleEstimate:
    """Estimate how many cases there are in all, those that no list holds among them.

    Suppressed counts stand at the middle of their range for the methods; all their extremes are a scenario, which the
    spread takes in.

    Parameters
    ----------
    table : ListTable
        Cases by the lists they are on.
    settings : ScaleSettings, optional
        Methods, bootstrap, seed and what scenarios assume.

    Returns
    -------
    ScaleEstimate
        ``why_not`` says in words why no number is given: fewer than three usable lists, overlaps too sparse, or no
        finite estimate or limit. The same table and settings give the same numbers.

    References
    ----------
    docs/methods/scale.md names the source of each method.

    Examples
    --------
    >>> from clerestory.model.findings.lists import list_table
    >>> sparse = list_table(["A", "B", "C"], [[1, 0, 0], [0, 1, 0], [0, 0, 1], [1, 1, 0]], [40, 30, 20, 6])
    >>> estimate_scale(sparse).why_not
    'Only 2 of the lists have a case in common with another list; an estimate needs three.'
    """
    settings = settings or ScaleSettings()
    why_not = _too_sparse(table)
    if why_not:
        return ScaleEstimate(table.names, table.total, (), (), settings, why_not)
    counts = np.rint(hidden_tables(table, settings).mean(axis=0))
    procedures = Procedures(counts, settings)
    progress.begin("bootstrap", settings.replicates * len(settings.methods))
    methods = tuple(estimate_by(method, table, procedures, progress) for method in settings.methods)
    scenarios = scenario_ranges(table, procedures, progress)
    found = ScaleEstimate(table.names, table.total, methods, scenarios, settings)
    if _unbounded(methods) or spread_of(methods, scenarios) is None:
        return _refused(found)
    return found if settings.links is None else _moved(found, moved_by_links(procedures, settings.links))


def _too_sparse(table: ListTable) -> str:
    """Say why the overlaps allow no estimate, or nothing."""
    seen = table.counts > 0
    seen[list(table.hidden)] = True
    shared = np.flatnonzero(seen & (sizes(len(table.names)) > 1))
    usable = sum(any(history >> bit & 1 for history in shared) for bit in range(len(table.names)))
    if usable < LEAST_LISTS:
        return f"Only {usable} of the lists have a case in common with another list; an estimate needs three."
    if table.counts[shared].sum() + len(table.hidden) < LEAST_OVERLAP:
        return f"Fewer than {LEAST_OVERLAP} cases are on more than one list: too few to tell how many are on none."
    if len(table.hidden) > MOST_HIDDEN:
        return f"More than {MOST_HIDDEN} counts are suppressed: too little is known of the overlaps."
    return ""


def _unbounded(methods: Sequence[MethodEstimate]) -> bool:
    return any(m.limits and not m.limits.are_finite and not m.method.is_reference for m in methods)


def _moved(found: ScaleEstimate, by: tuple[float, float] | None) -> ScaleEstimate:
    """Carry the errors of links on into an estimate."""
    if by is not None:
        return replace(found, moved=by)
    return ScaleEstimate(found.lists, found.observed, (), (), found.settings, _TOO_UNCERTAIN)


def _refused(found: ScaleEstimate) -> ScaleEstimate:
    why_not = (
        "A method has no finite limit: the overlaps are too sparse."
        if _unbounded(found.methods)
        else "No method but independent lists, which never are, has a finite estimate on these counts."
    )
    return ScaleEstimate(found.lists, found.observed, (), (), found.settings, why_not)
