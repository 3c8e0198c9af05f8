"""The fields of an act's form as a page shows them: made of the form, so that no field has words of its own there."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any, Literal, get_args, get_origin

from pydantic.fields import FieldInfo

from clerestory.answer.permissions import ANSWERING
from clerestory.model.answers.acts.common import AnswerAct
from clerestory.model.answers.commission import AskedCommission
from clerestory.study.answers import AnswerPlace

Shape = Literal["day", "line", "area", "choice", "select", "several"]
_FEW = 6  # choices that stand below each other; more are chosen from a list
_LONG = 200  # characters from which a text has several lines
Items = list[dict[str, str]]


@dataclass(frozen=True)
class ShownField:
    """A field as the page shows it.

    Attributes
    ----------
    most : int
        Most characters of a text with several lines.
    """

    name: str
    label: str
    hint: str
    shape: Shape
    items: tuple[dict[str, str], ...] = ()
    most: int = 0


def fields_of(act: type[AnswerAct], place: AnswerPlace, state: object | None) -> list[ShownField]:
    """Give the fields of a form; who keeps something and which question is meant are chosen from what there is."""
    known = dict(_known(place, state)) if state is not None or "owner" in act.model_fields else {}
    if not isinstance(state, AskedCommission) or act.__name__ == "AskQuestion":
        known.pop("question", None)
    return [_shown(name, info, known) for name, info in act.model_fields.items() if name != "act"]


def _known(place: AnswerPlace, state: object | None) -> Iterator[tuple[str, Items]]:
    people = (one for one in place.people.values() if ANSWERING & set(one.roles))
    yield "owner", [{"value": one.id, "text": one.post} for one in people]
    if isinstance(state, AskedCommission):
        yield "question", [{"value": one.id, "text": f"{one.id}: {one.words}"} for one in state.questions]


def _shown(name: str, info: FieldInfo, known: Mapping[str, Items]) -> ShownField:
    label = info.title or name
    optional = "" if info.is_required() else " (optional)"
    hint = info.description or ""
    if name in known:
        return ShownField(name, label, hint, "select", tuple(known[name]))
    shape, items = _shape(info)
    return ShownField(name, label + optional, hint, shape, tuple(items), _most(info))


def _shape(info: FieldInfo) -> tuple[Shape, Items]:
    parts = (info.annotation, *get_args(info.annotation))
    choice = next((one for one in parts if isinstance(one, type) and issubclass(one, Enum)), None)
    if choice is not None:
        items = _items(choice)
        if get_origin(info.annotation) is tuple:
            return "several", items
        return ("choice" if len(items) <= _FEW else "select"), items
    if dt.date in parts:
        return "day", []
    return ("area" if _most(info) > _LONG or _is_lines(info) else "line"), []


def _items(choice: type[Enum]) -> Items:
    return [{"value": one.value, "text": _words(one)} for one in choice]


def _words(one: Enum) -> str:
    said = str(getattr(one, "label", "") or getattr(one, "words", "") or one.value)
    return said[0].upper() + said[1:]


def _is_lines(info: FieldInfo) -> bool:
    """Say whether a field has a text on each line."""
    return "line" in (info.description or "") and get_origin(info.annotation) is tuple


def _most(info: FieldInfo) -> int:
    if get_origin(info.annotation) is tuple:
        return 6_000
    return max((most for one in info.metadata if (most := getattr(one, "max_length", None))), default=0)


def before_typing(act: type[AnswerAct], state: Any, today: dt.date) -> dict[str, str]:
    """Give what a form shows before anything is typed: the next version, today, and the words as they stand."""
    shown = _suggested(act, state) if state is not None else {}
    if "day" in act.model_fields and act.model_fields["day"].title != "Day of the event":
        shown |= {"day-day": str(today.day), "day-month": str(today.month), "day-year": str(today.year)}
    return shown


def _suggested(act: type[AnswerAct], state: Any) -> dict[str, str]:
    """Give what follows from how things stand: of a message its next version and its words, of an event its lists."""
    asked = act.model_fields
    shown: dict[str, str] = {}
    if "text" in asked:
        shown["text"] = state.source.text if state.source else ""
        shown["version" if "version" in asked else "of"] = str(len(state.versions) + ("version" in asked))
    elif "of" in asked:
        shown["of"] = str(len(state.versions))
    if "items" in asked:
        shown["items"] = "\n".join(state.agenda)
    if "statements" in asked:
        shown |= {name: ", ".join(getattr(state, name)) for name in ("statements", "guidance", "commitments")}
    if "owner" in asked:
        shown["owner"] = state.owner
    return shown
