"""A word planted in any hiding place of a document is in no written file, and in a written file it is found."""

from __future__ import annotations

import base64
import quopri
import zipfile
from pathlib import Path

import pytest

from clerestory.errors import DocumentError, ResidueError
from clerestory.protect.documents import check_clear, read_document, write_document
from clerestory.protect.text.removing import Removal, redacted_document
from hiding_places import PLACES, TOKEN, sources, unzipped

SOURCES = dict(sources())
CASES = [(form, place) for form, places in PLACES.items() for place in places]


def withheld(path: Path, target: Path) -> str:
    """Read a document, withhold the token where a reader sees it, and write the rest."""
    document = read_document(path)
    text, removals, at = document.text, [], 0
    while (at := text.find(TOKEN, at)) >= 0:
        removals.append(Removal(at, at + len(TOKEN), "[withheld]"))
        at += len(TOKEN)
    redacted = redacted_document(document, removals)
    write_document(redacted, target)
    return redacted.text


def raw_of(path: Path) -> bytes:
    """Give all bytes of a file, parts unpacked and mail decoded; by hand, not by the product."""
    data = path.read_bytes()
    parts = unzipped(data) if zipfile.is_zipfile(path) else {"body": quopri.decodestring(data)}
    return b"\n".join(
        [data, *parts, *parts.values()] if not parts else [data, *(n.encode() + v for n, v in parts.items())]
    )


def forms_of_token() -> list[bytes]:
    plain = TOKEN.lower().encode()
    coded = [base64.b64encode(b"x" * shift + TOKEN.encode())[4:-4].lower() for shift in range(3)]
    return [plain, plain[::-1], TOKEN.lower().encode("utf-16-le"), *coded]


@pytest.mark.parametrize(("form", "place"), CASES)
def test_nothing_that_was_planted_survives(form: str, place: str, tmp_path: Path) -> None:
    source, target = tmp_path / f"source.{form}", tmp_path / f"target.{form}"
    source.write_bytes(PLACES[form][place](SOURCES[form]))
    before = source.read_bytes()
    try:
        withheld(source, target)
    except DocumentError:
        assert not target.exists()
        return
    assert source.read_bytes() == before
    check_clear(target, [TOKEN])
    found = raw_of(target).lower()
    assert not [form for form in forms_of_token() if form in found]


@pytest.mark.parametrize(("form", "place"), CASES)
def test_the_check_finds_what_is_planted_after_writing(form: str, place: str, tmp_path: Path) -> None:
    source, target = tmp_path / f"source.{form}", tmp_path / f"target.{form}"
    source.write_bytes(SOURCES[form])
    withheld(source, target)
    check_clear(target, [TOKEN])
    target.write_bytes(PLACES[form][place](target.read_bytes()))
    with pytest.raises(ResidueError) as error:
        check_clear(target, [TOKEN])
    assert TOKEN.lower() not in str(error.value).lower()


def test_each_form_has_forty_five_places_or_more() -> None:
    assert {form: len(places) >= 45 for form, places in PLACES.items()} == dict.fromkeys(PLACES, True)
