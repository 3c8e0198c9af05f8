"""Erasing data of a study: said in the ledger first, done, shown to be gone, and said in the ledger again.

An erasure that was interrupted goes on with the same command; until then nothing else is done with the study.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import polars as pl

from clerestory.clock import Clock, SystemClock
from clerestory.collect import receipt_json, receipt_of
from clerestory.errors import RetentionError
from clerestory.ledger import PROGRAM, Duty, Entry, Ledger
from clerestory.model.instrument import PROVIDER, RETURN_REF
from clerestory.model.retention import Dataset
from clerestory.model.versions import ReturnVersion
from clerestory.pipeline.acting import check_actor, check_words
from clerestory.pipeline.custody.erased import (
    BEGUN,
    ERASED,
    erased_versions,
    read_erasures,
    scope_of,
    unfinished_erasure,
)
from clerestory.pipeline.stages.published import check_published, sealed_heads
from clerestory.pipeline.stages.shelf import collected_versions
from clerestory.share.erasing import (
    Certificate,
    Scope,
    erase_file,
    files_with,
    finish_replacing,
    places_of,
    pseudonyms_in,
    read_parquet,
    remove_erased,
    replace_erasing,
)
from clerestory.share.erasing.certificate import ErasedPlace
from clerestory.study import Study, open_study
from clerestory.study.kept import (
    LINES,
    QUARANTINE,
    RECEIPT,
    KeptReturn,
    keep_return,
    kept_folder,
    kept_return,
    kept_versions,
    parquet_bytes,
)
from clerestory.study.stored import write_json
from clerestory.study.writing import new_file


def erase(
    root: Path, scope: Scope, *, why: str, on: dt.date, actor: str = PROGRAM, clock: Clock | None = None
) -> Certificate:
    """Erase a dataset of a study, or one giver's or return's part of it, and show that it is gone.

    Parameters
    ----------
    why : str
        The reason, as the ledger and the certificate have it.
    on : date
        The day that they name; never from the clock.
    actor : str
        Who erases: an id or post of study.toml.

    Returns
    -------
    Certificate
        What was erased and how it was shown.

    Raises
    ------
    RetentionError
        If nothing of it is there, another erasure waits, it would come back by itself, or something of it is left.
    EntryError
        If the actor is nobody of the study, or the reason may not stand in the ledger.
    """
    study, clock = open_study(root), clock or SystemClock()
    who, said = check_actor(study.settings, actor), check_words(why, "--why")
    _check_scope(scope)
    with study.locked():
        ledger = Ledger(study.ledger, clock, actor=who)
        ledger.check(sealed=sealed_heads(study))
        check_published(study)
        clear_note(study)
        begun = _begun(study, ledger, scope, why=said, on=on)
        _carry_out(study, scope)
        looked_through = _check_gone(study, scope)
        head = ledger.append(ERASED, why=begun.why, duty=Duty.ERASURE, detail=begun.detail)
        clear_note(study)
    return Certificate(
        study=study.settings.study.id,
        what=scope.name,
        who=who,
        why=begun.why,
        on=dt.date.fromisoformat(begun.detail["on"]),
        written=clock.now(),
        places=tuple(ErasedPlace(**place) for place in begun.detail["places"]),
        looked_through=looked_through,
        entries=(begun.seq, head.length),
        head=head.hash,
        mark=study.settings.study.data.mark_sentence,
    )


def clear_note(study: Study) -> None:
    """Erase the list of pseudonyms that an erasure looks for, where that erasure is finished."""
    if _note(study).exists() and unfinished_erasure(study) is None:
        erase_file(_note(study))


def _note(study: Study) -> Path:
    return study.vault / "erasing.json"


def _check_scope(scope: Scope) -> None:
    if scope.return_id and not scope.provider:
        raise _refused(scope, "names a return and not its giver", "Give --provider too.")
    if scope.provider and not scope.dataset.by_return:
        what = "is made from the returns of all givers, so no giver's part can be erased"
        raise _refused(scope, what, "Erase all of it, or erase the giver's cases and run the study again.")


def _begun(study: Study, ledger: Ledger, scope: Scope, *, why: str, on: dt.date) -> Entry:
    """Give the entry that an erasure begins with: the one that was interrupted, or a new one."""
    waiting = unfinished_erasure(study)
    if waiting:
        if scope_of(waiting) != scope:
            remedy = "Erase this first: the same command goes on with it."
            raise _refused(scope_of(waiting), "was begun and is not finished", remedy)
        return waiting
    places = tuple(_erased_places(study, scope))
    if not places:
        raise _nothing_there(study, scope)
    if scope.dataset is Dataset.QUARANTINE and places_of(study, replace(scope, dataset=Dataset.RETURNS)):
        what = "would come back, since the returns that it was found in are still there"
        raise _refused(scope, what, "Erase the returns first, or the cases, which takes both along.")
    detail = {
        "dataset": scope.dataset.value,
        "provider": scope.provider,
        "return": scope.return_id,
        "on": on.isoformat(),
        "places": [vars(place) for place in places],
        "files": sum(place.files for place in places),
        "versions": [{"return": v.name, "version": v.number} for v in _versions(study, scope)],
    }
    if scope.dataset is Dataset.CASES:
        write_json(_note(study), sorted(_only_here(study, scope)))
    ledger.append(BEGUN, why=why, duty=Duty.ERASURE, detail=detail)
    found = unfinished_erasure(study)
    assert found is not None, "the entry that was just written is the last of its kind"
    return found


def _versions(study: Study, scope: Scope) -> list[ReturnVersion]:
    """Give the versions of returns within a scope, whether collected, kept or only sent."""
    if scope.dataset not in (Dataset.RETURNS, Dataset.CASES):
        return []
    sent = {ReturnVersion.of_folder(path.parent.name, path.name) for path in study.returns.glob("*/*")}
    every = sent | set(kept_versions(study)) | set(collected_versions(study))
    gone = erased_versions(study).rows
    return sorted(version for version in every if scope.holds(version) and version not in gone)


def _erased_places(study: Study, scope: Scope) -> Iterator[ErasedPlace]:
    for place in places_of(study, scope):
        files = [place] if place.is_file() else sorted(path for path in place.rglob("*") if path.is_file())
        if files:
            yield _place(study, place, files)
    rewritten = [path for path in sorted((study.vault / "cases").glob("*.parquet")) if _rows_within(path, scope)]
    if rewritten and not (scope.whole and scope.dataset is Dataset.CASES):
        yield _place(study, study.vault / "cases", rewritten)
    for version in _quarantined(study, scope):
        folder = kept_folder(study, version)
        yield _place(study, folder, [folder / f"{name}.parquet" for name in (LINES, QUARANTINE)] + [folder / RECEIPT])


def _place(study: Study, place: Path, files: list[Path]) -> ErasedPlace:
    return ErasedPlace(place.relative_to(study.root).as_posix(), len(files), study.hash_of_files(files, study.root))


def _carry_out(study: Study, scope: Scope) -> None:
    finish_replacing(study.vault)
    for place in places_of(study, scope):
        remove_erased(place)
        _remove_empty(place.parent, study)
    cases = study.vault / "cases"
    if any(_rows_within(path, scope) for path in cases.glob("*.parquet")):
        with replace_erasing(cases) as folder:
            for path in sorted(cases.glob("*.parquet")):
                frame = pl.read_parquet(path)
                with new_file(folder / path.name) as file:
                    file.write(parquet_bytes(frame.filter(~_within(path, scope))))
    for version in _quarantined(study, scope):
        _blank(study, version)


def _remove_empty(folder: Path, study: Study) -> None:
    """Remove the folder of a giver that has nothing left: among the returns it would be a fault."""
    if folder.parent in (study.returns, study.kept) and not any(folder.iterdir()):
        folder.rmdir()


def _rows_within(path: Path, scope: Scope) -> bool:
    """Whether a file of ``vault/cases`` has rows that a scope takes away, and others stay or may stay."""
    return not pl.scan_parquet(path).filter(_within(path, scope)).head(1).collect().is_empty()


def _within(path: Path, scope: Scope) -> pl.Expr:
    """Give the rows of a file of ``vault/cases`` that are within a scope; of what was not refused, only its cases."""
    mine = (Dataset.CASES, Dataset.QUARANTINE) if path.stem == QUARANTINE else (Dataset.CASES,)
    if scope.dataset not in mine:
        return pl.lit(value=False)
    if path.stem == QUARANTINE:
        place = "/".join(part for part in (scope.provider, scope.return_id) if part)
        ends = r"(\.v\d+)?/" if scope.return_id else "/"
        return pl.col("file").str.contains(f"^{re.escape(place)}{ends}") if place else pl.lit(value=True)
    provider = pl.col(PROVIDER).str.replace_all(":", "-", literal=True).eq(scope.provider) | pl.lit(scope.whole)
    return provider & (pl.col(RETURN_REF).eq(scope.return_id) | pl.lit(not scope.return_id))


def _quarantined(study: Study, scope: Scope) -> list[ReturnVersion]:
    """Give the kept versions that say which of their rows were refused."""
    if scope.dataset is not Dataset.QUARANTINE:
        return []
    kept = ((version, _kept(study, version)) for version in kept_versions(study) if scope.holds(version))
    return [version for version, one in kept if not one.quarantine.is_empty() or one.receipt["faults"]]


def _kept(study: Study, version: ReturnVersion) -> KeptReturn:
    kept = kept_return(study, version)
    if kept is None:
        raise RetentionError(
            "its rows in the vault are not what was kept, so nobody can say which were refused",
            where=str(version),
            remedy="Restore vault/returns from a backup, or erase the cases of this return, which takes all along.",
        )
    return kept


def _blank(study: Study, version: ReturnVersion) -> None:
    """Keep the rows of a version as if no other had come: what was refused is not known any more."""
    kept = _kept(study, version)
    receipt = receipt_of(kept.receipt)
    none = dict.fromkeys(receipt.quarantined, 0)
    blank = replace(
        receipt,
        rows_in=receipt.accepted,
        quarantined=none,
        faults=(),
        fault_counts={},
        warnings=(),
        empty_fields={},
        queries=(),
        query_counts={},
        warning_counts={},
        mapped=(),
        key_fields=(),
        changes=(),
    )
    without = replace(
        kept, quarantine=kept.quarantine.clear(), lines=_without_gaps(kept.lines), receipt=receipt_json(blank)
    )
    keep_return(study, version, without, replacing=replace_erasing)


def _without_gaps(lines: pl.DataFrame) -> pl.DataFrame:
    """Give the accepted rows of each entity new numbers: a gap would say which row was refused."""
    return lines.with_columns(pl.int_range(2, pl.len() + 2, dtype=pl.Int64).over("entity").alias("line"))


def _only_here(study: Study, scope: Scope) -> set[str]:
    """Give the pseudonyms that only the rows of a scope have: one that another return has too lawfully remains."""
    inside: set[str] = set()
    outside: set[str] = set()
    for path in [*study.kept.glob("*/*/v*/*.parquet"), *(study.vault / "cases").glob("*.parquet")]:
        if path.stem in study.instrument.entities:
            frame = read_parquet(path)
            within = frame.select(_within(path, scope)).to_series()
            inside |= pseudonyms_in([(path.stem, frame.filter(within))], study.instrument)
            outside |= pseudonyms_in([(path.stem, frame.filter(~within))], study.instrument)
    return inside - outside


def _check_gone(study: Study, scope: Scope) -> int | None:
    """Check that nothing of it is left; gives how many files were looked through for pseudonyms, if they were.

    Raises
    ------
    RetentionError
        If something is.
    """
    left = list(places_of(study, scope))
    left += [kept_folder(study, version) for version in _quarantined(study, scope)]
    left += [path for path in (study.vault / "cases").glob("*.parquet") if _rows_within(path, scope)]
    files: list[Path] = []
    if scope.dataset is Dataset.CASES:
        pseudonyms = _looked_for(study, scope)
        zones = (study.vault, study.desk, study.reports, study.releases)
        files = [p for zone in zones for p in sorted(zone.rglob("*")) if p.is_file() and p != _note(study)]
        left += files_with(pseudonyms, files, study.instrument)
    if left:
        what = f"{len(left)} file(s) still hold something of it, the first of them {left[0].relative_to(study.root)}"
        remedy = "Remove them, or have them made anew by the stage that writes them, and give the same command again."
        raise _refused(scope, what, remedy)
    return len(files) if scope.dataset is Dataset.CASES else None


def _looked_for(study: Study, scope: Scope) -> set[str]:
    try:
        return set(json.loads(_note(study).read_bytes()))
    except (OSError, ValueError):
        what = "cannot be shown to be gone: the list of what to look for, vault/erasing.json, is missing or spoilt"
        raise _refused(scope, what, "Restore that file from a backup, and give the same command again.") from None


def _nothing_there(study: Study, scope: Scope) -> RetentionError:
    before = [one for one in read_erasures(study) if one.scope == scope]
    if before:
        when = f"was erased on {before[-1].on} (entry {before[-1].seq} of the ledger), and nothing of it is there"
        return _refused(scope, when, "Nothing needs to be done.")
    return _refused(scope, "there is nothing of it", "`clerestory share retention STUDY` lists what there is.")


def _refused(scope: Scope, what: str, remedy: str) -> RetentionError:
    return RetentionError(what, where=scope.name, remedy=remedy)
