"""A typology that a study asks for, from its cases to what leaves the vault."""

from __future__ import annotations

from pydantic import TypeAdapter

from clerestory.analyse import Tabulation, find_typology
from clerestory.analyse.inputs import TooFewError, items_of_cases, items_with_operations
from clerestory.analyse.typology import CodedItems
from clerestory.analyse.typology.fitting import members_of
from clerestory.errors import TableError
from clerestory.model.commission import TypologyRequest
from clerestory.model.findings.typology import Typology, TypologySettings
from clerestory.model.rules import TableScope
from clerestory.pipeline.stages.findings.behind import check_behind, rules_behind
from clerestory.pipeline.stages.findings.kind import Analysis
from clerestory.pipeline.stages.findings.sources import source_of
from clerestory.pipeline.stages.work import Work
from clerestory.protect.rules.outputs import printed_typology
from clerestory.spark import spark_faults

_FOUND = TypeAdapter(Typology)


def _estimate(request: TypologyRequest, work: Work, _: Tabulation) -> Typology:
    rules, fewest = rules_behind(work.preset), work.preset.profiles.min_persons
    with spark_faults():
        if rules is None:
            return _found(items_of_cases(source_of(work.study), request, fewest=fewest), request, work)
        items, behind = items_with_operations(source_of(work.study), request, fewest=fewest)
    found = _found(items, request, work)
    # A class may be little else than one operation, and its profile is the profile of that operation then.
    check_behind(items.patterns.persons, behind, members_of(items.patterns, found.chosen), rules)
    return found


def _found(items: CodedItems, request: TypologyRequest, work: Work) -> Typology:
    settings = TypologySettings(request.least, request.most, request.starts, request.replicates, request.seed)
    try:
        return find_typology(items, settings, progress=work.progress)
    except TableError as error:
        raise TooFewError(error.what) from None


TYPOLOGY = Analysis(
    estimate=_estimate,
    dump=lambda found: _FOUND.dump_python(found, mode="json"),
    load=_FOUND.validate_python,
    printed=lambda found, preset: printed_typology(
        found,
        preset.profiles,
        preset.estimates,
        percent_base=preset.rules_for(TableScope.NATIONAL).percent_base,
    ),
)
