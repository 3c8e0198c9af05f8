"""Files that are damaged, locked or made to exhaust a reader end in an error of ours, never in a crash."""

from __future__ import annotations

import io

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name

from clerestory.errors import DocumentError
from clerestory.protect.documents.inspection import inspect_pdf
from clerestory.protect.documents.inspection.drawn import MOST_OBJECTS
from redacted_pdfs import NAMES, bad_pdf, good_pdf, saved, write


def one_page(content: bytes, **resources: object) -> pikepdf.Pdf:
    pdf = pikepdf.new()
    pdf.add_blank_page(page_size=(200, 200))
    pdf.pages[0].Contents = pdf.make_stream(content)
    pdf.pages[0].Resources = Dictionary(**resources)
    return pdf


def locked() -> bytes:
    kept = io.BytesIO()
    with pikepdf.open(io.BytesIO(good_pdf("running text", 0))) as pdf:
        pdf.save(kept, encryption=pikepdf.Encryption(owner="owner", user="user"))
    return kept.getvalue()


def huge_picture() -> bytes:
    pdf = one_page(b"q 200 0 0 200 0 0 cm /I Do Q")
    picture = pdf.make_stream(b"\0")
    for key, value in {"Width": 90_000, "Height": 90_000, "BitsPerComponent": 8}.items():
        picture[f"/{key}"] = value
    picture.Subtype, picture.ColorSpace = Name.Image, Name.DeviceRGB
    pdf.pages[0].Resources.XObject = Dictionary(I=picture)
    return saved(pdf)


BEGUN = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R"
PAGE = b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>endobj\n"
END = b"trailer<</Root 1 0 R>>\n"
DEEP = b"/X " + b"[" * 50_000 + b"]" * 50_000
NESTED = BEGUN + DEEP + b">>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n" + PAGE + END
ENDLESS = BEGUN + b">>endobj\n2 0 obj<</Kids[2 0 R]/Count 1>>endobj\n" + END


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"", "does not begin"),
        (b"hello", "does not begin"),
        (b"%PDF-1.7\n" + bytes(range(256)) * 8, "damaged"),
        (NESTED, "damaged"),
        (ENDLESS, "damaged"),
        (locked(), "password"),
        (huge_picture(), "pixels"),
        (saved(one_page(b" " * 300_000_000)), "unpacks to over"),
    ],
    ids=[
        "empty",
        "no PDF",
        "damaged",
        "nested",
        "page tree without end",
        "locked",
        "huge picture",
        "unpacks without end",
    ],
)
def test_a_hostile_file_is_refused_with_a_reason(data, what, tmp_path):
    with pytest.raises(DocumentError, match=what):
        inspect_pdf(write(data, tmp_path / "file.pdf"))


def test_a_missing_file_is_refused(tmp_path):
    with pytest.raises(DocumentError, match="no such file"):
        inspect_pdf(tmp_path / "none.pdf")


def test_a_form_that_draws_itself_ends(tmp_path):
    pdf = one_page(b"/F Do")
    form = pdf.make_stream(b"/F Do")
    form.Subtype, form.BBox = Name.Form, Array([0, 0, 9, 9])
    form.Resources = Dictionary(XObject=Dictionary(F=form))
    pdf.pages[0].Resources = Dictionary(XObject=Dictionary(F=form))
    assert inspect_pdf(write(saved(pdf), tmp_path / "file.pdf")).traces == ()


def test_a_page_with_too_many_objects_is_named_as_not_looked_into(tmp_path):
    pdf = one_page(b"0 0 5 5 re f " * (MOST_OBJECTS + 5))
    found = inspect_pdf(write(saved(pdf), tmp_path / "file.pdf"))
    assert [part.partition(":")[0] for part in found.not_examined] == ["page 1"]


def picture_page(side: int, times: int) -> pikepdf.Pdf:
    pdf = one_page(b"q 9 0 0 9 5 5 cm /P Do Q " * times)
    picture = pdf.make_stream(bytes(-(-side // 8) * side))
    picture.Type, picture.Subtype, picture.Width, picture.Height = Name.XObject, Name.Image, side, side
    picture.ColorSpace, picture.BitsPerComponent = Name.DeviceGray, 1
    pdf.pages[0].Resources = Dictionary(XObject=Dictionary(P=picture))
    return pdf


@pytest.mark.parametrize(
    ("side", "times", "told"),
    [
        (48, 40, []),
        (48, 43, ["page 1: pictures that are too large or too many for squares: 3"]),
        (47, 43, []),  # too small to show anything
        (6400, 1, ["page 1: pictures that are too large or too many for squares: 1"]),
    ],
)
def test_pictures_that_are_not_looked_into_are_named(side, times, told, tmp_path):
    found = inspect_pdf(write(saved(picture_page(side, times)), tmp_path / "file.pdf"))
    assert list(found.not_examined) == told


def test_a_page_of_200_inches_is_looked_at(tmp_path):
    pdf = pikepdf.new()
    pdf.add_blank_page(page_size=(14_400, 14_400))
    assert inspect_pdf(write(saved(pdf), tmp_path / "file.pdf")).pages == 1


def test_a_turned_page_is_looked_at_as_it_lies(tmp_path):
    data, page = bad_pdf("shape over text", 3)
    for angle in (90, 180, 270):
        with pikepdf.open(io.BytesIO(data)) as pdf:
            pdf.pages[page - 1].Rotate = angle
            found = inspect_pdf(write(saved(pdf), tmp_path / f"{angle}.pdf"))
        assert [trace.fault.value for trace in found.traces] == ["text-under-shape"]
        assert any(set(name.split()) <= set(found.traces[0].words.split()) for name in NAMES)
