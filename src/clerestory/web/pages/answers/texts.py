"""The page on which a text is checked before it goes out, and the files of replies that did."""

from __future__ import annotations

from django.http import Http404, HttpResponse

from clerestory.answer.permissions import ANSWERING
from clerestory.errors import AnswerError
from clerestory.model.answers.kinds import Kind
from clerestory.model.answers.written import MOST_LETTERS
from clerestory.pipeline.answering.letters.files import reply_file
from clerestory.pipeline.answering.texts.checking import check_text
from clerestory.pipeline.answering.texts.templating import templates_of
from clerestory.publish.letters import LetterForm
from clerestory.study.answers import AnswerPlace
from clerestory.web.pages.answers.room import ROOM, place_of, shown
from clerestory.web.pages.visits import NOTHING_TRIED, Visit, with_typed

_CHECKED = (Kind.LETTER, Kind.REQUEST, Kind.PETITION, Kind.GUIDANCE)


@ROOM.visited(roles=ANSWERING)
def checking(visit: Visit) -> HttpResponse:
    """Give the form, with what was found in a text that was sent; nothing is recorded."""
    place = place_of(visit)
    typed = visit.typed if visit.request.method == "POST" else _begun(place, visit.request.GET.get("template", ""))
    kind = next((one for one in _CHECKED if one.value == typed.get("kind")), Kind.LETTER)
    text = typed.get("text", "")
    return visit.page(
        "texts",
        with_typed(NOTHING_TRIED, text=text[:MOST_LETTERS], kind=kind.value),
        checked=check_text(place, text, kind=kind) if visit.request.method == "POST" else None,
        kinds=[{"value": one.value, "text": one.words.capitalize()} for one in _CHECKED],
        templates=templates_of(place).values(),
        most=MOST_LETTERS,
    )


@shown
def written(visit: Visit, series: str, number: str, part: int, form: str) -> HttpResponse:
    """Give a reply that went out as a document, to be saved."""
    known = {one.value: one for one in LetterForm}
    if form not in known:
        raise Http404
    try:
        name, data = reply_file(place_of(visit), f"{series}/{number}/{part}", known[form])
    except AnswerError:
        raise Http404 from None
    answer = HttpResponse(data, content_type="application/octet-stream")
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _begun(place: AnswerPlace, template: str) -> dict[str, str]:
    there = templates_of(place)
    return {"text": there[template].text} if template in there else {}
