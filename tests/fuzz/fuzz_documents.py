"""Spoiled documents against each reader of the redaction: read, withheld, written and checked, or refused by our error.

``fuzz_readers.py`` runs these targets with its own; what may be said of a secret is that it is nowhere afterwards.
"""

from __future__ import annotations

import io
import random
import re
import signal
from collections.abc import Callable
from functools import partial
from pathlib import Path
from unittest.mock import patch

import pikepdf
from mutations import spoiled_bytes, spoiled_package, spoiled_png
from PIL import Image

from clerestory.errors import DocumentError
from clerestory.protect.documents import check_clear, read_document, write_document
from clerestory.protect.documents.pdf import ocr
from clerestory.protect.documents.pdf.agreement import ReadWord
from clerestory.protect.text.normalised import normalise
from clerestory.protect.text.removing import Removal, redacted_document
from hiding_places import PLACES, TOKEN, sources, unzipped, zipped
from pdf_hiding_places import PLACES as PDF_PLACES
from pdf_hiding_places import lettered
from text_hiding_places import LEFT_BEHIND, NAME, OUT_OF_REACH, REFUSED, WITHHELD

LONGEST = 60  # seconds of one case; a reader that takes longer hangs
PACKAGES = ("docx", "odt", "xlsx")
PICTURES = ("png", "jpg")
READ_BY_OCR = 1 / 32  # of the cases of pictures
TARGETS = tuple(f"document-{form}" for form in (*PACKAGES, "eml", "txt", "pdf", *PICTURES))
_STRUCTURES = {b"PK": spoiled_package, b"\x89PNG": spoiled_png}
_PLAIN = dict(sources())
_TABLE_STYLE = re.compile(rb'<w:style w:type="table".*?</w:style>', re.DOTALL)
_FEW_STYLES = unzipped(_PLAIN["docx"])  # without the hundred styles of tables, which take most of the time of a case
_FEW_STYLES["word/styles.xml"] = _TABLE_STYLE.sub(b"", _FEW_STYLES["word/styles.xml"])
_SMALL = {**_PLAIN, "docx": zipped(_FEW_STYLES)}
_TEXTS = [*WITHHELD.values(), *LEFT_BEHIND.values(), *REFUSED.values(), *OUT_OF_REACH.values()]


def document_case(target: str, rng: random.Random) -> tuple[str, bytes, Callable[[Path, str, bytes], str]]:
    """Give the file of a case, its bytes and what checks them."""
    form = target.removeprefix("document-")
    seed = _seed(form, rng)
    by_structure = next((spoil for magic, spoil in _STRUCTURES.items() if seed.startswith(magic)), spoiled_bytes)
    spoiled = (by_structure if rng.random() < 0.8 else spoiled_bytes)(seed, rng)
    if form in PICTURES and rng.random() < 1 - READ_BY_OCR:
        return f"source.{form}", spoiled, partial(check_without_ocr, words=_words(rng))
    return f"source.{form}", spoiled, check_a_document


def _words(rng: random.Random) -> list[ReadWord]:
    """Words as OCR might read them, on few lines, anywhere on a small picture or beside it."""
    tops = [rng.randrange(90) for _ in range(rng.randrange(1, 4))]
    lefts = sorted(rng.randrange(400) for _ in range(rng.randrange(6)))
    return [
        ReadWord(
            rng.choice([TOKEN, f"{TOKEN}'s", "seen", "there", "1"]),
            (left, top := rng.choice(tops), left + rng.randrange(1, 200), top + rng.randrange(1, 60)),
            (1, rng.randrange(2)),
            tops.index(top),
        )
        for left in lefts
    ]


def _seed(form: str, rng: random.Random) -> bytes:
    if form == "txt":
        return b"\n".join(rng.sample(_TEXTS, 2))
    if form == "pdf":
        return rng.choice(list(PDF_PLACES.values()))(_a_pdf(rng), TOKEN)
    if form in PICTURES:
        return _a_picture(form, rng)
    plain = (_PLAIN if rng.random() < 1 / 16 else _SMALL)[form]
    return rng.choice(list(PLACES[form].values()))(plain)


def _a_pdf(rng: random.Random) -> bytes:
    out = io.BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page(page_size=(300, 300))
        pdf.save(
            out, object_stream_mode=rng.choice(list(pikepdf.ObjectStreamMode)), compress_streams=rng.random() < 0.3
        )
    return out.getvalue()


def _a_picture(form: str, rng: random.Random) -> bytes:
    out = io.BytesIO()
    mode = rng.choice(["RGB", "L", "1", "P"] if form == "png" else ["RGB", "L", "CMYK"])
    picture = lettered(TOKEN, (300, 60)).convert(mode)
    picture.save(out, "PNG" if form == "png" else "JPEG", exif=_notes(rng))
    return out.getvalue()


def _notes(rng: random.Random) -> Image.Exif:
    notes = Image.Exif()
    notes[0x010E] = TOKEN  # the description
    notes[0x0112] = rng.randrange(10)  # how the picture lies; 1 to 8 are defined
    return notes


def check_without_ocr(folder: Path, name: str, data: bytes, *, words: list[ReadWord]) -> str:
    """Check a picture with a reading that is given: tesseract takes nearly all the time, and none of it is our code."""
    with patch.object(ocr, "agreed_words", return_value=words):
        return check_a_document(folder, name, data)


def check_a_document(folder: Path, name: str, data: bytes) -> str:
    """Withhold the secret from a spoiled document, and give what came of it."""
    source = folder / name
    source.write_bytes(data)
    signal.alarm(LONGEST)  # ends the process: the harness keeps the case and goes on behind it
    try:
        return _withheld(source)
    except DocumentError as error:
        told = str(error).lower()
        assert not [name for name in (TOKEN, NAME) if name.lower() in told], "a value was echoed"
        return "refused"
    finally:
        signal.alarm(0)


def _withheld(source: Path) -> str:
    document = read_document(source)
    target = source.with_name("target" + (".txt" if source.suffix in (".pdf", ".png", ".jpg") else source.suffix))
    made = redacted_document(document, list(_removals(document.text)))
    write_document(made, target)
    gone = [] if TOKEN.lower() in normalise(made.text).folded else [TOKEN]
    check_clear(target, gone, kept=made.text)
    return "redacted" if gone else "written"


def _removals(text: str) -> list[Removal]:
    normalised = normalise(text)
    found, at = [], normalised.folded.find(TOKEN.lower())
    while at >= 0:
        found.append(Removal(*normalised.original_span(at, at + len(TOKEN)), "[withheld]"))
        at = normalised.folded.find(TOKEN.lower(), at + 1)
    return found
