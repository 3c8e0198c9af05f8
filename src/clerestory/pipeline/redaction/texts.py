"""Redacting a text: everything stays where it is but what is withheld."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

from clerestory.errors import RedactionError, ResidueError
from clerestory.model.redaction.choices import TextEncoding
from clerestory.pipeline.redaction.accounts import keep_accounts
from clerestory.pipeline.redaction.asked import RedactionAnswer, RedactionAsked
from clerestory.pipeline.redaction.checking import check_outside_studies, check_places
from clerestory.pipeline.redaction.redactor import Redacted, Redactor
from clerestory.protect.documents import plain
from clerestory.protect.documents.channels import Channel, Seen
from clerestory.protect.text.again import still_in
from clerestory.protect.text.removing import redacted
from clerestory.study.writing import placed, write_atomically

_TABLES = frozenset({".csv", ".tsv"})


def redact_text(text: str, asked: RedactionAsked) -> tuple[str, RedactionAnswer]:
    """Withhold from a text whatever tells of a person.

    Parameters
    ----------
    text : str
    asked : RedactionAsked

    Returns
    -------
    str, RedactionAnswer
        The text with marks in place of what is withheld, and what that was, in numbers.

    Raises
    ------
    RedactionError
        If options are wrong, or a roster lies inside a study.
    RosterFileError, TaggerError, DecisionError
        If what was given cannot be used.
    DocumentError
        If the text holds NUL, or what a terminal could show in any order.
    ResidueError
        If something that is to be gone is still there.
    """
    redactor = Redactor(asked)
    found, made = without_passages(redactor, plain.seen_text(text, Counter(), "the text"), asked)
    keep_accounts(redactor, [found], asked)
    return made, found.answer


def without_passages(redactor: Redactor, text: str, asked: RedactionAsked) -> tuple[Redacted, str]:
    """Give what is to be done with a text, and the text as it may leave, its mark in front.

    Raises
    ------
    ResidueError
        If something that is to be gone is still there.
    """
    found = redactor.redact(text)
    made = redacted(text, found.removals)
    check_gone(made, found)
    mark = asked.data.mark_sentence
    return found, f"{mark}\n\n{made}" if mark else made


def write_text(redactor: Redactor, made: str, out: Path, *, name: str) -> None:
    """Write a text, and search what a reader finds in the file.

    Parameters
    ----------
    name : str
        Of the new file in messages; ``out`` may be its place until all is well.

    Raises
    ------
    ResidueError
        If something is found in it that is not in the text.
    """
    write_atomically(out, made)
    read = Channel("the file", "text", decoded(read_bytes(out), name), Seen.CONTENT)
    redactor.check_nothing_found([read], made, where=name)


def redact_text_file(source: Path | BinaryIO, out: Path | BinaryIO, asked: RedactionAsked) -> RedactionAnswer:
    """Withhold from a text in a file or stream, and write what is left to a new one.

    Raises
    ------
    RedactionError
        As ``redact_text`` does; or if the new file is there already.
    DocumentError
        If the source is no text in the encoding that was asked for, or holds what a terminal could show in any order.
    """
    read = [source] if isinstance(source, Path) else []
    check_outside_studies(*read)
    if {path.suffix.lower() for path in read} & _TABLES:
        raise RedactionError(
            "is a table, whose columns marks would move",
            where=str(source),
            remedy="Save it as XLSX and use `clerestory protect document`, which keeps cells.",
        )
    check_places(asked, read, [out] if isinstance(out, Path) else [])
    data = read_bytes(source) if isinstance(source, Path) else source.read()
    text, left = seen_in(data, str(source) if read else "standard input", encoding=asked.encoding)
    if isinstance(out, Path):
        return replace(_into_file(text, out, asked), left_behind=left)
    made, answer = redact_text(text, asked)
    out.write(made.encode())
    out.flush()
    return replace(answer, left_behind=left)


def _into_file(text: str, out: Path, asked: RedactionAsked) -> RedactionAnswer:
    """Write beside the new file, check, keep the accounts, and only then give it its name."""
    redactor = Redactor(asked)
    found, made = without_passages(redactor, text, asked)
    with placed(out) as partial:
        write_text(redactor, made, partial, name=out.name)
        keep_accounts(redactor, [found], asked)
    return found.answer


def read_bytes(source: Path) -> bytes:
    """Read a file.

    Raises
    ------
    RedactionError
        If it cannot be read.
    """
    try:
        return source.read_bytes()
    except IsADirectoryError:
        raise RedactionError(
            "is a folder", where=str(source), remedy="Name one text; `clerestory protect document` takes a folder."
        ) from None
    except OSError:
        raise RedactionError("cannot be read", where=str(source), remedy="Name a file that is there.") from None


def decoded(data: bytes, where: str, *, encoding: TextEncoding = TextEncoding.UNICODE) -> str:
    """Give a text as a reader sees it.

    Raises
    ------
    DocumentError
        If it is no text in that encoding, or holds what a terminal could show in any order.
    """
    return seen_in(data, where, encoding=encoding)[0]


def seen_in(data: bytes, where: str, *, encoding: TextEncoding = TextEncoding.UNICODE) -> tuple[str, Mapping[str, int]]:
    """Give a text as a reader sees it, and what of it nobody sees and is left behind.

    Raises
    ------
    DocumentError
        As ``decoded`` does.
    """
    left: Counter[str] = Counter()
    text = plain.seen_text(plain.decoded(data, encoding, where), left, where)
    return text, dict(left)


def check_gone(made: str, found: Redacted) -> None:
    """Check that nothing that is to be gone stands in a text.

    Raises
    ------
    ResidueError
        If something does.
    """
    if still_in(made, found.gone):
        raise ResidueError(
            "a passage that is withheld is still there",
            where="what was to be written",
            remedy="Nothing was written. Please report this: it is a fault of the program.",
        )
