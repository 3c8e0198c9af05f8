"""Files that people write into a study, read strictly: a fault is told by its place, and no text is repeated."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from clerestory.errors import ClerestoryError
from clerestory.model.forms import Form
from clerestory.study.folder import not_utf8

F = TypeVar("F", bound=Form)


def dotted(fault: ErrorDetails) -> str:
    """Name the place of a fault by its settings, from the outermost to the innermost."""
    return ".".join(map(str, fault["loc"]))


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) < len(pairs):
        raise ValueError
    return made


@dataclass(frozen=True)
class WrittenFile:
    """How a file is read, and what its faults are called.

    Attributes
    ----------
    where : str
        What messages call it.
    error : type of ClerestoryError
        Of every fault.
    remedy : str
    most_bytes : int
    """

    where: str
    error: type[ClerestoryError]
    remedy: str
    most_bytes: int = 1_000_000

    def text(self, path: Path) -> str | None:
        """Give what stands in the file; None where there is none.

        Raises
        ------
        ClerestoryError
            If something else lies there, or it is too large or not UTF-8.
        """
        if not path.exists() and not path.is_symlink():
            return None
        if path.is_symlink() or not path.is_file():
            raise self.fault("is not a file")
        if path.stat().st_size > self.most_bytes:
            raise self.fault(f"has more than {self.most_bytes:,} bytes")
        try:
            return path.read_text(encoding="utf-8-sig")  # editors of some systems write a mark of byte order
        except UnicodeDecodeError as error:
            raise self.fault(not_utf8(error), "Save it again as UTF-8.") from None

    def toml(self, text: str) -> dict[str, Any]:
        """Read a text as TOML.

        Raises
        ------
        ClerestoryError
            If it is not; the line is named.
        """
        try:
            return tomllib.loads(text)
        except tomllib.TOMLDecodeError as error:
            raise self.fault(f"is not TOML: {error}", "Mend the line that is named.") from None

    def json(self, text: str) -> dict[str, Any]:
        """Read a text as a JSON object, in which no name stands twice.

        Raises
        ------
        ClerestoryError
            If it is none; the line is named.
        """
        try:
            data = json.loads(text, object_pairs_hook=_once)
        except (ValueError, RecursionError) as error:
            at = f", line {error.lineno}" if isinstance(error, json.JSONDecodeError) else ""
            raise self.fault(f"is not JSON in which each name stands once{at}") from None
        if not isinstance(data, dict):
            raise self.fault("is not an object of JSON")
        return data

    def formed(self, data: dict[str, Any], form: type[F], *, place: Callable[[ErrorDetails], str] = dotted) -> F:
        """Give the data in their form.

        Parameters
        ----------
        place : callable
            Names the place of a fault; empty where it is the whole file.

        Raises
        ------
        ClerestoryError
            If they have it not; all faults are named at once.
        """
        try:
            return form.model_validate(data)
        except ValidationError as error:
            faults = ((place(fault), fault["msg"].removeprefix("Value error, ")) for fault in error.errors())
            raise self.fault("; ".join(f"{at}: {what}" if at else what for at, what in faults)) from None

    def fault(self, what: str, remedy: str = "") -> ClerestoryError:
        """Give the error that says what is wrong with the file."""
        return self.error(what, where=self.where, remedy=remedy or self.remedy)
