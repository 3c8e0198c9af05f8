"""The parts of a paper: what each section is, which have to be there, and the note of the reference group."""

from __future__ import annotations

import json
import re
from dataclasses import replace

import docx
import pypdfium2
import pytest

from clerestory.errors import PaperError
from clerestory.model.beside_paper import BesidePaper
from clerestory.model.commission import PaperPart
from clerestory.model.review_record import ReviewRecord
from clerestory.publish import build_release, draft_content
from clerestory.publish.paper.reading import read_paper
from clerestory.publish.paper.structure import sections_of, summary_of
from clerestory.study import shipped_presets
from papers import PARTED, approved, column_table, study, table

TABLES = (table(), column_table())


def paper_of(source):
    return read_paper(source, study(), TABLES)


def test_a_heading_or_a_mark_says_what_part_a_section_is():
    found = [(heading.text, heading.part) for heading in paper_of(PARTED).headings if heading.level == 2]
    assert found == [
        ("In short", PaperPart.SUMMARY),
        ("What we found", PaperPart.FINDINGS),
        ("Limits", PaperPart.LIMITS),
        ("Implications", PaperPart.IMPLICATIONS),
        ("Method", PaperPart.METHOD),
        ("Further research", PaperPart.FURTHER_RESEARCH),
        ("The group", None),
    ]


def test_the_summary_is_the_section_that_says_so_or_the_first():
    marked = PARTED.replace("## In short {{ part: summary }}", "## Before").replace("## Limits", "## Summary")
    assert summary_of(paper_of(PARTED)).heading.text == "In short"
    assert summary_of(paper_of(marked)).heading.text == "Summary"
    assert summary_of(paper_of("## First\n\nA.\n\n## Second\n\nB.")).heading.text == "First"
    assert summary_of(paper_of("No section.")) is None


def test_sections_are_cut_where_the_next_begins_and_hold_every_token_once():
    paper = paper_of(PARTED)
    whole = sections_of(paper)
    cut = sections_of(paper, deepest=3)
    assert [len(section.tokens) for section in whole] != [len(section.tokens) for section in cut]
    lines = PARTED.split("\n")
    assert all(lines[section.lines.start - 1].startswith("#") for section in cut)
    references = [number for section in cut for number in section.references]
    assert references == sorted(set(references))


# what is taken out -> what the message names, and the line to add
@pytest.mark.parametrize(
    ("gone", "named", "line"),
    [
        ("{{ part: findings }}", "findings", "## Findings"),
        ("## Limits", "limits", "## Limits"),
        ("## Implications", "implications", "## Implications"),
        ("## Method", "method", "## Method"),
        ("## Further research", "further research", "## Further research"),
        ("{{ reference_group }}", "reference group", "{{ reference_group }}"),
    ],
)
def test_a_paper_of_real_cases_without_a_part_is_refused_with_the_line_to_add(gone, named, line):
    source = PARTED.replace(gone, "## Another" if gone.startswith("##") else "")
    with pytest.raises(PaperError, match=f"has no part for {named}") as told:
        draft_content(TABLES, source, study(data="confidential"))
    assert f"`{line}`" in told.value.remedy


def test_made_up_cases_need_the_parts_that_study_toml_names():
    plain = "## A\n\n{{ table t1 }}"
    draft_content(TABLES, plain, study())
    with_parts = {"date": "2026-12-15", "review_by": "2027-12-14", "parts": ["limits", "method"]}
    with pytest.raises(PaperError, match="has no part for limits, method"):
        draft_content(TABLES, plain, study(release=with_parts))


@pytest.mark.parametrize(
    ("source", "why"),
    [
        ("## A\n\nWords {{ part: limits }}.", "stands in no heading"),
        ("## A\n\n### B {{ part: limits }}\n\nWords.", "stands in no heading"),
        ("## A\n\n> ## B {{ part: limits }}\n>\n> Words.", "stands in no heading"),
        ("## A {{ other explanation }}\n\nWords.", "no paragraph of its own"),
        ("## A\n\n- {{ other explanation }} Words.", "no paragraph of its own"),
        ("## A {{ part: conclusions }}\n\nWords.", "is no part of a paper"),
    ],
)
def test_a_mark_that_marks_nothing_is_a_fault(source, why):
    with pytest.raises(PaperError, match=why):
        paper_of(source)


def test_marks_are_decided_on_and_a_paper_without_any_has_the_draft_it_had():
    plain = json.loads(draft_content(TABLES, "## A\n\n{{ table t1 }}", study()))
    assert {"marks", "versions", "reference_group"}.isdisjoint(plain)
    marked = json.loads(draft_content(TABLES, PARTED, study()))
    assert marked["marks"] == ["part: summary", "part: findings", "other explanation"]
    note = BesidePaper(group_note="We read it in {{ year 2026 }}.")
    assert json.loads(draft_content(TABLES, PARTED, study(), beside=note))["reference_group"] == ["We read it in 2026."]


def release(tmp_path, note="", paper=PARTED, review=None):
    output = replace(approved(paper, TABLES), beside=BesidePaper(group_note=note, review=review))
    build_release(tmp_path, output, study(), rules=shipped_presets()["THRESHOLD-6"])
    return tmp_path


def test_the_answer_comes_before_what_is_said_about_the_paper_in_every_form(tmp_path):
    folder = release(tmp_path)
    page = (folder / "index.html").read_text(encoding="utf-8")
    pdf = pypdfium2.PdfDocument(folder / "SYNTHETIC-paper.pdf")
    printed = "".join(of.get_textpage().get_text_range() for of in pdf)
    word = "\n".join(of.text for of in docx.Document(folder / "SYNTHETIC-paper.docx").paragraphs)
    for text in (page, printed, word):
        body = text[text.rindex("1. In short") :]  # the PDF names it in the list of contents, too
        places = [body.index(words) for words in ("There were ", "Definition", "2. What we found")]
        assert places == sorted(places)
    assert page.index("There were ") < page.index('class="contents"')


def test_a_heading_in_a_quote_begins_no_section_and_cuts_no_quote(tmp_path):
    quote = "> ## Summary\n>\n> Quoted.\n\nBehind the quote.\n\n"
    folder = release(tmp_path, paper=PARTED.replace("## What we found", f"{quote}## What we found"))
    page = (folder / "index.html").read_text(encoding="utf-8")
    summary = page[page.index("<article>") : page.index("</article>")]
    assert re.findall("</?blockquote>|Quoted|Behind", summary) == ["<blockquote>", "Quoted", "</blockquote>", "Behind"]
    word = [of.text for of in docx.Document(folder / "SYNTHETIC-paper.docx").paragraphs]
    assert word.index("Behind the quote.") < word.index("About this paper")


def test_a_paper_whose_only_heading_is_quoted_has_neither_summary_nor_parts(tmp_path):
    source = "> ## Summary\n>\n> Quoted.\n\n{{ table t1 }}\n"
    page = (release(tmp_path, paper=source) / "index.html").read_text(encoding="utf-8")
    assert page.index("About this paper") < page.index("Quoted.")
    needed = {"date": "2026-12-15", "review_by": "2027-12-14", "parts": ["summary"]}
    with pytest.raises(PaperError, match="has no part for summary"):
        draft_content(TABLES, source, study(release=needed))


def test_a_mark_at_the_beginning_leaves_no_space_behind(tmp_path):
    folder = release(tmp_path)
    assert "<p>Forces record in their own way.</p>" in (folder / "index.html").read_text(encoding="utf-8")
    word = docx.Document(folder / "SYNTHETIC-paper.docx")
    assert "Forces record in their own way." in [of.text for of in word.paragraphs]


def test_a_mark_takes_one_space_with_it_wherever_it_stands(tmp_path):
    written = {
        "{{ other explanation }} **Not so.** In {{ year 2026 }}, no.": "Not so. In 2026, no.",
        "**Not so.** {{ other explanation }} They record otherwise.": "Not so. They record otherwise.",
        "Recorded in {{ year 2026 }} {{ other explanation }}.": "Recorded in 2026.",
        "Recorded in {{ year 2026 }} {{ other explanation }} only.": "Recorded in 2026 only.",
    }
    marked = "{{ other explanation }} Forces record in their own way."
    folder = release(tmp_path, paper=PARTED.replace(marked, "\n\n".join(written)))
    page = re.sub("<[^>]+>", "", (folder / "index.html").read_text(encoding="utf-8")).splitlines()
    word = [of.text for of in docx.Document(folder / "SYNTHETIC-paper.docx").paragraphs]
    for printed in written.values():
        assert printed in page
        assert printed in word


def test_the_note_of_the_group_is_printed_in_every_form(tmp_path):
    folder = release(tmp_path, 'We missed a table.\n\nOf {{ t1["total", "total"] }} suspects too little is told.')
    page = (folder / "index.html").read_text(encoding="utf-8")
    assert "The reference group reviewed and informed this paper. It says:" in page
    assert "<p>Of 1,000 suspects too little is told.</p>" in page
    pages = pypdfium2.PdfDocument(folder / "SYNTHETIC-paper.pdf")
    words = " ".join(" ".join(page.get_textpage().get_text_range() for page in pages).split())
    assert "Of 1,000 suspects too little is told." in words


def test_a_fact_that_the_note_alone_prints_has_its_source_in_the_paper(tmp_path):
    folder = release(tmp_path, "We read {{ fact.lists }} lists.")
    page = (folder / "index.html").read_text(encoding="utf-8")
    assert "<dt>six</dt><dd>The design of the study</dd>" in page


def test_where_the_group_wrote_nothing_the_paper_says_so(tmp_path):
    page = (release(tmp_path) / "index.html").read_text(encoding="utf-8")
    assert "The reference group has written no note on this paper yet." in page
    assert "reviewed and informed" not in page


@pytest.mark.parametrize(
    ("note", "why"),
    [
        ("We counted 12 of them.", "holds a number that no table has behind it"),
        ("Most were men.", "claims"),
        ("{{ table t1 }}", "stands within a sentence"),
    ],
)
def test_a_note_is_under_the_same_rules_as_the_paper(note, why):
    with pytest.raises(PaperError, match=why) as told:
        draft_content(TABLES, PARTED, study(), beside=BesidePaper(group_note=note))
    assert "12" not in str(told.value)


def test_a_note_that_would_be_printed_nowhere_is_refused():
    with pytest.raises(PaperError, match="the paper does not print it"):
        draft_content(TABLES, "## A\n\n{{ table t1 }}", study(), beside=BesidePaper(group_note="We read it."))


def test_each_finding_has_a_page_with_what_the_paper_and_the_register_say(tmp_path):
    folder = release(tmp_path)
    assert sorted(path.name for path in (folder / "findings").iterdir()) == ["by-force.html", "by-sex.html"]
    page = (folder / "findings" / "by-force.html").read_text(encoding="utf-8")
    paper = (folder / "index.html").read_text(encoding="utf-8")
    caption = re.search(r'<p class="caption" id="table-1">.*?</p>', paper, re.DOTALL)[0]
    assert caption in page
    body = re.search(r"<tbody>.*?</tbody>", paper, re.DOTALL)[0]
    assert body in page
    assert "SYNTHETIC" in page.split("<main", 1)[0]
    before, after = page.split('<h2 id="explanations">')
    assert "Forces record in their own way." in after
    assert "Forces record in their own way." not in before
    assert "To protect small numbers, 4 of 15 cells are withheld" in page
    assert "The publisher (2026): A paper [SYNTHETIC]. Section 2.1, By force. Published 15 December 2026." in page
    assert 'href="../register.html">link' in page
    assert 'href="../index.html#section-1"' in page
    assert 'rel="next" href="../findings/by-sex.html"' in page
    assert 'href="findings/by-force.html">By force</a>' in paper
    assert "The paper gives no other explanation" in (folder / "findings" / "by-sex.html").read_text(encoding="utf-8")


def test_every_link_of_a_finding_leads_to_a_file_of_the_release(tmp_path):
    folder = release(tmp_path)
    apart = {"manifest.json", "seal.json", "papers.html"}
    for page in (folder / "findings").glob("*.html"):
        found = re.findall(r'(?:href|src|srcset)="(?!https:|#)([^"#]+)', page.read_text(encoding="utf-8"))
        lost = [name for name in found if name.split("/")[-1] not in apart and not (page.parent / name).is_file()]
        assert lost == []
        assert len(found) > 8


def test_findings_of_one_name_have_pages_of_their_own(tmp_path):
    twice = PARTED.replace("### By sex", "### By force")
    folder = release(tmp_path, paper=twice)
    assert sorted(path.name for path in (folder / "findings").iterdir()) == ["by-force-2-2.html", "by-force.html"]


def test_a_part_of_a_part_has_a_number_and_an_anchor_of_its_own():
    found = [(h.number, h.anchor) for h in paper_of("## A\n\n### B\n\n#### C\n\n#### D\n\n### E\n").headings]
    assert [number for number, _ in found] == ["1", "1.1", "1.1.1", "1.1.2", "1.2"]
    assert len({anchor for _, anchor in found}) == 5


# The account of the review behind the note


REVIEW = ReviewRecord.model_validate(
    {
        "form": "clerestory-review/1",
        "rounds": [
            {
                "number": 1, "opened": "2026-03-02", "closed": "2026-03-17",
                "took_part": ["Chair", "Member A", "Member B"],
            },
            {
                "number": 2, "opened": "2026-04-01", "closed": "2026-04-09", "took_part": ["Member A"],
                "interests_noted": ["Member A"], "stood_aside": ["Member B"],
            },
        ],
        "responses": {"ACCM": 2, "NOTE": 1, "DISS": 1, "REJ": 0},
        "changes": ["The share of {{ t1[\"F1\", \"M\"] }} men has its bounds."],
        "dissents": [{"post": "Member B", "text": "Too little is said of {{ year 2019 }}."}],
    }
)  # fmt: skip


def test_the_account_of_a_review_is_printed_with_counts_that_nobody_typed(tmp_path):
    page = (release(tmp_path, review=REVIEW) / "index.html").read_text(encoding="utf-8")
    for said in (
        "The reference group reviewed and informed this paper.",
        "Members read drafts of this paper in 2 rounds, each advising as an individual. No votes were cast.",
        "Round 1, 2 March 2026 to 17 March 2026: Chair; Member A; and Member B took part.",
        "Interests were declared and are noted here: Member A. Because of their interests, Member B stood aside.",
        "They left 4 comments, and each has its response: 2 accepted with a change; 1 noted; 1 answered by printing",
        "Changed because of a comment: The share of 200 men has its bounds.",
        "Member B keeps another view: Too little is said of 2019.",
    ):
        assert said in page
    assert "approved" not in page[page.index("Members read drafts") : page.index("keeps another view")]


@pytest.mark.parametrize("part", ["changes", "dissents"])
def test_a_number_that_a_person_typed_into_the_account_is_refused_and_not_repeated(part):
    bad = ["There are 37 more."] if part == "changes" else [{"post": "Member B", "text": "There are 37 more."}]
    review = ReviewRecord.model_validate(REVIEW.model_dump() | {part: bad})
    with pytest.raises(PaperError, match="no table has behind it") as raised:
        draft_content(TABLES, PARTED, study(), beside=BesidePaper(review=review))
    assert "37" not in str(raised.value)
    assert "paper/review.json" in raised.value.where


def test_a_paper_that_has_no_place_for_the_account_is_refused():
    with pytest.raises(PaperError, match="does not print it"):
        draft_content(TABLES, "## A\n\n{{ table t1 }}", study(), beside=BesidePaper(review=REVIEW))
