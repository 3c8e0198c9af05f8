"""Which address leads to which page of the vault."""

from __future__ import annotations

from django.urls import path

from clerestory.web.pages.vault import deciding, live_cases, outputs

_OUTPUT = "outputs/<int:number>"

urlpatterns = [
    path("outputs", outputs.outputs, name="outputs"),
    path(_OUTPUT, outputs.output, name="output"),
    path(f"{_OUTPUT}/failing", outputs.failing, name="failing"),
    path(f"{_OUTPUT}/tables/<str:table>", outputs.table, name="checked-table"),
    path(f"{_OUTPUT}/rules", outputs.rules, name="output-rules"),
    path(f"{_OUTPUT}/changes", outputs.changes, name="output-changes"),
    path(f"{_OUTPUT}/decide", deciding.decide, name="decide"),
    path(f"{_OUTPUT}/exceptions", deciding.exceptions, name="exceptions"),
    path(f"{_OUTPUT}/withdraw", deciding.withdraw, name="withdraw"),
    path("cases", live_cases.cases, name="live-cases"),
    path("cases/<slug:number>", live_cases.case, name="live-case"),
]
