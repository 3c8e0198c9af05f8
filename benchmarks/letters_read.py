"""What is found in letters: precision and recall by kind, on marked letters and the source documents; and the time.

``python benchmarks/letters_read.py``. The letters are those of tests/answer/letters: one half the rules
were written with, the other half was marked before there was a rule and never worked on. The source documents are read
where ../shared has them.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

sys.path.append(str(Path(__file__).parents[1] / "tests"))  # the marks are the tests'

from clerestory.answer.reading import join_promises, read_letter
from letter_marks import SOURCES, MarkedLetter, marked_letters, noised, printed, source_documents, tallies

SIGNS = 1_000_000


def main() -> None:
    worked_on, held_out = marked_letters("worked_on"), marked_letters("held_out")
    _print("SYNTHETIC letters that the rules were written with", worked_on)
    _print("SYNTHETIC letters held out", held_out)
    _print("All of them, broken into lines with gaps of a scan", noised(worked_on + held_out, 1))
    if SOURCES.exists():
        _print("The three source documents", source_documents())
    _print_joined(source_documents() if SOURCES.exists() else worked_on)
    _print_time(worked_on + held_out)


def _print(title: str, letters: list[MarkedLetter]) -> None:
    print(f"\n{title}: {len(letters)}")
    print("\n".join(printed(tallies(letters, read_letter))))


def _print_joined(letters: list[MarkedLetter]) -> None:
    read = [(letter.name, read_letter(letter.text)) for letter in letters]
    sources = [len(one.sources) for one in join_promises(read).promises]
    print(f"\n{sum(sources)} promises of {len(letters)} documents are {len(sources)}")


def _print_time(letters: list[MarkedLetter]) -> None:
    text = "\n\n".join(letter.text for letter in letters)
    text *= SIGNS // len(text)
    begun = time.process_time()
    read_letter(text)
    print(f"\n{len(text):,} signs of letters in {time.process_time() - begun:.1f} s of one core")


if __name__ == "__main__":
    main()
