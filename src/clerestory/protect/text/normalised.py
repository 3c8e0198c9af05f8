"""One plain spelling of a text for every matcher, and the way back to the original's code points.

Compatibility forms (full width, ligatures), accents, look-alike letters of other alphabets, kinds of dash, quote and
space become plain ones; what a reader does not see goes; runs of space become one space, and a word that a line break
parted with a hyphen is joined. Matchers search ``plain`` (capitals kept) or ``folded`` (small letters), which have the
same length; ``original_span`` gives the code points of the original that a match covers, hidden ones within included.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from types import MappingProxyType

import numpy as np
import numpy.typing as npt

Offsets = npt.NDArray[np.int32]

# Letters that look like Latin ones (Unicode TR 39 has the whole list; these are those that fonts show alike), and
# letters that Unicode does not take apart into a base and an accent.
_LOOK_ALIKES: Mapping[str, str] = MappingProxyType(
    {
        **dict(zip("АВЕЅІЈКМНОРСТУХаеѕіјкмнорстухһԁԛԝѵ", "ABESIJKMHOPCTYXaesijkmhopctyxhdqwv", strict=True)),
        **dict(zip("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧαικνορτυχ", "ABEZHIKMNOPTYXaiKvoptux", strict=True)),
        **dict(zip("øØłŁđĐðÐıſɡɑ", "oOlLdDdDisga", strict=True)),
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
_HIDDEN = ("Cc", "Cf", "Cs", "Co", "Cn", "Mn", "Me")  # controls, formats, combining signs
_SPACES = re.compile(r"(?<=[^\W\d_])-[ \t]*\r?\n[ \t]*(?=[^\W\d_])|\s+")


@dataclass(frozen=True, repr=False)
class NormalisedText:
    """A text in one plain spelling; confidential, so ``repr`` shows its length alone.

    Attributes
    ----------
    original : str
    plain : str
        In plain spelling, capitals kept.
    offsets : int32 array of shape (len(plain) + 1,)
        Code point of the original from which each one of ``plain`` comes; the last is the original's length.
    """

    original: str
    plain: str
    offsets: Offsets = field(compare=False)

    def __repr__(self) -> str:
        return f"NormalisedText({len(self.original)} code points)"

    @cached_property
    def folded(self) -> str:
        """``plain`` in small letters; of the same length."""
        small = self.plain.lower()
        if len(small) == len(self.plain):
            return small
        return "".join(low if len(low := sign.lower()) == 1 else sign for sign in self.plain)

    def original_span(self, start: int, end: int) -> tuple[int, int]:
        """Give where a passage of ``plain`` stands in the original, with the hidden signs within and right after."""
        return int(self.offsets[start]), max(int(self.offsets[end]), int(self.offsets[end - 1]) + 1)


def normalise(text: str) -> NormalisedText:
    """Bring a text to one plain spelling.

    Examples
    --------
    >>> found = normalise("Zo\u200be\u0301  N\u043evak")
    >>> found.plain, found.original_span(0, 3)
    ('Zoe Novak', (0, 5))
    """
    if not text:
        return NormalisedText("", "", np.zeros(1, dtype=np.int32))
    replaced = {sign: _plain_sign(sign) for sign in set(text)}
    table = str.maketrans({sign: new for sign, new in replaced.items() if new != sign})
    plain = text.translate(table) if table else text
    widths = _widths(text, replaced)
    offsets = np.repeat(np.arange(len(text), dtype=np.int32), widths) if widths is not None else _count(len(text))
    plain, offsets = _joined(plain, offsets)
    return NormalisedText(text, plain, np.append(offsets, np.int32(len(text))))


def _count(n: int) -> Offsets:
    return np.arange(n, dtype=np.int32)


def _widths(text: str, replaced: Mapping[str, str]) -> npt.NDArray[np.int64] | None:
    """Give how many signs of the plain text each sign became; None where each became one."""
    others = {ord(sign): len(new) for sign, new in replaced.items() if len(new) != 1}
    if not others:
        return None
    points = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    widths = np.ones(len(points), dtype=np.int64)
    for point, width in others.items():
        widths[points == point] = width
    return widths


def _joined(plain: str, offsets: Offsets) -> tuple[str, Offsets]:
    """Give runs of space as one space, and words that a line break parted as one word."""
    parts, kept, at = [], np.ones(len(plain), dtype=np.bool_), 0
    for found in _SPACES.finditer(plain):
        start, end = found.span()
        if end - start == 1 and plain[start] == " ":
            continue
        space = "" if plain[start] == "-" else " "
        parts += [plain[at:start], space]
        kept[start + len(space) : end] = False
        at = end
    if not parts:
        return plain, offsets
    return "".join([*parts, plain[at:]]), offsets[kept]


@lru_cache(maxsize=4096)
def _plain_sign(sign: str) -> str:
    if sign in _LOOK_ALIKES:
        return _LOOK_ALIKES[sign]
    if sign in _QUOTES:
        return "'"
    if sign in _DOUBLE_QUOTES:
        return '"'
    if sign.isspace():
        return "\n" if sign in "\n\r\v\f\x85\u2028\u2029" else " "
    if unicodedata.category(sign) == "Pd" or sign in "\u2212\u2043":
        return "-"
    if unicodedata.category(sign) in _HIDDEN:
        return ""
    taken_apart = unicodedata.normalize("NFKD", sign)
    if taken_apart == sign:
        return sign
    return "".join(_plain_sign(part) for part in taken_apart)
