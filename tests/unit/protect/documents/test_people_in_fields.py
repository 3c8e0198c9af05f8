"""Names in the headers of a message are told from the addresses beside them, however these are written."""

from __future__ import annotations

import pytest

from clerestory.model.redaction.documents import Block, Document, Format, Role
from clerestory.protect.documents.mail.people import people_in_fields


def named(header: str) -> list[str]:
    document = Document(
        Format.EMAIL, (Block("Hester Dunmoor", Role.FIELD, label="Subject"), Block(header, Role.FIELD, label="To"))
    )
    return [document.text[found.start : found.end] for found in people_in_fields(document)]


@pytest.mark.parametrize(
    "header",
    [
        "Wexcombe<w@f.example>",
        "<w@f.example>Wexcombe",
        "w@f.example;Wexcombe",
        "Wexcombe,w@f.example",
        '"Wexcombe"<w@f.example>',
        "w@f.example(Wexcombe)",
    ],
)
def test_a_name_that_no_space_parts_from_an_address_is_a_name(header: str) -> None:
    assert named(header) == ["Wexcombe"]


def test_an_address_is_no_name() -> None:
    assert named("ann.lee@f.example, <bob-lee@f.example>") == []


def test_a_long_header_is_gone_through_once() -> None:
    assert named("a" * 1_000_000) == ["a" * 1_000_000]  # a search that begins again at each sign comes to no end
