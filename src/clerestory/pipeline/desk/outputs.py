"""The draft that waits at gate 1, as its checkers see it; nothing of this leaves the vault."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import ceil, floor
from typing import Any

from clerestory.errors import StudyError
from clerestory.model.attackers import Attacker
from clerestory.model.commission import Role
from clerestory.model.decisions import Gate
from clerestory.model.desk.acts.disclosure import SubmitOutput
from clerestory.model.desk.evidence import (
    Bounds,
    CellPlace,
    CheckedTable,
    Evidence,
    FailingCell,
    Mark,
    PrintedFinding,
    Subtraction,
    Version,
)
from clerestory.model.findings.finding import Finding
from clerestory.model.redaction.case_texts import roles_needed
from clerestory.model.rules import Preset
from clerestory.model.tables import ConfidentialCohort, ConfidentialTable, Predicate, ProtectedTable
from clerestory.pipeline.desk.words import cell_words
from clerestory.pipeline.releases.recalled import recalled_releases
from clerestory.pipeline.stages.draft import protect_draft, protected_tables
from clerestory.pipeline.stages.findings import read_findings
from clerestory.pipeline.stages.history import as_printed, read_gathered, tables_of
from clerestory.pipeline.stages.published import release_folders
from clerestory.pipeline.stages.scopes import table_scopes
from clerestory.pipeline.stages.texts import read_texts
from clerestory.protect.audit.attack import Interval
from clerestory.protect.engine import Proof, pasts_of
from clerestory.protect.failing import Failing, failing_cells, smallest_witness
from clerestory.protect.history.sums import cells_of
from clerestory.protect.perturb import rounded_table
from clerestory.protect.proof_file import proof_of_json
from clerestory.study import Study, preset_for_study
from clerestory.study.past import read_left
from clerestory.study.stored import read_cohort, read_confidential, read_draft, read_written, write_json

_FORM = "clerestory-output/1"
_CLOSE = 1e-6
_AGAIN = "Run the study again from analyse: `clerestory run STUDY`."
_KNOW = {
    Attacker.OUTSIDER: "anybody who has all that is published",
    Attacker.SINGLETON: "a person who is alone in a cell, and knows it",
    Attacker.OPERATION: "whoever was in an operation, and knows its part of every cell",
    Attacker.GIVER: "whoever sent a return, and knows its part of every cell",
}


def submission_of(study: Study) -> SubmitOutput | None:
    """Give the act that brings the draft in ``vault/protected`` to its checkers, and keep what it would publish.

    None where no draft waits there, or it is not that of study.toml as it is now: a run would make another.

    Raises
    ------
    StudyError, RuleSetError
        If the draft cannot be read.
    """
    if not (study.vault / "protected" / "draft.json").exists():
        return None
    draft, now = read_draft(study.vault / "protected" / "draft.json"), _now(study)
    if draft != now.draft:
        return None
    _keep(study, draft, Version(now.tables, now.preset.as_settings()))
    about, texts = study.settings.study, read_texts(study, study.vault / "protected")
    needs_lawyer = Role.LAWYER in roles_needed(Gate.PROTECT, texts)
    return SubmitOutput(draft=draft, title=about.title, authors=about.authors, lawyer=needs_lawyer)


def version_of(study: Study, draft: str) -> Version | None:
    """Give what a draft would have published that came to the checkers; None where the vault has none of it.

    Raises
    ------
    StudyError
        If its file has not the form of one.
    """
    path = study.outputs / f"{_name(draft)}.json"
    return read_written(path, _version) if path.exists() else None


def version_of_last_release(study: Study) -> tuple[str, Version] | None:
    """Give the name of the last release that was not recalled, and the tables of the draft that it was made of.

    Raises
    ------
    StudyError
        If a draft that left cannot be read.
    """
    recalled = recalled_releases(study)
    folder = next((one for one in reversed(list(release_folders(study))) if one.name not in recalled), None)
    if folder is None:
        return None
    there = {path.read_bytes() for path in tables_of(folder)}
    for left in read_left(study):
        if there == as_printed(left, study):
            return folder.name, Version(tuple(map(rounded_table, left.tables)), left.draft.rules)
    return None


def evidence_of(study: Study) -> Evidence:
    """Give all that a checker needs to decide on the draft that waits at gate 1.

    Raises
    ------
    StudyError
        If there is no draft, or tables and proofs do not belong together.
    RuleSetError
        If the rules of study.toml are none.
    """
    now = _now(study)
    made = _Made.of(study, now.preset)
    for table, protected in zip(made.tables, protected_tables(study, study.vault / "protected"), strict=True):
        _check_together(table, protected)
    return Evidence(
        draft=now.draft,
        preset=now.preset.name,
        why=now.preset.why,
        rules=_rules_in_force(now.preset),
        settings=now.preset.as_settings(),
        attackers=tuple(_KNOW[kind] for kind in Attacker if kind in now.preset.attackers),
        tables=tuple(made.checked(table, leaves) for table, leaves in zip(made.tables, now.tables, strict=True)),
        failing=tuple(made.failing()),
        findings=tuple(map(_printed, read_findings(study, study.vault / "protected"))),
        texts=read_texts(study, study.vault / "protected"),
        against=tuple(dict.fromkeys(name for proof in made.proofs.values() for name in proof.history)),
    )


@dataclass(frozen=True, repr=False)
class _Draft:
    """What would leave now, and its hash."""

    draft: str
    preset: Preset
    tables: tuple[ProtectedTable, ...]


def _now(study: Study) -> _Draft:
    folder = study.vault / "protected"
    preset = preset_for_study(study.settings.protect.preset, study.settings.study.data)
    tables = tuple(map(rounded_table, protected_tables(study, folder)))
    draft = protect_draft(study, preset, tables, read_findings(study, folder), read_texts(study, folder))
    return _Draft(draft, preset, tables)


@dataclass(frozen=True, repr=False)
class _Made:
    """What the last run left in the vault of the tables of a draft."""

    cohorts: Mapping[str, ConfidentialCohort]
    tables: tuple[ConfidentialTable, ...]
    proofs: Mapping[str, Proof]
    found: tuple[tuple[str, Failing], ...]

    @classmethod
    def of(cls, study: Study, preset: Preset) -> _Made:
        folder = study.vault / "tables"
        tables = tuple(read_confidential(folder / f"table-{one.id}.json") for one in study.settings.tables)
        names = dict.fromkeys(table.shape.cohort for table in tables)
        cohorts = {name: read_cohort(folder / f"cohort-{name}.json") for name in names}
        protected = study.vault / "protected"
        proofs = {name: read_written(protected / f"proof-{name}.json", proof_of_json) for name in names}
        earlier = read_gathered(folder / "history.json").earlier
        pasts = pasts_of(cohorts, tables, preset, scopes=table_scopes(study, preset), earlier=earlier)
        return cls(cohorts, tables, proofs, tuple(failing_cells(pasts, proofs)))

    def checked(self, table: ConfidentialTable, leaves: ProtectedTable) -> CheckedTable:
        """Give a table with the reason why each cell is as it is."""
        name = table.shape.cohort
        unsafe = {one.cell for cohort, one in self.found if cohort == name}
        cells, (rows, columns) = cells_of(self.cohorts[name], table.shape), table.shape.size

        def mark(row: int, column: int) -> Mark:
            if cells[row, column] in unsafe:
                return Mark.FAILS
            if leaves.counts[row][column] is not None:
                return Mark.PRINTED
            alone = table.alone is not None and bool(table.alone[row, column])
            return Mark.GIVER if alone else Mark.WITH

        marks = tuple(tuple(mark(row, column) for column in range(columns)) for row in range(rows))
        return CheckedTable(leaves, tuple(tuple(row) for row in table.counts.tolist()), marks)

    def failing(self) -> Iterator[FailingCell]:
        """Yield the failing cells: those that a table has, in its order, then those that would be left over."""
        places = {name: self._places(name) for name in self.cohorts}
        order = {table.shape.id: number for number, table in enumerate(self.tables)}

        def at(found: tuple[str, Failing]) -> tuple[int, int]:
            there = places[found[0]].get(found[1].cell, [])
            return (0, order[there[0].table]) if there else (1, 0)

        for number, (name, one) in enumerate(sorted(self.found, key=at), start=1):
            yield self._failing(number, name, one, places[name])

    def _failing(
        self, number: int, name: str, one: Failing, places: Mapping[Predicate, list[CellPlace]]
    ) -> FailingCell:
        proof = self.proofs[name]
        moved = smallest_witness(proof.audit, one.cell, list(places))
        return FailingCell(
            number,
            cell_words(one.cell, self.cohorts[name]),
            one.count,
            one.reasons,
            tuple(places.get(one.cell, ())),
            tuple(
                Subtraction(places[left.whole][0], tuple(places[part][0] for part in left.parts))
                for left in one.left_over
            ),
            _bounds(one.alone),
            _bounds(one.now),
            proof.widths.get(one.cell, 1),
            one.count + moved[one.cell] if one.cell in moved else None,
            tuple(places[cell][0] for cell in moved if cell in places and cell != one.cell),
            one.cell in proof.public,
        )

    def _places(self, name: str) -> dict[Predicate, list[CellPlace]]:
        found: dict[Predicate, list[CellPlace]] = {}
        for table in (table for table in self.tables if table.shape.cohort == name):
            shape = table.shape
            for (row, column), cell in cells_of(self.cohorts[name], shape).items():
                place = CellPlace(shape.id, shape.rows[row].label, shape.columns[column].label)
                found.setdefault(cell, []).append(place)
        return found


def _bounds(interval: Interval | None) -> Bounds | None:
    if interval is None:
        return None
    return Bounds(ceil(interval.lower - _CLOSE), floor(interval.upper + _CLOSE))


def _check_together(table: ConfidentialTable, protected: ProtectedTable) -> None:
    pairs = zip(
        (n for row in table.counts.tolist() for n in row), (n for r in protected.counts for n in r), strict=True
    )
    if table.shape != protected.shape or any(there is not None and there != true for true, there in pairs):
        raise StudyError("was made anew since it was protected", where=f"table {table.shape.id}", remedy=_AGAIN)


def _rules_in_force(preset: Preset) -> tuple[str, ...]:
    rules = {scope.label: own.describe() for scope, own in preset.scopes.items()} or {
        "": (preset.threshold.describe(),)
    }
    return tuple(f"{label}: {rule}" if label else rule for label, found in rules.items() for rule in found)


def _printed(finding: Finding) -> PrintedFinding:
    return PrintedFinding(finding.kind.noun, finding.id, tuple(_values("", finding.printed_json())))


def _values(name: str, value: Any) -> Iterator[tuple[str, str]]:
    """Yield each value of a finding under the names that lead to it."""
    parts: Sequence[tuple[str, Any]] = ()
    if isinstance(value, dict):
        parts = [(str(key), part) for key, part in value.items()]
    elif isinstance(value, list):
        parts = [(str(number), part) for number, part in enumerate(value, start=1)]
    else:
        yield name, "" if value is None else str(value)
    for key, part in parts:
        yield from _values(f"{name}, {key}" if name else key, part)


def _name(draft: str) -> str:
    return draft.partition(":")[2]


def _keep(study: Study, draft: str, version: Version) -> None:
    path = study.outputs / f"{_name(draft)}.json"
    if not path.exists():
        tables = [table.as_json() for table in version.tables]
        write_json(path, {"form": _FORM, "settings": dict(version.settings), "tables": tables})


def _version(value: Mapping[str, Any]) -> Version:
    if value["form"] != _FORM:
        raise ValueError("a version of another form")
    return Version(tuple(map(ProtectedTable.from_json, value["tables"])), value["settings"])
