"""The page on answering a letter, followed literally."""

from __future__ import annotations

import re

from followed import follow

LINE = re.compile(
    r"I am sorry for the delay in replying to your letter of 27 February 2026: ([\d,]+) working days over our target\."
)


def test_the_blocks_say_what_the_page_says(tmp_path):
    begun, came, given, written, gone, found = follow("answer-a-letter.md", tmp_path)
    assert [one.returncode for one in (begun, came, given, written, gone, found)] == [0] * 6, [
        one.stderr for one in (begun, came, given, written, gone, found)
    ]
    assert came.stdout.splitlines()[0] == "MIN/0000001/1"
    assert "from: Quill Marsh; Fern Holloway" in came.stdout
    assert "due 2026-03-23, ann" in given.stdout
    assert "waiting for clearance" in written.stdout
    late = LINE.fullmatch(gone.stdout.split("\n\n")[2])[1]
    assert "MIN/0000001: Guidance for schools; answered" in found.stdout
    taken = int(late.replace(",", "")) + 15
    assert f"Answered in {taken:,} working days, {late} working days over its target of 15" in found.stdout
    assert "6 acts hold" in found.stdout
