"""What a table counts: the definition that chose its cases, and the counting basis of the returns."""

from __future__ import annotations

import narwhals as nw

from clerestory.analyse.engines import Engine
from clerestory.model.commission import ComparisonTable, TableRequest
from clerestory.model.instrument import RETURN, Instrument

_BASIS = "counting_basis"


def counting_basis(instrument: Instrument, engine: Engine) -> str:
    """Say which unit is complete in the returns of a study; nothing where the instrument does not ask.

    It is said of all returns, whichever a table has cases of: else the sentence would say who sent some.
    """
    variable = next((v for v in instrument.variables_of(RETURN) if v.name == _BASIS and v.codelist), None)
    if variable is None:
        return ""
    values = engine.cases(RETURN).select(nw.col(_BASIS)).unique().collect("polars")[_BASIS].to_list()
    labels = [code.label for code in instrument.codelists[variable.codelist].codes if code.code in values]
    if None in values:
        labels.append("not stated")
    if len(labels) == 1:
        return f"Counting basis of all returns: {labels[0].lower()}."
    return f"Counting basis: the returns differ ({'; '.join(label.lower() for label in labels)})."


def about(request: TableRequest, basis: str) -> tuple[str, ...]:
    """Give what stands below the title of a table, sentence by sentence."""
    chosen = request.definition
    definition = f"Only cases of investigations that meet a definition: {chosen.label}." if chosen else ""
    return tuple(sentence for sentence in (definition, _compared(request), basis) if sentence)


def _compared(request: TableRequest) -> str:
    """Name both populations of a comparison (rule Q4)."""
    if not isinstance(request, ComparisonTable):
        return ""
    other = request.population.rstrip(".")
    return f"Group-based: cases that meet a definition: {request.group.label_alone}. All other: {other}."
