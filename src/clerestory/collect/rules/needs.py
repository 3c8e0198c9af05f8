"""Rule V2: a mandatory field has a value or a reason, and not both; some are mandatory under a condition only."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

import polars as pl

from clerestory.collect.rules.broken import Broken
from clerestory.collect.rules.sent import Sent
from clerestory.model.instrument import Condition, Instrument, Need, Variable

_LAWFUL_BASIS, _PARAGRAPH_18 = "lawful_basis", "A9-G-P18"


def needs(sent: Sent, entity: str) -> Iterator[Broken]:
    """Yield mandatory fields that are empty without a reason, and reasons that explain nothing."""
    frame, instrument = sent.frames[entity], sent.instrument
    for variable in instrument.values_of(entity):
        if variable.need is Need.YES:
            yield _unexplained(frame, instrument, variable)
        if variable.condition is not None:
            yield from _CONDITIONS[variable.condition](frame, instrument, variable)
        yield from _both(frame, instrument, variable)


def _unexplained(frame: pl.DataFrame, instrument: Instrument, variable: Variable) -> Broken:
    empty = frame[variable.name] == ""
    for name in instrument.reason_columns_of(variable):
        if name in frame.columns:
            empty &= frame[name] == ""
    what = "is mandatory and empty without a reason"
    return Broken(variable.name, "V2", empty, what, f"Fill it, or give a code of missing_reason in {_own(variable)}.")


def _both(frame: pl.DataFrame, instrument: Instrument, variable: Variable) -> Iterator[Broken]:
    own = _own(variable)
    if own in frame.columns and own in instrument.optional_columns_of(variable.entity):
        both = (frame[variable.name] != "") & (frame[own] != "")
        yield Broken(variable.name, "V2", both, "has a value and a reason for having none", f"Empty it or {own}.")


def _own(variable: Variable) -> str:
    return f"{variable.name}_missing"


def _if_paragraph_18(frame: pl.DataFrame, instrument: Instrument, variable: Variable) -> Iterator[Broken]:
    """Yield returns that rely on Schedule 1 paragraph 18 and do not say why nobody was asked for consent (rule D3).

    No reason for a gap will do here: without one of the three reasons of the Act the condition is not met.
    """
    if _LAWFUL_BASIS in frame.columns:
        relied_on = frame[_LAWFUL_BASIS].str.split(";").list.contains(_PARAGRAPH_18)
        what = f"is empty although {_LAWFUL_BASIS} relies on Schedule 1 paragraph 18"
        remedy = f"Give a code of {variable.codelist}, or another lawful basis."
        yield Broken(variable.name, "V2", relied_on & (frame[variable.name] == ""), what, remedy)


def _if_absent(frame: pl.DataFrame, instrument: Instrument, variable: Variable) -> Iterator[Broken]:
    """Yield declared reasons that are given although nothing is absent that they could explain.

    The other half, an empty field without a reason, is asked of that field.
    """
    explained = [v.name for v in instrument.values_of(variable.entity) if _explains(variable, v, instrument)]
    if explained:
        filled = pl.Series([True]).new_from_index(0, frame.height)
        for name in explained:
            filled &= frame[name] != ""
        what = f"gives a reason, and {' and '.join(explained)} have values"
        remedy = f"Empty it, or the field that it is about: {', '.join(explained)}."
        yield Broken(variable.name, "V2", filled & (frame[variable.name] != ""), what, remedy)


def _explains(reason: Variable, field: Variable, instrument: Instrument) -> bool:
    return field.name != reason.name and reason.name in instrument.reason_columns_of(field)


_CONDITIONS: Mapping[Condition, Callable[[pl.DataFrame, Instrument, Variable], Iterator[Broken]]] = {
    Condition.PARAGRAPH_18: _if_paragraph_18,
    Condition.ABSENT: _if_absent,
}
