"""The cases of a study, as what findings are made of reads them."""

from __future__ import annotations

from clerestory.analyse.inputs import Source
from clerestory.pipeline.stages.linked import engine_of
from clerestory.study import Study


def source_of(study: Study) -> Source:
    """Give the cases of the vault on the engine that study.toml names."""
    return Source(study.instrument, engine_of(study))
