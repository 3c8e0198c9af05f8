"""The answers of a checklist of accessible spreadsheets to one workbook: a verdict for each rule, with its places."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Section(Enum):
    """A part of the checklist; the value is its name in files."""

    TABLES = "tables"
    FOOTNOTES = "footnotes"
    FORMATTING = "formatting"
    STRUCTURE = "structure"
    BEFORE_PUBLISHING = "before-publishing"


class Weight(Enum):
    """Whether the law on accessibility is read as asking for it."""

    ESSENTIAL = "essential"
    DESIRABLE = "desirable"


class Verdict(Enum):
    """What a rule says of a workbook, or of one place in it."""

    PASSED = "passed"
    FAILED = "failed"
    LOOK = "look"  # a person has to look
    NOT_APPLICABLE = "not-applicable"  # the workbook has nothing that the rule is about


@dataclass(frozen=True)
class Rule:
    """A rule of the checklist.

    Attributes
    ----------
    key : str
        Its name in files.
    number : int
        Its place in the published list, from 1.
    title, check, remedy : str
        What it asks, how it is looked at, and what to do where it is broken.
    manual : bool
        Whether a person always has to look: it never passes by itself.
    """

    key: str
    number: int
    section: Section
    weight: Weight
    title: str
    check: str
    remedy: str
    manual: bool = False


@dataclass(frozen=True)
class Finding:
    """A place where a rule is broken, or where a person has to look; it holds no value of a cell.

    Attributes
    ----------
    verdict : Verdict
        FAILED or LOOK.
    what : str
        What is wrong there.
    sheet : str
        The name of the sheet; empty where it is of the whole workbook.
    cells : str
        Such as ``B4`` or ``B4:D9``; empty where it is of the whole sheet.
    """

    verdict: Verdict
    what: str
    sheet: str = ""
    cells: str = ""


@dataclass(frozen=True)
class Answer:
    """What one rule says.

    Attributes
    ----------
    findings : tuple of Finding
        By sheet, from above.
    more : int
        Findings beyond those that are told.
    """

    rule: Rule
    verdict: Verdict
    findings: tuple[Finding, ...] = ()
    more: int = 0


@dataclass(frozen=True)
class WorkbookReport:
    """What all rules say of one workbook.

    Attributes
    ----------
    form : str
        ``ods`` or ``xlsx``, by what the file is and not by its name.
    sheets : int
        How many it has, hidden ones among them.
    answers : tuple of Answer
        In the order of the checklist.
    """

    form: str
    sheets: int
    answers: tuple[Answer, ...]

    def broken(self, *weights: Weight) -> tuple[Answer, ...]:
        """Give the answers of rules of these weights that the workbook breaks."""
        return tuple(a for a in self.answers if a.verdict is Verdict.FAILED and a.rule.weight in weights)

    def count(self, verdict: Verdict) -> int:
        """Give the number of rules with a verdict."""
        return sum(answer.verdict is verdict for answer in self.answers)
