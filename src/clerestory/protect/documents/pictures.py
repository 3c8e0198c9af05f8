"""Pictures inside documents; what they are is told by their first bytes, since names of parts are often wrong."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import PurePosixPath
from types import MappingProxyType

from clerestory.model.redaction.documents import Format, Inside, InsideKind

CHANGED = "pictures that are cropped, changed or hidden"
SIGNS: Mapping[bytes, Format] = MappingProxyType({b"\x89PNG\r\n\x1a\n": Format.PNG, b"\xff\xd8\xff": Format.JPEG})


def picture_inside(data: bytes, name: str) -> Inside:
    """Give a picture with the suffix that its bytes say, or else its name."""
    signed = next((form.value for sign, form in SIGNS.items() if data.startswith(sign)), "")
    return Inside(InsideKind.PICTURE, signed or _suffix(name), data)


def _suffix(name: str) -> str:
    return name.lower() if name.startswith(".") else PurePosixPath(name).suffix.lower()
