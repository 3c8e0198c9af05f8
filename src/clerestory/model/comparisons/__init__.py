"""Comparisons of two populations: which they are, and what holds of the difference of their shares at its bounds."""
