"""One setting of finders, decisions and marks, for every text of a case."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from clerestory.errors import RedactionError
from clerestory.model.redaction.findings import Certainty, Finding, Kind
from clerestory.model.redaction.reasons import REASONS
from clerestory.model.redaction.review import LEAST_WORDS, Proposal, RedactionDecision, ReviewOutcome
from clerestory.model.redaction.roster import ClearRoster
from clerestory.pipeline.redaction.asked import RedactionAnswer, RedactionAsked, Style
from clerestory.pipeline.redaction.deciding import decisions_of
from clerestory.protect.text.again import found_before, tells_something
from clerestory.protect.text.finders import Finder, find_all, merged
from clerestory.protect.text.normalised import normalise
from clerestory.protect.text.patterns import PatternSettings, UkPatterns, read_pattern_settings
from clerestory.protect.text.pseudonyms import Case, new_case, read_case
from clerestory.protect.text.removing import Removal, redacted, withheld_in
from clerestory.protect.text.roster import RosterNames, read_clear_roster
from clerestory.protect.text.tagger import tagger_at

_STUDY = "study.toml"
_ID = slice(0, 16)


@dataclass(frozen=True, repr=False)
class Redacted:
    """What is to be done with one text; confidential but for ``answer``.

    Attributes
    ----------
    removals : tuple of Removal
    proposals : tuple of Proposal
        Every passage that was found, those that a reviewer let stand included.
    gone : frozenset of str
        What must not be found in what is written.
    answer : RedactionAnswer
    """

    removals: tuple[Removal, ...]
    proposals: tuple[Proposal, ...]
    gone: frozenset[str]
    answer: RedactionAnswer


class Redactor:
    """Finds and marks; holds what was read of roster, tagger, case and decisions, and shows none of it."""

    def __init__(self, asked: RedactionAsked) -> None:
        _check(asked)
        self._asked = asked
        self._roster = read_clear_roster(*asked.rosters)
        self.case: Case = read_case(asked.case) if asked.case and asked.case.exists() else new_case()
        self._decisions: Mapping[str, RedactionDecision] = decisions_of(asked)
        self._finders = _finders(asked, self._roster)

    def __repr__(self) -> str:
        return "Redactor()"

    def document_id(self, text: str) -> str:
        """Give the id of a text, which only this case can make."""
        return self.case.keyed_hash(b"text", text.encode("utf-8", "surrogatepass"))[_ID]

    def redact(self, text: str) -> Redacted:
        """Say what of a text is withheld, and what stands in its place."""
        found = find_all(text, self._finders)
        again = find_all(text, [found_before(text, found)])
        proposals = self._proposals(text, merged([*((0, f) for f in found), *((1, f) for f in again)]))
        removed = [proposal for proposal in proposals if not self._is_kept(proposal)]
        removals = tuple(Removal(p.finding.start, p.finding.end, p.mark) for p in removed)
        left = normalise(redacted(text, removals)).folded
        passages = withheld_in(text, removals)
        gone = frozenset(passage for passage in passages if normalise(passage).folded.strip() not in left)
        answer = RedactionAnswer(
            by_rule=dict(sorted(Counter(proposal.finding.rule for proposal in removed).items())),
            asks=sum(p.finding.certainty is Certainty.ASK and p.id not in self._decisions for p in removed),
            kept=len(proposals) - len(removed),
            ordinary=len(passages) - len(gone),
            warnings=self._warnings(passages - gone),
        )
        return Redacted(removals, proposals, gone, answer)

    def _is_kept(self, proposal: Proposal) -> bool:
        decision = self._decisions.get(proposal.id)
        return decision is not None and decision.outcome is ReviewOutcome.KEEP

    def _warnings(self, staying: frozenset[str]) -> tuple[str, ...]:
        said = []
        if self._asked.tagger is None:
            said.append("no --tagger: people whom no roster knows are looked for by titles and patterns alone")
        if not self._roster.people:
            said.append("no --roster: nothing is known of the people of the case")
        if any(tells_something(normalise(passage).folded) for passage in staying):
            said.append("a passage that is withheld in one place stands elsewhere too: look at what was written")
        return tuple(said)

    def _proposals(self, text: str, found: Sequence[Finding]) -> tuple[Proposal, ...]:
        identities = {finding: self._identity(text, finding) for finding in found if finding.kind is Kind.PERSON}
        names = self.case.pseudonyms(identities.values()) if self._asked.style is Style.PSEUDONYM else {}
        said = text.encode("utf-8", "surrogatepass")
        proposals = []
        for finding in found:
            place = b"%d %d" % (finding.start, finding.end)
            identity = self.case.keyed_hash(b"passage", said, place)[_ID]
            decision = self._decisions.get(identity)
            reason = REASONS[decision.reason if decision else self._asked.reason]
            mark = names.get(identities.get(finding, ""), reason.mark)
            proposals.append(Proposal(identity, finding, reason, mark))
        return tuple(proposals)

    def _identity(self, text: str, finding: Finding) -> str:
        """Tell one person from another: by the roster's id or names, or by the spelling where no roster knows."""
        if finding.person is None:
            return "spelling " + " ".join(normalise(text[finding.start : finding.end]).folded.split())
        person = self._roster.people[finding.person]
        return f"id {person.person}" if person.person else f"row {person.names} {person.dates_of_birth}"


def check_outside_studies(*paths: Path) -> None:
    """Check that a roster lies in no study: names never enter one.

    Raises
    ------
    RedactionError
        If one does.
    """
    for path in paths:
        if any((parent / _STUDY).exists() for parent in path.resolve().parents):
            raise RedactionError(
                "lies inside a study, where no names may be",
                where=str(path),
                remedy="Redact at the giver, outside any study, and delete the roster from it.",
            )


def _check(asked: RedactionAsked) -> None:
    check_outside_studies(*asked.rosters)
    if REASONS[asked.reason].needs_note and len(asked.note.strip()) < LEAST_WORDS:
        raise RedactionError(
            f"{asked.reason.value} is a qualified exemption and has no note on the public interest",
            where="--reason",
            remedy='Say where the public interest lies: --note "...".',
        )
    needing = asked.style is Style.PSEUDONYM or asked.decisions is not None or asked.proposals is not None
    if needing and asked.case is None:
        raise RedactionError(
            "pseudonyms, proposals and decisions hang together by the file of the case",
            where="--case",
            remedy="Name one; it is made where it is missing.",
        )


def _finders(asked: RedactionAsked, roster: ClearRoster) -> list[Finder]:
    finders: list[Finder] = [RosterNames(roster)] if roster.people else []
    finders.append(UkPatterns(read_pattern_settings(asked.patterns) if asked.patterns else PatternSettings()))
    if asked.tagger:
        finders.append(tagger_at(asked.tagger))
    return finders


def with_left_behind(answer: RedactionAnswer, left_behind: Mapping[str, int]) -> RedactionAnswer:
    """Give an answer that tells what a document held that was not carried over."""
    return replace(answer, left_behind=dict(left_behind))
