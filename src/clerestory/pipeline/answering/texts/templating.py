"""Templates of a place: those that come with the product, and the office's own in ``answers/templates/``."""

from __future__ import annotations

from collections.abc import Mapping

from clerestory.answer.writing.templates import Filled, Template, filled, shipped_templates, template_of
from clerestory.errors import AnswerError
from clerestory.study.answers import AnswerPlace
from clerestory.study.written import WrittenFile

_FOLDER = "answers/templates"
_REMEDY = "docs/reference/answer-texts.md has the form of a template."


def templates_of(place: AnswerPlace) -> Mapping[str, Template]:
    """Give every template by name; one of the office's own stands in for a shipped one of the same name.

    Raises
    ------
    AnswerError
        If one of its own has not the form of one.
    """
    own = sorted((place.root / _FOLDER).glob("*.md"))
    made: dict[str, Template] = dict(shipped_templates())
    for path in own:
        text = WrittenFile(f"{_FOLDER}/{path.name}", AnswerError, _REMEDY).text(path) or ""
        made[path.stem] = template_of(path.stem, text)
    return made


def fill_template(place: AnswerPlace, name: str, values: Mapping[str, str]) -> Filled:
    """Fill a template of a place.

    Raises
    ------
    AnswerError
        If there is none of this name, or a value is for none of its slots.
    """
    there = templates_of(place)
    if name not in there:
        raise AnswerError("there is no such template", where=str(place.root), remedy=f"Use one of {', '.join(there)}.")
    return filled(there[name], values)
