"""Redacting documents: read to plain blocks, redacted, written anew, and checked by other libraries."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from clerestory.errors import ClerestoryError, RedactionError
from clerestory.model.redaction.documents import Block, Document, Format, Role
from clerestory.pipeline.redaction.accounts import keep_accounts
from clerestory.pipeline.redaction.asked import RedactionAnswer, RedactionAsked
from clerestory.pipeline.redaction.checking import check_outside_studies, check_places
from clerestory.pipeline.redaction.redactor import Redacted, Redactor
from clerestory.pipeline.redaction.texts import check_gone, read_bytes, seen_in, without_passages, write_text
from clerestory.pipeline.redaction.unread_ink import with_unread_ink
from clerestory.pipeline.redaction.within import Opened, open_with_all
from clerestory.progress import SILENT, Progress
from clerestory.protect.documents import Channel, Seen, channels_of, check_clear, write_document
from clerestory.protect.documents.formats import format_named, suffix_written
from clerestory.protect.documents.marks import with_marks
from clerestory.protect.documents.pdf.checking import check_pdf_clear, pictured_channels
from clerestory.protect.documents.pdf.redacting import redacted_pictures
from clerestory.protect.text.normalised import normalise
from clerestory.protect.text.removing import redacted_document
from clerestory.study.writing import PARTIAL, placed_folder, placed_together

TEXTS = (".txt", ".md")  # kept as they are, line by line
_OWNERS = 0o700  # rights of the owner alone


@dataclass(frozen=True, repr=False)
class _Made:
    """What came of one new file."""

    found: Redacted
    left_behind: Mapping[str, int] = field(default_factory=dict)
    unread: Mapping[str, str] = field(default_factory=dict)


_Done = Mapping[Path, _Made]  # by new file, the main one last


@dataclass(frozen=True)
class FolderAnswer:
    """What came of a folder of documents.

    Attributes
    ----------
    written : mapping of str to RedactionAnswer
        By the name of the new file.
    failed : mapping of str to ClerestoryError
        By the number of the source in the order of names; its name may hold a name.
    unmatched : int
        Passages that were decided about and are in none of the files as they stand: of another version, or by other
        options. Nothing stands by such decisions.
    """

    written: Mapping[str, RedactionAnswer]
    failed: Mapping[str, ClerestoryError]
    unmatched: int = 0


def redact_document(source: Path, out: Path, asked: RedactionAsked) -> RedactionAnswer:
    """Withhold from a document, and write what is left to a new file.

    Parameters
    ----------
    source, out : Path
        DOCX, ODT, PDF, PNG, JPEG, TIFF, GIF, EML, XLSX or plain text; the new file's suffix says its form.
    asked : RedactionAsked

    Raises
    ------
    RedactionError
        If options are wrong, a file lies inside a study, or the new file is there already.
    DocumentError
        If the source cannot be read.
    ResidueError
        If something that is to be gone is in the new file, which is deleted.
    """
    check_outside_studies(source)
    check_places(asked, [source], [out])
    redactor = Redactor(asked)
    with _written(redactor, source, out, asked=asked) as done:
        keep_accounts(redactor, [made.found for made in done.values()], asked)
    return _answer(done)


def redact_folder(source: Path, out: Path, asked: RedactionAsked, *, progress: Progress = SILENT) -> FolderAnswer:
    """Withhold from every file of a folder, each by itself, into a new folder.

    Names of files in which something is found become numbers. A file that cannot be read is left out and told of; the
    others are written.

    Raises
    ------
    RedactionError
        If options are wrong, the folder is empty, or the new one is there already.
    """
    check_outside_studies(source)
    check_places(asked, [source], [out])
    files = sources_in(source)
    redactor = Redactor(asked)
    names = _new_names(redactor, files)
    done: dict[str, _Done] = {}
    failed: dict[str, ClerestoryError] = {}
    progress.begin("documents", len(files))
    with placed_folder(out, mode=_OWNERS) as partial:
        for number, (file, name) in enumerate(zip(files, names, strict=True), 1):
            try:
                with _written(redactor, file, partial / name, asked=asked) as made:
                    done[name] = made
            except ClerestoryError as error:
                failed[f"file {number}"] = error
            progress.advance()
        keep_accounts(redactor, [made.found for each in done.values() for made in each.values()], asked)
    unmatched = redactor.unmatched(made.found for each in done.values() for made in each.values())
    return FolderAnswer({name: _answer(each) for name, each in done.items()}, failed, unmatched)


def _files(folder: Path) -> list[Path]:
    """Give the files of a folder, in order of names; what a file manager hides there is none of the case."""
    held = sorted(path for path in folder.iterdir() if not path.name.startswith("."))
    if any(path.is_dir() for path in held):
        raise RedactionError("holds folders", where=str(folder), remedy="Redact each folder of files by itself.")
    if not held:
        raise RedactionError("holds no file", where=str(folder), remedy="Name a folder of documents.")
    return held


def sources_in(path: Path) -> list[Path]:
    """Give a file itself, or the files of a folder in order of names.

    Raises
    ------
    RedactionError
        If a folder has none, or holds folders.
    """
    return _files(path) if path.is_dir() else [path]


def is_document(source: Path) -> bool:
    """Say whether a file is read to blocks; a text is kept line by line."""
    return format_named(source.suffix) not in (None, Format.TEXT)


@contextmanager
def _written(redactor: Redactor, source: Path, out: Path, *, asked: RedactionAsked) -> Iterator[_Done]:
    """Write beside the new files, and check all; they get their names when the block ends without an error.

    So a kill leaves none unchecked. Files of what is inside get their names first: where the main one is, all are.
    """
    files = _to_write(source, out, asked)
    read = {opened.name: opened.document for opened in files.values() if opened}
    found = redactor.redact_documents(read)
    with placed_together(tuple(files)) as places:
        yield {
            path: _document(redactor, opened, places[path], asked=asked, found=found[opened.name])
            if opened
            else _text(redactor, source, places[path], asked=asked)
            for path, opened in files.items()
        }


def _to_write(source: Path, out: Path, asked: RedactionAsked) -> Mapping[Path, Opened | None]:
    """Give the new files, the main one last, with what goes into each: None for a plain text, kept line by line."""
    if {source.suffix.lower(), out.suffix.lower()} <= set(TEXTS):
        return {out: None}
    files = open_with_all(source, encoding=asked.encoding).files(out)
    check_places(asked, [], files)
    return files


def _document(redactor: Redactor, opened: Opened, out: Path, *, asked: RedactionAsked, found: Redacted) -> _Made:
    try:
        return _redacted(redactor, opened, out, asked=asked, found=found)
    except ClerestoryError as error:
        if not opened.name:
            raise
        remedy = f"Nothing was written. Redact it by itself, and the document without it. {error.remedy}"
        raise type(error)(error.what, where=opened.name, remedy=remedy) from error


def _redacted(redactor: Redactor, opened: Opened, out: Path, *, asked: RedactionAsked, found: Redacted) -> _Made:
    document = opened.document
    found, kept = with_unread_ink(redactor, found, document)
    made = redacted_document(document, found.removals)
    check_gone(made.text, found)
    pictures = redacted_pictures(document, found.removals, kept) if _is_pdf(out) else ()
    marked = _marked(with_marks(replace(made, pictures=pictures), opened.marks), asked)
    write_document(marked, out)
    _check_written(redactor, out, found, made=marked)
    return _Made(found, _left_behind(document, len(pictures)), opened.unread)


def _text(redactor: Redactor, source: Path, out: Path, *, asked: RedactionAsked) -> _Made:
    text, left = seen_in(read_bytes(source), str(source), encoding=asked.encoding)
    found, made = without_passages(redactor, text, asked)
    write_text(redactor, made, out, name=_final(out))
    return _Made(found, left)


def _answer(done: _Done) -> RedactionAnswer:
    """Give the answer about the main file, which is the last, with those about the files inside it."""
    *inside, main = ((path.name, _answer_of(made)) for path, made in done.items())
    return replace(main[1], inside=dict(sorted(inside)))


def _answer_of(made: _Made) -> RedactionAnswer:
    return replace(made.found.answer, left_behind=made.left_behind, unread=made.unread)


def _check_written(redactor: Redactor, out: Path, found: Redacted, *, made: Document) -> None:
    """Check a written file; a PDF by its own check, which knows what is packed and reads its pictures anew."""
    channels = tuple(channels_of(out))
    if _is_pdf(out):
        data = out.read_bytes()
        pictured = tuple(pictured_channels(data))
        check_pdf_clear(data, _final(out), found.gone, pictured=pictured)
        channels += tuple(Channel(each.part, each.kind, each.text, Seen.CONTENT) for each in pictured)
    else:
        check_clear(out, found.passages, kept=made.text)
    redactor.check_nothing_found(channels, _said(made), where=_final(out))


def _said(made: Document) -> str:
    """Give all that is written of a document; a field stands behind its label."""
    return "".join(f"{block.label}: {block.text}\n" if block.label else f"{block.text}\n" for block in made.blocks)


def _final(out: Path) -> str:
    return out.name.removeprefix(PARTIAL)


def _is_pdf(out: Path) -> bool:
    return out.suffix.lower() == Format.PDF.value


def _left_behind(document: Document, carried: int) -> Mapping[str, int]:
    left = len(document.pictures) - carried
    return {**document.left_behind, **({"pictures": left} if left else {})}


def _marked(document: Document, asked: RedactionAsked) -> Document:
    mark = asked.data.mark_sentence
    first = (Block(mark, Role.PARAGRAPH),) if mark else ()
    return replace(document, blocks=(*first, *document.blocks))


def _new_names(redactor: Redactor, files: list[Path]) -> list[str]:
    """Give new names: the old ones, or a number where something is found in one.

    Numbers follow keyed hashes: in the order of names they would tell where in the alphabet a name stands.
    """
    keys = {file: redactor.case.keyed_hash(b"file", file.name.encode("utf-8", "surrogatepass")) for file in files}
    numbers = {file: number for number, file in enumerate(sorted(files, key=keys.__getitem__), 1)}
    width = len(str(len(files)))
    taken: set[str] = set()
    names: dict[Path, str] = {}
    for file in files:
        plain = _is_plain(redactor, file.stem)
        stem = file.stem if plain else f"document-{numbers[file]:0{width}}"
        name = stem + suffix_written(file.suffix)
        while name in taken:
            name = f"document-{name}"
        taken.add(name)
        names[file] = name
    return [names[file] for file in files]


def _is_plain(redactor: Redactor, stem: str) -> bool:
    return not any(redactor.finds_in(spelling) for spelling in _spellings(stem))


def _spellings(stem: str) -> Iterator[str]:
    """Yield a name of a file as words: names stand in them in small letters, with dashes and no spaces."""
    words = "".join(sign if sign.isalnum() else " " for sign in normalise(stem).plain)
    parted = "".join(f" {sign}" if sign.isupper() else sign for sign in words)
    yield from (stem, words, parted, words.title())
