"""The parts that a paper is made of: what each is called, and how its section is told."""

from __future__ import annotations

from enum import Enum


class PaperPart(Enum):
    """What a section of a paper is; the value is the heading that says so without a mark."""

    SUMMARY = "summary"
    FINDINGS = "findings"
    LIMITS = "limits"
    IMPLICATIONS = "implications"
    METHOD = "method"
    FURTHER_RESEARCH = "further research"
    REFERENCE_GROUP = "reference group"

    @classmethod
    def of_heading(cls, text: str) -> PaperPart | None:
        """Give the part whose name a heading is."""
        return next(
            (part for part in cls if part is not cls.REFERENCE_GROUP and part.value == " ".join(text.split()).lower()),
            None,
        )


# Every paper of real cases has these; its summary is its first section where none is called so.
NEEDED_PARTS = tuple(part for part in PaperPart if part is not PaperPart.SUMMARY)
