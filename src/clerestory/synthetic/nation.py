"""Making a synthetic nation: the instrument, the returns of its givers, and the truth beside them."""

from __future__ import annotations

import json
import shutil
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from clerestory.errors import StudyError
from clerestory.model.instrument import Instrument
from clerestory.progress import SILENT, Progress
from clerestory.study.instrument import shipped_instrument
from clerestory.synthetic.cases import INDEPENDENT
from clerestory.synthetic.faults import plant
from clerestory.synthetic.fiction import GiverKind, Givers, codelist_files, givers_of
from clerestory.synthetic.gaps import draw_gaps
from clerestory.synthetic.habits import NAMES_OF_BIRTH, Habits
from clerestory.synthetic.overlaps import Dependence
from clerestory.synthetic.people import Sizes
from clerestory.synthetic.people_lists import write_people_lists
from clerestory.synthetic.returns import arranged, record, write_returns
from clerestory.synthetic.truth import Truth, draw_truth
from clerestory.synthetic.truth_files import parameters, write_truth

FEWEST_PERSONS = 100
UNFINISHED = "unfinished"  # stands in the truth folder while a nation is made; removed last
_STEPS_BEFORE_WRITING = 3


@dataclass(frozen=True)
class NationSummary:
    """What was made, in numbers."""

    folder: Path
    truth: Path
    persons: int
    suspects: int
    victims: int
    hidden_victims: int  # beyond ``persons``: no giver knows them
    givers: dict[str, int]  # by kind
    groups: int
    investigations: int  # as returned: what two givers know counts twice
    offences: int
    rows: int
    faults: int


def make_nation(
    folder: Path,
    instrument: Instrument,
    *,
    persons: int = 20_000,
    givers: int = 44,
    seed: int = 1,
    habits: Habits = NAMES_OF_BIRTH,
    dependences: tuple[Dependence, ...] = (),
    progress: Progress = SILENT,
) -> NationSummary:
    """Make a synthetic nation with known truth.

    Writes ``instrument/`` and ``returns/`` into ``folder``, and the truth into ``<folder>.truth``. The same arguments
    give the same bytes. Ethnicity and nationality have equal weights for every person; only whether a giver recorded
    them differs (rule Q11). See ``figures`` for what the nation is calibrated to.

    Parameters
    ----------
    folder : Path
        Must not exist, or be empty; the same holds for the truth folder.
    instrument : Instrument
        The one that comes with the product; its real forces are replaced by fictional ones.
    persons : int
        Persons known to some giver, 100 or more. Victims whom nobody knows come beyond these, in the truth only.
    givers : int
        Returns, 4 or more: one national agency, about 70 % forces, 20 % social care, the rest voluntary bodies.
    seed : int
        0 or more.
    habits : Habits
        How often lists have another name than that of birth; by default never.
    dependences : tuple of Dependence
        Kinds of givers that know the same cases beyond chance; by default none.

    Raises
    ------
    StudyError
        If a number is too small, or a folder is not empty.
    InstrumentError
        If the instrument has columns that a synthetic nation knows nothing about.
    """
    _check_numbers(persons, seed)
    bodies = givers_of(givers, instrument)
    truth_folder = folder.with_name(folder.name + ".truth")
    for place in (folder, truth_folder):
        _check_empty(place)
    # The study first: a truth folder alone, with its mark in it, would look like somebody else's.
    for place in (folder, truth_folder):
        place.mkdir(parents=True, exist_ok=True)
    (truth_folder / UNFINISHED).touch()
    progress.begin("synthetic nation", _STEPS_BEFORE_WRITING + givers)
    truth_rng, gap_rng, record_rng, fault_rng, name_rng = np.random.default_rng(seed).spawn(5)
    truth = draw_truth(truth_rng, Sizes(persons), bodies, replace(INDEPENDENT, dependences=dependences))
    progress.advance()
    rows = record(record_rng, truth, draw_gaps(gap_rng, bodies, truth.force_weights))
    planted = plant(fault_rng, rows, n_forces=len(bodies.of(GiverKind.FORCE)))
    files = arranged(instrument, planted.rows)
    progress.advance()
    _write_instrument(folder / "instrument", bodies)
    write_truth(truth_folder, truth, rows=planted.rows, faults=planted.faults)
    names = write_people_lists(name_rng, truth_folder / "people", truth, habits)
    if habits != NAMES_OF_BIRTH:
        names.write_parquet(truth_folder / "names.parquet", compression="lz4")
    progress.advance()
    write_returns(folder / "returns", bodies, rows=files, progress=progress)
    made = json.dumps(parameters(truth, givers=givers, seed=seed), indent=2) + "\n"
    (truth_folder / "parameters.json").write_text(made, encoding="utf-8")
    (truth_folder / UNFINISHED).unlink()
    n_rows = sum(entity.frame.height for entity in planted.rows.values())
    return _summary(folder, truth_folder, truth, rows=n_rows, faults=planted.faults.height)


def _check_numbers(persons: int, seed: int) -> None:
    if persons < FEWEST_PERSONS:
        raise StudyError(
            f"{persons} persons are too few for a nation with groups",
            where="persons",
            remedy=f"Ask for {FEWEST_PERSONS} or more.",
        )
    if seed < 0:
        raise StudyError(f"the seed {seed} is negative", where="seed", remedy="Use 0 or more.")


def _check_empty(folder: Path) -> None:
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise StudyError(
            "is there already, and not empty",
            where=str(folder),
            remedy="Name a new folder, or remove this one.",
        )


def _write_instrument(folder: Path, givers: Givers) -> None:
    for source in sorted(shipped_instrument().rglob("*.csv")):
        copy = folder / source.relative_to(shipped_instrument())
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, copy)  # the content only: an installed package may be read-only
    for name, content in codelist_files(givers).items():
        (folder / "codelists" / f"{name}.csv").write_bytes(content)


def _summary(folder: Path, truth_folder: Path, truth: Truth, *, rows: int, faults: int) -> NationSummary:
    return NationSummary(
        folder=folder,
        truth=truth_folder,
        persons=truth.sizes.persons,
        suspects=truth.sizes.suspects,
        victims=truth.sizes.victims,
        hidden_victims=len(truth.hidden.force),
        givers=truth.givers.counts(),
        groups=truth.groups.count,
        investigations=len(truth.lists.investigations),
        offences=len(truth.lists.offences.offence),
        rows=rows,
        faults=faults,
    )
