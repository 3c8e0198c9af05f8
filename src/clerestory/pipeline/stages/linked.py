"""What whatever counts linked persons needs: where they are, and what the stage link says of its own errors."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import partial
from typing import Any

import polars as pl

from clerestory.analyse import Engine, engine_on
from clerestory.analyse.consent import WithConsent
from clerestory.errors import StudyError
from clerestory.model.commission import TableRequest
from clerestory.model.links.linked import CountBy, ExpectedError
from clerestory.model.links.people import PersonKind
from clerestory.pipeline.links.persons import LINKS
from clerestory.study import Study
from clerestory.study.stored import read_written


def engine_of(study: Study) -> Engine:
    """Give the engine that study.toml names, on the cases of the vault and the persons beside them.

    Interviews that were withdrawn are not among them.
    """
    where = study.settings.analyse
    return WithConsent(engine_on(where.engine, study.vault / "cases", spark=where.spark))


def expected_errors(study: Study, requests: Iterable[TableRequest]) -> dict[str, ExpectedError]:
    """Give what the linkage expects to be wrong, for each entity that tables count by person."""
    asked = dict.fromkeys(request.count for request in requests if request.count_by is CountBy.PERSON)
    return {entity: expected_error(study, PersonKind(entity)) for entity in asked}


def expected_error(study: Study, kind: PersonKind) -> ExpectedError:
    """Give what the linkage of one kind expects to be wrong.

    Raises
    ------
    StudyError
        If nobody of the kind was linked, or the stage link left something else.
    """
    folder = study.vault / LINKS
    try:
        persons = pl.read_parquet(folder / f"{kind.value}.parquet", columns=["person"])["person"].n_unique()
    except (OSError, pl.exceptions.PolarsError):
        raise StudyError(
            f"has no persons of linked {kind.value}s",
            where=str(folder),
            remedy="Let givers send encodings, and run the stage link first: `clerestory run STUDY`.",
        ) from None
    return read_written(folder / "error.json", partial(_of_kind, kind=kind, persons=persons))


def _of_kind(found: Mapping[str, Any], *, kind: PersonKind, persons: int) -> ExpectedError:
    return ExpectedError.from_json(found[kind.value], persons=persons)
