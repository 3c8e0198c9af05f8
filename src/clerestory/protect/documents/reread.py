"""A written file is searched again: what other libraries read of it, by the finders that searched its source.

What was to be written has been searched as it was made, with all its marks known by their places. So a file in which a
reader finds those very lines holds nothing new. Any other is searched by itself, and what is found in it is a residue
if it stands there more often than in what was to be written: marks, pseudonyms and what reviewers let stand do not.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from clerestory.protect.documents.channels import Channel, Seen
from clerestory.protect.text.finders import Finder, find_all
from clerestory.protect.text.normalised import normalise
from clerestory.protect.text.rest import residue_in

# Spellings of what another channel of the same file gives plainly: codes of letters, and text without its spaces.
_SPELLINGS = frozenset({"bytes", "text without spaces", "drawn strings"})


def check_nothing_found(channels: Iterable[Channel], said: str, finders: Sequence[Finder], *, where: str) -> None:
    """Check that finders find nothing in a written file that does not stand in what was to be written.

    Parameters
    ----------
    channels : iterable of Channel
        As they were read; those that no reader sees are not looked at here.
    said : str
        All that was to be written, block by block, after it was searched.
    finders : sequence of Finder
    where : str
        Names the file in messages.

    Raises
    ------
    ResidueError
        At the first finding; it names the part, the line of it and the kind of matter, and no word.
    """
    by_kind: dict[str, list[Channel]] = {}
    for channel in channels:
        if channel.seen is Seen.CONTENT and channel.kind not in _SPELLINGS:
            by_kind.setdefault(channel.kind, []).append(channel)
    for group in by_kind.values():
        if not _says_nothing_else("\n".join(channel.text for channel in group), said):
            _check_group(group, said, finders, where=where)


def _check_group(group: Sequence[Channel], said: str, finders: Sequence[Finder], *, where: str) -> None:
    expected, there = _letters(said), _letters("\n".join(channel.text for channel in group))
    for channel in group:
        for finding in find_all(channel.text, finders):
            spelling = _letters(channel.text[finding.start : finding.end])
            if spelling and there.count(spelling) > expected.count(spelling):
                raise residue_in(channel.text, finding, where=f"{where}, {channel.part}")


def _says_nothing_else(text: str, said: str) -> bool:
    """Say whether a text is what was said, but for its spaces, or lines of it in another order."""
    if text == said or "".join(text.split()) == "".join(said.split()):
        return True
    return not Counter(_lines(text)) - Counter(_lines(said))


def _lines(text: str) -> Iterator[str]:
    return (" ".join(line.split()) for line in text.splitlines() if line.strip())


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, normalise(text).folded))
