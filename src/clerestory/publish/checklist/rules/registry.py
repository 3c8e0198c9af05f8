"""Every rule by its key: how it is looked at, and to which workbooks it applies."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from clerestory.model.checklist.report import Finding
from clerestory.publish.checklist.rules import colours, footnotes, formatting, publishing, structure, tables
from clerestory.publish.checklist.workbook import Workbook


def _always(_: Workbook) -> bool:
    return True


@dataclass(frozen=True)
class Check:
    """How a rule is looked at."""

    find: Callable[[Workbook], Iterator[Finding]]
    applies: Callable[[Workbook], bool] = _always


CHECKS: Mapping[str, Check] = {
    "mark-up-tables": Check(tables.unmarked_tables, tables.has_tables),
    "name-tables": Check(tables.unnamed_tables, tables.has_marked_tables),
    "no-merged-cells": Check(tables.merged_cells),
    "no-blank-rows-or-columns": Check(tables.blank_lines, tables.has_tables),
    "one-header-row": Check(tables.wrong_headers, tables.has_marked_tables),
    "wrap-text": Check(tables.cropped_text, tables.has_tables),
    "no-filters-or-frozen-panes": Check(tables.filters_and_panes),
    "explain-empty-cells": Check(tables.empty_cells, tables.has_tables),
    "hide-nothing": Check(tables.hidden_things),
    "no-symbols-for-notes": Check(footnotes.signs_for_notes),
    "say-note": Check(footnotes.other_words, footnotes.has_notes),
    "no-markers-in-cells": Check(footnotes.markers_in_cells, footnotes.has_notes),
    "notes-on-a-sheet": Check(footnotes.scattered_notes, footnotes.has_notes),
    "readable-words": Check(formatting.hard_words),
    "accessible-links": Check(formatting.poor_links, formatting.has_links),
    "readable-text": Check(formatting.hard_to_read),
    "tagged-titles": Check(formatting.poor_titles),
    "no-symbols": Check(formatting.symbols),
    "nothing-beside-cells": Check(formatting.beside_the_cells),
    "no-dividers": Check(colours.dividers, tables.has_tables),
    "no-fill": Check(colours.fills),
    "not-by-colour-alone": Check(colours.by_colour_alone),
    "enough-contrast": Check(colours.weak_contrast),
    "no-images": Check(formatting.images),
    "no-macros": Check(formatting.macros),
    "name-sheets": Check(structure.poor_names),
    "no-blank-sheets": Check(structure.blank_sheets),
    "use-column-a": Check(structure.column_a),
    "tables-at-the-left-edge": Check(structure.away_from_the_edge, tables.has_tables),
    "nothing-below-tables": Check(structure.below_tables, tables.has_tables),
    "one-table-a-sheet": Check(structure.several_tables, tables.has_tables),
    "check-spelling": Check(publishing.for_a_person),
    "run-accessibility-checker": Check(publishing.for_a_person),
    "document-information": Check(publishing.document_information),
    "cursor-in-a1": Check(publishing.cursor),
}
