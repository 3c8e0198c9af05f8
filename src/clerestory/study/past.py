"""The past of a study as files: drafts that left the vault, and what somebody else published."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import polars as pl
from pydantic import ValidationError

from clerestory.errors import StudyError
from clerestory.model.canonical import canonical_json
from clerestory.model.commission import TableRequest
from clerestory.model.history import LeftDraft, OutsidePublication
from clerestory.model.tables import ROUNDED_TO, ProtectedTable
from clerestory.study.folder import Study
from clerestory.study.stored import read_protected, write_json
from clerestory.study.writing import PARTIAL, replace_directory

Printed = Mapping[tuple[str, str], int | None]  # by the keys of row and column


@dataclass(frozen=True, repr=False)
class Left:
    """A draft that left the vault, with the tables as they left."""

    name: str
    where: Path
    draft: LeftDraft
    tables: tuple[ProtectedTable, ...]


@dataclass(frozen=True, repr=False)
class Publication:
    """What somebody else published."""

    name: str
    where: Path
    form: OutsidePublication
    printed: Printed


def keep_left(study: Study, draft: LeftDraft, tables: tuple[ProtectedTable, ...]) -> str:
    """Write into the vault what is about to leave it; gives the name, the same for the same draft."""
    content = [draft.model_dump(mode="json"), [table.as_json() for table in tables]]
    name = study.keyed_hash(canonical_json(content)).partition(":")[2]
    if not (study.left / name).is_dir():
        with replace_directory(study.left / name) as folder:
            write_json(folder / "left.json", draft.model_dump(mode="json"))
            for table in tables:
                write_json(folder / f"table-{table.shape.id}.json", table.as_json())
    return name


def read_left(study: Study) -> tuple[Left, ...]:
    """Read every draft that left the vault, by name.

    Raises
    ------
    StudyError
        If one cannot be read: what readers have is not known then.
    """
    there = sorted(study.left.iterdir()) if study.left.is_dir() else []
    return tuple(_left(folder) for folder in there if not folder.name.startswith(PARTIAL))


def _left(folder: Path) -> Left:
    try:
        draft = LeftDraft.model_validate_json((folder / "left.json").read_bytes())
        tables = tuple(read_protected(folder / f"table-{request.id}.json") for request in draft.requests)
    except (OSError, ValidationError, StudyError):
        raise StudyError(
            "a draft that left the vault cannot be read, so nobody can say what readers have",
            where=str(folder),
            remedy="Restore vault/left from a backup. Nothing was published.",
        ) from None
    return Left(folder.name, folder, draft, tables)


def read_publications(study: Study) -> tuple[Publication, ...]:
    """Read every registered publication of others, by name of its file.

    Raises
    ------
    StudyError
        If a file has not the form of one, or a number is none.
    """
    folder = study.history
    if not folder.exists():
        return ()
    if not folder.is_dir():
        raise StudyError("is not a folder", where=str(folder), remedy="Make it a folder, or remove it.")
    there = sorted(path for path in folder.iterdir() if not path.name.startswith("."))
    strange = [path for path in there if path.suffix not in (".toml", ".csv") or not _other(path).is_file()]
    if strange:
        raise _fault(strange[0], "a publication is a .toml file and a .csv file of the same name; this one is alone")
    return tuple(_publication(study, path) for path in there if path.suffix == ".toml")


def _other(path: Path) -> Path:
    return path.with_suffix(".csv" if path.suffix == ".toml" else ".toml")


def _publication(study: Study, path: Path) -> Publication:
    try:
        raw = path.read_bytes()
        form = OutsidePublication.model_validate(tomllib.loads(raw.decode()))
    except ValidationError as error:
        first = error.errors()[0]
        raise _fault(path, f"{'.'.join(map(str, first['loc']))}: {first['msg']}") from None
    except (OSError, ValueError):
        raise _fault(path, "is not TOML in UTF-8") from None
    name = study.keyed_hash(raw, _other(path).read_bytes()).partition(":")[2]
    return Publication(name, path, form, _counts(_other(path)))


def _counts(path: Path) -> Printed:
    try:
        frame = pl.read_csv(path, infer_schema=False)
        rows = frame.select("row_key", "column_key", "count").rows()
    except (OSError, pl.exceptions.PolarsError):
        raise _fault(path, "is not a CSV file with the columns row_key, column_key and count") from None
    if ROUNDED_TO in frame.columns:  # taken for exact, each would look like a small change of its cell
        raise StudyError(
            "has rounded counts, and tables are held against exact ones",
            where=str(path),
            remedy="Restore vault/left from a backup: the draft there has the exact counts. Nothing was published.",
        )
    found: dict[tuple[str, str], int | None] = {}
    for number, (row, column, count) in enumerate(rows, 2):
        if not row or not column:
            raise _fault(path, f"row {number} names no cell")
        if (row, column) in found:
            raise _fault(path, f"row {number} names the same cell as an earlier row")
        if count and not (count.isascii() and count.isdigit()):
            raise _fault(path, f"row {number}: count is neither empty nor a whole number of 0 or more")
        found[row, column] = int(count) if count else None
    return found


def requests_of(one: Left | Publication) -> tuple[TableRequest, ...]:
    """Give what the tables of a draft or publication count."""
    return one.draft.requests if isinstance(one, Left) else (one.form.table,)


def printed_by(one: Left | Publication) -> tuple[tuple[Printed, bool], ...]:
    """Give what was printed, for each of ``requests_of``, and whether a hidden cell is known not to be empty."""
    if isinstance(one, Publication):
        return ((one.printed, False),)
    return tuple((_by_keys(table), not table.whole and not table.hides_zeros) for table in one.tables)


def _by_keys(table: ProtectedTable) -> Printed:
    return {
        (row.key, column.key): table.counts[r][c]
        for r, row in enumerate(table.shape.rows)
        for c, column in enumerate(table.shape.columns)
    }


def _fault(path: Path, what: str) -> StudyError:
    return StudyError(what, where=str(path), remedy="docs/reference/history.md has the form.")
