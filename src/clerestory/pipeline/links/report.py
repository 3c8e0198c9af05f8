"""The report on a study's links, which lies with them in the vault."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from clerestory.link.report import LinkReport, report_json, report_page
from clerestory.pipeline.stages.feedback import look_of
from clerestory.study import Study

_READERS = "analysts and the person who is responsible for linking, within the vault."


def report_files(study: Study, reports: Sequence[LinkReport]) -> Iterator[tuple[str, bytes]]:
    """Yield the report as a page and as JSON; ADR 0023 says why it lies in the vault."""
    mark = study.settings.study.data.mark
    yield "report.html", report_page(reports, look_of(study), readers=_READERS).encode()
    yield "report.json", (json.dumps(report_json(reports, mark), indent=2) + "\n").encode()
