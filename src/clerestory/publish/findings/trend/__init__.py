"""A trend as a paper shows it."""
