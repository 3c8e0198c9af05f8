"""A typology as a paper shows it."""
