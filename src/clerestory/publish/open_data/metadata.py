"""Metadata of CSV files as CSVW: JSON that validators and readers of open data understand.

Source: W3C, Model for Tabular Data and Metadata on the Web, and Metadata Vocabulary for Tabular Data (2015). A reader
who has only a CSV file looks for ``<file>-metadata.json`` beside it, and for ``csv-metadata.json`` in its folder.
"""

from __future__ import annotations

import datetime as dt
import json
import posixpath
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from clerestory.model.commission import DataKind, StudySettings
from clerestory.model.releases import LICENCE
from clerestory.publish.open_data.columns import Column

METADATA = "csv-metadata.json"  # of all files together, in the folder of the release
BESIDE = "-metadata.json"  # behind the whole name of a CSV file
_CONTEXT = ("http://www.w3.org/ns/csvw", {"@language": "en"})


@dataclass(frozen=True)
class DataFile:
    """What is said of a CSV file of a release.

    Attributes
    ----------
    path : str
        Below the folder of the release.
    basis : str
        What is counted, of which period, by which definition, and what counts once; a register or list has none.
    notes : tuple of str
        Sentences that readers of the paper see below the table.
    lists : mapping of str to str
        For columns whose code list differs from file to file, its name.
    """

    path: str
    title: str
    columns: tuple[Column, ...]
    basis: str = ""
    notes: tuple[str, ...] = ()
    lists: Mapping[str, str] = field(default_factory=dict)

    def lists_of(self) -> dict[str, Column]:
        """Give the columns with a code list by its name; of several with the same list the last."""
        return {self._list(column): column for column in self.columns if self._list(column)}

    def as_csvw(self, folder: str, places: Mapping[str, str]) -> dict[str, Any]:
        """Give the description of the table.

        Parameters
        ----------
        folder : str
            Where the metadata lies, below the folder of the release.
        places : mapping of str to str
            The path of each code list.
        """
        keys = [self._foreign_key(column, folder, places) for column in self.columns if self._list(column)]
        return {
            "url": posixpath.relpath(self.path, folder or "."),
            "dc:title": self.title,
            **({"dc:description": self.basis} if self.basis else {}),
            **({"rdfs:comment": list(self.notes)} if self.notes else {}),
            "tableSchema": {
                "columns": [column.as_csvw() for column in self.columns],
                "primaryKey": [column.name for column in self.columns if column.key],
                **({"foreignKeys": keys} if keys else {}),
            },
        }

    def _list(self, column: Column) -> str:
        return self.lists.get(column.name, column.list_of)

    def _foreign_key(self, column: Column, folder: str, places: Mapping[str, str]) -> dict[str, Any]:
        resource = posixpath.relpath(places[self._list(column)], folder or ".")
        return {
            "columnReference": column.name,
            "reference": {"resource": resource, "columnReference": column.by},
        }


@dataclass(frozen=True)
class About:
    """What metadata say of every file: the publication, who publishes it, when if it is known, and of which time."""

    title: str
    publisher: str
    data: DataKind
    issued: dt.date | None
    period: tuple[dt.date, dt.date]

    @classmethod
    def release(cls, settings: StudySettings) -> About:
        """Give what is said of the files of a release."""
        study = settings.study
        period = (study.period_start, study.period_end)
        return cls(study.title, study.publisher, study.data, settings.release.date, period)


def metadata_files(
    files: Sequence[DataFile], code_lists: Mapping[str, DataFile], settings: StudySettings
) -> dict[str, bytes]:
    """Give the metadata of all files together, and beside each file that of the file with its code lists.

    Parameters
    ----------
    code_lists : mapping of str to DataFile
        The code lists by name.
    """
    places = {name: listed.path for name, listed in code_lists.items()}
    about = About.release(settings)
    made = {METADATA: _group([*files, *code_lists.values()], "", places, about)}
    for file in files:
        there = [file, *(code_lists[name] for name in file.lists_of())]
        made[f"{file.path}{BESIDE}"] = _group(there, posixpath.dirname(file.path), places, about)
    return {name: value.encode() for name, value in made.items()}


def metadata_beside(file: DataFile, about: About) -> dict[str, str]:
    """Give the metadata that lies beside a file without code lists, by its name."""
    return {f"{file.path}{BESIDE}": _group([file], posixpath.dirname(file.path), {}, about)}


def _group(files: Iterable[DataFile], folder: str, places: Mapping[str, str], about: About) -> str:
    """Give the description of some files: each foreign key leads to a table of the same group."""
    mark = about.data.mark
    said = {
        "@context": list(_CONTEXT),
        "dc:title": f"{mark}: {about.title}" if mark else about.title,
        **({"dc:description": about.data.mark_sentence} if mark else {}),
        "dc:publisher": about.publisher,
        "dc:license": {"@id": LICENCE},
        **({"dc:issued": {"@value": about.issued.isoformat(), "@type": "xsd:date"}} if about.issued else {}),
        "dc:temporal": f"{about.period[0].isoformat()}/{about.period[1].isoformat()}",
        "tables": [file.as_csvw(folder, places) for file in files],
    }
    return json.dumps(said, indent=1, ensure_ascii=False) + "\n"
