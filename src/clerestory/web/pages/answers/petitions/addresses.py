"""Addresses of the pages of petitions."""

from __future__ import annotations

from django.urls import path

from clerestory.web.pages.answers.petitions import acting, answering, reading

_ONE = "petitions/<int:number>"
PETITIONS = (
    path("petitions", reading.petitions, name="petitions"),
    path("petitions/import", acting.import_file, name="import-petitions"),
    path(_ONE, reading.petition, name="petition"),
    path(f"{_ONE}/ask", acting.ask, name="petition-ask"),
    path(f"{_ONE}/answer", answering.answer, name="petition-answer"),
    path(f"{_ONE}/debate", acting.debate, name="petition-debate"),
    path(f"{_ONE}/versions", reading.versions, name="petition-versions"),
    path(f"{_ONE}/versions/<int:version>", acting.version, name="petition-version"),
)
