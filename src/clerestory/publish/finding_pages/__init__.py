"""A page for each finding of the paper: what was found, its limits, what is withheld, how to cite it."""
