"""Patterns of what must never come (rule V13): they refuse the whole file and never echo what they found.

They are for free text, other strings and maps, and for columns that nobody declared; typed dates and codes have forms
of their own. They are matched on text in one form: full-width characters as plain ones, every dash as ``-``, every
kind of space as a space, invisible characters away. Names without a title or a word such as "called" are not found by
patterns; the stage redact does that where a roster is held.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from types import MappingProxyType

INVISIBLE = r"[\u{00AD}\u{200B}-\u{200F}\u{202A}-\u{202E}\u{2060}-\u{2064}\u{2066}-\u{2069}\u{FEFF}]"
DASHES = r"[\p{Pd}\u{2212}\u{2043}]"
QUOTES = r"[\u{2018}\u{2019}\u{201B}\u{2032}\u{201C}\u{201D}\u{2033}`\u{00B4}]"

_MONTH = (
    r"(jan(uary)?|feb(ruary)?|mar(ch)?|apr(il)?|may|june?|july?|aug(ust)?|sept?(ember)?|oct(ober)?|nov(ember)?"
    r"|dec(ember)?)"
)
_DAY = r"(0?[1-9]|[12]\d|3[01])"
_MONTH_NUMBER = r"(0?[1-9]|1[0-2])"
_YEAR = r"(19|20)\d{2}"
_APART = r"\s?[-/.\\·_]\s?"
_SPOKEN_DAY = (
    r"(first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|thirteenth|fourteenth"
    r"|fifteenth|sixteenth|seventeenth|eighteenth|nineteenth|twentieth|thirtieth|(twenty|thirty)[ -]"
    r"(first|second|third|fourth|fifth|sixth|seventh|eighth|ninth))"
)
_GAP = r"[\s().\-/]*"  # between the digits of a number
_STREET = r"(street|road|avenue|lane|crescent|gardens|terrace|grove|mews|boulevard)"
# Words that are also said of no address: they count with a capital, or with one word between them and the number.
_PLACE = r"(close|drive|court|place|way|hill|square|park|walk|view|green|row|rise|house|st|rd|ave)"
_SMALL_WORD = (
    r"(a|an|and|any|are|as|at|before|began|by|can|continued|covered|did|ended|for|from|had|has|have|in|into|involved|is"
    r"|it|its|led|log|may|name|names|no|of|on|or|order|orders|over|room|rooms|since|still|than|that|the|then|there"
    r"|these|this|to|took|under|was|were|when|where|which|while|will|with|within|would)"
)

PATTERNS: Mapping[str, str] = MappingProxyType(
    {
        "a date, as of birth": (
            rf"(?i)\b{_DAY}{_APART}{_MONTH_NUMBER}{_APART}({_YEAR}|\d{{2}})\b"
            rf"|\b{_MONTH_NUMBER}{_APART}{_DAY}{_APART}{_YEAR}\b"
            rf"|\b{_YEAR}{_APART}{_MONTH_NUMBER}{_APART}{_DAY}\b"
            rf"|\b{_DAY}\s{_MONTH_NUMBER}\s{_YEAR}\b|\b{_YEAR}\s(0[1-9]|1[0-2])\s(0[1-9]|[12]\d|3[01])\b"
            rf"|\b{_YEAR}(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])\b|\b(0[1-9]|[12]\d|3[01])(0[1-9]|1[0-2]){_YEAR}\b"
            rf"|\b{_DAY}\s?(st|nd|rd|th)?[\s\-./,]*(of\s+)?{_MONTH}[\s\-./,']*(\d{{2}}|\d{{4}})\b"
            rf"|\b{_SPOKEN_DAY}\s+(of\s+)?{_MONTH}\b"
            rf"|\b{_MONTH}\.?\s+{_DAY}(st|nd|rd|th)?,?\s+\d{{4}}\b|\b{_YEAR}[\s\-./,]*{_MONTH}[\s\-./,]*{_DAY}\b"
            r"|\bd\.?\s?o\.?\s?b\b\.?|\bdate of birth\b|\bborn\s+(on|in)?\s*"
            rf"({_DAY}|{_MONTH}|{_YEAR})\b"
        ),
        "a postcode": (
            r"(?i)\b[A-Z]{1,2}\d[A-Z\d]?[\s.\-]*\d[ABD-HJLNP-UW-Z]{2}\b|\bGIR\s?0AA\b"
            r"|\bpostcode( is| area)?:?\s+[A-Z]{1,2}\d"
        ),
        "a telephone number": (
            rf"(\+|\b00)44{_GAP}(\(0\))?({_GAP}\d){{9,10}}\b|(\b|\()0({_GAP}\d){{9,10}}\b|\+\d{{1,3}}({_GAP}\d){{7,12}}\b"
        ),
        "an e-mail address": (
            r"(?i)[^\s@]+\s?@\s?[^\s@]+\.\s?[a-z]{2,}"
            r"|[a-z0-9._%+\-]+\s?[\[({]\s?at\s?[\])}]\s?[a-z0-9\-]+|\b[a-z0-9._%+\-]+ at [a-z0-9\-]+ dot [a-z]{2,}\b"
        ),
        "an account name": r"(^|[\s(,;:'])@[A-Za-z][A-Za-z0-9_.]{2,}([\s,;:!?')]|$)",
        "a National Insurance number": (
            r"(?i)\b[A-CEGHJ-PR-TW-Z]{2}[\s.\-/]?\d{2}[\s.\-/]?\d{2}[\s.\-/]?\d{2}[\s.\-/]?[A-D]\b"
        ),
        "an NHS number": r"\b\d{3}[ .\-/]\d{3}[ .\-/]\d{4}\b|\b\d{10}\b",
        "a crime reference": (
            r"(?i)\b\d{2,}[A-Z]{0,3}[/\\]\d{3,}([/\\-]\d{2,4})?\b|\b\d{2}[A-Z]{2}[/\-]?\d{5,}\b"
            r"|\b\d{2}[/\-]\d{4,}[/\-]\d{2,4}\b|\b\d{2,4}[/\-]\d{2,7}[A-Z]\b|\b[A-Z]{2,3}[/\-]\d{5,}[/\-]\d{2}\b"
            r"|\b(crime|occurrence|incident|custody|case|urn|crn|pnc|pncid|cad|niche|croi?)\s*"
            r"(ref(erence)?|no|num(ber)?|id)?\.?\s*[:#]?\s*[A-Z]{0,3}[/\-]?\d{5,}"
        ),
        "a vehicle registration": r"(?i)\b[A-Z]{2}\d{2}[\s\-]?[A-Z]{3}\b|(?-i)\b[A-Z]\d{3}[\s\-]?[A-Z]{3}\b",
        "an operation name": r"(?i)\b(op(eration|n)?)\b\.?[\s:'\-]+[a-z][a-z]{2,}|\bcode\s?-?named?\b",
        "a name after a title": (
            r"\b(Mr|Mrs|Ms|Miss|Mx|Master|Dr|Prof|Rev|PC|DC|DS|DI|DCI|DSU|PS|PCSO|Sgt|Insp|Sir|Lady|Lord|Dame|Cllr"
            r"|Imam|Father)\.?\s+\p{Lu}"
            r"|\b(MR|MRS|MS|MISS|DR|SGT|SIR|LADY)\.?\s+\p{Lu}{2,}|\b(mr|mrs|mx|dr|sgt|pc|dc|dci)\.?\s+\p{L}{2,}"
            r"|(?i)\b(fore|sur|first|last|full|maiden|nick|birth)\s?-?names?(\s+is|\s+was|\s*[:=])\s*\p{L}"
            r"|(?-i)\b([Aa]ka|AKA|a\.k\.a\.|[Aa]lias|[Nn]icknamed|[Nn]amed|[Cc]alled|[Kk]nown as)\s+'?\p{Lu}\p{Ll}"
        ),
        "an address": (
            rf"(?i)\b\d{{1,4}}[a-z]?,?\s+([a-z'\-]+\s+){{1,3}}{_STREET}\b"
            rf"|\b\d{{1,4}}[a-z]?,?\s+[a-z'\-]+\s+{_PLACE}\b"
            r"|(?-i)\b\d{1,4}[A-Za-z]?,?\s+(\p{Lu}[\p{L}'\-]+\s+){1,3}"
            r"(Close|Drive|Court|Place|Way|Hill|Square|Park|Walk|View|Green|Row|Rise|House|St|Rd|Ave|Ln|Cres|Gdns)\b"
            r"|(?i)\b(flat|apartment|apt)\.?\s+\d{1,4}[a-z]?\b|\bp\.?\s?o\.?\s+box\s+\d"
        ),
    }
)

# What a pattern would take for an identifier and is none; it is blanked before the pattern of that kind is matched.
HARMLESS: Mapping[str, str] = MappingProxyType(
    {
        "a crime reference": rf"\b{_YEAR}\s?[/\\]\s?({_YEAR}|\d{{2}})\b",
        "an operation name": rf"(?i)\bop(eration|n)?\b\.?[\s:'\-]+{_SMALL_WORD}\b",
        "an address": (
            r"(?i)\b(in|at|to|by|the|of|under|from|a|their|for|no|on|his|her|were|was|had|went|took|take|takes|youth"
            r"|crown|family|county|magistrates'?|this|that|one|some|any|same|on the)\s+"
            r"(close|drive|court|place|way|hill|square|park|walk|view|green|row|rise|house)\b"
            r"|(?-i)\b([a-z]+s|people|men|women|children)\s+(close|drive|park|place|row|rise|view|walk|house)\b"
        ),
    }
)


def kinds_found(text: str) -> tuple[str, ...]:
    """Name the kinds of identifier that one text seems to hold, such as the reason for an entry of the ledger.

    It finds what ``clerestory.collect.identifying`` finds in columns, with Python's own expressions.

    Examples
    --------
    >>> kinds_found("asked by DC Example on 3/4/2019")
    ('a date, as of birth', 'a name after a title')
    """
    plain = _plain(text)
    return tuple(
        kind
        for kind, pattern in _IN_PYTHON.items()
        if pattern.search(_HARMLESS_IN_PYTHON[kind].sub(" ", plain) if kind in _HARMLESS_IN_PYTHON else plain)
    )


def _plain(text: str) -> str:
    plain = re.sub(_translated(INVISIBLE), "", unicodedata.normalize("NFKC", text))
    plain = re.sub(_translated(QUOTES), "'", re.sub(_translated(DASHES), "-", plain))
    return re.sub(r"\s", " ", plain)


def _compiled(pattern: str) -> re.Pattern[str]:
    """Give a pattern as Python writes it: there a switch such as ``(?-i)`` needs a group of its own."""
    _, *switched = re.split(r"(\(\?-?i\))", pattern if pattern.startswith("(?") else "(?-i)" + pattern)
    parts = zip(switched[::2], switched[1::2], strict=True)
    groups = [("(?:" if "-" in switch else "(?i:") + _translated(part.strip("|")) + ")" for switch, part in parts]
    return re.compile("|".join(groups))


def _translated(pattern: str) -> str:
    """Write classes of characters as Python knows them: only the Latin capitals and small letters are told apart."""
    for rust, python in _CLASSES.items():
        pattern = pattern.replace(rust, python)
    return re.sub(r"\\u\{([0-9A-F]+)\}", lambda found: chr(int(found[1], 16)), pattern)


# The dashes of Unicode, without the brackets of a class, since they stand in one.
_CLASSES = {
    r"[\p{L}'\-]": r"(?:[^\W\d_]|['\-])",
    r"\p{Pd}": (
        "\\-\u058a\u05be\u1400\u1806\u2010-\u2015\u2e17\u2e1a\u2e3a"
        "\u2e3b\u2e40\u301c\u3030\u30a0\ufe31\ufe32\ufe58\ufe63\uff0d"
    ),
    r"\p{Lu}": "[A-Z\u00c0-\u00d6\u00d8-\u00de]",
    r"\p{Ll}": "[a-z\u00df-\u00f6\u00f8-\u00ff]",
    r"\p{L}": r"[^\W\d_]",
}
_IN_PYTHON = {kind: _compiled(pattern) for kind, pattern in PATTERNS.items()}
_HARMLESS_IN_PYTHON = {kind: _compiled(pattern) for kind, pattern in HARMLESS.items()}
