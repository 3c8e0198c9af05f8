"""The reference page of the rules of accessible spreadsheets, made from the rules and limits that are shipped."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from clerestory.model.checklist.report import Rule, Section
from clerestory.publish.checklist import checklist
from clerestory.publish.checklist.inspecting import MOST_TOLD
from clerestory.publish.checklist.limits import (
    MOST_CELLS,
    MOST_CHARACTERS,
    MOST_NOTED,
    MOST_SHEETS,
    MOST_TABLES,
    PACKAGE,
)

_HEADINGS = {
    Section.TABLES: "Tables",
    Section.FOOTNOTES: "Footnotes",
    Section.FORMATTING: "Formatting",
    Section.STRUCTURE: "Structure",
    Section.BEFORE_PUBLISHING: "Before publishing",
}
_MB = 2**20
_HEAD = "| | rule | weight | what it asks | what is looked at |\n| --- | --- | --- | --- | --- |\n"
_INTRODUCTION = """# Rules of accessible spreadsheets

`clerestory publish inspect FILE ...` holds anybody's ODS or XLSX against the {total} rules of the checklist of the
Government Analysis Function, [Making spreadsheets accessible: a brief checklist of the
basics](https://analysisfunction.civilservice.gov.uk/policy-store/making-spreadsheets-accessible-a-brief-checklist-of-the-basics/),
in our own words. [How](../how-to/inspect-a-workbook.md). It works offline, writes nothing, runs no macro and follows
no link. The form is found out from the file, not from its name. `inspect_workbook(path)` gives the same in Python.

| option | what it does |
| --- | --- |
| `--strict` | lets desirable rules count as essential ones do |
| `--json` | the form below, in place of lines ([schema](schemas/checklist.schema.json)) |

It ends with 56 where a workbook breaks an essential rule (with `--strict` any rule), with 34 where none does and a
file could not be read, and with 0 otherwise.

## Verdicts

| `verdict` | what is meant |
| --- | --- |
| `passed` | nothing was found |
| `failed` | a place breaks the rule |
| `look` | a person has to look: the rule is not for a program, or the program is not sure |
| `not-applicable` | the workbook has nothing that the rule is about |

{automatic} rules are answered by the program, {sure} of them alone. With {doubtful} ({which_doubtful}) it leaves
single places to a person, as the tables say. {manual} ({which_manual}) always need a person as well, and say `look`
where nothing was found. Columns narrower than their text and blocks that look like a table are found by an estimate,
and are described below.
"""
_FORM = """
## The form

`form` is `clerestory-checklist/1`; `files` has one entry a file, in the order given.

| field of a file | meaning |
| --- | --- |
| `file`, `form`, `sheets` | as it was given; `ods` or `xlsx`; how many sheets. None where it could not be read |
| `passed`, `failed`, `look`, `not_applicable` | how many rules say so |
| `rules` | one entry a rule, in the order of the checklist |
| `error` | why it could not be read |

| field of a rule | meaning |
| --- | --- |
| `rule`, `number`, `title` | its name below, its number, what it asks |
| `section`, `weight` | where it stands; `essential` or `desirable` |
| `verdict`, `remedy` | what was found; what to do, empty where nothing has to be done |
| `findings`, `more` | the places, at most {most_told:,}; how many there are beyond them |

| field of a finding | meaning |
| --- | --- |
| `verdict`, `what` | `failed` or `look`; what is wrong. No text of a cell is repeated |
| `sheet` | its name; empty where it is of the whole file |
| `cells` | such as B4 or B4:D9; empty where it is of the whole sheet |
"""


def spreadsheet_rules_page() -> str:
    """Give the page."""
    return "".join([_introduction(), *_sections(), _limits(), _FORM.format(most_told=MOST_TOLD)])


def _introduction() -> str:
    rules = checklist()
    manual = [rule.number for rule in rules if rule.manual]
    doubtful = [rule.number for rule in rules if not rule.manual and "a person looks" in rule.check]
    automatic = len(rules) - len(manual)
    return _INTRODUCTION.format(
        total=len(rules),
        automatic=automatic,
        sure=automatic - len(doubtful),
        doubtful=len(doubtful),
        which_doubtful=_listed(doubtful),
        manual=len(manual),
        which_manual=_listed(manual),
    )


def _listed(numbers: Sequence[int]) -> str:
    return ", ".join(map(str, numbers))


def _sections() -> Iterator[str]:
    for section in Section:
        yield f"\n## {_HEADINGS[section]}\n\n{_HEAD}"
        yield from (_row(rule) for rule in checklist() if rule.section is section)


def _row(rule: Rule) -> str:
    by = f"{rule.check}; a person, always" if rule.manual and not rule.check.startswith("by a person") else rule.check
    return f"| {rule.number} | `{rule.key}` | {rule.weight.value} | {rule.title} | {by} |\n"


def _limits() -> str:
    return f"""
## What is not read

Files over {PACKAGE.workbook_bytes // _MB} MB, or that unpack to more than {PACKAGE.unpacked_bytes // _MB:,} MB, more
than {MOST_SHEETS:,} sheets, {MOST_TABLES:,} tables and blocks that look like some, {MOST_CELLS:,} cells that hold
something, {MOST_CHARACTERS // 10**6} million characters, or {MOST_NOTED:,} merged cells, links, comments, drawings and
the like end with 34, as do damaged files, files with a password or a document type, and other forms (.xls, .csv). A
table in an ODS is a named database range, which Excel and LibreOffice make of a table; rows that are repeated on every
page are none.

## What is estimated

A block that looks like a table is a run of rows of which the first and the last hold two cells or more; two blocks of
the same columns with a blank row or two between them are one, unless the second begins with words above numbers. A
letter counts as half as wide as its font is high. The styles of tables of Excel are told by their names, not drawn.
"""
