"""What counts as read on a picture: words of two readings, on lines without other ink."""

from __future__ import annotations

import io
import shutil

import pytest
from PIL import Image, ImageDraw, ImageFont

from clerestory.protect.documents.pdf.agreement import ReadWord, agreed
from clerestory.protect.documents.pdf.ocr import agreed_words
from clerestory.protect.documents.pdf.whole_lines import whole_lines
from pdf_hiding_places import FONT


def word(text: str, left: int, *, line: int = 1) -> ReadWord:
    top = 40 * line
    return ReadWord(text, (left, top, left + 60, top + 20), (1, 1), line)


@pytest.mark.parametrize(
    ("second", "counts"),
    [
        (word("943", 100), True),
        (word("943,", 104), True),  # a stop more, some pixels aside
        (word("043", 100), False),  # another figure
        (word("943", 300), False),  # elsewhere
        (word("943", 100, line=3), False),
    ],
)
def test_a_word_counts_where_both_readings_have_its_letters_at_its_place(second, counts):
    assert bool(agreed([word("943", 100)], [second, word("else", 500)])) == counts


@pytest.mark.parametrize(("first", "second"), [([], [word("a", 1)]), ([word("a", 1)], []), ([], [])])
def test_nothing_counts_where_a_reading_has_nothing(first, second):
    assert agreed(first, second) == []


def page(draw_more) -> tuple[bytes, list[ReadWord]]:
    """Two lines of two words, drawn as blocks, and where they stand."""
    words = [word("one", 100), word("two", 180), word("three", 100, line=3), word("four", 180, line=3)]
    image = Image.new("L", (600, 300), 255)
    drawing = ImageDraw.Draw(image)
    for each in words:
        drawing.rectangle(each.box, fill=0)
    draw_more(drawing)
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue(), [each.whole() for each in words]


@pytest.mark.parametrize(
    ("what", "left"),
    [
        ((0, 0, 0, 0), 4),
        ((258, 42, 300, 58), 2),  # a word that nobody read, after the first line
        ((60, 42, 90, 58), 2),  # before it
        ((400, 42, 440, 58), 4),  # far beside it
        ((258, 62, 300, 64), 4),  # a comma or a line below
        ((252, 10, 254, 200), 4),  # a rule of a table
    ],
)
def test_a_line_with_other_ink_beside_its_words_does_not_count(what, left):
    png, words = page(lambda drawing: drawing.rectangle(what, fill=0))
    kept = whole_lines(png, words)
    assert len(kept) == left
    assert kept == words[4 - left :]


@pytest.mark.skipif(not shutil.which("tesseract"), reason="needs tesseract")
def test_small_print_of_few_dots_is_read_where_it_stands():
    image = Image.new("L", (500, 120), 255)
    ImageDraw.Draw(image).text((40, 40), "It was said by nobody", font=ImageFont.truetype(FONT, 13), fill=0)
    out = io.BytesIO()
    image.save(out, "PNG")
    words = agreed_words(out.getvalue())
    assert [each.text for each in words] == ["It", "was", "said", "by", "nobody"]
    assert words[0].box[:2] == pytest.approx((37, 43), abs=5)
