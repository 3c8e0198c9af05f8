"""Addresses of the pages of answers; each kind of subject has a module of its own."""

from __future__ import annotations

from django.urls import include, path

from clerestory.web.pages.answers import first, letters, texts
from clerestory.web.pages.answers.performance import performance
from clerestory.web.pages.answers.petitions.addresses import PETITIONS
from clerestory.web.pages.answers.same.urls import urlpatterns as same_everywhere

_THREAD = "letters/<slug:series>/<slug:number>"
_PART = f"{_THREAD}/<int:part>"

urlpatterns = [
    path("", first.first, name="answers"),
    path("performance", performance, name="performance"),
    path("requests/", include("clerestory.web.pages.answers.requests.urls")),
    path("commitments/", include("clerestory.web.pages.answers.commitments.urls")),
    path("letters", letters.letters, name="letters"),
    path("texts", texts.checking, name="check-text"),
    path(f"{_PART}/written/<slug:form>", texts.written, name="letter-written"),
    path("letters.csv", letters.letters_file, name="letters-csv"),
    path("letters/register", letters.register, name="register-letter"),
    path("letters/start", letters.start, name="start-letter"),
    path(_THREAD, letters.letter, name="letter"),
    path(_PART, letters.part, name="letter-part"),
    path(f"{_PART}/reply", letters.reply, name="letter-reply"),
    path(f"{_PART}/do/<slug:deed>", letters.deed, name="letter-deed"),
    path(f"{_PART}/documents/<int:which>", letters.document, name="letter-document"),
    *same_everywhere,
    *PETITIONS,
]
