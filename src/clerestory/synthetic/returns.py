"""The returns of a synthetic nation: the rows of every entity, and the files."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import numpy as np
import polars as pl

from clerestory.errors import InstrumentError
from clerestory.model.instrument import RETURN, Instrument
from clerestory.progress import Progress
from clerestory.synthetic import recorded_cases as cases
from clerestory.synthetic import recorded_people as people
from clerestory.synthetic.drawing import pseudonyms
from clerestory.synthetic.faults import Rows
from clerestory.synthetic.fiction import Givers
from clerestory.synthetic.gaps import Gaps
from clerestory.synthetic.truth import Truth


def record(rng: np.random.Generator, truth: Truth, gaps: Gaps) -> dict[str, Rows]:
    """Give what every giver wrote down, by entity, without faults."""
    names, investigation, offence, suspect, victim, link, interview = rng.spawn(7)
    lists = truth.lists
    inv = pseudonyms(names, len(lists.investigations), prefix="inv")
    off = pseudonyms(names, len(lists.offences.offence), prefix="off")
    giver_of_offence = lists.investigations.giver[lists.offences.investigation]
    return {
        RETURN: Rows(np.arange(len(truth.givers.all)), cases.return_rows(truth, gaps)),
        "investigation": Rows(lists.investigations.giver, cases.investigation_rows(investigation, truth, inv)),
        "offence": Rows(giver_of_offence, cases.offence_rows(offence, truth, gaps, off_pseudo=off, inv_pseudo=inv)),
        "suspect": Rows(lists.suspects.giver, people.suspect_rows(suspect, truth, gaps)),
        "victim": Rows(lists.victims.giver, people.victim_rows(victim, truth, gaps)),
        "link_suspect_offence": Rows(lists.suspect_offence.giver, people.suspect_offence_rows(truth, off)),
        "link_victim_offence": Rows(lists.victim_offence.giver, people.victim_offence_rows(truth, off)),
        "link_suspect_victim": Rows(lists.suspect_victim.giver, people.suspect_victim_rows(link, truth)),
        "link_suspect_suspect": Rows(lists.suspect_suspect.giver, people.suspect_suspect_rows(truth)),
        "interview": Rows(*cases.interview_rows(interview, truth, inv)),
    }


def arranged(instrument: Instrument, rows: Mapping[str, Rows]) -> dict[str, Rows]:
    """Give the rows of every entity with the columns of the instrument, in its order, then those of missing reasons.

    Raises
    ------
    InstrumentError
        If the instrument has an entity or a column that the synthetic nation knows nothing about.
    """
    return {entity: Rows(rows[entity].giver, _columns(instrument, entity, rows)) for entity in _known(instrument, rows)}


def write_returns(folder: Path, givers: Givers, *, rows: Mapping[str, Rows], progress: Progress) -> None:
    """Write ``<provider>/<return_id>/<entity>.csv`` for every giver and every entity."""
    starts = {entity: rows[entity].starts(len(givers.all)) for entity in rows}
    for i, giver in enumerate(givers.all):
        place = folder / giver.slug / giver.return_id
        place.mkdir(parents=True)
        for entity in rows:
            begin, end = starts[entity][i], starts[entity][i + 1]
            rows[entity].frame[begin:end].write_csv(place / f"{entity}.csv")
        progress.advance()


def _known(instrument: Instrument, rows: Mapping[str, Rows]) -> tuple[str, ...]:
    for entity in instrument.entities:
        if entity not in rows:
            raise _unknown(instrument, entity)
    return instrument.entities


def _columns(instrument: Instrument, entity: str, rows: Mapping[str, Rows]) -> pl.DataFrame:
    frame = rows[entity].frame
    columns, optional = instrument.columns_of(entity), instrument.optional_columns_of(entity)
    for name in columns:
        if name not in frame.columns:
            raise _unknown(instrument, f"{entity}.{name}")
    return frame.select(*columns, *(name for name in frame.columns if name in optional))


def _unknown(instrument: Instrument, what: str) -> InstrumentError:
    return InstrumentError(
        f"{what} is nothing that a synthetic nation has",
        where=f"{instrument.source}/variables.csv",
        remedy="Make the nation with the instrument that comes with the product.",
    )
