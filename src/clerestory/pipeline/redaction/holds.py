"""Which cases may be spoken of on a day, which not, why, and when that is looked at again; outside any study."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType

from clerestory.clock import Clock, SystemClock
from clerestory.errors import RedactionError
from clerestory.ledger import PROGRAM
from clerestory.model.redaction.certificates import NO_CERTIFICATE, Certification
from clerestory.model.redaction.holds import CaseRecord, Hold, HoldState, hold_on, states_of_stages
from clerestory.model.redaction.orders import Order
from clerestory.pipeline.consulting import consulted_files
from clerestory.protect.holds.cases import STAGE, read_cases
from clerestory.protect.holds.orders import read_orders
from clerestory.study import read_instrument, shipped_instrument


def hold_of(
    investigation: str,
    cases: Path,
    *,
    orders: Path | None = None,
    on: dt.date | None = None,
    clock: Clock | None = None,
    actor: str = PROGRAM,
) -> Hold:
    """Compute the hold of one investigation.

    Parameters
    ----------
    investigation : str
        Its pseudonym; one without a record is held.
    cases : Path
        Records of investigations, as CSV; docs/reference/holds.md has the form.
    orders : Path, optional
        Register of orders, as CSV.
    on : date, optional
        The day that is asked about; the day of the clock if left out.
    clock : Clock, optional
        The machine's if left out.

    Raises
    ------
    RedactionError
        If a file has not its form.
    """
    return holds_of(cases, orders=orders, investigation=investigation, on=on, clock=clock, actor=actor)[0]


def holds_of(
    cases: Path,
    *,
    orders: Path | None = None,
    investigation: str | None = None,
    on: dt.date | None = None,
    clock: Clock | None = None,
    actor: str = PROGRAM,
) -> tuple[Hold, ...]:
    """Compute the holds of all investigations of a file, by pseudonym, or of the one that is named.

    Parameters and errors are those of ``hold_of``.
    """
    consulted_files((cases, orders), who=actor, why="which cases may be spoken of")
    day = on or (clock or SystemClock()).now().date()
    instrument = read_instrument(shipped_instrument())
    stages = states_of_stages(instrument.codelists[STAGE])
    records, register = read_cases(cases, instrument), read_orders(orders) if orders else ()
    found = holds_on(day, records, stages, orders=register)
    if investigation is None:
        return tuple(found.values())
    unknown = hold_on(day, (), stages, investigation=investigation)
    return (found.get(investigation, unknown),)


def holds_on(
    day: dt.date,
    records: Iterable[CaseRecord],
    stages: Mapping[str, HoldState],
    *,
    orders: Iterable[Order] = (),
    certified: Mapping[str, Certification] = MappingProxyType({}),
) -> dict[str, Hold]:
    """Compute the hold of each investigation that a record or an order names, in the order of pseudonyms.

    ``certified`` has what officers certified, by pseudonym.
    """
    by_case: dict[str, list[CaseRecord]] = {}
    of_orders: dict[str, list[Order]] = {}
    for record in records:
        by_case.setdefault(record.investigation, []).append(record)
    for order in orders:
        of_orders.setdefault(order.investigation, []).append(order)
    return {
        one: hold_on(
            day,
            by_case.get(one, ()),
            stages,
            investigation=one,
            orders=of_orders.get(one, ()),
            certification=certified.get(one, NO_CERTIFICATE),
        )
        for one in sorted({*by_case, *of_orders})
    }


def check_may_be_spoken_of(holds: Sequence[Hold], *, where: str) -> None:
    """Check that a text, letter or answer speaks of no case that is held (rules L5 to L8).

    Parameters
    ----------
    holds : sequence of Hold
        Those of the cases that it is about.
    where : str
        The text, by its file or id.

    Raises
    ------
    RedactionError
        If one is held: with the state, and the law of the first.
    """
    held = [hold for hold in holds if hold.why is not None]
    if held:
        first = held[0]
        law = first.why.law if first.why else ""
        raise RedactionError(
            f"is about a case that may not be spoken of ({first.state.value}: {first.state.words}; {law})",
            where=where,
            remedy=f"Leave it out; look at it again by {first.review}, or when the stage of the case changes.",
        )
