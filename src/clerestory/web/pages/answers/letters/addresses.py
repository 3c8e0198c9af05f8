"""Addresses of letters: the reference of a letter is its address."""

from __future__ import annotations

from django.urls import reverse

from clerestory.model.answers.letters import split_reference


def thread_address(thread: str) -> str:
    """Give the address of a thread, ``MIN/0007211``."""
    series, number = thread.split("/")
    return reverse("letter", kwargs={"series": series, "number": number})


def part_address(reference: str, page: str = "letter-part", **named: object) -> str:
    """Give the address of a page about a part, ``MIN/0007211/1``."""
    split = split_reference(reference)
    if split is None:
        raise ValueError("no own reference")
    series, number = split[0].split("/")
    return reverse(page, kwargs={"series": series, "number": number, "part": split[1], **named})
