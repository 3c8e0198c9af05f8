"""Timeliness and late returns (check 8).

When a return came in is said in study.toml, never asked of the clock: the same study gives the same
findings on any day.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from clerestory.collect.faults import Receipt
from clerestory.model.checks import Check, Finding, Weight
from clerestory.model.commission import CollectSettings

_ON_TIME = "Nothing to mend; send the next return by the day on which it is due."


def late_returns(receipts: Sequence[Receipt], settings: CollectSettings) -> Iterator[Finding]:
    """Yield what is late, what is missing, and what nobody expected.

    A return without a day of receipt is neither late nor on time; that is a note, so that nobody takes it for on time.
    """
    if settings.due:
        for receipt in receipts:
            yield from _late(receipt, settings.due, _received(receipt, settings))
    yield from _unexpected(receipts, settings.expected)


def arrival(receipt: Receipt, settings: CollectSettings) -> str:
    """Say in a word or two whether a return came in on time; empty where no day was set.

    Examples
    --------
    ``on time``, ``9 days late``, ``day not known``.
    """
    if settings.due is None:
        return ""
    received = _received(receipt, settings)
    if received is None:
        return "day not known"
    late = (received - settings.due).days
    return "on time" if late <= 0 else f"{late} day{'' if late == 1 else 's'} late"


def _received(receipt: Receipt, settings: CollectSettings) -> dt.date | None:
    return settings.received.get(f"{receipt.provider}/{receipt.return_id}")


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
