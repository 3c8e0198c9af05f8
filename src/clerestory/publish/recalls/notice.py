"""The notice in the place of a recalled release: a page for people, and the same for programs."""

from __future__ import annotations

import datetime as dt

from clerestory.model.calendar import LONDON, date_text
from clerestory.model.canonical import pretty_json
from clerestory.model.recalls import RecallNotice
from clerestory.publish.pages import page_apart, style_sheet

RECALL, PAGE, STYLE = "recall.json", "index.html", "style.css"


def notice_files(notice: RecallNotice) -> dict[str, bytes]:
    """Give the files of a notice; the page comes last, since it is what shows that the notice is whole."""
    page = page_apart(
        "recalled.html",
        notice=notice,
        when=_moment_text(notice.recalled),
        study={"title": notice.title, "publisher": notice.publisher},
        mark=notice.data.mark,
        mark_sentence=notice.data.mark_sentence,
    )
    texts = {STYLE: style_sheet(), RECALL: pretty_json(notice.model_dump(mode="json")), PAGE: page}
    return {name: text.encode() for name, text in texts.items()}


def _moment_text(moment: dt.datetime) -> str:
    here = moment.astimezone(LONDON)
    return f"{date_text(here.date())} at {here:%H:%M}, London time"
