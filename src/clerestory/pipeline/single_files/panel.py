"""Types that a panel of experts gave to cases, held against latent classes and items, outside any study."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from clerestory.analyse.panel import judge_panel, read_panel
from clerestory.analyse.typology import CodedItems, find_typology
from clerestory.analyse.typology.keyed import read_keyed_items
from clerestory.errors import RuleSetError
from clerestory.ledger import PROGRAM
from clerestory.model.commission import DataKind
from clerestory.model.findings.panel import GROUP_TYPES, UNIT, PrintedPanel
from clerestory.model.findings.typology import TypologySettings
from clerestory.model.rules import EstimateRule, LiveCaseRule, OperationRule, TableRules, ThresholdRule
from clerestory.pipeline.consulting import consulted_files
from clerestory.pipeline.single_files.marking import marked
from clerestory.progress import SILENT, Progress
from clerestory.protect.rules.outputs import printed_panel
from clerestory.publish.findings.panel.words import panel_sentences
from clerestory.study import read_instrument, shipped_instrument

TYPES = "csa_typology9"
# Nothing in the files says that proceedings are over, so every operation counts as live (L6).
OPERATIONS = OperationRule(min_operations=LiveCaseRule().min_operations, max_share=LiveCaseRule().max_share)
RULES = TableRules(ThresholdRule(10), percent_base=30, rounding_base=5)  # those below national level: any file may be


@dataclass(frozen=True)
class PanelAnswer:
    """What may be printed of a panel, in numbers and in words, and what the types are called."""

    printed: PrintedPanel
    sentences: tuple[str, ...]
    labels: Mapping[str, str]


def panel_of_codings(
    codings: Path,
    items: Path,
    settings: TypologySettings | None = None,
    *,
    compared: tuple[str, ...] = GROUP_TYPES,
    operations: str | None = None,
    data: DataKind = DataKind.CONFIDENTIAL,
    progress: Progress = SILENT,
    actor: str = PROGRAM,
) -> PanelAnswer:
    """Hold the types that experts gave to cases against latent classes of coded items of the same cases.

    Parameters
    ----------
    codings : Path
        A row for each case and coder: ``unit``, ``coder``, ``value``.
    items : Path
        A row for each case: ``unit``, and a column for each item.
    settings : TypologySettings, optional
        Of the classes; nothing is tested.
    compared : tuple of str
        Types whose cases are compared with all others.
    operations : str, optional
        The column of the items that names the operation of each case: the rules on operations are kept then (S6),
        and as no file says which proceedings are over, each counts as live (L6).
    data : DataKind
        Where the codings and the items come from; the words of made-up ones say so.

    Raises
    ------
    TableError
        If a file is no such table, or no case is in both.
    RuleSetError
        If a type that is to be compared is none.
    ProtectionError
        If a table cannot be proven; nothing is printed.
    """
    listed = read_instrument(shipped_instrument()).codelists[TYPES].codes
    labels = {code.code: code.label for code in listed}
    if not compared or not set(compared) <= labels.keys():
        raise RuleSetError(
            "names no type, or a code that is none",
            where="--compare, the types to compare",
            remedy=f"Use some of {', '.join(labels)}.",
        )
    consulted_files([codings, items], who=actor, why="analyse panel")
    asked = settings or TypologySettings(replicates=0)
    panel, keyed = read_panel(codings, tuple(labels)), read_keyed_items(items, UNIT, operations)
    classes = find_typology(CodedItems(keyed.patterns, 0), asked, progress=progress).chosen
    found = judge_panel(panel, keyed, classes, compared=compared, seed=asked.seed)
    rules = RULES if operations is None else replace(RULES, operations=OPERATIONS)
    printed = printed_panel(found, rules, EstimateRule(), seed=found.secret)
    return PanelAnswer(printed, marked(panel_sentences(printed), data), labels)
