"""Addresses of the pages of letters."""

from __future__ import annotations

from django.urls import path

from clerestory.web.pages.answers import texts
from clerestory.web.pages.answers.letters import doing, listing, reading, registering

_THREAD = "letters/<slug:series>/<slug:number>"
_PART = f"{_THREAD}/<int:part>"

urlpatterns = [
    path("letters", listing.letters, name="letters"),
    path("letters.csv", listing.letters_file, name="letters-csv"),
    path("letters/register", registering.register, name="register-letter"),
    path("letters/start", registering.start, name="start-letter"),
    path(_THREAD, reading.letter, name="letter"),
    path(_PART, reading.part, name="letter-part"),
    path(f"{_PART}/reply", doing.reply, name="letter-reply"),
    path(f"{_PART}/written/<slug:form>", texts.written, name="letter-written"),
    path(f"{_PART}/do/<slug:deed>", doing.deed, name="letter-deed"),
    path(f"{_PART}/documents/<int:which>", reading.document, name="letter-document"),
]
