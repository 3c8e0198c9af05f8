"""Types that a panel of experts gave to cases, held against latent classes and coded items: aggregates alone."""

from clerestory.analyse.panel.judging import judge_panel
from clerestory.analyse.panel.reading import PanelCodings, read_panel

__all__ = ["PanelCodings", "judge_panel", "read_panel"]
