"""Networks as a paper shows them."""
