"""Documents of a draft: addresses that edits leave alone, versions, and charts that a strict page can show."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from chart_kinds import every_chart
from clerestory.model.desk.documents import Block, BlockKind, Document, Picture
from clerestory.pipeline.desk.documents import documents_before, documents_of_draft, put_documents
from clerestory.publish.charts.drawn import drawn_chart
from clerestory.publish.reading.documents import reading_documents
from clerestory.publish.reading.pictures import picture_in_page
from clerestory.study import open_study, shipped_presets
from desk_documents import counts, document, paragraph
from papers import PARTED, approvals, approved, column_table, study, table
from studies import example
from svg_pictures import SVG as SPACE
from svg_pictures import picture, style

RULES = shipped_presets()["THRESHOLD-6"]
TEXT, SHAPE = f"{SPACE}text", f"{SPACE}path"
SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">{}</svg>'


def documents(paper=PARTED):
    made = reading_documents(approved(paper, (table(), column_table())), study(), RULES, approvals())
    return {one.id: one for one in made}


def test_a_section_that_is_put_in_before_changes_numbers_and_no_address():
    before = documents()["paper"]
    after = documents(PARTED.replace("## What we found", "## New\n\nWords that are new.\n\n## What we found"))["paper"]
    assert {one.id for one in before.blocks} < {one.id for one in after.blocks}
    found = after.by_id["heading.by-force"]
    assert (before.by_id[found.id].label, found.label) == ("2.1.", "3.1.")
    assert found.text == before.by_id[found.id].text
    assert after.version != before.version


def test_a_link_to_a_table_a_chart_or_a_section_leads_to_it_and_to_no_numbers_of_a_chart():
    links = "[A table](#table-1), [a chart](#chart-1), [a finding](#section-2-1) and [a file](register.html)."
    made = documents(PARTED.replace("Words before the table.", links))["paper"]
    led = {run.text: run.to for block in made.blocks for run in block.runs if run.to}
    assert led == {
        "A table": "table.t1", "a chart": "chart.c1", "a finding": "heading.by-force", "a section": "heading.in-short",
    }  # fmt: skip
    assert "chart.c1.numbers" in made.by_id


def test_a_finding_has_its_claims_limits_and_other_explanations_below_one_heading():
    made = documents()["finding-by-force"]
    assert [(one.level, one.text) for one in made.blocks if one.kind is BlockKind.HEADING] == [
        (2, "By force"), (3, "Limits"), (4, "Table 1. Suspects by force and sex"), (3, "Other explanations"),
        (3, "What is withheld"), (3, "What was counted"),
    ]  # fmt: skip
    explained = next(one for one in made.blocks if one.text == "Forces record in their own way.")
    assert explained.section == "heading.other-explanations"
    assert made.by_id["table.t1"].cell("Brackenshire", "Male").text == "[c]"


def test_a_document_comes_back_from_its_file_and_the_look_of_a_chart_is_no_version():
    made = documents()["finding-by-sex"]
    assert Document.of_json(json.loads(json.dumps(made.as_json()))) == made
    chart = next(one for one in made.blocks if one.picture)

    def with_picture(**change):
        other = replace(chart, picture=replace(chart.picture, **change))
        return replace(made, blocks=tuple(other if one is chart else one for one in made.blocks))

    assert with_picture(wide="<svg/>").version == made.version
    assert with_picture(description="Other bars.").version != made.version


def test_two_parts_of_one_address_make_no_document():
    with pytest.raises(ValueError, match="one address"):
        document([paragraph("Said."), paragraph("Said.")])
    with pytest.raises(ValueError, match="one address"):
        document([counts({"North": ("1", "2")}, columns=["Number", "Number"])])


@pytest.mark.parametrize(("name", "chart"), list(every_chart()))
def test_a_chart_in_a_page_has_no_style_and_no_address_of_its_own(name, chart):
    for svg in (chart.svg, chart.narrow_svg):
        made, drawn = picture(picture_in_page(svg, "chart.c2")), picture(svg)
        assert not [one for one in made.iter() if one.tag.endswith("}style") or "style" in one.attrib], name
        ids = {one.get("id") for one in made.iter() if one.get("id")}
        assert all(one.startswith("chart.c2.") for one in ids)
        used = [value for one in made.iter() for key, value in one.attrib.items() if key in ("href", "clip-path")]
        assert {value.removeprefix("url(").rstrip(")").removeprefix("#") for value in used} <= ids
        assert [one.text for one in made.iter(TEXT)] == [one.text for one in drawn.iter(TEXT)]
        shapes = [
            [style(one, "fill", "").replace("#chart.c2.", "#") for one in of.iter() if one.tag in (TEXT, SHAPE)]
            for of in (made, drawn)
        ]
        assert shapes[0] == shapes[1]


@pytest.mark.parametrize(
    "within",
    [
        # what runs
        "<script>1</script>",
        '<rect onload="1"/>',
        # what leads out, or brings in
        '<use xlink:href="https://elsewhere.test/x.svg#a"/>',
        '<use href="data:image/svg+xml,x"/>',
        "<foreignObject/>",
        '<image href="#a"/>',
        '<a href="#x"/>',
        # a style that is no attribute
        '<rect style="background: url(//elsewhere.test)"/>',
        '<rect style="fill: url(https://elsewhere.test/x)"/>',
    ],
)
def test_a_chart_that_could_do_more_than_show_is_not_shown(within):
    with pytest.raises(ValueError, match="a chart"):
        picture_in_page(SVG.format(within), "chart.c1")


def test_the_words_of_case_texts_leave_the_desk_with_their_draft(tmp_path):
    study = open_study(example(tmp_path / "study"))
    told = Block("text.x1.abc", BlockKind.PARAGRAPH, "What happened in one case.")
    note = Block("note.text.x1.def", BlockKind.NOTE, "What a mark means.")
    drafts = ["hmac-sha256:" + sign * 64 for sign in "ab"]
    for draft, blocks in zip(drafts, ([told, note, paragraph("Words.")], [paragraph("Words.")]), strict=True):
        (study.desk).mkdir(exist_ok=True)
        put_documents(study, draft, [document(blocks)])
        assert documents_of_draft(study, draft).document("paper").blocks == tuple(blocks)
    kept = "".join(path.read_text() for path in (study.desk / "documents").iterdir())
    assert "Words." in kept
    assert "What happened" not in kept
    assert "What a mark means" not in kept


def test_the_draft_before_one_that_came_back_is_the_one_between(tmp_path):
    study = open_study(example(tmp_path / "study"))
    first, other = ("hmac-sha256:" + sign * 64 for sign in "ab")
    for draft in (first, other, first):
        put_documents(study, draft, [document([paragraph(draft)])])
    assert documents_before(study, first).draft == other
    assert documents_before(study, other).draft == first
    assert documents_before(study, "hmac-sha256:" + "c" * 64) is None


def test_a_picture_keeps_both_drawings():
    (found,) = [one.picture for one in documents()["finding-by-sex"].blocks if one.picture]
    drawn = drawn_chart(study().charts[0], table(), study().study.data)
    assert found == Picture(drawn.description, drawn.svg, drawn.narrow_svg)
