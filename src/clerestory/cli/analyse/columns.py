"""Words of options, and tables as text, for commands that print several."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import typer

from clerestory.model.findings.typology import MOST_CLASSES


def class_range(words: str) -> tuple[int, int]:
    """Give the ends of a range of numbers of classes; bad words are refused under the name of the option."""
    low, sign, high = words.partition("-")
    ends = (low, high if sign else low)
    numbers = [int(end) for end in ends if end.isascii() and end.isdigit() and len(end) <= 2]
    if len(numbers) < len(ends) or not 1 <= numbers[0] <= numbers[1] <= MOST_CLASSES:
        raise typer.BadParameter(f"give a range from 1 to {MOST_CLASSES}, such as 2-6", param_hint="--classes")
    return numbers[0], numbers[1]


def listed_names(words: str, option: str) -> tuple[str, ...]:
    """Give names with commas between them; a name that is there twice is refused."""
    names = tuple(name.strip() for name in words.split(",") if name.strip())
    if len(set(names)) < len(names):
        raise typer.BadParameter("name each once", param_hint=option)
    return names


def aligned(rows: Sequence[tuple[str, ...]]) -> Iterator[str]:
    """Align the columns, all but the first to the right."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for first, *others in rows:
        cells = (cell.rjust(width) for cell, width in zip(others, widths[1:], strict=True))
        yield "  ".join([first.ljust(widths[0]), *cells])
