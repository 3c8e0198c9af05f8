"""PDF files that are encrypted, damaged, empty or huge are refused, and the message tells nothing of their content."""

from __future__ import annotations

import io

import pikepdf
import pytest

from clerestory.errors import DocumentError
from clerestory.protect.documents.inspection import inspect_pdf
from clerestory.protect.documents.pdf.limits import LIMITS
from clerestory.protect.documents.pdf.reading import read_pdf


def blank(pages: int = 1, side: int = 300, **options: object) -> bytes:
    out = io.BytesIO()
    with pikepdf.new() as pdf:
        for _ in range(pages):
            pdf.add_blank_page(page_size=(side, side))
        pdf.save(out, **options)
    return out.getvalue()


def encrypted(user: str) -> bytes:
    return blank(encryption=pikepdf.Encryption(owner="Zarquonbly", user=user))


REFUSED = {
    "with a password": (lambda: encrypted("Zarquonbly"), "locked with a password"),
    "restricted without a password": (lambda: encrypted(""), "encrypted"),
    "empty": (lambda: b"", "empty"),
    "without pages": (lambda: blank(0), "no pages|damaged"),
    "no PDF": (lambda: b"%PDF-1.7\nZarquonbly", "damaged"),
    "cut in the head": (lambda: blank()[:40], "damaged"),
    "with too many pages": (lambda: blank(LIMITS.pages + 1), "2,000 is the most"),
    "with a page larger than A0": (lambda: blank(side=14_000), "larger than A0"),
    "with too many bytes": (lambda: bytes(LIMITS.file_bytes + 1), "bytes"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_a_pdf_that_cannot_be_read_safely_is_refused(case):
    make, told = REFUSED[case]
    with pytest.raises(DocumentError, match=told) as raised:
        read_pdf(make(), "source.pdf")
    assert "source.pdf" in str(raised.value)
    assert "Zarquonbly" not in str(raised.value)


def test_a_blank_page_is_read_to_nothing():
    assert read_pdf(blank(), "source.pdf").blocks == ()


def test_libraries_say_nothing_of_a_form_that_they_cannot_show(tmp_path, caplog):
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(blank())) as pdf:
        form = pikepdf.Dictionary(Fields=pikepdf.Array([]), XFA=pdf.make_stream(b"<xdp/>"))
        pdf.Root.AcroForm = pdf.make_indirect(form)
        pdf.save(out)
    (tmp_path / "form.pdf").write_bytes(out.getvalue())
    assert read_pdf(out.getvalue(), "form.pdf").left_behind["form programs"] == 1
    inspect_pdf(tmp_path / "form.pdf")
    assert not caplog.records
