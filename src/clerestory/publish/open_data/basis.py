"""The counting basis of a table in words, for whoever has its CSV file and not the paper."""

from __future__ import annotations

from clerestory.model.calendar import date_text
from clerestory.model.commission import StudySettings


def counting_basis(settings: StudySettings, once: str = "") -> str:
    """Say of which period, by which definition and of whom the counts of a study are.

    Parameters
    ----------
    once : str
        The sentence that says what counts once.
    """
    study = settings.study
    said = (
        once,
        f"Period: {date_text(study.period_start)} to {date_text(study.period_end)}.",
        f"Definition: {_sentence(study.definition)}",
        f"What is counted: {_sentence(study.selection)}",
    )
    return " ".join(filter(None, said))


def _sentence(text: str) -> str:
    return text if text.endswith((".", "!", "?")) else f"{text}."
