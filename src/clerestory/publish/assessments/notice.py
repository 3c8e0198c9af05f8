"""The notice to survivor organisations: what comes and when, where to find support, and no figure or finding."""

from __future__ import annotations

from clerestory.model.calendar import date_text
from clerestory.model.commission import StudySettings
from clerestory.publish.shown.front import CONTENT_NOTE, SUPPORT


def survivor_notice(settings: StudySettings) -> str:
    """Give the notice as plain text: no number but the day of the release and telephone numbers of support."""
    study = settings.study
    mark = f"{study.data.mark_sentence}\n\n" if study.data.mark else ""
    address = f"It will stand at {settings.release.site}\n" if settings.release.site else ""
    return (
        f"{mark}Notice to organisations of survivors\n\n"
        f"{study.publisher} will publish a paper on {date_text(settings.release.date)}:\n{study.title}\n{address}\n"
        f"{CONTENT_NOTE.name} {CONTENT_NOTE.text}\n\n"
        "We tell you before that day so that you can be there for people whom it may reach. This notice holds no "
        "figure and no finding: before its day nobody outside the list of those with access may know them.\n\n"
        "No table shows a number that could lead to a person. Nothing is told of a live case. What is withheld, and "
        "why, is in a register beside the paper.\n\n"
        f"{SUPPORT.heading}\n{SUPPORT.text} {SUPPORT.link}: {SUPPORT.address}\n"
    )
