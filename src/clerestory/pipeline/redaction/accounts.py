"""What outlives a redaction: the case, proposals, and an entry of the log; none holds a word of a text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from clerestory.clock import SystemClock
from clerestory.ledger import Duty, Ledger
from clerestory.model.redaction.review import Proposal
from clerestory.pipeline.redaction.asked import RedactionAsked
from clerestory.pipeline.redaction.deciding import proposals_form
from clerestory.pipeline.redaction.redactor import Redacted, Redactor
from clerestory.protect.text.pseudonyms import write_case
from clerestory.study.writing import write_secret

WITHHELD = "passages withheld"
_ACTOR = "giver"


def keep_accounts(redactor: Redactor, done: Sequence[Redacted], asked: RedactionAsked) -> None:
    """Write the case, the log and the proposals of what was redacted."""
    if asked.case:
        write_case(asked.case, redactor.case)
    if asked.log:
        ledger = Ledger(asked.log, SystemClock(), actor=_ACTOR)
        ledger.check()
        for redacted in done:
            detail = {
                "document": redacted.document,
                "withheld": _counts(redactor, redacted.withheld),
                "kept": _counts(redactor, redacted.kept),
            }
            ledger.append(WITHHELD, why=asked.note or "redaction", duty=Duty.ALTERATION, detail=detail)
    if asked.proposals:
        form = proposals_form((each.document, (*each.withheld, *each.kept), each.ink) for each in done)
        write_secret(asked.proposals, form.model_dump_json(indent=2) + "\n")


def _counts(redactor: Redactor, proposals: Sequence[Proposal]) -> list[dict[str, object]]:
    alike = Counter((p.finding.rule, p.finding.kind, p.reason.code, redactor.deciders(p)) for p in proposals)
    return [
        {"rule": rule, "kind": kind.value, "reason": reason.value, "decided_by": list(people), "count": count}
        for (rule, kind, reason, people), count in sorted(
            alike.items(), key=lambda pair: (pair[0][0], pair[0][1].value, pair[0][2].value, pair[0][3])
        )
    ]
