"""Where the data come from: the option that methods on one file share."""

from __future__ import annotations

from typing import Annotated

import typer

from clerestory.model.commission import DataKind

Mark = Annotated[DataKind, typer.Option(help="Where the data come from; words and charts of synthetic ones say so.")]
