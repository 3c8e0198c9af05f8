"""What a sentence may claim of a table, and whether the table bears it out (rule Q3)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Sense(Enum):
    """What a claim word says; one sense has one opposite direction, and both are asked for evidence alike."""

    MAJORITY = "most"
    NEARLY_ALL = "nearly all"
    MINORITY = "a minority"
    FEW = "few"
    TYPICAL = "typical"
    LARGEST = "the largest"
    SMALLEST = "the smallest"
    MORE = "more"
    FEWER = "fewer"
    SAME = "similar"
    DIFFERENT = "different"
    LINK = "a link"
    OVER = "over-represented"
    UNDER = "under-represented"
    DISPROPORTIONATE = "disproportionate"
    RISE = "rose"
    FALL = "fell"
    DOUBLED = "doubled"
    HALVED = "halved"
    STEADY = "unchanged"
    CAUSE = "a cause"
    PREVALENCE = "what happened, not what was recorded"


@dataclass(frozen=True)
class Meaning:
    """A sense, or its denial."""

    sense: Sense
    negated: bool = False

    @property
    def words(self) -> str:
        """What is claimed, for a message."""
        return f"not {self.sense.value}" if self.negated else self.sense.value


class Verdict(Enum):
    """Whether a claim holds, at both ends of what is possible."""

    SUPPORTED = "supported"  # true whatever the missing values are
    CONTRADICTED = "contradicted"  # false whatever they are
    UNDETERMINED = "cannot be determined"  # true for some, false for others; or what it needs is withheld
    ATTRIBUTED = "attributed"  # not of these data: somebody is named who says so
    NONE = "no claim"  # the sentence is marked so, for a reason from a closed list

    @property
    def denied(self) -> Verdict:
        """The verdict of the denial."""
        opposite = {Verdict.SUPPORTED: Verdict.CONTRADICTED, Verdict.CONTRADICTED: Verdict.SUPPORTED}
        return opposite.get(self, self)


def verdict_of(*, always: bool, never: bool) -> Verdict:
    """Give the verdict of a claim that is true in all completions of what is missing, in none, or in some."""
    if always:
        return Verdict.SUPPORTED
    return Verdict.CONTRADICTED if never else Verdict.UNDETERMINED


@dataclass(frozen=True)
class Judgement:
    """What a table says of a claim.

    Attributes
    ----------
    verdict : Verdict
    evidence : str
        The bounds in words, as the paper prints them behind the sentence; never a withheld count.
    """

    verdict: Verdict
    evidence: str


@dataclass(frozen=True)
class Claim:
    """An entry of the register of claims: a sentence, what it rests on, and the verdict.

    Attributes
    ----------
    line : int
        Of the paper's source.
    sentence : str
        As it is printed.
    meaning : str
        What the claim words of the sentence say; empty where a number is cited without such a word.
    source : str
        The table, scale or fact that is cited.
    citation : str
        The whole citation, as it is written.
    """

    line: int
    sentence: str
    meaning: str
    source: str
    citation: str
    verdict: Verdict
    evidence: str

    @property
    def decided_on(self) -> dict[str, str]:
        """What gate 2 decides on beside the printed text; a better lexicon voids no decision."""
        return {"source": self.source, "citation": self.citation, "verdict": self.verdict.value, "why": self.evidence}

    def as_json(self) -> dict[str, object]:
        """Give the claim as plain JSON values."""
        return {
            "line": self.line,
            "sentence": self.sentence,
            "meaning": self.meaning,
            "source": self.source,
            "citation": self.citation,
            "verdict": self.verdict.value,
            "evidence": self.evidence,
        }
