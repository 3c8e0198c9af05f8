"""Addresses of the pages of letters."""

from __future__ import annotations

from django.urls import path

from clerestory.web.pages.answers import letters, texts

_THREAD = "letters/<slug:series>/<slug:number>"
_PART = f"{_THREAD}/<int:part>"

urlpatterns = [
    path("letters", letters.letters, name="letters"),
    path("letters.csv", letters.letters_file, name="letters-csv"),
    path("letters/register", letters.register, name="register-letter"),
    path("letters/start", letters.start, name="start-letter"),
    path(_THREAD, letters.letter, name="letter"),
    path(_PART, letters.part, name="letter-part"),
    path(f"{_PART}/reply", letters.reply, name="letter-reply"),
    path(f"{_PART}/written/<slug:form>", texts.written, name="letter-written"),
    path(f"{_PART}/do/<slug:deed>", letters.deed, name="letter-deed"),
    path(f"{_PART}/documents/<int:which>", letters.document, name="letter-document"),
]
