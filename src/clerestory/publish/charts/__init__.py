"""Charts as SVG, drawn from protected values alone, and the map by force area."""
