"""A third searcher: what LibreOffice shows and prints of written files has nothing of what was planted in sources."""

from __future__ import annotations

import shutil
import subprocess
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest

from clerestory.errors import DocumentError
from clerestory.protect.documents import read_document, write_document
from clerestory.protect.text.removing import Removal, redacted_document
from commands import PATIENCE
from hiding_places import PLACES, TOKEN, sources

OFFICE, PDF_TO_TEXT = shutil.which("soffice"), shutil.which("pdftotext")
SOURCES = dict(sources())
# Every sheet of a workbook in a file of its own; a document of text with the text of its fields.
SHOWN = {
    "docx": "txt:Text (encoded):UTF8",
    "odt": "txt:Text (encoded):UTF8",
    "xlsx": "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1",
}
# Of a workbook with a word in its very last cell LibreOffice writes every row and column before it, for hours.
ENDLESS = ("far cell",)
pytestmark = pytest.mark.skipif(not (OFFICE and PDF_TO_TEXT), reason="needs LibreOffice and poppler-utils")


def converted(files: list[Path], to: str, folder: Path) -> dict[str, str]:
    """Convert files by one call of LibreOffice, and give the text of each, by the name of what was made."""
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    out = folder / to.partition(":")[0]
    command = [OFFICE, profile, "--headless", "--convert-to", to, "--outdir", str(out), *map(str, files)]
    subprocess.run(command, check=True, capture_output=True, timeout=PATIENCE)
    return {path.stem: text_of(path) for path in sorted(out.iterdir())}


def text_of(path: Path) -> str:
    if path.suffix == ".pdf":
        printed = subprocess.run([PDF_TO_TEXT, str(path), "-"], check=True, capture_output=True, timeout=PATIENCE)
        return printed.stdout.decode()
    return path.read_bytes().decode("utf-8-sig")


def letters(text: str) -> str:
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKC", text).lower()))


def withheld(source: Path, target: Path) -> bool:
    """Withhold the token from a document; say whether something was written."""
    try:
        document = read_document(source)
    except DocumentError:
        return False
    text, removals, at = document.text, [], 0
    while (at := text.find(TOKEN, at)) >= 0:
        removals.append(Removal(at, at + len(TOKEN), "[withheld]"))
        at += len(TOKEN)
    write_document(redacted_document(document, removals), target)
    return True


def made(form: str, folder: Path) -> Iterator[Path]:
    """Yield what is written of each source with something planted in it."""
    for number, plant in enumerate(plant for place, plant in PLACES[form].items() if place not in ENDLESS):
        source, target = folder / f"source{number:02}.{form}", folder / f"new{number:02}.{form}"
        source.write_bytes(plant(SOURCES[form]))
        if withheld(source, target):
            yield target


def test_office_shows_a_word_of_a_source_and_not_of_the_new_file(tmp_path: Path) -> None:
    files = []
    for form, place in (("docx", "text split over runs"), ("odt", "text split over spans"), ("xlsx", "cell")):
        source, target = tmp_path / f"old-{form}.{form}", tmp_path / f"new-{form}.{form}"
        source.write_bytes(PLACES[form][place](SOURCES[form]))
        assert withheld(source, target)
        files += [source, target]
    shown = converted(files, "pdf", tmp_path)
    found = {name for name, text in shown.items() if letters(TOKEN) in letters(text)}
    assert len(shown) == 6
    assert found == {"old-docx", "old-odt", "old-xlsx"}
    assert all("[withheld]" in text and "Seen by all" in text for name, text in shown.items() if name.startswith("new"))


@pytest.mark.slow
@pytest.mark.parametrize("form", SHOWN)
def test_office_shows_nothing_of_what_was_planted_anywhere(form: str, tmp_path: Path) -> None:
    files = list(made(form, tmp_path))
    assert len(files) > 30, "most sources are read, not refused"
    for to in (SHOWN[form], "pdf"):
        shown = converted(files, to, tmp_path)
        assert len(shown) >= len(files), "LibreOffice opens every file"
        assert [name for name, text in shown.items() if "Seen by all" not in text] == []
        assert [name for name, text in shown.items() if letters(TOKEN) in letters(text)] == []
