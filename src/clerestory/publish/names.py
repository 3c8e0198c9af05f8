"""The names of a release's files; the mark of made-up or rebuilt data stands in each name of a table or chart."""

from __future__ import annotations

from dataclasses import dataclass

from clerestory.model.commission import DataKind

PAPER_PAGE, REGISTER_PAGE, STYLE = "index.html", "register.html", "style.css"
REGISTER, MANIFEST, SEAL = "register.csv", "manifest.json", "seal.json"


@dataclass(frozen=True)
class FileNames:
    """Gives names by kind of data."""

    data: DataKind

    def table(self, id: str) -> str:  # noqa: A002  (the field's word)
        """Give the file of a table."""
        return f"tables/{self._prefix}{id}.csv"

    def shares(self, table: str) -> str:
        """Give the file of the shares of a table."""
        return f"tables/{self._prefix}{table}-shares.csv"

    def chart(self, id: str) -> str:  # noqa: A002
        """Give the file of a chart."""
        return f"charts/{self._prefix}{id}.svg"

    def narrow_chart(self, id: str) -> str:  # noqa: A002
        """Give the file of a chart as phones show it."""
        return f"charts/{self._prefix}{id}-narrow.svg"

    @property
    def _prefix(self) -> str:
        return f"{self.data.mark}-" if self.data.mark else ""
