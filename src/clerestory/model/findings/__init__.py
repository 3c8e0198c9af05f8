"""Findings: analyses beyond counts, from what is asked to what may be printed; a module or two for each kind."""
