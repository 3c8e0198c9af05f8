"""A name hidden in plain text is withheld, left behind or refused with its file; what is out of reach is told."""

from __future__ import annotations

import base64
import binascii
import html
import quopri
import re
import unicodedata
from collections.abc import Iterator, Mapping
from pathlib import Path
from urllib.parse import unquote

import pytest

from clerestory import pipeline
from clerestory.errors import DocumentError
from text_hiding_places import AFTER, BEFORE, FULL, LEFT_BEHIND, NAME, OUT_OF_REACH, REFUSED, WITHHELD

METHODS = Path(__file__).parents[3] / "docs/methods/redaction-documents.md"
SOUGHT = NAME.lower()
TELLS = ("zelda", SOUGHT)


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> pipeline.RedactionAsked:
    roster = tmp_path_factory.mktemp("roster") / "roster.csv"
    roster.write_text(f"person,name\nP1,{FULL}\n")
    return pipeline.RedactionAsked(rosters=(roster,))


def redacted(data: bytes, folder: Path, asked: pipeline.RedactionAsked) -> tuple[str, Mapping[str, int]]:
    """Redact a file, and give what was written and what was left behind."""
    source, out = folder / "a.txt", folder / "b.txt"
    source.write_bytes(data)
    answer = pipeline.redact_document(source, out, asked)
    assert source.read_bytes() == data
    return out.read_bytes().decode("utf-8"), answer.left_behind


def traces(text: str) -> Iterator[str]:
    """Yield the letters of a text in every writing that a searcher would try; shares nothing with the product."""
    layer = {text}
    for _ in range(3):
        for each in layer:
            bare = unicodedata.normalize("NFKD", each).lower()
            letters = "".join(sign for sign in bare if "a" <= sign <= "z")
            yield from (letters, letters[::-1])
        layer = {said for each in layer for said in decodings(each)}


def decodings(text: str) -> Iterator[str]:
    yield html.unescape(text)
    yield unquote(text)
    yield quopri.decodestring(text.encode()).decode("utf-8", "replace")
    yield re.sub(r"<[^>]*>", "", text)
    yield re.sub(r"\\x(..)|\\u(....)", lambda found: chr(int(found[1] or found[2], 16)), text)
    for run in re.findall(r"(?:[0-9A-Fa-f]{2}[ :]?){6,}", text):
        yield bytes.fromhex(re.sub("[ :]", "", run)).decode("latin-1")
    for run in re.findall(r"[\w+/-]{8,}", re.sub(r"\s", "", text)):
        try:
            yield base64.b64decode(run + "===", altchars=b"-_").decode("latin-1")
        except (binascii.Error, ValueError):
            continue


def middle(text: str) -> str:
    return text.replace("\r\n", "\n").removeprefix(BEFORE).removesuffix(AFTER)


@pytest.mark.parametrize("place", WITHHELD)
def test_what_a_reader_could_make_out_is_withheld(place: str, tmp_path: Path, asked: pipeline.RedactionAsked) -> None:
    text, _ = redacted(WITHHELD[place], tmp_path, asked)
    assert text.startswith(BEFORE)
    assert text.endswith(AFTER)
    assert "[withheld" in middle(text)
    assert [trace for trace in traces(middle(text)) if any(word in trace for word in TELLS)] == []


@pytest.mark.parametrize("place", LEFT_BEHIND)
def test_what_nobody_sees_is_left_behind(place: str, tmp_path: Path, asked: pipeline.RedactionAsked) -> None:
    text, _ = redacted(LEFT_BEHIND[place], tmp_path, asked)
    plain = text.replace("\r\n", "\n")
    assert plain.isascii()
    assert [sign for sign in set(plain) if not sign.isprintable() and sign not in "\n\t"] == []
    assert [line for line in plain.split("\n") if line != line.rstrip()] == []
    assert SOUGHT not in plain.lower()


@pytest.mark.parametrize("place", REFUSED)
def test_what_is_not_understood_is_refused(place: str, tmp_path: Path, asked: pipeline.RedactionAsked) -> None:
    with pytest.raises(DocumentError) as error:
        redacted(REFUSED[place], tmp_path, asked)
    assert SOUGHT not in str(error.value).lower()
    assert [path.name for path in tmp_path.iterdir()] == ["a.txt"]


@pytest.mark.parametrize("place", OUT_OF_REACH)
def test_what_is_out_of_reach_is_told_on_the_page_of_methods(
    place: str, tmp_path: Path, asked: pipeline.RedactionAsked
) -> None:
    text, _ = redacted(OUT_OF_REACH[place], tmp_path, asked)
    assert "[withheld" not in text, "it is found now: take it off the page"
    assert place in " ".join(METHODS.read_text().split())


def test_there_are_more_than_a_hundred_places() -> None:
    assert len(WITHHELD) + len(LEFT_BEHIND) + len(REFUSED) > 100


def test_signs_that_are_left_behind_are_counted(tmp_path: Path, asked: pipeline.RedactionAsked) -> None:
    text, left = redacted(b"a\xe2\x80\x8bb \x1b[1mc\x1b[0m xy\bz\r\nd \ne\n", tmp_path, asked)
    assert text == "ab c xz\r\nd\r\ne\r\n"
    assert left == {
        "signs without a shape": 1,
        "commands to a terminal": 2,
        "signs written over": 1,
        "line ends of another kind": 2,
    }


ORDINARY = """The panel met on 3 May 2019 (see https://www.example.org/a?b=1&c=2) and files in C:\\data\\2019 were read.
It cost 120, 130, 140 and 150 pounds; in 2001 2002 2003 2004 2005 2006 nobody came. x = 1 < 2, a > b and <see below>.
Reference ABCDEFGHIJKLMNOP, HMCTSHOUSE, cafe/decade/facade, dead beef cafe babe, wellbeing-related-circumstances.

    indented   columns    stay
"""


def test_ordinary_text_stays_as_it_is(tmp_path: Path, asked: pipeline.RedactionAsked) -> None:
    text, left = redacted(ORDINARY.encode(), tmp_path, asked)
    kept = re.sub(r"\[withheld[^]]*\]", "", text)
    assert not left
    assert len(kept) > len(ORDINARY) - 60
