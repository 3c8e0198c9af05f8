"""Pages of case texts: the list, one text with what was answered, and one passage after another."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from clerestory.errors import DeskError
from clerestory.model.desk.acts import passages
from clerestory.pipeline.redaction.reviewed import AROUND, Shown
from clerestory.web.pages.fields import UNSHOWN, Unfit
from clerestory.web.pages.passages.answering import answer_of, reasons
from clerestory.web.pages.passages.drafts import keep, take_back
from clerestory.web.pages.passages.reading import Reading, listed, reading_of
from clerestory.web.pages.passages.room import shown, visited
from clerestory.web.pages.passages.signing import decisions_of
from clerestory.web.pages.visits import NOTHING_TRIED, Trial, Visit, with_typed
from clerestory.web.service.studies import served_study
from clerestory.web.signing.deciding import means_of

_KEYS = "single keys"  # of a session: whether a letter alone presses a button


@shown(passages.OpenText)
def texts(visit: Visit) -> HttpResponse:
    """Give all case texts, with how much of each is left."""
    return visit.page("texts", texts=listed(served_study(), visit.person, visit.desk))


@visited(passages.OpenText)
def text(visit: Visit, name: str) -> HttpResponse:
    """Give one text: its passages, what was answered, and the form that signs the answers."""
    reading = reading_of(served_study(), name, visit.person, visit.desk)
    trial = _opened_or_signed(visit, reading)
    if trial.is_done:
        return _onwards(visit, name)
    return visit.page(
        "text",
        trial,
        reading=reading,
        is_open=reading.is_open(visit.today),
        means=means_of(visit.person),
    )


@visited(passages.ReviewPassages)
def passage(visit: Visit, name: str, proposal: str) -> HttpResponse:
    """Give one passage in what stands around it, and take the answer."""
    reading = reading_of(served_study(), name, visit.person, visit.desk)
    if not reading.is_open(visit.today):
        return redirect("text", name=name)
    asked = reading.find(proposal)
    pressed = visit.typed.get("do") if visit.request.method == "POST" else None
    if pressed in ("undo", "keys"):
        _undo(visit, reading, asked) if pressed == "undo" else _switch_keys(visit)
        return redirect(_address(reading, asked))
    trial = _answered(visit, reading, asked) if pressed else NOTHING_TRIED
    if trial.is_done:
        return redirect(_after(reading, asked))
    return _page(visit, reading, asked, trial)


def _opened_or_signed(visit: Visit, reading: Reading) -> Trial:
    if visit.request.method != "POST":
        return NOTHING_TRIED
    if visit.typed.get("do") == "open text":
        return visit.tried(passages.OpenText, text=reading.asked.id)
    try:
        decisions = decisions_of(reading, visit.request.POST.get(UNSHOWN, ""), on=visit.today)
    except Unfit as unfit:
        return Trial(problems=unfit.problems)
    except DeskError as refusal:
        return Trial(refusal=refusal)
    said = f"Decisions on record: {len(decisions)}. The next run of the study goes by them."
    trial = visit.tried(passages.ReviewPassages, said=said, text=reading.asked.id, decisions=decisions)
    if trial.is_done:
        take_back(visit.person.id, reading.asked.id, reading.drafts)
    return trial


def _onwards(visit: Visit, name: str) -> HttpResponse:
    """Lead whoever has opened a text to its first passage without an answer, and whoever has signed to the text."""
    first = next(iter(reading_of(served_study(), name, visit.person, visit.desk).left), None)
    if visit.typed.get("do") == "open text" and first is not None:
        return redirect(f"{reverse('passage', kwargs={'name': name, 'proposal': first.proposal})}#passage")
    return redirect("text", name=name)


def _answered(visit: Visit, reading: Reading, asked: Shown) -> Trial:
    try:
        keep(visit.person.id, reading.asked.id, answer_of(reading.passages, asked.proposal, visit.typed))
    except Unfit as unfit:
        return Trial(problems=unfit.problems, typed=visit.typed)
    return Trial(is_done=True)


def _undo(visit: Visit, reading: Reading, asked: Shown) -> None:
    take_back(visit.person.id, reading.asked.id, [asked.proposal])


def _switch_keys(visit: Visit) -> None:
    visit.request.session[_KEYS] = not visit.request.session.get(_KEYS, True)


def _after(reading: Reading, asked: Shown) -> str:
    """Give where to go on after an answer: the next passage without one, or the form that signs them."""
    following = reading.next_left(asked)
    if following is None:
        return f"{reverse('text', kwargs={'name': reading.asked.id})}#sign"
    return _address(reading, following, query=f"?after={asked.proposal}")


def _address(reading: Reading, one: Shown, *, query: str = "") -> str:
    return f"{reverse('passage', kwargs={'name': reading.asked.id, 'proposal': one.proposal})}{query}#passage"


def _page(visit: Visit, reading: Reading, asked: Shown, trial: Trial) -> HttpResponse:
    said = reading.answer(asked.proposal)
    known = {"note": said.note, "reason": (said.reason or reading.passages.reason).value} if said else {}
    last = visit.request.GET.get("after", "")
    return visit.page(
        "passage",
        with_typed(trial, **known) if known else trial,
        reading=reading,
        shown=asked,
        said=reading.said(asked),
        mark=reading.mark(asked),
        cut=AROUND,
        reasons=reasons(),
        default=reading.passages.reason.value,
        before=reading.beside(asked, -1),
        behind=reading.beside(asked, 1),
        undone=next((one for one in reading.all if one.proposal == last and one.proposal in reading.drafts), None),
        has_keys=visit.request.session.get(_KEYS, True),
    )
