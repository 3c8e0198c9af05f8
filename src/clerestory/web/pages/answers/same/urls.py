"""Addresses of the five kinds: a list, one, and what is done."""

from __future__ import annotations

from django.urls import URLPattern, path

from clerestory.web.pages.answers.same import pages
from clerestory.web.pages.answers.same.rooms import ROOMS, SameRoom


def _of(room: SameRoom) -> list[URLPattern]:
    said, name, one = {"kind": room.kind}, f"answers-{room.kind.value}", f"{room.address}/<slug:subject>"
    return [
        path(room.address, pages.listed, said, name=f"{name}-list"),
        path(f"{room.address}/new", pages.begin, said, name=f"{name}-new"),
        path(one, pages.one, said, name=name),
        path(f"{one}/<slug:slug>", pages.deed, said, name=f"{name}-deed"),
    ]


urlpatterns = [pattern for room in ROOMS.values() for pattern in _of(room)]
