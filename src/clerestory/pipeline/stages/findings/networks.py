"""Networks that a study asks for, from its cases to what leaves the vault."""

from __future__ import annotations

from functools import partial

import numpy as np

from clerestory.analyse import Tabulation
from clerestory.analyse.inputs import ties_of_suspects, ties_with_operations
from clerestory.analyse.networks import network_findings
from clerestory.analyse.networks.graphs import check_igraph
from clerestory.model.commission import NetworksRequest
from clerestory.model.findings.networks import NetworkFindings, NetworkSettings, TieTable
from clerestory.model.links.linked import CountBy
from clerestory.pipeline.stages.findings.arrays import made_of, values_of
from clerestory.pipeline.stages.findings.behind import check_behind, rules_behind
from clerestory.pipeline.stages.findings.kind import Analysis
from clerestory.pipeline.stages.findings.sources import source_of
from clerestory.pipeline.stages.work import Work
from clerestory.protect.rules.outputs import printed_networks
from clerestory.spark import spark_faults


def _estimate(request: NetworksRequest, work: Work, _: Tabulation) -> NetworkFindings:
    check_igraph()  # before the cases are read
    settings = work.study.settings
    by = request.count_by or (CountBy.PERSON if settings.link else CountBy.PSEUDONYM)
    end = settings.study.period_end
    rules, last = rules_behind(work.preset), 4 * end.year + (end.month - 1) // 3
    with spark_faults():
        if rules is None:
            return _found(ties_of_suspects(source_of(work.study), request, by=by, last=last), request, work)
        ties, behind = ties_with_operations(source_of(work.study), request, by=by, last=last)
    persons = np.array([len(np.unique(ties.person))])
    check_behind(persons, behind, np.ones((1, 1)), rules)
    return _found(ties, request, work)


def _found(ties: TieTable, request: NetworksRequest, work: Work) -> NetworkFindings:
    return network_findings(
        ties, NetworkSettings(replicates=request.replicates, seed=request.seed), progress=work.progress
    )


NETWORKS = Analysis(
    estimate=_estimate,
    dump=values_of,
    load=partial(made_of, NetworkFindings),
    printed=lambda found, preset: printed_networks(found, preset.networks),
)
