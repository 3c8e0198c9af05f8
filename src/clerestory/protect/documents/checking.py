"""The check of a written file: nothing that was withheld is in it, and nothing that we never write."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator
from pathlib import Path

from clerestory.errors import ResidueError
from clerestory.protect.documents.channels import Channel, Seen
from clerestory.protect.documents.files import bytes_of
from clerestory.protect.documents.formats import form_of, format_of_suffix
from clerestory.protect.documents.passages import Passages
from clerestory.protect.documents.views import views_of
from clerestory.study.writing import PARTIAL

_REMEDY = "Delete the file and do not send it. Redact the source again; if this comes back, report it as a fault."


def channels_of(path: Path) -> Iterator[Channel]:
    """Yield every channel of a written file, read by other libraries than wrote it.

    Raises
    ------
    DocumentError
        If the file is missing, too large, or of a form that is not read.
    """
    yield from form_of(format_of_suffix(path.suffix, path.name), path.name).channels(bytes_of(path))


def check_clear(path: Path, gone: Collection[str], *, kept: str = "") -> None:
    """Check that a written file has nothing of some passages in any channel, nor anything that we never write.

    Parameters
    ----------
    path : Path
        A file that ``write_document`` wrote.
    gone : collection of str
        Passages that were withheld, in any spelling.
    kept : str
        Text of the redacted document. A passage that also stands in it (a month, where May was a name elsewhere) may
        stand in the file's visible text as often, and nowhere else. Empty: it may stand nowhere.

    Raises
    ------
    ResidueError
        At the first channel in which something is left; it names part and channel and never the words.
    """
    passages = Passages(gone)
    allowed = _found(kept, passages)
    for channel in channels_of(path):
        if channel.seen is Seen.FOREIGN:
            raise _residue(path, channel, "something stands in it that no file of ours has")
        free = allowed if channel.seen is Seen.CONTENT else Counter[str]()
        if _found(channel.text, passages) - free:
            raise _residue(path, channel, "something that was withheld stands in it")


def _found(text: str, passages: Passages) -> Counter[str]:
    found = Counter[str]()
    for view in views_of(text):
        found |= passages.counted(view)  # the most of any view: a view repeats what another one shows
    return found


def _residue(path: Path, channel: Channel, what: str) -> ResidueError:
    return ResidueError(
        f"{channel.kind}: {what}", where=f"{path.name.removeprefix(PARTIAL)}, {channel.part}", remedy=_REMEDY
    )
