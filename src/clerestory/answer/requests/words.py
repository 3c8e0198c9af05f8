"""Words of acts about requests: nothing that names or numbers somebody, since an act can never be erased."""

from __future__ import annotations

from collections.abc import Iterator

from clerestory.answer.requests.refusing import not_now
from clerestory.answer.writing.personal import identifying
from clerestory.model.answers.acts import requests as acts
from clerestory.model.answers.kinds import Kind
from clerestory.model.forms import Form

# Digests, ids and cells of releases are no words, and the member of a question is public.
_NO_WORDS = frozenset({"act", "member", "owner", "table", "text", "printed", "left", "history", "asker", "letter"})
_REFERENCES = frozenset({"reference", "repeats"})
_DAY, _CRIME_REFERENCE = "a date, as of birth", "a crime reference"  # references of others can look like the second
_REMEDY = "These words can never be erased. Say it without; who asked, and what they sent, is kept apart."


def check_words(act: acts.RequestAct) -> None:
    """Check that no words of an act name or number somebody; days may stand in them, and a day of birth may not.

    The words of a question in Parliament are public as they were put.

    Raises
    ------
    AnswerNowError
        If they do, naming the field and the kind, and never what stands there.
    """
    is_question = isinstance(act, acts.ReceiveRequest) and act.kind.is_question
    for name, text in words_of(act):
        harmless = {_DAY, _CRIME_REFERENCE} if name in _REFERENCES else {_DAY}
        found = [kind for kind in identifying(text, Kind.REQUEST) if kind not in harmless]
        if found and not (is_question and name == "question"):
            raise not_now(act, f"{name}: holds what looks like {found[0]}", _REMEDY)


def words_of(form: Form) -> Iterator[tuple[str, str]]:
    """Yield what people wrote in an act, with the name of its field; of its parts as well, but no cells of releases."""
    for name in type(form).model_fields:
        value = getattr(form, name)
        if name in _NO_WORDS:
            continue
        if isinstance(value, str):
            yield name, value
        for part in value if isinstance(value, tuple) else (value,):
            if isinstance(part, Form) and not isinstance(part, acts.CitedFigure):
                yield from words_of(part)
