"""One setting of finders, decisions and marks, for every text of a case."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from clerestory.errors import ResidueError
from clerestory.model.redaction.choices import Style, TextEncoding
from clerestory.model.redaction.documents import Document
from clerestory.model.redaction.findings import Certainty, Finding, Kind, tells_place
from clerestory.model.redaction.reasons import REASONS
from clerestory.model.redaction.review import (
    Proposal,
    RedactionDecision,
    ReviewOutcome,
    UnreadInk,
    may_stand,
    reason_code,
    waits_for_lawyer,
)
from clerestory.pipeline.redaction.asked import RedactionAnswer, RedactionAsked
from clerestory.pipeline.redaction.checking import check_asked, check_note, hold_state
from clerestory.pipeline.redaction.deciding import decisions_of
from clerestory.pipeline.redaction.sources import finders_of
from clerestory.protect.documents.channels import Channel
from clerestory.protect.documents.mail.people import people_in_fields
from clerestory.protect.documents.reread import check_nothing_found
from clerestory.protect.text.again import found_before, found_in_any, still_in, tells_something, with_repeats
from clerestory.protect.text.anchors import PlaceRule
from clerestory.protect.text.finders import find_all, merged
from clerestory.protect.text.neutral import unneutral
from clerestory.protect.text.normalised import normalise
from clerestory.protect.text.people import Identities
from clerestory.protect.text.pseudonyms import Case, new_case, read_case
from clerestory.protect.text.removing import Removal, apart, redacted, with_what_hangs_on
from clerestory.protect.text.rest import residue_in, rest_of
from clerestory.protect.text.roster import read_clear_roster

_ID = slice(0, 16)
_ROUNDS = 5  # searches of what is left; two are the rule
_APART = "Nothing was written. Redact the document and the files inside it each by itself."

_Proposals = tuple[Proposal, ...]


@dataclass(frozen=True, repr=False)
class Redacted:
    """What is to be done with one text; confidential but for ``answer``.

    Attributes
    ----------
    document : str
        Id of the text, which this case alone can make.
    removals : tuple of Removal
    withheld, kept : tuple of Proposal
        What is taken out, and what reviewers let stand.
    passages : frozenset of str
        What was withheld, as it was written.
    gone : frozenset of str
        Those of them that must stand nowhere in what is written: no ordinary word of the text is like them.
    answer : RedactionAnswer
    ink, kept_ink : tuple of UnreadInk
        Areas of scans that nobody read, and that reviewers did not let stand, or did.
    """

    document: str
    removals: tuple[Removal, ...]
    withheld: tuple[Proposal, ...]
    kept: tuple[Proposal, ...]
    passages: frozenset[str]
    gone: frozenset[str]
    answer: RedactionAnswer
    ink: tuple[UnreadInk, ...] = ()
    kept_ink: tuple[UnreadInk, ...] = ()


class Redactor:
    """Finds and marks; holds what was read of roster, tagger, case and decisions, and shows none of it."""

    def __init__(self, asked: RedactionAsked) -> None:
        check_asked(asked)
        self._asked = asked
        self._roster = read_clear_roster(*asked.rosters)
        self.case: Case = read_case(asked.case) if asked.case and asked.case.exists() else new_case()
        self._decisions: Mapping[str, Sequence[RedactionDecision]] = decisions_of(asked)
        self._finders = finders_of(asked, self._roster)
        self._places = PlaceRule(hold_state(asked))
        self._identities = Identities(self._roster)
        if asked.style is Style.PSEUDONYM:
            self._identities.check()
            self.case.pseudonyms(self._identities.known)  # all at once, so that no file decides on their order
        check_note(asked.note, self._finders)

    def __repr__(self) -> str:
        return "Redactor()"

    @property
    def encoding(self) -> TextEncoding:
        """How plain texts that are not in Unicode are encoded."""
        return self._asked.encoding

    def document_id(self, text: str) -> str:
        """Give the id of a text, which only this case can make."""
        return document_id(self.case, text)

    @property
    def lawyer_may_keep(self) -> bool:
        """Whether the case is one from which a lawyer can let a place stand."""
        return self._places.lawyer_may_keep

    def deciders(self, proposal: Proposal) -> tuple[str, ...]:
        """Give who decided about a passage."""
        return tuple(sorted(decision.person for decision in self._decisions.get(proposal.id, ())))

    def unmatched(self, done: Iterable[Redacted]) -> int:
        """Give how many passages were decided about that are in none of some texts."""
        there: set[str] = set()
        for each in done:
            there |= {proposal.id for proposal in (*each.withheld, *each.kept)}
            there |= {ink.id for ink in (*each.ink, *each.kept_ink)}
        return len(self._decisions.keys() - there)

    def check_nothing_found(self, channels: Iterable[Channel], said: str, *, where: str) -> None:
        """Search what other libraries read of a written file.

        Parameters
        ----------
        channels : iterable of Channel
        said : str
            What was to be written, as ``redact`` left it.
        where : str
            Names the file in messages.

        Raises
        ------
        ResidueError
            If something is found that does not stand in it.
        """
        check_nothing_found(channels, said, self._finders, where=where)

    def finds_in(self, text: str) -> bool:
        """Say whether anything is found in a text."""
        return bool(find_all(text, self._finders))

    def ink_id(self, document: str, page: int, box: tuple[int, ...]) -> str:
        """Give the id of an area of a scan of a document."""
        return self.case.keyed_hash(b"ink", document.encode(), repr((page, box)).encode())[_ID]

    def may_ink_stand(self, ink: UnreadInk) -> bool:
        """Say whether reviewers let an area of unread ink stand: nobody has read it, so it takes two of them."""
        return may_stand(Certainty.REMOVE, Kind.OTHER, self._decisions.get(ink.id, ()))

    def redact(self, text: str) -> Redacted:
        """Say what of a text is withheld, and what stands in its place."""
        return self.redact_together({"": text})[""]

    def redact_documents(self, documents: Mapping[str, Document]) -> Mapping[str, Redacted]:
        """Say what is withheld of a document and of those inside it, by where each lies."""
        texts = {where: document.text for where, document in documents.items()}
        return self.redact_together(texts, {where: people_in_fields(each) for where, each in documents.items()})

    def redact_together(
        self, texts: Mapping[str, str], told: Mapping[str, Iterable[Finding]] = MappingProxyType({})
    ) -> Mapping[str, Redacted]:
        """Say what is withheld of texts that belong together: what is found in one is looked for in all.

        Parameters
        ----------
        texts : mapping of str to str
            By where each lies, in words for messages; empty for the main one.
        told : mapping of str to iterable of Finding
            What the form of a document tells of its text, such as who a message is from.

        Raises
        ------
        ResidueError
            If what is found in them comes to no end.
        """
        texts = dict(sorted(texts.items()))  # a review and a redaction have them in another order, and ids hold rules
        found = {where: self._found(text, told.get(where, ())) for where, text in texts.items()}
        for _ in range(_ROUNDS):
            known = found_in_any((texts[where], each) for where, each in found.items())
            closed = {
                where: self._closed(text, with_repeats(text, found[where], known), where)
                for where, text in texts.items()
            }
            found = {where: _findings(*kept, *withheld) for where, (kept, withheld, _) in closed.items()}
            more = found_in_any((texts[where], each) for where, each in found.items()) if len(texts) > 1 else known
            if more.sought <= known.sought:
                return {where: self._redacted(text, *closed[where]) for where, text in texts.items()}
        raise ResidueError("what is found in the files inside it comes to no end", where="document", remedy=_APART)

    def _found(self, text: str, told: Iterable[Finding]) -> tuple[Finding, ...]:
        found = find_all(text, self._finders)
        return merged([*((0, finding) for finding in found), *((1, finding) for finding in told)])

    def _redacted(self, text: str, kept: _Proposals, withheld: _Proposals, removals: tuple[Removal, ...]) -> Redacted:
        passages = frozenset(text[p.finding.start : p.finding.end] for p in withheld)
        left = redacted(text, removals)
        gone = passages - still_in(left, passages)
        answer = RedactionAnswer(
            by_rule=dict(sorted(Counter(proposal.finding.rule for proposal in withheld).items())),
            asks=sum(p.finding.certainty is Certainty.ASK and p.id not in self._decisions for p in withheld),
            kept=len(kept),
            ordinary=len(passages) - len(gone),
            wordings=Counter(f"{found.why} Say: {found.instead}." for found in unneutral(left)),
            warnings=(
                *self._warnings(passages - gone),
                *self._undecided((*withheld, *kept)),
                *self._unseen_places(withheld),
            ),
        )
        return Redacted(self.document_id(text), removals, withheld, kept, passages, gone, answer)

    def _closed(
        self, text: str, found: Sequence[Finding], where: str
    ) -> tuple[_Proposals, _Proposals, tuple[Removal, ...]]:
        """Give what stands, what is withheld and what is taken out, after which the same finders find nothing more.

        To take a passage out changes what stands around another one. What is found only then is withheld, too, and the
        rest is searched once more; a text that never comes to an end is not written.
        """
        for _ in range(_ROUNDS):
            kept, withheld = self._judged(text, found)
            removals = apart([_removal(text, proposal) for proposal in withheld])
            standing = [(proposal.finding.start, proposal.finding.end) for proposal in kept]
            rest = rest_of(text, removals, self._finders, kept=standing)
            if not rest:
                return kept, withheld, removals
            found = merged(
                [*((0, f) for f in found), *((1, f) for f in with_repeats(text, rest, found_before(text, rest)))]
            )
        raise residue_in(text, rest[0], where=where or "what was to be written")

    def _judged(self, text: str, found: Sequence[Finding]) -> tuple[_Proposals, _Proposals]:
        """Give the passages that reviewers let stand, and all others."""
        kept: list[Proposal] = []
        withheld: list[Proposal] = []
        for proposal in self._proposals(text, self._places.apply(found)):
            (kept if self._is_kept(proposal) else withheld).append(proposal)
        return tuple(kept), tuple(withheld)

    def _is_kept(self, proposal: Proposal) -> bool:
        finding = proposal.finding
        if tells_place(finding.kind, finding.certainty) and not self._places.lawyer_may_keep:
            return False
        return may_stand(finding.certainty, finding.kind, self._decisions.get(proposal.id, ()))

    def _warnings(self, staying: frozenset[str]) -> tuple[str, ...]:
        said = []
        if self._asked.tagger is None:
            said.append("no --tagger: people whom no roster knows are looked for by titles and patterns alone")
        if not self._roster.people and self._asked.blind_roster is None:
            said.append("no --roster: nothing is known of the people of the case")
        if any(tells_something(normalise(passage).folded) for passage in staying):
            said.append("a passage that is withheld in one place stands elsewhere too: look at what was written")
        return tuple(said)

    def _undecided(self, proposals: Sequence[Proposal]) -> tuple[str, ...]:
        if self._decisions and not any(proposal.id in self._decisions for proposal in proposals):
            return ("no decision is about this text as it stands with these options",)
        return ()

    def _unseen_places(self, withheld: Sequence[Proposal]) -> tuple[str, ...]:
        """Say how many places a checker would let stand, and only the lawyer's word is missing."""
        said = [(p.finding, self._decisions[p.id]) for p in withheld if p.id in self._decisions]
        waiting = sum(_is_let(them) and waits_for_lawyer(of.certainty, of.kind, them) for of, them in said)
        if not waiting:
            return ()
        if not self._places.lawyer_may_keep:
            return (f"{waiting} passages tell of a place, and the case is not known to be CLEAR: they stay withheld",)
        return (f"{waiting} passages tell of a place and wait for the lawyer: `protect review --role lawyer`",)

    def _proposals(self, text: str, found: Sequence[Finding]) -> tuple[Proposal, ...]:
        names = self._names(text, found)
        document = self.document_id(text).encode()
        proposals = []
        for finding in found:
            place = f"{finding.start} {finding.end} {finding.kind.name} {finding.rule}".encode()
            identity = self.case.keyed_hash(b"passage", document, place)[_ID]
            reason = REASONS[reason_code(self._decisions.get(identity, ()), self._asked.reason)]
            proposals.append(Proposal(identity, finding, reason, names.get(finding, reason.mark)))
        return tuple(proposals)

    def _names(self, text: str, found: Sequence[Finding]) -> Mapping[Finding, str]:
        if self._asked.style is not Style.PSEUDONYM:
            return {}
        people = {finding: self._identities.of(text, finding) for finding in found if finding.kind is Kind.PERSON}
        known = {finding: person for finding, person in people.items() if person is not None}
        names = self.case.pseudonyms(known.values())
        return {finding: names[person] for finding, person in known.items()}


def _findings(*proposals: Proposal) -> tuple[Finding, ...]:
    return tuple(sorted(proposal.finding for proposal in proposals))


def document_id(case: Case, text: str) -> str:
    """Give the id of a text, which only its case can make."""
    return case.keyed_hash(b"text", text.encode("utf-8", "surrogatepass"))[_ID]


def _is_let(decisions: Sequence[RedactionDecision]) -> bool:
    return all(said.outcome is ReviewOutcome.KEEP for said in decisions)


def _removal(text: str, proposal: Proposal) -> Removal:
    start, end = proposal.finding.start, proposal.finding.end
    if proposal.finding.kind is Kind.PERSON:
        start, end = with_what_hangs_on(text, start, end)
    return Removal(start, end, proposal.mark)
