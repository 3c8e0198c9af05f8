"""Bad redactions found in synthetic PDFs, false alarms in good ones, and pages a second beside bare extraction.

``python benchmarks/redact_inspect.py [FILES] [PAGES]``: files of each way (by default 5) and pages of the mixed file
that is timed (by default 300). The files are those of tests/redacted_pdfs.py: of operators, pikepdf, Typst, Pillow.
"""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

import pikepdf
import pypdfium2 as pdfium

from clerestory.model.redaction.inspection import Inspection
from clerestory.protect.documents.inspection import inspect_pdf

sys.path.append(str(Path(__file__).parents[1] / "tests"))
from redacted_pdfs import GOOD, OF_FILE, WAYS, bad_pdf, good_pdf

Made = tuple[bytes, int]


def inspected(data: bytes, folder: Path) -> Inspection:
    path = folder / "inspected.pdf"
    path.write_bytes(data)
    return inspect_pdf(path)


def is_found(way: str, found: Inspection, page: int) -> bool:
    """Say whether the fault was told with its kind and, where it belongs to a page, its page."""
    return any(t.fault.value in WAYS[way][1] and (t.page == page or way in OF_FILE) for t in found.traces)


def found_by_way(files: int, folder: Path) -> None:
    print(f"{'way':26} {'files':>5} {'found':>5} {'sure':>5} {'beside':>6}")
    total = 0
    for way in WAYS:
        hits = sure = beside = 0
        for seed in range(files):
            data, page = bad_pdf(way, seed)
            found = inspected(data, folder)
            hits += is_found(way, found, page)
            sure += any(t.fault.value in WAYS[way][1] and t.sureness.value == "sure" for t in found.traces)
            beside += any(t.page not in (0, page) for t in found.traces)
        total += hits
        print(f"{way:26} {files:5} {hits:5} {sure:5} {beside:6}")
    print(f"{'all':26} {files * len(WAYS):5} {total:5}  {total / (files * len(WAYS)):.3f} (asked: .95)")
    print("beside: files with a trace on a page that has no fault\n")


def false_alarms(files: int, folder: Path) -> None:
    print(f"{'good files':26} {'files':>5} {'alarms':>6} {'remarks':>7}")
    total = 0
    for kind in GOOD:
        found = [inspected(good_pdf(kind, seed), folder) for seed in range(files)]
        alarms = sum(bool(one.found) for one in found)
        total += alarms
        print(f"{kind:26} {files:5} {alarms:6} {sum(len(one.traces) - len(one.found) for one in found):7}")
    print(f"{'all':26} {files * len(GOOD):5} {total:6} (asked: 1 in 20)\n")


def mixed(pages: int) -> bytes:
    """Give one file of the pages of good and bad files in turn."""
    whole, seed = pikepdf.new(), 0
    while len(whole.pages) < pages:
        parts = [good_pdf(kind, seed) for kind in GOOD] + [bad_pdf(way, seed)[0] for way in WAYS]
        for data in parts:
            with tempfile.TemporaryFile() as kept:
                kept.write(data)
                kept.seek(0)
                with pikepdf.open(kept) as part:
                    whole.add_pages_from(part)
        seed += 1
    del whole.pages[pages:]
    with tempfile.TemporaryFile() as kept:
        whole.save(kept)
        kept.seek(0)
        return kept.read()


def timed(pages: int, folder: Path) -> None:
    data = mixed(pages)
    path = folder / "mixed.pdf"
    path.write_bytes(data)
    begun = time.process_time()
    found = inspect_pdf(path)
    ours = time.process_time() - begun
    begun = time.process_time()
    pdf = pdfium.PdfDocument(path)
    for page in pdf:
        page.get_textpage().get_text_bounded()
    bare = time.process_time() - begun
    print(f"mixed file, {found.pages:,} pages, {len(data) / 2**20:.1f} MB, {len(found.traces):,} traces")
    print(f"{'inspection':26} {found.pages / ours:8.1f} pages a second of one core (asked: 24)")
    print(f"{'bare extraction, pypdfium2':26} {found.pages / bare:8.1f} pages a second; ratio {ours / bare:.1f}")


def main() -> None:
    if "--help" in sys.argv:
        print(__doc__)
        return
    files, pages = [*map(int, sys.argv[1:3]), *(5, 300)[len(sys.argv) - 1 :]]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        found_by_way(files, folder)
        false_alarms(files, folder)
        timed(pages, folder)


if __name__ == "__main__":
    main()
