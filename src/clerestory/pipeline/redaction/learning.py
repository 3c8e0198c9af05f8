"""Training a tagger: from a labelled corpus, and from what reviewers decided."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from pydantic import ValidationError

from clerestory.errors import StorageError, TaggerError
from clerestory.model.commission import DataKind
from clerestory.model.redaction.choices import TextEncoding
from clerestory.model.redaction.findings import Certainty, Kind
from clerestory.model.redaction.review import (
    DocumentProposals,
    ProposalForm,
    ProposalsForm,
    RedactionDecision,
    may_stand,
)
from clerestory.pipeline.redaction.asked import RedactionAsked
from clerestory.pipeline.redaction.checking import check_outside_studies
from clerestory.pipeline.redaction.deciding import decisions_of
from clerestory.pipeline.redaction.documents import sources_in
from clerestory.pipeline.redaction.redactor import document_id
from clerestory.pipeline.redaction.reviewed import texts_in
from clerestory.progress import SILENT, Progress
from clerestory.protect.text.pseudonyms import read_case
from clerestory.protect.text.tagger import LabelledText, Learning, read_corpus, train_tagger, write_tagger
from clerestory.protect.text.tagger.corpus import DecidedSpan
from clerestory.study.writing import write_secret
from clerestory.synthetic.labelled_notes import labelled_notes

Decisions = Mapping[str, Sequence[RedactionDecision]]


@dataclass(frozen=True)
class DecidedText:
    """Texts or documents of a case that were reviewed.

    Attributes
    ----------
    source : Path
        The text, document, or folder of them, as it was when the proposals were made.
    proposals, decisions : Path
        What was proposed and decided about them: a file each, or a folder of such files.
    case : Path
        The file of the case, by whose key it is told whether a source is still the one that was decided about.
    """

    source: Path
    proposals: Path
    decisions: Path
    case: Path

    @property
    def paths(self) -> tuple[Path, ...]:
        """All of them."""
        return self.source, self.proposals, self.decisions, self.case


def train_tagger_of_corpus(
    corpus: Path,
    out: Path,
    *,
    decided: Sequence[DecidedText] = (),
    reviewers: Path | None = None,
    data: DataKind = DataKind.CONFIDENTIAL,
    progress: Progress = SILENT,
) -> Learning:
    """Train a tagger on a labelled corpus, and on what reviewers decided, and write it for its owner alone.

    Parameters
    ----------
    corpus : Path
        A labelled text a line; names people, so it lies outside any study.
    out : Path
    decided : sequence of DecidedText
    reviewers : Path, optional
        Who may decide; needed where there are decisions.
    data : DataKind
        Simulated decisions count for synthetic data alone.

    Returns
    -------
    Learning
        How good it was on texts held out.

    Raises
    ------
    TaggerError
        If the corpus, or what was decided, cannot be used.
    RedactionError
        If something lies inside a study, or a file of decisions is ill formed.
    DecisionError
        If a decision does not count.
    StorageError
        If the tagger would replace a file that is read.
    """
    read = [corpus, *(path for each in decided for path in each.paths), *([reviewers] if reviewers else [])]
    check_outside_studies(*read, out)
    if out.resolve() in {path.resolve() for path in read}:
        raise StorageError("would replace a file that is read", where=str(out), remedy="Give --out a place of its own.")
    texts = [*read_corpus(corpus), *(text for each in decided for text in learnable(each, reviewers, data))]
    model = train_tagger(texts, progress=progress)
    write_tagger(out, model)
    return model.learning


def write_labelled_notes(out: Path, number: int, *, seed: int) -> int:
    """Write made-up notes as a labelled corpus; gives how many passages are marked in them."""
    lines, passages = [], 0
    for note in labelled_notes(number, seed=seed):
        line = LabelledText.model_validate(asdict(note))
        passages += len(line.spans)
        lines.append(json.dumps(line.model_dump(exclude_defaults=True) | {"form": line.form}, ensure_ascii=False))
    write_secret(out, "\n".join(lines) + "\n")
    return passages


def learnable(each: DecidedText, reviewers: Path | None, data: DataKind) -> Iterator[LabelledText]:
    """Yield the texts in which something was decided, with the places that were decided about.

    Raises
    ------
    TaggerError
        If nothing was decided, or a source is not what it was when its proposals were made.
    RedactionError, DecisionError
        If a file is ill formed, or a decision does not count.
    """
    decisions = _decisions(each.decisions, reviewers, data)
    decided = [found for found in _proposals(each.proposals) if _ids(found) & decisions.keys()]
    if not decided:
        raise _unusable(each.decisions, "decides about none of the proposals")
    texts = _texts_by_id(each)
    for number, proposals in enumerate(decided, 1):
        text = texts.get(proposals.document)
        if text is None:
            raise _unusable(each.source, f"is not what decided document {number} was when proposals were made of it")
        yield _labelled(text, proposals, decisions, each.proposals)


def _labelled(text: str, proposals: DocumentProposals, decisions: Decisions, path: Path) -> LabelledText:
    # What nobody decided about stayed withheld, so in a text that was reviewed it counts as withheld.
    spans = tuple(_span(proposal, decisions, path) for proposal in proposals.proposals)
    try:
        return LabelledText(id=f"decided {proposals.document}", text=text, decided=spans)
    except ValidationError:
        raise _unusable(path, "has places outside of its text, or of a text that is too long") from None


def _texts_by_id(each: DecidedText) -> Mapping[str, str]:
    """Give the texts of the sources, by the id that proposals have of them."""
    if not each.case.exists():
        raise _unusable(each.case, "is not there, and without the case nobody can tell what was decided about")
    case = read_case(each.case)
    # A text that is not the one that was decided about has another id, so no wrong reading of one counts.
    found = (texts_in(path, TextEncoding.WINDOWS_1252) for path in sources_in(each.source))
    texts = (text for several in found for _, text in several)
    return {document_id(case, text): text for text in texts}


def _decisions(path: Path, reviewers: Path | None, data: DataKind) -> Decisions:
    """Give the decisions that count, of all files together: whoever withholds has the last word in any of them."""
    together: dict[str, tuple[RedactionDecision, ...]] = {}
    for file in sources_in(path):
        asked = RedactionAsked(decisions=file, reviewers=reviewers, data=data)
        for proposal, said in decisions_of(asked).items():
            together[proposal] = (*together.get(proposal, ()), *said)
    return together


def _proposals(path: Path) -> tuple[DocumentProposals, ...]:
    """Give the proposals of every document, each once."""
    found = {document.document: document for file in sources_in(path) for document in _proposals_in(file)}
    return tuple(found.values())


def _proposals_in(path: Path) -> tuple[DocumentProposals, ...]:
    try:
        return ProposalsForm.model_validate(json.loads(path.read_text(encoding="utf-8"))).documents
    except (OSError, ValueError, RecursionError):
        raise _unusable(path, "is no file of proposals") from None


def _ids(document: DocumentProposals) -> frozenset[str]:
    return frozenset(proposal.id for proposal in document.proposals)


def _span(proposal: ProposalForm, decisions: Decisions, path: Path) -> DecidedSpan:
    certainty = Certainty.ASK if proposal.asks else Certainty.REMOVE
    try:
        kind = Kind(proposal.kind)
    except ValueError:
        raise _unusable(path, "has a kind of matter that is not known") from None
    outcome = "kept" if may_stand(certainty, kind, decisions.get(proposal.id, ())) else "removed"
    span = {"start": proposal.start, "end": proposal.end, "kind": kind.name, "outcome": outcome}
    return DecidedSpan.model_validate(span)


def _unusable(path: Path, what: str) -> TaggerError:
    return TaggerError(
        what, where=str(path), remedy="Give source, proposals, decisions and case of one redaction, none changed since."
    )
