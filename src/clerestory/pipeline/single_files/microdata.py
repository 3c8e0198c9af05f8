"""An extract of records for a secure setting, outside any study."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from clerestory.errors import StorageError, TableError
from clerestory.ledger import PROGRAM
from clerestory.model.microdata import MicrodataReport, check_floor
from clerestory.pipeline.consulting import consulted_files
from clerestory.progress import SILENT, Progress
from clerestory.protect.microdata import ExtractRule, make_extract
from clerestory.protect.microdata.files import read_hierarchy, read_records
from clerestory.study import write_secret


def extract_microdata(
    source: Path,
    *,
    keys: Sequence[str],
    sensitive: str,
    rule: ExtractRule,
    hierarchies: Mapping[str, Path],
    keep: Sequence[str],
    out: Path,
    report: Path,
    progress: Progress = SILENT,
    actor: str = PROGRAM,
) -> MicrodataReport:
    """Make an extract of the records in a CSV file; extract and report are written for their owner alone.

    Raises
    ------
    RuleSetError
        If the rule is weaker than k = 10 and l = 2.
    StorageError
        If the extract or its report would replace what is read, or each other.
    TableError
        If the file, a column or a hierarchy cannot be used.
    ProtectionError
        If the whole file is too small for this k and l. Whatever is raised, nothing is written.
    """
    check_floor(rule.k, rule.l)
    consulted_files([source, *hierarchies.values()], who=actor, why="protect microdata")
    _check_places([source, *hierarchies.values()], [out, report])
    trees = {key: read_hierarchy(path) for key, path in hierarchies.items()}
    frame = read_records(source)
    try:
        made, told = make_extract(frame, keys, sensitive, rule, hierarchies=trees, keep=keep, progress=progress)
    except TableError as error:
        raise TableError(error.what, where=f"{source}, {error.where}", remedy=error.remedy) from None
    write_secret(report, told.model_dump_json(indent=2) + "\n")
    write_secret(out, made.write_csv())
    return told


def _check_places(read: Sequence[Path], written: Sequence[Path]) -> None:
    taken = {path.resolve() for path in read}
    for path in written:
        if path.resolve() in taken:
            raise StorageError(
                "would replace a file that is read, or the other one that is written",
                where=str(path),
                remedy="Give the extract and its report places of their own.",
            )
        taken.add(path.resolve())
