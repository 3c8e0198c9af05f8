"""A body's own figure beside the national one, where the nation's cannot be stated and the body's can (rule Q7).

All of it is of one protected table with a row for each body, so nothing is said that the table does not print.
"""

from __future__ import annotations

from collections.abc import Iterator

from clerestory.model.shares import RELIABLE_PCT, Share, share_of
from clerestory.model.tables import KNOWN, NOT_KNOWN, NOT_RECORDED, NOT_STATED, TOTAL, ProtectedTable
from clerestory.publish.numbers import count_in_words, percent_text, share_text

_SUMS = (TOTAL, KNOWN, NOT_KNOWN, NOT_RECORDED, NOT_STATED)


def own_figures(table: ProtectedTable, column: int) -> str:
    """Say what the nation's share of a category is, and beside it that of each body which records the field well.

    Parameters
    ----------
    table : ProtectedTable
        Rows are bodies or areas, beside the total; columns are the codes of the field.
    column : int
        The column of the category.

    Returns
    -------
    str
        Sentences. Where the nation's field is known for at least 80% of cases its share stands alone; a body's own
        figure stands there only where the same is so of the body, and where no count that it needs is withheld.
    """
    label, field = table.shape.columns[column].label, table.shape.column_heading.lower()
    national = share_of(table, _total(table), column)
    if not isinstance(national, Share):
        return f"{label}: {national.sign}."
    if _is_reliable(national):
        return f"{label}: {share_text(national)}."
    between = f"between {percent_text(national.lower_prop)} and {percent_text(national.upper_prop)} of all"
    unknown = f"{field} is not known for {percent_text(national.unknown_prop)}"
    nation = f"{label}: of all this cannot be determined from these data ({unknown}; so {between})."
    return " ".join([nation, *(list(_of_bodies(table, column)) or [_NONE])])


_NONE = "No body has a figure of its own that can be stated: too little is known there too, or numbers are withheld."


def _of_bodies(table: ProtectedTable, column: int) -> Iterator[str]:
    for row, position in enumerate(table.shape.rows):
        share = share_of(table, row, column)
        if position.key not in _SUMS and isinstance(share, Share) and _is_reliable(share):
            yield f"In {position.label}, {_own(table, share)}"


def _own(table: ProtectedTable, share: Share) -> str:
    field = table.shape.column_heading.lower()
    cases = count_in_words(share.total, rounded=table.rounding is not None)
    known = f"where {field} is known for {percent_text(1 - share.unknown_prop)} of {cases} cases"
    of_known = f"it is {percent_text(share.of_known_prop)} of those"
    if share.known == share.total:
        return f"{known}, {of_known}."
    between = f"between {percent_text(share.lower_prop)} and {percent_text(share.upper_prop)} of all"
    return f"{known}, {of_known}, and {between}."


def _is_reliable(share: Share) -> bool:
    return 100 * share.known >= RELIABLE_PCT * share.total


def _total(table: ProtectedTable) -> int:
    return next((at for at, position in enumerate(table.shape.rows) if position.key == TOTAL), 0)
