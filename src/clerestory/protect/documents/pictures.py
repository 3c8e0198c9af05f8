"""Pictures inside documents; what they are is told by their first bytes, since names of parts are often wrong."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import PurePosixPath
from types import MappingProxyType

from clerestory.model.redaction.documents import Format, Inside, InsideKind
from clerestory.protect.documents.packages import Package

CHANGED = "pictures that are cropped, changed or hidden"
SIGNS: Mapping[bytes, Format] = MappingProxyType(
    {
        b"\x89PNG\r\n\x1a\n": Format.PNG,
        b"\xff\xd8\xff": Format.JPEG,
        b"II*\0": Format.TIFF,
        b"MM\0*": Format.TIFF,
        b"GIF8": Format.GIF,
    }
)


def picture_inside(data: bytes, suffix: str) -> Inside:
    """Give a picture with the suffix that its bytes say, or else its name."""
    signed = next((form.value for sign, form in SIGNS.items() if data.startswith(sign)), "")
    return Inside(InsideKind.PICTURE, signed or suffix, data)


def picture_of(package: Package, name: str) -> Inside:
    """Give the picture that a part of a package is.

    Raises
    ------
    DocumentError
        If the part is damaged.
    """
    return picture_inside(package.part(name), PurePosixPath(name).suffix.lower())
