"""Which tables of a study name a giver: where it has a row or a column of its own, or is counted within a group."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from clerestory.model.commission import OverlapTable, TableRequest
from clerestory.model.instrument import Code, Codelist, Instrument


@dataclass(frozen=True)
class Naming:
    """A table that a giver can be seen in.

    Attributes
    ----------
    axis : str
        "row" or "column".
    label : str
        What stands there: the giver's name, or that of its group.
    is_own : bool
        Whether the row or column is the giver's alone.
    field : str
        The variable that the table prints of it, as ``entity.variable``; empty where there is none.
    """

    table: str
    title: str
    axis: str
    label: str
    is_own: bool
    field: str


def provider_list(instrument: Instrument) -> Codelist | None:
    """Give the list of givers, whatever it is called; None where the instrument has none."""
    lists = [v.codelist for v in instrument.variables if v.path == "return.provider" and v.codelist]
    return instrument.codelists[lists[0]] if lists else None


def provider_label(provider: str, instrument: Instrument) -> str:
    """Give the name of a giver, or its code where the instrument has none."""
    codelist = provider_list(instrument)
    return codelist.label(provider) if codelist else provider


def tables_about(requests: Sequence[TableRequest], instrument: Instrument, provider: str) -> tuple[Naming, ...]:
    """Give the tables that show a giver, in the order of study.toml.

    A code of another list is the giver's where code or name are the same: forces are areas in one list and bodies that
    make returns in another.
    """
    return tuple(naming for request in requests for naming in _namings(request, instrument, provider))


def _namings(request: TableRequest, instrument: Instrument, provider: str) -> Iterator[Naming]:
    if isinstance(request, OverlapTable):
        axes = [("row", request.lists, "")]
    else:
        axes = [("row", request.rows, request.columns or "")]
        axes += [("column", request.columns, request.rows)] if request.columns else []
    for axis, path, other in axes:
        variable = instrument.variable(path)
        code = _own_code(instrument, variable.codelist, provider)
        group = request.groups.get(path, "")
        if code:
            label = _group_label(instrument.codelists[group], code) if group else code.label
            yield Naming(request.id, request.title, axis, label, not group, other)


def _group_label(groups: Codelist, code: Code) -> str:
    return next((groups.label(parent) for parent in code.parents if parent in groups.by_code), code.parent)


def _own_code(instrument: Instrument, codelist: str, provider: str) -> Code | None:
    label = provider_label(provider, instrument)
    codes = instrument.codelists[codelist].codes if codelist else ()
    return next((code for code in codes if code.code == provider or code.label == label), None)
