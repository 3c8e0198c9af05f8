"""E-mail addresses, account names and pages of people."""

from __future__ import annotations

import re
from collections.abc import Iterator

from clerestory.model.redaction.findings import Kind
from clerestory.protect.text.patterns.anchored import Found

_PART = r"[^\s@<>(),;:\"\[\]]"
_AFTER_AT = re.compile(rf"@ ?{_PART}+\.[A-Za-z]{{2,}}")
_BEFORE_AT = re.compile(rf"{_PART}{{1,64}} ?$")
_ACCOUNT = re.compile(r"@[A-Za-z0-9_][\w.\-]*\w")
_SPOKEN_AT = re.compile(
    r"[\[({] ?[Aa][Tt] ?[\])}] ?[\w\-]+(?:(?: ?[\[({] ?dot ?[\])}] ?|\.| dot )\w+)+"
    r"|(?<= )at [\w\-]+(?:(?: ?[\[({] ?dot ?[\])}] ?| dot )\w+)+"
)
_BEFORE_SPOKEN = re.compile(r"[\w.+\-]+(?: dot [\w.+\-]+)* ?$")
_LONGEST_NAME = 80
_SOCIAL = (
    "facebook.com/",
    "fb.com/",
    "fb.me/",
    "instagram.com/",
    "twitter.com/",
    "x.com/",
    "snapchat.com/",
    "tiktok.com/",
    "linkedin.com/",
    "youtube.com/",
    "t.me/",
    "threads.net/",
)
_PROFILE = re.compile(rf"(?i)(?:{'|'.join(re.escape(site) for site in _SOCIAL)})[^\s<>\"')]+")
_BEFORE_PROFILE = re.compile(r"(?i)(?:https?://)?(?:[a-z]{1,8}\.)?$")
_PERSONAL = re.compile(r"(?i)https?://[^\s<>\"')]*?(?:/(?:users?|profiles?|people|authors?|u|in|add)/|/@|/~)[^\s<>\"')]+")


def online_in(plain: str) -> Iterator[Found]:
    """Yield e-mail addresses, account names, and pages of people."""
    at = plain.find("@")
    while at >= 0:
        found = _at(plain, at)
        if found is not None:
            yield found
        at = plain.find("@", at + 1)
    if "dot" in plain or "[" in plain or "(" in plain:
        yield from _spoken(plain)
    if "/" in plain:
        yield from _pages(plain)


def _at(plain: str, at: int) -> Found | None:
    """Give the address or account around a sign; None where it is neither, as in "3 @ 2.50"."""
    after = _AFTER_AT.match(plain, at)
    before = _BEFORE_AT.search(plain, max(0, at - _LONGEST_NAME), at)
    if after and before:
        return Found(before.start(), after.end(), Kind.EMAIL, "pattern.email")
    account = _ACCOUNT.match(plain, at)
    return Found(at, account.end(), Kind.ACCOUNT, "pattern.account") if account else None


def _spoken(plain: str) -> Iterator[Found]:
    for found in _SPOKEN_AT.finditer(plain):
        before = _BEFORE_SPOKEN.search(plain, max(0, found.start() - _LONGEST_NAME), found.start())
        if before:
            yield Found(before.start(), found.end(), Kind.EMAIL, "pattern.email.spelled")


def _pages(plain: str) -> Iterator[Found]:
    for found in _PROFILE.finditer(plain):
        before = _BEFORE_PROFILE.search(plain, max(0, found.start() - 20), found.start())
        start = before.start() if before else found.start()
        yield Found(start, found.end(), Kind.ACCOUNT, "pattern.profile")
    for found in _PERSONAL.finditer(plain):
        yield Found(*found.span(), Kind.ACCOUNT, "pattern.profile")
