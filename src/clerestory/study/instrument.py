"""Reading an instrument folder: variables.csv, keys.csv and codelists/*.csv."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from importlib import resources
from pathlib import Path
from typing import TypeVar

from clerestory.errors import InstrumentError
from clerestory.model.instrument import (
    Code,
    Codelist,
    Condition,
    Instrument,
    Key,
    KeyKind,
    Need,
    ValueType,
    Variable,
)

_Choice = TypeVar("_Choice", ValueType, KeyKind, Condition)
_NEEDS: Mapping[str, Need] = {"yes": Need.YES, "no": Need.NO}
_IF = "if "  # before a condition


def shipped_instrument() -> Path:
    """Give the folder of the group-based offending instrument that comes with the product."""
    return Path(str(resources.files("clerestory.study"))) / "group_based_offending"


def read_instrument(folder: Path) -> Instrument:
    """Read and check an instrument.

    Parameters
    ----------
    folder : Path
        Holds ``variables.csv``, ``keys.csv`` and ``codelists/<name>.csv``, and may hold ``older_lists.csv``; see
        docs/reference/instrument.md.

    Raises
    ------
    InstrumentError
        If a file or column is missing, a type is unknown, or the parts contradict each other.
    """
    variables = tuple(
        _variable(row, where) for row, where in _rows(folder / "variables.csv", "entity", "variable", "type")
    )
    keys = tuple(_key(row, where) for row, where in _rows(folder / "keys.csv", "entity", "key", "kind"))
    lists = {path.stem: _codelist(path) for path in sorted((folder / "codelists").glob("*.csv"))}
    return Instrument(variables, keys, lists, source=folder.name, older_lists=_older_lists(folder / "older_lists.csv"))


def _older_lists(path: Path) -> Mapping[str, tuple[str, ...]]:
    """Read which older lists may stand in place of which; an instrument without older lists has no such file."""
    found: dict[str, tuple[str, ...]] = {}
    for row, _ in _rows(path, "older", "current") if path.exists() else ():
        found[row["current"]] = (*found.get(row["current"], ()), row["older"])
    return found


def _codelist(path: Path) -> Codelist:
    codes = (
        Code(row["code"], row["label"], row.get("parent") or "", row.get("note") or "", _further(row))
        for row, _ in _rows(path, "code", "label")
    )
    return Codelist(path.stem, tuple(codes))


def _further(row: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(code for code in (row.get("further_parents") or "").split(";") if code)


def _variable(row: Mapping[str, str], where: str) -> Variable:
    need = row.get("mandatory", "yes")
    return Variable(
        entity=row["entity"],
        name=row["variable"],
        definition=row.get("definition", ""),
        type=_one_of(ValueType, row["type"], where),
        codelist=row.get("codelist", ""),
        need=_NEEDS.get(need, Need.CONDITIONAL),
        condition=None if need in _NEEDS else _one_of(Condition, need.removeprefix(_IF), where),
        standard=row.get("source_standard", ""),
        sensitivity=row.get("class", "S"),
        questions=tuple(q for q in row.get("questions", "").split(",") if q),
    )


def _key(row: Mapping[str, str], where: str) -> Key:
    return Key(
        entity=row["entity"],
        name=row["key"],
        kind=_one_of(KeyKind, row["kind"], where),
        references=row.get("references", ""),
        prefix=row.get("prefix", ""),
        need=_NEEDS.get(row.get("mandatory", "yes"), Need.CONDITIONAL),
    )


def _one_of(kind: type[_Choice], value: str, where: str) -> _Choice:
    try:
        return kind(value)
    except ValueError:
        raise InstrumentError(
            f"{value!r} is not a type, kind or condition",
            where=where,
            remedy="Use one of " + ", ".join(k.value for k in kind) + ".",
        ) from None


def _rows(path: Path, *needed: str) -> list[tuple[dict[str, str], str]]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file, strict=True)
            header = reader.fieldnames or ()
            rows = [(row, f"{path.name}, line {reader.line_num}") for row in reader]
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise InstrumentError(
            "cannot be read",
            where=str(path),
            remedy="Give it as UTF-8 CSV; docs/reference/instrument.md has the columns.",
        ) from error
    missing = [name for name in needed if name not in header]
    if missing:
        raise InstrumentError(
            f"has no column {', '.join(missing)}",
            where=str(path),
            remedy="Add it; docs/reference/instrument.md has all.",
        )
    for row, where in rows:
        if None in row or None in row.values():
            remedy = "Quote a field that holds a comma, and give every row all columns."
            raise InstrumentError("has more or fewer fields than the header", where=where, remedy=remedy)
    return rows
