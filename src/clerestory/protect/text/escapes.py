"""Escapes of HTML, JSON and addresses of the web, undone, with the way back to where each stood."""

from __future__ import annotations

import re
from html.entities import html5

import numpy as np
import numpy.typing as npt

Offsets = npt.NDArray[np.int32]

_LONGEST_PERCENT = 200  # signs written as bytes, one after another
# The sign that begins an escape stands first, so that the search leaps from one to the next.
_ESCAPE = re.compile(
    r"[&%\\](?:(?<=&)(?:amp;)*(?P<html>#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,30});"
    rf"|(?<=%)(?P<percent>(?:25)*[0-9a-fA-F]{{2}}(?:%(?:25)*[0-9a-fA-F]{{2}}){{0,{_LONGEST_PERCENT}}})"
    r"|(?<=\\)\\{0,3}(?:(?P<json>u[0-9a-fA-F]{4}(?:\\{1,4}u[0-9a-fA-F]{4})*)|(?P<control>[nrt])(?![a-z])|(?P<sign>[\"'/])))"
)
_UNIT = re.compile(r"u([0-9a-fA-F]{4})")
_PERCENT = re.compile(r"(?:^|%)(?:25)*([0-9a-fA-F]{2})")
_SURROGATES = range(0xD800, 0xE000)


def unescaped(text: str) -> tuple[str, Offsets | None]:
    r"""Give a text without escapes, and where in the original each sign begins; None where it had none.

    What is no escape after all (``R&D;``, ``25%zz``, ``C:\notes``) stays as it is. An escape of JSON's for a line end
    counts only before something other than a small letter, since folders of Windows are written alike.

    Examples
    --------
    >>> unescaped("Zo&euml; &amp; Si%C3%A2n")[0], unescaped(r"Zo\u00eb\nQuill")[0]
    ('Zoë & Siân', 'Zoë\nQuill')
    """
    if "&" not in text and "%" not in text and "\\" not in text:
        return text, None
    parts, offsets, at = [], [], 0
    for found in _ESCAPE.finditer(text):
        sign = _undone(found)
        if sign is None:
            continue
        start, end = found.span()
        parts += [text[at:start], sign]
        offsets += [np.arange(at, start, dtype=np.int32), np.full(len(sign), start, dtype=np.int32)]
        at = end
    if not parts:
        return text, None
    offsets.append(np.arange(at, len(text), dtype=np.int32))
    return "".join([*parts, text[at:]]), np.concatenate(offsets)


def _undone(found: re.Match[str]) -> str | None:
    if found["html"]:
        return _html_sign(found["html"])
    if found["percent"]:
        return _of_bytes(found["percent"])
    if found["json"]:
        units = b"".join(int(unit, 16).to_bytes(2, "little") for unit in _UNIT.findall(found["json"]))
        return units.decode("utf-16-le", "replace")
    return "\n" if found["control"] else found["sign"]


def _html_sign(name: str) -> str | None:
    if not name.startswith("#"):
        return html5.get(f"{name};")
    point = int(name[2:], 16) if name[1] in "xX" else int(name[1:])
    return chr(point) if point < 0x110000 and point not in _SURROGATES else None


def _of_bytes(percent: str) -> str | None:
    try:
        return bytes(int(byte, 16) for byte in _PERCENT.findall(percent)).decode("utf-8")
    except UnicodeDecodeError:
        return None
