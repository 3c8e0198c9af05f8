"""Redacting documents: read to plain blocks, redacted, written anew, and checked by other libraries."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from clerestory.errors import ClerestoryError, RedactionError
from clerestory.model.redaction.documents import Block, Document, Format, Role
from clerestory.pipeline.redaction.accounts import keep_accounts
from clerestory.pipeline.redaction.asked import RedactionAnswer, RedactionAsked
from clerestory.pipeline.redaction.checking import check_outside_studies, check_places
from clerestory.pipeline.redaction.redactor import Redacted, Redactor
from clerestory.pipeline.redaction.texts import check_gone, decoded, read_bytes
from clerestory.pipeline.redaction.within import Opened, open_with_all
from clerestory.pipeline.redaction.unread_ink import with_unread_ink
from clerestory.progress import SILENT, Progress
from clerestory.protect.documents import check_clear, read_document, write_document
from clerestory.protect.documents.formats import suffix_written
from clerestory.protect.documents.marks import with_marks
from clerestory.protect.documents.pdf.checking import check_pdf_clear
from clerestory.protect.documents.pdf.redacting import redacted_pictures
from clerestory.protect.text.normalised import normalise
from clerestory.protect.text.removing import redacted, redacted_document
from clerestory.study.writing import PARTIAL, write_atomically

TEXTS = (".txt", ".md")  # kept as they are, line by line
_DOCUMENTS = frozenset(form.value for form in Format) - set(TEXTS)


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
    """

    written: Mapping[str, RedactionAnswer]
    failed: Mapping[str, ClerestoryError]


def redact_document(source: Path, out: Path, asked: RedactionAsked) -> RedactionAnswer:
    """Withhold from a document, and write what is left to a new file.

    Parameters
    ----------
    source, out : Path
        DOCX, ODT, PDF, PNG, JPEG, EML, XLSX or plain text; the new file's suffix says its form.
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
    done = _written(redactor, source, out, asked=asked)
    _accounted(redactor, done, asked=asked)
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
    files = _files(source)
    redactor = Redactor(asked)
    names = _new_names(redactor, files)
    out.mkdir(mode=0o700)
    done: dict[str, _Done] = {}
    failed: dict[str, ClerestoryError] = {}
    progress.begin("documents", len(files))
    for number, (file, name) in enumerate(zip(files, names, strict=True), 1):
        try:
            done[name] = _written(redactor, file, out / name, asked=asked)
        except ClerestoryError as error:
            failed[f"file {number}"] = error
        progress.advance()
    _accounted(redactor, {path: made for each in done.values() for path, made in each.items()}, asked=asked)
    return FolderAnswer({name: _answer(each) for name, each in done.items()}, failed)


def _files(folder: Path) -> list[Path]:
    """Give the files of a folder, in order of names; what a file manager hides there is none of the case."""
    held = sorted(path for path in folder.iterdir() if not path.name.startswith("."))
    if any(path.is_dir() for path in held):
        raise RedactionError("holds folders", where=str(folder), remedy="Redact each folder of files by itself.")
    if not held:
        raise RedactionError("holds no file", where=str(folder), remedy="Name a folder of documents.")
    return held


def text_of(source: Path) -> str:
    """Give the text in which passages of a file are found.

    Raises
    ------
    RedactionError, DocumentError
        If it cannot be read.
    """
    if source.suffix.lower() in _DOCUMENTS:
        return read_document(source).text
    return decoded(read_bytes(source), str(source))


def _written(redactor: Redactor, source: Path, out: Path, *, asked: RedactionAsked) -> _Done:
    """Write beside the new files, check all, and only then give them their names, so that a kill leaves none unchecked.

    Files of what is inside get their names first: where the main one is there, all are.
    """
    is_text = {source.suffix.lower(), out.suffix.lower()} <= set(TEXTS)
    files = {} if is_text else open_with_all(source).files(out)
    check_places(asked, [], dict.fromkeys((*files, out)))
    partials = {path: path.with_name(PARTIAL + path.name) for path in (*files, out)}
    try:
        for path, partial in partials.items():
            partial.unlink(missing_ok=True)
        done = {path: _document(redactor, each, partials[path], asked=asked) for path, each in files.items()}
        if is_text:
            done[out] = _text(redactor, source, partials[out], asked=asked)
        for path, partial in partials.items():
            partial.replace(path)
    finally:
        for partial in partials.values():
            partial.unlink(missing_ok=True)
    return done


def _document(redactor: Redactor, opened: Opened, out: Path, *, asked: RedactionAsked) -> _Made:
    try:
        return _redacted(redactor, opened, out, asked=asked)
    except ClerestoryError as error:
        if not opened.name:
            raise
        raise type(error)(error.what, where=opened.name, remedy=error.remedy) from error


def _redacted(redactor: Redactor, opened: Opened, out: Path, *, asked: RedactionAsked) -> _Made:
    document = opened.document
    found, kept = with_unread_ink(redactor, redactor.redact(document.text), document)
    made = redacted_document(document, found.removals)
    check_gone(made.text, found)
    pictures = redacted_pictures(document, found.removals, kept) if _is_pdf(out) else ()
    marked = _marked(with_marks(replace(made, pictures=pictures), opened.marks), asked)
    write_document(marked, out)
    _check_written(out, found, marked.text)
    return _Made(found, _left_behind(document, len(pictures)), opened.unread)


def _text(redactor: Redactor, source: Path, out: Path, *, asked: RedactionAsked) -> _Made:
    text = decoded(read_bytes(source), str(source))
    found = redactor.redact(text)
    made = redacted(text, found.removals)
    mark = asked.data.mark_sentence
    write_atomically(out, f"{mark}\n\n{made}" if mark else made)
    check_gone(decoded(read_bytes(out), str(out)), found)
    return _Made(found)


def _accounted(redactor: Redactor, done: _Done, *, asked: RedactionAsked) -> None:
    """Write the accounts; without them nothing may stay of what was written."""
    try:
        keep_accounts(redactor, [made.found for made in done.values()], asked)
    except BaseException:
        for file in done:
            file.unlink(missing_ok=True)
        raise


def _answer(done: _Done) -> RedactionAnswer:
    """Give the answer about the main file, which is the last, with those about the files inside it."""
    *inside, main = ((path.name, _answer_of(made)) for path, made in done.items())
    return replace(main[1], inside=dict(sorted(inside)))


def _answer_of(made: _Made) -> RedactionAnswer:
    return replace(made.found.answer, left_behind=made.left_behind, unread=made.unread)


def _check_written(out: Path, found: Redacted, kept: str) -> None:
    """Check a written file; a PDF by its own check, which knows what is packed and reads its pictures anew."""
    if _is_pdf(out):
        check_pdf_clear(out.read_bytes(), out.name, found.gone)
    else:
        check_clear(out, found.passages, kept=kept)


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
    return not any(redactor.redact(spelling).removals for spelling in _spellings(stem))


def _spellings(stem: str) -> Iterator[str]:
    """Yield a name of a file as words: names stand in them in small letters, with dashes and no spaces."""
    words = "".join(sign if sign.isalnum() else " " for sign in normalise(stem).plain)
    parted = "".join(f" {sign}" if sign.isupper() else sign for sign in words)
    yield from (stem, words, parted, words.title())
