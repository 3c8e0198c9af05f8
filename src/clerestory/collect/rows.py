"""The rules for rows: each gives the rows that break it, whole columns at a time."""

from __future__ import annotations

import difflib
from collections.abc import Collection, Iterator, Mapping, Set
from dataclasses import dataclass

import polars as pl

from clerestory.collect.identifying import findings
from clerestory.errors import CodeReturnError, IdentifierReturnError, ReturnError, RuleReturnError
from clerestory.model.instrument import (
    MISSING_REASON,
    Codelist,
    Instrument,
    Key,
    KeyKind,
    Need,
    ValueType,
    Variable,
)

_FREE_IDENTIFIER = "^[A-Za-z0-9][A-Za-z0-9._/-]{0,63}$"
_FREE_CODE = "[A-Z0-9-]{1,12}"
_FORMS: Mapping[ValueType, tuple[str, str]] = {
    ValueType.DATE: (r"^(19|20)\d{2}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$", "a date such as 2020-09-30"),
    ValueType.YEAR: (r"^(19|20)\d{2}$", "a year such as 2020"),
    ValueType.QUARTER: (r"^(19|20)\d{2}-Q[1-4]$", "a quarter such as 2020-Q3"),
    ValueType.INTEGER: (r"^\d{1,9}$", "a whole number, 0 or more"),
    ValueType.BOOLEAN: (r"^[YN]$", "Y or N"),
}
# Types whose values somebody may type in; a map is among them, since what stands before its = is no code.
_WRITTEN_BY_HAND = (ValueType.TEXT, ValueType.STRING, ValueType.MAP)
# Pairs that must be in order wherever both are there (rule V3); quarters and dates begin with their year.
_IN_ORDER = (
    ("year_offence_from", "year_offence_to"),
    ("year_offence_from", "quarter_recorded"),
    ("year_offence_to", "quarter_recorded"),
    ("first_offence_year", "last_offence_year"),
    ("year_opened", "year_closed"),
    ("period_start", "period_end"),
)


@dataclass(frozen=True)
class Broken:
    """A rule that some rows of a column break; ``rows`` is a column of booleans."""

    column: str
    rule: str
    rows: pl.Series
    what: str
    remedy: str
    kind: type[ReturnError] = RuleReturnError


def identifiers_in(frame: pl.DataFrame, instrument: Instrument, entity: str) -> Iterator[Broken]:
    """Yield what looks like an identifier in free text, strings and maps (rule V13)."""
    for variable in instrument.variables_of(entity):
        is_key = variable.name in {key.name for key in instrument.keys_of(entity)}
        if variable.type not in _WRITTEN_BY_HAND or is_key:
            continue
        for name, found in findings(frame[variable.name]):
            what = f"holds what looks like {name}; the whole file is refused"
            remedy = "Take identifying details out of the field at source, and send the file again."
            yield Broken(variable.name, "V13", found, what, remedy, IdentifierReturnError)


def broken_rules(frame: pl.DataFrame, instrument: Instrument, entity: str) -> Iterator[Broken]:
    """Yield every rule that rows of a file break by themselves, keys first."""
    for key in instrument.keys_of(entity):
        yield from _key(frame, key)
    key_names = {key.name for key in instrument.keys_of(entity)}
    for variable in instrument.variables_of(entity):
        if variable.name not in key_names:
            yield from _mandatory(frame, instrument, variable)
            yield from _form(frame, instrument, variable)
    for name in instrument.optional_columns_of(entity):
        if name in frame.columns:
            yield from _coded(frame, name, instrument.codelists[MISSING_REASON])
    yield from _years(frame)
    yield from _victim_age(frame, entity)


def warnings_in(frame: pl.DataFrame, entity: str) -> Iterator[Broken]:
    """Yield what may be right but should be looked at; its rows are accepted."""
    if entity == "suspect" and "age_at_first_offence" in frame.columns:
        rows = frame["age_at_first_offence"] == "00-09"
        what = "is a suspect below the age of criminal responsibility"
        yield Broken("age_at_first_offence", "V5", rows, what, "Check the age; outcome 11 is expected.")


def _key(frame: pl.DataFrame, key: Key) -> Iterator[Broken]:
    values = frame[key.name]
    form = f"^{key.prefix}[a-z2-7]{{26}}$" if key.prefix else _FREE_IDENTIFIER
    wrong = ~values.str.contains(form)
    if key.need is not Need.YES:
        wrong &= values != ""
    told = f"{key.prefix} and 26 characters of a-z and 2-7" if key.prefix else "1 to 64 letters, digits and . _ / -"
    yield Broken(key.name, "K1", wrong, "is not a key of the right form", f"A key here is {told}.")
    if key.kind is KeyKind.PRIMARY:
        again = ~values.is_first_distinct() & (values != "")
        yield Broken(key.name, "K2", again, "stands in an earlier row of this file", "Keep one row for each key.")


def _mandatory(frame: pl.DataFrame, instrument: Instrument, variable: Variable) -> Iterator[Broken]:
    """Yield rule V2: a mandatory field has a value, or a reason beside it, and not both."""
    own = f"{variable.name}_missing"
    empty = frame[variable.name] == ""
    if variable.need is Need.YES:
        reasons = [name for name in instrument.reason_columns_of(variable) if name in frame.columns]
        unexplained = empty
        for name in reasons:
            unexplained = unexplained & (frame[name] == "")
        remedy = f"Fill it, or give a code of missing_reason in {own}."
        yield Broken(variable.name, "V2", unexplained, "is mandatory and empty without a reason", remedy)
    if own in frame.columns and own not in {v.name for v in instrument.variables_of(variable.entity)}:
        both = ~empty & (frame[own] != "")
        yield Broken(variable.name, "V2", both, "has a value and a reason for having none", f"Empty it or {own}.")


def _form(frame: pl.DataFrame, instrument: Instrument, variable: Variable) -> Iterator[Broken]:
    values = frame[variable.name]
    there = values != ""
    codelist = instrument.codelists.get(variable.codelist)
    if variable.type in _FORMS:
        pattern, told = _FORMS[variable.type]
        wrong = there & ~values.str.contains(pattern)
        if variable.type is ValueType.DATE:
            wrong |= there & values.str.to_date("%Y-%m-%d", strict=False).is_null()
        yield Broken(variable.name, "F1", wrong, f"is not {told}", f"Write it as {told}.")
    elif variable.type in (ValueType.CODE, ValueType.CODES) and codelist is not None:
        yield from _coded(frame, variable.name, codelist, several=variable.type is ValueType.CODES)
    elif variable.type in (ValueType.CODE, ValueType.CODES):
        several = variable.type is ValueType.CODES
        wrong = there & ~values.str.contains(f"^{_FREE_CODE}(;{_FREE_CODE})*$" if several else f"^{_FREE_CODE}$")
        yield Broken(variable.name, "V1", wrong, "is not a code", "Use capitals, digits and -.", CodeReturnError)
    elif variable.type is ValueType.MAP:
        yield _map(values, variable, instrument)


def _map(values: pl.Series, variable: Variable, instrument: Instrument) -> Broken:
    """Give the values that are no map from fields of the instrument to codes; a key is never free, nor is a code."""
    fields = {f"{entity}.{column}" for entity in instrument.entities for column in instrument.columns_of(entity)}
    codes = instrument.codelists[variable.codelist].by_code if variable.codelist else {}
    wrong = [part for part in _distinct_parts(values) if not _is_pair(part, fields, codes)]
    what = f"is not a map from fields of the instrument into {variable.codelist or 'a code list'}"
    remedy = "Write entity.field=code, with ; between several; fields as docs/reference/instrument.md names them."
    return Broken(variable.name, "V1", _holds_any(values, wrong), what, remedy, CodeReturnError)


def _coded(frame: pl.DataFrame, name: str, codelist: Codelist, *, several: bool = False) -> Iterator[Broken]:
    """Yield rule V1: a code is in its list. The message names the nearest codes, never the wrong value."""
    values = frame[name]
    distinct = _distinct_parts(values) if several else values.unique().to_list()
    wrong = sorted(value for value in distinct if value and not _is_code(value, codelist))
    rows = _holds_any(values, wrong) if several else values.is_in(wrong)
    remedy = (
        f"Use {'codes, with ; between them,' if several else 'a code'} of {codelist.name}{_nearest(wrong, codelist)}."
    )
    yield Broken(name, "V1", rows, f"is not in the code list {codelist.name}", remedy, CodeReturnError)


def _is_code(value: str, codelist: Codelist) -> bool:
    return value in codelist.by_code or any(pl.Series([value]).str.contains(f"^{p}$")[0] for p in codelist.patterns)


def _is_pair(part: str, fields: Set[str], codes: Collection[str]) -> bool:
    field, _, code = part.partition("=")
    return field in fields and code in codes


def _distinct_parts(values: pl.Series) -> list[str]:
    return values.unique().str.split(";").explode().unique().sort().to_list()


def _holds_any(values: pl.Series, wrong: list[str]) -> pl.Series:
    """Mark the values of which one of the parts is wrong; an empty part (a stray ;) is among them if it is wrong."""
    distinct = values.unique()
    bad = [
        value for value in distinct.to_list() if value and any(part in wrong or not part for part in value.split(";"))
    ]
    return values.is_in(bad)


def _nearest(wrong: list[str], codelist: Codelist) -> str:
    codes = list(codelist.by_code)
    near = dict.fromkeys(c for value in wrong[:5] for c in difflib.get_close_matches(value.upper(), codes, n=2))
    return (", such as " if len(codes) > 8 or near else ": ") + ", ".join(list(near)[:6] or codes[:8])


def _years(frame: pl.DataFrame) -> Iterator[Broken]:
    for earlier, later in _IN_ORDER:
        if earlier in frame.columns and later in frame.columns:
            first, second = frame[earlier], frame[later]
            if not earlier.startswith("period"):
                first, second = first.str.slice(0, 4), second.str.slice(0, 4)
            wrong = (first != "") & (second != "") & (first > second)
            yield Broken(earlier, "V3", wrong, f"is later than {later}", f"Check both: {earlier} comes first.")


def _victim_age(frame: pl.DataFrame, entity: str) -> Iterator[Broken]:
    if entity == "victim" and "age_at_first_offence" in frame.columns:
        ages = frame["age_at_first_offence"]
        adult = ages.str.contains(r"^(1[89]|[2-9]\d)")
        what = "is a victim who was an adult at the first offence"
        yield Broken(
            "age_at_first_offence", "V4", adult, what, "Check the age, or leave the person out of this return."
        )
