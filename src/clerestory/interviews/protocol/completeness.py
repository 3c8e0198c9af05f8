"""Whether a protocol is written: coding and whatever comes after it wait until it is."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

from pydantic import ValidationError

from clerestory.errors import InterviewError
from clerestory.model.interviews.protocol import SETTINGS, TEXTS, TO_WRITE, Protocol

LEAST_WORDS = 15  # under a heading; fewer are no procedure


def read_protocol(folder: Path) -> Protocol:
    """Read the settings of a protocol, and check that its texts are written.

    Raises
    ------
    InterviewError
        If a file is missing or ill formed, or a part is still to be written; all of them are named.
    """
    lacking = tuple(unwritten(folder))
    if lacking:
        raise InterviewError(
            "; ".join(lacking),
            where=str(folder),
            remedy="Write the protocol before coding begins: `clerestory interviews new STUDY` writes the templates, "
            f"and every {TO_WRITE} in them is yours to replace.",
        )
    return _settings(folder / SETTINGS)


def unwritten(folder: Path) -> Iterator[str]:
    """Yield what a protocol lacks, in words that quote nothing of it."""
    if not (folder / SETTINGS).is_file():
        yield f"{SETTINGS} is not there"
    elif TO_WRITE in _text(folder / SETTINGS):
        yield f"{SETTINGS} has parts to be written"
    for name, headings in TEXTS.items():
        if not (folder / name).is_file():
            yield f"{name} is not there"
        else:
            yield from (f"{name}, {what}" for what in _lacking(_text(folder / name), headings))


def _lacking(text: str, headings: tuple[str, ...]) -> Iterator[str]:
    parts = dict(_parts(text))
    for heading in headings:
        if heading not in parts:
            yield f"the heading {heading!r} is not there"
        elif TO_WRITE in parts[heading] or len(parts[heading].split()) < LEAST_WORDS:
            yield f"{heading!r} is to be written, in {LEAST_WORDS} words or more"


def _parts(text: str) -> Iterator[tuple[str, str]]:
    """Yield the headings of the second level and what stands under each."""
    pieces = re.split(r"^## +(.+?) *$", text, flags=re.MULTILINE)
    return zip(pieces[1::2], pieces[2::2], strict=True)


def _settings(path: Path) -> Protocol:
    try:
        return Protocol.model_validate(tomllib.loads(_text(path)))
    except tomllib.TOMLDecodeError:
        raise InterviewError("is not TOML", where=str(path), remedy="Mend it, or write it anew.") from None
    except ValidationError as error:
        faults = "; ".join(f"{'.'.join(map(str, fault['loc']))}: {fault['msg']}" for fault in error.errors())
        raise InterviewError(faults, where=str(path), remedy="docs/reference/interviews.md has every field.") from None


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        raise InterviewError("is not UTF-8", where=str(path), remedy="Save it again as UTF-8.") from None
