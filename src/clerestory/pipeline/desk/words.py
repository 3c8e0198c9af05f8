"""Sets of cases in words, for people who look at a cell that no table has."""

from __future__ import annotations

from clerestory.model.tables import Classification, ConfidentialCohort, Predicate

_MOST = 3  # codes that are named one by one


def cell_words(cell: Predicate, cohort: ConfidentialCohort) -> str:
    """Give the cases of a cell in words: each condition with the labels of its codes, or of those that are left out."""
    by_name = {one.name: one for one in cohort.classifications}
    conditions = sorted(cell, key=lambda condition: condition[0])
    said = [f"{by_name[name].label}: {_codes(codes, by_name[name])}" for name, codes in conditions]
    return "; ".join(said) or "all cases"


def _codes(codes: frozenset[str], of: Classification) -> str:
    known = frozenset(leaf.code for leaf in of.leaves if leaf.known)
    if codes == known:
        return "known"
    inside = [leaf.label for leaf in of.leaves if leaf.code in codes]
    outside = [leaf.label for leaf in of.leaves if leaf.code not in codes]
    if len(inside) <= _MOST or len(outside) > _MOST:
        return " or ".join(inside) if len(inside) <= _MOST else f"{inside[0]} or {len(inside) - 1} others"
    return f"all but {' and '.join(outside)}"
