"""Networks from a file of ties, outside any study."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from clerestory.analyse.networks import network_findings, read_ties
from clerestory.analyse.networks.graphs import check_igraph
from clerestory.errors import RuleSetError
from clerestory.ledger import PROGRAM
from clerestory.model.commission import DataKind
from clerestory.model.findings.networks import NetworkSettings, PrintedNetworks
from clerestory.model.rules import NetworkOutputs
from clerestory.pipeline.consulting import consulted_files
from clerestory.pipeline.single_files.marking import marked
from clerestory.progress import SILENT, Progress
from clerestory.protect.rules.outputs import printed_networks
from clerestory.publish.findings.networks.chart import draw_networks
from clerestory.publish.findings.networks.pictures import network_charts
from clerestory.publish.findings.networks.words import network_sentences
from clerestory.study import shipped_presets, write_atomically

PRESET = "CHILD-SEX-OFF"


@dataclass(frozen=True)
class NetworkAnswer:
    """What may be printed of networks, in numbers and in words; what was found stays inside.

    ``charts`` names the pictures that were written into a folder.
    """

    printed: PrintedNetworks
    sentences: tuple[str, ...]
    charts: tuple[str, ...] = ()


def networks_of_ties(
    source: Path,
    settings: NetworkSettings | None = None,
    *,
    chart: Path | None = None,
    charts: Path | None = None,
    data: DataKind = DataKind.CONFIDENTIAL,
    progress: Progress = SILENT,
    actor: str = PROGRAM,
) -> NetworkAnswer:
    """Tell how the networks in a CSV file of ties form, last and end.

    Parameters
    ----------
    source : Path
        Columns ``person``, ``event``, ``start``, ``end``; ``operation``, ``role``, ``force`` if wanted.
    settings : NetworkSettings, optional
    chart : Path, optional
        Where a chart of the sizes goes, as SVG; not written where no figures may be given.
    charts : Path, optional
        A folder for a chart of each part that may be drawn: sizes, forces, how long they last, history, overlap of
        members between years, random loss. Made if it is not there.
    data : DataKind
        Where the ties come from; the words and the charts of made-up ones say so.

    Raises
    ------
    ExtraError
        If igraph is not installed.
    TableError
        If the file is no table of ties.
    """
    check_igraph()
    consulted_files([source], who=actor, why="analyse network")
    printed = printed_networks(network_findings(read_ties(source), settings, progress=progress), network_outputs())
    if chart and not printed.why_not:
        write_atomically(chart, draw_networks(printed, data).svg)
    drawn = dict(network_charts(printed, data)) if charts else {}
    if charts and drawn:
        for name, picture in drawn.items():
            write_atomically(charts / f"{name}.svg", picture.svg)
    return NetworkAnswer(printed, marked(network_sentences(printed), data), tuple(drawn))


def network_outputs() -> NetworkOutputs:
    """Give what may be printed of networks outside a study, as the preset for child sexual offences has it."""
    outputs = shipped_presets()[PRESET].networks
    if outputs is None:
        raise RuleSetError(
            f"preset {PRESET} has no rules of networks", where="presets.toml", remedy="Give [presets.network]."
        )
    return outputs
