"""Which rules of the preset hold for each table that a study asks for."""

from __future__ import annotations

from collections.abc import Mapping

from clerestory.analyse import area_level, scope_of, variables_of
from clerestory.errors import RuleSetError
from clerestory.model.rules import Preset, TableScope
from clerestory.protect.rules.outputs import check_area_level
from clerestory.study import Study


def table_scopes(study: Study, preset: Preset) -> Mapping[str, TableScope]:
    """Give the scope of each table by its id.

    Raises
    ------
    RuleSetError
        If a table tells apart areas that the preset allows for no table of so many variables (rule S9).
    """
    instrument, tables = study.instrument, study.settings.tables
    for table in tables if preset.crossed_is_national else ():
        try:
            check_area_level(area_level(table, instrument), variables=len(variables_of(table)))
        except RuleSetError as error:
            raise RuleSetError(error.what, where=f"study.toml, table {table.id}", remedy=error.remedy) from None
    return {table.id: scope_of(table, instrument) for table in tables}
