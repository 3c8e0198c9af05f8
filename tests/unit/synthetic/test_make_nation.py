"""What make_nation refuses, and what an interruption leaves."""

from dataclasses import replace

import pytest

from clerestory.errors import InstrumentError, StudyError
from clerestory.model.instrument import ValueType, Variable
from clerestory.study import read_instrument, shipped_instrument
from clerestory.synthetic import make_nation
from clerestory.synthetic.fiction import place_names


@pytest.fixture(scope="module")
def instrument():
    return read_instrument(shipped_instrument())


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"givers": 3}, "givers: 3 givers cannot be of four kinds\nAsk for 4 or more"),
        ({"givers": 5000}, "not enough fictional names for 5000 givers\nAsk for [0-9]+ or fewer"),
        ({"persons": 99}, "persons: 99 persons are too few for a nation with groups\nAsk for 100 or more"),
        ({"seed": -1}, "seed: the seed -1 is negative\nUse 0 or more"),
    ],
)
def test_numbers_that_cannot_be(tmp_path, instrument, wrong, message):
    with pytest.raises(StudyError, match=message):
        make_nation(tmp_path / "n", instrument, **{"persons": 100, "givers": 4, **wrong})
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["n", "n.truth"])
def test_a_folder_that_holds_something_is_left_alone(tmp_path, instrument, name):
    (tmp_path / name).mkdir()
    (tmp_path / name / "mine.txt").write_text("mine")
    with pytest.raises(StudyError, match=r"is there already, and not empty\nName a new folder, or remove this one"):
        make_nation(tmp_path / "n", instrument, persons=100, givers=4)
    assert [path.name for path in tmp_path.rglob("*")] == [name, "mine.txt"]


def test_a_file_is_no_folder(tmp_path, instrument):
    (tmp_path / "n").write_text("mine")
    with pytest.raises(StudyError, match="is there already"):
        make_nation(tmp_path / "n", instrument, persons=100, givers=4)


def test_empty_folders_will_do(tmp_path, instrument):
    (tmp_path / "n").mkdir()
    (tmp_path / "n.truth").mkdir()
    assert make_nation(tmp_path / "n", instrument, persons=100, givers=4).persons == 100


def test_as_many_givers_as_names_allow(instrument, tmp_path):
    most = len(list(place_names(instrument))) + 1
    assert sum(make_nation(tmp_path / "n", instrument, persons=100, givers=most).givers.values()) == most


@pytest.mark.parametrize(
    ("entity", "what"),
    [
        ("suspect", "suspect.shoe_size is nothing that a synthetic nation has"),  # a column of a known entity
        ("vehicle", "vehicle is nothing that a synthetic nation has"),  # a whole entity
    ],
)
def test_an_instrument_that_asks_for_more_is_refused(tmp_path, instrument, entity, what):
    more = Variable(entity, "shoe_size", "Made up", ValueType.INTEGER)
    with pytest.raises(InstrumentError, match=what):
        make_nation(tmp_path / "n", replace(instrument, variables=(*instrument.variables, more)), persons=100, givers=4)


class Recorder:
    def __init__(self, stop_at: int = 10_000) -> None:
        self.stages: list[tuple[str, int]] = []
        self.steps, self.stop_at = 0, stop_at

    def begin(self, stage: str, total: int) -> None:
        self.stages.append((stage, total))

    def advance(self, steps: int = 1) -> None:
        self.steps += steps
        if self.steps >= self.stop_at:
            raise KeyboardInterrupt


def test_progress_reaches_its_total(tmp_path, instrument):
    recorder = Recorder()
    make_nation(tmp_path / "n", instrument, persons=100, givers=5, progress=recorder)
    assert recorder.stages == [("synthetic nation", 8)]
    assert recorder.steps == 8


@pytest.mark.parametrize("step", range(1, 8))
def test_an_interruption_at_any_step_leaves_the_mark_of_unfinished_work(tmp_path, instrument, step):
    with pytest.raises(KeyboardInterrupt):
        make_nation(tmp_path / "n", instrument, persons=100, givers=4, progress=Recorder(stop_at=step))
    assert (tmp_path / "n.truth" / "unfinished").exists()
    assert (tmp_path / "n").exists()


def test_fictional_names_are_many_distinct_and_like_no_real_force(instrument):
    names = list(place_names(instrument))
    real = [code.label.casefold() for code in instrument.codelists["police_force_area"].codes if code.code[0] != "X"]
    assert len(set(names)) == len(names) > 400
    assert not [name for name in names for label in real if label in name.casefold() or name.casefold() in label]


def test_the_summary_counts_what_was_written(tmp_path, instrument):
    made = make_nation(tmp_path / "n", instrument, persons=300, givers=6)

    def lines(entity):
        return sum(len(path.read_text().splitlines()) - 1 for path in made.folder.glob(f"returns/*/*/{entity}.csv"))

    assert (lines("investigation"), lines("offence"), lines("*")) == (made.investigations, made.offences, made.rows)
    assert made.suspects + made.victims > made.persons == 300
