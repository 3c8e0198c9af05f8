"""The interviews of a study, opened: protocol written, register read, codings of usable interviews brought together.

Everything lies in ``vault/interviews/`` but protocol and codebook, which may be read by anybody, in ``interviews/``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from clerestory.errors import InterviewError
from clerestory.interviews.coded import coded_interviews
from clerestory.interviews.protocol import read_protocol
from clerestory.interviews.refi import read_project
from clerestory.interviews.register import read_register
from clerestory.model.interviews.coded import Coded
from clerestory.model.interviews.findings import About
from clerestory.model.interviews.project import Project
from clerestory.model.interviews.protocol import Protocol
from clerestory.model.interviews.register import Interview, Proceedings, Register
from clerestory.model.rules import Preset, TableScope, ThresholdRule
from clerestory.pipeline.interviews.proceedings import givers_of, proceedings_of, withdrawn_in_returns
from clerestory.progress import SILENT, Progress
from clerestory.study import Study, open_study, preset_for_study

KINDS = "interview_kind"


@dataclass(frozen=True)
class Places:
    """Where the interviews of a study lie."""

    study: Study

    @property
    def protocol(self) -> Path:
        """The protocol, which is no secret."""
        return self.study.root / "interviews" / "protocol"

    @property
    def codebook(self) -> Path:
        """The codes that coders begin with."""
        return self.study.root / "interviews" / "codebook.qdc"

    @property
    def folder(self) -> Path:
        """All else."""
        return self.study.vault / "interviews"

    @property
    def register(self) -> Path:
        """Who agreed to what."""
        return self.folder / "register.csv"

    @property
    def coding(self) -> Path:
        """Projects of coders, ``*.qdpx``."""
        return self.folder / "coding"

    @property
    def log(self) -> Path:
        """Coders' time."""
        return self.folder / "coder-log.csv"

    @property
    def checks(self) -> Path:
        """Redaction checks of quotes."""
        return self.folder / "checks"

    @property
    def left(self) -> Path:
        """What is remembered of matrices that left."""
        return self.folder / "left.json"

    @property
    def projects(self) -> tuple[Path, ...]:
        """The projects that are there, in order."""
        return tuple(sorted(self.coding.glob("*.qdpx")))


@dataclass(frozen=True)
class OpenedInterviews:
    """The interviews of a study with its rules; confidential but for its size."""

    places: Places
    protocol: Protocol
    register: Register
    preset: Preset
    coded: Coded

    def __repr__(self) -> str:
        return f"OpenedInterviews({self.coded!r})"

    @property
    def study(self) -> Study:
        """The study."""
        return self.places.study

    @cached_property
    def interviews(self) -> Mapping[str, Interview]:
        """The interviews that are coded and may be used, by pseudonym."""
        return {one: self.register.usable[one] for one in self.coded.interviews}

    @cached_property
    def proceedings(self) -> Proceedings:
        """What is known of the cases that they are about."""
        return proceedings_of(self.study)

    @cached_property
    def givers(self) -> Mapping[str, str]:
        """Who sent the investigations that they are about."""
        return givers_of(self.study)

    @property
    def by_kind(self) -> Counter[str]:
        """How many interviews there are of each kind; confidential."""
        return Counter(one.kind for one in self.interviews.values())

    @property
    def labels(self) -> Mapping[str, str]:
        """Words of the kinds, by code."""
        return {code.code: code.label for code in self.study.instrument.codelists[KINDS].codes}

    @property
    def threshold(self) -> ThresholdRule:
        """The fewest interviews of a count that is printed."""
        return self.preset.rules_for(TableScope.NATIONAL).threshold

    @property
    def about(self) -> About:
        """What is said with whatever comes of the interviews (rule Q10)."""
        said = self.protocol
        mark = self.study.settings.study.data.mark_sentence
        return About(self._how_many(), said.chosen, said.interviewed_by, said.coded_by, mark)

    def _how_many(self) -> str:
        number, base = len(self.interviews), self.preset.rules_for(TableScope.NATIONAL).rounding_base
        if number < self.threshold.minimum:
            return f"fewer than {self.threshold.minimum} interviews"
        return f"about {(number + base // 2) // base * base:,} interviews" if base else f"{number:,} interviews"


def open_interviews(root: Path, progress: Progress = SILENT) -> OpenedInterviews:
    """Open the interviews of a study.

    Raises
    ------
    InterviewError
        If the protocol is not written, the register or a project is missing or ill formed, or nothing may be used.
    QdaFileError
        If a project cannot be read.
    """
    study = open_study(root)
    places = Places(study)
    protocol = read_protocol(places.protocol)
    register = read_interviews(places)
    projects = read_projects(places, progress)
    coded = coded_interviews(projects, register.usable)
    if not coded.interviews:
        raise InterviewError(
            "have no transcript of an interview that may be used",
            where=str(places.coding),
            remedy="Name each source after its interview (int and 26 letters), and write consent into register.csv.",
        )
    preset = preset_for_study(study.settings.protect.preset, study.settings.study.data)
    return OpenedInterviews(places, protocol, register, preset, coded)


def read_interviews(places: Places) -> Register:
    """Read the register, with what returns say of withdrawals."""
    kinds = tuple(code.code for code in places.study.instrument.codelists[KINDS].codes)
    return Register(read_register(places.register, kinds), withdrawn_in_returns(places.study))


def read_projects(places: Places, progress: Progress = SILENT) -> tuple[Project, ...]:
    """Read the projects of all coders.

    Raises
    ------
    InterviewError
        If there is none.
    """
    if not places.projects:
        raise InterviewError(
            "has no project",
            where=str(places.coding),
            remedy="Export what coders did as REFI-QDA (.qdpx) into this folder, one file or a file for each coder.",
        )
    progress.begin("projects", len(places.projects))
    found = []
    for path in places.projects:
        found.append(read_project(path))
        progress.advance()
    return tuple(found)
