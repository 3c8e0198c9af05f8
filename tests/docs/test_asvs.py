"""docs/reference/asvs.md has every requirement of levels 1 and 2 once, and names tests that there are."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "reference" / "asvs.md").read_text(encoding="utf-8")
DESK = (ROOT / "docs" / "reference" / "desk.md").read_text(encoding="utf-8")
# Of each section of ASVS 5.0.0, the last number of level 1 and the last of level 2; those of level 3 stand behind them.
LAST = {
    "1.1": (0, 2), "1.2": (5, 9), "1.3": (2, 11), "1.4": (0, 3), "1.5": (1, 2),
    "2.1": (1, 3), "2.2": (2, 3), "2.3": (1, 4), "2.4": (0, 1),
    "3.2": (2, 2), "3.3": (1, 4), "3.4": (2, 6), "3.5": (3, 5), "3.7": (0, 2),
    "4.1": (1, 3), "4.2": (0, 1), "4.3": (0, 2), "4.4": (1, 4),
    "5.1": (0, 1), "5.2": (2, 3), "5.3": (2, 2), "5.4": (0, 3),
    "6.1": (1, 3), "6.2": (8, 12), "6.3": (2, 4), "6.4": (2, 4), "6.5": (0, 5), "6.6": (0, 3), "6.8": (0, 4),
    "7.1": (0, 3), "7.2": (4, 4), "7.3": (0, 2), "7.4": (2, 5), "7.5": (0, 2), "7.6": (0, 2),
    "8.1": (1, 2), "8.2": (2, 3), "8.3": (1, 1), "8.4": (0, 1),
    "9.1": (3, 3), "9.2": (1, 4),
    "10.1": (0, 2), "10.2": (0, 2), "10.3": (0, 4), "10.4": (5, 11), "10.5": (0, 5), "10.6": (0, 2), "10.7": (0, 3),
    "11.1": (0, 2), "11.2": (0, 3), "11.3": (2, 3), "11.4": (1, 4), "11.5": (0, 1), "11.6": (0, 1),
    "12.1": (1, 3), "12.2": (2, 2), "12.3": (0, 4),
    "13.1": (0, 1), "13.2": (0, 5), "13.3": (0, 2), "13.4": (1, 5),
    "14.1": (0, 2), "14.2": (1, 4), "14.3": (1, 3),
    "15.1": (1, 3), "15.2": (1, 3), "15.3": (1, 7),
    "16.1": (0, 1), "16.2": (0, 5), "16.3": (0, 4), "16.4": (0, 3), "16.5": (0, 3),
    "17.1": (0, 1), "17.2": (0, 4), "17.3": (0, 2),
}  # fmt: skip
ROWS = [[cell.strip() for cell in line.strip("|").split("|")] for line in PAGE.splitlines() if line.startswith("| V")]


def test_the_list_is_as_long_as_the_standard_says():
    assert sum(first for first, _ in LAST.values()) == 70  # of level 1
    assert sum(second for _, second in LAST.values()) == 253  # of levels 1 and 2


def test_every_requirement_stands_there_once():
    told = Counter(re.findall(r"V\d+\.\d+\.\d+", " ".join(row[0] for row in ROWS)))
    assert told == Counter(f"V{section}.{n}" for section, (_, last) in LAST.items() for n in range(1, last + 1))


def test_each_row_says_how_it_stands_and_stands_in_its_chapter():
    assert {row[1] for row in ROWS} == {"met", "partly", "not met", "host", "no case"}
    assert all(len(row) == 4 and row[2] for row in ROWS)
    chapters = re.split(r"^## V(\d+) ", PAGE, flags=re.MULTILINE)[1:]
    for number, text in zip(chapters[::2], chapters[1::2], strict=True):
        assert set(re.findall(r"V(\d+)\.\d+\.\d+", text)) == {number}


def test_every_test_that_is_named_is_there():
    named = set(re.findall(r"`(test_\w+)`", PAGE))
    there = {
        name
        for path in (ROOT / "tests").rglob("test_*.py")
        for name in re.findall(r"^def (test_\w+)", path.read_text(encoding="utf-8"), re.MULTILINE)
    }
    assert named - there == set()
    assert all(row[3] == "" or re.fullmatch(r"(`test_\w+`(, )?)+", row[3]) for row in ROWS)


def test_every_place_in_the_page_of_the_desk_that_it_leans_on_is_there():
    there = {
        re.sub(r"[^\w-]", "", line.lower().replace(" ", "-")) for line in re.findall(r"^## (.*)$", DESK, re.MULTILINE)
    }
    assert set(re.findall(r"\(desk\.md#([\w-]+)\)", PAGE)) <= there
