"""Training a tagger: from a labelled corpus, and from what reviewers decided."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from pydantic import ValidationError

from clerestory.errors import StorageError, TaggerError
from clerestory.model.commission import DataKind
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
from clerestory.pipeline.redaction.texts import decoded, read_bytes
from clerestory.progress import SILENT, Progress
from clerestory.protect.text.tagger import LabelledText, Learning, read_corpus, train_tagger, write_tagger
from clerestory.protect.text.tagger.corpus import DecidedSpan
from clerestory.study.writing import write_secret
from clerestory.synthetic.labelled_notes import labelled_notes


@dataclass(frozen=True)
class DecidedText:
    """A text that was reviewed: the file itself, the proposals that were made of it, and what was decided.

    Attributes
    ----------
    text, proposals, decisions : Path
    """

    text: Path
    proposals: Path
    decisions: Path

    @property
    def paths(self) -> tuple[Path, Path, Path]:
        """All three."""
        return self.text, self.proposals, self.decisions


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
    texts = [*read_corpus(corpus), *(_learnable(each, reviewers, data) for each in decided)]
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


def _learnable(each: DecidedText, reviewers: Path | None, data: DataKind) -> LabelledText:
    decisions = decisions_of(RedactionAsked(decisions=each.decisions, reviewers=reviewers, data=data))
    proposals = _proposals(each.proposals)
    if not decisions.keys() & {proposal.id for proposal in proposals.proposals}:
        raise _unusable(each.decisions, "decides about none of the proposals")
    # What nobody decided about stayed withheld, so in a text that was reviewed it counts as withheld.
    spans = tuple(_span(proposal, decisions, each.proposals) for proposal in proposals.proposals)
    try:
        return LabelledText(
            id=f"decided {proposals.document}", text=decoded(read_bytes(each.text), str(each.text)), decided=spans
        )
    except ValidationError:
        raise _unusable(each.text, "is not the text of which the proposals were made") from None


def _proposals(path: Path) -> DocumentProposals:
    try:
        documents = ProposalsForm.model_validate(json.loads(path.read_text(encoding="utf-8"))).documents
    except (OSError, ValueError, RecursionError):
        raise _unusable(path, "is no file of proposals") from None
    if len(documents) != 1:
        raise _unusable(path, "has the proposals of several texts")
    return documents[0]


def _span(proposal: ProposalForm, decisions: Mapping[str, Sequence[RedactionDecision]], path: Path) -> DecidedSpan:
    certainty = Certainty.ASK if proposal.asks else Certainty.REMOVE
    try:
        kind = Kind(proposal.kind)
    except ValueError:
        raise _unusable(path, "has a kind of matter that is not known") from None
    outcome = "kept" if may_stand(certainty, kind, decisions.get(proposal.id, ())) else "removed"
    span = {"start": proposal.start, "end": proposal.end, "kind": kind.name, "outcome": outcome}
    return DecidedSpan.model_validate(span)


def _unusable(path: Path, what: str) -> TaggerError:
    return TaggerError(what, where=str(path), remedy="Give text, proposals and decisions of one redaction.")
