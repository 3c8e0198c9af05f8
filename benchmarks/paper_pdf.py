"""A paper of 65 pages as PDF/UA-1 and as DOCX, beside LibreOffice, which prints its page as tagged PDF.

Run: python benchmarks/paper_pdf.py [TABLES]; the peer needs Debian's libreoffice-writer-nogui. All cells are SYNTHETIC.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pypdfium2

from clerestory.model.commission import DataKind, StudySettings
from clerestory.model.releases import Register
from clerestory.model.tables import ProtectedTable
from clerestory.publish.charts.drawn import drawn_chart
from clerestory.publish.pages import paper_page, style_sheet
from clerestory.publish.paper.reading import Paper, read_paper
from clerestory.publish.printed.pdf import paper_pdf
from clerestory.publish.printed.word import paper_docx
from clerestory.publish.release.contents import Contents
from clerestory.publish.shown.whole import shown_paper
from clerestory.study import shipped_presets

sys.path.append(str(Path(__file__).parents[1] / "tests"))
from papers import shape, study

_TABLES, _ROWS, _COLUMNS, _RUNS = 77, 16, 4, 3
_EACH_CHART = 5  # every fifth table has a chart, and a page holds as many cells as in the demonstration
_WORDS = "What follows counts what bodies wrote down, and says nothing of what nobody wrote down. " * 4


def tables(number: int) -> Iterator[ProtectedTable]:
    """Yield tables of forces by categories, cells drawn at random and every ninth withheld."""
    rng = np.random.default_rng(2026)
    forces = {f"F{n}": f"Synthetic force {n}" for n in range(_ROWS)}
    sexes = {f"S{n}": f"Category {n}" for n in range(_COLUMNS)}
    for at in range(number):
        of = shape(id=f"t{at}", title=f"Suspects by force and category, part {at}", forces=forces, sexes=sexes)
        drawn = rng.integers(10, 90_000, (len(of.rows), len(of.columns)))
        cells = [[None if (r + c) % 9 == 0 else int(n) for c, n in enumerate(row)] for r, row in enumerate(drawn)]
        yield ProtectedTable(of, tuple(map(tuple, cells)))


def asked(number: int) -> StudySettings:
    """Give the settings of a study that asks for those tables, and for charts of some of them."""
    of = [{"id": f"t{at}", "title": "T", "count": "suspect", "rows": "suspect.sex"} for at in range(number)]
    charts = [
        {"id": f"c{at}", "table": f"t{at}", "title": "Suspects of the first category", "kind": "bars", "column": "S1"}
        for at in range(0, number, _EACH_CHART)
    ]
    return study(tables=of, charts=charts)


def source(number: int) -> str:
    """Give the paper: a section for each table, words in each."""
    parts = []
    for at in range(number):
        chart = f"{{{{ chart c{at} }}}}\n\n" if at % _EACH_CHART == 0 else ""
        parts.append(f"## What the returns hold\n\n{_WORDS}\n\n{chart}{{{{ table t{at} }}}}\n")
    return "\n".join(parts)


def contents(number: int) -> tuple[Paper, Contents]:
    """Give the paper and everything that it shows."""
    settings, made = asked(number), tuple(tables(number))
    by_name = {table.shape.id: table for table in made}
    data = DataKind.SYNTHETIC
    register = Register(
        form="clerestory-register/1", data=data, release=settings.release.date, withheld=(), came_out=()
    )
    charts = {chart.id: drawn_chart(chart, by_name[chart.table], data) for chart in settings.charts}
    return read_paper(source(number), settings, made), Contents(
        settings=settings, tables=by_name, charts=charts, register=register, rules=shipped_presets()["THRESHOLD-6"]
    )


def best(work: Callable[[], object]) -> tuple[float, float]:
    """Give the shortest of some runs, by the clock and by the processor, in seconds; a busy machine moves the first."""
    clock, processor = [], []
    for _ in range(_RUNS):
        start, used = time.perf_counter(), _used()
        work()
        clock.append(time.perf_counter() - start)
        processor.append(_used() - used)
    return min(clock), min(processor)


def _used() -> float:
    """Give the processor's seconds of this process and of those that it started."""
    return sum(os.times()[:4])


def told(work: Callable[[], object]) -> str:
    """Say how long something takes."""
    clock, processor = best(work)
    return f"{clock:.2f} s (processor {processor:.2f} s)"


def page_in(folder: Path, paper: Paper, shown: Contents) -> Path:
    """Write the page with its style sheet and charts, as a release holds them."""
    (folder / "charts").mkdir()
    for name, chart in shown.charts.items():
        (folder / "charts" / f"{shown.file_name(name)}.svg").write_text(chart.svg, encoding="utf-8")
    (folder / "style.css").write_text(style_sheet(), encoding="utf-8")
    page = folder / "index.html"
    page.write_text(paper_page(paper, shown), encoding="utf-8")
    return page


def peer(page: Path, out: Path) -> None:
    """Print a page as tagged PDF with LibreOffice."""
    options = 'pdf:writer_web_pdf_Export:{"UseTaggedPDF":{"type":"boolean","value":"true"}}'
    home = f"-env:UserInstallation=file://{out}/home"
    command = ["soffice", home, "--headless", "--convert-to", options, "--outdir", str(out), str(page)]
    subprocess.run(command, check=True, capture_output=True)


def main() -> None:
    """Print seconds, pages and sizes."""
    number = int(sys.argv[1]) if len(sys.argv) > 1 else _TABLES
    paper, shown = contents(number)
    whole = shown_paper(paper, shown)
    pdf = paper_pdf(whole)
    print(f"{number} tables of {_ROWS + 1} x {_COLUMNS + 3} cells, {len(shown.charts)} charts")
    print(f"PDF/UA-1: {told(lambda: paper_pdf(whole))}, {len(pypdfium2.PdfDocument(pdf))} pages, {len(pdf):,} B")
    print(f"DOCX: {told(lambda: paper_docx(whole))}, {len(paper_docx(whole)):,} B")
    if not shutil.which("soffice"):
        print("LibreOffice is not installed: no peer")
        return
    with tempfile.TemporaryDirectory() as folder:
        page = page_in(Path(folder), paper, shown)
        empty = Path(folder) / "empty.html"
        empty.write_text("<p>Nothing.</p>")
        out = Path(folder) / "out"
        print(f"LibreOffice: {told(lambda: peer(page, out))}; an empty page {told(lambda: peer(empty, out))}", end=", ")
        print(f"{len(pypdfium2.PdfDocument(out / 'index.pdf'))} pages")


if __name__ == "__main__":
    main()
