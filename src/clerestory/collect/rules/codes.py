"""Rule V1: codes are in their list, alone, among several and in maps."""

from __future__ import annotations

import difflib
from collections.abc import Collection, Iterator, Set

import polars as pl

from clerestory.collect.rules.broken import Broken
from clerestory.collect.rules.sent import Sent
from clerestory.errors import CodeReturnError
from clerestory.model.instrument import MISSING_REASON, Codelist, Instrument, ValueType, Variable

_FREE_CODE = "[A-Z0-9-]{1,12}"


def codes(sent: Sent, entity: str) -> Iterator[Broken]:
    """Yield values that are in no list, and reasons that are none."""
    frame, instrument = sent.frames[entity], sent.instrument
    for variable in instrument.values_of(entity):
        if variable.type in (ValueType.CODE, ValueType.CODES):
            yield _code(frame, instrument, variable)
        elif variable.type is ValueType.MAP:
            yield _map(frame[variable.name], variable, instrument)
    for name in instrument.optional_columns_of(entity):
        if name in frame.columns:
            yield _coded(frame, name, instrument.codelists[MISSING_REASON])


def _code(frame: pl.DataFrame, instrument: Instrument, variable: Variable) -> Broken:
    several = variable.type is ValueType.CODES
    codelist = instrument.codelists.get(variable.codelist)
    if codelist is not None:
        return _coded(frame, variable.name, codelist, several=several)
    values = frame[variable.name]
    form = f"^{_FREE_CODE}(;{_FREE_CODE})*$" if several else f"^{_FREE_CODE}$"
    wrong = (values != "") & ~values.str.contains(form)
    return Broken(variable.name, "V1", wrong, "is not a code", "Use capitals, digits and -.", CodeReturnError)


def _coded(frame: pl.DataFrame, name: str, codelist: Codelist, *, several: bool = False) -> Broken:
    """Give the values that are not in their list. The message names the nearest codes, never the wrong value."""
    values = frame[name]
    distinct = distinct_parts(values) if several else values.unique().to_list()
    wrong = sorted(value for value in distinct if value and not is_code(value, codelist))
    rows = _holds_any(values, wrong) if several else values.is_in(wrong)
    remedy = (
        f"Use {'codes, with ; between them,' if several else 'a code'} of {codelist.name}{_nearest(wrong, codelist)}."
    )
    return Broken(name, "V1", rows, f"is not in the code list {codelist.name}", remedy, CodeReturnError)


def is_code(value: str, codelist: Codelist) -> bool:
    """Say whether a value is a code of a list, or of a family in it."""
    return value in codelist.by_code or any(pl.Series([value]).str.contains(f"^{p}$")[0] for p in codelist.patterns)


def distinct_parts(values: pl.Series) -> list[str]:
    """Give the parts between ``;`` of all values, each once."""
    return values.unique().str.split(";").explode().unique().sort().to_list()


def _map(values: pl.Series, variable: Variable, instrument: Instrument) -> Broken:
    """Give the values that are no map from fields of the instrument to codes; a key is never free, nor is a code."""
    fields = {f"{entity}.{column}" for entity in instrument.entities for column in instrument.columns_of(entity)}
    codes = instrument.codelists[variable.codelist].by_code if variable.codelist else {}
    wrong = [part for part in distinct_parts(values) if not _is_pair(part, fields, codes)]
    what = f"is not a map from fields of the instrument into {variable.codelist or 'a code list'}"
    remedy = "Write entity.field=code, with ; between several; fields as docs/reference/instrument.md names them."
    return Broken(variable.name, "V1", _holds_any(values, wrong), what, remedy, CodeReturnError)


def _is_pair(part: str, fields: Set[str], codes: Collection[str]) -> bool:
    field, _, code = part.partition("=")
    return field in fields and code in codes


def _holds_any(values: pl.Series, wrong: list[str]) -> pl.Series:
    """Mark the values of which one of the parts is wrong, or empty (a stray ;)."""
    distinct = values.unique()
    unfit = {"", *wrong}
    bad = [value for value in distinct.to_list() if value and not unfit.isdisjoint(value.split(";"))]
    return values.is_in(bad)


def _nearest(wrong: list[str], codelist: Codelist) -> str:
    codes = list(codelist.by_code)
    near = dict.fromkeys(c for value in wrong[:5] for c in difflib.get_close_matches(value.upper(), codes, n=2))
    return (", such as " if len(codes) > 8 or near else ": ") + ", ".join(list(near)[:6] or codes[:8])
