"""E-mail addresses, account names and pages of people."""

from __future__ import annotations

import re
from collections.abc import Iterator

from clerestory.model.redaction.findings import Kind
from clerestory.protect.text.patterns.anchored import Found

PART = r"[^\s@<>(),;:\"\[\]]"  # a sign of an address
_AFTER_AT = re.compile(rf"@ ?{PART}+\.[A-Za-z]{{2,}}")
_BEFORE_AT = re.compile(rf"{PART}{{1,64}} ?$")
_NAME_BEFORE = re.compile(r"(?P<it>\b[A-Z][\w'\-]+(?:,? [A-Z][\w'.\-]*){0,3})[\"']? ?[<(\[]$")
_ACCOUNT = re.compile(r"@[A-Za-z0-9_][\w.\-]*\w")
_SPOKEN_AT = re.compile(r"[\[({] ?[Aa][Tt] ?[\])}] ?[\w\-]+(?:(?: ?[\[({] ?dot ?[\])}] ?|\.| dot )\w+)+")
_ENDS_OF_AT = tuple(f"at{space}{sign}" for space in ("", " ") for sign in "])}")
_BEFORE_SPOKEN = re.compile(r"[\w.+\-]+(?: dot [\w.+\-]+)* ?$")
_DOT = re.compile(r" dot [a-z]{2,}(?: dot [a-z]{2,})?")
_BEFORE_DOT = re.compile(r"[\w.+\-]+ at [\w\-]+$")
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
_ENDS = (".com/", ".me/", ".net/")
_REST = re.compile(r"[^\s<>\"')]+")
_BEFORE_REST = re.compile(r"[^\s<>\"')]+")
_BEFORE_PROFILE = re.compile(r"(?i)(?:https?://)?(?:[a-z]{1,8}\.)?$")
_PERSONAL = re.compile(
    r"(?i)https?://[^\s<>\"')]*?(?:/(?:users?|profiles?|people|authors?|u|in|add)/|/@|/~)[^\s<>\"')]+"
)


def online_in(plain: str, folded: str) -> Iterator[Found]:
    """Yield e-mail addresses, account names, and pages of people."""
    at = plain.find("@")
    while at >= 0:
        found = _at(plain, at)
        if found is not None:
            yield found
            yield from _named_before(plain, found.start)
        at = plain.find("@", at + 1)
    if any(end in folded for end in _ENDS_OF_AT):
        yield from _spoken(plain, _SPOKEN_AT, _BEFORE_SPOKEN)
    if " dot " in folded:
        yield from _spoken(plain, _DOT, _BEFORE_DOT)
    yield from _pages(plain, folded)


def _at(plain: str, at: int) -> Found | None:
    """Give the address or account around a sign; None where it is neither, as in "3 @ 2.50"."""
    after = _AFTER_AT.match(plain, at)
    before = _BEFORE_AT.search(plain, max(0, at - _LONGEST_NAME), at)
    if after and before:
        return Found(before.start(), after.end(), Kind.EMAIL, "pattern.email")
    account = _ACCOUNT.match(plain, at)
    return Found(at, account.end(), Kind.ACCOUNT, "pattern.account") if account else None


def _named_before(plain: str, address: int) -> Iterator[Found]:
    """Yield the name that a message's header has before an address in brackets."""
    name = _NAME_BEFORE.search(plain, max(0, address - _LONGEST_NAME), address)
    if name:
        yield Found(*name.span("it"), Kind.PERSON, "pattern.email.name")


def _spoken(plain: str, said: re.Pattern[str], name: re.Pattern[str]) -> Iterator[Found]:
    for found in said.finditer(plain):
        before = name.search(plain, max(0, found.start() - _LONGEST_NAME), found.start())
        if before:
            yield Found(before.start(), found.end(), Kind.EMAIL, "pattern.email.spelled")


def _pages(plain: str, folded: str) -> Iterator[Found]:
    for site in _SOCIAL if any(end in folded for end in _ENDS) else ():
        at = folded.find(site)
        while at >= 0:
            before, rest = _BEFORE_PROFILE.search(plain, max(0, at - 20), at), _REST.match(plain, at + len(site))
            if before and rest and not plain[max(0, before.start() - 1) : before.start()].isalnum():
                yield Found(before.start(), rest.end(), Kind.ACCOUNT, "pattern.profile")
            at = folded.find(site, at + 1)
    for found in _PERSONAL.finditer(plain) if "://" in plain else ():
        yield Found(*found.span(), Kind.ACCOUNT, "pattern.profile")
