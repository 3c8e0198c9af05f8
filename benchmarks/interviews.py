"""Reading and writing a large project of coded texts, beside the bare standard library on the same bytes.

``python benchmarks/interviews.py [INTERVIEWS] [SELECTIONS]``: so many transcripts of 20,000 words, so many coded
passages in each. The peer parses project.qde into elements and writes them again, without any check and with loss.
"""

from __future__ import annotations

import sys
import tempfile
import time
import uuid
import xml.etree.ElementTree as ET
import zipfile
from collections.abc import Callable
from pathlib import Path

from clerestory.interviews.refi import project_of, read_project, write_project
from clerestory.model.interviews.project import Code, Coding, Selection, TextSource

WORDS = "a line of twelve words that says nothing of anybody at all \n" * 1700


def made(interviews: int, selections: int) -> list[TextSource]:
    """Make transcripts with passages spread over them."""
    code = str(uuid.UUID(int=1))
    return [
        TextSource(
            str(uuid.UUID(int=10**6 + at)),
            f"int{at:026}".replace("0", "a").replace("1", "b").replace("8", "c").replace("9", "d"),
            WORDS,
            tuple(
                Selection(str(uuid.UUID(int=10**9 + at * selections + n)), n * 60, n * 60 + 55, (Coding(code),))
                for n in range(selections)
            ),
        )
        for at in range(interviews)
    ]


def timed(what: Callable[[], object]) -> float:
    """Give the seconds of the processor that something takes, the best of three."""
    best = float("inf")
    for _ in range(3):
        began = time.process_time()
        what()
        best = min(best, time.process_time() - began)
    return best


def main() -> None:
    """Print seconds of the processor and their ratios."""
    interviews, selections = [*(int(word) for word in sys.argv[1:]), 200, 500][:2]
    codes = [Code(str(uuid.UUID(int=1)), ("code",), is_codable=True)]
    with tempfile.TemporaryDirectory() as folder:
        path, out = Path(folder) / "a.qdpx", Path(folder) / "b.qdpx"
        write_project(path, project_of("SYNTHETIC", codes, [], made(interviews, selections)))
        with zipfile.ZipFile(path) as package:
            document = package.read("project.qde")
        project = read_project(path)
        bare = timed(lambda: ET.fromstring(document))  # noqa: S314 - made here
        root = ET.fromstring(document)  # noqa: S314 - made here
        bare_out = timed(lambda: ET.tostring(root))
        read, written = timed(lambda: read_project(path)), timed(lambda: write_project(out, project, source=path))
    print(
        f"{interviews} transcripts, {interviews * selections:,} passages, project.qde of {len(document) / 2**20:.0f} MB"
    )
    print(f"read and checked {read:.2f} s, {read / bare:.1f} times a bare parse ({bare:.2f} s)")
    print(f"written and packed {written:.2f} s, {written / bare_out:.1f} times a bare spelling ({bare_out:.2f} s)")


if __name__ == "__main__":
    main()
