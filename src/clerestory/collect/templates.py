"""Empty returns for givers, in every form that is read."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Mapping
from enum import Enum
from string import ascii_uppercase

import polars as pl

from clerestory.collect.guidance import (
    CODES,
    CODES_HEADER,
    NOTES,
    NOTES_HEADER,
    code_rows,
    notes_rows,
    prompt_of,
    variable_of,
)
from clerestory.model.instrument import Instrument, ValueType, Variable
from clerestory.spreadsheets import Choices, Closed, Column, Sheet, Workbook, defused, ods_bytes, xlsx_bytes

_NARROW, _WIDE, _WIDEST = 16, 34, 70  # characters


class TemplateForm(Enum):
    """A form in which a return can be sent."""

    CSV = "csv"
    XLSX = "xlsx"
    ODS = "ods"
    PARQUET = "parquet"


def template_files(instrument: Instrument, form: TemplateForm, *, mark: str = "") -> dict[str, bytes]:
    """Give the files of an empty return by their name.

    Parameters
    ----------
    instrument : Instrument
        Gives entities, columns and codes.
    form : TemplateForm
        As CSV and Parquet one file for each entity; as XLSX and ODS one workbook with a sheet for each, and the sheets
        ``notes`` (what each column means) and ``codes`` behind them.
    mark : str
        Printed at the head of every page of a workbook, for returns of synthetic data.
    """
    return _WRITERS[form](instrument, mark)


def template_workbook(instrument: Instrument, mark: str = "") -> Workbook:
    """Give the workbook of an empty return."""
    places = _places(instrument)
    sheets = [
        Sheet(entity, tuple(_column(instrument, entity, name, places) for name in instrument.columns_of(entity)))
        for entity in instrument.entities
    ]
    notes = Sheet(NOTES, _plain(NOTES_HEADER, (_NARROW, _WIDE, _WIDEST, _WIDE, _WIDE, _WIDE)), notes_rows(instrument))
    codes = Sheet(CODES, _plain(CODES_HEADER, (_WIDE, _WIDE, _WIDEST)), code_rows(instrument))
    return Workbook("Template of a return", (*sheets, notes, codes), mark)


def _plain(headers: tuple[str, ...], widths: tuple[int, ...]) -> tuple[Column, ...]:
    return tuple(Column(header, width) for header, width in zip(headers, widths, strict=True))


def _column(instrument: Instrument, entity: str, name: str, places: Mapping[str, tuple[int, int]]) -> Column:
    variable = variable_of(instrument, entity, name)
    width = max(_NARROW, len(name) + 2, _WIDE if name.endswith("_pseudo") else 0)
    return Column(name, width, prompt_of(instrument, entity, name), _choices(instrument, variable, places))


def _choices(
    instrument: Instrument, variable: Variable | None, places: Mapping[str, tuple[int, int]]
) -> Choices | None:
    if variable is None or variable.codelist not in places or variable.type not in (ValueType.CODE, ValueType.CODES):
        return None
    one = variable.type is ValueType.CODE and not instrument.codelists[variable.codelist].patterns
    first, last = places[variable.codelist]
    return Choices(CODES, ascii_uppercase[1], first, last, Closed.YES if one else Closed.NO)


def _places(instrument: Instrument) -> dict[str, tuple[int, int]]:
    """Give the first and last row of each list on the sheet of codes; the header is row 1."""
    places: dict[str, tuple[int, int]] = {}
    for row, (name, _, _) in enumerate(code_rows(instrument), start=2):
        places[name] = (places.get(name, (row, row))[0], row)
    return places


def _csv(instrument: Instrument, _: str) -> dict[str, bytes]:
    return {f"{entity}.csv": _header(instrument.columns_of(entity)) for entity in instrument.entities}


def _header(columns: tuple[str, ...]) -> bytes:
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerow(map(defused, columns))
    return out.getvalue().encode()


def _parquet(instrument: Instrument, _: str) -> dict[str, bytes]:
    made = {}
    for entity in instrument.entities:
        out = io.BytesIO()
        pl.DataFrame(schema=dict.fromkeys(instrument.columns_of(entity), pl.String)).write_parquet(out)
        made[f"{entity}.parquet"] = out.getvalue()
    return made


_WRITERS: Mapping[TemplateForm, Callable[[Instrument, str], dict[str, bytes]]] = {
    TemplateForm.CSV: _csv,
    TemplateForm.PARQUET: _parquet,
    TemplateForm.XLSX: lambda instrument, mark: {"return.xlsx": xlsx_bytes(template_workbook(instrument, mark))},
    TemplateForm.ODS: lambda instrument, mark: {"return.ods": ods_bytes(template_workbook(instrument, mark))},
}
