"""Reading a register of orders (rule L4): who made which order when; the end of none of them is typed."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

from clerestory.errors import RedactionError
from clerestory.model.redaction.orders import CIVIL_ONLY_SINCE, Born, Order, Section, Waiver
from clerestory.protect.holds.rows import Row, rows_of

NEEDED = ("inv_pseudo", "section")
COLUMNS = (
    *NEEDED,
    "person",
    "court",
    "start",
    "born",
    "proceedings",
    "waiver_scope",
    "waiver_since",
    "waiver_evidence",
    "waiver_revoked",
)
_CRIMINAL, _OTHER = "criminal", "other"
_WAIVER = ("waiver_scope", "waiver_since", "waiver_evidence")


def read_orders(path: Path) -> tuple[Order, ...]:
    """Read a register of orders.

    Parameters
    ----------
    path : Path
        CSV in UTF-8 with any of ``COLUMNS``, of which inv_pseudo and section are needed. ``born`` is a date, or a year
        where no more is known: then the latest day of it counts.

    Raises
    ------
    RedactionError
        If it is no such file, has a column that is not known (an end of an order is computed), or an order that the
        law does not know.
    """
    rows = tuple(rows_of(path, NEEDED))
    strange = [name for name in (rows[0].values if rows else ()) if name not in COLUMNS]
    if strange:
        raise RedactionError(
            f"has a column that is not known; an end is computed, never typed ({len(strange)} such columns)",
            where=f"{path}, row 1",
            remedy=f"Use these columns, in any order: {', '.join(COLUMNS)}.",
        )
    return tuple(_order(row) for row in rows)


def _order(row: Row) -> Order:
    section = Section(row.code("section", [of.value for of in Section]) or row.needed("section"))
    order = Order(
        investigation=row.needed("inv_pseudo"),
        section=section,
        person=row.text("person"),
        start=row.day("start"),
        court=row.text("court"),
        born=_born(row),
        waiver=_waiver(row, section),
    )
    _check_proceedings(row, order)
    return order


def _born(row: Row) -> Born | None:
    if re.fullmatch(r"(19|20)\d\d", row.text("born"), re.ASCII):
        return Born(dt.date(int(row.text("born")), 12, 31))
    day = row.day("born")
    return Born(day) if day else None


def _waiver(row: Row, section: Section) -> Waiver | None:
    if not any(row.text(column) for column in (*_WAIVER, "waiver_revoked")):
        return None
    if section is not Section.SOAA_1 or not row.text("person"):
        what = f"is a waiver of no person's anonymity under {Section.SOAA_1.value}"
        raise row.fault("waiver_scope", what, "Write it into the row of that section and person.")
    scope, evidence, since = row.needed("waiver_scope"), row.needed("waiver_evidence"), row.day("waiver_since")
    if since is None:
        raise row.fault("waiver_since", "is empty", "Write the day of the order or of the written consent.")
    return Waiver(scope, since, evidence, row.day("waiver_revoked"))


def _check_proceedings(row: Row, order: Order) -> None:
    """Refuse section 39 where it cannot have been used: in criminal proceedings since 13 April 2015."""
    proceedings = row.code("proceedings", (_CRIMINAL, _OTHER))
    late = order.start is None or order.start >= CIVIL_ONLY_SINCE
    if order.section is Section.CYPA_39 and proceedings != _OTHER and late:
        raise row.fault(
            "section",
            f"is section 39, which serves no criminal proceedings since {CIVIL_ONLY_SINCE}",
            f"Look at the order: write {Section.YJCEA_45.value} or {Section.YJCEA_45A.value} if that is what it says, "
            f'or proceedings "{_OTHER}".',
        )
