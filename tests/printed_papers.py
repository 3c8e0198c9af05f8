"""A release whose paper has every kind of block, and words that are markup elsewhere; SYNTHETIC."""

from __future__ import annotations

from functools import cache

from clerestory.model.approved import ApprovedOutput
from clerestory.model.redaction.case_texts import CaseText
from clerestory.model.replies import Reply
from clerestory.model.tables import ProtectedTable, TableShape
from clerestory.publish.release.files import release_files
from clerestory.study import shipped_presets
from compared_tables import compared
from papers import approvals, column_table, shape, study, table

AWKWARD = 'Aldermere *#let x = 1* $a_b$ \\ [c] @ref <label> // "Gŵyl" & ½ — naïve'
PAPER = """## What it shows

There were {{ t1["total", "total"] }} suspects, {{ t1["total", "M"].share }} of them **men** {{ no claim: method }}. A
*word* and a `#set page(paper: "x")` stand here; read [the law](https://www.legislation.gov.uk/ukpga/2000/36), or go
[further down](#section-2) or to the [register](register.html). Kinds of body: {{ fact.lists }}.

- First, something.
- Second:
  - below it, and
  - below it again.

1. Read.
   1. Alone.
   2. Together.
2. Decide.
   1. Alone, too.

Then, from the beginning:

1. Ask.
2. Wait.

> Somebody else said so.

| Word | Meaning |
| --- | ---: |
| Suspect | named by a body |
| Victim | recorded as such |

    Lines that stand
    as they are.

---

{{ chart c1 }}

{{ shares t1["total"] }}

### Forces in full

{{ table t1 }}

{{ chart c2 }}

## Further tables

Which group is the largest cannot be determined from these data {{ claim t1["total", "M"] is largest }}.

{{ table t2 }}

{{ table wide }}

{{ table long }}

{{ comparison cmp }}

{{ text a1 }}

## What was withheld

{{ register }}
"""
FORCES = {"F1": AWKWARD, "F2": "Brackenshire"}
RULES = shipped_presets()["THRESHOLD-6"]


def wide_table() -> ProtectedTable:
    """Forty columns: no sheet of A4 or A3 holds them."""
    sexes = {f"S{n}": f"Category {n}" for n in range(40)}
    made = shape(id="wide", title="Suspects by forty categories", sexes=sexes)
    line = [1000, 900, *[20] * 40, 100]
    return ProtectedTable(made, tuple(tuple(line) for _ in made.rows))


def long_table() -> ProtectedTable:
    """A hundred rows: its head stands on each of some pages."""
    return ProtectedTable(
        shape(id="long", title="Suspects by a hundred forces", forces={f"F{n}": f"Force {n}" for n in range(100)}),
        ((100_000, 100_000, 60_000, 40_000, 0), *((1000 + n, 1000 + n, 600 + n, 400, 0) for n in range(100))),
    )


def comparison() -> ProtectedTable:
    made = compared(
        (100, 90, 60, 30, 10), (200, 190, 60, 130, 10), (0, 0, 0, 0, 0), actions=(("A", "Ask who may stop it."),)
    )
    return ProtectedTable(TableShape(**{**vars(made.shape), "id": "cmp"}), made.counts)


def approved(paper: str = PAPER) -> ApprovedOutput:
    tables = (table(forces=FORCES, note="A note."), column_table(), wide_table(), long_table(), comparison())
    reply = Reply("force:F2", "Brackenshire", ("t1",), ("We wrote it down in another way.", "Since then we changed."))
    text = CaseText("a1", "What was noticed", ("A worker told [withheld: s.40(2)].", "Nobody wrote it down."))
    return ApprovedOutput(tables, paper, approvals(), replies=(reply,), texts=(text,))


@cache
def printed(paper: str = PAPER) -> dict[str, bytes]:
    """Every file of the release, made once."""
    return release_files(approved(paper), study(), RULES)
