"""Maps of tiles: one equal square for each police force area, however large the area or many its people."""
