"""An estimate of scale that a study asks for, from its cases to what leaves the vault."""

from __future__ import annotations

from pydantic import TypeAdapter

from clerestory.analyse import Tabulation
from clerestory.analyse.givers import investigations_of_givers
from clerestory.analyse.persons import ByPersons, givers_of_persons
from clerestory.analyse.scale import estimate_scale
from clerestory.analyse.scale.cohorts import lists_of_cohort
from clerestory.analyse.scale.persons import check_none_too_small, lists_of_givers, lists_of_persons
from clerestory.model.commission import ScaleRequest
from clerestory.model.findings.lists import ListTable
from clerestory.model.findings.scale import LinkShares, ScaleEstimate, ScaleSettings
from clerestory.model.links.people import PersonKind
from clerestory.model.tables import TableShape
from clerestory.pipeline.stages.findings.kind import Analysis
from clerestory.pipeline.stages.linked import engine_of, expected_error
from clerestory.pipeline.stages.work import Work
from clerestory.protect.rules.outputs import printed_scale
from clerestory.spark import spark_faults
from clerestory.study import Study

_FOUND = TypeAdapter(ScaleEstimate)


def _estimate(request: ScaleRequest, work: Work, made: Tabulation) -> ScaleEstimate:
    if request.persons is None:
        shape = next(table.shape for table in made.tables if table.shape.id == request.table)
        table, links = lists_of_cohort(made.cohorts[shape.cohort], shape), _links_of(work.study, shape)
    else:
        table, links = _persons(work.study, request, request.persons), _links(work.study, request.persons)
    return estimate_scale(table, _settings(request, links), progress=work.progress)


def _persons(study: Study, request: ScaleRequest, kind: PersonKind) -> ListTable:
    """Give the lists that linked persons are on."""
    where = f"study.toml, scale {request.id}"
    engine = engine_of(study)
    with spark_faults():
        known = givers_of_persons(ByPersons(engine, study.instrument, kind.value), kind.value)
        investigations = investigations_of_givers(study.instrument, engine)
    list_of = lists_of_givers(study.instrument, request.lists or "", known["giver"].unique().to_list(), where=where)
    check_none_too_small(list_of, investigations, where=where)
    return lists_of_persons(known, list_of, where=where)


def _links_of(study: Study, shape: TableShape) -> LinkShares | None:
    """Give what is wrong with the links of a table that counts by person."""
    return _links(study, PersonKind(shape.unit)) if shape.persons else None


def _links(study: Study, kind: PersonKind) -> LinkShares:
    return expected_error(study, kind).shares()


def _settings(request: ScaleRequest, links: LinkShares | None) -> ScaleSettings:
    return ScaleSettings(methods=request.methods, replicates=request.replicates, seed=request.seed, links=links)


SCALE = Analysis(
    estimate=_estimate,
    dump=lambda found: _FOUND.dump_python(found, mode="json"),
    load=_FOUND.validate_python,
    printed=lambda found, preset: printed_scale(found, preset.estimates),
)
