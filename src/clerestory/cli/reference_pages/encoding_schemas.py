"""JSON Schemas of the files around encoding: rows of people, encodings and rotations as objects, and key files."""

from __future__ import annotations

from typing import Any

from clerestory.model.custody import CustodyKey
from clerestory.model.links.encodings import BLOCKS, FIELDS, PARAMETERS, WORDS
from clerestory.model.links.people import (
    DATE_OF_BIRTH,
    KIND,
    NEEDED_COLUMNS,
    PEOPLE_COLUMNS,
    POSTCODE,
    PSEUDONYM,
    PSEUDONYM_BODY,
    PersonKind,
)

_PREFIXES = "|".join(kind.prefix for kind in PersonKind)
_KIND = {"enum": [kind.value for kind in PersonKind]}
_PSEUDONYM = {"type": "string", "pattern": f"^({_PREFIXES}){PSEUDONYM_BODY}$"}
_WORD = {"type": "integer", "minimum": -(2**63), "maximum": 2**63 - 1}


def encoding_schemas() -> dict[str, dict[str, Any]]:
    """Give the schemas by their names."""
    return {
        "key-file": CustodyKey.model_json_schema(),
        "people-row": _people_row(),
        "encoding-row": _encoding_row(),
        "rotation-row": _object({KIND: _KIND, "old": _PSEUDONYM, "new": _PSEUDONYM}),
    }


def _people_row() -> dict[str, Any]:
    forms: dict[str, dict[str, Any]] = {
        KIND: _KIND,
        DATE_OF_BIRTH: {"pattern": r"^((19|20)\d{2}-\d{2}-\d{2})?$"},
        POSTCODE: {"pattern": r"^([A-Za-z]{1,2}\d[A-Za-z\d]?( *\d[A-Za-z]{2})?)?$"},
        PSEUDONYM: {"pattern": f"^(({_PREFIXES}){PSEUDONYM_BODY})?$"},
    }
    properties = {
        name: {"type": "string", "maxLength": 200, "description": what} | forms.get(name, {})
        for name, what in PEOPLE_COLUMNS.items()
    }
    return _object(properties) | {
        "description": "A row of a people file; every value is text.",
        "required": list(NEEDED_COLUMNS),
    }


def _encoding_row() -> dict[str, Any]:
    bits = {"anyOf": [{"type": "array", "items": _WORD, "minItems": WORDS, "maxItems": WORDS}, {"type": "null"}]}
    block = {"anyOf": [_WORD, {"type": "null"}]}
    parameters = {"type": "string", "pattern": "^enc-[0-9a-f]{16}$"}
    row = {PSEUDONYM: _PSEUDONYM, KIND: _KIND, PARAMETERS: parameters}
    return _object(row | dict.fromkeys(FIELDS, bits) | dict.fromkeys(BLOCKS, block)) | {
        "description": "A row of encodings.parquet: one person. Words are of 64 bits, signed as Parquet has them."
    }


def _object(properties: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }
