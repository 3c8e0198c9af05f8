"""Timeliness and late returns (check 8), and returns on another counting basis (check 7).

When a return came in is said in study.toml, never asked of the clock: the same study gives the same
findings on any day.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Sequence

from clerestory.collect.faults import Receipt
from clerestory.collect.returns import Collection
from clerestory.model.checks import Check, Finding, Weight
from clerestory.model.commission import CollectSettings
from clerestory.model.instrument import PROVIDER, RETURN, RETURN_REF, Instrument

_ON_TIME = "Nothing to mend; send the next return by the day on which it is due."


def late_returns(receipts: Sequence[Receipt], settings: CollectSettings) -> Iterator[Finding]:
    """Yield what is late, what is missing, and what nobody expected.

    A return without a day of receipt is neither late nor on time; that is a note, so that nobody takes it for on time.
    """
    if settings.due:
        for receipt in receipts:
            yield from _late(receipt, settings.due, settings.received.get(f"{receipt.provider}/{receipt.return_id}"))
    yield from _unexpected(receipts, settings.expected)


def _late(receipt: Receipt, due: dt.date, received: dt.date | None) -> Iterator[Finding]:
    whose = (receipt.provider, receipt.return_id)
    if received is None:
        what = "the study does not say when this return came in, so nobody can say whether it was late"
        remedy = "For the analyst: add the day to study.toml, [collect.received]."
        yield Finding(Check.TIMELINESS, *whose, Weight.NOTE, what, remedy)
    elif received > due:
        what = f"came in {(received - due).days} day(s) after {due.isoformat()}, the day on which it was due"
        yield Finding(Check.TIMELINESS, *whose, Weight.NOTE, what, _ON_TIME)


def _unexpected(receipts: Sequence[Receipt], expected: Sequence[str]) -> Iterator[Finding]:
    came = {receipt.provider for receipt in receipts}
    for provider in expected:
        if provider not in came:
            what = "is expected, and sent no return"
            yield Finding(Check.TIMELINESS, provider, "", Weight.FAULT, what, "For the analyst: ask for it.")
    for receipt in receipts if expected else ():
        if receipt.provider not in expected:
            what = "sent a return that the study does not expect"
            remedy = "For the analyst: add the giver to study.toml, [collect] expected, or return what came."
            yield Finding(Check.TIMELINESS, receipt.provider, receipt.return_id, Weight.NOTE, what, remedy)


def other_bases(collection: Collection, instrument: Instrument) -> Iterator[Finding]:
    """Yield the returns whose counting basis differs from that of most others; without a majority, all are noted."""
    name = "counting_basis"
    if RETURN not in collection.cases or name not in collection.cases[RETURN].columns:
        return
    rows = collection.cases[RETURN].select(PROVIDER, RETURN_REF, name).drop_nulls().rows()
    counted = Counter(basis for _, _, basis in rows)
    most = [basis for basis, number in counted.items() if 2 * number > len(rows)]
    if len(counted) < 2:
        return
    for provider, return_id, basis in rows:
        if basis not in most:
            told = "that of most other returns" if most else "that of others, and no basis is that of most"
            what = f"counts on another basis than {told}"
            remedy = (
                "Count on the basis that the commission asks for, or leave it: tables say on which basis each is made."
            )
            whose = (Check.COUNTING_BASIS, provider, return_id, Weight.QUERY, what, remedy)
            yield Finding(*whose, file=RETURN, column=name)
