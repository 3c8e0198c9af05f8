"""`clerestory publish spreadsheet` on anybody's files: what it makes of them, and what it refuses and why."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import polars as pl
import pytest

from accessible_workbooks import cells_of, table_names, table_of
from clerestory import pipeline
from clerestory.errors import WorkbookError
from clerestory.model.commission import DataKind
from commands import clerestory

COUNTS = '''\
area,victims,share,first_day,year,code,remark
"North, ""upper""",1240,0.5,2024-02-29,2019,007,=1+1
South,[c],-1.25,[x],2020,010,"two
lines"
Zoë,3,12,2024-01-01,2021,001,-
'''


def made(folder, text, name="counts.csv", **asked):
    (folder / name).write_text(text, encoding="utf-8", newline="")
    out = folder / "out.ods"
    pipeline.publish_spreadsheet([folder / name], out, pipeline.WorkbookAsked("A title", **asked))
    return out.read_bytes()


def test_the_command_writes_a_workbook_and_says_where(tmp_path):
    (tmp_path / "counts.csv").write_text(COUNTS, encoding="utf-8")
    out = tmp_path / "SYNTHETIC-counts.xlsx"
    words = (tmp_path / "counts.csv", "--out", out, "--title", "Victims", "--mark", "synthetic", "--date", "2026-12-15")
    done = clerestory("publish", "spreadsheet", *words)
    assert (done.returncode, done.stdout) == (0, f"{out}\n")
    assert cells_of(out.read_bytes(), "Table 1")[0][0] == "SYNTHETIC: Table 1: Counts"
    assert table_names(out.read_bytes())["Table_1_Counts"] == "Table 1!A7:G10"


def test_the_kinds_of_cells_are_told_column_by_column(tmp_path):
    assert table_of(cells_of(made(tmp_path, COUNTS), "Table 1"), "area") == [
        ["area", "victims", "share", "first_day", "year", "code", "remark"],
        ['North, "upper"', 1240, 0.5, dt.date(2024, 2, 29), 2019, "007", "=1+1"],
        ["South", "[c]", -1.25, "[x]", 2020, "010", "two\nlines"],
        ["Zoë", 3, 12, dt.date(2024, 1, 1), 2021, "001", "-"],
    ]


def test_symbols_are_explained_where_they_stand(tmp_path):
    lines = [row[0] for row in cells_of(made(tmp_path, COUNTS), "Table 1")]
    assert lines[2:4] == ["[c] in this table: confidential: suppressed.", "[x] in this table: not available."]


def test_parquet_keeps_its_kinds(tmp_path):
    frame = pl.DataFrame(
        {
            "area": ["North", "South", "East"],
            "n": [1, None, 3],
            "part": [0.1, float("nan"), 1e-9],
            "price": [Decimal("1.50"), Decimal("2.25"), None],
            "day": [dt.date(2024, 1, 1)] * 3,
            "is_new": [True, False, True],
            "small": pl.Series([0.1, 0.2, 0.3], dtype=pl.Float32),
        }
    )
    frame.write_parquet(tmp_path / "counts.parquet")
    out = tmp_path / "out.xlsx"
    pipeline.publish_spreadsheet([tmp_path / "counts.parquet"], out, pipeline.WorkbookAsked("A title", empty="[z]"))
    assert table_of(cells_of(out.read_bytes(), "Table 1"), "area")[1:] == [
        ["North", 1, 0.1, 1.5, dt.date(2024, 1, 1), "true", 0.1],
        ["South", "[z]", "[z]", 2.25, dt.date(2024, 1, 1), "false", 0.2],
        ["East", 3, 1e-9, "[z]", dt.date(2024, 1, 1), "true", 0.3],
    ]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        # what `protect table` writes: the symbol goes to its count, and its column with it
        ("area,n,symbol\nNorth,,[c]\nSouth,12,\n", [["area", "n"], ["North", "[c]"], ["South", 12]]),
        # all counts withheld
        ("area,n,symbol\nNorth,,[c]\nSouth,,[c]\n", [["area", "n"], ["North", "[c]"], ["South", "[c]"]]),
        # a share of low reliability stands beside its symbol, which says more than that something is missing
        (
            "area,n,status\nNorth,,[c]\nSouth,12,[u]\n",
            [["area", "n", "status"], ["North", "[c]", "[c]"], ["South", 12, "[u]"]],
        ),
        # words are no symbols
        ("area,n,status\nNorth,1,open\n", [["area", "n", "status"], ["North", 1, "open"]]),
    ],
)
def test_symbols_in_a_column_of_their_own_go_where_their_numbers_are_missing(tmp_path, text, shown):
    assert table_of(cells_of(made(tmp_path, text), "Table 1"), "area") == shown


def test_titles_headers_notes_and_symbols_come_from_toml(tmp_path):
    (tmp_path / "said.toml").write_text(
        '[[tables]]\nfile = "counts.csv"\nsheet = "Victims"\ntitle = "Victims by area"\nnotes = ["Once each."]\n'
        'headers = { n = "Victims" }\ncolumn_notes = { n = ["To the nearest 5."] }\n[symbols]\n"[q]" = "queried"\n'
    )
    data = made(tmp_path, "area,n\nNorth,5\nSouth,[q]\n", notes=tmp_path / "said.toml")
    cells = cells_of(data, "Victims")
    assert cells[0][0] == "Victims: Victims by area [note 1]"
    assert table_of(cells, "area")[0] == ["area", "Victims [note 2]"]
    assert "[q] in this table: queried." in [row[0] for row in cells]
    assert [row[:2] for row in table_of(cells_of(data, "Notes"), "Note number")[1:]] == [
        ["note 1", "Once each."],
        ["note 2", "To the nearest 5."],
    ]


def test_notes_alone_come_from_csv(tmp_path):
    (tmp_path / "notes.csv").write_text("table,column,note\ncounts.csv,,Once each.\ncounts.csv,n,To the nearest 5.\n")
    data = made(tmp_path, "area,n\nNorth,5\n", notes=tmp_path / "notes.csv")
    assert cells_of(data, "Table 1")[0][0].endswith("[note 1]")
    assert table_of(cells_of(data, "Table 1"), "area")[0][1] == "n [note 2]"


def test_several_files_are_sheets_in_the_order_in_which_they_are_named(tmp_path):
    for name in ("b", "a"):
        (tmp_path / f"{name}.csv").write_text("area,n\nNorth,5\n")
    out = tmp_path / "out.ods"
    files = [tmp_path / "b.csv", tmp_path / "a.csv"]
    pipeline.publish_spreadsheet(files, out, pipeline.WorkbookAsked("A title"))
    assert table_of(cells_of(out.read_bytes(), "Contents"), "Worksheet")[1:] == [["Table 1", "B"], ["Table 2", "A"]]


def test_the_same_files_give_the_same_bytes(tmp_path):
    assert made(tmp_path, COUNTS) == made(tmp_path, COUNTS)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "the file is empty"),
        ("area,n\n", "a header and no row"),
        ("area,area\nNorth,1\n", "two columns are named 'area'"),
        ("area,Area \nNorth,1\n", "two columns are named"),
        ("area,\nNorth,1\n", "have no header: were cells of it merged"),
        ("area,n\nNorth\nSouth,1,2\n", "cannot be read"),
        ("area,n\nNorth,\nSouth,1\n", "1 cells are empty, and nothing says why"),
        ("area,n\n,\nSouth,1\n", "1 rows are blank"),
        ("area,n\nNorth,\nSouth,\n", "the column is blank"),
        ("area,n\nforce,persons\nNorth,1\nSouth,2\n", "a second header"),
        ("area,n\nNorth,[q]\n", r"nothing says what \[q\] means"),
        ("area\n" + "x" * 32_768 + "\n", "longer than the 32,767 characters"),
        ("area\nNo\x07rth\n", "unseen characters"),
        (",".join(f"c{n}" for n in range(16_385)) + "\n", "16,385 columns"),
        ('area,"' + "x" * 140_000, "cannot be read"),  # a quote that nothing ends
    ],
)
def test_a_file_that_is_no_table_as_it_stands_is_refused(tmp_path, text, said):
    with pytest.raises(WorkbookError, match=said):
        made(tmp_path, text)
    assert list(tmp_path.glob("*.ods")) == []


@pytest.mark.slow
def test_a_file_with_more_rows_than_a_sheet_is_refused_before_anything_is_written(tmp_path):
    pl.DataFrame({"n": range(1_048_576)}).write_parquet(tmp_path / "long.parquet")
    with pytest.raises(WorkbookError, match="1,048,576 rows"):
        pipeline.publish_spreadsheet([tmp_path / "long.parquet"], tmp_path / "out.ods", pipeline.WorkbookAsked("T"))
    assert list(tmp_path.glob("*.ods")) == []


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"area,n\n\xff,1\n", "cannot be read"),  # not UTF-8
        ("\ufeffarea,n\r\nNorth,1\r\n".encode(), ""),  # a mark of byte order, and line ends of Windows
    ],
)
def test_bytes_of_other_programs(tmp_path, content, said):
    (tmp_path / "counts.csv").write_bytes(content)
    words = ("publish", "spreadsheet", tmp_path / "counts.csv", "--out", tmp_path / "out.ods", "--title", "T")
    done = clerestory(*words)
    assert done.returncode == (59 if said else 0)
    assert said in done.stderr


@pytest.mark.parametrize(
    ("out", "asked", "said"),
    [
        ("out.csv", {}, "neither .ods nor .xlsx"),
        ("out.ods", {"data": "synthetic"}, "does not say SYNTHETIC"),
        ("lost.ods", {"notes": "lost.toml"}, "there is no such file"),
        ("out.ods", {"notes": "broken.toml"}, "is not TOML: .*line 2"),
        ("out.ods", {"notes": "wrong.toml"}, "tables.0.file"),
        ("out.ods", {"notes": "strange.toml"}, "'other.csv', which is none of the files"),
        ("out.ods", {"notes": "column.toml"}, "the column 'm', which is not there"),
        ("out.ods", {"notes": "wrong.csv"}, "has not the columns table, column, note"),
        ("out.ods", {"notes": "comma.csv"}, "row 2 has more than three fields"),
        ("out.ods", {"notes": "twice.toml"}, "two entries of tables speak of 'counts.csv'"),
    ],
)
def test_what_is_asked_or_said_wrongly_is_refused(tmp_path, out, asked, said):
    (tmp_path / "counts.csv").write_text("area,n\nNorth,5\n")
    (tmp_path / "wrong.toml").write_text("[[tables]]\n")
    (tmp_path / "broken.toml").write_text("[[tables]]\nfile =\n")
    (tmp_path / "strange.toml").write_text('[[tables]]\nfile = "other.csv"\n')
    (tmp_path / "column.toml").write_text('[[tables]]\nfile = "counts.csv"\nheaders = { m = "M" }\n')
    (tmp_path / "wrong.csv").write_text("a,b\n1,2\n")
    (tmp_path / "comma.csv").write_text("table,column,note\ncounts.csv,n,Rounded, to 5.\n")
    (tmp_path / "twice.toml").write_text('[[tables]]\nfile = "counts.csv"\n' * 2)
    asked = {name: tmp_path / value if name == "notes" else DataKind(value) for name, value in asked.items()}
    with pytest.raises(WorkbookError, match=said):
        pipeline.publish_spreadsheet([tmp_path / "counts.csv"], tmp_path / out, pipeline.WorkbookAsked("T", **asked))
    assert not (tmp_path / out).exists()


def test_files_that_are_missing_or_of_one_name_are_refused(tmp_path):
    (tmp_path / "a").mkdir()
    for path in (tmp_path / "n.csv", tmp_path / "a" / "n.csv", tmp_path / "n.txt"):
        path.write_text("area\nNorth\n")
    asked, out = pipeline.WorkbookAsked("T"), tmp_path / "out.ods"
    with pytest.raises(WorkbookError, match="no such file"):
        pipeline.publish_spreadsheet([tmp_path / "lost.csv"], out, asked)
    with pytest.raises(WorkbookError, match="is no file"):
        pipeline.publish_spreadsheet([tmp_path / "a"], out, asked)
    with pytest.raises(WorkbookError, match=r"two files are named 'n\.csv'"):
        pipeline.publish_spreadsheet([tmp_path / "n.csv", tmp_path / "a" / "n.csv"], out, asked)
    with pytest.raises(WorkbookError, match=r"neither \.csv nor \.parquet"):
        pipeline.publish_spreadsheet([tmp_path / "n.txt"], out, asked)


@pytest.mark.parametrize("link", ["loop.csv", "nowhere.csv"])
def test_a_link_that_leads_nowhere_is_refused(tmp_path, link):
    (tmp_path / "loop.csv").symlink_to("loop.csv")
    (tmp_path / "nowhere.csv").symlink_to("lost.csv")
    done = clerestory("publish", "spreadsheet", link, "--out", "out.ods", "--title", "T", cwd=tmp_path)
    assert done.returncode == 59
    assert f"{link}: there is no such file" in done.stderr


def test_a_table_is_never_replaced_by_the_workbook_under_another_name_of_it(tmp_path):
    (tmp_path / "counts.csv").write_text("area,n\nNorth,5\n")
    (tmp_path / "out.ods").hardlink_to(tmp_path / "counts.csv")
    with pytest.raises(WorkbookError, match="would replace one of the tables"):
        pipeline.publish_spreadsheet([tmp_path / "counts.csv"], tmp_path / "out.ods", pipeline.WorkbookAsked("T"))
    assert (tmp_path / "counts.csv").read_text() == "area,n\nNorth,5\n"
