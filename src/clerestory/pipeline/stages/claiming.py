"""What a paper and the texts beside it say, held against the tables that are on the desk, or still in the vault."""

from __future__ import annotations

from pathlib import Path

from clerestory.errors import StudyError
from clerestory.model.stages import Zone
from clerestory.model.wording.claims import Claim
from clerestory.pipeline.stages.draft import protected_tables
from clerestory.pipeline.stages.findings import read_findings
from clerestory.pipeline.stages.steps import paper_of
from clerestory.pipeline.stages.texts import read_texts
from clerestory.protect.perturb import rounded_table
from clerestory.publish import VersionTold, claims_of, summaries_of
from clerestory.study import Study, open_study
from clerestory.study.beside_paper import read_beside_paper


def claims_of_study(root: Path, zone: Zone = Zone.DESK) -> tuple[Claim, ...]:
    """Give the register of claims of a study's paper, before any gate decides on it.

    Parameters
    ----------
    root : Path
        The study folder.
    zone : Zone
        Tables of the vault are rounded first, as they leave it.

    Returns
    -------
    tuple of Claim
        In the order of the paper.

    Raises
    ------
    PaperError
        With every fault of the paper, claims among them.
    StudyError
        If no protected tables are there yet.
    """
    study = open_study(root)
    folder = _tables(study, zone)
    tables = tuple(rounded_table(table) for table in protected_tables(study, folder))
    return claims_of(paper_of(study), study.settings, tables, read_findings(study, folder), read_texts(study, folder))


def summaries_of_study(root: Path, zone: Zone = Zone.DESK) -> tuple[VersionTold, ...]:
    """Hold the versions of the summary and the reference group's note against the paper, before any gate does.

    Parameters are those of ``claims_of_study``.

    Raises
    ------
    PaperError
        If the paper or anything beside it does not hold.
    StudyError
        If a file has not its form, or no protected tables are there yet.
    """
    study = open_study(root)
    folder = _tables(study, zone)
    return summaries_of(
        paper_of(study),
        study.settings,
        tuple(rounded_table(table) for table in protected_tables(study, folder)),
        read_beside_paper(study),
        findings=read_findings(study, folder),
        texts=read_texts(study, folder),
    )


def _tables(study: Study, zone: Zone) -> Path:
    folder = study.desk / "tables" if zone is Zone.DESK else study.vault / "protected"
    names = [f"table-{request.id}.json" for request in study.settings.tables]
    if all((folder / name).is_file() for name in names):
        return folder
    remedy = "Run the study up to gate protect: `clerestory run STUDY`; inside the vault use `--zone vault`."
    raise StudyError("has no protected tables of every table of study.toml", where=str(folder), remedy=remedy)
