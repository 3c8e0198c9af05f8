"""All checks of what came in, over all returns at once."""

from __future__ import annotations

from collections.abc import Sequence

from clerestory.collect.checks.cross_return import disagreements
from clerestory.collect.checks.flags import contradicted_flags
from clerestory.collect.checks.impossible import impossible_values
from clerestory.collect.checks.made_differently import made_differently
from clerestory.collect.checks.reasons import contradicted_reasons
from clerestory.collect.checks.shock import shocks
from clerestory.collect.checks.timeliness import late_returns
from clerestory.collect.returns import Collection
from clerestory.model.checks import Finding
from clerestory.model.commission import CollectSettings
from clerestory.model.instrument import Instrument


def run_checks(collection: Collection, instrument: Instrument, settings: CollectSettings) -> tuple[Finding, ...]:
    """Give what the checks found in all returns, in order of check, giver and return.

    Parameters
    ----------
    collection : Collection
        Of a study, or of one return alone; what needs others to compare with finds nothing in one.
    settings : CollectSettings
        When returns were due and came in, and which are expected.
    """
    found = [
        *contradicted_reasons(collection.receipts),
        *contradicted_flags(collection, instrument),
        *made_differently(collection, instrument),
        *late_returns(collection.receipts, settings),
        *impossible_values(collection.receipts),
        *disagreements(collection, instrument),
        *shocks(collection, instrument),
    ]
    return tuple(sorted(found, key=lambda finding: (finding.check.number, finding.provider, finding.return_id)))


def findings_about(findings: Sequence[Finding], provider: str, return_id: str) -> tuple[Finding, ...]:
    """Give the findings about one return."""
    return tuple(f for f in findings if (f.provider, f.return_id) == (provider, return_id))
