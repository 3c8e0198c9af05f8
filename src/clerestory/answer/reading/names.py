"""Names as the head and the foot of a letter have them: who is written to, who signs, who gets a copy."""

from __future__ import annotations

import re

_TITLE = (
    r"(?i:rt\.? hon\.?|right honourable|hon\.?|mr|mrs|ms|miss|mx|dr|doctor|prof|professor|cllr|councillor|sir"
    r"|dame|lord|lady"
    r"|baroness|rev|reverend|det(?:ective)?|supt|superintendent|insp(?:ector)?)"
)
_TITLES = re.compile(rf"\b(?:{_TITLE}|(?i:the|chief|constable))\b\.?")
_TITLED = re.compile(rf"(?:{_TITLE}\.? )+[A-Z]|[A-Z][^,]{{2,60}}\bMPs?\b")
_AFTER = re.compile(r"\b(?:mp|msp|ms|am|obe|cbe|mbe|kc|qc|phd)\b", re.IGNORECASE)
_POST = re.compile(
    r"\b(?:minister|secretary|chair|leader|director|head|officer|chief|commissioner|team|unit|manager|president|speaker"
    r"|constable|executive|member of|professor of|chancellor|whip)\b",
    re.IGNORECASE,
)
_OFFICE = re.compile(
    r"\b(?:department|office|ministry|council|constabulary|police|university|committee|agency|service|authority|board"
    r"|government|charity|trust|foundation|college|institute|centre|inspectorate|commission|partnership|association)\b",
    re.IGNORECASE,
)
_ABOUT = re.compile(r"letter (?:to|from)\b|.{0,20}: letter\b|petition\b|re:", re.IGNORECASE)  # a heading, and no office
_PARLIAMENT = re.compile(
    r"house of (?:commons|lords)|(?:scottish|welsh|northern ireland) (?:parliament|assembly)", re.I
)
_POSTCODE = re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b")
_STREET = re.compile(
    r"\b\d{1,5}[a-z]?\b.{0,40}\b(?:street|road|lane|avenue|row|close|place|square|way|house|terrace|gardens|drive)\b",
    re.IGNORECASE,
)
_WEB = re.compile(r"\bwww\.|https?:|@|\btel(?:ephone)?\b", re.IGNORECASE)
_WORD = re.compile(r"[A-Za-zÀ-ɏ'’-]+")
_LONGEST = 120  # signs of a line with a name


def is_titled(line: str) -> bool:
    """Say whether a line begins with a title and a name, or has the letters of a member of Parliament."""
    return len(line) <= _LONGEST and _TITLED.match(line) is not None and not is_address(line)


def is_post(line: str) -> bool:
    """Say whether a line names a post, a team or a unit."""
    return len(line) <= _LONGEST and _POST.search(line) is not None and not _ABOUT.match(line)


def is_office(line: str) -> bool:
    """Say whether a line names a body."""
    return (
        len(line) <= _LONGEST and _OFFICE.search(line) is not None and not is_address(line) and not _ABOUT.match(line)
    )


def is_address(line: str) -> bool:
    """Say whether a line is part of an address: Parliament, a street, a code, a page of the web."""
    return any(pattern.search(line) for pattern in (_PARLIAMENT, _POSTCODE, _STREET, _WEB))


def name_words(line: str) -> frozenset[str]:
    """Give the words by which somebody is called, without titles and letters after the name.

    Examples
    --------
    >>> sorted(name_words("Rt Hon Helen Sallow MP"))
    ['helen', 'sallow']
    """
    said = _AFTER.sub(" ", _TITLES.sub(" ", line[:_LONGEST]))
    return frozenset(word.lower() for word in _WORD.findall(said))


def is_same_name(one: str, other: str) -> bool:
    """Say whether two lines call the same person: what one has of names the other has too."""
    left, right = name_words(one), name_words(other)
    return bool(left and right) and (left <= right or right <= left)


def called(line: str) -> str:
    """Give the name of a line, without the post or office that follows it."""
    return line.split(",", maxsplit=1)[0].strip() if is_titled(line) or "," in line else line
