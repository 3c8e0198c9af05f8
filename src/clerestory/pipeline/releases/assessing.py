"""What is weighed before the signature, asked of a study whose draft is on the desk."""

from __future__ import annotations

from pathlib import Path

from clerestory.errors import AssessmentError
from clerestory.pipeline.stages.draft import protected_tables
from clerestory.pipeline.stages.findings import read_findings
from clerestory.pipeline.stages.steps import paper_of
from clerestory.pipeline.stages.texts import read_texts
from clerestory.publish.assessments import assessment_template, check_assessments, printed_ids, survivor_notice
from clerestory.publish.paper.reading import Paper, read_paper
from clerestory.study import Study, open_study
from clerestory.study.assessments import read_assessments


def assess(root: Path) -> int:
    """Hold ``assessment.toml`` of a study against the paper, as gate release does.

    Returns
    -------
    int
        How many things the paper prints that were weighed.

    Raises
    ------
    AssessmentError
        With everything that is missing or wrong.
    StudyError
        If nothing is on the desk yet.
    """
    study = open_study(root)
    paper = _paper(study)
    check_assessments(read_assessments(study), paper, study.settings, needed=True)
    return len(printed_ids(paper, study.settings))


def write_assessment(root: Path) -> Path:
    """Write the template of ``assessment.toml``, with a part for everything that the paper prints.

    Raises
    ------
    AssessmentError
        If there is such a file: what was weighed is not overwritten.
    StudyError
        If nothing is on the desk yet.
    """
    study = open_study(root)
    settings = study.settings
    named = {part.id: part.title for part in (*settings.tables, *settings.findings, *settings.texts)}
    template = assessment_template(printed_ids(_paper(study), settings), named)
    try:
        with study.assessment.open("x", encoding="utf-8") as file:
            file.write(template)
    except FileExistsError:
        raise AssessmentError(
            "is there already",
            where=str(study.assessment),
            remedy="Fill it in; `clerestory publish assess STUDY` says what is missing.",
        ) from None
    return study.assessment


def notice_to_survivors(root: Path) -> str:
    """Give the notice to survivor organisations of the release that study.toml dates; it holds no figure."""
    return survivor_notice(open_study(root).settings)


def _paper(study: Study) -> Paper:
    folder = study.desk / "tables"
    return read_paper(
        paper_of(study),
        study.settings,
        protected_tables(study, folder),
        findings=read_findings(study, folder),
        texts=read_texts(study, folder),
    )
