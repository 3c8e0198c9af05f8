"""Fields of somebody else's JSON: what is missing or null is nothing, what has a wrong type is refused by its name."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any, TypeVar

from clerestory.errors import AnswerError
from clerestory.model.calendar import LONDON

E = TypeVar("E", bound=Enum)
_DAY_LENGTH = len("2026-12-15")
_YEARS = range(2000, 2200)  # the first petitions site of the government is of 2006


def fault(what: str, *, where: str, remedy: str) -> AnswerError:
    """Give the error of a file; nothing of it was imported."""
    return AnswerError(what, where=where, remedy=f"{remedy} Nothing was imported.")


@dataclass(frozen=True)
class Fields:
    """An object of JSON, and where it stands. Each reader takes names: the first that is there and not null is read."""

    values: Mapping[str, Any]
    where: str

    def has(self, name: str) -> bool:
        """Say whether a field is there."""
        return name in self.values

    def text(self, *names: str) -> str:
        """Give a text, empty where there is none."""
        name, value = self._found(names)
        if value is None:
            return ""
        if not isinstance(value, str):
            raise self._wrong(name, "text")
        try:
            value.encode()
        except UnicodeEncodeError as error:  # half of a sign, which JSON lets stand
            raise self._wrong(name, "text") from error
        return value

    def integer(self, *names: str, most: int) -> int | None:
        """Give a whole number from 0 to ``most``."""
        name, value = self._found(names)
        if value is None:
            return None
        if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= most:
            raise self._wrong(name, f"a whole number from 0 to {most:,}")
        return value

    def choice(self, name: str, kind: type[E]) -> E | None:
        """Give one of the values that a field can have."""
        said = self.text(name)
        if not said:
            return None
        try:
            return kind(said)
        except ValueError:
            raise self._wrong(name, "one of " + ", ".join(one.value for one in kind)) from None

    def time(self, *names: str) -> dt.datetime | None:
        """Give a moment; without an offset it is UTC, as the site's are."""
        found = self._moment(*names)
        return found if isinstance(found, dt.datetime) else None if found is None else _midnight(found)

    def day(self, *names: str) -> dt.date | None:
        """Give a day; of a moment, the day that clocks in London show."""
        found = self._moment(*names)
        return found.astimezone(LONDON).date() if isinstance(found, dt.datetime) else found

    def part(self, name: str) -> Fields | None:
        """Give an object inside."""
        value = self.values.get(name)
        if value is None:
            return None
        if not isinstance(value, dict):
            raise self._wrong(name, "an object")
        return Fields(value, f"{self.where}.{name}")

    def parts(self, name: str) -> tuple[Fields, ...]:
        """Give the objects of a list; items that are null are none."""
        items = [(number, one) for number, one in enumerate(self._items(name)) if one is not None]
        if any(not isinstance(one, dict) for _, one in items):
            raise self._wrong(name, "a list of objects")
        return tuple(Fields(one, f"{self.where}.{name}.{number}") for number, one in items)

    def lines(self, name: str) -> tuple[str, ...]:
        """Give the texts of a list."""
        items = {str(number): one for number, one in enumerate(self._items(name)) if one is not None}
        inside = Fields(items, f"{self.where}.{name}")
        return tuple(inside.text(number) for number in items)

    def _items(self, name: str) -> list[Any]:
        value = self.values.get(name)
        if value is not None and not isinstance(value, list):
            raise self._wrong(name, "a list")
        return value or []

    def _found(self, names: tuple[str, ...]) -> tuple[str, Any]:
        return next(
            ((name, self.values[name]) for name in names if self.values.get(name) is not None), (names[0], None)
        )

    def _moment(self, *names: str) -> dt.datetime | dt.date | None:
        name, _ = self._found(names)
        said = self.text(*names)
        if not said:
            return None
        try:
            return _read_moment(said)
        except (ValueError, OverflowError):
            raise self._wrong(name, "a day or time such as 2020-03-05T14:20:00.000Z") from None

    def _wrong(self, name: str, wanted: str) -> AnswerError:
        return fault(
            f"{name}: is not {wanted}", where=self.where, remedy="Ask the site for it again, or mend the field."
        )


def _read_moment(said: str) -> dt.datetime | dt.date:
    found = dt.date.fromisoformat(said) if len(said) == _DAY_LENGTH else dt.datetime.fromisoformat(said)
    if found.year not in _YEARS:
        raise ValueError(said)
    if not isinstance(found, dt.datetime):
        return found
    return (found if found.tzinfo else found.replace(tzinfo=dt.UTC)).astimezone(dt.UTC)


def _midnight(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(), tzinfo=dt.UTC)
