"""Findings: analyses beyond counts that a study asks for, as they may be printed (rule S17).

A kind of finding is a name here, a request in ``commission.findings``, and a room of its own in ``pipeline.stages`` and
in ``publish``. Nothing else of the way to the public knows one kind from another.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from typing import Any

from pydantic import TypeAdapter

from clerestory.model.findings.networks import PrintedNetworks
from clerestory.model.findings.scale import PrintedScale
from clerestory.model.findings.trends import PrintedTrend
from clerestory.model.findings.typology import PrintedTypology


@dataclass(frozen=True)
class NotGiven:
    """What is printed in place of a finding that the cases do not bear: words, the same however few they are."""

    not_given: str


Printed = PrintedScale | PrintedTypology | PrintedNetworks | PrintedTrend | NotGiven


class FindingKind(Enum):
    """The kinds of findings; the value is the name of the part of study.toml, and the word of a reference."""

    SCALE = "scale"
    TYPOLOGY = "typology"
    NETWORKS = "networks"
    TREND = "trend"

    @property
    def noun(self) -> str:
        """What readers call it."""
        return _NOUNS[self]

    @property
    def printed(self) -> type[Printed]:
        """The type of what may be printed of it."""
        return _PRINTED[self]


_NOUNS = {
    FindingKind.SCALE: "an estimate of scale",
    FindingKind.TYPOLOGY: "a typology",
    FindingKind.NETWORKS: "an analysis of networks",
    FindingKind.TREND: "a trend",
}
_PRINTED: dict[FindingKind, type[Printed]] = {
    FindingKind.SCALE: PrintedScale,
    FindingKind.TYPOLOGY: PrintedTypology,
    FindingKind.NETWORKS: PrintedNetworks,
    FindingKind.TREND: PrintedTrend,
}


@dataclass(frozen=True)
class Finding:
    """What may be printed of one finding, under the id that study.toml gives it."""

    kind: FindingKind
    id: str
    printed: Printed

    @property
    def file_name(self) -> str:
        """How its file is called, in the vault and on the desk."""
        return finding_file(self.kind, self.id)

    @property
    def is_too_few(self) -> bool:
        """Whether words stand in place of it."""
        return isinstance(self.printed, NotGiven)

    def printed_json(self) -> Any:
        """Give what may be printed as JSON values."""
        return TypeAdapter(type(self.printed)).dump_python(self.printed, mode="json")

    def decided_json(self) -> dict[str, Any]:
        """Give what people decide on, as JSON values.

        What is not said is left out, so that a program that can say more voids no decision on what it said before.
        """
        said = {name: value for name, value in self.printed_json().items() if not self._is_unsaid(name, value)}
        return {"id": self.id, **said}

    def _is_unsaid(self, name: str, value: Any) -> bool:
        if self.kind is FindingKind.SCALE:  # older than the rule: of it only links are left out
            return (name, value) == ("links", None)
        return value in (None, "", [])


def finding_file(kind: FindingKind, name: str) -> str:
    """Give the name of the file of a finding."""
    return f"{kind.value}-{name}.json"


def finding_of_json(kind: FindingKind, name: str, value: Any) -> Finding:
    """Read what ``printed_json`` gave.

    Raises
    ------
    ValueError
        If it is not that of the kind.
    """
    return Finding(kind, name, not_given(value) or TypeAdapter(kind.printed).validate_python(value))


def not_given(value: Any) -> NotGiven | None:
    """Give the words in place of a finding, where these are what JSON values hold."""
    return NotGiven(str(value["not_given"])) if "not_given" in value else None


def too_few(kind: FindingKind) -> NotGiven:
    """Give the words for cases that do not bear a finding."""
    return NotGiven(f"The cases that it asks for are too few for {kind.noun}, or too many are of one operation.")


def decided_findings(findings: Iterable[Finding]) -> dict[str, list[dict[str, Any]]]:
    """Give what people decide on of all findings, by kind; a kind without one is left out."""
    made: dict[str, list[dict[str, Any]]] = {}
    for finding in findings:
        made.setdefault(finding.kind.value, []).append(finding.decided_json())
    return made
