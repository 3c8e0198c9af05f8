"""Metadata of CSV files as CSVW: JSON that validators and readers of open data understand.

Source: W3C, Model for Tabular Data and Metadata on the Web, and Metadata Vocabulary for Tabular Data (2015). A reader
who has only a CSV file looks for ``<file>-metadata.json`` beside it, and for ``csv-metadata.json`` in its folder.
"""

from __future__ import annotations

import json
import posixpath
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from clerestory.model.commission import StudySettings
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
    made = {METADATA: _group([*files, *code_lists.values()], "", places, settings)}
    for file in files:
        there = [file, *(code_lists[name] for name in file.lists_of())]
        made[f"{file.path}{BESIDE}"] = _group(there, posixpath.dirname(file.path), places, settings)
    return {name: (json.dumps(value, indent=1, ensure_ascii=False) + "\n").encode() for name, value in made.items()}


def _group(
    files: Iterable[DataFile], folder: str, places: Mapping[str, str], settings: StudySettings
) -> dict[str, Any]:
    """Give the description of some files: each foreign key leads to a table of the same group."""
    study, mark = settings.study, settings.study.data.mark
    return {
        "@context": list(_CONTEXT),
        "dc:title": f"{mark}: {study.title}" if mark else study.title,
        **({"dc:description": study.data.mark_sentence} if mark else {}),
        "dc:publisher": study.publisher,
        "dc:license": {"@id": LICENCE},
        "dc:issued": {"@value": settings.release.date.isoformat(), "@type": "xsd:date"},
        "dc:temporal": f"{study.period_start.isoformat()}/{study.period_end.isoformat()}",
        "tables": [file.as_csvw(folder, places) for file in files],
    }
