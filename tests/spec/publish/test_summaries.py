"""Versions of the summary: the same cells and claims as the summary of the paper, or a reason why there are fewer."""

from __future__ import annotations

import json
import re
from dataclasses import replace

import pytest

from clerestory.errors import PaperError
from clerestory.model.beside_paper import BesidePaper, Version, VersionSource
from clerestory.publish import build_release, draft_content, summaries_of
from clerestory.publish.summaries.easy_read import reading_ease
from clerestory.study import shipped_presets
from papers import approved, column_table, study, table

TABLES = (table(), column_table())
PAPER = """## Summary

There were {{ t1["total", "total"] }} suspects, {{ t1["total", "M"].share }} of them men. Their forces are on
{{ fact.lists }} lists. The force that has more is Aldermere {{ claim t1["F1", "total"] is largest }}.

## More

In another place {{ t1["F2", "M"] }} men and {{ t2["M"] }} more suspects {{ no claim: method }}.

{{ table t1 }}
"""
EASY = """## What this is

We counted {{ t1["total", "total"] }} people.
Of all, {{ t1["Total", "Male"] }} were men.
"""
WELSH = 'Cofnodwyd {{ t1["total", "total"] }}. Dynion: {{ t1["total", "M"].share }}.'
FEWER = "The share is in the paper."


def version(text, kind=Version.EASY_READ, missing="", video=""):
    return VersionSource(kind, f"paper/summary/{kind.value}.md", text, missing, video)


def draft(*versions, paper=PAPER):
    return json.loads(draft_content(TABLES, paper, study(), beside=BesidePaper(versions)))


def refusal(text, kind=Version.EASY_READ, missing=""):
    with pytest.raises(PaperError) as told:
        draft(version(text, kind, missing))
    assert f"paper/summary/{kind.value}.md" in str(told.value)
    return str(told.value)


def test_a_version_that_cites_the_same_cells_is_decided_on_as_readers_see_it():
    (said,) = draft(version(EASY))["versions"]
    assert said == {"version": "easy-read", "text": EASY.replace('{{ t1["total", "total"] }}', "1,000").replace(
        '{{ t1["Total", "Male"] }}', "282")}  # fmt: skip


@pytest.mark.parametrize(
    ("text", "missing", "why"),
    [
        # a cell of the paper that its summary does not cite
        (EASY + 'Others were {{ t1["F2", "M"] }}.', "", 'cites t1["F2", "M"], which the summary of the paper does not'),
        # a cell that the summary cites and the version leaves out
        ("We counted {{ t1[\"total\", \"total\"] }} people.", "", 'leaves out t1["total", "M"].share'),
        (EASY, "Nothing is.", "says why something is missing, and nothing is"),
        ("We counted.", "It has 12 numbers.", "says with a number why something is missing"),
        # numbers without a table
        (EASY + "Of these 12 were boys.", "", "'12' has no table"),
        (EASY + "Of these twelve were boys.", "", "'twelve' has no table"),
        # blocks
        (EASY + "\n{{ table t1 }}", "", "a table stands in a version of the summary"),
        # claims
        (EASY + "Most were men.", "", "claims “most” and cites nothing"),
        (EASY + 'A bigger force is here {{ claim t1["F2", "total"] is smallest }}.', "", "is no claim of the paper"),
        # easy read
        (EASY.replace("people.\n", "people, and we counted them with care until we had seen every last record. "),
         "", "words, and a sentence of easy read at most 15"),
        (EASY.replace("people.\n", "people. "), "", "a line holds more than one sentence"),
        (EASY + "![A picture](p.png)", "", "holds a picture"),
    ],
)  # fmt: skip
def test_a_version_that_says_more_less_or_otherwise_is_refused(text, missing, why):
    assert why in refusal(text, missing=missing)


def test_a_version_may_leave_out_what_it_says_that_it_leaves_out():
    (said,) = draft(version('We counted {{ t1["total", "total"] }} people.', missing=FEWER))["versions"]
    assert said["missing"] == FEWER


def test_a_fault_has_the_line_of_the_file():
    assert "easy-read.md, line 6, column" in refusal("\n\n" + EASY.replace("were men", "were 12 men").lstrip())


def test_a_claim_of_the_paper_may_be_said_and_prints_nothing():
    said = 'Aldermere is the force with the largest number {{ claim t1["F1", "total"] is largest }}.'
    (made,) = draft(version(EASY + said))["versions"]
    assert made["text"].rstrip().endswith("the largest number .")


def test_a_fact_that_the_paper_does_not_print_is_refused():
    without = PAPER.replace("{{ fact.lists }} lists", "lists")
    with pytest.raises(PaperError, match=r"prints fact\.lists, which the paper does not print"):
        draft(version(EASY + "There are {{ fact.lists }} lists."), paper=without)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (WELSH + " Roedd tri yn ddynion.", "'tri' has no table"),
        (WELSH + " Roedd hanner yn ddynion.", "'hanner' has no table"),
        (WELSH + " Roedd y rhan fwyaf yn ddynion.", "'y rhan fwyaf' claims something and cites nothing"),
        (WELSH + ' Aldermere yw\'r mwyaf {{ claim t1["F2", "total"] is largest }}.', "the sentence says otherwise"),
        (WELSH + ' Mwy {{ claim t1["F2", "total"] is smallest }}.', "is no claim of the paper"),
        (WELSH + " Mae {{ fact.lists }} rhestr.", "prints English words"),
        (WELSH + " Cyfnod: {{ study.period }}.", "prints English words"),
    ],
)
def test_welsh_is_under_the_same_rules(text, why):
    assert why in refusal(text, Version.WELSH)


def test_welsh_prints_what_is_known_and_not_known_in_welsh():
    text = WELSH + " {{ release.date }}, {{ year 2020 }}, {{ date 2026-02-01 }}."
    told = draft(version(text + ' Aldermere yw\'r mwyaf {{ claim t1["F1", "total"] is largest }}.', Version.WELSH))
    (said,) = told["versions"]
    # 282 of 340 known, 660 of 1,000 not known: the same as the paper prints in English
    share = "82.9% [u] (anhysbys ar gyfer 66.0%; felly rhwng 28.2% a 94.2% o’r cyfan)"
    assert share.replace(" [u]", "") in said["text"].replace(" [u]", "")
    assert "15 Rhagfyr 2026, 2020, 1 Chwefror 2026." in said["text"]


def pages(tmp_path, *versions):
    output = replace(approved(PAPER, TABLES), beside=BesidePaper(versions))
    build_release(tmp_path, output, study(), rules=shipped_presets()["THRESHOLD-6"])
    return {path.name: path.read_text(encoding="utf-8") for path in tmp_path.glob("*.html")}


def test_each_version_has_a_page_that_the_paper_leads_to(tmp_path):
    child = EASY.replace("What this is", "Hello")
    signed = version("We counted.", Version.BSL, FEWER, "https://example.org/video")
    welsh, child = version(WELSH, Version.WELSH), version(child, Version.CHILD_FRIENDLY)
    made = pages(tmp_path, version(EASY), welsh, child, signed)
    names = ["summary-easy-read.html", "summary-welsh.html", "summary-child-friendly.html", "summary-bsl.html"]
    assert [name for name in names if f'href="{name}"' not in made["index.html"]] == []
    assert [name for name in names if "SYNTHETIC: " not in made[name]] == []
    assert [name for name in names if "0800 1111" not in made[name]] == []
    assert "people.<br />\nOf all, 282 were men." in made["summary-easy-read.html"]
    assert '<html lang="cy">' in made["summary-welsh.html"]
    assert '<footer lang="en-GB">' in made["summary-welsh.html"]
    child_page = made["summary-child-friendly.html"]
    assert child_page.index("Childline: 0800 1111") < child_page.index("About the content") < child_page.index("Hello")
    assert '<a href="https://example.org/video">' in made["summary-bsl.html"]
    assert FEWER in made["summary-bsl.html"]


def test_a_withheld_cell_is_explained_on_the_page(tmp_path):
    paper = PAPER.replace('{{ t1["total", "M"].share }}', '{{ t1["F2", "M"] }}')
    output = replace(
        approved(paper, TABLES),
        beside=BesidePaper(
            (version('We counted {{ t1["total", "total"] }}.\nOf these {{ t1["F2", "M"] }} were men.'),)
        ),
    )
    build_release(tmp_path, output, study(), rules=shipped_presets()["THRESHOLD-6"])
    page = (tmp_path / "summary-easy-read.html").read_text(encoding="utf-8")
    assert "Of these [c] were men." in page
    assert "<strong>[c]</strong> means that a number is not printed" in page


def test_markup_in_a_version_is_text(tmp_path):
    made = pages(tmp_path, version(EASY + "<b>Bold</b> & <script>.\n"))["summary-easy-read.html"]
    assert "&lt;script&gt;" in made
    assert not re.search("<script|<b>", made)


def test_a_writer_is_told_how_readable_a_version_is():
    hard = '## Investigation\n\nConstabularies investigated {{ t1["total", "total"] }} individuals.\n'
    hard += 'Approximately {{ t1["total", "M"] }} individuals constituted masculinity.\n'
    easy, difficult, welsh = summaries_of(
        PAPER, study(), TABLES, BesidePaper((version(EASY), version(hard), version(WELSH, Version.WELSH)))
    )
    assert easy.advice == ()
    assert "shorter words" in difficult.advice[0]
    assert welsh.ease is None


def test_reading_ease_is_flesch_s():
    # counted by hand: 6 words of one syllable in one sentence; 206.835 - 1.015 x 6 - 84.6
    assert reading_ease(["The cat sat on the mat."]) == pytest.approx(116.145)
    # 3 words of 3, 1 and 2 syllables
    assert reading_ease(["Animals slept deeply."]) == pytest.approx(206.835 - 1.015 * 3 - 84.6 * 6 / 3)
