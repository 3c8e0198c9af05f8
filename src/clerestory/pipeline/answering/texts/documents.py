"""Letters as documents: written to files for whoever sends them, and read from what came."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from clerestory.errors import AnswerError, DocumentError
from clerestory.model.answers.written import LetterOut
from clerestory.model.redaction.documents import Block, Document, Format, Inside, InsideKind, Role
from clerestory.protect.documents import read_bytes
from clerestory.protect.documents.files import bytes_of
from clerestory.publish.letters import LetterForm, letter_file
from clerestory.study.writing import write_atomically

READ = (Format.DOCX, Format.ODT, Format.PDF, Format.EMAIL, Format.TEXT)
_SUFFIXES = frozenset({*(form.value for form in READ), ".md"})
# What every file of a program has and no letter says anything in; nobody needs to be told of it.
_PLUMBING = frozenset(
    {"settings", "numbering and themes", "fonts", "embedded fonts", "bookmarks", "thumbnails", "headers"}
    | {"properties", "metadata", "field codes"}
)
_HEADS = {"From": "from", "To": "to", "Cc": "cc", "Date": "date", "Subject": "subject"}


@dataclass(frozen=True)
class ReceivedText:
    """The text of a document that came.

    Attributes
    ----------
    heads : mapping of str to str
        Of a message: from, to, cc, date and subject, those that it has.
    paragraphs : tuple of str
        What a reader sees, in order; cells of a table are paragraphs of their own.
    not_read : mapping of str to int
        What the file holds that is not among the paragraphs, in plain words ("comments", "hidden text", "pictures"),
        and how often: somebody opens the file and looks.
    attached : tuple of ReceivedText
        Documents inside it that can be read.
    name : str
        Of an attached one, which it is: "attachment 1".
    """

    heads: Mapping[str, str] = field(repr=False)
    paragraphs: tuple[str, ...] = field(repr=False)
    not_read: Mapping[str, int] = field(default_factory=dict)
    attached: tuple[ReceivedText, ...] = ()
    name: str = ""

    @property
    def text(self) -> str:
        """All paragraphs, an empty line between."""
        return "\n\n".join(self.paragraphs)


def read_received(path: Path) -> ReceivedText:
    """Read the text of a document that came: DOCX, ODT, PDF, EML or plain text.

    Raises
    ------
    AnswerError
        If it is missing, damaged, locked, hostile, too large, has macros, or is of another form than its name says.
    """
    try:
        data = bytes_of(path)
    except DocumentError as error:
        raise _refused(error) from error
    return received_text(data, path.suffix, where=path.name)


def received_text(data: bytes, suffix: str, *, where: str) -> ReceivedText:
    """Read the text of a document in memory; ``where`` names it in messages.

    Raises
    ------
    AnswerError
        As ``read_received`` does.
    """
    if suffix.lower() not in _SUFFIXES:
        listed = ", ".join(sorted(_SUFFIXES))
        raise AnswerError(
            "files of this form are not read as letters", where=where, remedy=f"Save it as one of {listed}."
        )
    try:
        return _received(read_bytes(data, suffix, where=where), "")
    except DocumentError as error:
        raise _refused(error) from error


def words_of(data: bytes, name: str) -> str:
    """Give the words by which a file that came is found again; of one that cannot be read there are none."""
    try:
        read = received_text(data, PurePosixPath(name).suffix, where="the file")
    except AnswerError:
        return ""
    return "\n\n".join(one.text for one in (read, *read.attached))


def write_letter(letter: LetterOut, forms: Sequence[LetterForm], folder: Path) -> tuple[Path, ...]:
    """Write a letter to files of a folder, and give their paths in the order of ``forms``.

    Raises
    ------
    AnswerError
        If a file is there already, or the letter cannot be written so; then none is written.
    """
    files = {folder / name: data for name, data in (letter_file(letter, form) for form in dict.fromkeys(forms))}
    there = sorted(path.name for path in files if path.exists() or path.is_symlink())
    if there:
        raise AnswerError(
            f"{there[0]} is there already, and nothing is written over", where=str(folder), remedy="Name a new folder."
        )
    folder.mkdir(parents=True, exist_ok=True)
    for path, data in files.items():
        write_atomically(path, data)
    return tuple(files)


def _received(document: Document, name: str) -> ReceivedText:
    heads = {_HEADS[block.label]: block.text for block in document.blocks if block.role is Role.FIELD}
    attached = list(_attached(document.inside))
    unread = {kind: count for kind, count in document.left_behind.items() if kind not in _PLUMBING and count}
    pictures = len(document.pictures) + sum(one.kind is InsideKind.PICTURE for one in document.inside)
    if pictures:
        unread["pictures"] = unread.get("pictures", 0) + pictures
    lost = sum(one is None for one in attached)
    if lost:
        unread["attachments that are not read"] = lost
    there = tuple(one for one in attached if one is not None)
    return ReceivedText(heads, tuple(_paragraphs(document)), unread, there, name)


def _attached(inside: Sequence[Inside]) -> Iterator[ReceivedText | None]:
    """Yield the text of each attached document; None of one that is not read, which somebody has to open."""
    files = [one for one in inside if one.kind is InsideKind.ATTACHMENT]
    for number, one in enumerate(files, 1):
        name = f"attachment {number}"
        try:
            is_read = one.suffix in _SUFFIXES
            yield _received(read_bytes(one.data, one.suffix, where=name), name) if is_read else None
        except DocumentError:
            yield None


def _paragraphs(document: Document) -> Iterator[str]:
    """Yield what a reader sees, in order: of texts and messages, lines that touch are one paragraph."""
    blocks = [block for block in document.blocks if block.role is not Role.FIELD]
    if document.format not in (Format.TEXT, Format.EMAIL):
        yield from (block.text for block in blocks if block.text.strip())
        return
    yield from _joined(blocks)


def _joined(blocks: Sequence[Block]) -> Iterator[str]:
    lines: list[str] = []
    for block in (*blocks, Block("")):
        if block.text.strip():
            lines.append(block.text.strip())
        elif lines:
            yield "\n".join(lines)
            lines = []


def _refused(error: DocumentError) -> AnswerError:
    return AnswerError(error.what, where=PurePosixPath(error.where).name, remedy=error.remedy)
