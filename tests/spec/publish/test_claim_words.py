"""Which words of a sentence ask for evidence: claim_sentences.csv says of each sentence what it claims, if anything.

``alarm`` is what is wrongly found in an ordinary sentence; it is there to be counted, not to be kept.
"""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest

from clerestory.publish.claims import sentences, unsupported_words

HERE = Path(__file__).parent
METHODS = Path(__file__).parents[3] / "docs" / "methods" / "claims.md"
REFERENCE = "\ue000\ue100\ue001"  # how a reference stands in a text


def rows() -> list[dict[str, str]]:
    with (HERE / "claim_sentences.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def found_in(text: str) -> set[str]:
    read = text.replace("{{n}}", REFERENCE)
    return {hit.meaning.words for sentence in sentences(read) for hit in unsupported_words(sentence)}


def words(cell: str) -> set[str]:
    return {word.strip() for word in cell.split(";") if word.strip()}


@pytest.mark.parametrize("row", rows(), ids=lambda row: row["sentence"][:50])
def test_a_sentence_claims_what_the_table_says(row):
    assert found_in(row["sentence"]) == words(row["claims"]) | words(row["alarm"])


def test_the_table_is_large_and_holds_both_kinds():
    claims = [row for row in rows() if row["claims"]]
    assert len(rows()) >= 150
    assert len(claims) >= 100
    assert len(rows()) - len(claims) >= 50


def test_the_figures_of_the_methods_page_are_those_of_the_table():
    claims = [row for row in rows() if row["claims"]]
    ordinary = [row for row in rows() if not row["claims"]]
    alarms = sum(bool(found_in(row["sentence"])) for row in ordinary)
    missed = sum(not found_in(row["sentence"]) for row in claims)
    said = re.search(
        r"of (\d+) sentences that claim (\d+) are missed; of (\d+) that claim nothing (\d+)", text_of(METHODS)
    )
    assert said is not None
    assert [int(number) for number in said.groups()] == [len(claims), missed, len(ordinary), alarms]


def text_of(path: Path) -> str:
    return " ".join(path.read_text(encoding="utf-8").split())


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("One sentence. Another one.", 2),
        ("Dr. Who came at 9.30 a.m. and left.", 1),
        ("Is it so? It is.", 2),
        ("A heading without a stop", 1),
        ("Lines\nthat go on.\n\nA paragraph", 2),
        ("See No. 12 of the list, i.e. the last.", 1),
        (f"It ends with {REFERENCE}. {REFERENCE} begins.", 2),
        ("", 0),
    ],
)
def test_sentences_end_where_a_reader_ends_them(text, number):
    assert len(list(sentences(text))) == number
