"""What the columns of plain records hold: said in a small file, or guessed from their names."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Literal

from pydantic import Field, ValidationError

from clerestory.errors import RecordsError
from clerestory.model.forms import Form
from clerestory.model.links.settings import FieldKind

_ONE_OF_EACH = (
    FieldKind.GIVEN_NAMES,
    FieldKind.FAMILY_NAME,
    FieldKind.OTHER_FAMILY_NAME,
    FieldKind.DATE_OF_BIRTH,
    FieldKind.POSTCODE,
    FieldKind.TOWN,
)
_IDS = ("id", "rec_id", "record_id", "unique_id", "local_id", "ref", "reference")
_GUESSES: Mapping[str, FieldKind] = MappingProxyType(
    {
        **dict.fromkeys(("given_name", "given_names", "first_name", "first_names", "forename"), FieldKind.GIVEN_NAMES),
        **dict.fromkeys(("family_name", "surname", "last_name"), FieldKind.FAMILY_NAME),
        **dict.fromkeys(("other_family_name", "former_name", "maiden_name"), FieldKind.OTHER_FAMILY_NAME),
        **dict.fromkeys(("date_of_birth", "dob", "birth_date"), FieldKind.DATE_OF_BIRTH),
        **dict.fromkeys(("postcode", "post_code"), FieldKind.POSTCODE),
        **dict.fromkeys(("town", "city", "suburb"), FieldKind.TOWN),
        **dict.fromkeys(("address", "address_1", "street"), FieldKind.TEXT),
        **dict.fromkeys(("sex", "gender", "street_number"), FieldKind.CODE),
        **dict.fromkeys(("nhs_number", "soc_sec_id"), FieldKind.NUMBER),
    }
)


class Description(Form):
    """Which column names a record, and what the others hold."""

    form: Literal["clerestory-records/1"] = "clerestory-records/1"
    id: str = Field(default="", description="The column that names a record; by default rows are numbered.")
    columns: dict[str, FieldKind] = Field(min_length=1, description="What each column holds; others are not compared.")


def read_description(path: Path) -> Description:
    """Read what columns hold from TOML.

    Raises
    ------
    RecordsError
        If the file is not of the form.
    """
    try:
        return Description.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError):
        raise RecordsError("is not TOML in UTF-8", where=str(path), remedy="Mend it, or leave --columns out.") from None
    except ValidationError as error:
        places = ", ".join(".".join(map(str, fault["loc"])) for fault in error.errors())
        kinds = ", ".join(kind.value for kind in FieldKind)
        raise RecordsError(
            f"has a wrong or missing setting: {places}",
            where=str(path),
            remedy=f"Columns hold one of {kinds}; docs/reference/linkage.md has an example.",
        ) from None


def guessed(header: Sequence[str], where: str) -> Description:
    """Guess what columns hold from their names.

    Raises
    ------
    RecordsError
        If no column is known, or two hold what a person has one of.
    """
    columns = {name: _GUESSES[_plain(name)] for name in header if _plain(name) in _GUESSES}
    if not columns:
        raise RecordsError(
            "has no column whose name says what it holds",
            where=where,
            remedy="Say what the columns hold with --columns; docs/reference/linkage.md has an example.",
        )
    return Description(id=next((name for name in header if _plain(name) in _IDS), ""), columns=columns)


def guessed_together(headers: Sequence[tuple[str, Sequence[str]]]) -> list[Description]:
    """Guess what the columns of each file hold, under whatever names; what only one file has is left out.

    Parameters
    ----------
    headers : sequence of (str, sequence of str)
        Where each file stands, and its header.

    Returns
    -------
    list of Description
        One for each file, with the same fields in the same order.

    Raises
    ------
    RecordsError
        If a file has no known column, two for what a person has one of, or none that the other has too.
    """
    found = [guessed(header, where) for where, header in headers]
    for description, (where, header) in zip(found, headers, strict=True):
        check_description(description, header, where)
    fields = [{_field(name, kind): name for name, kind in one.columns.items()} for one in found]
    shared = [field for field in fields[0] if all(field in names for names in fields)]
    if not shared:
        raise RecordsError(
            "has no column whose name says that it holds what the first file has",
            where=headers[-1][0],
            remedy="Give the columns the same names, and say what they hold with --columns.",
        )
    return [
        Description(id=one.id, columns={names[field]: one.columns[names[field]] for field in shared})
        for one, names in zip(found, fields, strict=True)
    ]


def check_description(description: Description, header: Sequence[str], where: str) -> None:
    """Check that a file has the described columns, and one at most of what a person has one of.

    Raises
    ------
    RecordsError
        If it has not.
    """
    named = [*description.columns, *([description.id] if description.id else [])]
    absent = [name for name in named if name not in header]
    if absent:
        raise RecordsError(
            f"has no column {', '.join(absent)}",  # names of the description, not of the file
            where=where,
            remedy="Every file has the described columns, under these names; mend the header or --columns.",
        )
    kinds = list(description.columns.values())
    twice = [kind.value for kind in _ONE_OF_EACH if kinds.count(kind) > 1]
    if twice:
        raise RecordsError(
            f"two columns hold {twice[0]}", where=where, remedy="Say with --columns which one is compared."
        )


def _field(name: str, kind: FieldKind) -> str:
    """Give what a column is matched by: what it holds, or its name where a person may have several of that."""
    return kind.value if kind in _ONE_OF_EACH else _plain(name)


def _plain(name: str) -> str:
    return name.strip().lower().replace(" ", "_").replace("-", "_")
