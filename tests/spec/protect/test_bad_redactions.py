"""Ways in which a redaction fails, each with the fault that `protect inspect` names; and good files.

The files are written by operators, pikepdf, Typst and Pillow (tests/redacted_pdfs.py), not by the product.
"""

from __future__ import annotations

from io import BytesIO
from random import Random

import pytest
from pikepdf import Dictionary, Name

from clerestory.model.redaction.inspection import Fault, Sureness, Way
from clerestory.protect.documents.inspection import inspect_pdf
from redacted_pdfs import GOOD, NAMES, OF_FILE, WAYS, Paper, bad_pdf, good_pdf, text, write

# The way, and whether two ways of looking agree on it or the file says so itself.
SURE = {
    "shape over text",
    "box with a label",
    "form over text",
    "annotation over text",
    "redaction not applied",
    "picture over text",
    "colour of the ground",
    "outside the page",
    "earlier revision",
    "layer switched off",
    "clipped away",
    "see-through",
    "thumbnail",
}
# What was left is a picture, or the length of the words, so that no words can be given.
WORDLESS = {"thumbnail", "pixelated", "width of a box", "orphan", "beside the page", "text layer of a scan"}


def inspected(tmp_path, data):
    return inspect_pdf(write(data, tmp_path / "file.pdf"))


@pytest.mark.parametrize("way", WAYS)
def test_each_way_is_found_with_its_kind_and_page(way, tmp_path):
    data, page = bad_pdf(way, 0)
    found = inspected(tmp_path, data)
    of_way = [trace for trace in found.traces if trace.fault.value in WAYS[way][1]]
    assert of_way
    assert {trace.page for trace in of_way} <= {page, *([0] if way in OF_FILE else [])}
    assert {trace.page for trace in found.traces} <= {page, 0}
    assert (way in SURE) <= any(trace.sureness is Sureness.SURE for trace in of_way)


@pytest.mark.parametrize("way", sorted(WAYS.keys() - WORDLESS))
def test_the_words_that_can_be_read_are_those_that_were_hidden(way, tmp_path):
    data, _ = bad_pdf(way, 1)
    found = inspected(tmp_path, data)
    words = " ".join(trace.words for trace in found.found).lower()
    assert any(all(part.lower() in words for part in name.split()) for name in NAMES)


@pytest.mark.parametrize(
    ("begins", "ends", "hidden"),
    [
        (0, 8, "Quennell"),
        (0, 6.5, "Quenne"),  # half of a letter looks out
        (0, 5, "Quenn"),
        (1.5, 8, "ennell"),
        (2.5, 5.5, "nn"),
        (0.1, 7.9, "Quennell"),  # edges of letters alone
    ],
)
def test_a_box_that_leaves_a_part_of_a_name_is_told_with_the_letters_under_it(begins, ends, hidden, tmp_path):
    paper, wide = Paper(Random(1)), 0.6 * 20  # noqa: S311 - draws nothing; each letter of Courier is as wide
    shape = f"0 g {72 + begins * wide} 395 {(ends - begins) * wide} 22 re f\n".encode()
    page = paper.page(text("Quennell", 72, 400, size=20) + shape)
    page.Resources.Font.F1 = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Courier)
    out = BytesIO()
    paper.pdf.save(out)
    (trace,) = inspected(tmp_path, out.getvalue()).found
    assert (trace.fault, trace.words, trace.sureness) == (Fault.UNDER_SHAPE, hidden, Sureness.SURE)


@pytest.mark.parametrize("kind", GOOD)
def test_a_good_file_has_nothing(kind, tmp_path):
    assert inspected(tmp_path, good_pdf(kind, 0)).traces == ()


@pytest.mark.slow
@pytest.mark.parametrize("way", WAYS)
def test_ten_more_files_of_each_way_are_found(way, tmp_path):
    hits = 0
    for seed in range(20, 30):
        data, page = bad_pdf(way, seed)
        traces = inspected(tmp_path, data).traces
        hits += any(
            t.fault.value in WAYS[way][1] and t.page in ((0, page) if way in OF_FILE else (page,)) for t in traces
        )
    assert hits >= 9


def test_what_is_painted_over_is_found_by_two_ways_of_looking(tmp_path):
    data, _ = bad_pdf("shape over text", 0)
    (trace,) = inspected(tmp_path, data).traces
    assert trace.fault is Fault.UNDER_SHAPE
    assert trace.ways == (Way.OBJECTS, Way.RENDERING)


def test_the_width_of_a_box_is_a_remark_and_not_something_left(tmp_path):
    found = inspected(tmp_path, bad_pdf("width of a box", 0)[0])
    assert [trace.fault for trace in found.traces] == [Fault.WIDTH]
    assert found.found == ()


def test_no_trace_shows_its_words_in_its_repr(tmp_path):
    found = inspected(tmp_path, bad_pdf("shape over text", 0)[0])
    assert not any(part in repr(found) for name in NAMES for part in name.split())
