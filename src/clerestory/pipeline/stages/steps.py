"""The stages of a run: each reads what the one before wrote into the study, and writes for the next.

So each can run alone, and an interrupted run goes on where it stopped. Folders are replaced whole: a kill leaves the
old one or the new one.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from clerestory import __version__
from clerestory.analyse import Tabulation, tabulate
from clerestory.errors import ReleaseError, StudyError, TableError
from clerestory.ledger import Duty
from clerestory.model.approved import ApprovedOutput
from clerestory.model.decisions import Gate
from clerestory.model.desk.documents import Document
from clerestory.model.history import LeftDraft
from clerestory.model.redaction.case_texts import as_left
from clerestory.model.releases import Approval, Manifest, folder_name
from clerestory.model.stages import Stage
from clerestory.model.tables import ProtectedTable
from clerestory.pipeline.answering.preparing import check_prepared
from clerestory.pipeline.custody.erased import check_publishable
from clerestory.pipeline.custody.sharing import admit_analysis
from clerestory.pipeline.desk.crossing import write_admission
from clerestory.pipeline.desk.documents import note_release, put_documents
from clerestory.pipeline.links.persons import link_stage
from clerestory.pipeline.releases.earlier import corrected_release, register_before
from clerestory.pipeline.releases.placing import Built, put_out
from clerestory.pipeline.releases.recalled import check_not_recalled
from clerestory.pipeline.releases.site import write_site
from clerestory.pipeline.releases.waiting import new_release_folder
from clerestory.pipeline.stages.collecting import collect_stage
from clerestory.pipeline.stages.draft import Draft, draft_in, protect_draft, protected_tables
from clerestory.pipeline.stages.findings import (
    print_findings,
    write_findings,
    write_found,
)
from clerestory.pipeline.stages.gate import pass_gate
from clerestory.pipeline.stages.history import (
    LEFT,
    Gathered,
    History,
    check_still_all,
    cohort_hashes,
    earlier_tables,
    past_requests,
    read_gathered,
    read_history,
    replayed,
    write_gathered,
)
from clerestory.pipeline.stages.linked import engine_of, expected_errors
from clerestory.pipeline.stages.published import note_in_place
from clerestory.pipeline.stages.rounding import with_bases
from clerestory.pipeline.stages.scopes import table_scopes
from clerestory.pipeline.stages.shelf import folders_of, inputs_hash
from clerestory.pipeline.stages.texts import check_texts_still, put_texts, told_of, write_texts
from clerestory.pipeline.stages.work import Work
from clerestory.protect import Protection, protect_tables
from clerestory.protect.perturb import rounded_table
from clerestory.protect.proof_file import proof_json
from clerestory.publish import build_release, verify_release
from clerestory.publish.reading.documents import reading_documents
from clerestory.review import read_decisions
from clerestory.spark import spark_faults
from clerestory.study import Study, not_utf8, replace_directory, write_atomically
from clerestory.study.past import keep_left, read_left
from clerestory.study.sources import keep_sources
from clerestory.study.stored import (
    read_cohort,
    read_confidential,
    write_cohort,
    write_confidential,
    write_json,
)


def analyse_stage(work: Work) -> str:
    """Make the confidential tables that study.toml asks for, and today's counts of what readers have already."""
    study = work.study
    _check_there(study.vault / "cases" / "quarantine.parquet")
    admit_analysis(study)
    made = _tables_of_now(work, read_history(study))
    work.ledger.append(
        "cases combined into tables",
        why="run",
        duty=Duty.COMBINATION,
        detail={"tables": [request.id for request in study.settings.tables]},
    )
    return f"analyse: {len(study.settings.tables)} tables of {', '.join(made.cohorts)}"


def _tables_of_now(work: Work, history: History, *, but: Collection[str] = ()) -> Tabulation:
    """Make tables beside the past that a draft of them had before (``but`` some drafts), or else all the past."""
    study = work.study
    for left in (left for left in replayed(study, work.preset, history) if left.name not in but):
        past = history.only(left.draft.against)
        made = _tabulated(work, past)
        if cohort_hashes(study, made) == left.draft.cohorts:
            return _write_tables(work, made, past, history, replays=left.name)
    made = _tabulated(work, history)
    return _write_tables(work, made, history, history, replays="")


def _tabulated(work: Work, past: History) -> Tabulation:
    study = work.study
    requests = [*study.settings.tables, *past_requests(past, study)]
    try:
        with spark_faults():
            return tabulate(
                study.instrument,
                engine_of(study),
                requests,
                operations=work.preset.needs_operations,
                givers=work.preset.needs_givers,
                errors=expected_errors(study, requests),
                progress=work.progress,
            )
    except TableError as error:
        if not past.all:
            raise
        also = "Earlier tables are counted again beside those of now; docs/reference/history.md says why."
        raise TableError(error.what, where=error.where, remedy=f"{error.remedy} {also}") from None


def _write_tables(work: Work, made: Tabulation, past: History, history: History, *, replays: str) -> Tabulation:
    study = work.study
    number = len(study.settings.tables)
    draft = LeftDraft(
        software=__version__,
        rules=work.preset.as_settings(),
        requests=study.settings.tables,
        cohorts=cohort_hashes(study, made),
        against=past.names,
    )
    gathered = Gathered(history.names, draft, replays, earlier_tables(past, made.tables[number:]))
    with replace_directory(study.vault / "tables") as folder:
        for name, cohort in made.cohorts.items():
            write_cohort(folder / f"cohort-{name}.json", cohort)
        for table in made.tables[:number]:
            write_confidential(folder / f"table-{table.shape.id}.json", table)
        write_gathered(folder / "history.json", gathered)
        write_found(folder, work, made)
    return made


def protect_stage(work: Work) -> str:
    """Protect all tables at once, and leave them with their proof in the vault, where gate 1 looks at them.

    They keep exact counts there: they are proven on these, and later tables are held against them. What gate 1 decides
    on is what would leave, with counts rounded.
    """
    study = work.study
    done, gathered = _protected_now(work)
    others: list[str] = []
    while gathered.replays and not _as_it_left(study, gathered.replays, done):
        others.append(gathered.replays)  # made by another program, so it counts as past
        _tables_of_now(work, read_history(study), but=others)
        done, gathered = _protected_now(work)
    with replace_directory(study.vault / "protected") as out:
        for table in done.tables:
            write_json(out / f"table-{table.shape.id}.json", table.as_json())
        for proof in done.proofs:
            write_json(out / f"proof-{proof.cohort}.json", proof_json(proof))
        write_gathered(out / "history.json", replace(gathered, earlier=()))
        findings = print_findings(work, study.vault / "tables", out)
        texts = write_texts(work, out)
        draft = protect_draft(study, work.preset, _rounded(done.tables), findings, texts)
        write_json(out / "draft.json", {"gate": Gate.PROTECT.value, "draft": draft})
    hidden = sum(table.suppressed for table in done.tables)
    cells = sum(table.shape.size[0] * table.shape.size[1] for table in done.tables)
    whole = [table.shape.id for table in done.tables if table.whole]
    work.ledger.append(
        "tables protected",
        why="run",
        duty=Duty.COMBINATION,  # with all that left before
        detail={"rules": work.preset.as_settings(), "withheld as a whole": whole, "against": len(gathered.earlier)},
    )
    told = f"protect: {hidden} of {cells} cells withheld, {len(whole)} of {len(done.tables)} tables as a whole"
    if nothing := [finding.id for finding in findings if finding.is_too_few]:
        told += f"; too few cases for {', '.join(nothing)}"
    told += told_of(texts)
    if gathered.earlier:
        public = sum(len(proof.public) for proof in done.proofs)
        told += f"; against {len(gathered.earlier)} earlier tables, {public} unsafe cells public already"
    return told


def _protected_now(work: Work) -> tuple[Protection, Gathered]:
    """Protect what the analysis left in the vault."""
    study, settings = work.study, work.study.settings
    folder = study.vault / "tables"
    tables = [read_confidential(folder / f"table-{request.id}.json") for request in settings.tables]
    cohorts = {
        name: read_cohort(folder / f"cohort-{name}.json") for name in dict.fromkeys(t.shape.cohort for t in tables)
    }
    gathered = read_gathered(folder / "history.json")
    check_still_all(study, gathered)
    done = protect_tables(
        cohorts,
        tables,
        work.preset,
        secret=study.key(),
        scopes=table_scopes(study, work.preset),
        earlier=gathered.earlier,
        progress=work.progress,
    )
    return replace(done, tables=with_bases(study, work.preset, cohorts, done.tables)), gathered


def _as_it_left(study: Study, name: str, done: Protection) -> bool:
    return any(left.name == name and left.tables == done.tables for left in read_left(study))


def review_stage(work: Work) -> str:
    """Pass gate 1: protected tables go to the desk, and the paper is checked against them.

    A copy of what leaves the vault is kept in it first, so that whatever happens next, it counts as left. The copy has
    exact counts: whatever readers can do with rounded ones they could do with these.
    """
    study, settings = work.study, work.study.settings
    exact = protected_tables(study, study.vault / "protected")
    gathered = read_gathered(study.vault / "protected" / "history.json")
    made = draft_in(study, study.vault / "protected", _rounded(exact), paper_of(study))
    _check_answers(work, made)
    check_texts_still(work, made.texts)
    draft = protect_draft(study, work.preset, made.tables, made.findings, made.texts)
    approvals = pass_gate(work, Gate.PROTECT, draft, read_decisions(study.decisions), texts=made.texts)
    content = made.content(settings)
    documents = _read_at_desk(work, made, approvals)
    check_still_all(study, gathered)
    left = keep_left(study, gathered.draft, exact)
    with replace_directory(study.desk / "tables") as desk:
        for table in made.tables:
            write_json(desk / f"table-{table.shape.id}.json", table.as_json())
        write_findings(made.findings, desk)
        put_texts(as_left(made.texts), desk)
    write_atomically(study.desk / "draft-content.json", content)
    made_draft = study.keyed_hash(content)
    write_json(study.desk / "draft.json", {"gate": Gate.RELEASE.value, "draft": made_draft})
    write_admission(
        study,
        approvals,
        checked=draft,
        draft=made_draft,
        content=content,
        tables=made.tables,
        texts=as_left(made.texts),
    )
    put_documents(study, made_draft, documents)
    work.ledger.append(
        LEFT,
        why="gate protect: " + ", ".join(approval.post for approval in approvals),
        duty=Duty.DISCLOSURE,
        detail={"draft": made_draft, "left": left},
    )
    return f"review: gate protect passed by {len(approvals)} people; the draft is on the desk"


def _check_answers(work: Work, made: Draft) -> None:
    """Check what was prepared of the answers; a release that is in place stands as it is, whatever the record says."""
    if not release_folder(work.study).exists():
        check_prepared(work.study, made.answers, clock=work.clock)


def _read_at_desk(work: Work, made: Draft, approvals: tuple[Approval, ...]) -> tuple[Document, ...]:
    left = replace(made, texts=as_left(made.texts))
    return reading_documents(left, work.study.settings, work.preset, approvals)


def publish_stage(work: Work) -> str:
    """Pass gate 2: build the release from what is on the desk, and put it in place once it is signed and may be out."""
    study, settings = work.study, work.study.settings
    check_not_recalled(study, release_folder(study).name)
    desk = study.desk / "tables"
    made = draft_in(study, desk, protected_tables(study, desk), paper_of(study))
    _check_answers(work, made)
    check_texts_still(work, made.texts)
    decisions = read_decisions(study.decisions)
    draft = study.keyed_hash(made.content(settings))
    protect = protect_draft(study, work.preset, made.tables, made.findings, made.texts)
    approvals = (
        *pass_gate(work, Gate.PROTECT, protect, decisions, texts=made.texts),
        *pass_gate(work, Gate.RELEASE, draft, decisions),
    )
    final = release_folder(study)
    inputs = "" if final.exists() else _inputs(study)
    building = new_release_folder(study, final.name)
    manifest = _build(work, building, made.approved(approvals))
    if final.exists():
        said = _same_release(work, building, final)
        note_in_place(work.ledger, study, final.name)
        write_site(study)
    else:
        check_still_all(study, read_gathered(study.vault / "protected" / "history.json"))
        keep_sources(study, final.name)
        note_release(study, final.name, draft)
        said = put_out(work, Built(building, manifest, approvals, draft, inputs))
    return said


def build_again(work: Work, folder: Path, approvals: tuple[Approval, ...]) -> Manifest:
    """Build the release of what protect left in the vault into an empty folder, approved as its seal says."""
    study = work.study
    protected = study.vault / "protected"
    made = draft_in(study, protected, _rounded(protected_tables(study, protected)), paper_of(study))
    return _build(work, folder, replace(made, texts=as_left(made.texts)).approved(approvals))


def _build(work: Work, folder: Path, approved: ApprovedOutput) -> Manifest:
    study, settings = work.study, work.study.settings
    earlier, corrected = register_before(study, settings.release.date), corrected_release(study)
    return build_release(folder, approved, settings, rules=work.preset, earlier=earlier, corrected=corrected)


def _inputs(study: Study) -> str:
    """Give what the seal says that the release was made of: returns that are there, and are what was collected."""
    check_publishable(study)
    _, sources = folders_of(study)
    return inputs_hash(study, sources)


def _same_release(work: Work, building: Path, final: Path) -> str:
    """Leave a release of this date alone where it is the same; refuse where it is another, or to be signed."""
    same = (building / "manifest.json").read_bytes() == (final / "manifest.json").read_bytes()
    shutil.rmtree(building)
    verify_release(final)
    if not same:
        raise ReleaseError(
            "a release of this date was published with other content",
            where=str(final),
            remedy="A release is never overwritten: set another date in study.toml.",
        )
    if work.signer:
        raise ReleaseError("is published and signed already", where=str(final), remedy="Nothing needs to be done.")
    return f"publish: the same release, byte for byte, is already in {final}"


def _check_there(path: Path) -> None:
    """Check that the stage before left its file."""
    if not path.exists():
        raise StudyError(
            "is not there", where=str(path), remedy="Run the earlier stages first: `clerestory run STUDY`."
        )


def _rounded(tables: Sequence[ProtectedTable]) -> tuple[ProtectedTable, ...]:
    """Give tables as they leave the vault."""
    return tuple(rounded_table(table) for table in tables)


def paper_of(study: Study) -> str:
    """Read the paper of a study as it was written.

    Raises
    ------
    StudyError
        If it is missing or not UTF-8.
    """
    try:
        return study.paper.read_text(encoding="utf-8")
    except FileNotFoundError:
        what = "is missing"
    except OSError:
        what = "cannot be read"
    except UnicodeDecodeError as error:
        what = not_utf8(error)
    raise StudyError(what, where=str(study.paper), remedy="Write the paper there, as Markdown in UTF-8.")


def release_folder(study: Study) -> Path:
    """Give the folder of the release that study.toml dates."""
    return study.releases / folder_name(study.settings.release.date, study.settings.study.data)


STAGES: Mapping[Stage, Callable[[Work], str]] = {
    Stage.COLLECT: collect_stage,
    Stage.LINK: link_stage,
    Stage.ANALYSE: analyse_stage,
    Stage.PROTECT: protect_stage,
    Stage.REVIEW: review_stage,
    Stage.PUBLISH: publish_stage,
}
