"""Cross-return consistency (check 10): one pseudonym, and returns that do not agree about the person.

A finding says that another return differs, never which, and never with what. Both givers are told; or one is, whose own
two returns differ. That another giver may know the person is told by it, too; docs/methods/checks-of-returns.md says
why that is accepted.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import polars as pl

from clerestory.collect.checks.placing import WHOSE, Wording, findings_in, has_all
from clerestory.collect.returns import Collection
from clerestory.model.checks import Check, Finding, Weight
from clerestory.model.instrument import NOT_KNOWN, NOT_STATED, RETURN_REF, Instrument


@dataclass(frozen=True)
class _Compared:
    column: str
    weight: Weight
    remedy: str


_COMPARED = (
    _Compared("sex", Weight.FAULT, "Check the record and its pseudonym: one of the two returns is wrong."),
    _Compared(
        "age_at_first_offence",
        Weight.QUERY,
        "Check the date of birth at its source. Both can be right: each return knows other offences.",
    ),
    _Compared(
        "ethnicity_sde",
        Weight.QUERY,
        "Check that the value is what the person said, and its basis. Both can be right: people are asked on two days.",
    ),
)


def disagreements(collection: Collection, instrument: Instrument) -> Iterator[Finding]:
    """Yield the rows about a person of whom another return knows another value; not known is no value."""
    for entity in ("suspect", "victim"):
        key = instrument.primary_key(entity) if entity in instrument.entities else None
        for compared in _COMPARED if key else ():
            if key and has_all(instrument, [f"{entity}.{compared.column}"]):
                rows = _differing(collection.placed(entity), key.name, compared.column, instrument, entity)
                what = f"the {entity} has another {compared.column} in another return"
                wording = Wording(Check.CROSS_RETURN, compared.weight, what, compared.remedy)
                yield from findings_in(rows, entity, compared.column, wording=wording)


def _differing(rows: pl.DataFrame, key: str, column: str, instrument: Instrument, entity: str) -> pl.DataFrame:
    codelist = instrument.codelists.get(instrument.variable(f"{entity}.{column}").codelist)
    unknown = codelist.codes_noted(NOT_KNOWN, NOT_STATED) if codelist else []
    known = rows.filter(pl.col(column).is_not_null() & ~pl.col(column).is_in(unknown))
    persons = known.group_by(key).agg(values=pl.col(column).n_unique(), returns=pl.struct(*WHOSE).n_unique())
    differ = persons.filter((pl.col("values") > 1) & (pl.col("returns") > 1))
    return known.join(differ, on=key, how="semi").sort(*WHOSE, RETURN_REF)
