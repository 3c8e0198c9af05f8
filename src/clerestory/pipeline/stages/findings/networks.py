"""Networks that a study asks for, from its cases to what leaves the vault."""

from __future__ import annotations

from functools import partial

from clerestory.analyse import Tabulation
from clerestory.analyse.inputs import ties_of_suspects
from clerestory.analyse.networks import network_findings
from clerestory.analyse.networks.graphs import check_igraph
from clerestory.model.commission import NetworksRequest
from clerestory.model.linked import CountBy
from clerestory.model.networks import NetworkFindings, NetworkSettings
from clerestory.model.rules import NetworkRule, PercentBase, Preset, RoundingRule
from clerestory.pipeline.stages.findings.arrays import made_of, values_of
from clerestory.pipeline.stages.findings.kind import Analysis
from clerestory.pipeline.stages.findings.sources import source_of
from clerestory.pipeline.stages.work import Work
from clerestory.protect.rules.outputs import printed_networks
from clerestory.protect.rules.outputs.printed_networks import NetworkRules
from clerestory.spark import spark_faults

_FORCES = (1, 2, 3, 5)  # bands of forces


def _estimate(request: NetworksRequest, work: Work, _: Tabulation) -> NetworkFindings:
    check_igraph()  # before the cases are read
    settings = work.study.settings
    by = request.count_by or (CountBy.PERSON if settings.link else CountBy.PSEUDONYM)
    end = settings.study.period_end
    with spark_faults():
        ties = ties_of_suspects(source_of(work.study), request, by=by, last=4 * end.year + (end.month - 1) // 3)
    return network_findings(
        ties, NetworkSettings(replicates=request.replicates, seed=request.seed), progress=work.progress
    )


def network_rules(preset: Preset) -> NetworkRules:
    """Give the rules of networks of a preset; where it has none, those that every file is printed by.

    Counts are rounded to ten at least, as the words beside them say.
    """
    of = preset.networks
    if of is None:
        return NetworkRules()
    forces = NetworkRule(of.rule.min_networks, of.rule.min_operations, of.rule.min_class, _FORCES)
    plain = RoundingRule()
    base = PercentBase(of.percent_base, max(of.percent_base, PercentBase().crossed))
    return NetworkRules(
        sizes=of.rule,
        forces=forces,
        percents=base,
        rounding=RoundingRule(max(of.rounding_base, plain.national), plain.below_national),
    )


NETWORKS = Analysis(
    estimate=_estimate,
    dump=values_of,
    load=partial(made_of, NetworkFindings),
    printed=lambda found, preset: printed_networks(found, network_rules(preset)),
)
