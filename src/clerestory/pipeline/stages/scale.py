"""The estimates of scale that a study asks for, from its cases to what leaves the vault."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from pydantic import TypeAdapter

from clerestory.analyse import Tabulation
from clerestory.analyse.givers import investigations_of_givers
from clerestory.analyse.persons import ByPersons, givers_of_persons
from clerestory.analyse.scale import estimate_scale
from clerestory.analyse.scale.cohorts import lists_of_cohort
from clerestory.analyse.scale.persons import check_none_too_small, lists_of_givers, lists_of_persons
from clerestory.model.commission import ScaleRequest
from clerestory.model.lists import ListTable
from clerestory.model.people import PersonKind
from clerestory.model.rules import EstimateRule
from clerestory.model.scale import LinkShares, PrintedScale, ScaleEstimate, ScaleSettings
from clerestory.model.tables import TableShape
from clerestory.pipeline.stages.linked import engine_of, expected_error
from clerestory.pipeline.stages.work import Work
from clerestory.protect.rules.outputs import printed_scale
from clerestory.spark import spark_faults
from clerestory.study import Study
from clerestory.study.stored import read_written, write_json

_FOUND, _PRINTED = TypeAdapter(ScaleEstimate), TypeAdapter(PrintedScale)

Scales = Mapping[str, PrintedScale]  # by id, in the order of study.toml


def write_estimates(folder: Path, work: Work, made: Tabulation) -> None:
    """Estimate what study.toml asks for and leave it in the vault; confidential."""
    for request in work.study.settings.scale:
        if request.persons is None:
            shape = next(table.shape for table in made.tables if table.shape.id == request.table)
            table, links = lists_of_cohort(made.cohorts[shape.cohort], shape), _links_of(work.study, shape)
        else:
            table, links = _persons(work.study, request, request.persons), _links(work.study, request.persons)
        found = estimate_scale(table, _settings(request, links), progress=work.progress)
        write_json(_place(folder, request.id), _FOUND.dump_python(found, mode="json"))


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


def print_estimates(study: Study, made: Path, out: Path) -> Scales:
    """Write what may be printed of the estimates (rule S17), and give it."""
    printed = {
        request.id: printed_scale(read_written(_place(made, request.id), _FOUND.validate_python), EstimateRule())
        for request in study.settings.scale
    }
    write_scales(printed, out)
    return printed


def write_scales(scales: Scales, folder: Path) -> None:
    """Write estimates as they may be printed."""
    for name, printed in scales.items():
        write_json(_place(folder, name), _PRINTED.dump_python(printed, mode="json"))


def read_scales(study: Study, folder: Path) -> Scales:
    """Read estimates as they may be printed.

    Raises
    ------
    StudyError
        If an earlier stage did not write one.
    """
    return {
        request.id: read_written(_place(folder, request.id), _PRINTED.validate_python)
        for request in study.settings.scale
    }


def _place(folder: Path, name: str) -> Path:
    return folder / f"scale-{name}.json"


def _settings(request: ScaleRequest, links: LinkShares | None) -> ScaleSettings:
    return ScaleSettings(methods=request.methods, replicates=request.replicates, seed=request.seed, links=links)
