"""The plain sign or signs for each sign of a text: look-alikes, accents, compatibility forms, what no reader sees."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from types import MappingProxyType

import numpy as np
import numpy.typing as npt

Points = npt.NDArray[np.uint32]

# Letters that look like Latin ones (Unicode TR 39 has the whole list; these are those that fonts show alike), and
# letters that Unicode does not take apart into a base and an accent.
_LOOK_ALIKES: Mapping[str, str] = MappingProxyType(
    {
        **dict(zip("АВЕЅІЈКМНОРСТУХаеѕіјкмнорстухһԁԛԝѵ", "ABESIJKMHOPCTYXaesijkmhopctyxhdqwv", strict=True)),
        **dict(zip("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧαικνορτυχ", "ABEZHIKMNOPTYXaiKvoptux", strict=True)),
        **dict(zip("øØłŁđĐðÐıſɡɑ", "oOlLdDdDisga", strict=True)),
        **dict(zip("ŧŦħĦɨƗƒꞙ", "tThHiIff", strict=True)),
        **dict(zip("ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘʀꜱᴛᴜᴠᴡʏᴢ", "abcdefghijklmnoprstuvwyz", strict=True)),  # small capitals
        **dict(zip("սհոօցզԛᎥᏟᎬᏞꓡꓔꓮꓰꓲꓳꓢ", "uhnogqqiCELLTAEIOS", strict=True)),  # Armenian, Cherokee, Lisu
        **{
            chr(first + at): chr(65 + at) for first in (0x1F150, 0x1F170, 0x1F1E6) for at in range(26)
        },  # in discs, flags
        "æ": "ae",
        "Æ": "AE",
        "œ": "oe",
        "Œ": "OE",
        "þ": "th",
        "Þ": "Th",
        "ß": "ss",
        "ẞ": "SS",
    }
)
_QUOTES = "\u2018\u2019\u201b\u2032\u02bc\u02b9`\u00b4\uff07"
_DOUBLE_QUOTES = "\u201c\u201d\u201f\u2033\uff02\u00ab\u00bb"
_HIDDEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Mn", "Me"})  # controls, formats, combining signs
_LINE_ENDS = "\n\v\f\x85\u2028\u2029"
_NAMED = re.compile(r"LATIN (?P<case>SMALL|CAPITAL) LETTER (?P<letter>[A-Z]) WITH .*")
_CODE_POINTS = 0x110000
_OTHERS, _UNKNOWN = _CODE_POINTS, _CODE_POINTS + 1  # no code points


def plain_sign(sign: str) -> str:
    """Give what stands in the plain text for one sign: one sign, several, or none.

    Examples
    --------
    >>> plain_sign("é"), plain_sign("ﬁ"), plain_sign("\u200b"), plain_sign("\u041e"), plain_sign("\u0667")
    ('e', 'fi', '', 'O', '7')
    >>> plain_sign("\u0288"), plain_sign("\ua749"), plain_sign("\u014b")
    ('t', 'l', 'ŋ')
    """
    if sign in _LOOK_ALIKES:
        return _LOOK_ALIKES[sign]
    if sign in _QUOTES:
        return "'"
    if sign in _DOUBLE_QUOTES:
        return '"'
    if sign.isspace():
        return "\r" if sign == "\r" else "\n" if sign in _LINE_ENDS else " "
    return _plain_mark(sign)


def _plain_mark(sign: str) -> str:
    category = unicodedata.category(sign)
    if category == "Pd" or sign in "\u2212\u2043":
        return "-"
    if category in _HIDDEN:
        return ""
    if category == "Nd":  # digits of any script, Arabic-Indic and Bengali ones among them
        return str(unicodedata.decimal(sign))
    taken_apart = unicodedata.normalize("NFKD", sign)
    return _letter_named(sign) if taken_apart == sign else "".join(plain_sign(part) for part in taken_apart)


def _letter_named(sign: str) -> str:
    """Give the Latin letter that a sign is with a hook, stroke, tail or the like, by its name in Unicode."""
    named = _NAMED.fullmatch(unicodedata.name(sign, ""))
    if named is None:
        return sign
    return named["letter"].lower() if named["case"] == "SMALL" else named["letter"]


class SignTable:
    """What became of every sign that was met so far, as arrays by code point.

    Asking Unicode for each of a million code points would take seconds; a text has some hundred, each asked once.
    """

    def __init__(self) -> None:
        self._first = np.full(_CODE_POINTS, _UNKNOWN, dtype=np.uint32)
        self._others: dict[int, tuple[int, ...]] = {}  # signs that become none or several
        self._learn(range(128))

    def plain(self, points: Points) -> tuple[Points, npt.NDArray[np.int32] | None]:
        """Give the plain signs of some code points, and the place from which each comes; None if all keep theirs."""
        first = self._first[points]
        most = int(first.max())
        if most == _UNKNOWN:
            self._learn(np.unique(points[first == _UNKNOWN]).tolist())
            return self.plain(points)
        if most < _OTHERS:
            return first, None
        return self._in_other_widths(points, first)

    def _in_other_widths(self, points: Points, first: Points) -> tuple[Points, npt.NDArray[np.int32]]:
        places = np.flatnonzero(first == _OTHERS)
        signs = [self._others[point] for point in points[places].tolist()]
        widths = np.array([len(several) for several in signs], dtype=np.int64)
        all_widths = np.ones(len(points), dtype=np.int64)
        all_widths[places] = widths
        origin = np.repeat(np.arange(len(points), dtype=np.int32), all_widths)
        plain = first[origin]
        begins = places + np.cumsum(widths - 1) - (widths - 1)
        for begin, several in zip(begins.tolist(), signs, strict=True):
            plain[begin : begin + len(several)] = several
        return plain, origin

    def _learn(self, points: Iterable[int]) -> None:
        for point in points:
            signs = tuple(ord(part) for part in plain_sign(chr(point)))
            if len(signs) == 1:
                self._first[point] = signs[0]
            else:
                self._others[point], self._first[point] = signs, _OTHERS
