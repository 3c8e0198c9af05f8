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


def write_returns(
    folder: Path, instrument: Instrument, givers: Givers, *, rows: Mapping[str, Rows], progress: Progress
) -> None:
    """Write ``<provider>/<return_id>/<entity>.csv`` for every giver and every entity of the instrument.

    Raises
    ------
    InstrumentError
        If the instrument has an entity or a column that the synthetic nation knows nothing about.
    """
    ordered = {entity: in_order_of(instrument, entity, rows) for entity in instrument.entities}
    starts = {entity: rows[entity].starts(len(givers.all)) for entity in ordered}
    for i, giver in enumerate(givers.all):
        place = folder / giver.slug / giver.return_id
        place.mkdir(parents=True)
        for entity, frame in ordered.items():
            begin, end = starts[entity][i], starts[entity][i + 1]
            frame[begin:end].write_csv(place / f"{entity}.csv")
        progress.advance()


def in_order_of(instrument: Instrument, entity: str, rows: Mapping[str, Rows]) -> pl.DataFrame:
    """Give the rows of an entity with the columns of the instrument, then those of missing reasons."""
    columns = instrument.columns_of(entity)
    optional = instrument.optional_columns_of(entity)
    frame = rows[entity].frame if entity in rows else pl.DataFrame()
    lost = [name for name in columns if name not in frame.columns]
    if lost:
        raise InstrumentError(
            f"{entity}.{lost[0]} is nothing that a synthetic nation has",
            where=f"{instrument.source}/variables.csv",
            remedy="Make the nation with the instrument that comes with the product.",
        )
    return frame.select(*columns, *(name for name in frame.columns if name in optional))
