"""Whether the tables that study.toml asks for can be made with the instrument; asked when a study is opened."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Sequence

from clerestory.errors import StudyError, TableError
from clerestory.model.areas import AREA_LISTS
from clerestory.model.commission import ComparisonTable, OverlapTable, TableRequest, WithheldOutput
from clerestory.model.definitions import DEFINITION, NEEDED
from clerestory.model.grounds import UNTOLD_PLACES
from clerestory.model.instrument import Instrument


def check_requests(tables: Sequence[TableRequest], instrument: Instrument) -> None:
    """Check that every entity, variable and code list that a table names is in the instrument.

    Raises
    ------
    TableError
        With every setting that names nothing, in the order of study.toml; the first gives the place.
    """
    errors = [error for table in tables for error in _faults(table, instrument)]
    if errors:
        first, rest = errors[0], errors[1:]
        also = "".join(f"\nAlso {error.where}: {error.what}. {error.remedy}" for error in rest)
        raise TableError(first.what, where=first.where, remedy=first.remedy + also)


def check_withheld(outputs: Sequence[WithheldOutput], instrument: Instrument) -> None:
    """Check that no output of an operation is told by its area (rule S13).

    Raises
    ------
    StudyError
        If the words of one hold the name of an area of the instrument; the name is not repeated.
    """
    lists = [instrument.codelists[name] for name in AREA_LISTS if name in instrument.codelists]
    areas = {_folded(code.label) for codelist in lists for code in codelist.codes}
    for output in outputs:
        words = _folded(f"{output.output} {output.public_interest}")
        # Not \b: a label may end with a bracket, and no such end is one of a word.
        if output.reason in UNTOLD_PLACES and any(re.search(rf"(?<!\w){re.escape(a)}(?!\w)", words) for a in areas):
            raise StudyError(
                f"{output.reason.value} is told without area, and the words name one",
                where=f"study.toml, [[withheld]] {output.id}",
                remedy="Leave the area out: it could tell somebody that the police look at them.",
            )


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())


def _faults(table: TableRequest, instrument: Instrument) -> Iterator[TableError]:
    countable = [entity for entity in instrument.entities if instrument.primary_key(entity)]
    if table.count not in countable:
        remedy = f"Count one of {', '.join(countable)}."
        yield _fault(table, "count", f"{table.count!r} cannot be counted", remedy)
    known = [variable.path for variable in (*instrument.variables, *instrument.computed)]
    setting = "group" if isinstance(table, ComparisonTable) else "definition"
    if (table.definition or setting == "group") and DEFINITION not in known:
        remedy = f"Leave it out, or use an instrument that has {', '.join(sorted(NEEDED))}."
        yield _fault(table, setting, "the instrument has not what a definition is computed from", remedy)
    for setting, path in _paths(table):
        if path not in known:
            near = difflib.get_close_matches(path, known, n=3) or known[:3]
            remedy = (
                f"Name it as entity.variable, such as {', '.join(near)}; docs/reference/instrument.md has the form."
            )
            yield _fault(table, setting, f"there is no variable {path!r} in the instrument", remedy)
    for group in dict.fromkeys(table.groups.values()):
        if group not in instrument.codelists:
            near = difflib.get_close_matches(group, instrument.codelists, n=3) or list(instrument.codelists)[:3]
            remedy = f"Name a code list, such as {', '.join(near)}."
            yield _fault(table, "groups", f"there is no code list {group!r} in the instrument", remedy)


def _paths(table: TableRequest) -> Iterator[tuple[str, str]]:
    """Yield each variable that a table names, with the setting that names it."""
    if isinstance(table, OverlapTable):
        yield "lists", table.lists
    elif isinstance(table, ComparisonTable):
        yield "characteristic", table.characteristic
        yield from (("only", path) for path in table.only)
    else:
        yield "rows", table.rows
        yield from (("columns", path) for path in (table.columns,) if path)
        yield from (("only", path) for path in table.only)
    yield from (("groups", path) for path in table.groups)
    yield from (("headings", path) for path in table.headings)


def _fault(table: TableRequest, setting: str, what: str, remedy: str) -> TableError:
    return TableError(what, where=f"study.toml, table {table.id}, {setting}", remedy=remedy)
